"""All that the standards of Punkt ask has a source and a text in four languages, and their rows are all there."""

import csv
from pathlib import Path

import pytest

from punkt.standards.editions import packaged_standards
from punkt.standards.terms import Basis, Force
from punkt.wording import DECISION

_IDS = {
    "ua-1401": 54,
    "ee-kerksuskeskus": 23,
    "se-trygghetspunkt": 28,
    "sphere": 20,
    "de-notfalltreffpunkt": 8,
    "ch-notfalltreffpunkt": 11,
    "nl-noodsteunpunt": 6,
}
_FACTS = Path(__file__).resolve().parents[4] / "shared" / "facts"


def test_they_are_all_there() -> None:
    assert {key: len(versions[-1].requirements) for key, versions in packaged_standards().items()} == _IDS


def test_every_citation_resolves_to_a_listed_source() -> None:
    for versions in packaged_standards().values():
        for standard in versions:
            for one in standard.requirements:
                assert one.sources, one.id
                assert all(key in standard.sources or key.startswith(DECISION) for key in one.sources), one.id


def test_texts_are_in_four_languages_and_say_which_are_translations() -> None:
    for versions in packaged_standards().values():
        for standard in versions:
            assert set(standard.note) == {"uk", "en", "et", "sv"}, standard.name
            for one in standard.requirements:
                assert set(one.text) == {"uk", "en", "et", "sv"}, one.id
                assert standard.language not in one.translated, one.id
                assert one.translated >= {"uk", "en", "et", "sv"} - {standard.language}, one.id


def test_nobody_read_the_body_of_the_ukrainian_law_so_each_row_of_it_is_to_be_verified() -> None:
    for standard in packaged_standards()["ua-1401"]:
        assert all(one.is_to_verify for one in standard.requirements if one.basis is Basis.LAW), standard.name


def test_planning_values_are_told_and_not_asked() -> None:
    rows = {one.id: one for one in packaged_standards()["ua-1401"][-1].requirements}
    assert rows["UA-WAT-03"].force is Force.INFO
    assert rows["UA-WAT-04"].force is Force.INFO


@pytest.mark.skipif(not _FACTS.is_dir(), reason="the facts of the field are not beside this checkout")
def test_the_rows_of_the_ukrainian_table_are_there_with_their_basis() -> None:
    bases = {"law": Basis.LAW, "gov": Basis.GUIDANCE, "local": Basis.PRACTICE, "prop": Basis.INFERRED}
    rows = {one.id: one for one in packaged_standards()["ua-1401"][-1].requirements}
    with (_FACTS / "ukraine_standard.csv").open(encoding="utf-8") as lines:
        table = list(csv.DictReader(lines))
    assert {row["id"] for row in table} == rows.keys()
    for row in table:
        assert rows[row["id"]].basis is bases[row["basis"]], row["id"]
