"""How far the edge of what is covered is, at least: a walk that leaves it is never shorter."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.geo.distance import great_circle_m
from punkt.geo.street_cover import common_box, is_box, metres_to_edge

BOX = (20.0, 45.0, 40.0, 60.0)


EDGES = [(20.0, None), (40.0, None), (None, 45.0), (None, 60.0)]


@given(st.floats(45.0, 60.0), st.floats(20.0, 40.0), st.sampled_from(EDGES), st.floats(0.0, 1.0))
def test_no_place_on_the_edge_is_nearer(latitude, longitude, edge, share):
    lon, lat = edge
    on_edge = (45.0 + 15.0 * share if lat is None else lat, 20.0 + 20.0 * share if lon is None else lon)
    assert metres_to_edge(BOX, [latitude], [longitude])[0] <= great_circle_m(latitude, longitude, *on_edge) + 1e-3


def test_the_nearest_edge_counts_and_outside_it_is_none():
    metres = metres_to_edge(BOX, [50.0, 59.99, 50.0, 50.0], [39.99, 30.0, 40.01, 0.0])
    assert metres == pytest.approx([714.7, 1_112.0, 0.0, 0.0], abs=1.0)


def test_without_a_box_there_is_no_edge():
    assert metres_to_edge(None, [50.0], [30.0]).tolist() == [math.inf]


@pytest.mark.parametrize("box", [(1, 0, 0, 1), (0, 1, 1, 0), (0, 0, 181, 1), (0, -91, 1, 1), (0, 0, math.nan, 1)])
def test_four_numbers_that_are_no_box(box):
    assert not is_box(box)


def test_what_is_in_two_boxes():
    assert common_box(BOX, (30.0, 0.0, 50.0, 50.0)) == (30.0, 45.0, 40.0, 50.0)
    assert not is_box(common_box(BOX, (0.0, 0.0, 1.0, 1.0)))
    assert np.isinf(metres_to_edge(None, [], [])).all()
