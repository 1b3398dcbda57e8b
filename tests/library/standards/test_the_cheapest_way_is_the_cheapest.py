"""The way to close gaps is the cheapest that there is, by trying all; and an unknown price is never a low one."""

from datetime import date
from itertools import product
from math import ceil, inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.standards.assessing import Assessed, assess
from punkt.standards.gaps import Gap, cheapest_way, gaps_of, next_level, procurement
from punkt.standards.prices import Item, Price, PriceList, Quantity, packaged_prices, read_prices
from punkt.standards.shortfalls import Shortfall
from punkt.standards.terms import Readiness
from punkt.wording import DECISION
from tests.library.standards.made import CHECKED, standard_with
from tests.standard_cases import ON

MEASURES = ("power.n_sockets", "power.lighting", "service.heat", "water.n_toilets")
FINDING = assess(Assessed("A", {"power.n_sockets": 1}), standard_with(CHECKED), on=ON).findings[0]


def item(key: str, closes: frozenset[str], price: Price | None, quantity: Quantity, holds: float) -> Item:
    return Item(key, {}, closes, quantity, holds, price, frozenset(), (), None, "", ())


def price_list(items: list[Item]) -> PriceList:
    return PriceList(1, "EUR", date(2026, 1, 1), {}, {one.key: one for one in items})


_ITEMS = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(MEASURES), min_size=1, max_size=3),
        st.none() | st.integers(1, 20),
        st.sampled_from(Quantity),
        st.integers(1, 4),
    ),
    max_size=5,
).map(
    lambda rows: [
        item(f"i{number}", closes, None if price is None else Price(price, price), quantity, holds)
        for number, (closes, price, quantity, holds) in enumerate(rows)
    ]
)
_NEEDS = st.dictionaries(st.sampled_from(MEASURES), st.integers(1, 9), min_size=1, max_size=4)


def best_by_trying_all(needs: dict[str, int], items: list[Item]) -> tuple[int, int, float]:
    """Each number of each item, up to what would do alone."""
    most = [max((_wanted(one, needs[m]) for m in one.closes if m in needs), default=0) for one in items]
    best = (inf, inf, inf)
    for counts in product(*(range(n + 1) for n in most)):
        closed = {
            measure
            for count, one in zip(counts, items, strict=True)
            for measure in one.closes
            if measure in needs and count and count >= _wanted(one, needs[measure])
        }
        bought = [(count, one) for count, one in zip(counts, items, strict=True) if count]
        cost = sum(count * one.price.low for count, one in bought if one.price)
        best = min(best, (len(needs) - len(closed), sum(one.price is None for _count, one in bought), cost))
    return best  # type: ignore[return-value]


def _wanted(one: Item, amount: int) -> int:
    return 1 if one.quantity is Quantity.EACH else ceil(amount / one.holds)


@given(_NEEDS, _ITEMS)
@settings(max_examples=150, deadline=None)
def test_no_other_purchase_closes_more_or_costs_less(needs: dict[str, int], items: list[Item]) -> None:
    gaps = [Gap(FINDING, (Shortfall(measure, float(amount)),), is_any=False) for measure, amount in needs.items()]
    way = cheapest_way(gaps, {}, price_list(items), "UA")
    found = (len(way.unclosed), way.n_without_price, way.cost.low)
    assert found == best_by_trying_all(needs, items)


def test_of_several_ways_to_meet_one_requirement_the_cheapest_is_taken() -> None:
    prices = price_list([
        item("lamp", frozenset({"power.lighting"}), Price(10, 20), Quantity.EACH, 1),
        item("stove", frozenset({"service.heat"}), Price(5, 6), Quantity.EACH, 1),
    ])  # fmt: skip
    either = Gap(FINDING, (Shortfall("power.lighting", 1.0), Shortfall("service.heat", 1.0)), is_any=True)
    assert [one.item.key for one in cheapest_way([either], {}, prices, "UA").purchases] == ["stove"]
    light = Gap(FINDING, (Shortfall("power.lighting", 1.0),), is_any=False)
    assert [one.item.key for one in cheapest_way([either, light], {}, prices, "UA").purchases] == ["lamp"]


def test_an_item_of_another_country_is_not_bought() -> None:
    swedish = Item(
        "x", {}, frozenset({"power.lighting"}), Quantity.EACH, 1, Price(1, 1), frozenset({"SE"}), (), None, "", ()
    )
    gap = Gap(FINDING, (Shortfall("power.lighting", 1.0),), is_any=False)
    assert cheapest_way([gap], {}, price_list([swedish]), "UA").unclosed == ("power.lighting",)
    assert cheapest_way([gap], {}, price_list([swedish]), "SE").purchases


