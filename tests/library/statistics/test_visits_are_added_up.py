"""Visits of parts add up to those of the whole, in whatever order records come; what nobody told is not zero."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from punkt.statistics.visits import visits_per_cell

N_POINTS = 3
EDGES = np.array([0, 40, 100], np.int64)
_records = st.lists(st.tuples(st.integers(0, N_POINTS - 1), st.integers(-20, 120), st.integers(0, 50)), max_size=20)


def cells(records, edges=EDGES):
    point, at, n = [np.array(c, np.int64) for c in zip(*records, strict=True)] or [np.zeros(0, np.int64)] * 3
    return visits_per_cell(point, at, n, edges, N_POINTS)


@given(_records, st.randoms(use_true_random=False))
def test_each_record_counts_once_where_it_was_made(records, random) -> None:
    visits, is_told = cells(records)
    for point in range(N_POINTS):
        for slot, (first, last) in enumerate([(0, 40), (40, 100)]):
            told = [n for of, at, n in records if of == point and first <= at < last]
            assert (visits[point, slot], is_told[point, slot]) == (sum(told), bool(told))
    random.shuffle(records)
    assert (cells(records)[0] == visits).all()
    assert (cells(records, EDGES[[0, 2]])[0][:, 0] == visits.sum(axis=1)).all()
