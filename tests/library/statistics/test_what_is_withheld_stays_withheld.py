"""Attacks on protected counts: subtraction, and telling two worlds apart that differ in what is withheld alone."""

from itertools import product

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from punkt.statistics.protection import LEAST_PEOPLE, may_be_told, only_told
from punkt.statistics.timeline import MS_PER_H, Counts, DoorWords, Timeline

N_CELLS, N_DAYS = 4, 3
DAY_H = 24
EDGES = np.arange(N_DAYS + 1) * DAY_H * MS_PER_H
NO_WORDS = DoorWords(*[np.zeros(0, np.int64)] * 3, *[np.zeros(0, bool)] * 2, np.zeros(0, np.int64))
# Two points in each cell; cells 0 and 1 lie in one territory, 2 and 3 in another.
CELL = np.repeat(np.arange(N_CELLS), 2)
TERRITORY = np.array([0, 0, 1, 1])

_people = st.integers(0, 12)
# people by point and day, each counted once at noon
_world = st.lists(st.lists(st.none() | _people, min_size=N_DAYS, max_size=N_DAYS), min_size=8, max_size=8)


def published(world) -> tuple[dict[tuple[frozenset[int], int, int], float], np.ndarray]:
    """Every sum that anybody can ask for: of cells, territories and the country, from any day to any other."""
    rows = [(p, d, n) for p, days in enumerate(world) for d, n in enumerate(days) if n is not None]
    point, day, people = [np.array(c, np.int64) for c in zip(*rows, strict=True)] or [np.zeros(0, np.int64)] * 3
    counts = Counts(point, (day * DAY_H + 12) * MS_PER_H, people)
    told = Timeline(NO_WORDS, counts, len(CELL), begins=0, ends=int(EDGES[-1])).stretches(EDGES)
    allowed = may_be_told(told, CELL, N_CELLS)
    hours = only_told(told.per_cell(told.hours * told.people), CELL, allowed)
    groups = [frozenset([c]) for c in range(N_CELLS)] + [
        frozenset([0, 1]),
        frozenset([2, 3]),
        frozenset(range(N_CELLS)),
    ]
    spans = [(a, b) for a, b in product(range(N_DAYS), repeat=2) if a <= b]
    sums = {
        (group, a, b): float(hours[np.isin(CELL, list(group)), a : b + 1].sum()) for group in groups for a, b in spans
    }
    return sums, allowed


@given(_world)
def test_no_difference_of_totals_gives_a_small_count(world) -> None:
    """Parent less siblings, one period less another: each cell of a day that comes out is 0 or of five and more."""
    sums, allowed = published(world)
    country = frozenset(range(N_CELLS))
    for cell, day in product(range(N_CELLS), range(N_DAYS)):
        most = sum(world[p][day] or 0 for p in np.flatnonzero(cell == CELL))
        siblings = sum(sums[frozenset([other]), day, day] for other in country - {cell})
        found = {sums[frozenset([cell]), day, day], sums[country, day, day] - siblings}
        if day:
            found.add(sums[frozenset([cell]), 0, day] - sums[frozenset([cell]), 0, day - 1])
            found.add(
                sums[country, 0, day]
                - sums[country, 0, day - 1]
                - sum(sums[frozenset([c]), 0, day] - sums[frozenset([c]), 0, day - 1] for c in country - {cell})
            )  # fmt: skip
        assert found == ({most * 4.0} if most == 0 or most >= LEAST_PEOPLE else {0.0})
        assert allowed[cell, day] == (most == 0 or most >= LEAST_PEOPLE)


@given(_world, st.integers(0, N_CELLS - 1), st.integers(0, N_DAYS - 1), st.integers(0, 4), st.integers(0, 4))
def test_two_worlds_that_differ_in_what_is_withheld_publish_the_same(world, cell, day, one, other) -> None:
    """The strongest attacker sees everything that is published, and knows all but this one cell."""
    assume(0 < one + other < LEAST_PEOPLE)
    first, second = [[*days] for days in world], [[*days] for days in world]
    here = np.flatnonzero(cell == CELL)
    for made, split in ((first, (one, other)), (second, (1, 0))):
        for point, people in zip(here, split, strict=True):
            made[point][day] = people
    assert published(first)[0] == published(second)[0]
