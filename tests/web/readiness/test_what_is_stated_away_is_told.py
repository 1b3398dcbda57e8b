"""What is stated not to apply, and what may not be asked at all, is counted beside what lacks: no gap shows it."""

import pytest

from punkt.standards.assessing import Assessed, assess, assess_all
from punkt.standards.prices import packaged_prices
from punkt.standards.requirements import Standard
from punkt.standards.terms import Readiness, Reason, term_label
from punkt_web.dashboard.readiness_point import basis_lines
from punkt_web.readiness.found import found_of
from punkt_web.readiness.letters import letters_of
from punkt_web.readiness.queries import AssessedRow
from punkt_web.readiness.summary import Summary, summary_of, summary_of_rows
from punkt_web.readiness.told import assessment_lines, blank_lines
from tests.library.standards.made import CHECKED, standard_with
from tests.standard_cases import ON

HEAT, WATER = (f'measure = "service.{what}"\ncomparison = "present"' for what in ("heat", "water"))
STANDARD = standard_with(HEAT, WATER, f'{CHECKED}\n[requirement.subject]\nkinds = ["ua-stationary"]')
AWAY = Assessed("AWAY", {"service.heat": "n/a", "service.water": "n/a"}, kind="ua-stationary")
OPEN = Assessed("OPEN", {"service.heat": "yes", "service.water": "n/a"})
OTHER = Assessed("OTHER", {"service.heat": "no"}, kind="ua-mobile")


def summary(*points: Assessed, standard: Standard = STANDARD) -> Summary:
    return summary_of(assess_all(points, standard, on=ON), packaged_prices(), "UA", standard)


def test_each_has_a_letter_of_its_own() -> None:
    assert [letters_of(one.findings) for one in assess_all([AWAY, OPEN, OTHER], STANDARD, on=ON)] == [
        "ssu",
        "msq",
        "nux",
    ]


def test_they_are_counted_and_what_may_not_be_asked_is_among_what_is_not_known() -> None:
    found = summary(AWAY, OPEN, OTHER)
    assert (found.n_stated_away, found.n_not_surely_asked, found.n_unknown) == (3, 1, 3)
    assert sum(one.n_unknown for one in found.least_known) == found.n_unknown
    assert list(blank_lines(found)) == [
        "3 answers are not known.",
        "Of 1 of them it is not known whether it is asked at all.",
        "3 times it was stated that a requirement does not apply.",
    ]
    assert list(blank_lines(summary(OTHER))) == ["1 answer is not known."]


def test_rows_that_were_kept_before_there_were_these_letters_are_read_as_before() -> None:
    prices = packaged_prices()
    row = AssessedRow(1, "", **{**found_of(assess(OPEN, STANDARD, on=ON), prices, "UA"), "findings": "mxu"})
    found = summary_of_rows([row], STANDARD, prices, {STANDARD.name: STANDARD})
    assert (found.n_stated_away, found.n_not_surely_asked, found.n_unknown) == (0, 0, 1)
    assert [one.n_asked for one in found.requirements] == [1, 0, 1]


@pytest.mark.parametrize(
    ("point", "told"),
    [
        (AWAY, "0 of 1 met, 0 not met, 1 not known, 2 stated not to apply"),
        (OPEN, "1 of 2 met, 0 not met, 1 not known, 1 stated not to apply"),
        (OTHER, "0 of 2 met, 1 not met, 1 not known"),
    ],
)
def test_of_one_point_they_stand_beside_what_its_level_rests_on(point: Assessed, told: str) -> None:
    one = assess(point, STANDARD, on=ON)
    assert [line.told for line in basis_lines(one)] == [told]
    assert any(line.endswith(f". {told}") for line in assessment_lines(one))


def test_where_all_of_a_basis_is_stated_away_it_is_told() -> None:
    one = assess(AWAY, standard_with(HEAT, WATER), on=ON)
    assert one.readiness is Readiness.NOTHING_ASKED
    assert [line.told for line in basis_lines(one)] == ["2 stated not to apply"]
    assert "Law: Nothing is asked. 2 stated not to apply" in list(assessment_lines(one))


def test_each_finding_has_its_reason() -> None:
    lines = list(assessment_lines(assess(OPEN, STANDARD, on=ON)))
    assert lines[-3:] == [
        "  Met              X-1  Asked",
        "  Does not apply   X-2  Asked (It was stated that it does not apply here.)",
        f"  Not known        X-3  Asked ({term_label(Reason.SUBJECT_NOT_KNOWN)})",
    ]
