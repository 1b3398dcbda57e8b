"""Counts of few members are withheld, and whoever adds and subtracts all that is told finds none of them."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.surveys.protection import ALL, IN_ALL, Counts, Place, withheld


def counts_of(members: list[tuple[str, str, str]], categories: tuple[str, ...]) -> Counts:
    """Of members as (country, size, category)."""
    found = []
    for place in (0, 1):
        rows = {one[place]: dict.fromkeys(categories, 0) for one in members}
        for one in members:
            rows[one[place]][one[2]] += 1
        found.append(rows)
    return Counts(categories, (found[0], found[1]))


def _sums(total: int, n: int) -> Iterator[tuple[int, ...]]:
    if n == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in _sums(total - first, n - 1))


def _fillings(counts: Counts, breakdown: int, told: dict[Place, int]) -> dict[tuple[int, ...], list[dict[Place, int]]]:
    """All ways to fill a breakdown that agree with its rows and with what is told of it, by the counts in all."""
    groups = counts.groups[breakdown]
    rows = []
    for group, row in groups.items():
        ways = []
        for values in _sums(sum(row.values()), len(counts.categories)):
            filled = {(breakdown, group, one): n for one, n in zip(counts.categories, values, strict=True)}
            if all(told.get(place, n) == n for place, n in filled.items()):
                ways.append(filled)
        rows.append(ways)
    found: dict[tuple[int, ...], list[dict[Place, int]]] = {}
    for choice in product(*rows):
        filled = {place: n for one in choice for place, n in one.items()}
        in_all = tuple(sum(filled[breakdown, group, one] for group in groups) for one in counts.categories)
        if all(told.get((IN_ALL, ALL, one), n) == n for one, n in zip(counts.categories, in_all, strict=True)):
            found.setdefault(in_all, []).append(filled)
    return found


def possible(counts: Counts, hidden: set[Place]) -> dict[Place, set[int]]:
    """Every value that each count could have, for somebody who knows all rows and all that is told."""
    told = {place: value for place, value in counts.values() if place not in hidden}
    first, second = (_fillings(counts, number, told) for number in (0, 1))
    values: dict[Place, set[int]] = {}
    for in_all in first.keys() & second.keys():
        for filled in (*first[in_all], *second[in_all]):
            for place, n in filled.items():
                values.setdefault(place, set()).add(n)
        for category, n in zip(counts.categories, in_all, strict=True):
            values.setdefault((IN_ALL, ALL, category), set()).add(n)
    return values


def small(counts: Counts, least: int) -> list[Place]:
    told = []
    for place, value in counts.values():
        n = counts.n_members(place)
        if 0 < value < least or 0 < n < least:
            told.append(place)
    return told


MEMBERS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.sampled_from("pqr")), min_size=1, max_size=9
)


@settings(max_examples=250, deadline=None)
@given(MEMBERS, st.sampled_from([2, 3]))
def test_of_every_small_count_another_value_is_possible(members, least):
    counts = counts_of(members, ("p", "q", "r"))
    hidden = withheld(counts, least=least)
    values = possible(counts, hidden)
    for place in small(counts, least):
        assert place in hidden
        assert len(values[place]) > 1, (place, hidden)
    assert all(dict(counts.values())[place] in values[place] for place in values)


@settings(max_examples=150, deadline=None)
@given(MEMBERS)
def test_of_a_sensitive_question_no_group_is_told_to_have_answered_alike(members):
    counts = counts_of(members, ("p", "q", "r"))
    hidden = withheld(counts, least=2, is_sensitive=True)
    values = possible(counts, hidden)
    for place, value in counts.values():
        if value and value == counts.n_members(place):
            assert place in hidden
            assert len(values[place]) > 1


def test_every_table_of_two_groups_and_two_answers():
    """All of them up to three members in a cell, one breakdown against all."""
    for a, b, c, d in product(range(4), repeat=4):
        if a + b + c + d == 0:
            continue
        members = [*[("a", "x", "p")] * a, *[("a", "x", "q")] * b, *[("b", "x", "p")] * c, *[("b", "x", "q")] * d]
        counts = counts_of(members, ("p", "q"))
        values = possible(counts, withheld(counts, least=3))
        assert all(len(values[place]) > 1 for place in small(counts, 3)), (a, b, c, d)


def test_the_attack_works_without_complementary_suppression():
    """The brute force is one that finds what is not protected."""
    members = [*[("a", "x", "p")] * 5, *[("a", "x", "q")] * 5, ("b", "x", "p"), *[("b", "x", "q")] * 5]
    counts = counts_of(members, ("p", "q"))
    alone = {(0, "b", "p")}
    assert possible(counts, alone)[0, "b", "p"] == {1}
    assert len(possible(counts, withheld(counts))[0, "b", "p"]) > 1


def test_large_counts_are_told():
    members = [(country, size, answer) for country, size, answer in product("ab", "xy", "pq") for _n in range(5)]
    assert withheld(counts_of(members, ("p", "q"))) == set()


def test_little_is_withheld_besides():
    members = [*[("a", "x", "p")] * 9, *[("a", "x", "q")] * 9, *[("b", "x", "p")] * 2, *[("b", "x", "q")] * 9]
    members += [*[("c", "x", "p")] * 9, *[("c", "x", "q")] * 6]
    hidden = withheld(counts_of(members, ("p", "q")))
    assert hidden == {(0, "b", "p"), (0, "b", "q"), (0, "c", "p"), (0, "c", "q")}


@pytest.mark.parametrize("least", [1, 0])
def test_at_the_desk_nothing_is_withheld(least):
    assert withheld(counts_of([("a", "x", "p")], ("p", "q")), least=least) == set()
