"""A requirement is asked of the points it is for; where a blank leaves that open, it is not known."""

import pytest

from punkt.standards.assessing import Assessed, assess
from punkt.standards.editions import standard_of
from punkt.standards.reading import read_standard_file
from punkt.standards.requirements import Standard
from punkt.standards.terms import Basis, Reason, Verdict
from tests.library.standards.made import CHECKED, file_with, requirement, standard_with
from tests.standard_cases import ON


def only(standard: Standard, point: Assessed) -> tuple[Verdict, Reason | None]:
    [finding] = assess(point, standard, on=ON).findings
    return finding.verdict, finding.reason


SIZED = standard_with(f"{CHECKED}\n[requirement.subject]\npopulation_from = 100\npopulation_below = 200")
OF_KIND = standard_with(f'{CHECKED}\n[requirement.subject]\nkinds = ["ua-support"]\nhost_kinds = ["school"]')
IF_FIBRE = standard_with(f'{CHECKED}\n[requirement.when]\nmeasure = "communication.link"\none_of = ["xpon"]')
HAS = {"power.n_sockets": 60}


@pytest.mark.parametrize(
    ("population", "verdict"),
    [
        (99, Verdict.NOT_APPLICABLE),
        (100, Verdict.MET),
        (199, Verdict.MET),
        (200, Verdict.NOT_APPLICABLE),
        (None, Verdict.UNKNOWN),
    ],
)
def test_by_the_size_of_the_place(population: int | None, verdict: Verdict) -> None:
    assert only(SIZED, Assessed("A", HAS, population=population))[0] is verdict


@pytest.mark.parametrize(
    ("kind", "host", "told"),
    [
        ("ua-support", "school", (Verdict.MET, None)),
        ("ua-mobile", "school", (Verdict.NOT_APPLICABLE, Reason.OTHER_SUBJECT)),
        ("ua-mobile", None, (Verdict.NOT_APPLICABLE, Reason.OTHER_SUBJECT)),
        ("ua-support", "unknown", (Verdict.UNKNOWN, Reason.SUBJECT_NOT_KNOWN)),
        (None, "shop", (Verdict.NOT_APPLICABLE, Reason.OTHER_SUBJECT)),
        (None, "school", (Verdict.UNKNOWN, Reason.SUBJECT_NOT_KNOWN)),
    ],
)
def test_by_kind_and_host(kind: str | None, host: str | None, told: tuple[Verdict, Reason | None]) -> None:
    assert only(OF_KIND, Assessed("A", HAS, kind=kind, host_kind=host)) == told


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("xpon", (Verdict.MET, None)),
        ("starlink", (Verdict.NOT_APPLICABLE, Reason.CONDITION_NOT_GIVEN)),
        ("unknown", (Verdict.UNKNOWN, Reason.SUBJECT_NOT_KNOWN)),
        (None, (Verdict.UNKNOWN, Reason.SUBJECT_NOT_KNOWN)),
    ],
)
def test_by_a_condition(link: str | None, told: tuple[Verdict, Reason | None]) -> None:
    assert only(IF_FIBRE, Assessed("A", {**HAS, "communication.link": link})) == told


def test_what_was_stated_not_to_apply_does_not() -> None:
    standard = standard_with('measure = "service.heat"\ncomparison = "present"')
    assert only(standard, Assessed("A", {"service.heat": "n/a"})) == (Verdict.NOT_APPLICABLE, Reason.STATED)


def test_what_the_network_found_nothing_to_measure_of_was_stated_by_nobody() -> None:
    measured = 'measure = "measured.answer_h"\ncomparison = "at_most"\nvalue = 72\nunit = "h"'
    nothing = {"measured.answer_h": "n/a"}
    told = (Verdict.NOT_APPLICABLE, Reason.CONDITION_NOT_GIVEN)
    assert only(standard_with(measured), Assessed("A", nothing)) == told
    both = (
        '{ measure = "measured.answer_h", comparison = "recorded" }, {measure = "service.heat", comparison = "present"}'
    )
    standard = standard_with(f"any = [{both}]")
    assert only(standard, Assessed("A", {**nothing, "service.heat": "n/a"})) == (told[0], Reason.STATED)


def test_what_was_stated_not_to_apply_is_counted_by_what_it_rests_on() -> None:
    heat, water = (f'measure = "service.{what}"\ncomparison = "present"' for what in ("heat", "water"))
    made = file_with(heat, water) + "".join(
        requirement(heat, key=key, level=level, force=force)
        for key, level, force in (("X-3", "guidance", "mandatory"), ("X-4", "law", "info"))
    )
    standard = standard_of(read_standard_file(made, where="made-up"))
    one = assess(Assessed("A", {"service.heat": "n/a", "service.water": "yes"}), standard, on=ON)
    assert [one.n_stated_away(basis) for basis in (Basis.LAW, Basis.GUIDANCE, Basis.NORM)] == [1, 1, 0]
    assert one.verdicts == dict.fromkeys(("X-1", "X-3", "X-4"), Verdict.NOT_APPLICABLE) | {"X-2": Verdict.MET}
