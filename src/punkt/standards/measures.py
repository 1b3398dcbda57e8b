"""What requirements look at: fields of the register, what is reckoned from them, and what the network measures.

A measure is told by its key. One that is reckoned is known where all it needs is known, and never from a blank.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from punkt.model.fields import FIELDS, FieldDefinition, FieldKind
from punkt.standards.terms import Scope
from punkt.units import Unit
from punkt.wording import gettext_noop as _

Facts = Mapping[str, object]
"""What is known, by measure. A key that is not there is not known."""


class MeasureKind(StrEnum):
    """The form of what is known."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that requirements look at. ``needs`` are the fields it rests on, ``of`` reckons it from them."""

    key: str
    label: str
    kind: MeasureKind
    unit: str = ""
    scope: Scope = Scope.POINT
    options: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    of: Callable[[Facts], float | None] | None = None

    @property
    def is_measured(self) -> bool:
        """Whether the network finds it out by itself, so that nobody states it."""
        return self.key.startswith(_BY_THE_NETWORK)


_BY_THE_NETWORK = "measured."
_KINDS = {
    FieldKind.AVAILABILITY: MeasureKind.YES_NO,
    FieldKind.NUMBER: MeasureKind.NUMBER,
    FieldKind.COUNT: MeasureKind.NUMBER,
    FieldKind.CHOICE: MeasureKind.CHOICE,
    FieldKind.TEXT: MeasureKind.TEXT,
}


def _of_field(field: FieldDefinition) -> Measure:
    kind, unit = _KINDS[field.kind], field.unit.value if field.unit else ""
    return Measure(field.key, field.label, kind, unit, options=field.options, needs=(field.key,))


def number(facts: Facts, key: str) -> float | None:
    """A number that is known; ``None`` for a blank and for "nobody knows"."""
    value = facts.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _per(of: str, each: str, *, less: int = 0) -> Callable[[Facts], float | None]:
    """``of`` for each of ``each``, of which ``less`` do not count; endless where there is none left."""

    def reckoned(facts: Facts) -> float | None:
        whole, parts = number(facts, of), number(facts, each)
        if whole is None or parts is None:
            return None
        return whole / (parts - less) if parts > less else float("inf")

    return reckoned


def people_at_once(facts: Facts) -> float | None:
    """The most people at once by what is stated: by day or by night, whichever is more."""
    seated, lying = number(facts, "capacity_seated"), number(facts, "capacity_lying")
    known = [one for one in (seated, lying) if one is not None]
    return max(known, default=None)


def _people_per(each: str, *, less: int = 0) -> Callable[[Facts], float | None]:
    def reckoned(facts: Facts) -> float | None:
        people, parts = people_at_once(facts), number(facts, each)
        if people is None or parts is None:
            return None
        return people / (parts - less) if parts > less else float("inf")

    return reckoned


def _own_power_h(facts: Facts) -> float | None:
    """As it ran under load; where nobody tried, the fuel in tank and reserve over the usual use of an hour."""
    ran = number(facts, "power.ran_under_load_h")
    if ran is not None:
        return ran
    use = number(facts, "power.consumption_l_h")
    tank, stock = number(facts, "power.tank_l"), number(facts, "power.fuel_stock_l")
    if not use or tank is None or stock is None:
        return None
    return (tank + stock) / use


def _opens_within_min(facts: Facts) -> float | None:
    """As it was measured; where nobody measured, as it is promised."""
    measured = number(facts, "measured.time_to_open_min")
    return number(facts, "promised_minutes") if measured is None else measured


def _water_per_person(*stocks: str) -> Callable[[Facts], float | None]:
    def reckoned(facts: Facts) -> float | None:
        people, litres = people_at_once(facts), [number(facts, stock) for stock in stocks]
        known = [one for one in litres if one is not None]
        return sum(known) / people if people and len(known) == len(litres) else None

    return reckoned


_CAPACITY = ("capacity_seated", "capacity_lying")


def _reckoned(
    name: str, label: str, unit: Unit | None, needs: tuple[str, ...], of: Callable[[Facts], float | None]
) -> Measure:
    return Measure(f"derived.{name}", label, MeasureKind.NUMBER, unit.value if unit else "", needs=needs, of=of)


def _for_people(name: str, label: str, each: str, *, less: int = 0) -> Measure:
    return _reckoned(name, label, Unit.PERSON, (*_CAPACITY, each), _people_per(each, less=less))


