"""Points assessed against a standard: a finding for each requirement, with what it rests on and how old that is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.abroad import is_abroad, is_of_the_country, kinds_there
from punkt.standards.judging import judge_of, together
from punkt.standards.measures import MEASURES, Facts, Measure
from punkt.standards.readiness import Tally, place_of, readiness_of, tallies_of
from punkt.standards.requirements import Condition, Requirement, Standard, Subject
from punkt.standards.terms import Basis, Force, Readiness, Reason, Scope, Verdict

Provenance = Mapping[str, Mapping[str, Any]]
"""Where a fact comes from, by field, as the registry keeps it: ``method`` and ``stated_on`` or ``recorded_at``."""
_METHODS = {method.value: rank for rank, method in enumerate(EvidenceMethod)}
_WEAKER_THAN_ALL = len(_METHODS)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A point, or a territory, as far as it is known: ``facts`` by measure, what is not there is not known.

    ``kind`` is the code of its legal kind. ``population`` is that of its settlement, where the standard asks by size.
    ``country`` is where it stands; without one it is held to be in the country of the standard.
    """

    key: str
    facts: Facts
    kind: str | None = None
    host_kind: str | None = None
    population: int | None = None
    provenance: Provenance = field(default_factory=dict)
    country: str | None = None

    @property
    def service_level(self) -> str | None:
        """What the point is planned to be."""
        level = self.facts.get("opening.service_level")
        return level if isinstance(level, str) else None


class Finding(NamedTuple):
    """What came out for one requirement. ``reason`` is told where it does not apply, is not known or would be asked.

    ``place`` is the number under which it is counted.
    """

    requirement: Requirement
    verdict: Verdict
    reason: Reason | None
    place: int


class EvidenceUsed(NamedTuple):
    """A fact that a finding rests on.

    ``age_days`` is ``None`` where nobody wrote down when it was stated, and below zero where that was later than the
    day of the assessment.
    """

    measure: str
    value: object
    method: EvidenceMethod | None
    age_days: int | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The findings of one point on one day, in the order of the standard.

    ``tallies`` say how many of each verdict, by what the requirements rest on: law and inference stay apart.
    """

    assessed: Assessed
    standard: Standard
    on: date
    findings: tuple[Finding, ...]
    tallies: Mapping[Basis, Tally]

    @property
    def leading(self) -> Basis | None:
        """The strongest basis on which something is asked of this point: its readiness comes first."""
        return next((basis for basis, tally in self.tallies.items() if tally.n_asked), None)

    @property
    def readiness(self) -> Readiness:
        """By the leading basis alone."""
        basis = self.leading
        return Readiness.NOTHING_ASKED if basis is None else readiness_of(self.tallies[basis])

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What came out, by requirement."""
        return {one.requirement.id: one.verdict for one in self.findings}

    def n_stated_away(self, basis: Basis) -> int:
        """Requirements of a basis of which somebody stated that they do not apply; what is only told is not counted."""
        return sum(
            one.reason is Reason.STATED and one.requirement.basis is basis and one.requirement.force is not Force.INFO
            for one in self.findings
        )

    def evidence_of(self, finding: Finding) -> tuple[EvidenceUsed, ...]:
        """The facts that a finding rests on, those that are known."""
        facts, provenance = self.assessed.facts, self.assessed.provenance
        keys = dict.fromkeys(
            need
            for key in finding.requirement.measures()
            for need in MEASURES[key].needs
            if facts.get(need) is not None
        )
        return tuple(
            EvidenceUsed(key, facts[key], _method(provenance.get(key)), _age_days(provenance.get(key), self.on))
            for key in keys
        )

    def is_proven(self, finding: Finding) -> bool:
        """Whether what is met was come by in a way that the requirement accepts, and by that day."""
        least = _METHODS[finding.requirement.evidence.value]
        used = self.evidence_of(finding)
        return bool(used) and all(_rank(one.method) <= least and (one.age_days or 0) >= 0 for one in used)


