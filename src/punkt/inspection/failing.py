"""What failed at an inspection: requirements that are not met by what was seen, and lines of practice answered no."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from punkt.inspection.answers import Answer, facts_of
from punkt.inspection.lines import InspectionLine
from punkt.inspection.template import fields_of
from punkt.model.vocabulary import Availability
from punkt.standards.assessing import Assessed, assess
from punkt.standards.judging import judge_of
from punkt.standards.measures import MEASURES, Facts, value_of
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Basis, Force, Verdict

_BASES = list(Basis)
_NOTHING = frozenset({Availability.NO.value, 0})


@dataclass(frozen=True, slots=True)
class Failure:
    """A line that failed, once: under the strongest basis on which it did, with the requirements of that basis alone.

    ``line_keys`` are all lines to look at to see whether it is mended.
    """

    line: InspectionLine
    answer: Answer
    basis: Basis
    requirements: tuple[str, ...]
    line_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What an inspection came to: what failed, and the verdict on each requirement once the answers stand as facts."""

    failures: tuple[Failure, ...]
    verdicts: Mapping[str, Verdict]


def looked(
    lines: Sequence[InspectionLine], answers: Sequence[Answer], standard: Standard, assessed: Assessed, *, on: date
) -> Looked:
    """``assessed`` is the point as it was known before.

    A requirement fails a line only where that line was answered, and what it says is what is lacking: a gap that the
    registry knew of and nobody looked at is no failure of this inspection.
    """
    stated = facts_of(lines, answers)
    after = Assessed(assessed.key, {**assessed.facts, **stated}, assessed.kind, assessed.host_kind, assessed.population)
    findings = assess(after, standard, on=on).findings
    by_line: dict[str, list[Requirement]] = {}
    for one in findings:
        if one.verdict is Verdict.NOT_MET and one.requirement.force is not Force.INFO:
            for key in _blamed(one.requirement, after.facts, stated, on):
                by_line.setdefault(key, []).append(one.requirement)
    told = {one.key: one for one in answers}
    failed = [_failure(line, told[line.key], by_line.get(line.key, [])) for line in lines if line.key in told]
    return Looked(
        tuple(one for one in failed if one is not None), {one.requirement.id: one.verdict for one in findings}
    )


def failures(
    lines: Sequence[InspectionLine], answers: Sequence[Answer], standard: Standard, assessed: Assessed, *, on: date
) -> tuple[Failure, ...]:
    """The lines that failed, in their order (``looked``)."""
    return looked(lines, answers, standard, assessed, on=on).failures


def _failure(line: InspectionLine, answer: Answer, by: Sequence[Requirement]) -> Failure | None:
    if by:
        basis = min((one.basis for one in by), key=_BASES.index)
        of_basis = [one for one in by if one.basis is basis]
        keys = dict.fromkeys((line.key, *(key for one in of_basis for key in fields_of(one))))
        return Failure(line, answer, basis, tuple(one.id for one in of_basis), tuple(keys))
    if line.source and answer.stated in _NOTHING:
        return Failure(line, answer, Basis.PRACTICE, (), (line.key,))
    return None


def _blamed(requirement: Requirement, facts: Facts, stated: Mapping[str, object], on: date) -> list[str]:
    """The answered fields through which a requirement is not met; of several of which one would do, the first."""
    keys = list(dict.fromkeys(_lacking(requirement, facts, stated, on)))
    return keys[:1] if requirement.is_any else keys


def _lacking(requirement: Requirement, facts: Facts, stated: Mapping[str, object], on: date) -> Iterator[str]:
    for check in requirement.checks:
        if judge_of(check, on)(value_of(facts, check.measure)) is Verdict.NOT_MET:
            yield from (need for need in MEASURES[check.measure].needs if need in stated)
