"""At the desk each report can be read: what it said, who said it, by what it came, and what is odd about that."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import point_code
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.models import Point
from tests.conftest import TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR = Actor("test")


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def points(world):
    return [
        Point.objects.create(code=point_code(n), country="UA", territory=world[TOWN], created_at=NOW, updated_at=NOW)
        for n in range(2)
    ]


def tell(point: Point, content: ReportContent, minutes_ago: float = 5, **more) -> None:
    at = NOW - timedelta(minutes=minutes_ago)
    receive_report(ACTOR, Report(point.pk, at, ReportChannel.KEEPER, content, **more))


def page_of(client, person, point: Point) -> str:
    client.force_login(person)
    return client.get(f"/desk/points/{point.code}/").content.decode()


def test_all_that_was_told_stands_there(client, coordinator, points):
    content = ReportContent(
        PointState.OPEN, 64, {"heat": "limited"}, fuel_l=40.5, fuel_quarters=2, indoor_c=18.0, water_l=100, n_staff=3,
        shortages=["fuel"], bands={"girls": 4}, note="CO alarm <b>rang</b>",
    )  # fmt: skip
    tell(
        points[0], content, 14, bearer=ReportBearer.CONSOLE, author_name="keeper@example.org", lag=timedelta(minutes=9)
    )
    page = page_of(client, coordinator, points[0])
    for words in (
        "<b>13:53, 15 January</b> Open", "People now: 64", "Fuel left: 40.5 l", "quarters of the tank: 2/4",
        "Indoor temperature: 18 °C", "Water left: 100 l", "Staff present: 3", "Warmth: limited", "Short of: Fuel",
        "Girls, up to 17: 4", "CO alarm &lt;b&gt;rang&lt;/b&gt;", "staff, keeper@example.org, keeper console",
        "its clock was 9 min behind",
    ):  # fmt: skip
        assert words in page, words


def test_a_report_that_a_later_one_outdid_can_still_be_read(client, coordinator, points):
    tell(points[0], ReportContent(PointState.OPEN, note="first"), 50)
    tell(points[0], ReportContent(PointState.CLOSED, note="second"), 20)
    page = page_of(client, coordinator, points[0])
    assert page.index("second") < page.index("first")
    assert "came at 14:00" in page


def test_reports_on_a_point_that_was_merged_go_along(client, coordinator, points):
    tell(points[1], ReportContent(PointState.OPEN, note="told before the merger"))
    merge_points(ACTOR, *points)
    assert "told before the merger" in page_of(client, coordinator, points[0])


def test_nothing_short_is_a_word_and_no_report_is_none(client, coordinator, points):
    tell(points[0], ReportContent(shortages=[]))
    assert "Short of: Nothing" in page_of(client, coordinator, points[0])
    assert "Nobody told anything yet" in page_of(client, coordinator, points[1])


def test_who_may_not_see_the_point_reads_no_report(client, other_coordinator, outsider, points):
    tell(points[0], ReportContent(note="for the desk"))
    for person in (other_coordinator, outsider):
        assert "for the desk" not in page_of(client, person, points[0])
