"""A register is loaded twice, a unit moves, units merge: figures of a day before stay as they were."""

from datetime import date

import pytest

from punkt.errors import InvalidValue
from punkt.formats.territories import TerritoryRow
from punkt.model.vocabulary import EvidenceMethod, TerritoryLevel
from punkt_web.common.audit import Actor, first_fault
from punkt_web.common.models import AuditEntry
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.actions.territories import load_boundaries, load_territories, merge_territories
from punkt_web.registry.models import Territory, TerritoryBoundary, TerritorySuccession
from punkt_web.registry.statements import Evidence
from punkt_web.registry.territories import codes_below_on, n_points_on

pytestmark = pytest.mark.django_db
ACTOR = Actor("a test")
BEFORE, AFTER = date(2017, 1, 1), date(2018, 1, 1)
MERGED_ON = date(2017, 10, 21)


def row(code: str, parent: str, level: TerritoryLevel, name: str = "") -> TerritoryRow:
    return TerritoryRow(code, parent, level, {"et": name or code})


REGISTER = [
    row("EE-0086", "EE", TerritoryLevel.REGION),
    row("EE-0087", "EE", TerritoryLevel.REGION),
    row("EE-0843", "EE-0086", TerritoryLevel.MUNICIPALITY),
    row("EE-0918", "EE-0086", TerritoryLevel.MUNICIPALITY),
    row("EE-1001", "EE-0843", TerritoryLevel.SETTLEMENT, "Väimela"),
]


def load(rows: list[TerritoryRow], valid_from: date | None = None) -> tuple[int, int, int]:
    done = load_territories(ACTOR, rows, source="EHAK", valid_from=valid_from)
    return done.n_new, done.n_changed, done.n_unchanged


def test_the_country_is_made_and_paths_lead_down_from_it() -> None:
    assert load(REGISTER) == (5, 0, 0)
    assert Territory.objects.get(code="EE-1001").path == "EE/EE-0086/EE-0843/EE-1001/"
    assert Territory.objects.get(code="EE").names["sv"] == "Estland"


def test_loading_the_same_register_again_writes_nothing() -> None:
    load(REGISTER)
    n_notes = AuditEntry.objects.count()
    assert load(REGISTER) == (0, 0, 5)
    assert AuditEntry.objects.count() == n_notes
    assert first_fault() is None


def test_a_unit_that_moved_needs_a_day_and_takes_everything_below_with_it() -> None:
    load(REGISTER)
    moved = [*REGISTER[:2], row("EE-0843", "EE-0087", TerritoryLevel.MUNICIPALITY), *REGISTER[3:]]
    with pytest.raises(InvalidValue, match="EE-0843"):
        load(moved)
    assert load(moved, MERGED_ON) == (0, 1, 4)
    assert Territory.objects.get(code="EE-1001").path == "EE/EE-0087/EE-0843/EE-1001/"
    assert codes_below_on("EE-0086", BEFORE) == {"EE-0086", "EE-0843", "EE-0918", "EE-1001"}
    assert codes_below_on("EE-0086", AFTER) == {"EE-0086", "EE-0918"}
    assert codes_below_on("EE-0087", AFTER) == {"EE-0087", "EE-0843", "EE-1001"}


def test_a_merger_keeps_the_old_units_for_old_days_and_adds_them_to_the_successor_for_new_days() -> None:
    load(REGISTER)
    old, new = Territory.objects.get(code="EE-0843"), Territory.objects.get(code="EE-0918")
    merge_territories(ACTOR, [old], new, happened_on=MERGED_ON, reason="reform of 2017")
    assert codes_below_on("EE-0918", BEFORE) == {"EE-0918"}
    assert codes_below_on("EE-0918", AFTER) == {"EE-0918", "EE-0843", "EE-1001"}
    assert Territory.objects.get(code="EE-1001").path.startswith("EE/EE-0086/EE-0918/EE-0843/")
    assert Territory.objects.get(code="EE-0843").valid_until == MERGED_ON
    assert TerritorySuccession.objects.get().successor_id == new.pk


def test_a_unit_can_be_merged_neither_into_itself_nor_into_what_lies_in_it() -> None:
    load(REGISTER)
    outer, inner = Territory.objects.get(code="EE-0843"), Territory.objects.get(code="EE-1001")
    for target in (outer, inner):
        with pytest.raises(InvalidValue):
            merge_territories(ACTOR, [outer], target, happened_on=MERGED_ON)
    assert Territory.objects.get(code="EE-0843").valid_until is None


def test_a_new_name_in_one_language_keeps_the_others() -> None:
    load(REGISTER)
    load([TerritoryRow("EE-1001", "EE-0843", TerritoryLevel.SETTLEMENT, {"en": "Vaimela"})])
    assert Territory.objects.get(code="EE-1001").names == {"et": "Väimela", "en": "Vaimela"}


def square(west: float, south: float, size: float) -> dict[str, object]:
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def test_boundaries_are_set_for_units_that_are_there() -> None:
    load(REGISTER)
    outer, inner = square(26, 57, 2), square(27, 57.5, 0.5)
    assert load_boundaries(ACTOR, {"EE-0086": outer, "EE-0843": inner, "EE-9999": outer}, source="a map") == 2
    assert TerritoryBoundary.objects.get(territory__code="EE-0843").geometry == inner


def test_points_are_counted_in_the_boundaries_of_a_day() -> None:
    load(REGISTER)
    old, new = Territory.objects.get(code="EE-0843"), Territory.objects.get(code="EE-0918")
    evidence = Evidence("a test", EvidenceMethod.DECLARED)
    register_point(ACTOR, {"name": {"et": "Kool"}, "territory": old}, evidence)
    merge_territories(ACTOR, [old], new, happened_on=MERGED_ON)
    assert [n_points_on(new, day) for day in (BEFORE, AFTER)] == [0, 1]
    assert n_points_on(old, AFTER) == 1, "the old unit can still be asked for"


def test_a_population_carries_its_source_and_day() -> None:
    counted = TerritoryRow("EE-0843", "EE-0086", TerritoryLevel.MUNICIPALITY, population=10_000)
    load([*REGISTER[:1], counted], AFTER)
    territory = Territory.objects.get(code="EE-0843")
    assert (territory.population, territory.population_source, territory.population_on) == (10_000, "EHAK", AFTER)
    load(REGISTER)
    assert Territory.objects.get(code="EE-0843").population == 10_000, "a register without figures keeps them"


def test_a_unit_whose_parent_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(InvalidValue, match="EE-0999 stands under EE-0998"):
        load([row("EE-0999", "EE-0998", TerritoryLevel.MUNICIPALITY)])
    assert not Territory.objects.exists()
