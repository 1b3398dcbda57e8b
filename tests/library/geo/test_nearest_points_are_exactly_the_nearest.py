"""The index against brute force over the whole Earth, with needs, ties, poles and the antimeridian."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from punkt.errors import InvalidCoordinates
from punkt.geo.distance import great_circle_m
from punkt.geo.nearest import NearestIndex

# Few distinct values, so that points coincide, stand on poles and on both sides of the antimeridian.
some_latitudes = st.one_of(st.floats(-90.0, 90.0), st.sampled_from([90.0, -90.0, 0.0, 50.0, 50.001, 89.99]))
some_longitudes = st.one_of(st.floats(-180.0, 180.0), st.sampled_from([180.0, -180.0, 179.99, -179.99, 30.0, 30.001]))
places = st.tuples(some_latitudes, some_longitudes)
points = st.lists(st.tuples(some_latitudes, some_longitudes, st.integers(0, 7)), max_size=40)


def by_brute_force(
    network: list[tuple[float, float, int]], place: tuple[float, float], required_mask: int
) -> list[float]:
    """Metres to every point that meets the needs, ascending."""
    fitting = [point for point in network if point[2] & required_mask == required_mask]
    return sorted(great_circle_m(*place, latitude, longitude) for latitude, longitude, _ in fitting)


def index_of(network: list[tuple[float, float, int]]) -> NearestIndex:
    return NearestIndex([p[0] for p in network], [p[1] for p in network], [p[2] for p in network])


@settings(max_examples=200, deadline=None)
@given(points, places, st.integers(0, 7), st.integers(1, 12))
def test_one_question_gives_the_distances_of_brute_force(
    network: list[tuple[float, float, int]], place: tuple[float, float], required_mask: int, n: int
) -> None:
    found = index_of(network).nearest(*place, n=n, required_mask=required_mask)
    expected = by_brute_force(network, place, required_mask)[:n]
    assert [metres for _, metres in found] == pytest.approx(expected, abs=0.2)
    for number, metres in found:
        latitude, longitude, mask = network[number]
        assert mask & required_mask == required_mask
        assert great_circle_m(*place, latitude, longitude) == pytest.approx(metres, abs=0.2)
    assert len({number for number, _ in found}) == len(found)


@settings(max_examples=100, deadline=None)
@given(points, st.lists(places, max_size=8), st.integers(0, 7), st.integers(1, 6))
def test_many_questions_give_what_single_ones_give(
    network: list[tuple[float, float, int]], asked: list[tuple[float, float]], required_mask: int, n: int
) -> None:
    index = index_of(network)
    numbers, metres = index.nearest_many([p[0] for p in asked], [p[1] for p in asked], n=n, required_mask=required_mask)
    assert numbers.shape == metres.shape == (len(asked), n)
    assert numbers.dtype == np.int32
    for row, place in enumerate(asked):
        single = index.nearest(*place, n=n, required_mask=required_mask)
        n_found = len(single)
        assert np.isinf(metres[row, n_found:]).all()
        assert (numbers[row, n_found:] == -1).all()
        assert metres[row, :n_found].tolist() == pytest.approx([away for _, away in single], abs=0.2)


def test_points_at_one_place_come_in_the_order_of_the_list() -> None:
    latitudes = [50.0] * 40 + [50.1] * 40
    index = NearestIndex(latitudes, [30.0] * 80)
    assert [number for number, _ in index.nearest(50.01, 30.0, n=5)] == [0, 1, 2, 3, 4]
    assert [number for number, _ in index.nearest(50.01, 30.0, n=45)] == list(range(45))
    numbers, _ = index.nearest_many([50.01, 50.09, 50.01], [30.0] * 3, n=5)
    assert numbers.tolist() == [[0, 1, 2, 3, 4], [40, 41, 42, 43, 44], [0, 1, 2, 3, 4]]


def test_ties_do_not_depend_on_which_needs_were_asked_for() -> None:
    masks = [3 if number % 2 else 1 for number in range(60)]
    index = NearestIndex([50.0] * 60, [30.0] * 60, masks)
    assert [number for number, _ in index.nearest(50.2, 30.0, n=4, required_mask=2)] == [1, 3, 5, 7]


def test_nothing_farther_than_asked_for_and_the_limit_itself_is_within() -> None:
    index = NearestIndex([50.0, 50.1, 51.0], [30.0, 30.0, 30.0])
    limit_km = great_circle_m(50.0, 30.0, 50.1, 30.0) / 1000.0 + 1e-6
    assert [number for number, _ in index.nearest(50.0, 30.0, max_km=limit_km)] == [0, 1]
    assert index.nearest(52.0, 30.0, max_km=1.0) == []


def test_an_empty_network_and_unmet_needs_give_an_empty_answer() -> None:
    assert NearestIndex([], []).nearest(50.0, 30.0) == []
    assert NearestIndex([50.0], [30.0], [1]).nearest(50.0, 30.0, required_mask=2) == []
    numbers, metres = NearestIndex([], []).nearest_many([50.0], [30.0], n=3)
    assert numbers.tolist() == [[-1, -1, -1]]
    assert np.isinf(metres).all()


def test_the_highest_bit_is_a_need_like_any_other() -> None:
    index = NearestIndex([50.0, 50.1], [30.0, 30.0], np.array([0, 1 << 63], dtype=np.uint64))
    assert [number for number, _ in index.nearest(50.0, 30.0, required_mask=1 << 63)] == [1]


def test_more_sets_of_needs_than_are_kept_are_still_answered_rightly() -> None:
    masks = np.arange(200, dtype=np.uint64)
    index = NearestIndex(np.full(200, 50.0), np.linspace(30.0, 31.0, 200), masks)
    for _ in range(2):
        for required in range(200):
            number, _ = index.nearest(50.0, 30.0, n=1, required_mask=required)[0]
            assert number == required  # the first number that holds all bits of another is that number


@pytest.mark.parametrize("bad", [math.nan, math.inf, 91.0])
def test_coordinates_of_no_place_are_refused(bad: float) -> None:
    index = NearestIndex([50.0], [30.0])
    with pytest.raises(InvalidCoordinates):
        index.nearest(bad, 30.0)
    with pytest.raises(InvalidCoordinates):
        index.nearest_many([bad], [30.0])
    with pytest.raises(InvalidCoordinates):
        NearestIndex([bad], [30.0])


def network_of(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.uint64]]:
    rng = np.random.default_rng(7)
    return rng.uniform(44.0, 52.0, n), rng.uniform(22.0, 40.0, n), rng.integers(0, 16, n).astype(np.uint64)


def test_a_national_network_is_answered_as_by_brute_force() -> None:
    latitudes, longitudes, masks = network_of(10_676)
    asked_latitudes, asked_longitudes, _ = network_of(300)
    numbers, metres = NearestIndex(latitudes, longitudes, masks).nearest_many(
        asked_latitudes + 0.01, asked_longitudes, n=5, required_mask=5
    )
    away = great_circle_m(latitudes, longitudes, asked_latitudes[:, None] + 0.01, asked_longitudes[:, None])
    away[:, (masks & np.uint64(5)) != 5] = np.inf
    assert (np.argsort(away, axis=1, kind="stable")[:, :5] == numbers).all()
    assert np.allclose(np.sort(away, axis=1)[:, :5], metres, atol=0.01)
