"""What the board holds in memory is what it would be if it were worked out anew, whatever changes meanwhile."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel
from punkt.model.board_words import CallReason, DoorWord
from punkt.model.complaint_words import ComplaintKind
from punkt.model.reports import REPORTABLE_STATES, ReportContent
from punkt.model.vocabulary import Availability, EvidenceMethod, PointState, ReportChannel, Visibility
from punkt_web.accounts.models import Membership
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations import live, live_words
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.activating.area import Area
from punkt_web.operations.activating.asked_of_all import asked_of_all, forget_asked_of_all
from punkt_web.operations.live import live_rows
from punkt_web.operations.live_outcomes import forget_live_outcomes
from punkt_web.operations.live_words import forget_live_words
from punkt_web.operations.models import Activation
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import change_point, register_point
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WHO = Actor("tester@example.org")
LISTED = Evidence("town list", EvidenceMethod.IMPORTED)
N_POINTS = 6
EVERYWHERE = Reach(is_everywhere=True)


@pytest.fixture(autouse=True)
def _held(monkeypatch):
    for module in (live, live_words):
        monkeypatch.setattr(module, "FEW", 0)


@pytest.fixture
def points(world):
    with clock.fixed_at(NOON):
        return [
            register_point(WHO, {"territory": world[TOWN], "name": {"uk": "Школа"}, "capacity_seated": 60}, LISTED)
            for _number in range(N_POINTS)
        ]


def said(point, at, **content):
    with clock.fixed_at(at):
        receive_report(WHO, Report(point.pk, at, ReportChannel.KEEPER, ReportContent(**content)))


def board(at, points=None):
    points = Point.objects.all() if points is None else points
    with clock.fixed_at(at):
        return sorted(live_rows(points, at, complaints_of=points), key=lambda row: row.id)


def agreed(at, points=None):
    """The board from memory, which is the board that is worked out anew."""
    found = board(at, points)
    forget_live_words()
    forget_live_outcomes()
    forget_asked_of_all()
    anew = board(at, points)
    assert found == anew
    assert [row.by_need for row in found] == [row.by_need for row in anew]
    return found


def activate(world, at, **more):
    terms = {"level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, "reason": "Storm", **more}
    with clock.fixed_at(at):
        asked = activations.Terms(ActivationTrigger.DECISION, **terms)
        activations.activate(WHO, new_ulid(), Area((world[TOWN],)), asked, within=EVERYWHERE)


def n_worked_out(monkeypatch, at) -> int:
    """How many doors a look works out."""
    found = []
    with monkeypatch.context() as patch:
        patch.setattr(live, "door_word", lambda words, at: found.append(words) or door_word(words, at))
        board(at)
    return len(found)


door_word = live.door_word


def test_after_a_report_only_that_point_is_worked_out_anew(points, monkeypatch):
    for point in points:
        said(point, NOON, state=PointState.OPEN)
    assert n_worked_out(monkeypatch, NOON) == N_POINTS
    assert n_worked_out(monkeypatch, NOON + MINUTE) == 0
    said(points[2], NOON + 2 * MINUTE, state=PointState.FULL)
    assert n_worked_out(monkeypatch, NOON + 2 * MINUTE) == 1
    assert [row.door for row in board(NOON + 2 * MINUTE)].count(DoorWord.FULL) == 1


def test_a_word_that_grows_old_changes_the_row_by_itself(points):
    said(points[0], NOON, state=PointState.OPEN, headcount=7)
    doors = {}
    for minutes in (0, 179, 180, 240, 241, 24 * 60, 24 * 60 + 1):
        row = board(NOON + minutes * MINUTE)[0]
        doors[minutes] = (row.door, row.reasons, row.people)
    assert doors == {
        0: (DoorWord.OPEN, [], 7),
        179: (DoorWord.OPEN, [], 7),
        180: (DoorWord.OPEN, [CallReason.SOON_SILENT], 7),
        240: (DoorWord.OPEN, [CallReason.SOON_SILENT], 7),
        241: (DoorWord.SILENT, [CallReason.FELL_SILENT], None),
        24 * 60: (DoorWord.SILENT, [CallReason.FELL_SILENT], None),
        24 * 60 + 1: (DoorWord.SILENT, [], None),
    }


def test_a_look_at_an_earlier_moment_is_not_told_what_is_later(points):
    """Two processes, or one whose clock was put right."""
    said(points[0], NOON, state=PointState.OPEN)
    assert board(NOON + 5 * HOUR)[0].door is DoorWord.SILENT
    assert board(NOON + HOUR)[0].door is DoorWord.OPEN


def test_an_activation_shows_at_once_when_it_begins_and_when_it_ends(points, world):
    assert {row.asked for row in board(NOON)} == {None}
    activate(world, NOON, begins_at=NOON + HOUR)
    assert {row.asked for row in board(NOON + MINUTE)} == {None}
    assert None not in {row.asked for row in board(NOON + HOUR)}
    late = NOON + 30 * HOUR
    assert {tuple(row.reasons) for row in agreed(late)} == {(CallReason.ASKED_NOT_OPEN,)}
    said(points[1], late, state=PointState.OPEN)
    assert board(late)[1].reasons == []


def test_what_is_asked_of_all_is_read_again_only_after_a_change(points, world, django_assert_num_queries):
    activate(world, NOON)
    asked = asked_of_all(NOON)
    assert len(asked) == N_POINTS
    with django_assert_num_queries(1):
        assert asked_of_all(NOON + MINUTE) is asked
    activate(world, NOON + MINUTE, mode=ActivationMode.SCHEDULE)
    assert asked_of_all(NOON + MINUTE) is not asked


@pytest.mark.parametrize("ending", ["a change to standby", "the end"])
def test_one_that_ended_asks_nothing_more(points, world, ending):
    activate(world, NOON)
    assert None not in {row.asked for row in board(NOON)}
    (made,) = Activation.objects.all()
    with clock.fixed_at(NOON + MINUTE):
        if ending == "the end":
            criteria = dict.fromkeys(ClosingCriterion, Availability.YES)
            activations.close(WHO, made.pk, criteria, within=EVERYWHERE)
        else:
            now = activations.Change(ServiceLevel(made.level), ActivationMode.STANDBY, None, "calm")
            activations.change(WHO, made.pk, now, within=EVERYWHERE)
    assert {row.asked for row in board(NOON + MINUTE)} == {None}


def test_a_change_of_the_register_shows_at_once(points):
    said(points[0], NOON, state=PointState.OPEN, headcount=50, fuel_l=20.0)
    assert board(NOON)[0].reasons == []
    with clock.fixed_at(NOON):
        change_point(WHO, points[0], {"capacity_seated": 40, "power.tank_l": 100}, LISTED)
    row = agreed(NOON)[0]
    assert (row.reasons, row.seats) == ([CallReason.FUEL_LOW, CallReason.OVER_CAPACITY], 40)


def test_a_merger_shows_at_once(points):
    said(points[1], NOON, state=PointState.OPEN)
    assert board(NOON)[0].door is DoorWord.NEVER
    with clock.fixed_at(NOON):
        merge_points(WHO, points[0], points[1])
    rows = agreed(NOON)
    assert len(rows) == N_POINTS - 1
    assert rows[0].door is DoorWord.OPEN


def test_a_right_that_changes_and_a_point_that_is_hidden_show_at_once(points, viewer, world):
    said(points[0], NOON, state=PointState.OPEN)
    assert len(board(NOON, points_for(viewer))) == N_POINTS
    with clock.fixed_at(NOON):
        set_policy(WHO, points[0], Visibility.HIDDEN, reason="a target", until_at=NOON + HOUR)
        assert [row.id for row in board(NOON, points_for(viewer))] == [point.pk for point in points[1:]]
    with clock.fixed_at(NOON + 2 * HOUR):
        assert len(board(NOON + 2 * HOUR, points_for(viewer))) == N_POINTS
    Membership.objects.filter(user=viewer).delete()
    assert board(NOON, points_for(viewer)) == []
    assert len(board(NOON)) == N_POINTS


def test_a_complaint_is_in_the_board_of_those_alone_who_may_hear_of_it(points):
    said(points[0], NOON, state=PointState.OPEN)
    with clock.fixed_at(NOON + MINUTE):
        receive_complaint(points[0].pk, ComplaintKind.CLOSED, "", sender="198.51.100.1")
    everything = Point.objects.all()
    assert board(NOON + MINUTE)[0].reasons == [CallReason.DOOR_COMPLAINT]
    assert live_rows(everything, NOON + MINUTE)[0].reasons == []
    assert board(NOON + MINUTE)[0].reasons == [CallReason.DOOR_COMPLAINT]


def _random_report(draw: random.Random) -> dict:
    return {
        "state": draw.choice([None, *REPORTABLE_STATES]),
        "headcount": draw.choice([None, 10, 70]),
        "fuel_quarters": draw.choice([None, None, 0, 3]),
        "fuel_l": draw.choice([None, None, 5.0, 90.0]),
        "indoor_c": draw.choice([None, 12.0, 20.0]),
        "shortages": draw.choice([None, ["fuel"], []]),
    }


@pytest.mark.parametrize("seed", range(8))
def test_after_whatever_happens_it_is_as_if_worked_out_anew(points, world, seed):
    draw, at = random.Random(seed), NOON  # noqa: S311 - no secret
    for _step in range(25):
        at += draw.choice([timedelta(0), MINUTE, 59 * MINUTE, HOUR, 3 * HOUR])
        what, point = draw.randrange(8), draw.choice(points)
        if what == 0:
            activate(world, at, begins_at=at + draw.choice([timedelta(0), 2 * HOUR]))
        elif what == 1:
            with clock.fixed_at(at):
                receive_complaint(point.pk, ComplaintKind.CLOSED, "", sender=f"198.51.100.{draw.randrange(9)}")
        elif what == 2:
            with clock.fixed_at(at):
                change_point(WHO, point, {"power.tank_l": draw.choice([10, 400])}, LISTED)
        elif what < 7:
            said(point, at, **_random_report(draw))
        found = board(at)
        if draw.random() < 0.4:
            assert found == agreed(at)
