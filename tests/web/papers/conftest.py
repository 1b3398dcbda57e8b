"""The small network of the finder, for papers."""

import pytest

from punkt_web.papers.public.kept import forget_papers
from tests.library.papers.paper_cases import text_of
from tests.web.finder.conftest import Town, _a_network_of_its_own, now

__all__ = ["_a_network_of_its_own", "now"]


@pytest.fixture(autouse=True)
def _no_paper_is_held():
    forget_papers()
    yield
    forget_papers()


@pytest.fixture
def town(now):
    return Town()


@pytest.fixture
def read(client):
    """``read("/p/CODE/poster.pdf", "uk")``: the text of a paper, its spaces single."""

    def reading(path: str, language: str = "en") -> str:
        response = client.get(path, headers={"accept-language": language})
        assert response.status_code == 200, (path, response.status_code)
        assert response["Content-Type"] == "application/pdf"
        return " ".join(text_of(response.content).split())

    return reading
