"""Late, repeated and shuffled reports end in the same words; what cannot be is refused; nothing is counted twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid, point_code
from punkt.model.reports import REPORTABLE_STATES, ReportContent
from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.common.audit import Actor, first_fault, history
from punkt_web.operations.actions.reports import Report, receive_report, receive_reports
from punkt_web.operations.latest import merged
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.operations.queries import current_statuses
from punkt_web.registry.models import Point

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR = Actor("test")
KEEPER = ReportChannel.KEEPER


def make_point(number: int = 1) -> Point:
    return Point.objects.create(code=point_code(number), created_at=NOW, updated_at=NOW)


@pytest.fixture
def point(db):
    with clock.fixed_at(NOW):
        yield make_point()


def said(point: Point, minutes_ago: float, **more) -> Report:
    more.setdefault("channel", KEEPER)
    rest = {name: more.pop(name) for name in ("channel", "ulid", "author_name", "lag") if name in more}
    at = NOW - timedelta(minutes=minutes_ago)
    return Report(point_id=point.pk, observed_at=at, content=ReportContent(**more), **rest)


def parts(status: CurrentStatus) -> dict:
    return {column.attname: getattr(status, column.attname) for column in CurrentStatus._meta.concrete_fields}


reports = st.builds(
    lambda minutes, channel, state, headcount, services, fuel: StatusReport(
        ulid=new_ulid(),
        point_id=1,
        observed_at=NOW - timedelta(minutes=minutes),
        received_at=NOW,
        channel=channel,
        state=state or "",
        headcount=headcount,
        services=services,
        fuel_l=fuel,
    ),
    st.integers(0, 4),  # few moments, so that reports of the same moment are common
    st.sampled_from(ReportChannel),
    st.none() | st.sampled_from(REPORTABLE_STATES),
    st.none() | st.integers(0, 3),
    st.dictionaries(st.sampled_from(["service.heat", "service.water"]), st.sampled_from(Availability), max_size=2),
    st.none() | st.sampled_from([0.0, 5.0]),
)


@given(st.lists(reports, max_size=8), st.randoms(use_true_random=False))
@settings(derandomize=True, max_examples=200)
def test_any_order_of_reports_ends_in_the_same_words(pile, shuffler):
    in_order, shuffled = CurrentStatus(point_id=1), CurrentStatus(point_id=1)
    for report in pile:
        merged(in_order, report)
    again = [*pile, *pile[:3]]
    shuffler.shuffle(again)
    for report in again:
        merged(shuffled, report)
    assert parts(shuffled) == parts(in_order)


def test_the_database_ends_in_the_same_words_whatever_the_order(db):
    with clock.fixed_at(NOW):
        one, other = make_point(1), make_point(2)
        pile = [
            {"minutes_ago": 50, "state": PointState.OPEN, "headcount": 10, "services": {"heat": "yes"}},
            {"minutes_ago": 20, "services": {"heat": "no"}, "fuel_l": 40.0},
            {"minutes_ago": 30, "state": PointState.FULL, "headcount": 80},
            {"minutes_ago": 10, "state": PointState.OPEN, "channel": ReportChannel.IMPORT},
        ]
        receive_reports(ACTOR, [said(one, **report) for report in pile])
        shuffled = [pile[number] for number in (3, 1, 0, 2)]
        for report in shuffled:
            receive_report(ACTOR, said(other, **report))
        first, second = (parts(CurrentStatus.objects.get(point=point)) for point in (one, other))
    for told in (first, second):
        del told["point_id"], told["revision"]
    assert first == second
    assert first["state"] == "full"  # a list that came later does not speak over staff
    assert first["headcount"] == 80
    assert first["services"]["service.heat"][0] == "no"


def test_each_part_keeps_its_own_time(point):
    receive_report(ACTOR, said(point, 90, state=PointState.OPEN, headcount=12, services={"heat": "yes"}, indoor_c=19.0))
    receive_report(ACTOR, said(point, 10, headcount=40))
    status = current_statuses([point.pk])[point.pk]
    assert (status.state, status.state_at) == (PointState.OPEN, NOW - timedelta(minutes=90))
    assert (status.headcount, status.headcount_at) == (40, NOW - timedelta(minutes=10))
    assert status.services == {"service.heat": (Availability.YES, NOW - timedelta(minutes=90))}
    assert status.indoor_c == 19.0
    assert status.fuel_l is None


def test_a_repeated_report_is_known_again_and_counted_once(point):
    report = said(point, 5, state=PointState.OPEN, headcount=0, note="door\x00 open\n", services={})
    assert receive_report(ACTOR, report) is True
    assert receive_report(ACTOR, report) is False
    assert receive_reports(ACTOR, [report, report]) == 0
    row = StatusReport.objects.get()
    assert (row.note, row.headcount) == ("door open", 0)
    assert len(list(history("point", point.code))) == 1


def test_another_report_under_a_known_number_is_refused(point):
    report = said(point, 5, state=PointState.OPEN)
    receive_report(ACTOR, report)
    other = said(point, 5, state=PointState.CLOSED, ulid=report.ulid)
    with pytest.raises(InvalidValue, match="received before"):
        receive_report(ACTOR, other)
    with pytest.raises(InvalidValue, match="received before"):
        receive_reports(ACTOR, [said(point, 1), (a := said(point, 2)), said(point, 2, ulid=a.ulid, headcount=9)])
    assert StatusReport.objects.count() == 1


def test_a_clock_that_runs_a_little_ahead_is_forgiven_and_the_future_is_refused(point):
    assert receive_report(ACTOR, said(point, -5, state=PointState.OPEN))
    with pytest.raises(InvalidValue, match="future"):
        receive_report(ACTOR, said(point, -5.1, state=PointState.OPEN))


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": PointState.WITHDRAWN},
        {"state": PointState.PLANNED},
        {"headcount": -1},
        {"headcount": True},
        {"headcount": 10**9},
        {"services": {"gold": "yes"}},
        {"services": {"heat": "maybe"}},
        {"services": {"safety.guard": "yes"}},
        {"fuel_l": float("nan")},
        {"fuel_l": -1.0},
        {"indoor_c": 900.0},
        {"ulid": "short"},
        {"ulid": "Z" * 26},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(point, wrong):
    with pytest.raises(InvalidValue):
        receive_reports(ACTOR, [said(point, 1, state=PointState.OPEN), said(point, 2, **wrong)])
    assert not StatusReport.objects.exists()
    assert not CurrentStatus.objects.exists()


def test_a_time_without_its_zone_and_a_point_that_is_not_there_are_refused(point):
    with pytest.raises(InvalidValue, match="zone"):
        receive_report(ACTOR, Report(point.pk, NOW.replace(tzinfo=None), KEEPER))
    with pytest.raises(InvalidValue, match="no such point"):
        receive_report(ACTOR, Report(999_999, NOW, KEEPER))


def test_the_audit_trail_tells_before_and_after_of_each_report(point):
    receive_report(ACTOR, said(point, 20, state=PointState.OPEN))
    receive_report(ACTOR, said(point, 10, state=PointState.CLOSED, services={"heat": "no"}))
    last = next(history("point", point.code))
    assert last.before == {"state": "open"}
    assert last.after["state"] == "closed"
    assert last.after["service.heat"] == "no"
    assert first_fault() is None


def test_thousands_of_reports_come_in_at_once_and_are_read_in_one_query(db, django_assert_num_queries):
    with clock.fixed_at(NOW):
        points = Point.objects.bulk_create(
            Point(code=point_code(number), created_at=NOW, updated_at=NOW) for number in range(3000)
        )
        assert receive_reports(ACTOR, [said(point, 7, state=PointState.OPEN, headcount=3) for point in points]) == 3000
    with django_assert_num_queries(1):
        assert len(current_statuses([point.pk for point in points[:500]])) == 500


def test_a_number_that_comes_twice_in_a_long_pile_is_one_report(point):
    pile = [said(point, 1, headcount=3) for _number in range(600)]
    pile[599] = said(point, 1, headcount=3, ulid=pile[0].ulid)
    assert receive_reports(ACTOR, pile) == 599
    assert StatusReport.objects.count() == 599
