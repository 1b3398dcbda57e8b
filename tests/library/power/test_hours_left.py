"""Hours left: an interval that holds whatever is true, and that time and silence only make worse."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.model.fields import FIELDS
from punkt.model.supply_words import MainsState, Resource, Sustained, WhyUnknown
from punkt.power import figures
from punkt.power.autonomy import (
    Battery,
    FuelledGenerator,
    Heat,
    HoursLeft,
    Link,
    OwnPower,
    Premises,
    Stock,
    autonomy,
    drinking_water,
    meals,
    usual_link,
)
from punkt.power.generators import Generator
from punkt.power.loads import HeatLoss, Load, Surroundings
from punkt.power.mains import Mains
from punkt.power.readings import Delivery, ExpectedDelivery, Reading
from punkt.power.spans import ANYTHING, NOTHING, Span

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CROWD = Surroundings(Span(20, 40), (-10.0, -5.0))
EXACT = Load(base_kw=Span.exactly(2.0), per_person_kw=NOTHING)
TEN_KW = Generator(10.0, litres_per_h=Span.exactly(2.0))


def exactly(value: float, at: datetime = NOON) -> Reading:
    return Reading(Span.exactly(value), at)


def power_at(at: datetime, generator: Generator | None = None, **kwargs) -> HoursLeft:
    mains = kwargs.pop("mains", Mains(MainsState.OFF, NOON - HOUR))
    load = kwargs.pop("load", EXACT)
    fuel = {key: kwargs.pop(key) for key in ("fuel", "to_come", "came") if key in kwargs}
    fuelled = None if generator is None else FuelledGenerator(generator, **fuel)
    power = OwnPower(fuelled, **kwargs)
    return autonomy(Premises(CROWD, mains=mains, load=load, power=power), at)[Sustained.POWER]


def test_fuel_over_what_is_burned_is_the_time_left():
    left = power_at(NOON, generator=TEN_KW, fuel=exactly(20.0))
    assert (left.hours, left.limit, left.load_kw) == (Span.exactly(10.0), Resource.FUEL, Span.exactly(2.0))
    assert left.at_least == 10.0
    assert left.read_at == NOON


def test_the_clock_goes_on_without_a_report():
    left = power_at(NOON + 4 * HOUR, generator=TEN_KW, fuel=exactly(20.0))
    assert left.hours == Span.exactly(6.0)


def test_where_nobody_knows_of_the_mains_silence_widens_the_interval():
    widths = []
    for hours in (0, 3, 9, 30):
        left = power_at(NOON + hours * HOUR, mains=Mains(), generator=TEN_KW, fuel=exactly(20.0))
        assert left.hours is not None
        widths.append((left.hours.low, left.hours.high))
    assert widths == [(10.0, 10.0), (7.0, 10.0), (1.0, 10.0), (0.0, 10.0)]
    assert left.is_maybe_over


def test_without_a_reading_nothing_is_said_and_the_battery_is_still_safe_to_say():
    left = power_at(NOON, generator=TEN_KW, battery=Battery(5.0, exactly(1.0)))
    assert left.hours is None
    assert left.missing == (Resource.FUEL,)
    assert left.at_least == pytest.approx(5.0 * figures.SHARE_OF_BATTERY.low / 2.0)
    assert power_at(NOON, generator=TEN_KW).at_least == 0.0


def test_no_own_source_is_no_hours_only_where_that_is_known():
    assert power_at(NOON, is_complete=True).hours == NOTHING
    left = power_at(NOON)
    assert (left.hours, left.missing) == (None, (Resource.POWER_SOURCE,))


def test_fuel_and_battery_stand_in_for_each_other_and_are_drawn_once():
    sources = {"generator": TEN_KW, "fuel": exactly(2.0), "battery": Battery(20.0, exactly(1.0))}
    full = power_at(NOON, **sources)
    later = power_at(NOON + 5 * HOUR, **sources)
    assert full.hours == Span(1.0 + 8.0, 1.0 + 9.5)
    assert later.hours == Span(4.0, 5.5)


def test_a_generator_that_cannot_carry_the_load_is_told():
    left = power_at(NOON, generator=Generator(1.5), fuel=exactly(20.0))
    assert left.is_overloaded
    assert not power_at(NOON, generator=Generator(5.0), fuel=exactly(20.0)).is_overloaded


def test_what_is_on_its_way_helps_the_best_case_only_and_only_in_time():
    late = ExpectedDelivery(Span.exactly(8.0), NOON + 11 * HOUR)
    soon = ExpectedDelivery(Span.exactly(4.0), NOON + 9 * HOUR)
    sources = {"generator": TEN_KW, "fuel": exactly(20.0)}
    assert power_at(NOON, **sources, to_come=(late,)).hours == Span.exactly(10.0)
    assert power_at(NOON, **sources, to_come=(late, soon)).hours == Span(10.0, 16.0)
    assert power_at(NOON, **sources, to_come=(soon,)).at_least == 10.0


def test_what_should_have_come_by_now_is_not_on_its_way():
    promised = ExpectedDelivery(Span.exactly(8.0), NOON + HOUR)
    water = Stock(exactly(10.0), Span.exactly(1.0), (promised,))
    sources = {"generator": TEN_KW, "fuel": exactly(20.0), "to_come": (promised,)}
    for at, hours, litres in ((NOON, Span(10.0, 14.0), Span(10.0, 18.0)), (NOON + 2 * HOUR, Span(8, 8), Span(8, 8))):
        assert power_at(at, **sources).hours == hours
        assert autonomy(Premises(CROWD, water=water), at)[Sustained.WATER].hours == litres


def test_what_comes_lasts_as_long_as_what_it_feeds_runs_on_it():
    """Four litres are two hours of the generator, whatever the battery beside it gives an hour."""
    soon = ExpectedDelivery(Span.exactly(4.0), NOON + HOUR)
    battery = Battery(20.0, exactly(0.0))
    alone = power_at(NOON, battery=Battery(20.0, exactly(1.0)))
    assert alone.hours == Span(8.0, 9.5)
    both = power_at(NOON, TEN_KW, fuel=exactly(20.0), to_come=(soon,), battery=battery, load=Load(Span(5, 5), NOTHING))
    assert both.hours == Span(10.0, 12.0)


MAKERS_TABLES = {
    10.0: {5.0: 2.0, 7.5: 2.5, 10.0: 3.3},
    20.0: {5.0: 2.3, 10.0: 3.4, 15.0: 4.9, 20.0: 6.1},
    100.0: {25.0: 9.8, 50.0: 15.5, 75.0: 22.0, 100.0: 28.0},
}
"""Litres an hour by load, of sets by rated power (oer.enviraj.com, waltpower.com, hardydiesel.com)."""


def test_the_makers_tables_lie_within_what_a_generator_is_said_to_burn():
    for rated, table in MAKERS_TABLES.items():
        for load, litres in table.items():
            burned = Generator(rated).burns_l_per_h(Span.exactly(load))
            assert burned.low <= litres <= burned.high


def test_the_largest_deviation_from_the_makers_tables_is_the_one_in_the_document():
    deviations = {}
    for rated, table in MAKERS_TABLES.items():
        curve = figures.SMALL_SETS if rated < figures.SMALL_GENERATOR_KW else figures.LARGER_SETS
        deviations |= {(rated, load): litres / curve.l_per_h(rated, load) - 1.0 for load, litres in table.items()}
    largest = max(deviations, key=lambda key: abs(deviations[key]))
    assert largest == (100.0, 25.0)
    assert deviations[largest] == pytest.approx(-0.117, abs=5e-4)


def test_heat_that_needs_power_ends_with_it_and_says_which_ends_first():
    power = OwnPower(FuelledGenerator(TEN_KW, exactly(20.0)))
    stove = Stock(exactly(60.0), Span.exactly(10.0))
    premises = Premises(CROWD, mains=Mains(MainsState.OFF, NOON), load=EXACT, power=power, heat=Heat(stove))
    heat = autonomy(premises, NOON)[Sustained.HEAT]
    assert (heat.hours, heat.limit) == (Span.exactly(6.0), Resource.HEAT_FUEL)
    plenty = Premises(CROWD, premises.mains, EXACT, power, heat=Heat(Stock(exactly(500.0), Span.exactly(10.0))))
    assert autonomy(plenty, NOON)[Sustained.HEAT].limit is Resource.FUEL
    dry = Premises(CROWD, premises.mains, EXACT, heat=Heat(stove, needs_power=False))
    assert autonomy(dry, NOON)[Sustained.HEAT].hours == Span.exactly(6.0)
    assert autonomy(dry, NOON)[Sustained.POWER].hours is None


def test_electric_heat_is_a_load_and_ends_with_the_power():
    room = HeatLoss(300.0, Span.exactly(1.0))
    assert room.need_kw(Surroundings(NOTHING, (-12.0, -2.0))) == Span(6.0, 9.0)
    assert room.need_kw(Surroundings(Span.exactly(1000), (-12.0, -2.0))) == NOTHING
    assert room.need_kw(Surroundings(NOTHING, (20.0, 25.0))) == NOTHING
    load = Load(Span.exactly(1.0), NOTHING, room, efficiency=3.0)
    cold = Surroundings(NOTHING, (-12.0, -12.0))
    assert load.at_kw(cold) == Span.exactly(4.0)
    premises = Premises(
        cold, Mains(MainsState.OFF, NOON), load, OwnPower(FuelledGenerator(TEN_KW, exactly(8.0))), heat=Heat()
    )
    assert autonomy(premises, NOON)[Sustained.HEAT].hours == Span.exactly(4.0)


def test_the_link_ends_with_its_other_end_or_with_the_power():
    power = OwnPower(FuelledGenerator(TEN_KW, exactly(20.0)))
    for endures, hours, limit in (
        (Span(4, 30), Span(3, 10), Resource.LINK),
        (Span(60, 72), Span(10, 10), Resource.FUEL),
    ):
        premises = Premises(CROWD, Mains(MainsState.OFF, NOON - HOUR), EXACT, power, link=Link(endures))
        link = autonomy(premises, NOON)[Sustained.LINK]
        assert (link.hours, link.limit) == (hours, limit)
    unknown = autonomy(Premises(CROWD, load=EXACT, power=power), NOON)[Sustained.LINK]
    assert (unknown.hours, unknown.missing) == (None, (Resource.LINK,))


@pytest.mark.parametrize("mains", [Mains(), Mains(MainsState.OFF), Mains(MainsState.UNKNOWN, NOON - HOUR)])
def test_where_nobody_knows_when_the_mains_failed_the_link_may_be_over(mains):
    power = OwnPower(FuelledGenerator(TEN_KW, exactly(200.0)))
    link = autonomy(Premises(CROWD, mains, EXACT, power, link=Link(Span(4, 30))), NOON)[Sustained.LINK]
    assert (link.hours, link.at_least, link.limit) == (Span(0, 30), 0.0, Resource.LINK)
    assert link.is_maybe_over


def test_a_link_has_the_figure_of_its_kind_or_none():
    kinds = {word for word, _label in FIELDS["communication.link"].options}
    assert set(figures.LINK_WITHOUT_GRID_H) <= kinds
    assert usual_link("mobile") == Link(Span(1.0, 10.0))
    assert usual_link("starlink") == Link()


def test_each_answer_that_is_none_says_why():
    nobody_maybe = drinking_water(Span(0, 40), exactly(100.0))
    for stock, why, missing in (
        (Stock(), WhyUnknown.NOT_TOLD, (Resource.DRINKING_WATER,)),
        (Stock(exactly(100.0)), WhyUnknown.USE_NOT_TOLD, (Resource.DRINKING_WATER,)),
        (nobody_maybe, WhyUnknown.NO_END, ()),
    ):
        left = autonomy(Premises(CROWD, water=stock), NOON)[Sustained.WATER]
        assert (left.hours, left.unknown, left.missing) == (None, why, missing)
    idle = power_at(NOON, battery=Battery(5.0, exactly(1.0)), load=Load(Span(0, 1), NOTHING))
    assert (idle.hours, idle.unknown, idle.at_least) == (None, WhyUnknown.NO_END, 4.0)


def test_of_two_reasons_that_somebody_can_mend_is_said_first():
    stove = Heat(Stock(exactly(60.0), Span(0, 10)))
    for power, why in (
        (OwnPower(FuelledGenerator(TEN_KW)), WhyUnknown.NOT_TOLD),
        (OwnPower(FuelledGenerator(TEN_KW, exactly(20.0))), WhyUnknown.NO_END),
    ):
        heat = autonomy(Premises(CROWD, Mains(MainsState.OFF, NOON), EXACT, power, heat=stove), NOON)[Sustained.HEAT]
        assert (heat.hours, heat.unknown) == (None, why)


def test_water_and_food_go_by_the_people_present():
    people = Span(20, 40)
    premises = Premises(CROWD, water=drinking_water(people, exactly(100.0)), food=meals(people, exactly(96.0)))
    left = autonomy(premises, NOON)
    assert left[Sustained.WATER].hours == Span(10.0, 50.0)
    food = left[Sustained.FOOD].hours
    assert food is not None
    assert (food.low, food.high) == (pytest.approx(12.0), pytest.approx(57.6))
    empty = autonomy(Premises(CROWD, water=drinking_water(Span(0, 40), exactly(100.0))), NOON)[Sustained.WATER]
    assert (empty.hours, empty.at_least) == (None, 10.0)  # nobody there drinks for ever


spans = st.tuples(st.floats(0, 200), st.floats(0, 200)).map(lambda pair: Span(min(pair), max(pair)))
rates = st.tuples(st.floats(0.1, 20), st.floats(0.1, 20)).map(lambda pair: Span(min(pair), max(pair)))
shares = st.floats(0, 1)


def between(span: Span, share: float) -> float:
    return span.low + share * (span.high - span.low)


@dataclass(frozen=True)
class World:
    """One that may be: what was in the tank and the battery when they were read, and when the mains came and went.

    ``turns`` are the shares of the time at which the mains changed; ``is_off_now`` is how that left them.
    """

    fuel: Span
    burns: Span
    charge: float
    load: Span
    hours: float
    turns: list[float]
    is_off_now: bool
    picks: tuple[float, ...]

    def hours_off(self) -> float:
        """Backwards from now, every other stretch."""
        ends = [1.0, *sorted(self.turns, reverse=True), 0.0]
        lengths = [end - start for end, start in pairwise(ends)]
        return self.hours * sum(lengths[0 if self.is_off_now else 1 :: 2])

    def hours_left(self) -> float:
        """By what is really there: the generator carries the load until the tank is empty, then the battery does."""
        litres, per_h, kw = (
            between(*pair) for pair in zip((self.fuel, self.burns, self.load), self.picks, strict=False)
        )
        kwh = 30.0 * self.charge * between(figures.SHARE_OF_BATTERY, self.picks[3])
        by_fuel, off = litres / per_h, self.hours_off()
        return max(by_fuel - off, 0.0) + max(kwh / kw - max(off - by_fuel, 0.0), 0.0)

    def told(self, state_is_told: bool, since_is_told: bool) -> Mains:
        """What somebody who saw the last change may have told of the mains."""
        state = MainsState.OFF if self.is_off_now else MainsState.ON
        since = NOON + timedelta(hours=self.hours * max(self.turns, default=0.0))
        return Mains(state if state_is_told else MainsState.UNKNOWN, since if since_is_told else None)


worlds = st.builds(
    World,
    spans,
    rates,
    shares,
    rates,
    hours=st.floats(0, 40),
    turns=st.lists(shares, max_size=6),
    is_off_now=st.booleans(),
    picks=st.tuples(*[shares] * 4),
)


@given(worlds, st.booleans(), st.booleans())
def test_whatever_is_true_lies_inside(world, state_is_told, since_is_told):
    left = power_at(
        NOON + timedelta(hours=world.hours),
        mains=world.told(state_is_told, since_is_told),
        load=Load(world.load, NOTHING),
        generator=Generator(1000.0, world.burns),
        fuel=Reading(world.fuel, NOON),
        battery=Battery(30.0, exactly(world.charge)),
    )
    assert left.hours is not None
    assert left.hours.low - 1e-6 <= world.hours_left() <= left.hours.high + 1e-6
    assert left.at_least == pytest.approx(left.hours.low)


@given(
    endures=spans,
    pick=shares,
    failed=st.floats(0, 100),
    is_off=st.booleans(),
    told=st.tuples(st.booleans(), st.booleans()),
)
def test_what_is_true_of_the_link_lies_inside(endures, pick, failed, is_off, told):
    state = MainsState.OFF if is_off else MainsState.ON
    since = NOON - timedelta(hours=failed)
    mains = Mains(state if told[0] else MainsState.UNKNOWN, since if told[1] else None)
    power = OwnPower(FuelledGenerator(TEN_KW, exactly(1000.0)))
    link = autonomy(Premises(CROWD, mains, EXACT, power, link=Link(endures)), NOON)[Sustained.LINK]
    true = min(max(between(endures, pick) - (failed if is_off else 0.0), 0.0), 1000.0)
    assert link.hours is not None
    assert link.at_least - 1e-6 <= link.hours.low - 1e-6 <= true <= link.hours.high + 1e-6


maybe_spans = st.none() | spans
maybe_readings = st.none() | st.builds(Reading, spans, st.just(NOON))
shares_of_all = st.tuples(shares, shares).map(lambda pair: Span(min(pair), max(pair)))
maybe_charges = st.none() | st.builds(Reading, shares_of_all, st.just(NOON))
stocks = st.builds(Stock, maybe_readings, maybe_spans)
premises = st.builds(
    Premises,
    st.just(CROWD),
    st.builds(Mains, st.sampled_from(MainsState), st.sampled_from([None, NOON - HOUR])),
    st.builds(Load, spans, st.just(NOTHING)),
    st.builds(
        OwnPower,
        st.none() | st.builds(FuelledGenerator, st.builds(Generator, st.floats(0, 50)), maybe_readings),
        st.none() | st.builds(Battery, st.floats(0, 50), maybe_charges),
        st.booleans(),
    ),
    st.builds(Heat, st.none() | stocks, st.booleans(), st.booleans()),
    stocks,
    stocks,
    st.builds(Link, maybe_spans | st.just(ANYTHING)),
)


@given(premises)
def test_there_are_hours_or_a_reason_and_who_was_not_told_of_what(anywhere):
    for left in autonomy(anywhere, NOON + HOUR).values():
        assert (left.hours is None) is (left.unknown is not None)
        assert bool(left.missing) is (left.unknown in {WhyUnknown.NOT_TOLD, WhyUnknown.USE_NOT_TOLD})
        assert left.hours is None or (left.at_least <= left.hours.low + 1e-6 and left.hours.high < float("inf"))


@given(
    fuel=spans,
    burns=rates,
    state=st.sampled_from(MainsState),
    since=st.none() | st.floats(-20, 20),
    steps=st.tuples(st.floats(0, 20), st.floats(0, 20)),
)
def test_later_without_a_report_is_never_better_and_never_endless(fuel, burns, state, since, steps):
    mains = Mains(state, None if since is None else NOON + timedelta(hours=since))
    found = []
    for hours in (0.0, steps[0], sum(steps)):
        left = power_at(
            NOON + timedelta(hours=hours), mains=mains, generator=Generator(5.0, burns), fuel=Reading(fuel, NOON)
        )
        assert left.hours is not None
        assert left.hours.high <= fuel.high / burns.low
        found.append(left.hours)
    for earlier, later in pairwise(found):
        assert later.low <= earlier.low + 1e-9
        assert later.high <= earlier.high + 1e-9


@given(more=st.floats(0, 10), fuel=spans)
def test_more_people_are_never_more_hours(more, fuel):
    few = Premises(Surroundings(Span(5, 10)), power=OwnPower(FuelledGenerator(Generator(20.0), Reading(fuel, NOON))))
    many = Premises(Surroundings(Span(5 + more, 10 + more)), power=few.power)
    one, other = (autonomy(premises, NOON)[Sustained.POWER].hours for premises in (few, many))
    assert one is not None
    assert other is not None
    assert other.low <= one.low
    assert other.high <= one.high


def test_what_was_used_before_is_reckoned_by_who_was_there_before():
    """A hundred people left: what they used up does not come back."""
    ten_hours_ago = NOON - 10 * HOUR
    crowd, nobody = Surroundings(Span.exactly(100)), Surroundings(Span.exactly(0))
    power = OwnPower(FuelledGenerator(Generator(10.0), exactly(50.0, ten_hours_ago)))
    load = Load(Span.exactly(1.0), Span.exactly(0.05))
    off = Mains(MainsState.OFF, ten_hours_ago)
    then = autonomy(Premises(crowd, mains=off, load=load, power=power), NOON)[Sustained.POWER]
    after = autonomy(Premises(nobody, before=crowd, mains=off, load=load, power=power), NOON)[Sustained.POWER]
    forgotten = autonomy(Premises(nobody, mains=off, load=load, power=power), NOON)[Sustained.POWER]
    burned_l = 10 * Generator(10.0).burns_l_per_h(Span.exactly(6.0)).high
    assert after.at_least == pytest.approx((50.0 - burned_l) / Generator(10.0).burns_l_per_h(Span.exactly(1.0)).high)
    assert then.at_least < after.at_least < forgotten.at_least


def test_water_that_was_drunk_does_not_come_back():
    stock = drinking_water(Span.exactly(5), exactly(200.0, NOON - 10 * HOUR), before=Span(5, 100))
    left = autonomy(Premises(CROWD, water=stock), NOON)[Sustained.WATER]
    assert left.at_least == 0.0
    assert left.hours is not None
    assert left.hours.high == pytest.approx((200.0 - 10 * 5 * 0.1) / (5 * 0.1))


def test_fuel_for_a_generator_that_may_not_carry_the_load_is_no_safe_hour():
    sources = {"fuel": exactly(50.0), "battery": Battery(10.0, exactly(1.0))}
    unsure = power_at(NOON, Generator(2.0), load=Load(Span(1.0, 11.0), NOTHING), **sources)
    battery_only = 10.0 * figures.SHARE_OF_BATTERY.low / 11.0
    assert unsure.at_least == pytest.approx(battery_only)
    assert unsure.hours is not None
    assert unsure.hours.low == pytest.approx(battery_only)
    assert unsure.hours.high > 50.0
    too_much = power_at(NOON, Generator(2.0), load=Load(Span(3.0, 11.0), NOTHING), **sources)
    assert too_much.is_overloaded
    assert too_much.hours is not None
    assert too_much.hours.high == pytest.approx(10.0 * figures.SHARE_OF_BATTERY.high / 3.0)


@pytest.mark.parametrize(
    "wrong", [lambda: Battery(5.0, exactly(80.0)), lambda: Load(efficiency=0.0), lambda: Load(efficiency=float("inf"))]
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(InvalidValue):
        wrong()


def came(litres: float, hours_after: float) -> Delivery:
    return Delivery(Span.exactly(litres), NOON + hours_after * HOUR)


def test_fuel_that_came_after_the_reading_counts_without_a_new_one():
    off = Mains(MainsState.OFF, NOON - HOUR)
    left = power_at(NOON + 4 * HOUR, generator=TEN_KW, fuel=exactly(20.0), came=(came(30.0, 2),), mains=off)
    assert (left.hours, left.at_least) == (Span.exactly(21.0), 21.0)
    assert (left.read_at, left.came) == (NOON, (came(30.0, 2),))


def test_a_tank_that_ran_dry_before_it_was_filled_holds_what_was_filled_in():
    left = power_at(NOON + 30 * HOUR, generator=TEN_KW, fuel=exactly(20.0), came=(came(40.0, 28),))
    assert left.hours == Span.exactly(18.0)


def test_what_came_with_the_reading_may_be_in_it_already():
    left = power_at(NOON, generator=TEN_KW, fuel=exactly(20.0), came=(came(10.0, 0),))
    assert left.hours == Span(10.0, 15.0)


def test_what_came_before_the_reading_or_is_still_to_come_is_not_counted():
    left = power_at(NOON, generator=TEN_KW, fuel=exactly(20.0), came=(came(10.0, -1), came(10.0, 1)))
    assert (left.hours, left.came) == (Span.exactly(10.0), ())


def test_what_is_on_its_way_is_told_where_it_was_counted():
    due = ExpectedDelivery(Span.exactly(20.0), NOON + 2 * HOUR)
    late = ExpectedDelivery(Span.exactly(20.0), NOON + 60 * HOUR)
    left = power_at(NOON, generator=TEN_KW, fuel=exactly(20.0), to_come=(late, due))
    assert (left.hours, left.comes) == (Span(10.0, 20.0), (due,))


@given(
    st.floats(0, 30),
    st.lists(st.tuples(st.floats(0, 40), st.floats(0, 30)), max_size=4),
    st.tuples(st.floats(0.1, 2.0), st.floats(1.0, 3.0)),
    st.floats(0.0, 1.0),
    st.floats(0, 40),
)
def test_what_is_really_left_lies_within_the_answer_whatever_came(at_first, came_later, told_rate, where, now_h):
    """A shelf that is used at a steady rate somewhere within the told ones, and filled meanwhile."""
    least, width = told_rate
    rate = Span(least, least * width)
    used_per_h = rate.low + (rate.high - rate.low) * where
    left, moment = at_first, 0.0
    for amount, hour in sorted(came_later, key=lambda one: one[1]):
        if hour <= now_h:
            left = max(left - used_per_h * (hour - moment), 0.0) + amount
            moment = hour
    left = max(left - used_per_h * (now_h - moment), 0.0)
    stock = Stock(exactly(at_first), rate, came=tuple(came(amount, hour) for amount, hour in came_later))
    at = NOON + now_h * HOUR
    found = autonomy(Premises(CROWD, water=stock), at)[Sustained.WATER].hours
    assert found.low - 1e-6 <= left / used_per_h <= found.high + 1e-6
