"""Figures at the desk: of my points alone, in four languages, without a script, as files that no spreadsheet runs."""

import csv
import io
from datetime import timedelta

import lxml.html
import openpyxl
import pytest
from django.utils.html import escape

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt.statistics.figures import FIGURES
from punkt_web.common.audit import Actor
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.registry.models import Organisation
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import text_of

PAGE = "/desk/figures/"


@pytest.fixture
def told(make_point):
    """A point in each of three towns, open since half an hour, with 11, 13 and 97 people."""
    points = [make_point(town, name={"uk": f"Школа {town}"}) for town in (TOWN, NEIGHBOUR_TOWN, OTHER_TOWN)]
    for point, people in zip(points, (11, 13, 97), strict=True):
        content = ReportContent(PointState.OPEN, headcount=people)
        seen = clock.now() - timedelta(minutes=30)
        receive_report(Actor("test"), Report(point.pk, seen, ReportChannel.KEEPER, content))
    return points


def people(client, query: str = "") -> float:
    answer = client.get(f"/desk/figures/figures.json?{query}").json()
    return answer["whole"]["values"]["people_at_end"]["value"]


def test_each_sees_the_figures_of_their_own_points(
    told, browser, coordinator, other_coordinator, region_officer
) -> None:
    assert people(browser(coordinator)) == 11
    assert people(browser(other_coordinator)) == 97
    assert people(browser(region_officer)) == 24


def test_of_as_many_points_rows_stand_by_name_in_the_order_of_the_language(told, browser, region_officer, world):
    for code, name in ((TOWN, "Ізюм"), (NEIGHBOUR_TOWN, "Яготин")):
        world[code].names = {"uk": name, "en": {"Ізюм": "Zolochiv", "Яготин": "Yahotyn"}[name]}
        world[code].save()
    client = browser(region_officer)
    for language, names in (("uk", ["Ізюм", "Яготин"]), ("en", ["Yahotyn", "Zolochiv"])):
        for path in (PAGE, "/desk/live/"):
            page = text_of(client.get(path, headers={"accept-language": language})).partition("<table")[2]
            assert page.index(names[0]) < page.index(names[1]), (language, path)


def test_a_town_is_not_set_beside_itself(told, browser, coordinator) -> None:
    page = text_of(browser(coordinator).get(PAGE))
    assert "In none of them" not in page
    assert "There is nothing below to set side by side." in page
    assert "not known</th>" not in text_of(browser(coordinator).get(PAGE, {"by": "day"}))


def test_the_same_question_is_a_link(told, browser, coordinator) -> None:
    client = browser(coordinator)
    page = lxml.html.fromstring(client.get(PAGE, {"by": "day"}).content)
    (link,) = page.xpath("//a[. = 'The same question again']/@href")
    again = client.get(f"{PAGE}{link}")
    assert again.context["asked"] == client.get(PAGE, {"by": "day"}).context["asked"]


def test_people_now_are_the_same_number_on_both_pages(told, browser, region_officer) -> None:
    """Also of a door of which nobody knows any more whether it is open."""
    client = browser(region_officer)
    for minutes in (0, 200):
        with clock.fixed_at(clock.now() + timedelta(minutes=minutes)):
            assert client.get("/desk/live/").context["sums"].n_people == people(client) == 24


def test_the_territory_of_another_shows_nothing_of_theirs(told, browser, coordinator) -> None:
    client = browser(coordinator)
    assert people(client, f"territory={OTHER_TOWN}") is None
    assert "97" not in text_of(client.get(PAGE, {"territory": OTHER_TOWN})).partition("<main")[2]
    # Of what lies above my own town I see my town alone.
    assert people(client, "territory=ZZ") == 11


def test_who_has_no_role_has_no_figures(told, browser, outsider, stranger) -> None:
    for form in ("", "figures.csv", "figures.json", "figures.xlsx"):
        assert browser(outsider).get(f"{PAGE}{form}").status_code == 403
        assert stranger.get(f"{PAGE}{form}").status_code == 302


def test_what_became_of_complaints_is_for_who_may_hear_of_them(told, browser, viewer, keeper, coordinator) -> None:
    for person, is_told in ((viewer, False), (keeper, False), (coordinator, True)):
        answer = browser(person).get("/desk/figures/figures.json").json()
        assert ("false_open" in answer["whole"]["values"]) is is_told
        assert ("False-open rate" in text_of(browser(person).get(PAGE))) is is_told


