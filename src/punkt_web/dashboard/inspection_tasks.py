"""What has to be mended, in words."""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punkt.inspection.answers import answers_from
from punkt.inspection.template import standard_and_practice
from punkt.standards.terms import Basis
from punkt_web.accounts.names import shown_name
from punkt_web.common.zones import today_in
from punkt_web.readiness.inspections.lines import answer_words, name_of_key
from punkt_web.readiness.inspections.sheets import lines_asked
from punkt_web.readiness.models import InspectionPhoto, InspectionTask
from punkt_web.readiness.words import check_words, in_language, requirement_words, term_words
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir


class TaskRow(NamedTuple):
    """A task in words. ``state`` tells how far it is."""

    ulid: str
    point: Point
    line: str
    what: str
    basis: str
    requirements: str
    owner: str
    due: str
    is_overdue: bool
    state: str
    look: str
    told: str
    inspection: str
    is_open: bool
    is_done: bool


def task_row(task: InspectionTask) -> TaskRow:
    """One task."""
    is_open = task.closed_at is None and task.done_at is None
    point, (state, look, told) = heir(task.point), _state_of(task)
    return TaskRow(
        task.pk,
        point,
        _line(task),
        task.what,
        term_words(Basis(task.basis)),
        ", ".join(task.requirements),
        shown_name(task.owner_name) if task.owner_name else _("nobody yet"),
        str(date_format(task.due_on)),
        is_open and task.due_on < today_in(point.country),
        state,
        look,
        told,
        task.inspection_id,
        is_open,
        task.closed_at is None and task.done_at is not None,
    )


class TaskSeen(NamedTuple):
    """What a task rests on: what was seen, and what each requirement that it did not meet asks."""

    answer: str
    by: str
    asked: list[tuple[str, list[str]]]
    photos: list[InspectionPhoto]


def task_seen(task: InspectionTask, *, sees_photos: bool) -> TaskSeen:
    """Pictures for those who may see them."""
    standard, _of = standard_and_practice(task.inspection.template)
    line = next((one for one in lines_asked(task.inspection) if one.key == task.line_key), None)
    told = [one for one in task.inspection.result if one["key"] == task.line_key]
    answer = answers_from(told)[0] if told else None
    asked = [one for one in standard.requirements if one.id in task.requirements]
    return TaskSeen(
        answer_words(line, answer) if line and answer else "",
        shown_name(told[0]["by"]) if told else "",
        [(requirement_words(one), [check_words(check) for check in one.checks]) for one in asked],
        list(task.inspection.photos.filter(line_key=task.line_key).order_by("observed_at")) if sees_photos else [],
    )


def _line(task: InspectionTask) -> str:
    """What failed, in words; its key where no template here has it."""
    _of, practice = standard_and_practice(task.inspection.template)
    texts = next((line.texts for line in practice.lines if line.key == task.line_key), {}) if practice else {}
    return in_language(texts) if texts else name_of_key(task.line_key)


def _state_of(task: InspectionTask) -> tuple[str, str, str]:
    if task.dropped_why:
        return _("Dropped"), "shut", task.dropped_why
    if task.closed_at:
        return _("Closed by an inspection"), "open", ""
    if task.done_at:
        told = f"{task.done_note} ({shown_name(task.done_by)})"
        return _("Said to be done, not seen yet"), "full", told
    return _("To be done"), "", ""
