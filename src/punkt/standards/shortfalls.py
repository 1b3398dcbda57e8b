"""How much of what is missing where a check is not met: what has to be added, in units of a field."""

from collections.abc import Callable, Mapping
from math import ceil, isfinite
from typing import NamedTuple

from punkt.standards.measures import Facts, number, people_at_once
from punkt.standards.requirements import Check
from punkt.standards.terms import Comparison


class Shortfall(NamedTuple):
    """What is short: ``amount`` in units of ``measure``; ``None`` where no number says how much."""

    measure: str
    amount: float | None


_Inverse = Callable[[Facts, float], float | None]


def shortfall_of(check: Check, facts: Facts) -> Shortfall:
    """What would make a check hold that does not, by what is known of the point.

    A figure that is reckoned is led back to the field that things or work add to: people for each toilet to toilets.
    """
    if check.measure in _LED_BACK:
        field, inverse = _LED_BACK[check.measure]
        amount = None if check.value is None else inverse(facts, check.value)
        return Shortfall(field, amount)
    if check.comparison in {Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.BETWEEN}:
        have = number(facts, check.measure) or 0.0
        short = (check.value or 0.0) - have
        return Shortfall(check.measure, short if short > 0 else None)
    return Shortfall(check.measure, 1.0 if check.comparison in _ONE_IS_ENOUGH else None)


_ONE_IS_ENOUGH = frozenset(
    {Comparison.PRESENT, Comparison.SOME, Comparison.ONE_OF, Comparison.INCLUDES, Comparison.RECORDED}
)


def _more_for_people(field: str, *, spare: int = 0) -> _Inverse:
    """So many more that no more than ``asked`` people come on each, ``spare`` not counted."""

    def more(facts: Facts, asked: float) -> float | None:
        people, have = people_at_once(facts), number(facts, field)
        if people is None or have is None or asked <= 0:
            return None
        return max(0.0, ceil(people / asked) + spare - have)

    return more


def _more_for_each_person(*stocks: str) -> _Inverse:
    def more(facts: Facts, asked: float) -> float | None:
        people = people_at_once(facts)
        have = sum(number(facts, stock) or 0.0 for stock in stocks)
        return None if people is None else max(0.0, people * asked - have)

    return more


def _more_fuel(facts: Facts, asked: float) -> float | None:
    """Litres for the hours that are missing; as it ran under load if somebody tried."""
    use = number(facts, "power.consumption_l_h")
    ran = number(facts, "power.ran_under_load_h")
    held = (number(facts, "power.tank_l") or 0.0) + (number(facts, "power.fuel_stock_l") or 0.0)
    if not use:
        return None
    hours = held / use if ran is None else ran
    return max(0.0, (asked - hours) * use) if isfinite(hours) else None


def _nothing_to_add(_facts: Facts, _asked: float) -> float | None:
    return None


def _more_women_toilets(facts: Facts, asked: float) -> float | None:
    women, men = number(facts, "water.n_toilets_women"), number(facts, "water.n_toilets_men")
    return None if women is None or men is None else max(0.0, ceil(men * asked) - women)


_LED_BACK: Mapping[str, tuple[str, _Inverse]] = {
    "derived.own_power_h": ("power.fuel_stock_l", _more_fuel),
    "derived.opens_within_min": ("promised_minutes", _nothing_to_add),
    "derived.floor_per_person_m2": ("space.floor_m2", _nothing_to_add),
    "derived.floor_per_sleeper_m2": ("space.floor_m2", _nothing_to_add),
    "derived.floor_per_limited_mobility_m2": ("space.limited_mobility_m2", _nothing_to_add),
    "derived.drinking_l_per_person": ("water.drinking_l", _more_for_each_person("water.drinking_l")),
    "derived.technical_l_per_person": ("water.technical_l", _more_for_each_person("water.technical_l")),
    "derived.water_l_per_person": (
        "water.technical_l",
        _more_for_each_person("water.drinking_l", "water.technical_l"),
    ),
    "derived.people_per_toilet": ("water.n_toilets", _more_for_people("water.n_toilets")),
    "derived.people_per_toilet_beyond_two": ("water.n_toilets", _more_for_people("water.n_toilets", spare=2)),
    "derived.women_per_men_toilets": ("water.n_toilets_women", _more_women_toilets),
    "derived.people_per_tap": ("water.n_taps", _more_for_people("water.n_taps")),
    "derived.people_per_hand_pump": ("water.n_hand_pumps", _more_for_people("water.n_hand_pumps")),
    "derived.people_per_bathing": ("water.n_bathing", _more_for_people("water.n_bathing")),
    "derived.people_per_laundry": ("water.n_laundry", _more_for_people("water.n_laundry")),
}
