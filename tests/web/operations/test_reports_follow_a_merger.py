"""What is said of a point that was merged into another counts for that other, before the merger and after it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import point_code
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.common.audit import Actor, history
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.operations.queries import current_statuses
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.models import Point

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR = Actor("test")


@pytest.fixture
def points(db: None) -> list[Point]:
    return [Point.objects.create(code=point_code(n), created_at=NOW, updated_at=NOW) for n in range(3)]


def said(point: Point, minutes_ago: float, **more: object) -> Report:
    at = NOW - timedelta(minutes=minutes_ago)
    return Report(point.pk, at, ReportChannel.KEEPER, ReportContent(**more))  # type: ignore[arg-type]


def test_what_was_said_before_the_merger_still_counts_part_by_part(points: list[Point]) -> None:
    keep, drop, other = points
    with clock.fixed_at(NOW):
        receive_report(ACTOR, said(keep, 50, state=PointState.CLOSED, headcount=0, services={"heat": "no"}))
        receive_report(ACTOR, said(drop, 20, state=PointState.OPEN, services={"heat": "yes"}, fuel_l=40.0))
        receive_report(ACTOR, said(other, 5, state=PointState.FULL))
        merge_points(ACTOR, keep, drop)
        statuses = current_statuses([keep.pk, other.pk])
    status = statuses[keep.pk]
    assert statuses.keys() == {keep.pk, other.pk}
    assert (status.state, status.state_at) == (PointState.OPEN, NOW - timedelta(minutes=20))
    assert (status.headcount, status.headcount_at) == (0, NOW - timedelta(minutes=50))
    assert status.services == {"service.heat": (Availability.YES, NOW - timedelta(minutes=20))}
    assert status.fuel_l == 40.0
    assert statuses[other.pk].state == PointState.FULL


def test_an_older_word_of_the_merged_point_says_nothing_new(points: list[Point]) -> None:
    keep, drop, _other = points
    with clock.fixed_at(NOW):
        receive_report(ACTOR, said(keep, 5, state=PointState.CLOSED))
        receive_report(ACTOR, said(drop, 20, state=PointState.OPEN))
        merge_points(ACTOR, keep, drop)
        assert current_statuses([keep.pk])[keep.pk].state == PointState.CLOSED


def test_a_point_nobody_spoke_of_has_the_word_on_the_one_merged_into_it(points: list[Point]) -> None:
    keep, drop, _other = points
    with clock.fixed_at(NOW):
        receive_report(ACTOR, said(drop, 20, state=PointState.OPEN))
        merge_points(ACTOR, keep, drop)
        assert current_statuses([keep.pk])[keep.pk].state == PointState.OPEN


def test_a_report_under_the_old_code_is_one_about_the_point_that_stands_for_it(points: list[Point]) -> None:
    first, second, third = points
    merge_points(ACTOR, second, first)
    merge_points(ACTOR, third, second)
    with clock.fixed_at(NOW):
        assert receive_report(ACTOR, said(first, 1, state=PointState.OPEN, headcount=7))
        assert current_statuses([third.pk])[third.pk].headcount == 7
    assert StatusReport.objects.get().point_id == third.pk
    assert CurrentStatus.objects.get().point_id == third.pk
    assert next(history("point", third.code)).action == "report"


def test_a_report_repeated_after_the_merger_is_known_again(points: list[Point]) -> None:
    keep, drop, other = points
    report = said(drop, 1, state=PointState.OPEN)
    with clock.fixed_at(NOW):
        assert receive_report(ACTOR, report)
        merge_points(ACTOR, keep, drop)
        assert not receive_report(ACTOR, report)
        with pytest.raises(InvalidValue):
            receive_report(ACTOR, Report(other.pk, report.observed_at, report.channel, ulid=report.ulid))
    assert StatusReport.objects.count() == 1


def test_statuses_with_mergers_are_read_in_one_query(
    points: list[Point], django_assert_num_queries: Callable[[int], object]
) -> None:
    keep, drop, other = points
    with clock.fixed_at(NOW):
        receive_report(ACTOR, said(drop, 20, state=PointState.OPEN))
        receive_report(ACTOR, said(other, 20, state=PointState.OPEN))
        merge_points(ACTOR, keep, drop)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert set(current_statuses([keep.pk, other.pk])) == {keep.pk, other.pk}
