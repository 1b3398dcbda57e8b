"""Checklists as the console shows them: how each stands, its lines to be answered, and when it was gone through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from punkt import clock
from punkt.checklists.answers import ANSWER_LABELS, LineAnswer
from punkt.checklists.lists import LIST_LABELS, ListKind, newest
from punkt.confidence.freshness import OPEN_WORDS
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.common.names import name_in
from punkt_web.keeper.followed import followed
from punkt_web.operations.keeping.checklists import COUNTS, LastList, last_lists, lists_of
from punkt_web.operations.keeping.own_lines import ListHere, ListLine, list_at_point, names_of
from punkt_web.operations.models import AnsweredList
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point

_N_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line to be answered, with the answer of the last day; ``origin`` is "from Lviv" where a territory added it."""

    key: str
    text: str
    answer: str
    why: str
    origin: str


@dataclass(frozen=True, slots=True)
class NotHereShown:
    """A line that a territory marked as one that does not apply, why, and which territory."""

    text: str
    why: str
    origin: str


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
    here = list_at_point(point, checklist, at)
    known = followed(current_statuses([point.pk]).get(point.pk, StatusNow()), at)
    return {
        "kind": kind.value,
        "version": checklist.version,
        "heading": _(LIST_LABELS[kind]),
        "lines": [_line_shown(line, here, answered) for line in here.lines],
        "not_here": [
            NotHereShown(_text(one.line.texts), one.why, from_words(here.names.get(one.origin, {}), one.origin))
            for one in here.not_here
        ],
        "answers": [(word.value, _(ANSWER_LABELS[word])) for word in LineAnswer],
        "offers_opening": kind is ListKind.OPENING and last is not None and known["state"] not in OPEN_WORDS,
        "history": _history(point, rows),
    }


def _line_shown(line: ListLine, here: ListHere, answered: dict[str, dict[str, Any]]) -> LineShown:
    last = answered.get(line.key, {})
    origin = from_words(here.names.get(line.origin, {}), line.origin) if line.origin else ""
    return LineShown(line.key, _text(line.texts), last.get("answer", ""), last.get("why", ""), origin)


def from_words(names: Mapping[str, str], code: str) -> str:
    """Which territory added or marked a line."""
    return _("from %(name)s") % {"name": name_in(names, get_language() or "") or code}


@dataclass(frozen=True, slots=True)
class AnsweredShown:
    """A time that a list was gone through: ``left`` are lines that were not possible, with why; ``not_here`` those
    that a territory had marked so at that time.
    """

    at: str
    by: str
    n_done: int
    n_open: int
    left: list[str]
    not_here: list[str]


def _history(point: Point, rows: Sequence[AnsweredList]) -> list[AnsweredShown]:
    said = [line for row in rows for line in (*row.lines, *row.not_here)]
    names = names_of({line["from"] for line in said if "from" in line})
    return [_answered(point, row, names) for row in rows]


def _answered(point: Point, row: AnsweredList, names: Mapping[str, Mapping[str, str]]) -> AnsweredShown:
    left = [_told(line, names) for line in row.lines if line["answer"] == LineAnswer.NOT_POSSIBLE]
    n_done = sum(line["answer"] == LineAnswer.DONE for line in row.lines)
    not_here = [_told(line, names) for line in row.not_here]
    at = clock_and_day(row.observed_at, point.country)
    return AnsweredShown(at, shown_name(row.author_name), n_done, row.n_open, left, not_here)


def _told(line: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> str:
    origin = line.get("from", "")
    told = f"{_text(line['texts'])}: {line['why']}"
    return f"{told} ({from_words(names.get(origin, {}), origin)})" if origin else told


def _text(texts: Mapping[str, str]) -> str:
    return name_in(texts, get_language() or "")