_RECKONED = (
    _reckoned(
        "own_power_h",
        _("Hours on own power"),
        Unit.HOUR,
        ("power.ran_under_load_h", "power.tank_l", "power.fuel_stock_l", "power.consumption_l_h"),
        _own_power_h,
    ),
    _reckoned(
        "opens_within_min",
        _("Minutes from the decision to the open door"),
        Unit.MINUTE,
        ("measured.time_to_open_min", "promised_minutes"),
        _opens_within_min,
    ),
    _reckoned(
        "floor_per_person_m2",
        _("Floor area for each seat"),
        Unit.SQUARE_METRE,
        ("space.floor_m2", "capacity_seated"),
        _per("space.floor_m2", "capacity_seated"),
    ),
    _reckoned(
        "floor_per_sleeper_m2",
        _("Floor area for each sleeping place"),
        Unit.SQUARE_METRE,
        ("space.floor_m2", "capacity_lying"),
        _per("space.floor_m2", "capacity_lying"),
    ),
    _reckoned(
        "floor_per_limited_mobility_m2",
        _("Floor area for each person with limited mobility"),
        Unit.SQUARE_METRE,
        ("space.limited_mobility_m2", "access.n_limited_mobility"),
        _per("space.limited_mobility_m2", "access.n_limited_mobility"),
    ),
    _reckoned(
        "drinking_l_per_person",
        _("Drinking water stored for each person"),
        Unit.LITRE,
        (*_CAPACITY, "water.drinking_l"),
        _water_per_person("water.drinking_l"),
    ),
    _reckoned(
        "technical_l_per_person",
        _("Water for washing and toilets stored for each person"),
        Unit.LITRE,
        (*_CAPACITY, "water.technical_l"),
        _water_per_person("water.technical_l"),
    ),
    _reckoned(
        "water_l_per_person",
        _("Water stored for each person"),
        Unit.LITRE,
        (*_CAPACITY, "water.drinking_l", "water.technical_l"),
        _water_per_person("water.drinking_l", "water.technical_l"),
    ),
    _for_people("people_per_toilet", _("People for each toilet"), "water.n_toilets"),
    _for_people("people_per_toilet_beyond_two", _("People for each toilet beyond two"), "water.n_toilets", less=2),
    _reckoned(
        "women_per_men_toilets",
        _("Toilets for women for each toilet for men"),
        None,
        ("water.n_toilets_women", "water.n_toilets_men"),
        _per("water.n_toilets_women", "water.n_toilets_men"),
    ),
    _for_people("people_per_tap", _("People for each tap"), "water.n_taps"),
    _for_people("people_per_hand_pump", _("People for each hand pump"), "water.n_hand_pumps"),
    _for_people("people_per_bathing", _("People for each shower or bathing unit"), "water.n_bathing"),
    _for_people("people_per_laundry", _("People for each place to wash clothes"), "water.n_laundry"),
)


def _measured(key: str, label: str, kind: MeasureKind, unit: Unit | None = None) -> Measure:
    return Measure(key, label, kind, unit.value if unit else "", needs=(key,))


def _of_territory(name: str, label: str, kind: MeasureKind = MeasureKind.YES_NO, unit: str = "") -> Measure:
    key = f"territory.{name}"
    return Measure(key, label, kind, unit, Scope.TERRITORY, needs=(key,))


_MEASURED = (
    _measured("measured.time_to_open_min", _("Minutes to open, measured"), MeasureKind.NUMBER, Unit.MINUTE),
    _measured("measured.answer_h", _("Hours until a complaint was answered"), MeasureKind.NUMBER, Unit.HOUR),
    _measured("measured.ready_on", _("Found ready for the season on"), MeasureKind.DATE),
)
_TERRITORIAL = (
    _of_territory("residents_per_point", _("Residents for each point"), MeasureKind.NUMBER, Unit.PERSON),
    _of_territory("n_points", _("Points"), MeasureKind.NUMBER, Unit.PIECE),
    _of_territory("n_points_per_district", _("Points in the part with the fewest"), MeasureKind.NUMBER, Unit.PIECE),
    _of_territory("inspected_share", _("Points inspected before the season"), MeasureKind.NUMBER, "%"),
    _of_territory("needs_analysis", _("What is needed was analysed before points were sized")),
    _of_territory("both_sides", _("Points stand on both sides of a barrier and away from the centre")),
    _of_territory("secondary_points", _("Points for evacuated people are planned apart from the others")),
    _of_territory("publication_decided", _("It is decided what may be published of points")),
    _of_territory("announces", _("Opens points and announces where they are")),
    _of_territory("fuel_held", _("Holds fuel, or has it by contract")),
    _of_territory("planned_share", _("Share of the affected people planned for"), MeasureKind.NUMBER, "%"),
    _of_territory("planned_people", _("People planned for"), MeasureKind.NUMBER, Unit.PERSON),
    _of_territory("housing_h", _("Hours until there is temporary housing"), MeasureKind.NUMBER, Unit.HOUR),
)

MEASURES: Mapping[str, Measure] = {
    measure.key: measure for measure in (*map(_of_field, FIELDS.values()), *_RECKONED, *_MEASURED, *_TERRITORIAL)
}


def value_of(facts: Facts, key: str) -> object:
    """What is known of a measure, reckoned where it has to be; ``None`` is not known."""
    of = MEASURES[key].of
    return of(facts) if of else facts.get(key)
