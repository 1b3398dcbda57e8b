"""Visits are the sum over distinct reports: late, repeated and shuffled ones change nothing; unknown is not none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punkt import clock
from punkt.ids import point_code
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common.audit import Actor, first_fault, history
from punkt_web.operations.actions.reports import Report, receive_reports
from punkt_web.operations.keeping.visits import Visits, start_of_day, visits_by_day, visits_by_hour, visits_of
from punkt_web.operations.models import StatusReport
from punkt_web.registry.models import Point

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR = Actor("test")


@pytest.fixture
def point(db):
    with clock.fixed_at(NOW):
        yield Point.objects.create(code=point_code(1), country="UA", created_at=NOW, updated_at=NOW)


def counted(point: Point, minutes_ago: int, n_visits: int | None, **more) -> Report:
    content = ReportContent(n_visits=n_visits, **more)
    return Report(point.pk, NOW - timedelta(minutes=minutes_ago), ReportChannel.KEEPER, content)


def all_of(point: Point) -> Visits:
    return visits_of([point.pk], NOW - timedelta(days=30), NOW + timedelta(seconds=1))


counts = st.lists(st.tuples(st.integers(0, 600), st.none() | st.integers(-20, 200)), max_size=8)


@given(counts, st.randoms(use_true_random=False))
@settings(derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_any_repetition_gives_the_same_sums(point, pile, shuffler):
    StatusReport.objects.all().delete()
    reports = [counted(point, minutes, n) for minutes, n in pile]
    shuffled = [*reports, *reports[:3]]
    shuffler.shuffle(shuffled)
    for one in shuffled:
        receive_reports(ACTOR, [one])
    known = [n for _minutes, n in pile if n is not None]
    assert all_of(point).n_visits == (sum(known) if known else None)
    assert sum(n for _hour, n in visits_by_hour(point, NOW - timedelta(days=1), NOW + timedelta(1))) == sum(known)
    assert sum(n for _day, n in visits_by_day(point, NOW - timedelta(days=1), NOW + timedelta(1))) == sum(known)


def test_no_word_is_not_none_and_people_present_are_no_visits(point):
    receive_reports(ACTOR, [counted(point, 5, None, state=PointState.OPEN, headcount=40)])
    assert all_of(point) == Visits(None, 0, {})
    receive_reports(ACTOR, [counted(point, 4, 0)])
    assert all_of(point) == Visits(0, 1, {})


def test_a_correction_is_a_new_report(point):
    told = counted(point, 60, 40, visit_bands={"men": 10, "girls": 3})
    receive_reports(ACTOR, [told, counted(point, 5, -10, visit_bands={"men": -4})])
    assert all_of(point) == Visits(30, 2, {"girls": 3, "men": 6})


def test_a_time_begins_with_its_first_moment_and_ends_before_its_last(point):
    receive_reports(ACTOR, [counted(point, 60, 5), counted(point, 30, 7)])
    hour = timedelta(hours=1)
    assert visits_of([point.pk], NOW - hour, NOW - hour / 2).n_visits == 5
    assert visits_of([point.pk], NOW - hour / 2, NOW).n_visits == 7


def test_a_day_is_by_the_clocks_of_the_country(point):
    with clock.fixed_at(NOW + timedelta(hours=12)):
        after_midnight = datetime(2026, 1, 15, 22, 30, tzinfo=UTC)  # in Kyiv
        late = Report(point.pk, after_midnight, ReportChannel.KEEPER, ReportContent(n_visits=3))
        receive_reports(ACTOR, [late])
    assert start_of_day(point, late.observed_at) == datetime(2026, 1, 15, 22, tzinfo=UTC)
    ((day, n),) = visits_by_day(point, NOW - timedelta(days=1), NOW + timedelta(days=2))
    assert (day.day, n) == (16, 3)


def test_what_was_told_of_a_merged_point_counts_for_the_other(point):
    other = Point.objects.create(code=point_code(2), country="UA", created_at=NOW, updated_at=NOW)
    receive_reports(ACTOR, [counted(point, 60, 5), counted(other, 50, 7)])
    other.merged_into = point
    other.save()
    assert all_of(point).n_visits == 12


def test_two_queries_whatever_the_number_of_points(point, django_assert_max_num_queries):
    others = [Point(code=point_code(number), created_at=NOW, updated_at=NOW) for number in range(2, 40)]
    Point.objects.bulk_create(others)
    ids = list(Point.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(2):
        visits_of(ids, NOW - timedelta(days=1), NOW)


def test_the_trail_tells_how_many_and_holds(point):
    receive_reports(ACTOR, [counted(point, 60, 5)])
    assert next(iter(history("point", point.code))).after["n_visits"] == 5
    assert first_fault() is None
