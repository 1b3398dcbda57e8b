"""What running activations ask of a point, as its keepers read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from punkt.model.activation_words import ActivationMode, ServiceLevel, TaskAnswer
from punkt.model.vocabulary import label
from punkt.statistics.openings import Opening
from punkt_web.common.moments import clock_and_day
from punkt_web.operations.activations import keeps_doors_shut
from punkt_web.operations.models import ActivationTask

_OF_THE_OPEN = (TaskAnswer.CONFIRMED,)
_OF_THE_READY = (TaskAnswer.CONFIRMED, TaskAnswer.READY)


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One task in words. ``answers`` are the ones that need no word why, ``answered`` the last, "" for none yet."""

    pk: int
    is_exercise: bool
    opens_doors: bool
    reason: str
    asked: str
    when: str
    due: str
    is_late: bool
    answers: list[tuple[str, str]]
    cannot: str
    answered: str
    note: str


def task_cards(tasks: Iterable[ActivationTask], country: str, at: datetime) -> list[TaskCard]:
    """Tasks of running activations, each in words."""
    return [_card(task, country, at) for task in tasks]


def _card(task: ActivationTask, country: str, at: datetime) -> TaskCard:
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
        is_late=due_at is not None and due_at < at and not task.answer and not task.was_open,
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
