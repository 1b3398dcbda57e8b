"""Hours left of power, heat, water, link and food: an interval, what ends it first, and at which load.

What nobody told stays unknown. A report that does not come widens the interval and never stops the clock: what may
have been used since is taken off the lower end, and what surely was off the upper one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from punkt.errors import InvalidValue
from punkt.model.supply_words import Resource, Sustained, WhyUnknown
from punkt.power import figures
from punkt.power.generators import Generator
from punkt.power.loads import Load, Surroundings
from punkt.power.mains import Mains, hours_between
from punkt.power.readings import Delivery, ExpectedDelivery, Reading, refilled
from punkt.power.spans import NOTHING, Span
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class HoursLeft:
    """``hours`` from now, ``None`` where they are not known; then, and only then, ``unknown`` says why.

    ``missing`` is what nobody told of: never empty where ``unknown`` is something not told, and empty else. ``limit``
    is what ends it, or, without hours, what they cannot be told of. ``at_least``, in hours, is safe to say in any case.
    ``read_at`` is the oldest reading that was used. ``load_kw`` is the load it holds for, and ``is_overloaded`` that
    the generator cannot carry even the least of it; ``has_failed`` that it failed when it was last tried. ``comes`` is
    on its way and raised the upper end; ``came`` is what came after the reading and is counted with it.
    """

    hours: Span | None
    limit: Resource
    at_least: float = 0.0
    unknown: WhyUnknown | None = None
    missing: tuple[Resource, ...] = ()
    read_at: datetime | None = None
    load_kw: Span | None = None
    is_overloaded: bool = False
    has_failed: bool = False
    comes: tuple[ExpectedDelivery, ...] = ()
    came: tuple[Delivery, ...] = ()

    @property
    def is_maybe_over(self) -> bool:
        """Whether it may have ended already, unless somebody says otherwise."""
        return self.hours is not None and self.hours.low == 0.0 < self.hours.high


@dataclass(frozen=True, slots=True)
class Battery:
    """``kwh`` as stated, and the last reading of its charge as a share of that.

    Raises ``InvalidValue`` for a charge above the whole: percents are no share.
    """

    kwh: float
    charge: Reading | None = None

    def __post_init__(self) -> None:
        if self.charge is not None and self.charge.amount.high > 1.0:
            raise InvalidValue(_("The charge of a battery is a share from 0 to 1."))


@dataclass(frozen=True, slots=True)
class FuelledGenerator:
    """A generator with the last reading of its fuel, the fuel that is on its way, and what ``came``, in litres."""

    generator: Generator
    fuel: Reading | None = None
    to_come: tuple[ExpectedDelivery, ...] = ()
    came: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnPower:
    """What gives power without the mains. ``is_complete``: there is nothing else; else that is not known."""

    fuelled: FuelledGenerator | None = None
    battery: Battery | None = None
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """Something that is used up hour by hour, whether or not there is power. ``None`` was never told.

    ``used_per_h`` is the use between the reading and now; without it, that of now.
    """

    reading: Reading | None = None
    use_per_h: Span | None = None
    to_come: tuple[ExpectedDelivery, ...] = ()
    used_per_h: Span | None = None
    came: tuple[Delivery, ...] = ()


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
    """All that goes on at a point, with the load and who is there.

    ``before`` is what held between the readings and now, where it was other than ``around``: the fewest and the most
    people, the coldest and the mildest. What was used is reckoned by it; without it, as if all had been as it is now.
    """

    around: Surroundings
    mains: Mains = field(default_factory=Mains)
    load: Load = field(default_factory=Load)
    power: OwnPower = field(default_factory=OwnPower)
    heat: Heat = field(default_factory=lambda: Heat(is_known=False))
    water: Stock = field(default_factory=Stock)
    food: Stock = field(default_factory=Stock)
    link: Link = field(default_factory=Link)
    before: Surroundings | None = None


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


def drinking_water(people: Span, reading: Reading | None, *, before: Span | None = None) -> Stock:
    """Drinking water for those present; ``before`` are the fewest and the most since the reading."""
    return _per_person(figures.DRINKING_L_PER_PERSON_H, people, reading, before)


def meals(people: Span, reading: Reading | None, *, before: Span | None = None) -> Stock:
    """Portions of food for those present; ``before`` as of water."""
    return _per_person(figures.PORTIONS_PER_PERSON_H, people, reading, before)


def _per_person(each: Span, people: Span, reading: Reading | None, before: Span | None) -> Stock:
    return Stock(reading, people * each, used_per_h=None if before is None else before * each)


def usual_link(kind: str) -> Link:
    """A link of a kind that ``communication.link`` names; where the kind has no figure, not known."""
    return Link(figures.LINK_WITHOUT_GRID_H.get(kind))


_AS_IT_IS = Span.exactly(1.0)


@dataclass(frozen=True, slots=True)
class _Supply:
    """What power comes from: the last reading, what a unit of it gives, how much is drawn in an hour, what comes."""

    resource: Resource
    reading: Reading | None
    rate_per_h: Span
    rate_before: Span
    per_unit: Span = _AS_IT_IS
    to_come: tuple[ExpectedDelivery, ...] = ()

    @property
    def amount(self) -> Span:
        return NOTHING if self.reading is None else self.reading.amount * self.per_unit

    @property
    def hours(self) -> Span | None:
        """Hours that it lasted when it was read."""
        return None if self.reading is None else self.amount.over(self.rate_per_h)


def _power(premises: Premises, at: datetime) -> HoursLeft:
    """Supplies stand in for each other, so their hours add up; hours on their own since are taken off the sum, once."""
    load = premises.load.at_kw(premises.around)
    load_before = premises.load.at_kw(premises.before or premises.around)
    power, came = _with_fuel_that_came(premises, load_before, at)
    supplies = _supplies(power, load, load_before)
    if not supplies:
        known = HoursLeft(NOTHING, Resource.POWER_SOURCE)
        return replace(known if premises.power.is_complete else _untold(Resource.POWER_SOURCE), load_kw=load)
    readings = [one.reading.read_at for one in supplies if one.reading is not None]
    off = _at_the_rate_of_now(_drawn_h(premises.mains, readings, at), supplies)
    missing = tuple(one.resource for one in supplies if one.reading is None)
    hours, comes = _together(supplies, off, at)
    fuelled = premises.power.fuelled
    return HoursLeft(
        hours,
        supplies[0].resource,
        at_least=max(sum(_safe_h(one.amount, one.rate_per_h) for one in supplies) - off.high, 0.0),
        unknown=_why(hours, WhyUnknown.NOT_TOLD if missing else WhyUnknown.NO_END),
        missing=missing,
        read_at=min(_told_at(premises.power), default=None),
        load_kw=load,
        is_overloaded=fuelled is not None and fuelled.generator.is_overloaded(load),
        has_failed=fuelled is not None and fuelled.generator.has_failed,
        comes=comes,
        came=came,
    )


def _told_at(power: OwnPower) -> list[datetime]:
    """When somebody read what gives power."""
    fuel = power.fuelled.fuel if power.fuelled is not None else None
    charge = power.battery.charge if power.battery is not None else None
    return [one.read_at for one in (fuel, charge) if one is not None]


def _with_fuel_that_came(premises: Premises, load_before: Span, at: datetime) -> tuple[OwnPower, tuple[Delivery, ...]]:
    """The fuel with what came after it was read. Beside a battery nothing of it need have been burned meanwhile."""
    fuelled = premises.power.fuelled
    if fuelled is None or fuelled.fuel is None or not fuelled.came:
        return premises.power, ()
    burned = fuelled.generator.burns_l_per_h(load_before)
    surely = Span(0.0 if premises.power.battery is not None else burned.low, burned.high)
    fuel, came = refilled(
        fuelled.fuel, fuelled.came, lambda start, end: surely * premises.mains.hours_off(start, end), at
    )
    return replace(premises.power, fuelled=replace(fuelled, fuel=fuel)), came


def _supplies(power: OwnPower, load: Span, load_before: Span) -> list[_Supply]:
    """The generator first: it carries the load, and the battery what it does not."""
    found = []
    if power.fuelled is not None:
        generator = power.fuelled.generator
        burns, burned = generator.burns_l_per_h(load), generator.burns_l_per_h(load_before)
        found.append(
            _Supply(Resource.FUEL, power.fuelled.fuel, burns, burned, generator.carries(load), power.fuelled.to_come)
        )
    if power.battery is not None:
        kwh = Span.exactly(power.battery.kwh) * figures.SHARE_OF_BATTERY
        found.append(_Supply(Resource.BATTERY, power.battery.charge, load, load_before, kwh))
    return found


def _at_the_rate_of_now(drawn_h: Span, supplies: list[_Supply]) -> Span:
    """Hours that were drawn, as hours of what is drawn now: of the supply for which that makes most, or least."""
    rates = [(one.rate_before, one.rate_per_h) for one in supplies]
    least = min((before.low / now.low for before, now in rates if now.low > 0.0), default=0.0)
    most = max((before.high / now.high for before, now in rates if now.high > 0.0), default=1.0)
    return Span(min(drawn_h.low * least, drawn_h.high * most), drawn_h.high * most)


_Comes = tuple[ExpectedDelivery, ...]


def _together(supplies: list[_Supply], off: Span, at: datetime) -> tuple[Span | None, _Comes]:
    """Hours of all supplies after those already drawn, with what comes that was counted.

    ``None`` where those of one supply are not known.
    """
    spans = [hours for hours in (one.hours for one in supplies) if hours is not None]
    if len(spans) < len(supplies):
        return None, ()
    left, counted = sum(spans, NOTHING).less(off), _Comes()
    for one in supplies:
        left, comes = _with_what_comes(left, one.to_come, one.rate_per_h, at)
        counted += comes
    return left, counted


def _drawn_h(mains: Mains, readings: list[datetime], at: datetime) -> Span:
    """Hours drawn from all supplies together: surely those since the last reading, at most those since the first."""
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
    if reading is None:
        return _untold(resource)
    if rate is None:
        return replace(_untold(resource, WhyUnknown.USE_NOT_TOLD), read_at=reading.read_at)
    before = stock.used_per_h or rate
    there, came = refilled(reading, stock.came, lambda start, end: before * Span.exactly(hours_between(start, end)), at)
    left = there.amount.less(before * Span.exactly(hours_between(there.read_at, at)))
    hours = left.over(rate)
    best, comes = (None, ()) if hours is None else _with_what_comes(hours, stock.to_come, rate, at)
    return HoursLeft(
        best,
        resource,
        _safe_h(left, rate),
        unknown=_why(best, WhyUnknown.NO_END),
        read_at=reading.read_at,
        comes=comes,
        came=came,
    )


def _why(hours: Span | None, reason: WhyUnknown) -> WhyUnknown | None:
    return reason if hours is None else None


def _safe_h(amount: Span, rate: Span) -> float:
    return amount.low / rate.high if rate.high > 0.0 else 0.0


def _with_what_comes(hours: Span, to_come: Iterable[ExpectedDelivery], rate: Span, at: datetime) -> tuple[Span, _Comes]:
    """What is on its way counts for the best case only, and only where it comes before the rest has run out.

    What should have come by now does not count: it is there when somebody says so. Gives what was counted, too.
    """
    high, counted = hours.high, []
    for delivery in sorted(to_come, key=lambda one: one.due_at):
        if delivery.due_at >= at and hours_between(at, delivery.due_at) <= high:
            high += delivery.amount.high / rate.low
            counted.append(delivery)
    return Span(hours.low, high), tuple(counted)


def _untold(resource: Resource, why: WhyUnknown = WhyUnknown.NOT_TOLD) -> HoursLeft:
    return HoursLeft(None, resource, unknown=why, missing=(resource,))


def _first_of(one: HoursLeft, other: HoursLeft) -> HoursLeft:
    """What needs both ends with the first of them; not knowing one leaves only what is safe to say."""
    hours, first = None, one if one.hours is None else other
    if one.hours is not None and other.hours is not None:
        hours = one.hours.earlier(other.hours)
        first = one if one.hours.low <= other.hours.low else other
    reasons = [part.unknown for part in (one, other) if part.unknown is not None]
    return HoursLeft(
        hours,
        first.limit,
        min(one.at_least, other.at_least),
        min(reasons, key=list(WhyUnknown).index, default=None),
        tuple(dict.fromkeys((*one.missing, *other.missing))),
        _oldest([one, other]),
        other.load_kw,
        other.is_overloaded,
    )


def _oldest(parts: Iterable[HoursLeft]) -> datetime | None:
    return min((part.read_at for part in parts if part.read_at is not None), default=None)
