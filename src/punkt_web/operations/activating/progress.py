"""How far the points of an activation are: what was asked, what was answered, what was reported.

When a point opened is never stored: it is the first word of staff that says so, so that late reports, in whatever
order they come, end in the same figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from punkt.confidence.freshness import OPEN_STATES, OPEN_WORDS, STAFF, PublicState
from punkt.model.activation_words import ActivationMode, TaskAnswer, TaskStage
from punkt.statistics.openings import Opening
from punkt_web.operations.activating.activations import asked_for_doors, keeps_doors_shut, tasks_at
from punkt_web.operations.as_of import words_at
from punkt_web.operations.live_words import Words, words_on
from punkt_web.operations.models import Activation, ActivationTask, StatusReport
from punkt_web.operations.sureness.contradicted import shown_now
from punkt_web.registry.models import Point

_SAYS_OPEN = Q(state__in=[word.value for word in OPEN_WORDS], channel__in=[one.value for one in STAFF])
_SHUT_STATES = frozenset({PublicState.CLOSED, PublicState.STANDBY})
_BY_NEED = {stage: rank for rank, stage in enumerate(TaskStage)}


class Task(NamedTuple):
    """A task as far as its progress needs it: a model for each of ten thousand would be most of the work."""

    point_id: int
    code: str
    stands_for: int | None
    given_at: datetime
    promised_minutes: int | None
    was_open: bool
    answer: str
    answered_at: datetime | None
    answered_by: str
    note: str
    ready_at: datetime | None
    first_open_at: datetime | None

    @property
    def heard_of_at(self) -> int:
        """The point whose words count: that into which this one was merged, else itself."""
        return self.stands_for or self.point_id


_COLUMNS = ("point_id", "point__code", "point__merged_into_id", *Task._fields[3:])


@dataclass(frozen=True, slots=True)
class TaskNow:
    """One point of an activation; ``stage`` is what it is at the moment of the look."""

    task: Task
    opening: Opening
    stage: TaskStage

    @property
    def by_need(self) -> tuple[int, datetime, str]:
        """Sorts the point that needs a person most to the top."""
        return _BY_NEED[self.stage], self.opening.is_late_from, self.task.code


def progress(activation: Activation, tasks: QuerySet[ActivationTask], at: datetime) -> list[TaskNow]:
    """Each of the tasks, the one that needs a person most first: as it is at ``at``, and as it was at the end of an
    activation that is over. Who may see them is the caller's part."""
    at = activation.ended_at or at
    found = [Task(*row) for row in _with_first_words(activation, tasks).values_list(*_COLUMNS)]
    elsewhere = _said_after_merging(activation, found)
    ids = {task.heard_of_at for task in found}
    words = words_on(ids) if activation.ended_at is None else words_at(ids, at)
    for_doors, nothing = asked_for_doors(activation), Words()
    rows = (
        _task_now(
            activation,
            task._replace(first_open_at=elsewhere.get(task.point_id, task.first_open_at)),
            words.get(task.heard_of_at, nothing),
            at,
            for_doors=for_doors,
        )
        for task in found
    )
    return sorted(rows, key=lambda row: row.by_need)


def asked_of(point: Point, at: datetime) -> list[tuple[Activation, TaskNow]]:
    """What running activations ask of a point, each with how far it is at ``at``."""
    tasks = tasks_at(point)
    return [(task.activation, row) for task in tasks for row in progress(task.activation, tasks.filter(pk=task.pk), at)]


def _task_now(activation: Activation, task: Task, words: Words, at: datetime, *, for_doors: bool) -> TaskNow:
    opening = _opening(activation, task, for_doors=for_doors)
    if not for_doors:
        stage = _stage_behind_doors(task, opening, at)
    elif keeps_doors_shut(activation) and activation.ended_at is None:
        stage = _stage_stepped_down(task, words, at)
    else:
        stage = _stage(activation, task, opening, words, at)
    return TaskNow(task, opening, stage)


def _opening(activation: Activation, task: Task, *, for_doors: bool) -> Opening:
    return Opening(
        given_at=task.given_at,
        begins_at=activation.begins_at,
        promised=None if task.promised_minutes is None else timedelta(minutes=task.promised_minutes),
        opened_at=_opened_at(task) if for_doors else task.ready_at,
    )


