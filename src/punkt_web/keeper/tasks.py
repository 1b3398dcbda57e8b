"""What running activations ask of a point, as its keepers read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from punkt.model.activation_words import ActivationMode, ServiceLevel, StepKind, TaskAnswer
from punkt.model.vocabulary import label
from punkt.statistics.openings import Opening
from punkt_web.common.moments import clock_and_day
from punkt_web.operations.activating.activations import keeps_doors_shut
from punkt_web.operations.models import Activation, ActivationTask

_OF_THE_OPEN = (TaskAnswer.CONFIRMED,)
_OF_THE_READY = (TaskAnswer.CONFIRMED, TaskAnswer.READY)


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One task in words. ``answers`` are the ones that need no word why, ``answered`` the last, "" for none yet.

    ``is_done``: the point is open as it was asked to be, and needs no answer.
    """

    pk: int
    is_exercise: bool
    opens_doors: bool
    reason: str
    asked: str
    when: str
    due: str
    changed: str
    is_done: bool
    is_late: bool
    answers: list[tuple[str, str]]
    cannot: str
    answered: str
    note: str


def task_cards(tasks: Iterable[ActivationTask], country: str, at: datetime, *, is_open: bool = False) -> list[TaskCard]:
    """Tasks of running activations, each in words. ``is_open``: staff says that the point is."""
    return [_card(task, country, at, is_open=is_open) for task in tasks]


@dataclass(frozen=True, slots=True)
class EndCard:
    """An activation that was closed a short while ago."""

    reason: str
    is_exercise: bool
    at: str
    why: str


def end_cards(ended: Iterable[Activation], country: str) -> list[EndCard]:
    """Each with when it was closed, and what was written why."""
    return [
        EndCard(one.reason, one.is_exercise, clock_and_day(one.ended_at, country), _last_word(one))
        for one in ended
        if one.ended_at is not None
    ]


def _last_word(activation: Activation) -> str:
    last = activation.steps.last()
    return last.reason if last is not None else ""


def _changed(activation: Activation, country: str) -> str:
    """When and why it was changed last, "" for never."""
    last = activation.steps.filter(kind=StepKind.CHANGE).last()
    if last is None:
        return ""
    return _("Changed at %(time)s: %(reason)s") % {"time": clock_and_day(last.at, country), "reason": last.reason}


def _card(task: ActivationTask, country: str, at: datetime, *, is_open: bool) -> TaskCard:
    activation = task.activation
    keeps_shut = keeps_doors_shut(activation)
    promised = None if task.promised_minutes is None else timedelta(minutes=task.promised_minutes)
    due_at = Opening(task.given_at, activation.begins_at, promised).due_at
    return TaskCard(
        pk=task.pk,
        is_exercise=activation.is_exercise,
        opens_doors=not keeps_shut,
        reason=activation.reason,
        asked=_("%(level)s. %(mode)s")
        % {
            "level": _(label(ServiceLevel(activation.level))),
            "mode": _(label(ActivationMode(activation.mode))),
        },
        when=_when(task, country),
        due=_("You promised to be there by %(time)s") % {"time": clock_and_day(due_at, country)} if due_at else "",
        changed=_changed(activation, country),
        is_done=is_open and not keeps_shut,
        is_late=due_at is not None and due_at < at and not (task.answer or task.was_open or is_open),
        answers=[(one.value, _(label(one))) for one in (_OF_THE_READY if keeps_shut else _OF_THE_OPEN)],
        cannot=_(label(TaskAnswer.CANNOT)),
        answered=_answered(task, country),
        note=task.note,
    )


def _when(task: ActivationTask, country: str) -> str:
    begins, until_at = clock_and_day(task.activation.begins_at, country), task.activation.until_at
    if until_at is None:
        return _("From %(begins)s, end not known") % {"begins": begins}
    return _("From %(begins)s to %(ends)s") % {"begins": begins, "ends": clock_and_day(until_at, country)}


def _answered(task: ActivationTask, country: str) -> str:
    if not task.answer or task.answered_at is None:
        return ""
    said = {"answer": _(label(TaskAnswer(task.answer))), "time": clock_and_day(task.answered_at, country)}
    return _("You answered “%(answer)s” at %(time)s") % said
