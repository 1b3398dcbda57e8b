"""A standard is held against points of another country by what corresponds; what only that country has is not asked."""

from dataclasses import replace

import pytest

from punkt.standards.assessing import Assessed, assess
from punkt.standards.editions import packaged_standards, standard_on
from punkt.standards.requirements import Standard
from punkt.standards.terms import Readiness, Reason, Verdict
from tests.library.standards.made import CHECKED, standard_with
from tests.standard_cases import ON

HAS = {"power.n_sockets": 60}
OF_SUPPORT = standard_with(f'{CHECKED}\n[requirement.subject]\nkinds = ["ua-support"]')
OF_STATIONARY = standard_with(f'{CHECKED}\n[requirement.subject]\nkinds = ["ua-stationary", "ua-mobile"]')
OF_DAY_SUPPORT = standard_with(
    f'{CHECKED}\n[requirement.subject]\nkinds = ["ua-support"]\nservice_levels = ["overnight"]'
)


@pytest.mark.parametrize(
    ("standard", "kind", "country", "told"),
    [
        (OF_STATIONARY, "ee-centre", "EE", (Verdict.MET, None)),
        (OF_STATIONARY, "se-safety-point", "SE", (Verdict.MET, None)),
        (OF_SUPPORT, "ee-centre", "EE", (Verdict.NOT_APPLICABLE, Reason.OTHER_SUBJECT)),
        (OF_SUPPORT, "ee-evacuation", "EE", (Verdict.MET, Reason.WOULD_BE_ASKED)),
        (OF_SUPPORT, None, "EE", (Verdict.UNKNOWN, Reason.SUBJECT_NOT_KNOWN)),
        (OF_DAY_SUPPORT, "ee-evacuation", "EE", (Verdict.UNKNOWN, Reason.SUBJECT_NOT_KNOWN)),
    ],
)
def test_kinds_are_taken_for_those_they_correspond_to(
    standard: Standard, kind: str | None, country: str, told: tuple[Verdict, Reason | None]
) -> None:
    [finding] = assess(Assessed("A", HAS, kind=kind, country=country), standard, on=ON).findings
    assert (finding.verdict, finding.reason) == told


def test_what_would_be_asked_and_is_not_known_says_that_nobody_stated_it() -> None:
    [finding] = assess(Assessed("A", {}, kind="ee-evacuation", country="EE"), OF_SUPPORT, on=ON).findings
    assert (finding.verdict, finding.reason) == (Verdict.UNKNOWN, Reason.VALUE_NOT_KNOWN)


def test_a_ukrainian_point_is_asked_what_estonia_asks_of_a_centre() -> None:
    point = Assessed("A", {"service.water": "yes"}, kind="ua-stationary", country="UA")
    found = {one.requirement.id: one for one in assess(point, standard_on("ee-kerksuskeskus", ON), on=ON).findings}
    assert found["EE-06"].verdict is Verdict.MET
    assert found["EE-03"].verdict is Verdict.UNKNOWN
    assert (found["EE-21"].verdict, found["EE-21"].reason) == (Verdict.NOT_APPLICABLE, Reason.OTHER_COUNTRY)
    assert assess(point, standard_on("ee-kerksuskeskus", ON), on=ON).readiness is not Readiness.NOTHING_ASKED


@pytest.mark.parametrize(("kind", "country"), [("ee-centre", "EE"), ("se-safety-point", "SE"), (None, "SE")])
def test_the_kinds_of_ukraine_are_not_asked_of_others(kind: str | None, country: str) -> None:
    point = Assessed("A", {"kind": kind, "power.lighting": "yes"}, kind=kind, country=country)
    found = {one.requirement.id: one for one in assess(point, standard_on("ua-1401", ON), on=ON).findings}
    assert (found["UA-KIND-01"].verdict, found["UA-KIND-01"].reason) == (Verdict.NOT_APPLICABLE, Reason.OTHER_COUNTRY)
    assert found["UA-LGT-01"].verdict is Verdict.MET


@pytest.mark.parametrize("key", packaged_standards())
def test_a_point_of_the_country_itself_comes_out_as_one_without_a_country(key: str) -> None:
    standard = packaged_standards()[key][-1]
    for kind in (None, "ua-stationary", "ua-mobile", "ua-support", "ua-business", "ee-centre", "ee-evacuation"):
        facts = {"kind": kind, "power.n_sockets": 10, "service.water": "yes", "notice.languages": "uk"}
        point = Assessed("A", facts, kind=kind, population=200_000)
        at_home = replace(point, country=standard.country)
        assert assess(at_home, standard, on=ON).findings == assess(point, standard, on=ON).findings
