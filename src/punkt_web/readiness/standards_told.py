"""What standards ask, how versions differ and what they have in common: lines to read and rows for files."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from punkt.standards.changes import StandardChanges
from punkt.standards.crosswalk import CrosswalkRow
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Basis
from punkt.toml.changes import ChangeKind, PartChange
from punkt_web.readiness.change_words import PART_LABELS, part_lines, part_words
from punkt_web.readiness.rows import Row
from punkt_web.readiness.words import (
    asked_of_words,
    check_words,
    in_language,
    measure_words,
    requirement_words,
    standard_title,
    term_words,
)


def requirement_rows(standard: Standard) -> Iterator[Row]:
    """A row for each requirement, with its citation."""
    for one in standard.requirements:
        yield {
            "standard": standard.name,
            "id": one.id,
            "topic": one.topic.value,
            "level": one.basis.value,
            "force": one.force.value,
            "scope": one.scope.value,
            "text": requirement_words(one),
            "asked_of": asked_of_words(one),
            "checked": "; ".join(map(check_words, one.checks)),
            "any_suffices": one.is_any,
            "referral": one.referral,
            "evidence": one.evidence.value,
            "to_verify": one.is_to_verify,
            "sources": "; ".join(one.sources),
            "adopted_from": one.adopted_from,
            "weakens": one.weakens,
        }


def requirement_lines(standard: Standard) -> Iterator[str]:
    """A standard to read: title, note, and each requirement with what it rests on."""
    yield standard_title(standard)
    yield standard.name
    if standard.note:
        yield in_language(standard.note)
    for one in standard.requirements:
        yield ""
        yield f"{one.id}  {term_words(one.basis)}, {term_words(one.force)}{_to_verify(one)}"
        yield f"  {requirement_words(one)}"
        yield from (f"  {line}" for line in _rule_lines(one))
        yield f"  [{', '.join(one.sources)}]"
    yield ""
    for source in standard.sources.values():
        yield f"[{source.key}] {source.title}. {source.where} ({term_words(source.grade)})"


def _rule_lines(one: Requirement) -> Iterator[str]:
    """How it is judged, of whom it is asked, and what an overlay made of it."""
    if one.is_any:
        yield gettext("One of these suffices:")
    yield from (f"- {check_words(check)}" for check in one.checks)
    if one.referral:
        yield gettext("Or: %(measure)s") % {"measure": measure_words(one.referral)}
    if asked_of := asked_of_words(one):
        yield gettext("Asked of: %(points)s") % {"points": asked_of}
    if one.adopted_from:
        yield gettext("Added or changed by %(overlay)s") % {"overlay": one.adopted_from}
    if one.weakens:
        yield gettext("Asks less than the law, since: %(why)s") % {"why": one.weakens}


def _to_verify(one: Requirement) -> str:
    mark = gettext("to be verified")
    return f" ({mark})" if one.is_to_verify else ""


def change_lines(changes: StandardChanges) -> Iterator[str]:
    """What a new version changes, requirement by requirement."""
    words = {
        ChangeKind.ADDED: gettext("added"),
        ChangeKind.REMOVED: gettext("removed"),
        ChangeKind.CHANGED: gettext("changed"),
    }
    for part in changes.parts:
        yield from _part_lines(part, "")
    for one in changes.requirements:
        shown = one.new or one.old
        yield f"{one.id}  {words[one.kind]}  {requirement_words(shown) if shown else ''}"
        for part in one.parts:
            yield from _part_lines(part, "  ")


def _part_lines(part: PartChange, indent: str) -> Iterator[str]:
    before, after = part_lines(part)
    yield f"{indent}{gettext(PART_LABELS[part.part])}"
    yield from (f"{indent}  - {line}" for line in before)
    yield from (f"{indent}  + {line}" for line in after)


def change_rows(changes: StandardChanges) -> Iterator[Row]:
    """A row for each part that differs."""
    yield from (_part_row("", ChangeKind.CHANGED, part) for part in changes.parts)
    for one in changes.requirements:
        if not one.parts:
            yield {"id": one.id, "change": one.kind.value, "part": "", "before": "", "after": ""}
        yield from (_part_row(one.id, one.kind, part) for part in one.parts)


def _part_row(key: str, kind: ChangeKind, part: PartChange) -> Row:
    before, after = part_words(part)
    return {"id": key, "change": kind.value, "part": part.part, "before": before, "after": after}


def crosswalk_lines(rows: Iterable[CrosswalkRow]) -> Iterator[str]:
    """A line for each concept: what each standard asks, and which asks nothing."""
    nothing = gettext("asks nothing")
    for row in rows:
        yield gettext(row.concept.label)
        for key, asked in row.asked.items():
            ids = ", ".join(f"{one.id} ({_strength(one)})" for one in asked)
            yield f"  {key}: {ids or nothing}"


def crosswalk_rows(rows: Iterable[CrosswalkRow]) -> Iterator[Row]:
    """A row for each concept, a column for each standard."""
    for row in rows:
        told = {key: " ".join(one.id for one in asked) for key, asked in row.asked.items()}
        yield {"concept": row.concept.key, "title": gettext(row.concept.label), **told}


def _strength(one: Requirement) -> str:
    return term_words(one.basis) if one.basis is Basis.LAW else term_words(one.force)
