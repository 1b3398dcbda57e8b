"""Hours left at a point without the grid: what register and reports say, put into the formula of ``punkt.power``.

docs/methods/hours-left.md says what is assumed where nothing is known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from punkt.model.request_words import RequestKind
from punkt.model.stock_items import FUELS
from punkt.model.supply_words import Doubt, Sustained
from punkt.power import figures
from punkt.power.autonomy import (
    Battery,
    FuelledGenerator,
    Heat,
    HoursLeft,
    OwnPower,
    Premises,
    Stock,
    autonomy,
    drinking_water,
    usual_link,
)
from punkt.power.generators import Generator
from punkt.power.loads import Load, Surroundings
from punkt.power.readings import Reading, Sifted, Store, quarters, sift
from punkt.power.spans import NOTHING, Span
from punkt.power.trials import Tried
from punkt_web.operations.keeping.power_trials import tried_at
from punkt_web.operations.queries import FuelTold, fuel_told
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.supplies.deliveries import Brought, ByItem, brought_to
from punkt_web.registry.models import Point
from punkt_web.registry.standing import who_stands_for

_LOOKED_BACK = timedelta(days=7)
"""Readings that are older say nothing of a tank any more."""
_COUNT_LASTS = timedelta(hours=4)
_SEATS_IF_UNKNOWN = 100
_ELECTRIC = frozenset({"electric", "heat_pump"})
_BURNING = frozenset({"solid_fuel", "gas", "diesel"})
_DIESEL = frozenset({"diesel", None})
"""Fuels of which the curve holds; a generator of which nobody said what it burns is taken for a diesel one [I]."""


@dataclass(frozen=True, slots=True)
class PointHours:
    """Hours left of each, and the last reading of fuel where it cannot be true, with the reason.

    ``fuel_l_per_h`` and ``water_l_per_h`` are what is used now; ``None`` where nobody knows of a generator that burns.
    """

    left: Mapping[Sustained, HoursLeft]
    doubt: Doubt | None
    fuel_l_per_h: Span | None
    water_l_per_h: Span


@dataclass(frozen=True, slots=True)
class _Told:
    """What reports, requests and trials of its power say of one point."""

    status: StatusNow
    fuel: Sequence[FuelTold]
    fuel_brought: Brought
    water_brought: Brought
    tried: Tried


def hours_left(point: Point, status: StatusNow, at: datetime) -> PointHours:
    """Hours left at a point from ``at``, if there is no power from the grid from then on."""
    return hours_left_at([point], {point.pk: status}, at)[point.pk]


def hours_left_at(points: Iterable[Point], statuses: Mapping[int, StatusNow], at: datetime) -> dict[int, PointHours]:
    """``hours_left`` of many points, by id, in a few queries: by what was told up to ``at``.

    Who may see them is the caller's part.
    """
    by_id = {point.pk: point for point in points}
    if not by_id:
        return {}
    since, stands_for = at - _LOOKED_BACK, who_stands_for(by_id)
    fuel = fuel_told(stands_for, since, at)
    brought = brought_to(stands_for, since, at)
    trials = tried_at(stands_for, at)
    nothing, untried = StatusNow(), Tried()
    return {
        pk: _hours_left(
            point,
            _Told(
                statuses.get(pk, nothing),
                fuel.get(pk, ()),
                _of_item(brought.get(pk, {}), RequestKind.FUEL, fuel_item(point)),
                _of_item(brought.get(pk, {}), RequestKind.WATER, ""),
                trials.get(pk, untried),
            ),
            at,
        )
        for pk, point in by_id.items()
    }


def fuel_item(point: Point) -> str:
    """The item of stores that its generator burns; "" where nobody said which."""
    item = f"fuel.{point.facts.get('power.fuel', '')}"
    return item if item in FUELS else ""


def _of_item(brought: ByItem, kind: RequestKind, item: str) -> Brought:
    """What is of that item or of none that is named; of all where the item is not known."""
    found = Brought()
    for (of_kind, named), one in brought.items():
        if of_kind is kind and (not item or named in {"", item}):
            found.came += one.came
            found.to_come += one.to_come
            found.taken += one.taken
    return found


def _hours_left(point: Point, told: _Told, at: datetime) -> PointHours:
    generator = _generator(point.facts, told.tried)
    fuel = _sifted_fuel(point, generator, told)
    battery_kwh = _number(point.facts, "power.battery_kwh")
    people = _people(point, told.status, at)
    premises = Premises(
        around=Surroundings(people),
        load=_load(point.facts),
        power=OwnPower(
            None if generator is None else _fuelled(generator, fuel.last, told.fuel_brought),
            Battery(battery_kwh) if battery_kwh else None,
        ),
        heat=_heat(point.facts),
        water=_water(point, people, told, at),
        link=usual_link(str(point.facts.get("communication.link", ""))),
        before=Surroundings(_anybody(point)),
    )
    burns = None if generator is None else generator.burns_l_per_h(premises.load.at_kw(premises.around))
    water_l_per_h = premises.water.use_per_h or NOTHING
    return PointHours(autonomy(premises, at), _last_doubt(fuel), burns, water_l_per_h)


def _fuelled(generator: Generator, reading: Reading | None, brought: Brought) -> FuelledGenerator:
    return FuelledGenerator(generator, _less_taken(reading, brought), tuple(brought.to_come), tuple(brought.came))


def _less_taken(reading: Reading | None, brought: Brought) -> Reading | None:
    """What was sent on to another point after the reading may be of that tank or not: it lowers the lower end."""
    if reading is None:
        return None
    taken = sum(litres for at, litres in brought.taken if at >= reading.read_at)
    return Reading(reading.amount.less(Span(0.0, taken)), reading.read_at)


def _generator(facts: Mapping[str, Any], trials: Tried) -> Generator | None:
    """The generator, where enough is known of it to say what it burns: what a trial measured before what is stated."""
    rated_kw, stated_l_per_h = _number(facts, "power.generator_kw"), _number(facts, "power.consumption_l_h")
    stated = Span.exactly(stated_l_per_h) if stated_l_per_h else None
    burns = trials.burns_l_per_h or stated
    if not rated_kw or (burns is None and facts.get("power.fuel") not in _DIESEL):
        return None
    return Generator(rated_kw, burns, has_failed=trials.failed_at is not None)


def _number(facts: Mapping[str, Any], key: str) -> float | None:
    """A stated number; ``None`` where none is stated, or where somebody said that it is not known."""
    value = facts.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _sifted_fuel(point: Point, generator: Generator | None, told: _Told) -> Sifted:
    holds = _number(point.facts, "power.tank_l") or None
    most = None if generator is None else generator.burns_l_per_h(Span.exactly(generator.rated_kw)).high
    # Where some of it was sent on, a fall says nothing of what was burned.
    store = Store(holds, None if told.fuel_brought.taken else most)
    return sift(_fuel_readings(told.fuel, holds), store, told.fuel_brought.came)


def _fuel_readings(told: Iterable[FuelTold], holds: float | None) -> Iterable[Reading]:
    for observed_at, litres, n_quarters in told:
        if litres is not None:
            yield Reading(Span.exactly(litres), observed_at)
        elif n_quarters is not None and holds is not None:
            yield Reading(quarters(n_quarters, holds), observed_at)


def _last_doubt(fuel: Sifted) -> Doubt | None:
    """Of the latest reading: one that was outdone by a later one is asked for no more."""
    since = [(reading.read_at, doubt) for reading, doubt in fuel.doubted]
    if not since:
        return None
    read_at, doubt = max(since)
    return doubt if fuel.last is None or read_at > fuel.last.read_at else None


def _people(point: Point, status: StatusNow, at: datetime) -> Span:
    """Around the last count while it counts; then anybody from nobody to all that may be there."""
    count, counted_at = status.headcount, status.headcount_at
    if count is None or counted_at is None or at - counted_at > _COUNT_LASTS:
        return _anybody(point)
    return Span(count * figures.FEWER_PEOPLE, count * figures.MORE_PEOPLE + 1)


def _anybody(point: Point) -> Span:
    return Span(0.0, float(point.capacity_seated or _SEATS_IF_UNKNOWN))


def _load(facts: Mapping[str, Any]) -> Load:
    """Electric heating is a part of the load: from nothing to all that it draws."""
    heating_kw = _number(facts, "heat.power_kw")
    if facts.get("heat.source") in _ELECTRIC and heating_kw:
        return Load(figures.BASE_KW + Span(0.0, heating_kw))
    return Load()


def _heat(facts: Mapping[str, Any]) -> Heat:
    source = facts.get("heat.source")
    if source in _ELECTRIC:
        return Heat()
    # How much of it there is and how fast it burns nobody reports yet: the hours stay unknown, and the answer says so.
    return Heat(Stock()) if source in _BURNING else Heat(is_known=False)


def _water(point: Point, people: Span, told: _Told, at: datetime) -> Stock:
    reading, status = None, told.status
    if status.water_l is not None and status.water_at is not None and at - status.water_at <= _LOOKED_BACK:
        reading = Reading(Span.exactly(status.water_l), status.water_at)
    stock = drinking_water(people, _less_taken(reading, told.water_brought), before=_anybody(point))
    return replace(stock, to_come=tuple(told.water_brought.to_come), came=tuple(told.water_brought.came))
