"""Time to open as it was measured in activations and exercises, and answers to complaints, are facts of a point."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel, TaskAnswer
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt.standards.editions import standard_on
from punkt.standards.terms import Verdict
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import ActivationTask, Complaint
from punkt_web.readiness.measured import ANSWER, TIME_TO_OPEN, measured_facts
from punkt_web.readiness.queries import assessment_of
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

ACTOR = Actor("test")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def point(world):
    stated = {"name": {"uk": "Школа"}, "territory": world[TOWN], "promised_minutes": 60, "opening_mode": "standby"}
    with clock.fixed_at(NOON - timedelta(days=400)):
        made = register_point(ACTOR, stated, Evidence("x", EvidenceMethod.SEEN))
    return Point.objects.get(pk=made.pk)


def asked(world, at: datetime, **more: object) -> None:
    terms = activations.Terms(
        ActivationTrigger.DECISION,
        **{"level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, "reason": "No power", **more},
    )
    with clock.fixed_at(at):
        activations.activate(ACTOR, new_ulid(), Area((world[TOWN],)), terms, within=Reach(is_everywhere=True))


def opened(point: Point, at: datetime) -> None:
    with clock.fixed_at(at):
        receive_report(ACTOR, Report(point.pk, at, ReportChannel.KEEPER, ReportContent(PointState.OPEN)))


def measured(point: Point, at: datetime = NOON) -> dict[str, float]:
    with clock.fixed_at(at):
        found = measured_facts(Point.objects.all()).get(point.pk, {})
        return {key: one.value for key, one in found.items() if one.value != "n/a"}


def opens_in_time(point: Point) -> Verdict:
    with clock.fixed_at(NOON):
        found = assessment_of(point, standard_on("ua-1401", NOON.date()), NOON.date()).findings
    return next(one.verdict for one in found if one.requirement.id == "UA-MOD-03")


def test_where_nothing_was_measured_the_promise_counts(world, point) -> None:
    Point.objects.filter(pk=point.pk).update(kind_id="ua-stationary")
    point.refresh_from_db()
    assert measured(point) == {}
    assert opens_in_time(point) is Verdict.MET


def test_measured_goes_before_promised(world, point) -> None:
    Point.objects.filter(pk=point.pk).update(kind_id="ua-stationary")
    point.refresh_from_db()
    asked(world, NOON - timedelta(days=3))
    opened(point, NOON - timedelta(days=3) + 150 * MINUTE)
    assert measured(point) == {TIME_TO_OPEN: 150.0}
    assert opens_in_time(point) is Verdict.NOT_MET


def test_the_last_time_counts(world, point) -> None:
    for days, minutes in ((30, 150), (3, 45)):
        asked(world, NOON - timedelta(days=days))
        opened(point, NOON - timedelta(days=days) + minutes * MINUTE)
        with clock.fixed_at(NOON - timedelta(days=days - 1)):
            receive_report(ACTOR, Report(point.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.CLOSED)))
    assert measured(point) == {TIME_TO_OPEN: 45.0}


def test_in_an_exercise_ready_counts(world, point) -> None:
    asked(world, NOON - timedelta(days=3), is_exercise=True)
    ActivationTask.objects.update(answer=TaskAnswer.READY, ready_at=NOON - timedelta(days=3) + 20 * MINUTE)
    assert measured(point) == {TIME_TO_OPEN: 20.0}


def test_a_door_that_was_open_before_or_never_opened_measures_nothing(world, point) -> None:
    asked(world, NOON - timedelta(days=3))
    assert measured(point) == {}
    ActivationTask.objects.update(was_open=True)
    opened(point, NOON - timedelta(days=3) + 5 * MINUTE)
    assert measured(point) == {}


def test_what_was_asked_of_a_point_before_it_was_merged_counts_for_the_point_that_stands_for_it(world, point) -> None:
    stated = {"name": {"uk": "Школа"}, "territory": world[TOWN], "opening_mode": "standby"}
    listed_twice = register_point(ACTOR, stated, Evidence("y", EvidenceMethod.SEEN))
    began = NOON - timedelta(days=3)
    asked(world, began)
    opened(listed_twice, began + 90 * MINUTE)
    assert measured(point) == {}
    merge_points(ACTOR, point, listed_twice)
    assert measured(point) == {TIME_TO_OPEN: 90.0}
    ActivationTask.objects.filter(point=point).update(was_open=True)
    assert measured(point) == {TIME_TO_OPEN: 90.0}


def test_what_is_more_than_a_year_old_says_nothing(world, point) -> None:
    asked(world, NOON - timedelta(days=370))
    opened(point, NOON - timedelta(days=370) + 5 * MINUTE)
    assert measured(point) == {}


def complaint(point: Point, received: datetime, answered: datetime | None) -> None:
    Complaint.objects.create(
        point=point, kind="closed", received_at=received, due_at=received + timedelta(hours=24),
        answered_at=answered, outcome="right" if answered else "",
    )  # fmt: skip


def test_the_longest_wait_for_an_answer(point) -> None:
    complaint(point, NOON - timedelta(days=5), NOON - timedelta(days=5) + timedelta(hours=3))
    complaint(point, NOON - timedelta(days=4), NOON - timedelta(days=4) + timedelta(hours=7))
    assert measured(point) == {ANSWER: 7.0}
    complaint(point, NOON - timedelta(hours=1), None)
    assert measured(point) == {ANSWER: 7.0}, "it is not due yet"


def test_a_complaint_that_is_due_and_has_no_answer_leaves_it_unknown(point) -> None:
    complaint(point, NOON - timedelta(days=5), NOON - timedelta(days=5) + timedelta(hours=3))
    complaint(point, NOON - timedelta(days=3), None)
    assert measured(point) == {}


def test_a_complaint_about_what_was_merged_into_a_point_waits_at_that_point(world, point) -> None:
    listed_twice = register_point(
        ACTOR, {"name": {"uk": "Школа"}, "territory": world[TOWN]}, Evidence("y", EvidenceMethod.SEEN)
    )
    complaint(listed_twice, NOON - timedelta(days=5), NOON - timedelta(days=5) + timedelta(hours=9))
    complaint(point, NOON - timedelta(days=4), NOON - timedelta(days=4) + timedelta(hours=7))
    merge_points(ACTOR, point, listed_twice)
    assert measured(point) == {ANSWER: 9.0}


def test_where_nobody_complained_there_was_nothing_to_answer(point) -> None:
    with clock.fixed_at(NOON):
        assert measured_facts(Point.objects.all())[point.pk][ANSWER].value == "n/a"
        found = assessment_of(point, standard_on("ua-1401", NOON.date()), NOON.date()).findings
    assert next(one.verdict for one in found if one.requirement.id == "UA-INF-04") is Verdict.NOT_APPLICABLE
