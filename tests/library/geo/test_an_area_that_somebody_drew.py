"""Which positions lie in a drawn outline, and which outlines are refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.geo.drawn_area import MAX_CORNERS, are_in, checked_outline, read_corners

SQUARE = [(50.0, 30.0), (50.0, 31.0), (51.0, 31.0), (51.0, 30.0)]


def test_inside_is_inside_and_an_unknown_position_is_not():
    inside = are_in(SQUARE, [50.5, 49.9, 50.5, math.nan], [30.5, 30.5, 31.1, math.nan])
    assert inside.tolist() == [True, False, False, False]


def test_a_bay_is_outside():
    bay = [(50.0, 30.0), (50.0, 31.0), (51.0, 31.0), (50.2, 30.5), (51.0, 30.0)]
    assert are_in(bay, [50.1, 50.8], [30.5, 30.5]).tolist() == [True, False]


def test_two_areas_side_by_side_share_no_point_and_lose_none():
    left, right = SQUARE, [(50.0, 31.0), (50.0, 32.0), (51.0, 32.0), (51.0, 31.0)]
    latitudes, longitudes = (np.round(axis, 2).ravel() for axis in np.mgrid[50.0:51.0:0.1, 30.0:32.0:0.1])
    n_in = are_in(left, latitudes, longitudes).astype(int) + are_in(right, latitudes, longitudes)
    assert set(n_in.tolist()) == {1}


@given(st.lists(st.floats(0.3, 1.0), min_size=3, max_size=12), st.floats(-1.2, 1.2), st.floats(-1.2, 1.2))
def test_a_star_holds_what_lies_nearer_to_its_middle_than_its_edge(radii, north, east):
    n = len(radii)
    turns = [2 * math.pi * number / n for number in range(n)]
    star = [(10 + r * math.sin(turn), 10 + r * math.cos(turn)) for r, turn in zip(radii, turns, strict=True)]
    away, turn = math.hypot(north, east), math.atan2(north, east) % (2 * math.pi)
    number = min(int(turn / (2 * math.pi / n)), n - 1)
    one, other = (np.array(star[place % n]) - 10 for place in (number, number + 1))
    side, to_point = other - one, np.array([north, east]) - one
    across = side[1] * to_point[0] - side[0] * to_point[1]
    if abs(across) < 1e-6 or away < 1e-6:
        return  # on the line: either answer will do
    assert bool(are_in(star, [10 + north], [10 + east])[0]) == (across > 0)


def test_a_last_corner_that_repeats_the_first_is_one_too_many():
    assert checked_outline([*SQUARE, SQUARE[0]]) == SQUARE


@pytest.mark.parametrize(
    "corners",
    [
        [],
        SQUARE[:2],
        [SQUARE[0]] * 3,
        [(50.0, 30.0), (51.0, 31.0), (50.0, 31.0), (51.0, 30.0)],  # a bow tie
        [(50.0, 30.0), (50.5, 30.5), (51.0, 31.0)],
        [(91.0, 30.0), (50.0, 31.0), (51.0, 31.0)],
        [(math.nan, 30.0), (50.0, 31.0), (51.0, 31.0)],
        [(50.0, math.inf), (50.0, 31.0), (51.0, 31.0)],
        [(50.0, -179.0), (50.0, 179.0), (51.0, 179.0)],
        [(50.0 + math.sin(number), 30.0 + math.cos(number)) for number in range(MAX_CORNERS + 2)],
    ],
)
def test_an_outline_that_is_none_is_refused(corners):
    with pytest.raises(InvalidValue):
        checked_outline(corners)


def test_corners_are_read_as_people_write_them():
    assert read_corners("50.1, 30.2\n\n 50°30'N 30°30'E \n51,5 31,5") == [(50.1, 30.2), (50.5, 30.5), (51.5, 31.5)]


@pytest.mark.parametrize("text", ["Kharkiv", "50.1, 30.2\nsomewhere", "95.0 N, 30.0 E"])
def test_a_line_that_is_no_position_is_named(text):
    with pytest.raises(InvalidValue, match="Line"):
        read_corners(text)
