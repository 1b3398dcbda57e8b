"""Points meet schedules by territory, operator and group, many in two queries; what is not told is never "on"."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from punkt import clock
from punkt.model.feed_words import FeedForm, GridPower, WhyGrid
from punkt.power.grid import LASTS
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.exchange.feeds import take_file
from punkt_web.operations.actions.feeds import FeedTerms, add_feed
from punkt_web.operations.models import Feed, FeedReading, OutageSpan
from punkt_web.operations.surroundings.grid import GridNow, PointOnGrid, grid_now
from punkt_web.operations.surroundings.grid_words import grid_line
from punkt_web.registry.models import Territory
from tests.conftest import COUNTRY, OTHER_REGION, OTHER_TOWN, REGION, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
BY, ANYWHERE = Actor("tester"), Reach(is_everywhere=True)
HEADER = "operator,group,start,end,certainty,status,updated\n"
ON = "ДТЕК,1.1,2026-01-15T00:00Z,2026-01-15T14:00Z,none,applies,2026-01-15T09:00Z\n"
OFF = "ДТЕК,1.1,2026-01-15T14:00Z,2026-01-15T18:00Z,definite,applies,2026-01-15T09:00Z\n"
EMERGENCY = "ДТЕК,1.1,2026-01-15T00:00Z,2026-01-16T00:00Z,none,emergency,\n"


@pytest.fixture(autouse=True)
def _noon(world: dict[str, Territory]) -> Iterator[None]:
    with clock.fixed_at(NOW):
        yield


def schedule(*rows: str, territory: str = "", name: str = "a feed") -> Feed:
    where = Territory.objects.get(code=territory) if territory else None
    feed = add_feed(BY, where, FeedTerms(name, FeedForm.OUTAGE_CSV), within=ANYWHERE)
    return take_file(BY, feed, (HEADER + "".join(rows)).encode(), "a file", within=ANYWHERE)


def a_point(operator: str = "ДТЕК", group: str = "1.1", *lineage: str, pk: int = 1) -> PointOnGrid:
    return PointOnGrid(pk, operator, group, lineage or (COUNTRY, REGION, TOWN))


def now(point: PointOnGrid, at: datetime = NOW) -> GridNow:
    return grid_now([point], at)[point.id]


def test_a_point_meets_its_schedule_however_both_are_spelled() -> None:
    schedule(ON, OFF)
    for spelled in (("ДТЕК", "1.1"), ("ПрАТ «ДТЕК»", "Черга 1.1"), ("дтек", "GPV1.1")):
        found = now(a_point(*spelled))
        assert (found.answer.power, found.answer.until) == (GridPower.ON, NOW + timedelta(hours=2))
        assert [outage.ends_at for outage in found.ahead] == [NOW + timedelta(hours=6)]


@pytest.mark.parametrize(
    ("point", "why"),
    [
        (a_point("", "1.1"), WhyGrid.NO_GROUP),
        (a_point("ДТЕК", ""), WhyGrid.NO_GROUP),
        (a_point("ДТЕК", "1.2"), WhyGrid.NO_SCHEDULE),
        (a_point("ЦЕК", "1.1"), WhyGrid.NO_SCHEDULE),
    ],
)
def test_a_point_that_meets_none_is_not_known(point: PointOnGrid, why: WhyGrid) -> None:
    schedule(ON, OFF)
    assert (now(point).answer.power, now(point).answer.why) == (GridPower.UNKNOWN, why)


def test_a_feed_counts_in_its_territory_only() -> None:
    schedule(ON, territory=REGION)
    elsewhere = a_point("ДТЕК", "1.1", COUNTRY, OTHER_REGION, OTHER_TOWN)
    assert now(a_point()).answer.power is GridPower.ON
    assert now(elsewhere).answer.why is WhyGrid.NO_SCHEDULE
    assert now(PointOnGrid(1, "ДТЕК", "1.1", ())).answer.why is WhyGrid.NO_SCHEDULE


def test_emergency_shutdowns_are_not_known_whatever_another_feed_says() -> None:
    schedule(ON, OFF)
    schedule(EMERGENCY, territory=TOWN, name="another")
    for hours in (0, 3):
        answer = now(a_point(), NOW + timedelta(hours=hours)).answer
        assert (answer.power, answer.why) == (GridPower.UNKNOWN, WhyGrid.EMERGENCY)
    assert now(a_point()).ahead == []


def test_a_schedule_that_nobody_reads_any_more_promises_nothing() -> None:
    schedule(ON.replace("14:00Z", "23:00Z"))
    assert now(a_point(), NOW + LASTS - timedelta(minutes=1)).answer.power is GridPower.ON
    old = now(a_point(), NOW + LASTS).answer
    assert (old.power, old.why) == (GridPower.UNKNOWN, WhyGrid.OLD)


def test_a_source_that_sleeps_grows_old_however_often_it_is_read() -> None:
    rows = ON.replace("2026-01-15T09:00Z", "2026-01-13T09:00Z")
    schedule(rows)
    assert now(a_point()).answer.why is WhyGrid.OLD


def test_a_group_whose_days_are_over_is_known_and_nothing_is_told() -> None:
    schedule(OFF)
    assert now(a_point(), NOW + timedelta(hours=7)).answer.why is not WhyGrid.NO_SCHEDULE


def test_many_points_take_two_queries(django_assert_num_queries: Any) -> None:
    schedule(ON, OFF)
    points = [a_point("ДТЕК", f"{number % 5}.1", pk=number) for number in range(200)]
    with django_assert_num_queries(2):
        found = grid_now(points, NOW)
    assert sum(one.answer.power is GridPower.ON for one in found.values()) == 40


def test_the_words_name_times_outages_and_the_source() -> None:
    schedule(ON, OFF)
    line = grid_line(now(a_point()), "UA")
    assert line.words == "Power is on until 16:00, 15 January: by the announced schedule."
    assert line.short == "Power is on until 16:00, 15 January"
    assert line.ahead == ["16:00, 15 January – 20:00, announced"]
    assert line.source == "Source: a feed, read at 14:00, 15 January; it is of 11:00, 15 January."


def test_a_point_of_no_schedule_is_passed_over_in_lists() -> None:
    assert grid_line(now(a_point()), "UA").short == ""
    assert "no feed tells" in grid_line(now(a_point()), "UA").words


def test_the_usual_week_is_written_out_anew_each_day_though_its_text_is_the_same() -> None:
    week = {"GPV1.1": {str(day): {str(hour): "maybe" for hour in range(1, 25)} for day in range(1, 8)}}
    text = json.dumps({"fact": {"data": []}, "preset": {"data": week}}).encode()
    feed = add_feed(BY, None, FeedTerms("week", FeedForm.DTEK, operator="ДТЕК"), within=ANYWHERE)
    later = NOW + timedelta(days=4)
    for moment in (NOW, later):
        with clock.fixed_at(moment):
            take_file(BY, feed, text, "week.json", within=ANYWHERE)
            assert now(a_point(), moment).answer.power is GridPower.POSSIBLY_OFF
    assert FeedReading.objects.count() == 1


def test_what_is_told_again_is_not_written_again() -> None:
    feed = schedule(ON, OFF)
    before = list(OutageSpan.objects.values_list("pk", flat=True))
    take_file(BY, feed, (HEADER + ON + OFF).encode(), "a file", within=ANYWHERE)
    assert list(OutageSpan.objects.values_list("pk", flat=True)) == before
