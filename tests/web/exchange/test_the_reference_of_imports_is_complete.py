"""docs/reference/import.md says every code and target that there is, as the code says it."""

import re
from pathlib import Path

import pytest

from punkt.formats.column_map import TARGETS
from punkt.formats.findings import REASONS
from punkt_web.exchange.reasons import FINDINGS, OUTCOMES, REFUSALS, reason_of
from punkt_web.exchange.report import COUNTS
from punkt_web.exchange.targets import target_groups, target_label

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "import.md").read_text(encoding="utf-8")


def section(title: str) -> list[list[str]]:
    """The cells of the tables below a heading."""
    text = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\| `.*\|$", text, flags=re.MULTILINE)
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def test_every_finding_is_listed_with_its_severity_and_reason() -> None:
    known = {**REASONS, **FINDINGS}
    assert section("What is noticed") == [[code, str(severity), reason] for code, (severity, reason) in known.items()]


@pytest.mark.parametrize(
    ("title", "codes"),
    [("Why a row was refused", REFUSALS), ("Why a row was taken for a new or a known point", OUTCOMES)],
)
def test_every_outcome_is_listed_with_its_reason(title: str, codes: dict[str, str]) -> None:
    assert section(title) == [list(pair) for pair in codes.items()]


def test_every_target_is_listed_with_its_meaning() -> None:
    listed = {target: meaning for target, meaning in section("What a column can mean")}  # noqa: C416 # pairs are lists
    assert listed == {target: target_label(target) for _group, members in target_groups() for target, _ in members}
    assert set(TARGETS) <= set(listed)


def test_every_count_is_named() -> None:
    assert all(f"`{name}`" in PAGE for name in COUNTS)


def test_no_code_is_used_for_two_things() -> None:
    codes = [*REASONS, *FINDINGS, *OUTCOMES, *REFUSALS]
    assert len(codes) == len(set(codes))
    assert reason_of("a-code-of-another-version") == "a-code-of-another-version"
