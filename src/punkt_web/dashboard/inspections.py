"""Inspections at the desk in words: the list, one inspection line by line, and those of a point."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.inspection.answers import Answer, answers_from, differences
from punkt.inspection.failing import failures
from punkt.inspection.lines import InspectionLine
from punkt.inspection.template import standard_and_practice
from punkt.standards.terms import Basis
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.common.zones import local_day, today_in
from punkt_web.readiness.assessed import assessed_point
from punkt_web.readiness.inspections.again import unclosed_tasks
from punkt_web.readiness.inspections.lines import LineTold, answer_words, topics_told
from punkt_web.readiness.inspections.sheets import lines_asked
from punkt_web.readiness.inspections.states import STATE_LABELS, InspectionState, state_of
from punkt_web.readiness.models import Inspection, InspectionPhoto, InspectionSheet
from punkt_web.readiness.words import term_words
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir, ids_of

_LOOKS = {InspectionState.HANDED_IN: "full", InspectionState.SIGNED: "open", InspectionState.CANCELLED: "shut"}


class InspectionRow(NamedTuple):
    """An inspection in a list. ``told`` is what it came to, "" before it is signed.

    ``day`` is that of its signing, before it that by which it is due.
    """

    ulid: str
    point: Point
    state: str
    look: str
    due: str
    day: str
    is_overdue: bool
    inspector: str
    campaign: str
    is_again: bool
    told: str


def inspection_row(inspection: Inspection) -> InspectionRow:
    """One that ``states.with_sheets`` read."""
    state = state_of(inspection)
    waits = state in {InspectionState.ASKED, InspectionState.PART, InspectionState.SENT_BACK}
    point = heir(inspection.point)
    return InspectionRow(
        inspection.pk,
        point,
        _(STATE_LABELS[state]),
        _LOOKS.get(state, ""),
        str(date_format(inspection.due_on)),
        str(date_format(local_day(point.country, inspection.signed_at) if inspection.signed_at else inspection.due_on)),
        waits and inspection.due_on < today_in(point.country),
        shown_name(inspection.inspector_name),
        inspection.campaign.name if inspection.campaign else "",
        inspection.follows_id is not None,
        result_words(inspection),
    )


def result_words(inspection: Inspection) -> str:
    """What an inspection came to, and how many of its lines nobody answered; "" before it is signed."""
    if inspection.n_failed is None:
        return ""
    n_answered = inspection.n_answered
    told = _("nothing failed")
    if inspection.n_failed:
        counts = {"failed": inspection.n_failed, "n": n_answered}
        told = ngettext("%(failed)d of %(n)d line failed", "%(failed)d of %(n)d lines failed", n_answered) % counts
    if n := len(inspection.line_keys) - n_answered:
        return f"{told}, " + ngettext("%(n)d not answered", "%(n)d not answered", n) % {"n": n}
    return told


class Column(NamedTuple):
    """Somebody's answers: whose, when, and whether they were handed in."""

    ulid: str
    by: str
    told: str
    is_final: bool


