"""A page on readiness without points says why, and a list that is cut or narrowed says that it is."""

import pytest

from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import text_of

PAGE = "/desk/readiness/"
KEY = "ua-1401"


@pytest.fixture
def point(make_point):
    made = make_point(TOWN, name={"uk": "Школа"})
    Point.objects.filter(pk=made.pk).update(country="UA", facts={"power.lighting": "no"}, kind_id="ua-stationary")
    assess_country(Actor("test"), KEY)
    return made


def test_a_day_of_which_nothing_is_kept_names_the_first_that_is(point, browser, coordinator):
    page = text_of(browser(coordinator).get(PAGE, {"standard": KEY, "on": "2025-06-01"}))
    assert "Nothing is kept of this day; the first kept day is" in page
    assert "There are no points here" not in page


@pytest.mark.parametrize(
    ("territory", "words"),
    [("ZZ-NONE", "There is no territory of the code ZZ-NONE."), (OTHER_TOWN, "You see no points in this territory.")],
)
def test_a_territory_that_is_not_shown_is_not_another(point, browser, coordinator, territory, words):
    response = browser(coordinator).get(PAGE, {"territory": territory})
    assert words in text_of(response)
    assert point.code not in text_of(response)


@pytest.mark.parametrize("path", ["readiness.csv", "readiness.json", "procurement/procurement.csv"])
def test_files_refuse_a_territory_that_there_is_not(point, browser, coordinator, path):
    assert browser(coordinator).get(f"{PAGE}{path}", {"territory": "ZZ-NONE"}).status_code == 400


def test_a_list_that_is_cut_says_so_and_is_shown_whole(point, browser, coordinator):
    client = browser(coordinator)
    first = client.get(PAGE)
    n = first.context["n_unknown"]
    assert len(first.context["unknown"]) == 10 < n
    assert f"Show all {n}" in text_of(first)
    assert "for information only" in text_of(first)
    whole = client.get(PAGE, {"all": "1"})
    assert len(whole.context["unknown"]) == n
    assert f"Show all {n}" not in text_of(whole)


def test_what_is_not_known_is_a_chosen_filter_that_stays(point, browser, coordinator):
    client = browser(coordinator)
    key = client.get(PAGE).context["unknown"][0].id
    page = client.get(PAGE, {"requirement": key, "is": "unknown"})
    assert f"Not known: {key}" in text_of(page)
    assert '<option value="unknown" selected>' in text_of(page)
    assert [one["point"] for one in page.context["lines"]] == [point]
    lacks = client.get(PAGE, {"requirement": key})
    assert f"Lacks: {key}" in text_of(lacks)
    assert lacks.context["lines"] == []


def test_where_nothing_is_to_buy_no_sum_is_told(make_point, browser, coordinator):
    made = make_point(TOWN)
    Point.objects.filter(pk=made.pk).update(country="UA", facts={}, kind_id="ua-stationary")
    assess_country(Actor("test"), KEY)
    page = browser(coordinator).get(PAGE)
    assert page.context["cost"] == "nothing to buy"
    assert "answers to find out first" in text_of(page)


def test_inspections_are_asked_for_from_the_list_by_who_may(point, browser, coordinator, viewer):
    link = "/desk/inspections/ask?"
    page = text_of(browser(coordinator).get(PAGE, {"standard": KEY, "level": "gaps"}))
    assert f"{link}which=gaps" in page
    of_point = f"{link}point={point.code}"
    assert of_point in text_of(browser(coordinator).get(f"{PAGE}points/{point.code}/"))
    assert link not in text_of(browser(viewer).get(PAGE, {"standard": KEY, "level": "gaps"}))
    assert link not in text_of(browser(viewer).get(f"{PAGE}points/{point.code}/"))


def test_the_heads_name_the_basis_by_which_is_counted(point, browser, coordinator):
    client = browser(coordinator)
    page = client.get(PAGE, {"standard": KEY})
    assert page.context["basis"] == "Law"
    for words in ("Law: met", "Law: not met", "Law: not known"):
        assert f"<th>{words}</th>" in text_of(page)


def test_who_sees_several_countries_is_told_which_is_shown(point, make_point, browser, administrator):
    other = make_point(OTHER_TOWN)
    Point.objects.filter(pk=other.pk).update(country="EE")
    client = browser(administrator)
    page = client.get(PAGE, {"standard": KEY})
    shown = {name: is_shown for name, _key, is_shown in page.context["countries"]}
    assert shown == {"UA": True, "EE": False}
    key = next(key for name, key, _is_shown in page.context["countries"] if name == "EE")
    assert client.get(PAGE, {"standard": key}).context["asked"].kept_of == "EE"
