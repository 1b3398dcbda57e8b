"""The square map of the web and its tiles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.geo.mercator import MAX_LATITUDE, MAX_ZOOM, Tile, are_inside, from_square, on_square

latitudes = st.floats(-85.0, 85.0)
longitudes = st.floats(-180.0, 179.999)


@given(latitudes, longitudes)
def test_a_place_comes_back_from_the_square(latitude, longitude):
    x, y = on_square(latitude, longitude)
    assert from_square(float(x), float(y)) == pytest.approx((latitude, longitude), abs=1e-9)


def test_the_corners_of_the_map():
    x, y = on_square([MAX_LATITUDE, -MAX_LATITUDE, 0, 90], [-180, 180, 0, 0])
    assert x.tolist() == [0, 1, 0.5, 0.5]
    assert y == pytest.approx([0, 1, 0.5, 0], abs=1e-12)


@given(latitudes, longitudes, st.integers(0, MAX_ZOOM))
def test_each_place_is_on_one_tile_of_a_zoom(latitude, longitude, zoom):
    x, y = on_square(latitude, longitude)
    n = 2**zoom
    column, row = int(x * n), int(y * n)
    around = [Tile(zoom, column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    holding = [tile for tile in around if are_inside(tile.box(), np.array([x]), np.array([y])).all()]
    assert holding == [Tile(zoom, column, row)]
    assert holding[0].exists


@pytest.mark.parametrize(
    "tile", [Tile(-1, 0, 0), Tile(MAX_ZOOM + 1, 0, 0), Tile(3, 8, 0), Tile(3, 0, 8), Tile(3, -1, 0)]
)
def test_tiles_that_the_map_has_not(tile):
    assert not tile.exists


def test_a_margin_is_measured_in_tiles():
    assert Tile(1, 0, 1).box(0.5) == (-0.25, 0.25, 0.75, 1.25)