class Cell(NamedTuple):
    """One answer. ``failed`` is the basis on which it fails, "" where it does not; ``sheet`` the number of a sheet."""

    sheet: str
    by: str
    words: str
    note: str
    failed: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with what each says of it. ``differs``: who signs has to choose."""

    line: LineTold
    cells: list[Cell]
    differs: bool
    photos: list[InspectionPhoto] = field(default_factory=list)


class TopicRows(NamedTuple):
    """The lines about one thing."""

    title: str
    rows: list[LineRow]


def columns_of(sheets: Iterable[InspectionSheet], country: str) -> list[Column]:
    """Who says something."""
    return [
        Column(
            sheet.ulid,
            shown_name(sheet.author_name),
            _sheet_words(sheet, country),
            sheet.is_final,
        )
        for sheet in sheets
    ]


def _sheet_words(sheet: InspectionSheet, country: str) -> str:
    answered = ngettext("%(n)d line answered", "%(n)d lines answered", sheet.n_answered) % {"n": sheet.n_answered}
    unseen = ngettext("%(n)d not seen", "%(n)d not seen", sheet.n_not_seen) % {"n": sheet.n_not_seen}
    at = _("seen until %(at)s") % {"at": clock_and_day(sheet.observed_at, country)}
    return f"{at}; {answered}, {unseen}"


class _Told(NamedTuple):
    """What a sheet says, by the key of the line; ``failed`` is the basis on which a line fails."""

    ulid: str
    by: str
    answers: Mapping[str, Answer]
    failed: Mapping[str, str]


def topic_rows(inspection: Inspection, sheets: Sequence[InspectionSheet], today: date) -> list[TopicRows]:
    """The lines under their topics, with an answer of each sheet; signed ones with the answers that were signed."""
    lines = lines_asked(inspection)
    told = [_signed(inspection)] if inspection.signed_at else _told(inspection, lines, sheets, today)
    differing = set(differences({one.ulid: list(one.answers.values()) for one in told}))
    known, photos = {line.key: line for line in lines}, _photos(inspection)

    def row(line: LineTold) -> LineRow:
        cells, differs = [_cell(known[line.key], one) for one in told], line.key in differing
        return LineRow(line, cells if differs else _alike(cells), differs, photos.get(line.key, []))

    return [TopicRows(topic.title, [row(line) for line in topic.lines]) for topic in topics_told(inspection)]


def _alike(cells: Sequence[Cell]) -> list[Cell]:
    """What several say in the same words is shown once, with all their names and notes."""
    found: dict[str, Cell] = {}
    for cell in cells:
        known = found.get(cell.words)
        if known is None:
            found[cell.words] = cell
        else:
            note = "; ".join(filter(None, dict.fromkeys((known.note, cell.note))))
            found[cell.words] = known._replace(by=f"{known.by}, {cell.by}", note=note)
    return list(found.values())


def _signed(inspection: Inspection) -> _Told:
    """What was signed, with what failed then: the registry may know more by now."""
    answers = {one.key: one for one in answers_from(inspection.result)}
    failed = {one["key"]: one["failed"] for one in inspection.result}
    return _Told("", shown_name(inspection.signed_by), answers, failed)


def _told(
    inspection: Inspection, lines: Sequence[InspectionLine], sheets: Iterable[InspectionSheet], today: date
) -> list[_Told]:
    (standard, _of), assessed = standard_and_practice(inspection.template), assessed_point(heir(inspection.point))
    found = []
    for sheet in sheets:
        answers = answers_from(sheet.answers)
        failing = failures(lines, answers, standard, assessed, on=today)
        failed = {one.line.key: one.basis.value for one in failing}
        found.append(_Told(sheet.ulid, shown_name(sheet.author_name), {one.key: one for one in answers}, failed))
    return found


def _cell(line: InspectionLine, told: _Told) -> Cell:
    answer, failed = told.answers.get(line.key), told.failed.get(line.key)
    words, note = answer_words(line, answer), answer.note if answer else ""
    return Cell(told.ulid, told.by, words, note, term_words(Basis(failed)) if failed else "")


def _photos(inspection: Inspection) -> dict[str, list[InspectionPhoto]]:
    found: dict[str, list[InspectionPhoto]] = {}
    for photo in inspection.photos.order_by("observed_at", "ulid"):
        found.setdefault(photo.line_key, []).append(photo)
    return found


def shown_sheets(inspection: Inspection) -> list[InspectionSheet]:
    """Of each author the sheet that counts, else the last part that came."""
    found: dict[str, InspectionSheet] = {}
    for sheet in inspection.sheets.order_by("observed_at", "received_at", "ulid"):
        known = found.get(sheet.author_name)
        if known is None or sheet.is_final or not known.is_final:
            found[sheet.author_name] = sheet
    return list(found.values())


class PointInspections(NamedTuple):
    """What the page of a point says of its inspections. ``signed`` and ``due`` are "" where there is none."""

    signed: str
    signed_ulid: str
    due: str
    open_ulid: str
    n_to_mend: int


def point_inspections(point: Point) -> PointInspections:
    """The last one that was signed, the one that is open, and what is to be mended. Who may see it is the caller's."""
    last = Inspection.objects.filter(point__in=ids_of(point), cancelled_at=None).order_by("-asked_at")[:20]
    ended = [(one.signed_at, one.pk) for one in last if one.signed_at]
    signed_at, signed = max(ended, default=(None, ""))
    waiting = next((one for one in last if one.is_open), None)
    return PointInspections(
        str(date_format(signed_at)) if signed_at else "",
        signed,
        str(date_format(waiting.due_on)) if waiting else "",
        waiting.pk if waiting else "",
        len(unclosed_tasks(point)) if signed else 0,
    )
