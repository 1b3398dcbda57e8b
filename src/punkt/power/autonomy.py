"""Hours left of power, heat, water, link and food: an interval, what ends it first, and at which load.

What nobody told stays unknown. A report that does not come widens the interval and never stops the clock: what may
have been used since is taken off the lower end, and what surely was off the upper one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from punkt.model.supply_words import Resource, Sustained
from punkt.power import figures
from punkt.power.generators import Generator
from punkt.power.loads import Load, Surroundings
from punkt.power.mains import Mains, hours_between
from punkt.power.readings import ExpectedDelivery, Reading
from punkt.power.spans import NOTHING, Span


@dataclass(frozen=True, slots=True)
class HoursLeft:
    """``hours`` from now, ``None`` where they are not known; then ``missing`` says what nobody told.

    ``limit`` runs out first. ``at_least`` is safe to say in any case. ``read_at`` is the oldest reading that was used.
    ``load_kw`` is the load it holds for, and ``is_overloaded`` that the generator cannot carry even the least of it.
    """

    hours: Span | None
    limit: Resource | None = None
    at_least: float = 0.0
    missing: tuple[Resource, ...] = ()
    read_at: datetime | None = None
    load_kw: Span | None = None
    is_overloaded: bool = False

    @property
    def is_maybe_over(self) -> bool:
        """Whether it may have ended already, unless somebody says otherwise."""
        return self.hours is not None and self.hours.low == 0.0 < self.hours.high


@dataclass(frozen=True, slots=True)
class Battery:
    """``kwh`` as stated, and the last reading of its charge as a share of that."""

    kwh: float
    charge: Reading | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """Own sources of power. ``is_complete``: there is no other; without it nothing is known of what is not here."""

    generator: Generator | None = None
    fuel: Reading | None = None
    battery: Battery | None = None
    is_complete: bool = False
    fuel_to_come: tuple[ExpectedDelivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Stock:
    """Something that is used up hour by hour, whether or not there is power. ``None`` was never told."""

    reading: Reading | None = None
    use_per_h: Span | None = None
    to_come: tuple[ExpectedDelivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Heat:
    """``fuel`` of a stove or boiler, ``None`` where heat is electric. ``needs_power``: a pump or a fan does.

    ``is_known`` is false where nobody said what heats the room.
    """

    fuel: Stock | None = None
    needs_power: bool = True
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """How many hours the other end goes on after the mains failed; it needs power here too. ``None``: not known."""

    endures_h: Span | None = None


@dataclass(frozen=True, slots=True)
class Premises:
    """All that goes on at a point, with the load and who is there."""

    around: Surroundings
    mains: Mains = field(default_factory=Mains)
    load: Load = field(default_factory=Load)
    power: Power = field(default_factory=Power)
    heat: Heat = field(default_factory=lambda: Heat(is_known=False))
    water: Stock = field(default_factory=Stock)
    food: Stock = field(default_factory=Stock)
    link: Link = field(default_factory=Link)


def autonomy(premises: Premises, at: datetime) -> dict[Sustained, HoursLeft]:
    """Hours left from ``at``, of each. Where the mains are on, it is what there would be if they failed then."""
    power = _power(premises, at)
    return {
        Sustained.POWER: power,
        Sustained.HEAT: _heat(premises, power, at),
        Sustained.WATER: _stock(premises.water, Resource.DRINKING_WATER, at),
        Sustained.LINK: _link(premises, power, at),
        Sustained.FOOD: _stock(premises.food, Resource.PORTIONS, at),
    }


def drinking_water(people: Span, reading: Reading | None) -> Stock:
    """Drinking water for those present."""
    return Stock(reading, people * figures.DRINKING_L_PER_PERSON_H)


def meals(people: Span, reading: Reading | None) -> Stock:
    """Portions of food for those present."""
    return Stock(reading, people * figures.PORTIONS_PER_PERSON_H)


def usual_link(kind: str) -> Link:
    """A link of a kind that ``communication.link`` names; where the kind has no figure, not known."""
    return Link(figures.LINK_WITHOUT_GRID_H.get(kind))


_AS_IT_IS = Span.exactly(1.0)


@dataclass(frozen=True, slots=True)
class _Source:
    """A source of power: the last reading, what a unit of it gives, and how much is drawn in an hour."""

    resource: Resource
    reading: Reading | None
    rate_per_h: Span
    per_unit: Span = _AS_IT_IS

    @property
    def amount(self) -> Span:
        return NOTHING if self.reading is None else self.reading.amount * self.per_unit

    @property
    def hours(self) -> Span | None:
        """Hours that it lasted when it was read."""
        return None if self.reading is None else self.amount.over(self.rate_per_h)


def _power(premises: Premises, at: datetime) -> HoursLeft:
    """Sources stand in for each other, so their hours add up; hours on their own since are taken off the sum, once."""
    load = premises.load.at_kw(premises.around)
    sources = _sources(premises.power, load)
    if not sources:
        known = HoursLeft(NOTHING, Resource.POWER_SOURCE)
        return replace(known if premises.power.is_complete else _untold(Resource.POWER_SOURCE), load_kw=load)
    first, generator = sources[0], premises.power.generator
    readings = [one.reading.read_at for one in sources if one.reading is not None]
    off = _drawn_h(premises.mains, readings, at)
    spans = [span for span in (one.hours for one in sources) if span is not None]
    left = sum(spans, NOTHING).less(off) if len(spans) == len(sources) else None
    return HoursLeft(
        left and _with_what_comes(left, premises.power.fuel_to_come, first.rate_per_h, at),
        first.resource,
        at_least=max(sum(_safe_h(one.amount, one.rate_per_h) for one in sources) - off.high, 0.0),
        missing=tuple(one.resource for one in sources if one.reading is None),
        read_at=min(readings, default=None),
        load_kw=load,
        is_overloaded=generator is not None and generator.is_overloaded(load),
    )


def _sources(power: Power, load: Span) -> list[_Source]:
    """The generator first: it carries the load, and the battery what it does not."""
    found = []
    if power.generator is not None:
        found.append(_Source(Resource.FUEL, power.fuel, power.generator.burns_l_per_h(load)))
    if power.battery is not None:
        kwh = Span.exactly(power.battery.kwh) * figures.SHARE_OF_BATTERY
        found.append(_Source(Resource.BATTERY, power.battery.charge, load, kwh))
    return found


def _drawn_h(mains: Mains, readings: list[datetime], at: datetime) -> Span:
    """Hours drawn from all sources together: surely those since the last reading, at most those since the first."""
    if not readings:
        return NOTHING
    return Span(mains.hours_off(max(readings), at).low, mains.hours_off(min(readings), at).high)


def _heat(premises: Premises, power: HoursLeft, at: datetime) -> HoursLeft:
    heat = premises.heat
    if not heat.is_known:
        return _untold(Resource.HEAT_SOURCE)
    if heat.fuel is None:
        return power
    fuel = _stock(heat.fuel, Resource.HEAT_FUEL, at)
    return _first_of(fuel, power) if heat.needs_power else fuel


def _link(premises: Premises, power: HoursLeft, at: datetime) -> HoursLeft:
    endures = premises.link.endures_h
    if endures is None:
        return _first_of(_untold(Resource.LINK), power)
    left = endures.less(premises.mains.hours_since_failure(at))
    return _first_of(HoursLeft(left, Resource.LINK, left.low), power)


def _stock(stock: Stock, resource: Resource, at: datetime) -> HoursLeft:
    reading, rate = stock.reading, stock.use_per_h
    if reading is None or rate is None:
        return _untold(resource)
    left = reading.amount.less(rate * Span.exactly(hours_between(reading.read_at, at)))
    hours = left.over(rate)
    best = None if hours is None else _with_what_comes(hours, stock.to_come, rate, at)
    return HoursLeft(best, resource, _safe_h(left, rate), read_at=reading.read_at)


def _safe_h(amount: Span, rate: Span) -> float:
    return amount.low / rate.high if rate.high > 0.0 else 0.0


def _with_what_comes(hours: Span, to_come: Iterable[ExpectedDelivery], rate: Span, at: datetime) -> Span:
    """What is on its way counts for the best case only, and only where it comes before the rest has run out."""
    high = hours.high
    for delivery in sorted(to_come, key=lambda one: one.due_at):
        if hours_between(at, delivery.due_at) <= high and rate.low > 0.0:
            high += delivery.amount.high / rate.low
    return Span(hours.low, high)


def _untold(resource: Resource) -> HoursLeft:
    return HoursLeft(None, resource, missing=(resource,))


def _first_of(one: HoursLeft, other: HoursLeft) -> HoursLeft:
    """What needs both ends with the first of them; not knowing one leaves only what is safe to say."""
    missing = tuple(dict.fromkeys((*one.missing, *other.missing)))
    at_least = min(one.at_least, other.at_least)
    both = HoursLeft(None, None, at_least, missing, _oldest([one, other]), other.load_kw, other.is_overloaded)
    if one.hours is None or other.hours is None:
        return replace(both, limit=one.limit if one.hours is None else other.limit)
    hours = one.hours.earlier(other.hours)
    return replace(both, hours=hours, limit=(one if one.hours.low <= other.hours.low else other).limit)


def _oldest(parts: Iterable[HoursLeft]) -> datetime | None:
    return min((part.read_at for part in parts if part.read_at is not None), default=None)