def openings_of(
    activation: Activation, tasks: QuerySet[ActivationTask], *, is_exercise: bool = False
) -> list[tuple[int, Opening]]:
    """How each of the points that were asked to open did so, with the point whose words count for it.

    In an exercise doors stay shut: a point "opened" when its keepers said that they are ready.
    """
    found = [Task(*row) for row in _with_first_words(activation, tasks).values_list(*_COLUMNS)]
    elsewhere = _said_after_merging(activation, found)
    told = (task._replace(first_open_at=elsewhere.get(task.point_id, task.first_open_at)) for task in found)
    return [(task.heard_of_at, _opening(activation, task, for_doors=not is_exercise)) for task in told]


def _opened_at(task: Task) -> datetime | None:
    return task.given_at if task.was_open else task.first_open_at


def _stage_stepped_down(task: Task, words: Words, at: datetime) -> TaskStage:
    """Doors were to be open and need not be any more: who is open, shut or ready is all well, and nobody is late."""
    shown = _shown(words, at)
    if shown in OPEN_STATES:
        return TaskStage.OPEN
    if shown in _SHUT_STATES or task.answer == TaskAnswer.READY:
        return TaskStage.READY
    return TaskStage.CANNOT if task.answer == TaskAnswer.CANNOT else TaskStage.NOT_CONFIRMED


def _stage_behind_doors(task: Task, opening: Opening, at: datetime) -> TaskStage:
    answered = {TaskAnswer.READY: TaskStage.READY, TaskAnswer.CANNOT: TaskStage.CANNOT}
    if task.answer in answered:
        return answered[TaskAnswer(task.answer)]
    return _stage_before(task, opening, at)


def _stage(activation: Activation, task: Task, opening: Opening, words: Words, at: datetime) -> TaskStage:
    shown = _shown(words, at)
    if shown in OPEN_STATES:
        return TaskStage.OPEN
    if task.answer == TaskAnswer.CANNOT:
        return TaskStage.CANNOT
    if opening.opened_at is not None:
        if shown not in _SHUT_STATES:
            return TaskStage.NOT_CONFIRMED
        is_planned = activation.mode == ActivationMode.SCHEDULE
        return TaskStage.SHUT_BY_SCHEDULE if is_planned else TaskStage.SHUT_AGAIN
    if shown is PublicState.OPENING and at <= opening.is_late_from:
        return TaskStage.OPENING
    return _stage_before(task, opening, at)


def _stage_before(task: Task, opening: Opening, at: datetime) -> TaskStage:
    if at > opening.is_late_from:
        return TaskStage.LATE
    return TaskStage.CONFIRMED if task.answer == TaskAnswer.CONFIRMED else TaskStage.WAITING


def _shown(words: Words, at: datetime) -> PublicState:
    """As residents are told it."""
    return shown_now(words, at)[0].state


def _with_first_words(activation: Activation, tasks: QuerySet[ActivationTask]) -> QuerySet[ActivationTask]:
    """With ``first_open_at``: the first word that the point is open, after it was asked and before all was over."""
    reports = _said_open(activation).filter(point=OuterRef("point"), observed_at__gte=OuterRef("given_at"))
    first = reports.order_by("observed_at").values("observed_at")[:1]
    return tasks.annotate(first_open_at=Subquery(first))


def _said_after_merging(activation: Activation, tasks: Iterable[Task]) -> dict[int, datetime]:
    """The same for points that were merged into others: what is said of those counts for them. By point."""
    merged = [task for task in tasks if task.stands_for is not None]
    words = _said_open(activation).filter(point_id__in={task.stands_for for task in merged}).order_by("observed_at")
    said = list(words.values_list("point_id", "observed_at")) if merged else []
    found: dict[int, datetime] = {}
    for task in merged:
        since = (at for point_id, at in said if point_id == task.stands_for and at >= task.given_at)
        first = min(filter(None, (task.first_open_at, next(since, None))), default=None)
        if first is not None:
            found[task.point_id] = first
    return found


def _said_open(activation: Activation) -> QuerySet[StatusReport]:
    reports = StatusReport.objects.filter(_SAYS_OPEN)
    return reports if activation.ended_at is None else reports.filter(observed_at__lte=activation.ended_at)
