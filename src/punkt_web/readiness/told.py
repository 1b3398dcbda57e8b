"""Standards and assessments as lines to read and as rows for files."""

import json
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext, ngettext

from punkt.standards.assessing import Assessment
from punkt.standards.changes import ChangeKind, PartChange, StandardChanges
from punkt.standards.crosswalk import CrosswalkRow
from punkt.standards.readiness import readiness_of
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Basis, Readiness
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.readiness.change_words import PART_LABELS, part_words
from punkt_web.readiness.summary import RequirementCount, Summary
from punkt_web.readiness.words import (
    asked_of_words,
    check_words,
    closing_words,
    cost_words,
    in_language,
    measure_words,
    ordered_words,
    requirement_words,
    standard_title,
    tally_words,
    term_words,
)

Row = Mapping[str, object]
_N_WORST = 10


def as_csv(rows: Iterable[Row], *, is_demo: bool = False) -> str:
    """Rows under the keys of the first. Of a demo network each row says so."""
    listed = list(rows)
    return "".join(csv_lines(listed[0], (row.values() for row in listed), is_demo=is_demo)) if listed else ""


def as_json(rows: Iterable[Row], *, is_demo: bool = False) -> str:
    """A list of objects. Of a demo network each says so."""
    mark = {"demo": True} if is_demo else {}
    return json.dumps([{**mark, **row} for row in rows], ensure_ascii=False, indent=1) + "\n"


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


def assessment_rows(assessments: Iterable[Assessment]) -> Iterator[Row]:
    """A row for each finding of each point."""
    for one in assessments:
        for finding in one.findings:
            ages = [used.age_days for used in one.evidence_of(finding)]
            known = [age for age in ages if age is not None]
            yield {
                "point": one.assessed.key,
                "standard": one.standard.name,
                "on": one.on.isoformat(),
                "readiness": one.readiness.value,
                "requirement": finding.requirement.id,
                "level": finding.requirement.basis.value,
                "force": finding.requirement.force.value,
                "finding": finding.verdict.value,
                "reason": finding.reason.value if finding.reason else "",
                "proven": one.is_proven(finding),
                "oldest_evidence_days": max(known) if known and len(known) == len(ages) else "",
            }


def summary_lines(summary: Summary, standard: Standard, currency: str) -> Iterator[str]:
    """How ready the points are, what lacks most and what closing it costs."""
    yield standard_title(standard)
    n_points = ngettext("%(n)d point", "%(n)d points", summary.n_points) % {"n": summary.n_points}
    levels = [f"{term_words(level)}: {summary.levels[level]}" for level in Readiness if summary.levels[level]]
    yield f"{n_points}. {'; '.join(levels)}"
    yield from blank_lines(summary)
    yield gettext(
        "The level goes by the strongest basis that asks something of the point, law before guidance;"
        " bases are never summed."
    )
    yield ""
    yield gettext("What lacks most") if summary.worst else gettext("Nothing is known to be missing.")
    for one in summary.worst[:_N_WORST]:
        yield _counted(one, one.n_not_met)
    if summary.least_known:
        yield ""
        yield gettext("What nobody knows")
    for one in summary.least_known[:_N_WORST]:
        yield _counted(one, one.n_unknown)
    if summary.orders:
        yield ""
        yield from _order_lines(summary, currency)


def blank_lines(summary: Summary) -> Iterator[str]:
    """How much is not known, and how much is not asked since somebody stated so: no list of gaps shows it."""
    n = summary.n_unknown
    yield ngettext("%(n)s answer is not known.", "%(n)s answers are not known.", n) % {"n": n}
    if n := summary.n_not_surely_asked:
        yield ngettext(
            "Of %(n)s of them it is not known whether it is asked at all.",
            "Of %(n)s of them it is not known whether they are asked at all.",
            n,
        ) % {"n": n}
    if n := summary.n_stated_away:
        yield ngettext(
            "%(n)s time it was stated that a requirement does not apply.",
            "%(n)s times it was stated that a requirement does not apply.",
            n,
        ) % {"n": n}


def _counted(one: RequirementCount, n: int) -> str:
    share = gettext("%(n)s of %(asked)s") % {"n": n, "asked": one.n_asked}
    return f"  {one.requirement.id}  {share}  {requirement_words(one.requirement)}"


def _order_lines(summary: Summary, currency: str) -> Iterator[str]:
    heading = gettext("To the next level")
    cost = closing_words(summary.cost, currency, n_without_price=summary.n_without_price, n_unclosed=summary.n_unclosed)
    yield f"{heading}: {cost}"
    yield gettext("What is known to be missing; what nobody knows may cost more.")
    for order in summary.orders:
        told = (ordered_words(order), cost_words(order.cost, currency))
        yield f"  {in_language(order.item.names)}: {'; '.join(told)}"


def assessment_lines(one: Assessment) -> Iterator[str]:
    """One point: its readiness by each basis on which something is asked of it, and each finding with its reason."""
    yield one.assessed.key
    for basis, tally in one.tallies.items():
        if counts := tally_words(tally, one.n_stated_away(basis)):
            yield f"{term_words(basis)}: {term_words(readiness_of(tally))}. {counts}"
    for finding in one.findings:
        reason = f" ({term_words(finding.reason)})" if finding.reason else ""
        asked = finding.requirement
        yield f"  {term_words(finding.verdict):<16} {asked.id}  {requirement_words(asked)}{reason}"


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
    before, after = part_words(part)
    yield f"{indent}{gettext(PART_LABELS[part.part])}"
    yield f"{indent}  - {before}"
    yield f"{indent}  + {after}"


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
