"""Public pages need no script, cookie, session or second request, fit the first packets, and speak four languages."""

import re

import pytest
from django.utils import translation

from benchmarks.page_weight import BUDGET, fill, weights
from punkt_web.common.names import name_for_reader, name_in
from punkt_web.finder import words
from tests.web.finder.conftest import address


@pytest.fixture
def paths(town):
    point = town.open_point(address="Героїв Праці 12")
    return ["/", "/?q=Харків&need=heat", address("heat"), address(place=(0.0, 0.0)), f"/p/{point.code}", "/p/AAA-AAA"]


def test_every_page_fits_the_first_packets_of_a_connection(client, now, settings):
    settings.IS_DEMO = True
    fill()
    assert max(weights(client).values()) <= BUDGET


def test_no_page_needs_a_second_request_to_be_read(client, paths):
    for path in paths:
        page = client.get(path).content.decode()
        assert "<style>" in page
        assert 'rel="stylesheet"' not in page
        assert re.findall(r"<script[^>]*>", page) == re.findall(r'<script type="module" src="[^"]+" [^>]*>', page)
        assert "<form action=" in page or "/p/" in path
        assert "Use my position" not in re.sub(r'data-position="[^"]*"', "", page)


def test_no_page_sets_a_cookie_or_opens_a_session(client, paths, django_assert_max_num_queries):
    client.cookies["sessionid"] = "left-by-somebody"
    for path in paths:
        response = client.get(path)
        assert not response.cookies
        assert not response.wsgi_request.session.accessed
    assert client.get("/?lang=sv").cookies.keys() == {"punkt_language"}


def test_answers_and_points_are_asked_for_again_each_time_since_a_point_may_be_hidden(client, paths):
    for path in (*paths[1:], "/?q=Xyzzyq", "/?lang=et&q=Tartu"):
        response = client.get(path)
        assert response["Cache-Control"] == "private, no-cache", path
        assert response.status_code == 404 or response["ETag"]


def test_answers_are_never_searched_and_only_the_first_page_is_kept(client, paths):
    for path in ("/?q=Харків", address()):
        response = client.get(path)
        assert response["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert client.get("/")["Cache-Control"] == "public, max-age=60"
    assert client.get("/?lang=et")["Cache-Control"] == "private, max-age=60"
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in client.get("/")["Vary"].split(",")}


def test_a_page_that_did_not_change_is_not_sent_again(client, paths):
    for path in ("/", *paths[1:3], paths[4]):
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = client.get(path, headers={"if-none-match": first["ETag"], "accept-language": "uk"})
        assert other.status_code in {200, 304}


def test_a_new_word_makes_a_new_page(client, town):
    point = town.open_point()
    tag = client.get(f"/p/{point.code}")["ETag"]
    town.say(point, "closed", minutes_ago=1)
    assert client.get(f"/p/{point.code}", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_each_page_is_answered_in_the_language_asked_for(client, paths, language):
    for path in paths:
        response = client.get(path, headers={"accept-language": language})
        assert f'<html lang="{language}">' in response.content.decode()
        assert response["Content-Language"] == language
    with translation.override(language):
        many = words.translated("Warmth")
    assert many in client.get(address("heat"), headers={"accept-language": language}).content.decode()


def test_ages_and_counts_have_plural_forms():
    from datetime import timedelta

    with translation.override("en"):
        assert words.ago(timedelta(seconds=59)) == "just now"
        assert words.ago(timedelta(minutes=59, seconds=59)) == "59 min ago"
        assert words.ago(timedelta(hours=47)) == "47 h ago"
        assert words.ago(timedelta(days=2)) == "2 days ago"
        assert words.not_confirmed_for(timedelta(minutes=119)) == "Not confirmed for 119 min"
        assert words.not_confirmed_for(timedelta(days=3)) == "Not confirmed for 3 days"
    with translation.override("uk"):
        assert words.distance_words(1300).startswith("1,3")


def test_a_name_in_another_language_is_marked_as_such(town, ask):
    point = town.open_point(name="Школа")
    assert '<h1 lang="uk">Школа</h1>' in ask(f"/p/{point.code}")
    assert "<h1>Школа</h1>" in ask(f"/p/{point.code}", "uk")


@pytest.mark.parametrize("language", ["et", "sv"])
def test_who_has_no_name_in_their_language_reads_the_english_one(town, ask, language):
    point = town.open_point(names={"uk": "Школа", "en": "School"})
    assert '<h1 lang="en">School</h1>' in ask(f"/p/{point.code}", language)
    assert "<h1>Школа</h1>" in ask(f"/p/{point.code}", "uk")
    territory = {"uk": "Харківська область", "en": "Kharkiv oblast"}
    assert name_in(territory, language, "UA") == "Kharkiv oblast"
    assert name_in(territory, "uk", "UA") == "Харківська область"
    assert name_in({"et": "Tallinn", "en": "Tallinn (en)"}, "et", "EE") == "Tallinn"
    assert name_in({"uk": "Харківська область"}, language, "UA") == "Харківська область"
    with translation.override(language):
        assert name_for_reader(territory) == "Kharkiv oblast"


def test_what_is_stated_is_never_read_as_markup(town, ask):
    point = town.open_point(name="<b>x</b>", address='"><script>alert(1)</script>', entrance_note="<img src=x>")
    for page in (ask(f"/p/{point.code}"), ask(address())):
        assert "<b>x</b>" not in page
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def test_the_route_gives_the_door_and_not_the_asker(town, ask):
    point = town.open_point(north_m=500)
    page = ask(address("heat"))
    link = re.search(r'href="(https://www\.openstreetmap\.org/directions\?[^"]+)"', page)[1]
    assert f"{point.latitude:.6f}" in link
    assert "49.990000" not in link
    assert f"geo:{point.latitude:.6f},{point.longitude:.6f}" in ask(f"/p/{point.code}")


def test_a_rough_position_is_called_rough(town, ask):
    point = town.open_point(position_method="settlement")
    assert "only the middle of the settlement" in ask(f"/p/{point.code}")
    answer = ask(address("heat"))
    assert "about 650 m" in answer
    assert "on foot" not in answer
    assert "only approximate" in ask(f"/p/{town.open_point(position_accuracy_m=900).code}")


def test_the_point_page_names_what_is_not_known(town, ask):
    point = town.open_point(needs="heat", facts={"access.ramp": "no", "power.n_sockets": 20})
    page = ask(f"/p/{point.code}")
    assert re.search(r"Not known: [^<]*Internet", page)
    assert re.search(r"<dt>Ramp</dt><dd>no", page)
    assert re.search(r"<dt>Devices charged at once</dt><dd>20", page)
    assert "Generator" not in page  # for members
    assert "within 50 km we know of no other point" in page.lower()


def test_the_order_of_a_page_makes_sense_without_its_looks(town, ask):
    town.open_point(north_m=100, name="Перша")
    town.point(north_m=50, name="Друга")
    page = ask(address("heat"))
    places = [page.index(part) for part in ("<h1", "<details", "Перша", "Not confirmed lately", "Друга", "Order: ")]
    assert places == sorted(places)
