"""Overlays of territories in words: which there are, what each adds, sharpens or weakens, and what that changes."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punkt.standards.changes import RequirementChange
from punkt.standards.editions import holding_on
from punkt.standards.faults import BadStandard
from punkt.standards.requirements import Requirement, Standard
from punkt.toml.changes import ChangeKind
from punkt_web.accounts.names import shown_name
from punkt_web.common.zones import today_in
from punkt_web.dashboard.readiness import LOOKS
from punkt_web.readiness.change_words import PART_LABELS, part_words
from punkt_web.readiness.laid import Laid, laid_over, overlays_named, read_overlays
from punkt_web.readiness.models import LocalOverlay
from punkt_web.readiness.overlay_checks import Moves, Tried
from punkt_web.readiness.words import in_language, requirement_words, term_words
from punkt_web.registry.titles import territory_title

_NOT_TOLD = {"adopted_from", "weakens", "sources", "translated"}
"""Parts that the page tells in another place, or that say nothing of what is asked."""


class OverlayName(NamedTuple):
    """An overlay as a finding names it: whose it is, and the number of its page."""

    name: str
    territory: str
    number: int


class OverlayLine(NamedTuple):
    """An overlay in the list. ``state`` is in words, and ``look`` how it is shown."""

    number: int
    name: str
    title: str
    territory: str
    code: str
    standard: str
    span: str
    state: str
    look: str
    stated: str


class PartLine(NamedTuple):
    """A part of a requirement that differs."""

    label: str
    before: str
    after: str


class ChangeLine(NamedTuple):
    """One requirement, and what an overlay does to it. ``weakens`` is why it asks less than the law."""

    id: str
    kind: str
    text: str
    basis: str
    force: str
    parts: list[PartLine]
    sources: list[str]
    weakens: str


class MoveLine(NamedTuple):
    """Points that come from one level to another."""

    before: str
    before_look: str
    after: str
    after_look: str
    n: int


class FaultLine(NamedTuple):
    """What is wrong in a line, and what stands there; line 0 is the whole text."""

    line: int
    told: str
    text: str


def overlay_names(names: Collection[str]) -> dict[str, OverlayName]:
    """The overlays that a standard names, by their names."""
    return {one.name: one for one in name_lines(overlays_named(names))}


def name_lines(rows: Iterable[LocalOverlay]) -> list[OverlayName]:
    """Overlays with whose they are."""
    return [OverlayName(row.name, territory_title(row.territory), row.pk) for row in rows]


def overlay_lines(rows: Iterable[LocalOverlay]) -> list[OverlayLine]:
    """Overlays with how each stands today; standards are put together once for all of them."""
    listed = list(rows)
    titles = {one.file.where: in_language(one.file.title) for one in read_overlays(listed)}
    states = _States()
    return [_line(row, titles.get(row.name, ""), states) for row in listed]


def _line(row: LocalOverlay, title: str, states: "_States") -> OverlayLine:
    state, look = states.of(row)
    return OverlayLine(
        number=row.pk,
        name=row.name,
        title=title,
        territory=territory_title(row.territory),
        code=row.territory.code,
        standard=row.standard,
        span=_span(row),
        state=state,
        look=look,
        stated=_("%(day)s, %(name)s") % {"day": date_format(row.stated_at), "name": shown_name(row.stated_by)},
    )


def _span(row: LocalOverlay) -> str:
    since = {"since": date_format(row.valid_from)}
    if row.valid_until is None:
        return _("since %(since)s") % since
    return _("%(since)s to %(until)s") % {**since, "until": date_format(row.valid_until)}


class _States:
    """How overlays stand today, by the clocks of their countries."""

    def __init__(self) -> None:
        self._laid: dict[tuple[str, date], Laid | None] = {}

    def of(self, row: LocalOverlay) -> tuple[str, str]:
        """In words, and the look."""
        today = today_in(row.territory.country)
        if row.ended_at is not None:
            return _("ended %(day)s") % {"day": date_format(row.ended_at)}, "shut"
        if row.valid_until is not None and row.valid_until <= today:
            return _("ended %(day)s") % {"day": date_format(row.valid_until)}, "shut"
        if row.valid_from > today:
            return _("from %(day)s on") % {"day": date_format(row.valid_from)}, ""
        laid = self._of(row.standard, today)
        if laid is None:
            return _("its standard does not hold any more"), "shut"
        if row.name in laid.at(row.territory.path).overlays:
            return _("in force"), "open"
        is_left_out = row.name in laid.unfit or all(row.key != one.id for one in laid.files_at(row.territory.path))
        return (_("does not fit any more, and counts for nothing"), "shut") if is_left_out else (_("replaced"), "")

    def _of(self, key: str, today: date) -> Laid | None:
        if (key, today) not in self._laid:
            standard = holding_on(today).get(key)
            self._laid[key, today] = laid_over(standard, today) if standard else None
        return self._laid[key, today]


def change_lines(one: Tried) -> list[ChangeLine]:
    """What an overlay does, requirement by requirement: what asks less than the law first."""
    after = one.after.at(one.territory.path)
    sharpened = {sharpening.id for sharpening in one.file.sharpenings}
    lines = [_change_line(change, after, sharpened) for change in one.changes.requirements]
    return sorted(lines, key=lambda line: not line.weakens)


def _change_line(change: RequirementChange, standard: Standard, sharpened: Collection[str]) -> ChangeLine:
    shown = change.shown
    kinds = {
        ChangeKind.ADDED: _("added"),
        ChangeKind.REMOVED: _("removed"),
        ChangeKind.CHANGED: _("sharpened") if change.id in sharpened else _("written anew"),
    }
    parts = [
        PartLine(_(PART_LABELS[part.part]), *part_words(part)) for part in change.parts if part.part not in _NOT_TOLD
    ]
    return ChangeLine(
        id=change.id,
        kind=kinds[change.kind],
        text=requirement_words(shown),
        basis=term_words(shown.basis),
        force=term_words(shown.force),
        parts=parts,
        sources=_sources(shown, standard),
        weakens=change.new.weakens if change.new else "",
    )


def _sources(asked: Requirement, standard: Standard) -> list[str]:
    known = standard.sources
    return [f"{known[key].title} ({known[key].where})" if key in known else key for key in asked.sources]


def move_lines(moves: Moves) -> list[MoveLine]:
    """From which level to which points come, the most first."""
    changed = sorted(moves.changed.items(), key=lambda pair: -pair[1])
    return [MoveLine(term_words(old), LOOKS[old], term_words(new), LOOKS[new], n) for (old, new), n in changed]


def fault_lines(bad: BadStandard, text: str, most: int) -> list[FaultLine]:
    """The faults beside the lines of the text, at most ``most`` of them."""
    lines = text.split("\n")
    return [
        FaultLine(fault.line, fault.told(_), lines[fault.line - 1][:200] if 0 < fault.line <= len(lines) else "")
        for fault in bad.faults[:most]
    ]
