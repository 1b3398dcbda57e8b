"""Hours of doors and people, against a grid of minutes reckoned one by one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.statistics.timeline import COUNT_LASTS_MS, Counts, DoorWords, Timeline, peaks

MIN = 60_000
N_POINTS, LAST = 3, 600
EDGES = np.array([0, 240, LAST], np.int64) * MIN

# point, minute, how long it lasts in minutes, says open, says shut, rank
_word = st.tuples(
    st.integers(0, N_POINTS - 1),
    st.integers(-300, 700),
    st.integers(-1, 300),
    st.sampled_from("osn"),
    st.integers(0, 2),
).map(lambda told: (*told[:3], told[3] == "o", told[3] == "s", told[4]))
_words = st.lists(_word, max_size=14, unique_by=lambda word: (word[0], word[1], word[5]))
_counts = st.lists(
    st.tuples(st.integers(0, N_POINTS - 1), st.integers(-300, 700), st.integers(0, 9)), max_size=10
)  # fmt: skip


def timeline(words, counts) -> Timeline:
    return Timeline(words_of(words), counts_of(counts), N_POINTS, begins=0, ends=LAST * MIN)


def words_of(rows) -> DoorWords:
    columns = [np.array(column, np.int64) for column in zip(*rows, strict=True)] or [np.zeros(0, np.int64)] * 6
    point, at, lasts, is_open, is_shut, rank = columns
    return DoorWords(point, at * MIN, (at + lasts) * MIN, is_open.astype(bool), is_shut.astype(bool), rank)


def counts_of(rows) -> Counts:
    point, at, people = [np.array(c, np.int64) for c in zip(*rows, strict=True)] or [np.zeros(0, np.int64)] * 3
    return Counts(point, at * MIN, people)


def by_hand(words, counts, point: int, minute: int) -> tuple[bool, bool, bool, int]:
    """What holds in the minute that begins at ``minute``: is open, is known, is counted, people."""
    told = max((w for w in words if w[0] == point and w[1] <= minute), key=lambda w: (w[1], w[5]), default=None)
    counted = max((c for c in counts if c[0] == point and c[1] <= minute), key=lambda c: (c[1], c[2]), default=None)
    is_known = told is not None and minute < told[1] + told[2]
    is_shut = is_known and told[4]
    is_counted = counted is not None and minute < counted[1] + COUNT_LASTS_MS // MIN and not is_shut
    return bool(is_known and told[3]), is_known, is_counted, counted[2] if is_counted else 0


@given(_words, _counts)
def test_every_minute_is_as_reckoned_by_hand(words, counts) -> None:
    told = timeline(words, counts).stretches(EDGES)
    sums = {
        "open": told.per_cell(told.hours * told.is_open),
        "known": told.per_cell(told.hours * told.is_known),
        "counted": told.per_cell(told.hours * told.is_counted),
        "people": told.per_cell(told.hours * told.people),
    }
    for point in range(N_POINTS):
        for slot, (first, last) in enumerate([(0, 240), (240, LAST)]):
            minutes = [by_hand(words, counts, point, minute) for minute in range(first, last)]
            for name, expected in zip(sums, map(sum, zip(*minutes, strict=True)), strict=True):
                assert math.isclose(sums[name][point, slot] * 60, expected, abs_tol=1e-6), (name, point, slot)


@given(_words, _counts, st.randoms(use_true_random=False))
def test_the_order_in_which_words_come_changes_nothing(words, counts, random) -> None:
    before = timeline(words, counts).stretches(EDGES)
    random.shuffle(words)
    random.shuffle(counts)
    after = timeline(words, counts).stretches(EDGES)
    for name in ("point", "begins", "ends", "is_open", "is_known", "is_counted", "people"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name


@given(_words, _counts, st.lists(st.integers(1, LAST - 1), min_size=1, max_size=4, unique=True))
def test_person_hours_of_parts_add_up_to_those_of_the_whole(words, counts, cuts) -> None:
    whole = timeline(words, counts).stretches(EDGES[[0, -1]])
    edges = np.array([0, *sorted(cuts), LAST], np.int64) * MIN
    parts = timeline(words, counts).stretches(edges)
    assert np.allclose(
        whole.per_cell(whole.hours * whole.people)[:, 0], parts.per_cell(parts.hours * parts.people).sum(axis=1)
    )
    assert math.isclose(parts.hours.sum(), N_POINTS * LAST / 60)


@given(_words, _counts)
def test_the_most_people_at_once_are_those_of_the_fullest_minute(words, counts) -> None:
    told = timeline(words, counts).stretches(EDGES)
    most = peaks(told, np.array([0, 1, 1]), 2)
    for group, points in enumerate([[0], [1, 2]]):
        for slot, (first, last) in enumerate([(0, 240), (240, LAST)]):
            by_minute = (sum(by_hand(words, counts, p, m)[3] for p in points) for m in range(first, last))
            assert most[group, slot] == max(by_minute)


@given(_words, _counts, st.integers(0, LAST))
def test_a_moment_is_as_the_minute_that_ends_there(words, counts, minute) -> None:
    """A word counts to its very end, so the moment itself is still its own."""
    told = timeline(words, counts).at(minute * MIN)
    for point in range(N_POINTS):
        is_open, is_known, is_counted, people = by_hand(words, counts, point, minute)
        last = max((w for w in words if w[0] == point and w[1] <= minute), key=lambda w: (w[1], w[5]), default=None)
        if last is None or last[1] + last[2] != minute or last[2] <= 0:
            assert (told.is_open[point], told.is_known[point]) == (is_open, is_known)
        else:
            assert told.is_known[point]
        if is_counted and not (last and last[4]):
            assert (told.is_counted[point], told.people[point]) == (True, people)


def test_a_stale_open_ends_being_open_and_nothing_said_is_not_known() -> None:
    told = timeline([(0, 0, 240, True, False, 0)], []).stretches(EDGES)
    assert told.per_cell(told.hours * told.is_open).tolist() == [[4.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
    assert not told.is_known[told.point > 0].any()


@pytest.mark.parametrize("edges", [[], [5], [5, 5], [7, 3]])
def test_a_period_without_a_length_is_refused(edges) -> None:
    with pytest.raises(InvalidValue):
        timeline([], []).stretches(np.array(edges, np.int64))
