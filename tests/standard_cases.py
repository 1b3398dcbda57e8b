"""What a point must have so that a requirement comes out in a wanted way, told by hand for each measure."""

from datetime import date

from punkt.standards.assessing import Assessed
from punkt.standards.measures import MEASURES, MeasureKind
from punkt.standards.requirements import Check, Requirement
from punkt.standards.terms import Comparison

ON = date(2026, 12, 1)
_PEOPLE = 100.0

# For a wanted value of a figure that is reckoned: the fields that give it.
_RECKONED = {
    "derived.own_power_h": lambda wanted: {
        "power.tank_l": wanted,
        "power.fuel_stock_l": wanted,
        "power.consumption_l_h": 2.0,
    },
    "derived.opens_within_min": lambda wanted: {"measured.time_to_open_min": wanted, "promised_minutes": 1},
    "derived.floor_per_person_m2": lambda wanted: {"space.floor_m2": wanted * _PEOPLE, "capacity_seated": _PEOPLE},
    "derived.floor_per_sleeper_m2": lambda wanted: {"space.floor_m2": wanted * _PEOPLE, "capacity_lying": _PEOPLE},
    "derived.floor_per_limited_mobility_m2": lambda wanted: {
        "space.limited_mobility_m2": wanted * 4,
        "access.n_limited_mobility": 4,
    },
    "derived.drinking_l_per_person": lambda wanted: {"water.drinking_l": wanted * _PEOPLE, "capacity_lying": _PEOPLE},
    "derived.technical_l_per_person": lambda wanted: {
        "water.technical_l": wanted * _PEOPLE,
        "capacity_seated": _PEOPLE,
    },
    "derived.water_l_per_person": lambda wanted: {
        "water.drinking_l": wanted * _PEOPLE / 2,
        "water.technical_l": wanted * _PEOPLE / 2,
        "capacity_seated": _PEOPLE,
    },
    "derived.people_per_toilet": lambda wanted: {"capacity_seated": wanted * 4, "water.n_toilets": 4},
    "derived.people_per_toilet_beyond_two": lambda wanted: {"capacity_seated": wanted * 4, "water.n_toilets": 6},
    "derived.women_per_men_toilets": lambda wanted: {"water.n_toilets_women": wanted * 2, "water.n_toilets_men": 2},
    "derived.people_per_tap": lambda wanted: {"capacity_seated": wanted * 2, "water.n_taps": 2},
    "derived.people_per_hand_pump": lambda wanted: {"capacity_seated": wanted * 2, "water.n_hand_pumps": 2},
    "derived.people_per_bathing": lambda wanted: {"capacity_seated": wanted * 2, "water.n_bathing": 2},
    "derived.people_per_laundry": lambda wanted: {"capacity_seated": wanted * 2, "water.n_laundry": 2},
}


def _value(check: Check, *, holds: bool) -> object:
    asked, upper = check.value or 0.0, check.upper or 0.0
    is_number = MEASURES[check.measure].kind is MeasureKind.NUMBER
    holding: dict[Comparison, object] = {
        Comparison.PRESENT: "yes",
        Comparison.ABSENT: "no",
        Comparison.SOME: 1 if is_number else "yes",
        Comparison.AT_LEAST: asked,
        Comparison.MORE_THAN: asked + 1,
        Comparison.AT_MOST: asked,
        Comparison.LESS_THAN: asked / 2,
        Comparison.BETWEEN: upper,
        Comparison.ONE_OF: check.values[:1] and check.values[0],
        Comparison.INCLUDES: ", ".join(check.values),
        Comparison.BY_DAY: "2026-09-30",
        Comparison.RECORDED: "24/7",
    }
    failing: dict[Comparison, object] = {
        Comparison.PRESENT: "limited",
        Comparison.ABSENT: "yes",
        Comparison.SOME: 0 if is_number else "no",
        Comparison.AT_LEAST: asked - 0.5,
        Comparison.MORE_THAN: asked,
        Comparison.AT_MOST: asked + 0.5,
        Comparison.LESS_THAN: asked,
        Comparison.BETWEEN: upper + 0.5,
        Comparison.ONE_OF: "something else",
        Comparison.INCLUDES: "x",
        Comparison.BY_DAY: "2026-10-02",
        Comparison.RECORDED: "24/7",
    }
    return (holding if holds else failing)[check.comparison]


def facts_for(check: Check, *, holds: bool) -> dict[str, object]:
    """Facts by which the check holds, or does not."""
    value = _value(check, holds=holds)
    if check.measure in _RECKONED:
        assert isinstance(value, int | float)
        return _RECKONED[check.measure](float(value))
    return {check.measure: value}


def point_with(requirement: Requirement, facts: dict[str, object]) -> Assessed:
    """A point of which the requirement is asked, with these facts."""
    subject = requirement.subject
    facts = dict(facts)
    if subject.service_levels:
        facts.setdefault("opening.service_level", min(subject.service_levels))
    if requirement.when:
        facts.setdefault(requirement.when.measure, requirement.when.one_of[0])
    least, below = subject.population_from, subject.population_below
    return Assessed(
        "ABC",
        facts,
        kind=min(subject.kinds) if subject.kinds else None,
        host_kind=min(subject.host_kinds) if subject.host_kinds else None,
        population=least if least is not None else (below - 1 if below else None),
    )