def test_what_is_not_known_is_to_be_found_out_and_not_bought() -> None:
    standard = standard_with(CHECKED, 'measure = "power.lighting"\ncomparison = "present"')
    done = assess(Assessed("A", {"power.n_sockets": 20}), standard, on=ON)
    assert [gap.finding.requirement.id for gap in gaps_of(done)] == ["X-1"]
    level = next_level(done, packaged_prices(), "UA")
    assert level is not None
    assert (level.target, [one.requirement.id for one in level.to_find_out]) == (Readiness.READY, ["X-2"])
    assert [(one.item.closes, one.quantity) for one in level.way.purchases] == [(frozenset({"power.n_sockets"}), 3)]


@pytest.mark.parametrize(
    ("checks", "facts", "short"),
    [
        ('measure = "derived.people_per_toilet"\ncomparison = "at_most"\nvalue = 20\nunit = "people"', {"capacity_seated": 101, "water.n_toilets": 2}, ("water.n_toilets", 4)),
        ('measure = "derived.people_per_toilet_beyond_two"\ncomparison = "at_most"\nvalue = 75\nunit = "people"', {"capacity_seated": 150, "water.n_toilets": 2}, ("water.n_toilets", 2)),
        ('measure = "derived.own_power_h"\ncomparison = "at_least"\nvalue = 72\nunit = "h"', {"power.tank_l": 20, "power.fuel_stock_l": 0, "power.consumption_l_h": 2}, ("power.fuel_stock_l", 124)),
        ('measure = "derived.own_power_h"\ncomparison = "at_least"\nvalue = 72\nunit = "h"', {"power.ran_under_load_h": 70, "power.consumption_l_h": 2}, ("power.fuel_stock_l", 4)),
        ('measure = "derived.drinking_l_per_person"\ncomparison = "at_least"\nvalue = 3\nunit = "l"', {"capacity_seated": 100, "water.drinking_l": 50}, ("water.drinking_l", 250)),
        ('measure = "derived.women_per_men_toilets"\ncomparison = "at_least"\nvalue = 3', {"water.n_toilets_women": 2, "water.n_toilets_men": 2}, ("water.n_toilets_women", 4)),
        (CHECKED, {"power.n_sockets": 20}, ("power.n_sockets", 30)),
        ('measure = "service.heat"\ncomparison = "present"', {"service.heat": "limited"}, ("service.heat", 1)),
    ],
)  # fmt: skip
def test_how_much_is_missing(checks: str, facts: dict[str, object], short: tuple[str, float]) -> None:
    [gap] = gaps_of(assess(Assessed("A", facts), standard_with(checks), on=ON))
    assert gap.shortfalls == (short,)


def test_buying_what_is_missing_meets_the_requirement() -> None:
    checks = 'measure = "derived.people_per_toilet"\ncomparison = "at_most"\nvalue = 20\nunit = "people"'
    for people in range(2, 130):
        facts: dict[str, object] = {"capacity_seated": people, "water.n_toilets": 1}
        standard = standard_with(checks)
        for gap in gaps_of(assess(Assessed("A", facts), standard, on=ON)):
            short = gap.shortfalls[0].amount
            assert short
            facts["water.n_toilets"] = 1 + short
            assert not gaps_of(assess(Assessed("A", facts), standard, on=ON))
            facts["water.n_toilets"] = short
            assert gaps_of(assess(Assessed("A", facts), standard, on=ON)), "one fewer would not do"


def test_a_procurement_list_sums_what_many_points_need() -> None:
    lamp = item("lamp", frozenset({"power.n_sockets"}), Price(10, 20), Quantity.PER_UNIT, 10)
    gaps = [Gap(FINDING, (Shortfall("power.n_sockets", amount),), is_any=False) for amount in (30.0, 5.0, None)]
    ways = [cheapest_way([gap], {}, price_list([lamp]), "UA") for gap in gaps]
    [order] = procurement(ways)
    assert (order.quantity, order.n_points, order.n_without_quantity) == (4, 3, 1)
    assert order.cost == Price(40, 80)


def test_the_list_that_comes_with_punkt_is_whole() -> None:
    prices = packaged_prices()
    for one in prices.items.values():
        assert one.price is None or one.sources, one.key
        assert all(source in prices.sources or source.startswith(DECISION) for source in one.sources), one.key
        assert set(one.names) == {"uk", "en", "et", "sv"}


def test_a_price_list_with_faults_names_them() -> None:
    text = (
        'version = 1\ncurrency = "EUR"\nas_of = 2026-01-01\n[[item]]\nkey = "x"\ncloses = ["nothing"]\nprice_low = 5\n'
    )
    with pytest.raises(Exception, match=r"names is missing.*closes.*price_low and price_high") as caught:
        read_prices(text, where="p")
    assert len(caught.value.faults) >= 3  # type: ignore[attr-defined]
