"""Inspections as the phone of an inspector shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punkt.inspection.answers import ANSWER_LABELS, LineAnswer
from punkt_web.accounts.models import User
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day, written
from punkt_web.common.zones import local_zone, today_in
from punkt_web.keeper.inspection_queries import n_own_photos, own_last_sheet
from punkt_web.keeper.inspection_words import inspection_words
from punkt_web.keeper.pages import title, title_language
from punkt_web.readiness.inspections.lines import LineTold, TopicTold, topics_told
from punkt_web.readiness.inspections.queries import own_inspections
from punkt_web.readiness.inspections.states import STATE_LABELS, state_of, with_sheets
from punkt_web.readiness.models import Inspection, InspectionSheet
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir

_N_AHEAD = 30
"""Inspections whose pages a device fetches ahead, the first due first: each is 60 to 90 kB (decision of ours)."""
Told = Mapping[str, Mapping[str, Any]]
"""Answers by the key of their line, each as a sheet keeps it."""


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection to do. ``is_ahead``: its page is kept for when there is no network."""

    point: Point
    title: str
    title_language: str
    due: str
    is_late: bool
    state: str
    sent_back_why: str
    is_ahead: bool


def inspections_page(user: User) -> dict[str, Any]:
    """What the person is asked to inspect, the first due first."""
    found = list(with_sheets(own_inspections(user)))
    return {
        "rows": [_row(one, number) for number, one in enumerate(found)],
        "words": inspection_words(()),
        "numbers": [one.pk for one in found],
    }


def _row(inspection: Inspection, number: int) -> InspectionRow:
    point = heir(inspection.point)
    return InspectionRow(
        point,
        title(point),
        title_language(point),
        date_format(inspection.due_on),
        _is_late(inspection, point),
        _(STATE_LABELS[state_of(inspection)]),
        inspection.sent_back_why if inspection.handed_in_at is None else "",
        number < _N_AHEAD,
    )


def _is_late(inspection: Inspection, point: Point) -> bool:
    today = today_in(point.country)
    return inspection.handed_in_at is None and inspection.due_on < today


class LineShown(NamedTuple):
    """A line to be answered, with what the person answered last; ``n_photos`` of theirs are at the server."""

    line: LineTold
    answer: str
    value: Any
    note: str
    n_photos: int


class TopicShown(NamedTuple):
    """The lines about one thing."""

    title: str
    lines: list[LineShown]


def inspection_page(user: User, point: Point, inspection: Inspection, entered: Told | None = None) -> dict[str, Any]:
    """The open inspection of a point. ``entered`` is what was entered into a form and not taken.

    Raises ``InvalidValue`` where this server does not hold the lists it was made by.
    """
    sheet, topics = own_last_sheet(user, inspection), topics_told(inspection)
    told = entered if entered is not None else _answers(sheet)
    n_photos = n_own_photos(user, inspection)
    shown = [TopicShown(one.title, [_line(line, told, n_photos) for line in one.lines]) for one in topics]
    return {
        **point_page(point),
        "inspection": inspection,
        "asked_by": shown_name(inspection.asked_by),
        "inspector": shown_name(inspection.inspector_name) if inspection.inspector_id != user.pk else "",
        "due": date_format(inspection.due_on),
        "is_late": _is_late(inspection, point),
        "topics": shown,
        "answers": [(word.value, _(ANSWER_LABELS[word])) for word in LineAnswer],
        "n_lines": sum(len(one.lines) for one in shown),
        "n_answered": sum(bool(line.answer or line.value is not None) for one in shown for line in one.lines),
        "sheet": sheet,
        "seen_at": written(sheet.stated_at, "milliseconds") if sheet else "",
        "sent_at": clock_and_day(sheet.observed_at, point.country) if sheet else "",
        "words": inspection_words(_lines(topics)),
    }


def point_page(point: Point) -> dict[str, Any]:
    """What a page has where no inspection of the point is open."""
    return {
        "point": point,
        "title": title(point),
        "title_language": title_language(point),
        "zone": local_zone(point.country).key,
        "words": inspection_words(()),
    }


def _lines(topics: Iterable[TopicTold]) -> list[LineTold]:
    return [line for one in topics for line in one.lines]


def _answers(sheet: InspectionSheet | None) -> Told:
    return {one["key"]: one for one in sheet.answers} if sheet else {}


def _line(line: LineTold, told: Told, n_photos: Mapping[str, int]) -> LineShown:
    one = told.get(line.key, {})
    return LineShown(line, one.get("answer") or "", one.get("value"), one.get("note") or "", n_photos.get(line.key, 0))
