"""The points of an activation as a table for other programs."""

from collections.abc import Callable, Sequence

from django.conf import settings

from punkt_web.common.moments import cell_of
from punkt_web.common.names import name_for_reader
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.operations.activating.progress import TaskNow
from punkt_web.operations.models import Activation
from punkt_web.registry.models import Point


def points_as_csv(activation: Activation, rows: Sequence[TaskNow]) -> str:
    """What was asked of each, promised and measured. An empty cell is not known; an exercise says so in every row."""
    names = dict(Point.objects.filter(tasks__activation=activation).values_list("pk", "names"))
    exercise = "yes" if activation.is_exercise else "no"
    cells = (
        [exercise, name_for_reader(names.get(row.task.point_id, {})), *(column(row) for column in _COLUMNS.values())]
        for row in rows
    )
    return "".join(csv_lines(["exercise", "name", *_COLUMNS], cells, is_demo=settings.IS_DEMO))


def _minutes(row: TaskNow) -> int | None:
    took = row.opening.took
    return None if took is None else round(took.total_seconds() / 60)


_COLUMNS: dict[str, Callable[[TaskNow], object]] = {
    "code": lambda row: row.task.code,
    "stage": lambda row: row.stage.value,
    "given_at": lambda row: cell_of(row.task.given_at),
    "promised_min": lambda row: row.task.promised_minutes,
    "due_at": lambda row: cell_of(row.opening.due_at),
    "opened_at": lambda row: cell_of(row.opening.opened_at),
    "took_min": _minutes,
    "was_open": lambda row: "yes" if row.task.was_open else "no",
    "answer": lambda row: row.task.answer,
    "answered_at": lambda row: cell_of(row.task.answered_at),
    "note": lambda row: row.task.note,
}
