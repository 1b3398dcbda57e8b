"""The actions of activations and calls, in every way in which they write."""

from datetime import timedelta

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel, TaskAnswer
from punkt.model.board_words import CallOutcome
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import Availability, PointState
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import activations, calls, tasks
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import ActivationTask
from tests.architecture.scenario_making import ACTOR, ANYWHERE, Call, administrator, point, scenario, territory

ACTIVATED = "01KCR3V4W8M0Q2T5Y7Z9B1D3F6"

ASKED = activations.Terms(ActivationTrigger.OUTAGE_12_H, "No power", ServiceLevel.DAY, ActivationMode.ROUND_THE_CLOCK)

WELL = dict.fromkeys(ClosingCriterion, Availability.YES)


def activation() -> None:
    area = Area((point(territory=territory()).territory,))
    activations.activate(ACTOR, ACTIVATED, area, ASKED, within=ANYWHERE)


@scenario
def points_are_asked_to_open() -> Call:
    area = Area((point(territory=territory()).territory,))
    return lambda: activations.activate(ACTOR, ACTIVATED, area, ASKED, within=ANYWHERE)


@scenario
def an_activation_is_changed() -> Call:
    activation()
    how = activations.Change(ServiceLevel.OVERNIGHT, ActivationMode.SCHEDULE, None, "cold")
    return lambda: activations.change(ACTOR, ACTIVATED, how, within=ANYWHERE)


@scenario
def more_points_are_asked() -> Call:
    activation()
    point(territory=territory())
    return lambda: activations.add_points(ACTOR, ACTIVATED, within=ANYWHERE)


@scenario
def a_task_is_answered() -> Call:
    activation()
    task = ActivationTask.objects.get()
    return lambda: tasks.answer_task(ACTOR, task.pk, TaskAnswer.CANNOT, "no fuel", within=ANYWHERE)


@scenario
def an_activation_is_closed() -> Call:
    activation()
    return lambda: activations.close(ACTOR, ACTIVATED, WELL, within=ANYWHERE)


@scenario
def a_call_is_taken_on() -> Call:
    where = point()
    return lambda: calls.take_call(ACTOR, where)


@scenario
def a_call_is_held_on_to() -> Call:
    where = point()
    with clock.fixed_at(clock.now() - timedelta(minutes=1)):
        calls.take_call(ACTOR, where)
    return lambda: calls.take_call(ACTOR, where)


@scenario
def a_call_that_ran_out_is_taken_on_by_another() -> Call:
    where = point()
    with clock.fixed_at(clock.now() - timedelta(hours=1)):
        calls.take_call(Actor("another"), where)
    return lambda: calls.take_call(ACTOR, where)


@scenario
def a_call_ends() -> Call:
    taken = calls.take_call(ACTOR, point())
    assert taken is not None
    return lambda: calls.end_call(ACTOR, taken.pk, CallOutcome.NOT_REACHED, note="rang long")


@scenario
def a_call_tells_something() -> Call:
    where, user = point(), administrator()
    calls.take_call(ACTOR, where)
    return lambda: calls.tell_from_call(ACTOR, user, where, new_ulid(), ReportContent(state=PointState.OPEN))