def test_each_figure_stands_with_its_definition_and_share_known(told, browser, coordinator) -> None:
    page = text_of(browser(coordinator).get(PAGE))
    for figure in FIGURES:
        assert escape(figure.definition) in page, figure.key
    assert page.partition("<main")[2].count("<details>") == len(FIGURES)
    assert "by version 1 of the definitions" in page


@pytest.mark.parametrize("by", ["territory", "kind", "host_kind", "host", "day"])
@pytest.mark.parametrize("figure", ["person_hours", "autonomy", "false_open"])
def test_every_cut_by_any_figure_is_a_page(told, browser, region_officer, by, figure) -> None:
    client = browser(region_officer)
    response = client.get(PAGE, {"by": by, "figure": figure})
    assert response.status_code == 200
    assert len(client.get("/desk/figures/figures.json", {"by": by}).json()["rows"]) == {"territory": 2, "day": 7}.get(
        by, 1
    )


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("from=2026-13-01", "Days are written as"), ("from=yesterday", "Days are written as"),
        ("from=2026-01-02&to=2026-01-01", "before the first"), ("from=2020-01-01", "at most 92 days"),
        ("to=8999-01-01", "The last day that can be told of"), ("from=0001-01-01", "Days are written as"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_said_and_the_usual_ones_shown(told, browser, coordinator, query, fault) -> None:
    response = browser(coordinator).get(f"{PAGE}?{query}")
    assert (response.status_code, fault in text_of(response)) == (200, True)
    refused = browser(coordinator).get(f"{PAGE}figures.csv?{query}")
    assert (refused.status_code, fault in text_of(refused)) == (400, True)


@pytest.mark.parametrize("query", ["territory=%00", "territory=nowhere", "by=x&figure=x&page=x", "page=99"])
def test_junk_is_answered_calmly(told, browser, coordinator, query) -> None:
    assert browser(coordinator).get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.parametrize("unseen", ["", "\x01", "\t\x07", "\u200b\ufffe"])
def test_no_cell_of_a_file_is_a_formula(make_point, browser, coordinator, unseen) -> None:
    host = Organisation.objects.create(name=f'{unseen}=HYPERLINK("http://x.example","y")\x07', country="ZZ")
    make_point(TOWN, name={"uk": "Школа"}, host=host)
    client = browser(coordinator)
    rows = list(csv.reader(io.StringIO(text_of(client.get(f"{PAGE}figures.csv?by=host")).removeprefix("\ufeff"))))
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    assert not any(one_line(cell).startswith(("=", "+", "@")) for row in rows for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}figures.xlsx?by=host").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


def test_a_file_says_what_was_asked_and_when_it_was_reckoned(told, browser, coordinator) -> None:
    client = browser(coordinator)
    answer = client.get("/desk/figures/figures.json?by=day").json()
    assert {"from", "to", "time_zone", "computed_at", "version", "query"} <= answer.keys()
    assert client.get(f"{PAGE}figures.json?{answer['query']}").json()["rows"] == answer["rows"]
    assert {one["key"] for one in answer["figures"]} == answer["whole"]["values"].keys()
    row = next(csv.DictReader(io.StringIO(text_of(client.get(f"{PAGE}figures.csv")).removeprefix("\ufeff"))))
    assert (row["territory"], row["version"]) == (TOWN, "1")
    assert row["computed_at"]
    assert client.get(f"{PAGE}figures.pdf").status_code == 404


def test_an_unknown_value_is_an_empty_cell(make_point, browser, coordinator) -> None:
    make_point(TOWN, name={"uk": "Школа"})
    text = text_of(browser(coordinator).get(f"{PAGE}figures.csv")).removeprefix("\ufeff")
    told = {row["figure"]: row["value"] for row in csv.DictReader(io.StringIO(text))}
    assert told["person_hours"] == told["open_hours"] == told["false_open"] == ""
    assert told["share_known"] == "0.0"


@pytest.mark.parametrize("language", ["uk", "et", "sv"])
def test_it_is_said_in_four_languages(told, browser, coordinator, language) -> None:
    page = text_of(browser(coordinator).get(PAGE, headers={"accept-language": language}))
    for english in ("Person-hours", "False-open rate", "By territory", "nothing to know", "Reckoned at", "First day"):
        assert english not in page