def assess(assessed: Assessed, standard: Standard, *, on: date, scope: Scope = Scope.POINT) -> Assessment:
    """A point, or with ``scope`` a territory, against a standard on a day."""
    return assessor(standard, on=on, scope=scope)(assessed)


def assess_all(
    points: Iterable[Assessed], standard: Standard, *, on: date, scope: Scope = Scope.POINT
) -> Iterator[Assessment]:
    """Many points against one standard, in their order; the rules are made ready once."""
    return map(assessor(standard, on=on, scope=scope), points)


def assessor(standard: Standard, *, on: date, scope: Scope = Scope.POINT) -> Callable[[Assessed], Assessment]:
    """What holds any point against a standard on a day, its rules made ready: for points that go by several."""
    asked = standard.of(scope)
    reckoned = _reckoned(asked)
    at_home = _Rules(asked, on)
    abroad = _Rules(asked, on, country=standard.country)

    def judged(point: Assessed) -> Assessment:
        facts = dict(point.facts)
        for measure, of in reckoned:
            facts[measure.key] = of(point.facts)
        rules = abroad if is_abroad(point.country, standard.country) else at_home
        findings = rules.findings(point, facts)
        return Assessment(point, standard, on, findings, tallies_of([one.place for one in findings]))

    return judged


class _Rules:
    """The rules made ready. With ``country``, that of the standard, they are for points of other countries."""

    def __init__(self, asked: Sequence[Requirement], on: date, *, country: str = "") -> None:
        # Many requirements are asked of the same points: whether this is one of those is looked at once for all.
        groups = list(dict.fromkeys((one.subject, one.when) for one in asked))
        self._applying = [_applies_rule(*group, country=country) for group in groups]
        self._rules = [
            (
                groups.index((one.subject, one.when)),
                _not_compared(one) if country and is_of_the_country(one) else _rule_of(one, on),
            )
            for one in asked
        ]

    def findings(self, point: Assessed, facts: Facts) -> tuple[Finding, ...]:
        """A finding for each requirement, in their order."""
        reasons = [applies(point, facts) for applies in self._applying]
        return tuple([rule(facts, reasons[group]) for group, rule in self._rules])


_Rule = Callable[[Facts, Reason | None], Finding]


def _reckoned(requirements: Iterable[Requirement]) -> list[tuple[Measure, Callable[[Facts], float | None]]]:
    keys = dict.fromkeys(key for one in requirements for key in one.measures())
    return [(MEASURES[key], of) for key in keys if (of := MEASURES[key].of)]


def _rule_of(requirement: Requirement, on: date) -> _Rule:
    """The findings that there can be are made once: there are few, and millions of times one of them is told."""
    judges = [(check.measure, judge_of(check, on)) for check in requirement.checks]
    (key, only), is_one = judges[0], len(judges) == 1
    reasons = {Verdict.UNKNOWN: Reason.VALUE_NOT_KNOWN, Verdict.NOT_APPLICABLE: _why_not(requirement)}
    told = {verdict: _finding(requirement, verdict, reasons.get(verdict)) for verdict in Verdict}
    other = {reason: _finding(requirement, verdict, reason) for reason, verdict in _VERDICTS.items()}
    would = {verdict: one._replace(reason=one.reason or Reason.WOULD_BE_ASKED) for verdict, one in told.items()}
    referral, is_any = requirement.referral, requirement.is_any

    def rule(facts: Facts, not_asked: Reason | None) -> Finding:
        if not_asked in other:
            return other[not_asked]
        by = would if not_asked else told
        if is_one:
            verdict = only(facts.get(key))
        else:
            verdict = together([judge(facts.get(measure)) for measure, judge in judges], is_any=is_any)
        if referral and verdict in _REFERRED and facts.get(referral) == "yes":
            return by[Verdict.BY_REFERRAL]
        return by[verdict]

    return rule


