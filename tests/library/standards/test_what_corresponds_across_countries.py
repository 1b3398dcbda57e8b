"""Requirements of several countries that are about the same thing stand in one row; a country without is told."""

from punkt.standards.crosswalk import CONCEPTS, concepts_of, crosswalk
from punkt.standards.editions import packaged_standards

LATEST = {key: versions[-1] for key, versions in packaged_standards().items()}


def test_every_requirement_is_about_something_shared() -> None:
    assert [one.id for standard in LATEST.values() for one in standard.requirements if not concepts_of(one)] == []


def test_a_measure_belongs_to_one_concept() -> None:
    measures = [measure for concept in CONCEPTS for measure in concept.measures]
    assert len(measures) == len(set(measures))


def test_own_power_is_asked_in_many_countries_and_not_in_all() -> None:
    rows = {row.concept.key: row for row in crosswalk(LATEST.values())}
    asked = {key for key, found in rows["own_power"].asked.items() if found}
    assert {"ua-1401", "ee-kerksuskeskus", "se-trygghetspunkt", "ch-notfalltreffpunkt"} <= asked
    assert rows["own_power"].asked["nl-noodsteunpunt"] == ()
    assert [one.id for one in rows["languages"].asked["ee-kerksuskeskus"]] == ["EE-21"]
    assert not rows["languages"].asked["ua-1401"]


def test_what_nobody_asks_has_no_row() -> None:
    rows = {row.concept.key for row in crosswalk([LATEST["nl-noodsteunpunt"]])}
    assert "own_power" not in rows
    assert rows
