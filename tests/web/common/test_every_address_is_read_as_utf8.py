"""A header that names another character set changes neither an answer nor what others get after it."""

import pytest

from tests.web.finder.conftest import NOW, ask, now, town  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
CHARSETS = ["ascii", "koi8-r", "iso-2022-kr", "hz", "utf-16", "utf-7", "cp037", "utf-8"]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["/", "/t/", "/api/v1/points", "/map/points/5/18/10.json"])
def test_a_page_is_the_same_whatever_the_header_says(client, path, charset):
    query = {"q": "Харків", "need": "heat"} if path in {"/", "/t/"} else {}
    odd = client.get(path, query, headers={"accept-language": "uk"}, CONTENT_TYPE=f"text/plain; charset={charset}")
    usual = type(client)().get(path, query, headers={"accept-language": "uk"})
    assert (odd.status_code, odd.content) == (usual.status_code, usual.content)


def test_an_answer_that_is_kept_is_not_that_of_another_reading(town, client, ask):  # noqa: F811
    town.open_point(name="Школа")
    path = "/?q=%D0%A5%D0%B0%D1%80%D0%BA%D1%96%D0%B2"
    client.get(path, headers={"accept-language": "en"}, CONTENT_TYPE="text/plain; charset=koi8-r")
    assert "Kharkiv" in ask(path)
