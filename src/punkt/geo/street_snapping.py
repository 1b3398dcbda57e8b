"""The street segment nearest to a place, and where on it: exact, over the segments that begin in the cells around.

Nothing is made ready for that, so a graph of a country can be asked as soon as it is read.

A segment is a straight line in the plane that touches the Earth at the place. For streets of a few hundred metres the
plane differs from the sphere by millimetres, for one of many kilometres by metres.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punkt.errors import UnusableStreets
from punkt.geo.distance import DETOUR_FACTOR, EARTH_RADIUS_M
from punkt.geo.nearest import checked_places
from punkt.geo.street_arrays import StreetArrays
from punkt.geo.street_cells import cell_keys, cells_within
from punkt.wording import gettext_noop as _

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int32]

_REACH_M = 100.0
"""Segments up to this length are found by their first end, longer ones by points at most twice as far apart."""
_USUAL_M = 60.0
"""Most places have a street this near; only for the others are those farther away looked at."""
_ALWAYS_MARKED, _MARKED_PER_SEGMENT = 500_000, 4
"""Points on long segments at most [I], so that a small file cannot fill the memory with them; segments of real streets
are some 40 m long, and fewer than one in ten is marked at all."""
_AT_ONCE = 500
"""Places looked at together, so that a long list needs no memory for all its candidates."""


@dataclass(frozen=True, slots=True)
class Snapped:
    """n places put on a graph: the nearest segment of each, and where on it. Valid for that graph only.

    ``segments``: number of the segment, -1 where none is near enough. ``from_nodes``, ``to_nodes``: its ends, -1 for
    none. ``from_m``, ``to_m``: metres along the segment to either end. ``away_m``: metres of the air line from the
    place to the street; these are NaN where there is no segment. ``edge_m``: metres to where the graph ends.
    """

    segments: _Ints
    from_nodes: _Ints
    to_nodes: _Ints
    from_m: _Floats
    to_m: _Floats
    away_m: _Floats
    edge_m: _Floats

    def __len__(self) -> int:
        return len(self.segments)

    @property
    def approach_m(self) -> _Floats:
        """Metres likely to be walked between the place and its street: the air line times ``DETOUR_FACTOR``."""
        return self.away_m * DETOUR_FACTOR


class SegmentIndex:
    """Segments that answer "which is nearest?". It never changes; threads may share it."""

    def __init__(self, arrays: StreetArrays) -> None:
        self._latitudes, self._longitudes, self._keys = arrays.latitudes, arrays.longitudes, arrays.keys
        self._ends, self._firsts, self._metres = arrays.ends, arrays.firsts, arrays.metres
        self._marks, self._marked = self._points_of_long()

    def _points_of_long(self) -> tuple[NDArray[np.int64], _Ints]:
        """Cells of points on the segments longer than ``_REACH_M``, ascending, and the segment of each."""
        long = np.flatnonzero(self._metres > _REACH_M)
        n_parts = np.ceil(self._metres[long] / (2.0 * _REACH_M)).astype(np.int64)
        if n_parts.sum() > _ALWAYS_MARKED + _MARKED_PER_SEGMENT * self._metres.size:
            raise UnusableStreets(
                _("These streets are longer than any streets are."),
                remedy=_("Check the box, or take an extract with ways and their nodes."),
            )
        owners = np.repeat(long, n_parts).astype(np.int32)
        before = np.repeat(np.cumsum(n_parts) - n_parts, n_parts)
        share = (np.arange(owners.size) - before + 0.5) / np.repeat(n_parts, n_parts)
        start, end = self._ends[owners, 0], self._ends[owners, 1]
        north = self._latitudes[start] + share * (self._latitudes[end] - self._latitudes[start])
        east = self._longitudes[start] + share * wrapped(self._longitudes[end] - self._longitudes[start])
        cells = cell_keys(north, east)
        order = np.argsort(cells)
        return cells[order], owners[order]

    def snap(self, latitudes: ArrayLike, longitudes: ArrayLike, max_m: float) -> Snapped:
        """The nearest segment of each place, none farther than ``max_m``; of equals the one with the lower number."""
        lat, lon = checked_places(latitudes, longitudes)
        segments, share, away = self._nearest(lat, lon, min(max_m, _USUAL_M))
        rest = np.flatnonzero(segments < 0)
        if max_m > _USUAL_M and rest.size:
            segments[rest], share[rest], away[rest] = self._nearest(lat[rest], lon[rest], max_m)
        is_on = segments >= 0
        ends = np.where(is_on[:, None], self._ends[segments], np.int32(-1)) if self._ends.size else _none(lat.size)
        length = np.where(is_on, self._metres[segments], np.nan) if self._ends.size else away
        endless = np.full(lat.size, np.inf)
        return Snapped(segments, ends[:, 0], ends[:, 1], share * length, (1.0 - share) * length, away, endless)

    def _nearest(self, lat: _Floats, lon: _Floats, max_m: float) -> tuple[_Ints, _Floats, _Floats]:
        """Number, share of the way from its first end, and metres away of the nearest segment of each place."""
        starts = range(0, max(lat.size, 1), _AT_ONCE)
        rows = [self._nearest_of_few(lat[at : at + _AT_ONCE], lon[at : at + _AT_ONCE], max_m) for at in starts]
        segments, share, away = (np.concatenate(column) for column in zip(*rows, strict=True))
        return segments, share, away

    def _nearest_of_few(self, lat: _Floats, lon: _Floats, max_m: float) -> tuple[_Ints, _Floats, _Floats]:
        places, owners = self._candidates(lat, lon, max_m)
        share, away = self._projected(lat[places], lon[places], owners)
        is_near = away <= max_m
        places, owners, share, away = places[is_near], owners[is_near], share[is_near], away[is_near]
        order = np.lexsort((owners, away, places))
        places, first = np.unique(places[order], return_index=True)
        best = order[first]
        segments = np.full(lat.size, -1, dtype=np.int32)
        shares, metres = np.full(lat.size, np.nan), np.full(lat.size, np.nan)
        segments[places], shares[places], metres[places] = owners[best], share[best], away[best]
        return segments, shares, metres

    def _candidates(self, lat: _Floats, lon: _Floats, max_m: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of place and segment that hold every segment within ``max_m`` of each place."""
        cells = [cells_within(*where, max_m + _REACH_M) for where in zip(lat.tolist(), lon.tolist(), strict=True)]
        asked = np.repeat(np.arange(lat.size), [len(rows) for rows in cells])
        bounds = np.concatenate([*cells, np.empty((0, 2), dtype=np.int64)])
        by_end, segments = _spread(asked, self._firsts[np.searchsorted(self._keys, bounds)])
        by_mark, marks = _spread(asked, np.searchsorted(self._marks, bounds))
        return np.concatenate([by_end, by_mark]), np.concatenate([segments, self._marked[marks]])

    def _projected(self, lat: _Floats, lon: _Floats, segments: NDArray[np.integer]) -> tuple[_Floats, _Floats]:
        """For each pair of place and segment the share of the way of its nearest point, and metres to that point."""
        start, end = self._ends[segments, 0], self._ends[segments, 1]
        metres_per_degree = np.pi * EARTH_RADIUS_M / 180.0
        east_per_degree = metres_per_degree * np.cos(np.radians(lat))
        start_x = wrapped(self._longitudes[start] - lon) * east_per_degree
        start_y = (self._latitudes[start] - lat) * metres_per_degree
        along_x = wrapped(self._longitudes[end] - self._longitudes[start]) * east_per_degree
        along_y = (self._latitudes[end] - self._latitudes[start]) * metres_per_degree
        squared = along_x**2 + along_y**2
        reached = -(start_x * along_x + start_y * along_y)
        share = np.clip(np.divide(reached, squared, out=np.zeros_like(squared), where=squared > 0.0), 0.0, 1.0)
        return share, np.hypot(start_x + share * along_x, start_y + share * along_y)


def _spread(asked: NDArray[np.int64], bounds: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each number from the first of ``bounds`` to before the second, beside who asked for it."""
    lengths = bounds[:, 1] - bounds[:, 0]
    shifts = bounds[:, 0] - np.cumsum(lengths) + lengths
    return np.repeat(asked, lengths), np.arange(lengths.sum()) + np.repeat(shifts, lengths)


def wrapped(degrees: _Floats) -> _Floats:
    """Differences of longitudes the short way round, in [-180, 180)."""
    return np.asarray((degrees + 180.0) % 360.0 - 180.0)


def _none(n: int) -> _Ints:
    return np.full((n, 2), -1, dtype=np.int32)
