"""Nodes in the order of grid cells, so that those around a place are a few runs of numbers and not a search."""

import math

import numpy as np
from numpy.typing import NDArray

from punkt.geo.distance import EARTH_RADIUS_M

_CELLS_PER_DEGREE = 500
"""A cell is 222 m high: few streets around a place are looked at, and a walk of 3 km touches some thirty rows."""
_N_COLUMNS = 360 * _CELLS_PER_DEGREE
_N_ROWS = 180 * _CELLS_PER_DEGREE
_SLACK_M = 1.0
"""Coordinates are rounded to a centimetre; a box is a little larger than asked so that no way is cut by that."""
_AT_ONCE = 2**17
"""Places looked at together, so that what is in between stays near the processor."""

Runs = list[tuple[int, int]]
"""First number and the one after the last, ascending, without overlap."""


def cell_keys(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.int64]:
    """The cell of each place, row by row from the south, in each row from the west."""
    keys = np.empty(latitudes.shape, dtype=np.int64)
    for at in range(0, keys.size, _AT_ONCE):
        part = slice(at, at + _AT_ONCE)
        rows = np.clip(np.floor((latitudes[part] + 90.0) * _CELLS_PER_DEGREE), 0, _N_ROWS - 1).astype(np.int64)
        columns = np.floor((longitudes[part] + 180.0) % 360.0 * _CELLS_PER_DEGREE).astype(np.int64)
        keys[part] = rows * _N_COLUMNS + np.minimum(columns, _N_COLUMNS - 1)
    return keys


def runs_within(keys: NDArray[np.int64], latitude: float, longitude: float, max_m: float) -> Runs:
    """Runs of ``keys`` (ascending) that hold every place within ``max_m`` of the given one, and some beyond."""
    found = np.searchsorted(keys, cells_within(latitude, longitude, max_m)).tolist()
    return [(first, last) for first, last in found if last > first]


def cells_within(latitude: float, longitude: float, max_m: float) -> NDArray[np.int64]:
    """Rows of the first cell and the one after the last, which together hold every place within ``max_m``."""
    angle = min((max_m + _SLACK_M) / EARTH_RADIUS_M, math.pi)
    south, north = (_row(latitude + sign * math.degrees(angle)) for sign in (-1, 1))
    columns = _columns(latitude, longitude, angle)
    bounds = [
        (row * _N_COLUMNS + first, row * _N_COLUMNS + last + 1)
        for row in range(south, north + 1)
        for first, last in columns
    ]
    return np.array(bounds, dtype=np.int64)


def _row(latitude: float) -> int:
    return min(max(math.floor((latitude + 90.0) * _CELLS_PER_DEGREE), 0), _N_ROWS - 1)


def _columns(latitude: float, longitude: float, angle: float) -> Runs:
    """First and last column of a circle on the sphere: all where it holds a pole, two runs over the antimeridian."""
    cos_phi = math.cos(math.radians(latitude))
    if math.radians(abs(latitude)) + angle >= math.pi / 2.0 or math.sin(angle) >= cos_phi:
        return [(0, _N_COLUMNS - 1)]
    half_width = math.degrees(math.asin(math.sin(angle) / cos_phi))
    middle = (longitude + 180.0) % 360.0
    west = math.floor((middle - half_width) * _CELLS_PER_DEGREE)
    east = math.floor((middle + half_width) * _CELLS_PER_DEGREE)
    if east - west + 1 >= _N_COLUMNS:
        return [(0, _N_COLUMNS - 1)]
    if west < 0:
        return [(0, east), (west + _N_COLUMNS, _N_COLUMNS - 1)]
    if east >= _N_COLUMNS:
        return [(0, east - _N_COLUMNS), (west, _N_COLUMNS - 1)]
    return [(west, east)]
