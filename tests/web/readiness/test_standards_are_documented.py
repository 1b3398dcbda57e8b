"""docs/reference/standards.md and docs/methods/readiness.md name every word, measure and column as the code has it."""

import re
from pathlib import Path

import pytest

from punkt.model.fields import FIELDS
from punkt.standards.assessing import Assessed, assess
from punkt.standards.changes import changes_between
from punkt.standards.check_reading import ALLOWED
from punkt.standards.editions import packaged_standards
from punkt.standards.measures import MEASURES
from punkt.standards.prices import packaged_prices
from punkt.standards.terms import Basis, Comparison, Force, Readiness, Reason, Topic, Verdict
from punkt.toml.changes import ChangeKind
from punkt.wording import DECISION
from punkt_web.readiness import standards_told, told
from tests.standard_cases import ON

DOCS = Path(__file__).parents[3] / "docs"
REFERENCE = (DOCS / "reference" / "standards.md").read_text("utf-8")
METHOD = (DOCS / "methods" / "readiness.md").read_text("utf-8")
PEOPLE = {"capacity_seated", "capacity_lying"}


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its depth or above."""
    depth = heading.split(" ", maxsplit=1)[0].count("#")
    after = page.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^#{{1,{depth}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> dict[str, list[str]]:
    """The rows of the tables by the key in their first cell, without that cell."""
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            found[cells[0].strip("`")] = cells[1:]
    return found


def words(cell: str) -> set[str]:
    """What stands in backticks."""
    return set(re.findall(r"`([^`]+)`", cell))


def test_the_measures_are_those_that_there_are() -> None:
    shown = rows(section(REFERENCE, "## Measures"))
    others = {key: one for key, one in MEASURES.items() if key not in FIELDS}
    assert list(shown) == list(others)
    for key, one in others.items():
        assert shown[key][:3] == [one.label, one.kind.value, one.unit], key
        assert words(shown[key][3]) == set(one.needs) - {key}, key


def test_the_method_says_how_each_figure_is_reckoned() -> None:
    shown = rows(section(METHOD, "## Figures that are reckoned"))
    reckoned = {key: one for key, one in MEASURES.items() if one.of}
    assert list(shown) == list(reckoned)
    for key, one in reckoned.items():
        of_people = " people" in f" {shown[key][0]}"
        assert words(shown[key][0]) == set(one.needs) - (PEOPLE if of_people else set()), key
        assert of_people == (set(one.needs) >= PEOPLE), key


def test_the_comparisons_are_those_that_a_kind_of_measure_takes() -> None:
    shown = rows(section(REFERENCE, "## Check"))
    for comparison in Comparison:
        assert words(shown[comparison.value][1]) == {kind for kind, taken in ALLOWED.items() if comparison in taken}


@pytest.mark.parametrize(
    ("heading", "key", "enum"),
    [
        ("## Requirement", "topic", Topic),
        ("## Requirement", "level", Basis),
        ("## Requirement", "force", Force),
        ("### punkt assess", "readiness", Readiness),
        ("### punkt assess", "finding", Verdict),
        ("### punkt assess", "reason", Reason),
    ],
)
def test_the_words_are_those_that_there_are(heading: str, key: str, enum: type) -> None:
    assert words(rows(section(REFERENCE, heading))[key][-1]) == set(enum)  # type: ignore[call-overload]


def test_the_columns_are_those_that_come_out() -> None:
    old, new = packaged_standards()["ua-1401"][-2:]
    changes = changes_between(old, new)
    assert {one.kind for one in changes.requirements} == {ChangeKind.ADDED}
    outputs = {
        "### punkt assess": told.assessment_rows([assess(Assessed("A", {}), new, on=ON)], facts_of=ON, is_kept=False),
        "### punkt standards show": standards_told.requirement_rows(new),
        "### punkt standards diff": standards_told.change_rows(changes),
    }
    for heading, given in outputs.items():
        for row in given:
            assert list(row) == list(rows(section(REFERENCE, heading))), heading


def test_the_method_counts_the_price_list_as_it_is() -> None:
    items = packaged_prices().items.values()
    n_priced = sum(one.price is not None for one in items)
    assert f"{len(items)} things and works, of which {n_priced} have a price" in METHOD
    of_ours = [one.lead_source.startswith(DECISION) for one in items if one.lead_days]
    assert len(of_ours) / 2 < sum(of_ours) < len(of_ours)
