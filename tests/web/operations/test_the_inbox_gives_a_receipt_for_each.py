"""Each message gets its receipt: taken, known, or refused with a reason; one that is wrong stops no other."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, OperationalError

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid, point_code
from punkt.model.reports import ReportContent, ReportMessage
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import reports
from punkt_web.operations.actions.inbox import MOST_AT_ONCE, Outcome, Sender, receive_messages
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.models import Point, Territory
from tests.conftest import TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def point(db):
    return Point.objects.create(code=point_code(1), created_at=NOW, updated_at=NOW)


@pytest.fixture
def other(db):
    return Point.objects.create(code=point_code(2), created_at=NOW, updated_at=NOW)


def by(point: Point, lag: timedelta | None = timedelta(0)) -> Sender:
    where = Reach(point_codes=frozenset({point.code}))
    return Sender(Actor("keeper@example.org"), [(ReportChannel.KEEPER, where)], ReportBearer.CONSOLE, lag)


def message(point: Point, minutes_ago: float = 1, ulid: str = "", **content) -> ReportMessage:
    content.setdefault("state", PointState.OPEN)
    at = NOW - timedelta(minutes=minutes_ago)
    return ReportMessage(ulid or new_ulid(), point.code, at, ReportContent(**content))


def outcomes(sender: Sender, *messages: ReportMessage) -> list[Outcome]:
    return [receipt.outcome for receipt in receive_messages(sender, messages)]


def test_a_message_is_taken_once_however_often_it_is_sent(point):
    one = message(point, headcount=3)
    assert outcomes(by(point), one, one) == [Outcome.TAKEN, Outcome.TAKEN]
    assert outcomes(by(point), one, message(point)) == [Outcome.KNOWN, Outcome.TAKEN]
    assert StatusReport.objects.count() == 2


def test_a_message_that_cannot_be_taken_stops_no_other(point, other):
    one = message(point)
    clash = message(point, ulid=one.ulid, state=PointState.CLOSED)
    receipts = receive_messages(by(point), [one, clash, message(other), message(point, headcount=9)])
    assert [receipt.outcome for receipt in receipts] == [
        Outcome.TAKEN,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.TAKEN,
    ]
    assert "Another report with this number" in str(receipts[1].fault)
    assert str(receipts[2].fault) == f"You report on no point {other.code}."
    assert StatusReport.objects.count() == 2
    assert CurrentStatus.objects.get(point=point).state == "open"


def test_a_point_that_there_is_not_is_refused_in_the_same_words(point, other):
    nobody = ReportMessage(new_ulid(), point_code(77), NOW, ReportContent(PointState.OPEN))
    told = [str(receipt.fault) for receipt in receive_messages(by(point), [nobody, message(other)])]
    assert told[0].replace(point_code(77), other.code) == told[1]


def test_more_than_can_be_looked_at_at_once_is_refused_as_a_whole(point):
    with pytest.raises(InvalidValue, match="at once"):
        receive_messages(by(point), [message(point)] * (MOST_AT_ONCE + 1))


@pytest.mark.parametrize("lag", [timedelta(hours=3), timedelta(hours=-3)])
def test_a_clock_that_is_wrong_is_noticed_and_its_times_are_put_right(point, lag):
    """The device says 10 minutes ago by its own clock, which is three hours behind or ahead."""
    stated_at = NOW - timedelta(minutes=10) - lag
    one = ReportMessage(new_ulid(), point.code, stated_at, ReportContent(PointState.OPEN))
    assert outcomes(by(point, lag), one) == [Outcome.TAKEN]
    report = StatusReport.objects.get()
    way = timedelta(minutes=2) if lag > timedelta(0) else timedelta(0)  # that the message may have taken
    assert (report.stated_at, report.observed_at) == (stated_at, NOW - timedelta(minutes=10) - way)
    assert report.lag_s == lag.total_seconds()
    # Sent again, the lag is seen a second otherwise: the same message all the same.
    assert outcomes(by(point, lag + timedelta(seconds=1)), one) == [Outcome.KNOWN]


@pytest.mark.parametrize("way_s", [1, 60, 119])
def test_a_message_that_was_on_its_way_for_long_becomes_no_newer(point, way_s):
    way = timedelta(seconds=way_s)
    one = ReportMessage(new_ulid(), point.code, NOW - timedelta(minutes=30), ReportContent(PointState.OPEN))
    assert outcomes(by(point, way), one) == [Outcome.TAKEN]
    assert StatusReport.objects.get().observed_at == NOW - timedelta(minutes=30)


def test_no_word_is_put_into_the_future(point):
    one = ReportMessage(new_ulid(), point.code, NOW, ReportContent(PointState.OPEN))
    assert outcomes(by(point, timedelta(minutes=4)), one) == [Outcome.TAKEN]
    assert StatusReport.objects.get().observed_at == NOW
    new = ReportMessage(new_ulid(), point.code, NOW, ReportContent(PointState.OPEN))
    assert outcomes(by(point, timedelta(hours=1)), new) == [Outcome.REFUSED]
    little = ReportMessage(new_ulid(), point.code, NOW + timedelta(minutes=4), ReportContent(headcount=1))
    assert outcomes(by(point, None), little) == [Outcome.TAKEN]
    assert StatusReport.objects.get(headcount=1).observed_at == NOW
    ahead = ReportMessage(new_ulid(), point.code, NOW + timedelta(minutes=9), ReportContent(PointState.OPEN))
    assert outcomes(by(point, None), ahead) == [Outcome.REFUSED]


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("who", "outcome"),
    [
        ("outsider", Outcome.REFUSED),
        ("viewer", Outcome.REFUSED),
        ("other_coordinator", Outcome.REFUSED),
        ("keeper", Outcome.TAKEN),
        ("coordinator", Outcome.TAKEN),
    ],
)
def test_who_may_not_report_reports_on_nothing(request, point, who, outcome):
    Point.objects.update(territory=Territory.objects.get(code=TOWN))
    person = request.getfixturevalue(who)
    sender = Sender(Actor("x"), [(ReportChannel.KEEPER, reach(person, Power.REPORT))], ReportBearer.CONSOLE)
    assert outcomes(sender, message(point)) == [outcome]
    assert StatusReport.objects.exists() is (outcome is Outcome.TAKEN)


def test_of_a_withdrawn_point_nobody_reports(point):
    Point.objects.update(status=Point.Status.WITHDRAWN)
    assert outcomes(by(point), message(point)) == [Outcome.REFUSED]


def test_what_the_database_cannot_hold_is_refused_and_the_rest_is_kept(point, monkeypatch):
    def full(said, *_rest, **_more):
        if any(report.content.headcount == 13 for _actor, report in said):
            raise DataError("out of range")
        return taken(said)

    taken = reports.take_in_of_many
    monkeypatch.setattr(reports, "take_in_of_many", full)
    found = outcomes(by(point), message(point, headcount=1), message(point, headcount=13), message(point, headcount=2))
    assert found == [Outcome.TAKEN, Outcome.REFUSED, Outcome.TAKEN]


def test_a_database_that_is_down_refuses_nothing(point, monkeypatch):
    def down(*_args, **_more):
        raise OperationalError("no connection")

    monkeypatch.setattr(reports, "take_in_of_many", down)
    with pytest.raises(OperationalError):
        receive_messages(by(point), [message(point)])
