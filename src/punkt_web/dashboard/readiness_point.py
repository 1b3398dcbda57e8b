"""One point held against a standard, in words: each finding with what it rests on, gaps, and what was before."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from punkt.model.fields import FIELDS, Audience
from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.assessing import Assessment, EvidenceUsed, Finding
from punkt.standards.changes import verdicts_changed
from punkt.standards.gaps import NextLevel, Way
from punkt.standards.measures import MEASURES
from punkt.standards.readiness import Tally, readiness_of
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Basis, Readiness, Scope, Topic, Verdict
from punkt_web.dashboard.overlays import OverlayName
from punkt_web.dashboard.readiness import LOOKS, lead_words
from punkt_web.dashboard.territory_facts import fact_method_words
from punkt_web.dashboard.wording import value_words, word_label
from punkt_web.knowledge.places import Place, closing_place
from punkt_web.readiness.laid import standards_named
from punkt_web.readiness.letters import VERDICT_OF
from punkt_web.readiness.models import PointAssessment
from punkt_web.readiness.words import (
    amount_with_unit,
    amount_words,
    check_words,
    closing_words,
    cost_words,
    counted_words,
    in_language,
    measure_words,
    requirement_words,
    tally_words,
    term_words,
)

_VERDICT_LOOKS = {Verdict.MET: "open", Verdict.BY_REFERRAL: "full", Verdict.NOT_MET: "shut"}
_HELPED = frozenset({Verdict.NOT_MET, Verdict.UNKNOWN})


class EvidenceLine(NamedTuple):
    """A fact that a finding rests on, and how it was come by."""

    name: str
    value: str
    origin: str


class FindingLine(NamedTuple):
    """One requirement at one point. ``local`` are the overlays that made it what it is, and ``weakens`` says why one
    asks less than the law. ``chapter`` is that of the guide which helps, where it is not met or not known.
    """

    id: str
    text: str
    checks: list[str]
    is_any: bool
    verdict: str
    look: str
    reason: str
    basis: str
    force: str
    evidence: list[EvidenceLine]
    is_unproven: bool
    is_to_verify: bool
    sources: list[str]
    weakens: str
    local: list[OverlayName]
    chapter: Place | None


class GapLine(NamedTuple):
    """A requirement that is missing, and the chapter that helps."""

    text: str
    chapter: Place | None


class TopicPart(NamedTuple):
    """The findings about one thing."""

    title: str
    lines: list[FindingLine]


class BasisLine(NamedTuple):
    """How far a point is by one basis; bases are never summed."""

    name: str
    level: str
    look: str
    told: str


class PurchaseLine(NamedTuple):
    """What to get."""

    name: str
    quantity: str
    cost: str
    lead: str


class WayLines(NamedTuple):
    """The way to the next level."""

    target: str
    gaps: list[GapLine]
    to_find_out: list[str]
    purchases: list[PurchaseLine]
    unclosed: list[str]
    cost: str
    lead: str
    gains: list[str]


class PastLine(NamedTuple):
    """What came out in a span of days; ``changed`` are the requirements that came out otherwise than before it."""

    since: str
    until: str
    name: str
    level: str
    look: str
    told: str
    changed: list[str]


def basis_lines(one: Assessment) -> list[BasisLine]:
    """A line for each basis of which something is asked or was stated away, the strongest first."""
    told = ((basis, tally, tally_words(tally, one.n_stated_away(basis))) for basis, tally in one.tallies.items())
    return [_basis_line(basis, tally, words) for basis, tally, words in told if words]


def _basis_line(basis: Basis, tally: Tally, words: str) -> BasisLine:
    level = readiness_of(tally)
    return BasisLine(term_words(basis), term_words(level), LOOKS[level], words)


def topic_parts(one: Assessment, local: Mapping[str, OverlayName], *, sees_secret: bool) -> list[TopicPart]:
    """Findings by what they are about; values that are secret are told only to those who may see them.

    ``local`` are the overlays of its standard, by their names.
    """
    by_topic: dict[Topic, list[FindingLine]] = {}
    for finding in one.findings:
        by_topic.setdefault(finding.requirement.topic, []).append(
            _finding_line(one, finding, local, sees_secret=sees_secret)
        )
    return [TopicPart(term_words(topic), lines) for topic, lines in by_topic.items()]


def _finding_line(
    one: Assessment, finding: Finding, local: Mapping[str, OverlayName], *, sees_secret: bool
) -> FindingLine:
    asked, verdict = finding.requirement, finding.verdict
    is_fulfilled = verdict in {Verdict.MET, Verdict.BY_REFERRAL}
    return FindingLine(
        id=asked.id,
        text=requirement_words(asked),
        checks=[check_words(check) for check in asked.checks],
        is_any=asked.is_any,
        verdict=term_words(verdict),
        look=_VERDICT_LOOKS.get(verdict, ""),
        reason=term_words(finding.reason) if finding.reason else "",
        basis=term_words(asked.basis),
        force=term_words(asked.force),
        evidence=[_evidence_line(one, used, sees_secret=sees_secret) for used in one.evidence_of(finding)],
        is_unproven=is_fulfilled and not one.is_proven(finding),
        is_to_verify=asked.is_to_verify,
        sources=_sources(one, asked),
        weakens=asked.weakens,
        local=[local[name] for name in asked.adopted_from.split("+") if name in local],
        chapter=closing_place(asked.id, asked.topic) if verdict in _HELPED else None,
    )


def _sources(one: Assessment, asked: Requirement) -> list[str]:
    known = one.standard.sources
    return [f"{known[key].title} ({known[key].where})" if key in known else key for key in asked.sources]


def _evidence_line(one: Assessment, used: EvidenceUsed, *, sees_secret: bool) -> EvidenceLine:
    words = fact_method_words if MEASURES[used.measure].scope is Scope.TERRITORY else _method_words
    method = words(used.method) if used.method else gettext("origin not known")
    value = _value(used, sees_secret=sees_secret)
    return EvidenceLine(measure_words(used.measure), value, f"{method}, {_age(used)}{_stated_source(one, used)}")


def _method_words(method: EvidenceMethod) -> str:
    return word_label(EvidenceMethod, method)


def _stated_source(one: Assessment, used: EvidenceUsed) -> str:
    """Of what is stated of a territory, where it is known from; facts of points tell that in their history."""
    source = one.assessed.provenance.get(used.measure, {}).get("source")
    return f"; {source}" if source and MEASURES[used.measure].scope is Scope.TERRITORY else ""


def _value(used: EvidenceUsed, *, sees_secret: bool) -> str:
    field = FIELDS.get(used.measure)
    if field is None:
        return amount_with_unit(used.value, MEASURES[used.measure].unit)
    if field.audience is Audience.SECRET and not sees_secret:
        return gettext("known, and not shown to you")
    return value_words(used.measure, used.value)


def _age(used: EvidenceUsed) -> str:
    if used.age_days is None:
        return gettext("day not known")
    n = max(used.age_days, 0)
    return ngettext("%(n)d day old", "%(n)d days old", n) % {"n": n}


def way_lines(level: NextLevel, currency: str) -> WayLines:
    """The way to the next level, with what has to be found out first."""
    return WayLines(
        target=term_words(level.target),
        gaps=[_gap_line(gap.finding.requirement) for gap in level.gaps],
        to_find_out=[_asked_words(one.requirement) for one in level.to_find_out],
        purchases=[_purchase_line(level.way, number, currency) for number in range(len(level.way.purchases))],
        unclosed=[measure_words(key) for key in level.way.unclosed],
        cost=closing_words(level.way.cost, currency, n_without_price=level.way.n_without_price),
        lead=lead_words(level.way.lead_days),
        gains=_gains(level.way),
    )


def _gap_line(asked: Requirement) -> GapLine:
    return GapLine(_asked_words(asked), closing_place(asked.id, asked.topic))


def _asked_words(asked: Requirement) -> str:
    return f"{asked.id}: {requirement_words(asked)}"


def _purchase_line(way: Way, number: int, currency: str) -> PurchaseLine:
    one = way.purchases[number]
    return PurchaseLine(
        name=in_language(one.item.names),
        quantity=gettext("how much is not known") if one.quantity is None else amount_words(one.quantity),
        cost=cost_words(one.cost, currency),
        lead=lead_words(one.item.lead_days),
    )


def _gains(way: Way) -> list[str]:
    gained = [gettext(FIELDS[key].label) for key in way.services if key in FIELDS]
    if way.hours:
        hours = {"n": amount_words(round(way.hours, 1))}
        gained.append(gettext("%(n)s h more on own power") % hours)
    return gained


def past_lines(rows: Iterable[PointAssessment]) -> list[PastLine]:
    """What came out before, the newest first, each with what had changed."""
    listed = list(rows)
    used = standards_named({row.name for row in listed})
    return [_past_line(row, before, used) for row, before in zip_longest(listed, listed[1:])]


def _past_line(row: PointAssessment, before: PointAssessment | None, used: Mapping[str, Standard]) -> PastLine:
    level = Readiness(row.readiness)
    n_asked = row.n_fulfilled + row.n_not_met + row.n_unknown
    return PastLine(
        since=date_format(row.since),
        until=date_format(row.until) if row.until else "",
        name=row.name,
        level=term_words(level),
        look=LOOKS[level],
        told=counted_words(n_met=row.n_fulfilled, n_asked=n_asked, n_lacking=row.n_not_met, n_unknown=row.n_unknown),
        changed=_changed(row, before, used) if before else [],
    )


def _changed(row: PointAssessment, before: PointAssessment, used: Mapping[str, Standard]) -> list[str]:
    return [
        f"{one.id}: {_verdict_words(one.before)} → {_verdict_words(one.after)}"
        for one in verdicts_changed(_verdicts(before, used), _verdicts(row, used))
    ]


def _verdict_words(verdict: Verdict | None) -> str:
    return term_words(verdict) if verdict else gettext("not asked")


def _verdicts(row: PointAssessment, used: Mapping[str, Standard]) -> dict[str, Verdict]:
    """By requirement, by the version that was used; empty where that version is no longer here."""
    asked = used[row.name].of(Scope.POINT) if row.name in used else ()
    return {one.id: VERDICT_OF[letter] for one, letter in zip(asked, row.findings, strict=False)}
