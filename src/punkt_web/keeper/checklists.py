"""Checklists as the console shows them: how each stands, its lines to be answered, and when it was gone through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from punkt import clock
from punkt.checklists.answers import ANSWER_LABELS, LineAnswer
from punkt.checklists.lists import LIST_LABELS, Line, ListKind, newest
from punkt.confidence.freshness import OPEN_WORDS
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.common.names import name_in
from punkt_web.keeper.followed import followed
from punkt_web.operations.keeping.checklists import COUNTS, LastList, last_lists, lists_of
from punkt_web.operations.models import AnsweredList
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point

_N_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line to be answered, with the answer of the last day."""

    key: str
    text: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list, and how it stands: ``told`` is "" where nobody went through it in the last day."""

    kind: str
    name: str
    told: str
    n_left: int


def lists_shown(point: Point, at: datetime) -> list[ListShown]:
    """Each list with its last time."""
    last = {one.kind: one for one in last_lists(point, at)}
    return [_list_shown(point, kind, last.get(kind)) for kind in ListKind]


def _list_shown(point: Point, kind: ListKind, last: LastList | None) -> ListShown:
    told = clock_and_day(last.row.observed_at, point.country) if last is not None else ""
    return ListShown(kind.value, _(LIST_LABELS[kind]), told, last.n_left if last is not None else 0)


def list_page(point: Point, kind: ListKind) -> dict[str, Any]:
    """A list to go through; what was answered in the last day is answered already, to be gone on with."""
    at = clock.now()
    checklist = newest(kind)
    rows = list(lists_of(point).filter(kind=kind)[:_N_SHOWN])
    last = next((row for row in rows if row.version == checklist.version and row.observed_at > at - COUNTS), None)
    answered = {line["key"]: line for line in last.lines} if last is not None else {}
    known = followed(current_statuses([point.pk]).get(point.pk, StatusNow()), at)
    return {
        "kind": kind.value,
        "version": checklist.version,
        "heading": _(LIST_LABELS[kind]),
        "lines": [_line_shown(line, answered) for line in checklist.asked_in(point.country)],
        "answers": [(word.value, _(ANSWER_LABELS[word])) for word in LineAnswer],
        "offers_opening": kind is ListKind.OPENING and last is not None and known["state"] not in OPEN_WORDS,
        "history": [_answered(point, row) for row in rows],
    }


def _line_shown(line: Line, answered: dict[str, dict[str, Any]]) -> LineShown:
    last = answered.get(line.key, {})
    return LineShown(line.key, _text(line.texts), last.get("answer", ""), last.get("why", ""))


@dataclass(frozen=True, slots=True)
class AnsweredShown:
    """A time that a list was gone through: ``left`` are lines that were not possible, with why."""

    at: str
    by: str
    n_done: int
    n_open: int
    left: list[str]


def _answered(point: Point, row: AnsweredList) -> AnsweredShown:
    left = [f"{_text(line['texts'])}: {line['why']}" for line in row.lines if line["answer"] == LineAnswer.NOT_POSSIBLE]
    n_done = sum(line["answer"] == LineAnswer.DONE for line in row.lines)
    return AnsweredShown(
        clock_and_day(row.observed_at, point.country), shown_name(row.author_name), n_done, row.n_open, left
    )


def _text(texts: dict[str, str] | Any) -> str:
    return name_in(texts, get_language() or "")
