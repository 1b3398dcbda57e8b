"""How far the points of an activation are: what was asked, what was answered, what was reported.

When a point opened is never stored: it is the first word of staff that says so, so that late reports, in whatever
order they come, end in the same figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from punkt.confidence.freshness import PublicState
from punkt.model.activation_words import ActivationMode, TaskAnswer, TaskStage
from punkt.model.vocabulary import PointState
from punkt.statistics.openings import Opening
from punkt_web.operations.activation_area import OPEN_STATES, STAFF, in_batches
from punkt_web.operations.activations import asked_for_doors, keeps_doors_shut, tasks_at
from punkt_web.operations.contradicted import shown_now
from punkt_web.operations.models import Activation, ActivationTask, StatusReport
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point

_SAYS_OPEN = Q(state__in=[PointState.OPEN.value, PointState.FULL.value], channel__in=[one.value for one in STAFF])
_SHUT_STATES = frozenset({PublicState.CLOSED, PublicState.STANDBY})
_BY_NEED = {stage: rank for rank, stage in enumerate(TaskStage)}


@dataclass(frozen=True, slots=True)
class TaskNow:
    """One point of an activation. ``task`` carries its point; ``stage`` is what it is at the moment of the look."""

    task: ActivationTask
    opening: Opening
    status: StatusNow | None
    stage: TaskStage

    @property
    def by_need(self) -> tuple[int, datetime, str]:
        """Sorts the point that needs a person most to the top."""
        return _BY_NEED[self.stage], self.opening.is_late_from, self.task.point.code


def progress(activation: Activation, tasks: QuerySet[ActivationTask], at: datetime) -> list[TaskNow]:
    """Each of the tasks at ``at``, the one that needs a person most first. Who may see them is the caller's part."""
    found = list(_with_first_words(activation, tasks.select_related("point")))
    opened = _said_after_merging(activation, found)
    statuses = _statuses(task.point.merged_into_id or task.point_id for task in found)
    for_doors = asked_for_doors(activation)
    rows = [_task_now(activation, task, opened.get(task.pk), statuses, at, for_doors=for_doors) for task in found]
    return sorted(rows, key=lambda row: row.by_need)


def asked_of(point: Point, at: datetime) -> list[TaskNow]:
    """What running activations ask of a point, each with its stage at ``at``."""
    tasks = tasks_at(point)
    return [row for task in tasks for row in progress(task.activation, tasks.filter(pk=task.pk), at)]


def _task_now(
    activation: Activation,
    task: ActivationTask,
    elsewhere: datetime | None,
    statuses: Mapping[int, StatusNow],
    at: datetime,
    *,
    for_doors: bool,
) -> TaskNow:
    status = statuses.get(task.point.merged_into_id or task.point_id)
    opening = Opening(
        given_at=task.given_at,
        begins_at=activation.begins_at,
        promised=None if task.promised_minutes is None else timedelta(minutes=task.promised_minutes),
        opened_at=_opened_at(task, elsewhere) if for_doors else task.ready_at,
    )
    if not for_doors:
        stage = _stage_behind_doors(task, opening, at)
    elif keeps_doors_shut(activation) and activation.ended_at is None:
        stage = _stage_stepped_down(task, status, at)
    else:
        stage = _stage(activation, task, opening, status, at)
    return TaskNow(task, opening, status, stage)


def _opened_at(task: ActivationTask, elsewhere: datetime | None) -> datetime | None:
    if task.was_open:
        return task.given_at
    first = getattr(task, "first_open_at", None)
    words = [moment for moment in (first, elsewhere) if moment is not None]
    return min(words) if words else None


def _stage_stepped_down(task: ActivationTask, status: StatusNow | None, at: datetime) -> TaskStage:
    """Doors were to be open and need not be any more: who is open, shut or ready is all well, and nobody is late."""
    shown = _shown(status, at)
    if shown in OPEN_STATES:
        return TaskStage.OPEN
    if shown in _SHUT_STATES or task.answer == TaskAnswer.READY:
        return TaskStage.READY
    return TaskStage.CANNOT if task.answer == TaskAnswer.CANNOT else TaskStage.NOT_CONFIRMED


def _stage_behind_doors(task: ActivationTask, opening: Opening, at: datetime) -> TaskStage:
    answered = {TaskAnswer.READY: TaskStage.READY, TaskAnswer.CANNOT: TaskStage.CANNOT}
    if task.answer in answered:
        return answered[TaskAnswer(task.answer)]
    return _stage_before(task, opening, at)


def _stage(
    activation: Activation, task: ActivationTask, opening: Opening, status: StatusNow | None, at: datetime
) -> TaskStage:
    shown = _shown(status, at)
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


def _stage_before(task: ActivationTask, opening: Opening, at: datetime) -> TaskStage:
    if at > opening.is_late_from:
        return TaskStage.LATE
    return TaskStage.CONFIRMED if task.answer == TaskAnswer.CONFIRMED else TaskStage.WAITING


def _shown(status: StatusNow | None, at: datetime) -> PublicState:
    """As residents are told it."""
    return PublicState.NOT_CONFIRMED if status is None else shown_now(status, at)[0].state


def _with_first_words(activation: Activation, tasks: QuerySet[ActivationTask]) -> QuerySet[ActivationTask]:
    """With ``first_open_at``: the first word that the point is open, after it was asked and before all was over."""
    reports = _said_open(activation).filter(point=OuterRef("point"), observed_at__gte=OuterRef("given_at"))
    first = reports.order_by("observed_at").values("observed_at")[:1]
    return tasks.annotate(first_open_at=Subquery(first))


def _said_after_merging(activation: Activation, tasks: Sequence[ActivationTask]) -> dict[int, datetime]:
    """The same for points that were merged into others: what is said of those counts for them. By key of the task."""
    merged = {task.point.merged_into_id: task for task in tasks if task.point.merged_into_id is not None}
    found: dict[int, datetime] = {}
    for successor_id, task in merged.items():
        words = _said_open(activation).filter(point_id=successor_id, observed_at__gte=task.given_at)
        first = words.order_by("observed_at").values_list("observed_at", flat=True).first()
        if first is not None:
            found[task.pk] = first
    return found


def _said_open(activation: Activation) -> QuerySet[StatusReport]:
    reports = StatusReport.objects.filter(_SAYS_OPEN)
    return reports if activation.ended_at is None else reports.filter(observed_at__lte=activation.ended_at)


def _statuses(point_ids: Iterable[int]) -> dict[int, StatusNow]:
    found: dict[int, StatusNow] = {}
    for ids in in_batches(point_ids):
        found |= current_statuses(ids)
    return found
