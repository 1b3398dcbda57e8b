"""The network of the finder's tests, and a limiter that remembers nobody."""

import pytest

from punkt_web.api.rate import limiter
from tests.web.finder.conftest import _a_network_of_its_own, now, town  # noqa: F401 - fixtures of the finder's tests


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    limiter.forget()
