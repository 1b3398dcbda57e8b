"""What doors are to the desk at a moment, why somebody should call, and what points were at a moment that is past."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.board_words import CallReason, DoorWord
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations import live, live_words
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.answering import Answered, answer_complaints
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.activating.area import Area
from punkt_web.operations.as_of import rows_as_of
from punkt_web.operations.live import LiveRow, door_word, live_rows
from punkt_web.operations.live_words import Words
from punkt_web.operations.models import Complaint
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WHO = Actor("tester@example.org")
LISTED = Evidence("town list", EvidenceMethod.IMPORTED)


@pytest.fixture(autouse=True)
def _noon():
    with clock.fixed_at(NOON):
        yield


@pytest.fixture(autouse=True, params=["few points", "as many as are held in memory"])
def _how_many(request, monkeypatch):
    if request.param != "few points":
        for module in (live, live_words):
            monkeypatch.setattr(module, "FEW", 0)


@pytest.fixture
def make(world):
    def register(**stated):
        return register_point(WHO, {"territory": world[TOWN], "name": {"uk": "Школа"}, **stated}, LISTED)

    return register


def said(point, ago, state=None, channel=ReportChannel.KEEPER, received=None, **content):
    at = NOON - ago
    with clock.fixed_at(received or at):
        receive_report(WHO, Report(point.pk, at, channel, ReportContent(state=state, **content)))


def row(point=None, at=NOON) -> LiveRow:
    rows = live_rows(Point.objects.all(), at, complaints_of=Point.objects.all())
    (found,) = [one for one in rows if point is None or one.id == point.pk]
    return found


@pytest.mark.parametrize(
    ("state", "ago", "door"),
    [
        (PointState.OPEN, 10 * MINUTE, DoorWord.OPEN),
        (PointState.FULL, 10 * MINUTE, DoorWord.FULL),
        (PointState.OPEN, 5 * HOUR, DoorWord.SILENT),
        (PointState.OPENING, 1 * HOUR, DoorWord.OPENING),
        (PointState.OPENING, 3 * HOUR, DoorWord.SILENT),
        (PointState.CLOSED, 20 * HOUR, DoorWord.CLOSED),
        (PointState.CLOSED, 25 * HOUR, DoorWord.SILENT),
        (PointState.STANDBY, 1 * HOUR, DoorWord.STANDBY),
    ],
)
def test_a_door_is_what_was_told_as_long_as_it_counts(make, state, ago, door):
    said(make(), ago, state)
    assert row().door is door


def test_what_was_never_heard_of_is_not_closed(make):
    make()
    assert (row().door, row().reasons, row().people) == (DoorWord.NEVER, [], None)


def test_points_that_do_not_stand_for_themselves_are_not_on_the_board(make):
    kept, merged, withdrawn = make(), make(), make()
    merge_points(WHO, kept, merged)
    Point.objects.filter(pk=withdrawn.pk).update(status=Point.Status.WITHDRAWN)
    assert [one.id for one in live_rows(Point.objects.all(), NOON)] == [kept.pk]


def test_what_was_said_of_a_merged_point_counts_for_the_one_that_stands(make):
    kept, merged = make(), make()
    said(merged, 10 * MINUTE, PointState.OPEN, headcount=9)
    merge_points(WHO, kept, merged)
    assert (row().door, row().people) == (DoorWord.OPEN, 9)


def test_a_new_word_is_on_the_board_at_once(make):
    point = make()
    assert row().door is DoorWord.NEVER
    said(point, 0 * MINUTE, PointState.OPEN)
    assert row().door is DoorWord.OPEN
    said(point, 0 * MINUTE, PointState.FULL, channel=ReportChannel.COORDINATOR, headcount=50)
    assert row().people == 50


def reasons(point=None):
    return row(point).reasons


def test_an_open_door_that_nobody_confirmed_for_three_hours_wants_a_call(make):
    point = make()
    said(point, 3 * HOUR - MINUTE, PointState.OPEN)
    assert reasons() == []
    with clock.fixed_at(NOON):
        assert row(at=NOON + 2 * MINUTE).reasons == [CallReason.SOON_SILENT]


def test_a_door_that_was_open_and_fell_silent_wants_a_call_for_a_day(make):
    said(make(), 5 * HOUR, PointState.OPEN)
    assert reasons() == [CallReason.FELL_SILENT]
    assert row(at=NOON + 20 * HOUR).reasons == []


@pytest.mark.parametrize("channel", [ReportChannel.RESIDENT, ReportChannel.DEVICE, ReportChannel.IMPORT])
def test_only_what_staff_said_falls_silent(make, channel):
    said(make(), 5 * HOUR, PointState.OPEN, channel)
    assert reasons() == []


def test_who_is_asked_to_open_and_late_wants_a_call(make, world):
    point = make(promised_minutes=30)
    terms = {"level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, "reason": "Storm"}
    activate(world, **terms)
    assert row(at=NOON + 30 * MINUTE).reasons == []
    assert row(at=NOON + 31 * MINUTE).reasons == [CallReason.ASKED_NOT_OPEN]
    with clock.fixed_at(NOON + 32 * MINUTE):
        receive_report(WHO, Report(point.pk, clock.now(), ReportChannel.KEEPER, ReportContent(state=PointState.OPEN)))
    assert row(at=NOON + 33 * MINUTE).reasons == []


@pytest.mark.parametrize("more", [{"is_exercise": True}, {"mode": ActivationMode.STANDBY}])
def test_an_exercise_and_standby_ask_no_door_to_be_open(make, world, more):
    make(promised_minutes=30)
    activate(world, **{"level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, "reason": "Test", **more})
    assert row(at=NOON + 5 * HOUR).reasons == []


def activate(world, **terms):
    area, asked = Area((world[TOWN],)), activations.Terms(ActivationTrigger.DECISION, **terms)
    activations.activate(WHO, new_ulid(), area, asked, within=Reach(is_everywhere=True))


def complained(point, at):
    return Complaint.objects.create(point=point, kind=ComplaintKind.CLOSED, received_at=at, due_at=at + HOUR)


def told_shut(point, ago, *senders):
    with clock.fixed_at(NOON - ago):
        for sender in senders:
            receive_complaint(point.pk, ComplaintKind.CLOSED, "", sender=sender)


def doors_at(moment, **more):
    return [one.door for one in rows_as_of(Point.objects.all(), moment, **more)]


def test_a_door_that_residents_are_not_sent_to_is_not_open_on_the_board(make):
    point = make()
    said(point, 150 * MINUTE, PointState.OPEN)
    told_shut(point, 10 * MINUTE, "198.51.100.1")
    assert row().door is DoorWord.OPEN
    told_shut(point, 5 * MINUTE, "198.51.100.2")
    assert (row().door, row().reasons) == (DoorWord.CONTRADICTED, [CallReason.DOOR_COMPLAINT])
    assert doors_at(NOON) == [DoorWord.CONTRADICTED]
    assert doors_at(NOON - 7 * MINUTE) == [DoorWord.OPEN]
    said(point, 0 * MINUTE, PointState.OPEN)
    assert row().door is DoorWord.OPEN


def test_what_was_found_not_to_be_so_contradicts_no_door_but_did_then(make):
    point = make()
    said(point, 150 * MINUTE, PointState.OPEN)
    told_shut(point, 10 * MINUTE, "198.51.100.1", "198.51.100.2")
    answer_complaints(
        WHO,
        Complaint.objects.earliest("pk").pk,
        Answered(ComplaintOutcome.NOT_RIGHT),
        last_id=Complaint.objects.latest("pk").pk,
    )
    assert row().door is DoorWord.OPEN
    assert doors_at(NOON - MINUTE) == [DoorWord.OPEN]
    assert doors_at(NOON - MINUTE, known_then=True) == [DoorWord.CONTRADICTED]


def test_people_at_a_door_who_say_that_it_is_shut_want_a_call_until_somebody_answers_or_staff_speaks(make):
    point = make()
    said(point, 30 * MINUTE, PointState.OPEN)
    told = complained(point, NOON - 10 * MINUTE)
    assert reasons() == [CallReason.DOOR_COMPLAINT]
    said(point, 5 * MINUTE, PointState.OPEN)
    assert reasons() == []
    Complaint.objects.filter(pk=told.pk).update(received_at=NOON)
    assert reasons() == [CallReason.DOOR_COMPLAINT]
    answer_complaints(WHO, told.pk, Answered(ComplaintOutcome.RIGHT))
    assert reasons() == []


def test_a_complaint_about_a_door_that_is_told_as_shut_tells_nothing_new(make):
    point = make()
    said(point, 30 * MINUTE, PointState.CLOSED)
    complained(point, NOON)
    assert reasons() == []


@pytest.mark.parametrize(
    ("content", "stated", "wants"),
    [
        ({"fuel_quarters": 1}, {}, [CallReason.FUEL_LOW]),
        ({"fuel_quarters": 2}, {}, []),
        ({"fuel_l": 20.0}, {"power.tank_l": 100}, [CallReason.FUEL_LOW]),
        ({"fuel_l": 60.0}, {"power.tank_l": 100}, []),
        ({"fuel_l": 20.0}, {}, []),  # of how many nobody knows
        ({"fuel_l": 0.0}, {}, [CallReason.FUEL_LOW]),
        ({"headcount": 61}, {"capacity_seated": 60}, [CallReason.OVER_CAPACITY]),
        ({"headcount": 60}, {"capacity_seated": 60}, []),
        ({"headcount": 600}, {}, []),
        ({"indoor_c": 17.9}, {}, [CallReason.COLD]),
        ({"indoor_c": 18.0}, {}, []),
        ({"shortages": ["fuel"]}, {}, [CallReason.SHORT]),
        ({"shortages": []}, {}, []),
    ],
)
def test_what_runs_out_wants_a_call_while_it_counts(make, content, stated, wants):
    said(make(**stated), 10 * MINUTE, PointState.OPEN, **content)
    assert reasons() == wants
    assert CallReason.FELL_SILENT in row(at=NOON + 5 * HOUR).reasons
    assert not set(wants) & set(row(at=NOON + 5 * HOUR).reasons)


def test_a_shut_door_wants_no_call_for_its_tank(make):
    said(make(), 10 * MINUTE, PointState.CLOSED, fuel_quarters=0, indoor_c=4.0)
    assert reasons() == []


def test_of_two_words_on_the_tank_the_later_counts(make):
    point = make(**{"power.tank_l": 100})
    said(point, 60 * MINUTE, PointState.OPEN, fuel_quarters=0)
    said(point, 10 * MINUTE, fuel_l=90.0)
    assert reasons() == []
    said(point, 5 * MINUTE, fuel_quarters=1)
    assert reasons() == [CallReason.FUEL_LOW]


def test_the_board_is_ordered_by_need(make):
    cold, low, silent, calm = make(), make(), make(), make()
    said(cold, 10 * MINUTE, PointState.OPEN, indoor_c=10.0)
    said(low, 10 * MINUTE, PointState.OPEN, fuel_quarters=0)
    said(silent, 6 * HOUR, PointState.OPEN)
    said(calm, 10 * MINUTE, PointState.OPEN)
    rows = sorted(live_rows(Point.objects.all(), NOON), key=lambda one: one.by_need)
    assert [one.id for one in rows] == [low.pk, cold.pk, silent.pk, calm.pk]


def test_a_past_moment_is_told_as_it_was(make):
    point = make()
    said(point, 5 * HOUR, PointState.OPEN, headcount=7)
    said(point, 1 * HOUR, PointState.CLOSED)

    def door(ago):
        (found,) = rows_as_of(Point.objects.all(), NOON - ago)
        return found.door, found.people

    assert door(0 * HOUR) == (DoorWord.CLOSED, None)
    assert door(2 * HOUR) == (DoorWord.OPEN, 7)
    assert door(6 * HOUR) == (DoorWord.NEVER, None)


def test_what_was_said_of_a_merged_point_counts_for_the_past_too(make):
    kept, gone = make(), make()
    said(gone, 2 * HOUR, PointState.OPEN)
    merge_points(WHO, kept, gone)
    assert doors_at(NOON - HOUR) == [DoorWord.OPEN]


def test_what_came_late_was_not_known_then(make):
    point = make()
    said(point, 5 * HOUR, PointState.OPEN, received=NOON - 1 * HOUR)
    points, then = Point.objects.all(), NOON - 2 * HOUR
    assert rows_as_of(points, then)[0].door is DoorWord.OPEN
    assert rows_as_of(points, then, known_then=True)[0].door is DoorWord.NEVER


def test_a_moment_that_is_now_is_told_as_the_live_board_tells_it(make):
    for number in range(12):
        point = make()
        state = list(PointState)[1:6][number % 5]
        said(point, number * 50 * MINUTE, state, list(ReportChannel)[number % 5], headcount=number)
    now = {one.id: (one.door, one.people) for one in live_rows(Point.objects.all(), NOON)}
    then = {one.id: (one.door, one.people) for one in rows_as_of(Point.objects.all(), NOON)}
    assert now == then


@given(st.sampled_from(list(PointState)[1:6]), st.sampled_from(list(ReportChannel)), st.integers(0, 3000))
def test_no_old_or_weak_word_makes_a_door_open(state, channel, minutes):
    door = door_word(Words(state, NOON - minutes * MINUTE, channel), NOON)
    if door in {DoorWord.OPEN, DoorWord.FULL}:
        assert minutes <= 240
        assert channel not in {ReportChannel.DEVICE, ReportChannel.IMPORT}
        assert state.value == door.value


def test_a_single_complaint_is_no_reason_for_who_may_not_hear_of_it(make):
    point = make()
    said(point, 30 * MINUTE, PointState.OPEN)
    complained(point, NOON)
    assert [one.reasons for one in live_rows(Point.objects.all(), NOON)] == [[]]
