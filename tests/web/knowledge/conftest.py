"""People who look at the desk, and points for them."""

from tests.web.dashboard.conftest import browser, make_point

__all__ = ["browser", "make_point"]
