"""Transfers are exact: the least weighted unmet need, then the shortest way; compared with every way there is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.supply.redistribution import Giver, Place, Taker, redistribute, ways_km

HERE = Place(50.0, 30.0)
NEAR, FAR, LOST = Place(50.01, 30.0), Place(50.5, 30.0), Place(None, None)


def litres(found) -> dict[tuple[str, str], int]:
    return {(one.giver, one.taker): one.litres for one in found.transfers}


def test_what_is_missing_comes_from_the_nearest_that_can_spare_it():
    found = redistribute([Giver("far", FAR, 100), Giver("near", NEAR, 60)], [Taker("point", HERE, 80)])
    assert litres(found) == {("near", "point"): 60, ("far", "point"): 20}
    assert found.unmet == {}
    assert found.transfers[0].way_km == pytest.approx(1.112 * 1.3, abs=0.01)


def test_where_it_does_not_suffice_who_needs_it_most_gets_it_however_far():
    takers = [Taker("few", NEAR, 50, weight=1), Taker("many", FAR, 50, weight=5)]
    found = redistribute([Giver("depot", HERE, 60)], takers)
    assert litres(found) == {("depot", "many"): 50, ("depot", "few"): 10}
    assert found.unmet == {"few": 40}


def test_parts_of_a_litre_neither_come_from_a_reserve_nor_are_left_missing():
    found = redistribute([Giver("depot", HERE, 9.9)], [Taker("point", NEAR, 8.1)])
    assert litres(found) == {("depot", "point"): 9}


def test_a_way_that_is_too_far_or_not_known_is_not_gone_where_ways_are_limited():
    givers = [Giver("far", FAR, 10), Giver("lost", LOST, 10)]
    assert litres(redistribute(givers, [Taker("point", HERE, 15)])) == {("far", "point"): 10, ("lost", "point"): 5}
    found = redistribute(givers, [Taker("point", HERE, 15)], farthest_km=20)
    assert (found.transfers, found.unmet) == ((), {"point": 15})
    assert redistribute([Giver("lost", LOST, 10)], [Taker("point", HERE, 5)]).transfers[0].way_km is None


def test_nothing_to_give_or_to_take_is_an_answer_too():
    assert redistribute([], [Taker("point", HERE, 5)]).unmet == {"point": 5}
    assert redistribute([Giver("depot", HERE, 5)], []).transfers == ()
    assert redistribute([Giver("depot", HERE, 0.5)], [Taker("point", HERE, 5)]).unmet == {"point": 5}


@pytest.mark.parametrize("amount", [-1.0, float("nan"), float("inf")])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(InvalidValue):
        redistribute([Giver("depot", HERE, amount)], [Taker("point", HERE, 5)])
    with pytest.raises(InvalidValue):
        redistribute([Giver("depot", HERE, 5)], [Taker("point", HERE, amount)])


def test_a_weight_below_one_is_refused():
    with pytest.raises(InvalidValue):
        redistribute([Giver("depot", HERE, 5)], [Taker("point", HERE, 5, weight=0)])


def test_more_than_can_be_reckoned_in_time_is_refused_with_what_to_do():
    givers = [Giver(f"g{n}", HERE, 1) for n in range(1000)]
    takers = [Taker(f"t{n}", HERE, 1) for n in range(401)]
    with pytest.raises(InvalidValue, match="smaller area"):
        redistribute(givers, takers)


def by_trying_all(givers, takers, farthest_km, least=0):
    """The least weighted unmet need, and with it the fewest litre-kilometres, of all transfers of whole litres."""
    ways = ways_km([one.place for one in givers], [one.place for one in takers])
    pairs = [(row, column) for row in range(len(givers)) for column in range(len(takers))]
    best = None
    for amounts in product(*(range(int(min(givers[row].spare, takers[column].short)) + 1) for row, column in pairs)):
        moved = dict(zip(pairs, amounts, strict=True))
        if any(n and (ways[pair] > farthest_km or n < least) for pair, n in moved.items()):
            continue
        given_away = [sum(n for (row, _), n in moved.items() if row == one) for one in range(len(givers))]
        got = [sum(n for (_, column), n in moved.items() if column == one) for one in range(len(takers))]
        if any(n > one.spare for n, one in zip(given_away, givers, strict=True)):
            continue
        if any(n > one.short for n, one in zip(got, takers, strict=True)):
            continue
        unmet = sum(one.weight * (one.short - n) for n, one in zip(got, takers, strict=True))
        cost = sum(n * ways[pair] for pair, n in moved.items())
        best = min(best or (unmet, cost), (unmet, cost))
    return best


places = st.builds(Place, st.floats(50.0, 51.0), st.floats(30.0, 31.0))
few = st.integers(0, 3)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(places, few), min_size=1, max_size=2),
    st.lists(st.tuples(places, few, st.integers(1, 3)), min_size=1, max_size=3),
    st.sampled_from([40.0, 10_000.0]),
)
def test_no_other_transfers_are_better(giving, taking, farthest_km):
    givers = [Giver(f"g{n}", place, spare) for n, (place, spare) in enumerate(giving)]
    takers = [Taker(f"t{n}", place, short, weight) for n, (place, short, weight) in enumerate(taking)]
    found = redistribute(givers, takers, farthest_km=farthest_km)
    weight = {one.key: one.weight for one in takers}
    unmet = sum(weight[key] * lack for key, lack in found.unmet.items())
    assert (unmet, found.litre_km) == pytest.approx(by_trying_all(givers, takers, farthest_km), abs=1e-6)


def test_nobody_drives_for_less_than_a_load():
    givers = [Giver("depot", HERE, 100)]
    takers = [Taker("little", NEAR, 1, weight=900), Taker("much", FAR, 60)]
    found = redistribute(givers, takers, least_l=20)
    assert litres(found) == {("depot", "much"): 60}
    assert found.unmet == {"little": 1}
    assert litres(redistribute(givers, takers)) == {("depot", "little"): 1, ("depot", "much"): 60}


def test_a_rest_that_is_less_than_a_load_is_not_fetched_from_elsewhere():
    """The linear answer takes 50 from the nearer one and 5 from the other; one load of 55 is as good and one drive."""
    givers = [Giver("near", NEAR, 50), Giver("far", FAR, 200)]
    found = redistribute(givers, [Taker("point", HERE, 55)], least_l=20)
    assert litres(found) == {("near", "point"): 35, ("far", "point"): 20}
    assert (found.gap, found.is_shortest, found.unmet) == (0.0, True, {})
    alone = redistribute(givers, [Taker("point", HERE, 55)], least_l=40)
    assert litres(alone) == {("far", "point"): 55}


@pytest.mark.parametrize("least_l", [-1.0, float("nan"), float("inf")])
def test_what_is_no_load_is_refused(least_l):
    with pytest.raises(InvalidValue):
        redistribute([Giver("depot", HERE, 5)], [Taker("point", HERE, 5)], least_l=least_l)


some = st.integers(0, 5)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(places, some), min_size=1, max_size=2),
    st.lists(st.tuples(places, some, st.integers(1, 3)), min_size=1, max_size=2),
    st.sampled_from([40.0, 10_000.0]),
    st.integers(2, 4),
)
def test_no_other_transfers_of_whole_loads_are_better(giving, taking, farthest_km, least):
    givers = [Giver(f"g{n}", place, spare) for n, (place, spare) in enumerate(giving)]
    takers = [Taker(f"t{n}", place, short, weight) for n, (place, short, weight) in enumerate(taking)]
    found = redistribute(givers, takers, farthest_km=farthest_km, least_l=least)
    assert all(move.litres >= least for move in found.transfers)
    weight = {one.key: one.weight for one in takers}
    unmet = sum(weight[key] * lack for key, lack in found.unmet.items())
    assert (unmet, found.litre_km) == pytest.approx(by_trying_all(givers, takers, farthest_km, least), abs=1e-6)
    assert (found.gap, found.is_shortest) == (0.0, True)


def test_of_many_ways_the_answer_says_how_much_better_another_could_be(monkeypatch):
    monkeypatch.setattr("punkt.supply.transport.MOST_WHOLE_WAYS", 0)
    givers = [Giver("near", NEAR, 50), Giver("far", FAR, 200)]
    found = redistribute(givers, [Taker("point", HERE, 55), Taker("other", HERE, 30)], least_l=20)
    assert not found.is_shortest
    assert 0.0 <= found.gap < 1.0
    got = sum(one.litres for one in found.transfers)
    assert got + sum(found.unmet.values()) == 85
    assert found.gap == pytest.approx(1 - got / 85)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(places, st.floats(0, 500)), min_size=1, max_size=12),
    st.lists(st.tuples(places, st.floats(0, 500), st.integers(1, 50)), min_size=1, max_size=12),
)
def test_nobody_gives_more_than_they_can_spare_or_gets_more_than_they_lack(giving, taking):
    givers = [Giver(f"g{n}", place, spare) for n, (place, spare) in enumerate(giving)]
    takers = [Taker(f"t{n}", place, short, weight) for n, (place, short, weight) in enumerate(taking)]
    found = redistribute(givers, takers)
    for one in givers:
        assert sum(move.litres for move in found.transfers if move.giver == one.key) <= one.spare
    for one in takers:
        got = sum(move.litres for move in found.transfers if move.taker == one.key)
        assert got + found.unmet.get(one.key, 0) == pytest.approx(one.short, abs=1)
        assert got <= one.short + 1
