"""Each requirement of each standard that comes with Punkt has a point that meets it, one that does not, one unknown."""

import pytest

from punkt.standards.assessing import Assessed, Finding, assess
from punkt.standards.editions import packaged_standards
from punkt.standards.judging import judge_of
from punkt.standards.requirements import Check, Requirement, Standard
from punkt.standards.terms import Comparison, Reason, Verdict
from tests.standard_cases import ON, facts_for, point_with

_ALL = [
    pytest.param(standard, one, id=f"{standard.name}:{one.id}")
    for versions in packaged_standards().values()
    for standard in versions
    for one in standard.requirements
]


def finding_of(standard: Standard, requirement: Requirement, point: Assessed) -> Finding:
    found = assess(point, standard, on=ON, scope=requirement.scope).findings
    return next(one for one in found if one.requirement is requirement)


def facts_of_all(requirement: Requirement, *, holds: bool) -> dict[str, object]:
    facts: dict[str, object] = {}
    for check in requirement.checks:
        for key, value in facts_for(check, holds=holds).items():
            facts.setdefault(key, value)
    return facts


@pytest.mark.parametrize(("standard", "requirement"), _ALL)
def test_met(standard: Standard, requirement: Requirement) -> None:
    point = point_with(requirement, facts_of_all(requirement, holds=True))
    assert finding_of(standard, requirement, point).verdict is Verdict.MET


@pytest.mark.parametrize(("standard", "requirement"), _ALL)
def test_not_met(standard: Standard, requirement: Requirement) -> None:
    point = point_with(requirement, facts_of_all(requirement, holds=False))
    verdict = finding_of(standard, requirement, point).verdict
    if all(check.comparison is Comparison.RECORDED for check in requirement.checks):
        assert verdict is Verdict.MET, "whatever is recorded is recorded: it is never known to be not recorded"
    else:
        assert verdict is Verdict.NOT_MET


@pytest.mark.parametrize(("standard", "requirement"), _ALL)
@pytest.mark.parametrize("blank", [None, "unknown"])
def test_a_blank_is_unknown(standard: Standard, requirement: Requirement, blank: str | None) -> None:
    keys = facts_of_all(requirement, holds=True)
    kept = {requirement.when.measure} if requirement.when else set()
    point = point_with(requirement, {key: blank for key in keys if key not in kept and key != "opening.service_level"})
    if "opening.service_level" in keys:
        point = Assessed(point.key, {**point.facts, "opening.service_level": blank}, point.kind, point.host_kind)
    finding = finding_of(standard, requirement, point)
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.reason in {Reason.VALUE_NOT_KNOWN, Reason.SUBJECT_NOT_KNOWN}


@pytest.mark.parametrize(("standard", "requirement"), _ALL)
def test_nothing_known_at_all_is_unknown_or_asked_of_others(standard: Standard, requirement: Requirement) -> None:
    finding = finding_of(standard, requirement, Assessed("ABC", {}))
    assert finding.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("known", "verdict"),
    [("n/a", Verdict.NOT_APPLICABLE), ("soon", Verdict.UNKNOWN), ("2026-13-01", Verdict.UNKNOWN), (7, Verdict.UNKNOWN)],
)
def test_what_is_no_day_is_never_ready(known: object, verdict: Verdict) -> None:
    by_day = Check("measured.ready_on", Comparison.BY_DAY, day=(10, 1))
    assert judge_of(by_day, ON)(known) is verdict
