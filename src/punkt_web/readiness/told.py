"""Assessments as lines to read and as rows for files."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext, ngettext

from punkt.standards.assessing import Assessment
from punkt.standards.readiness import readiness_of
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Readiness, Verdict
from punkt_web.readiness.rows import Row
from punkt_web.readiness.summary import RequirementCount, Summary
from punkt_web.readiness.words import (
    closing_words,
    cost_words,
    in_language,
    ordered_words,
    requirement_words,
    standard_title,
    tally_words,
    term_words,
)

_N_WORST = 10


FINDING_COLUMNS = ("point", "standard", "on", "readiness", "requirement", "level", "force", "finding", "reason")
"""What each row of a file tells of a finding; assessments of now have their evidence beyond it."""


def finding_row(  # a column each
    *, point: str, standard: str, on: date, readiness: str, requirement: Requirement, verdict: Verdict, reason: str
) -> dict[str, object]:
    """One finding under ``FINDING_COLUMNS``."""
    origin = (point, standard, on.isoformat(), readiness)
    asked = (requirement.id, requirement.basis.value, requirement.force.value)
    return dict(zip(FINDING_COLUMNS, (*origin, *asked, verdict.value, reason), strict=True))


def assessment_rows(assessments: Iterable[Assessment], *, facts_of: date, is_kept: bool) -> Iterator[Row]:
    """A row for each finding of each point. Of what was kept, nobody can tell any more what it rested on."""
    for one in assessments:
        for finding in one.findings:
            ages = [used.age_days for used in one.evidence_of(finding)]
            known = [age for age in ages if age is not None and age >= 0]
            yield finding_row(
                point=one.assessed.key,
                standard=one.standard.name,
                on=one.on,
                readiness=one.readiness.value,
                requirement=finding.requirement,
                verdict=finding.verdict,
                reason=finding.reason.value if finding.reason else "",
            ) | {
                "proven": None if is_kept else one.is_proven(finding),
                "oldest_evidence_days": max(known) if known and len(known) == len(ages) else "",
                "facts_of": facts_of.isoformat(),
            }


def summary_lines(summary: Summary, standard: Standard, currency: str, as_of: str = "") -> Iterator[str]:
    """How ready the points are, what lacks most and what closing it costs. ``as_of`` says of which day that is."""
    yield standard_title(standard)
    if standard.overlays:
        yield standard.name
    if as_of:
        yield as_of
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
