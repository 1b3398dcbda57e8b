"""The arrays of a graph of streets in the order in which they are asked: whatever is near is near in memory too."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from punkt.geo.distance import EARTH_RADIUS_M, great_circle_m
from punkt.geo.street_cells import cell_keys
from punkt.geo.street_file import StreetRecord

UNITS_PER_DEGREE = 10_000_000
"""Coordinates are kept to 1e-7 degrees, about a centimetre, as OpenStreetMap keeps them."""
_SHORT = 1e-3
"""Radians, 6 km: the sine of the half is less by 4e-8 of it."""
_AT_ONCE = 2**18
"""Segments measured together, so that what is in between stays near the processor."""


@dataclass(frozen=True, slots=True)
class StreetArrays:
    """Nodes by their cells and segments by their first end. The arrays cannot be written to.

    ``latitudes``, ``longitudes``: degrees of n nodes; ``keys``: their cells, ascending; ``ends``: s x 2 numbers of
    nodes, ascending by the first; ``firsts``: of each node its first segment, and s; ``metres``: great circle of each
    segment.
    """

    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    keys: NDArray[np.int64]
    ends: NDArray[np.int32]
    firsts: NDArray[np.int64]
    metres: NDArray[np.float64]


def arranged(record: StreetRecord) -> tuple[StreetRecord, StreetArrays]:
    """The same streets with nodes in the order of their cells and segments in that of their first ends; the arrays."""
    lat, lon = record.latitudes / UNITS_PER_DEGREE, record.longitudes / UNITS_PER_DEGREE
    keys, start = cell_keys(lat, lon), record.ends[:, 0]
    if not (_is_ascending(keys) and _is_ascending(start)):
        return arranged(_in_order(record, keys))
    firsts = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=lat.size))]).astype(np.int64)
    arrays = StreetArrays(lat, lon, keys, record.ends, firsts, lengths_of(lat, lon, record.ends))
    for column in fields(arrays):
        getattr(arrays, column.name).flags.writeable = False
    return record, arrays


def lengths_of(lat: NDArray[np.float64], lon: NDArray[np.float64], ends: NDArray[np.int32]) -> NDArray[np.float64]:
    """Metres of segments by great circle. The sines of short halves are the halves: a country has millions of them."""
    metres = np.empty(len(ends))
    cos_phi = np.cos(np.radians(lat))
    for at in range(0, len(ends), _AT_ONCE):
        start, end = ends[at : at + _AT_ONCE].T
        north, east = np.radians(lat[end] - lat[start]), np.radians(lon[end] - lon[start])
        part = np.sqrt(north**2 + cos_phi[start] * cos_phi[end] * east**2) * EARTH_RADIUS_M
        is_long = np.maximum(np.abs(north), np.abs(east)) > _SHORT
        start, end = start[is_long], end[is_long]
        part[is_long] = great_circle_m(lat[start], lon[start], lat[end], lon[end])
        metres[at : at + _AT_ONCE] = part
    return metres


def _in_order(record: StreetRecord, keys: NDArray[np.int64]) -> StreetRecord:
    order = np.argsort(keys, kind="stable")
    numbers = np.empty(order.size, dtype=np.int32)
    numbers[order] = np.arange(order.size, dtype=np.int32)
    ends = numbers[record.ends]
    ends = ends[np.argsort(ends[:, 0], kind="stable")]
    return replace(record, latitudes=record.latitudes[order], longitudes=record.longitudes[order], ends=ends)


def _is_ascending(numbers: NDArray[np.integer]) -> bool:
    return bool((numbers[1:] >= numbers[:-1]).all())
