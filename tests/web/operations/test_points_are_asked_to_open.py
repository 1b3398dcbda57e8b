"""An activation asks the points of its area, goes on until it is closed, and keeps what was promised and measured."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.activation_words import (
    ActivationMode,
    ActivationTrigger,
    ClosingCriterion,
    ServiceLevel,
    StepKind,
    TaskAnswer,
    TaskStage,
)
from punkt.model.complaint_words import ComplaintKind
from punkt.model.position import Position
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import Availability, EvidenceMethod, PointState, ReportChannel, Visibility
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import NOWHERE, Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import activations as actions
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.actions.tasks import answer_task
from punkt_web.operations.activating.activations import activations_over, tasks_at, tasks_of
from punkt_web.operations.activating.area import Area, counted
from punkt_web.operations.activating.progress import progress
from punkt_web.operations.models import Activation, ActivationTask, StatusReport
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for
from punkt_web.registry.statements import Evidence
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WHO = Actor("tester@example.org")
LISTED = Evidence("town list", EvidenceMethod.IMPORTED)
EVERYWHERE = Reach(is_everywhere=True)
WELL = dict.fromkeys(ClosingCriterion, Availability.YES)


@pytest.fixture(autouse=True)
def _noon():
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def make(world):
    def register(town=TOWN, **stated):
        return register_point(WHO, {"territory": world[town], "name": {"uk": "Школа"}, **stated}, LISTED)

    return register


def terms(**more):
    given = {"level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, "reason": "No power", **more}
    return actions.Terms(ActivationTrigger.OUTAGE_12_H, **given)


def activated(*territories, within=EVERYWHERE, corners=(), kinds=(), ulid="", **more):
    ulid = ulid or new_ulid()
    actions.activate(WHO, ulid, Area(territories, corners, kinds), terms(**more), within=within)
    return Activation.objects.get(pk=ulid)


def said(point, state, minutes, channel=ReportChannel.KEEPER):
    """Seen that many minutes after noon, and received then."""
    at = NOON + minutes * MINUTE
    with clock.fixed_at(max(at, NOON)):
        receive_report(WHO, Report(point.pk, at, channel, ReportContent(state=state)))


def stage_of(activation, minutes=0):
    """The stage of the only point, that many minutes after noon."""
    (row,) = rows_of(activation, minutes)
    return row.stage


def rows_of(activation, minutes=0):
    activation.refresh_from_db()
    return progress(activation, tasks_of(activation, Point.objects.all()), NOON + minutes * MINUTE)


def test_the_points_of_the_area_and_no_others_are_asked(make, world):
    here, below = make(TOWN, promised_minutes=45), make(TOWN)
    make(NEIGHBOUR_TOWN), make(OTHER_TOWN)
    Point.objects.filter(pk=make(TOWN).pk).update(status=Point.Status.WITHDRAWN)
    Point.objects.filter(pk=make(TOWN).pk).update(status=Point.Status.PLANNED)
    activation = activated(world[TOWN])
    assert set(activation.tasks.values_list("point", "promised_minutes")) == {(here.pk, 45), (below.pk, None)}
    assert [(step.kind, step.n_points) for step in activation.steps.all()] == [(StepKind.BEGIN, 2)]


def test_two_territories_that_overlap_ask_nobody_twice(make, world):
    make(TOWN), make(NEIGHBOUR_TOWN), make(OTHER_TOWN)
    assert activated(world[REGION], world[TOWN]).tasks.count() == 2


def test_an_outline_and_kinds_narrow_the_area(make, world):
    inside = make(TOWN, position=Position(50.45, 30.52))
    make(TOWN, position=Position(51.45, 30.52)), make(TOWN)
    area = Area((world[TOWN],), ((50.0, 30.0), (50.0, 31.0), (51.0, 31.0), (51.0, 30.0)))
    assert (counted(area).n_points, counted(area).n_unplaced) == (1, 1)
    assert [task.point_id for task in activated(world[TOWN], corners=area.corners).tasks.all()] == [inside.pk]
    assert counted(Area((world[TOWN],), (), ("ua-support",))).n_points == 0


def test_an_area_without_points_asks_nobody(world):
    with pytest.raises(InvalidValue, match="no point"):
        activated(world[TOWN])
    assert not Activation.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_activation(make, world):
    make()
    ulid = new_ulid()
    activated(world[TOWN], ulid=ulid)
    assert not actions.activate(WHO, ulid, Area((world[TOWN],)), terms(reason="again"), within=EVERYWHERE)
    with pytest.raises(InvalidValue):
        actions.activate(Actor("other"), ulid, Area((world[TOWN],)), terms(), within=EVERYWHERE)
    assert Activation.objects.get().reason == "No power"


def test_a_form_that_is_sent_twice_at_once_makes_one_activation(make, world, monkeypatch):
    make()
    ulid = new_ulid()
    activated(world[TOWN], ulid=ulid)
    looks = iter([False, True])
    monkeypatch.setattr(actions, "_is_known", lambda *_form: next(looks))  # the first look was before the other's end
    assert not actions.activate(WHO, ulid, Area((world[TOWN],)), terms(reason="again"), within=EVERYWHERE)
    assert Activation.objects.get().reason == "No power"


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"reason": " \u200b "}, "reason"),
        ({"begins_at": NOON - timedelta(hours=25)}, "begins_at"),
        ({"begins_at": NOON + timedelta(days=61)}, "begins_at"),
        ({"until_at": NOON}, "until_at"),
        ({"begins_at": NOON + timedelta(hours=5), "until_at": NOON + timedelta(hours=4)}, "until_at"),
    ],
)
def test_terms_that_cannot_be_are_refused(make, world, more, where):
    make()
    with pytest.raises(InvalidValue) as refused:
        activated(world[TOWN], **more)
    assert refused.value.where == where
    assert not Activation.objects.exists()


def test_who_does_not_coordinate_all_of_the_area_asks_nobody(make, world, coordinator, keeper, viewer):
    make(), make(NEIGHBOUR_TOWN)
    for user, territories in (
        (coordinator, [world[TOWN], world[NEIGHBOUR_TOWN]]),
        (coordinator, [world[REGION]]),
        (coordinator, [world[COUNTRY]]),
        (keeper, [world[TOWN]]),
        (viewer, [world[TOWN]]),
    ):
        with pytest.raises(NotYours):
            activated(*territories, within=reach(user, Power.ACTIVATE))
    assert activated(world[TOWN], within=reach(coordinator, Power.ACTIVATE)).tasks.count() == 1


def test_who_does_not_coordinate_the_area_neither_changes_nor_closes_it(make, world, other_coordinator, keeper):
    make()
    activation = activated(world[TOWN])
    how = actions.Change(ServiceLevel.DAY, ActivationMode.STANDBY, None, "calm")
    for user in (other_coordinator, keeper):
        within = reach(user, Power.ACTIVATE)
        for call in (
            lambda within=within: actions.change(WHO, activation.pk, how, within=within),
            lambda within=within: actions.close(WHO, activation.pk, WELL, within=within),
            lambda within=within: actions.add_points(WHO, activation.pk, within=within),
        ):
            with pytest.raises(NotYours):
                call()
    activation.refresh_from_db()
    assert (activation.mode, activation.ended_at) == (ActivationMode.ROUND_THE_CLOCK, None)


def test_a_point_goes_from_asked_to_open(make, world):
    point = make(promised_minutes=60)
    activation = activated(world[TOWN])
    assert stage_of(activation) is TaskStage.WAITING
    answer_task(WHO, activation.tasks.get().pk, TaskAnswer.CONFIRMED, within=EVERYWHERE)
    assert stage_of(activation, 10) is TaskStage.CONFIRMED
    said(point, PointState.OPENING, 20)
    assert stage_of(activation, 21) is TaskStage.OPENING
    said(point, PointState.OPEN, 40)
    (row,) = rows_of(activation, 41)
    assert (row.stage, row.opening.took, row.opening.is_within_promise) == (TaskStage.OPEN, 40 * MINUTE, True)
    said(point, PointState.CLOSED, 90)
    assert stage_of(activation, 91) is TaskStage.SHUT_AGAIN


@pytest.mark.parametrize(("promised", "late_from"), [(60, 60), (None, 120)])
def test_who_is_not_open_in_time_is_late_whatever_was_answered(make, world, promised, late_from):
    point = make(**({} if promised is None else {"promised_minutes": promised}))
    activation = activated(world[TOWN])
    answer_task(WHO, activation.tasks.get().pk, TaskAnswer.CONFIRMED, within=EVERYWHERE)
    assert stage_of(activation, late_from) is TaskStage.CONFIRMED
    assert stage_of(activation, late_from + 1) is TaskStage.LATE
    said(point, PointState.OPENING, late_from)
    assert stage_of(activation, late_from + 1) is TaskStage.LATE


def test_a_point_that_opened_and_was_not_heard_of_since_is_not_told_as_open(make, world):
    point = make()
    activation = activated(world[TOWN])
    said(point, PointState.OPEN, 30)
    assert stage_of(activation, 30 + 5 * 60) is TaskStage.NOT_CONFIRMED


def test_a_point_that_people_at_the_door_find_shut_is_not_told_as_open(make, world):
    point = make()
    activation = activated(world[TOWN])
    said(point, PointState.OPEN, 30)
    with clock.fixed_at(NOON + 175 * MINUTE):
        for sender in ("198.51.100.1", "198.51.100.2"):
            receive_complaint(point.pk, ComplaintKind.CLOSED, "", sender=sender)
    assert stage_of(activation, 170) is TaskStage.OPEN
    assert stage_of(activation, 180) is TaskStage.NOT_CONFIRMED


def test_a_door_that_is_shut_by_its_schedule_is_no_fault(make, world):
    point = make()
    activation = activated(world[TOWN], mode=ActivationMode.SCHEDULE)
    said(point, PointState.OPEN, 30)
    said(point, PointState.CLOSED, 90)
    assert stage_of(activation, 91) is TaskStage.SHUT_BY_SCHEDULE


def test_only_staff_tells_that_a_door_was_opened(make, world):
    point = make()
    activation = activated(world[TOWN])
    for channel in (ReportChannel.RESIDENT, ReportChannel.DEVICE, ReportChannel.IMPORT):
        said(point, PointState.OPEN, 10, channel)
    assert rows_of(activation, 11)[0].opening.opened_at is None


def test_what_was_open_before_took_no_time(make, world):
    point = make(promised_minutes=30)
    said(point, PointState.FULL, -60)
    activation = activated(world[TOWN])
    (row,) = rows_of(activation)
    assert (row.task.was_open, row.stage, row.opening.took) == (True, TaskStage.OPEN, timedelta(0))


def test_an_old_word_is_no_open_door(make, world):
    point = make()
    said(point, PointState.OPEN, -60 * 5)
    assert not activated(world[TOWN]).tasks.get().was_open


def test_late_reports_end_in_the_same_time_whatever_their_order(make, world):
    one, other = make(), make()
    activation = activated(world[TOWN])
    for point, order in ((one, (50, 20, 35)), (other, (20, 35, 50))):
        for minutes in order:
            receive_late(point, minutes)
    assert [row.opening.took for row in rows_of(activation, 60)] == [20 * MINUTE, 20 * MINUTE]


def receive_late(point, minutes):
    with clock.fixed_at(NOON + 55 * MINUTE):
        content = ReportContent(state=PointState.OPEN)
        receive_report(WHO, Report(point.pk, NOON + minutes * MINUTE, ReportChannel.KEEPER, content))


def test_on_standby_a_point_is_ready_and_its_door_is_not_asked_of(make, world):
    make(promised_minutes=30)
    activation = activated(world[TOWN], mode=ActivationMode.STANDBY)
    task = activation.tasks.get()
    assert stage_of(activation, 31) is TaskStage.LATE
    with clock.fixed_at(NOON + 20 * MINUTE):
        answer_task(WHO, task.pk, TaskAnswer.READY, within=EVERYWHERE)
    (row,) = rows_of(activation, 31)
    assert (row.stage, row.opening.took) == (TaskStage.READY, 20 * MINUTE)


def test_ready_is_no_answer_where_doors_are_to_open_and_cannot_needs_a_word(make, world):
    make()
    task = activated(world[TOWN]).tasks.get()
    with pytest.raises(InvalidValue):
        answer_task(WHO, task.pk, TaskAnswer.READY, within=EVERYWHERE)
    with pytest.raises(InvalidValue):
        answer_task(WHO, task.pk, TaskAnswer.CANNOT, "  ", within=EVERYWHERE)
    assert answer_task(WHO, task.pk, TaskAnswer.CANNOT, "no\nfuel", within=EVERYWHERE)
    assert not answer_task(WHO, task.pk, TaskAnswer.CANNOT, "no fuel", within=EVERYWHERE)
    task.refresh_from_db()
    assert (task.answer, task.note, task.answered_by) == ("cannot", "no fuel", WHO.name)


def test_who_does_not_report_on_a_point_answers_nothing(make, world, viewer, other_coordinator):
    make()
    task = activated(world[TOWN]).tasks.get()
    for within in (NOWHERE, reach(viewer, Power.REPORT), reach(other_coordinator, Power.REPORT)):
        with pytest.raises(NotYours):
            answer_task(WHO, task.pk, TaskAnswer.CONFIRMED, within=within)
    task.refresh_from_db()
    assert task.answer == ""


def test_an_exercise_leaves_doors_and_reports_as_they_are(make, world):
    point = make(promised_minutes=30)
    activation = activated(world[TOWN], is_exercise=True)
    said(point, PointState.OPEN, 5)
    assert stage_of(activation, 6) is TaskStage.WAITING
    with clock.fixed_at(NOON + 25 * MINUTE):
        answer_task(WHO, activation.tasks.get().pk, TaskAnswer.READY, within=EVERYWHERE)
    (row,) = rows_of(activation, 26)
    assert (row.stage, row.opening.took) == (TaskStage.READY, 25 * MINUTE)
    assert StatusReport.objects.count() == 1
    assert actions.close(WHO, activation.pk, {}, within=EVERYWHERE)


def test_it_goes_on_past_its_end_until_somebody_closes_it(make, world):
    point = make()
    activation = activated(world[TOWN], until_at=NOON + timedelta(hours=1))
    with clock.fixed_at(NOON + timedelta(hours=2)):
        assert tasks_at(point).exists()
        assert actions.close(WHO, activation.pk, WELL, within=EVERYWHERE)
        assert not actions.close(WHO, activation.pk, WELL, within=EVERYWHERE)
        assert not tasks_at(point).exists()
    activation.refresh_from_db()
    assert activation.ended_at == NOON + timedelta(hours=2)


def test_points_are_not_closed_over_cold_homes_without_a_word(make, world):
    make()
    activation = activated(world[TOWN])
    for answer in (Availability.NO, Availability.UNKNOWN):
        with pytest.raises(InvalidValue) as refused:
            actions.close(WHO, activation.pk, {**WELL, ClosingCriterion.HEAT: answer}, within=EVERYWHERE)
        assert refused.value.where == "reason"
    with pytest.raises(InvalidValue):
        actions.close(WHO, activation.pk, {ClosingCriterion.POWER: Availability.YES}, within=EVERYWHERE)
    cold = {**WELL, ClosingCriterion.HEAT: Availability.NO}
    assert actions.close(WHO, activation.pk, cold, reason="the hall is needed", within=EVERYWHERE)
    step = activation.steps.last()
    assert (step.kind, step.criteria["heat"], step.reason) == (StepKind.CLOSE, "no", "the hall is needed")


def test_nothing_changes_what_is_closed(make, world):
    make()
    activation = activated(world[TOWN])
    actions.close(WHO, activation.pk, WELL, within=EVERYWHERE)
    how = actions.Change(ServiceLevel.DAY, ActivationMode.STANDBY, None, "calm")
    with pytest.raises(InvalidValue):
        actions.change(WHO, activation.pk, how, within=EVERYWHERE)
    with pytest.raises(InvalidValue):
        actions.add_points(WHO, activation.pk, within=EVERYWHERE)
    with pytest.raises(InvalidValue):
        answer_task(WHO, activation.tasks.get().pk, TaskAnswer.CONFIRMED, within=EVERYWHERE)


def test_it_is_extended_and_stepped_down_and_the_steps_tell_it(make, world):
    make()
    activation = activated(world[TOWN])
    until_at = NOON + timedelta(days=1)
    how = actions.Change(ServiceLevel.DAY, ActivationMode.SCHEDULE, until_at, "calmer")
    assert actions.change(WHO, activation.pk, how, within=EVERYWHERE)
    assert not actions.change(WHO, activation.pk, replace(how, reason=""), within=EVERYWHERE)
    with pytest.raises(InvalidValue):
        actions.change(WHO, activation.pk, replace(how, until_at=NOON), within=EVERYWHERE)
    told = [(step.kind, step.mode, step.until_at) for step in activation.steps.all()]
    assert told == [(StepKind.BEGIN, "24/7", None), (StepKind.CHANGE, "schedule", until_at)]


def test_an_end_that_is_over_does_not_keep_anybody_from_stepping_down(make, world):
    make()
    until_at = NOON + timedelta(hours=1)
    activation = activated(world[TOWN], until_at=until_at)
    how = actions.Change(ServiceLevel.DAY, ActivationMode.SCHEDULE, until_at, "calmer")
    with clock.fixed_at(NOON + timedelta(hours=2)):
        assert actions.change(WHO, activation.pk, how, within=EVERYWHERE)


def test_points_that_were_registered_since_are_asked_too(make, world):
    make()
    activation = activated(world[TOWN])
    make(promised_minutes=20), make(NEIGHBOUR_TOWN)
    with clock.fixed_at(NOON + timedelta(hours=1)):
        assert actions.add_points(WHO, activation.pk, within=EVERYWHERE) == 1
        assert actions.add_points(WHO, activation.pk, within=EVERYWHERE) == 0
    assert stage_of_newest(activation, 79) is TaskStage.WAITING
    assert stage_of_newest(activation, 81) is TaskStage.LATE


def stage_of_newest(activation, minutes):
    return max(rows_of(activation, minutes), key=lambda row: row.task.given_at).stage


def test_after_a_merger_the_place_is_told_once_and_heard_of_by_its_new_code(make, world):
    old, new = make(), make()
    only_old = activated(world[TOWN])
    ActivationTask.objects.filter(activation=only_old, point=new).delete()
    both = activated(world[TOWN])
    merge_points(WHO, new, old)
    said(new, PointState.OPEN, 15)
    assert [row.task.point_id for row in rows_of(both, 16)] == [new.pk]
    (row,) = rows_of(only_old, 16)
    assert (row.stage, row.opening.took) == (TaskStage.OPEN, 15 * MINUTE)
    assert {task.activation_id for task in tasks_at(Point.objects.get(pk=new.pk))} == {only_old.pk, both.pk}


def test_a_hidden_point_is_no_part_of_what_others_see(make, world, viewer, coordinator):
    shown, hidden = make(), make()
    set_policy(WHO, hidden, Visibility.HIDDEN, reason="attack")
    activation = activated(world[TOWN])
    assert [task.point_id for task in tasks_of(activation, points_for(viewer))] == [shown.pk]
    assert tasks_of(activation, points_for(coordinator)).count() == 2
    assert activations_over(points_for(viewer)).get().n_asked == 1


def test_who_sees_none_of_its_points_sees_no_activation(make, world, other_coordinator, outsider):
    make()
    activated(world[TOWN])
    assert not activations_over(points_for(other_coordinator)).exists()
    assert not activations_over(points_for(outsider)).exists()


def step_down(activation, minutes):
    with clock.fixed_at(NOON + minutes * MINUTE):
        how = actions.Change(ServiceLevel.DAY, ActivationMode.STANDBY, None, "calm")
        assert actions.change(WHO, activation.pk, how, within=EVERYWHERE)


def test_a_step_down_makes_nobody_late_and_takes_no_opening_back(make, world):
    opened, silent = make(promised_minutes=30), make(promised_minutes=30)
    activation = activated(world[TOWN])
    said(opened, PointState.OPEN, 10)
    step_down(activation, 60)
    stages = {row.task.point_id: row.stage for row in rows_of(activation, 61)}
    assert stages == {opened.pk: TaskStage.OPEN, silent.pk: TaskStage.NOT_CONFIRMED}
    said(opened, PointState.STANDBY, 70)
    assert {row.task.point_id: row.stage for row in rows_of(activation, 71)}[opened.pk] is TaskStage.READY
    with clock.fixed_at(NOON + 120 * MINUTE):
        actions.close(WHO, activation.pk, WELL, within=EVERYWHERE)
    took = {row.task.point_id: row.opening.took for row in rows_of(activation, 120)}
    assert took == {opened.pk: 10 * MINUTE, silent.pk: None}


def test_who_is_asked_already_is_counted_before_they_are_asked_again(make, world):
    make(), make()
    activated(world[TOWN], is_exercise=True)
    assert counted(Area((world[REGION],))).n_asked == 0
    activated(world[TOWN])
    assert counted(Area((world[REGION],))).n_asked == 2


def test_what_is_said_after_the_end_changes_nothing_of_its_summary(make, world):
    point = make()
    activation = activated(world[TOWN])
    said(point, PointState.OPEN, 30)
    with clock.fixed_at(NOON + 60 * MINUTE):
        actions.close(WHO, activation.pk, WELL, within=EVERYWHERE)
    said(point, PointState.CLOSED, 61)
    (row,) = rows_of(activation, 120)
    assert (row.stage, row.opening.took) == (TaskStage.OPEN, 30 * MINUTE)