def _not_compared(requirement: Requirement) -> _Rule:
    finding = _finding(requirement, Verdict.NOT_APPLICABLE, Reason.OTHER_COUNTRY)
    return lambda _facts, _not_asked: finding


def _why_not(requirement: Requirement) -> Reason:
    """Why a requirement does not apply of whose measures that is told: nothing was there to measure, or it was said."""
    is_measured = all(MEASURES[check.measure].is_measured for check in requirement.checks)
    return Reason.CONDITION_NOT_GIVEN if is_measured else Reason.STATED


def _finding(requirement: Requirement, verdict: Verdict, reason: Reason | None) -> Finding:
    return Finding(requirement, verdict, reason, place_of(requirement.basis, requirement.force, verdict))


_REFERRED = frozenset({Verdict.NOT_MET, Verdict.UNKNOWN})
_VERDICTS = {
    Reason.OTHER_SUBJECT: Verdict.NOT_APPLICABLE,
    Reason.CONDITION_NOT_GIVEN: Verdict.NOT_APPLICABLE,
    Reason.SUBJECT_NOT_KNOWN: Verdict.UNKNOWN,
}
_Applies = Callable[[Assessed, Facts], Reason | None]


def _applies_rule(subject: Subject, when: Condition | None, *, country: str = "") -> _Applies:
    """Why a requirement is not asked of a point, or not known to be; what surely is of others goes before a blank.

    With ``country``, for points of other countries than that: by the kinds of it that theirs correspond to.
    """

    def applies(point: Assessed, facts: Facts) -> Reason | None:
        kinds = kinds_there(point.kind or "", country) if country else None
        fits = _subject_fits(subject, point, kinds)
        if fits is False:
            return Reason.OTHER_SUBJECT
        if when:
            known = facts.get(when.measure)
            if known is not None and known != "unknown" and known not in when.one_of:
                return Reason.CONDITION_NOT_GIVEN
            if known is None or known == "unknown":
                return Reason.SUBJECT_NOT_KNOWN
        if fits is None:
            return Reason.SUBJECT_NOT_KNOWN
        return Reason.WOULD_BE_ASKED if country and subject.kinds and not kinds else None

    return applies


def _subject_fits(subject: Subject, point: Assessed, kinds: frozenset[str] | None = None) -> bool | None:
    """``None`` where a blank leaves it open. ``kinds`` are those that the kind of a point abroad corresponds to.

    A kind that corresponds to none restricts nothing: what is asked of any kind would be asked of it.
    """
    answers = [
        _kind_fits(point.kind, subject.kinds, kinds),
        _is_one_of(point.host_kind, subject.host_kinds),
        _is_one_of(point.service_level, subject.service_levels),
        _is_within(point.population, subject),
    ]
    if False in answers:
        return False
    return None if None in answers else True


def _is_one_of(word: str | None, words: frozenset[str]) -> bool | None:
    if not words:
        return True
    return None if not word or word == "unknown" else word in words


def _kind_fits(kind: str | None, words: frozenset[str], kinds: frozenset[str] | None) -> bool | None:
    if kinds is None or not kind:
        return _is_one_of(kind, words)
    return not words or not kinds or bool(kinds & words)


def _is_within(population: int | None, subject: Subject) -> bool | None:
    least, below = subject.population_from, subject.population_below
    if least is None and below is None:
        return True
    if population is None:
        return None
    return (least is None or population >= least) and (below is None or population < below)


def _method(origin: Mapping[str, Any] | None) -> EvidenceMethod | None:
    word = origin.get("method") if origin else None
    return EvidenceMethod(word) if word in _METHODS else None


def _rank(method: EvidenceMethod | None) -> int:
    return _WEAKER_THAN_ALL if method is None else _METHODS[method.value]


def _age_days(origin: Mapping[str, Any] | None, on: date) -> int | None:
    told = origin.get("stated_on") or origin.get("recorded_at") if origin else None
    try:
        age = on - date.fromisoformat(str(told)[:10]) if told else None
    except ValueError:
        return None
    return None if age is None else age.days
