"""Whatever stands in the address, the page stays calm: 200 or 400 with the search form, never 500."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

JUNK = [
    "?q=" + "Ї" * 5000,
    "?q=" + quote("'; DROP TABLE registry_point; --"),
    "?q=%00%01%1b[31m",
    "?q=%ff%fe%fd",
    "?q=" + quote("<script>alert(1)</script>"),
    "?q=" + quote("\ud83c\udf00 \u202e\u200b", errors="surrogatepass"),
    "?q=" + "9" * 400,
    "?q=999,999",
    "?q=1e400, 5",
    "?lat=nan&lon=nan",
    "?lat=inf&lon=5",
    "?lat=999&lon=5",
    "?lat=5",
    "?lon=5",
    "?lat=&lon=",
    "?lat=50&lon=36,2",
    "?lat=" + "1" * 3000 + "&lon=1",
    "?lat=49%00&lon=1",
    "?lat=½&lon=1",
    "?lat=1_0&lon=1",
    "?lat=90&lon=180",
    "?lat=-90&lon=-180",
    "?q=x&place=%D9%A3",
    "?q=x&place=-1",
    "?" + "&".join(f"need=n{number}" for number in range(50)),
    "?lat=50&lon=36&" + "&".join(["need=heat"] * 50),
    "?need=" + "a" * 5000,
    "?lang=xx&q=Lviv",
    "?lang=" + "u" * 3000,
    "?q=%",
    "?=&&&;;",
]
PATHS = [
    "p/",
    "p/%00",
    "p/<b>",
    "p/" + "A" * 3000,
    "p/K7F-2MR%0d%0aX-Y:1",
    "p/../../etc/passwd",
    "p/🌀🌀🌀🌀🌀🌀",
    "p/%ff",
]


@pytest.mark.parametrize("junk", JUNK)
def test_a_junk_question_gets_a_calm_page(client, town, junk):
    town.open_point()
    response = client.get("/" + junk, headers={"accept-language": "en"})
    assert response.status_code in {200, 400}
    page = response.content.decode()
    assert "What do you need?" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", PATHS)
def test_a_junk_code_is_not_found(client, town, path):
    response = client.get("/" + path)
    assert response.status_code in {404, 301}
    assert "<b>" not in response.content.decode().replace("<b lang", "").replace("<b>What", "")
    assert "X-Y" not in response.headers


@given(text=st.text(max_size=40), needs=st.lists(st.text(max_size=8), max_size=3))
@settings(derandomize=True, max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered(client, now, text, needs):
    asked = {"q": text.encode("utf-8", "replace").decode(), "need": [need.encode("utf-8", "replace") for need in needs]}
    assert client.get("/", asked).status_code in {200, 302}


@given(
    latitude=st.one_of(st.floats().map(repr), st.text(max_size=10)),
    longitude=st.one_of(st.floats().map(repr), st.text(max_size=10)),
)
@settings(derandomize=True, max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_numbers_are_answered(client, now, latitude, longitude):
    asked = {"lat": latitude.encode("utf-8", "replace"), "lon": longitude.encode("utf-8", "replace")}
    assert client.get("/", asked).status_code in {200, 400}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_public_pages_only_answer(client, now, method):
    assert getattr(client, method)("/").status_code == 405
    assert getattr(client, method)("/p/K7F-2MR").status_code == 405
