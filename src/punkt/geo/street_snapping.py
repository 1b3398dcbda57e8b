"""The street segment nearest to a place, and where on it: exact, over a k-d tree of sub-points of all segments.

A segment is a straight line in the plane that touches the Earth at the place; within the few hundred metres that
matter the plane differs from the sphere by millimetres.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from punkt.geo.distance import DETOUR_FACTOR, EARTH_RADIUS_M
from punkt.geo.nearest import checked_places, unit_vectors

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int32]

_SPACING_M = 50.0
"""Sub-points of a segment are at most this far apart: fewer would bring many candidates, more would fill the memory."""
_SLACK_M = 0.1
"""Candidates are looked for a little farther than rounding and the bend of the Earth can reach."""
_AT_ONCE = 4_000
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
    """Segments that answer "which is nearest?". It never changes; threads may share it.

    ``latitudes``, ``longitudes``: degrees of the nodes; ``ends``: s x 2 numbers of nodes; ``metres``: s lengths.
    """

    def __init__(self, latitudes: _Floats, longitudes: _Floats, ends: _Ints, metres: _Floats) -> None:
        self._latitudes, self._longitudes, self._ends, self._metres = latitudes, longitudes, ends, metres
        n_parts = np.maximum(np.ceil(metres / _SPACING_M), 1.0).astype(np.int64)
        self._owners = np.repeat(np.arange(len(ends), dtype=np.int32), n_parts)
        first = np.repeat(np.cumsum(n_parts) - n_parts, n_parts)
        share = (np.arange(self._owners.size) - first + 0.5) / n_parts[self._owners]
        start, end = ends[self._owners, 0], ends[self._owners, 1]
        part_latitudes = latitudes[start] + share * (latitudes[end] - latitudes[start])
        part_longitudes = longitudes[start] + share * wrapped(longitudes[end] - longitudes[start])
        self._tree = cKDTree(unit_vectors(part_latitudes, part_longitudes), balanced_tree=False, compact_nodes=False)

    def snap(self, latitudes: ArrayLike, longitudes: ArrayLike, max_m: float) -> Snapped:
        """The nearest segment of each place, none farther than ``max_m``; of equals the one with the lower number."""
        lat, lon = checked_places(latitudes, longitudes)
        starts = range(0, max(lat.size, 1), _AT_ONCE)
        rows = [self._nearest(lat[at : at + _AT_ONCE], lon[at : at + _AT_ONCE], max_m) for at in starts]
        segments = np.concatenate([row[0] for row in rows])
        share, away = (np.concatenate([row[part] for row in rows]) for part in (1, 2))
        is_on = segments >= 0
        ends = np.where(is_on[:, None], self._ends[segments], np.int32(-1)) if self._ends.size else _none(lat.size)
        length = np.where(is_on, self._metres[segments], np.nan) if self._ends.size else away
        endless = np.full(lat.size, np.inf)
        return Snapped(segments, ends[:, 0], ends[:, 1], share * length, (1.0 - share) * length, away, endless)

    def _nearest(self, lat: _Floats, lon: _Floats, max_m: float) -> tuple[_Ints, _Floats, _Floats]:
        """Number, share of the way from its first end, and metres away of the nearest segment of each place."""
        places, owners = self._candidates(lat, lon, max_m)
        share, away = self._projected(lat[places], lon[places], owners)
        order = np.lexsort((owners, away, places))
        places, first = np.unique(places[order], return_index=True)
        best = order[first]
        is_near = away[best] <= max_m
        places, best = places[is_near], best[is_near]
        segments = np.full(lat.size, -1, dtype=np.int32)
        shares, metres = np.full(lat.size, np.nan), np.full(lat.size, np.nan)
        segments[places], shares[places], metres[places] = owners[best], share[best], away[best]
        return segments, shares, metres

    def _candidates(self, lat: _Floats, lon: _Floats, max_m: float) -> tuple[NDArray[np.int64], _Ints]:
        """Pairs of place and segment that hold the nearest segment of every place that has one within ``max_m``.

        The segment of the nearest sub-point bounds how far the nearest segment can be; one that is nearer has a
        sub-point within half the spacing more.
        """
        if not self._owners.size:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32)
        where = unit_vectors(lat, lon)
        reach_m = max_m + _SPACING_M / 2.0 + _SLACK_M
        lines, parts = self._tree.query(where, distance_upper_bound=reach_m / EARTH_RADIUS_M)
        asked = np.flatnonzero(np.isfinite(lines))
        away = self._projected(lat[asked], lon[asked], self._owners[np.asarray(parts)[asked]])[1]
        radii = (np.minimum(away, max_m) + _SPACING_M / 2.0 + _SLACK_M) / EARTH_RADIUS_M
        near = self._tree.query_ball_point(where[asked], radii, return_sorted=False)
        places = np.repeat(asked, [len(found) for found in near])
        flat = np.fromiter((part for found in near for part in found), dtype=np.int64, count=places.size)
        return places, self._owners[flat]

    def _projected(self, lat: _Floats, lon: _Floats, segments: _Ints) -> tuple[_Floats, _Floats]:
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


def wrapped(degrees: _Floats) -> _Floats:
    """Differences of longitudes the short way round, in [-180, 180)."""
    return np.asarray((degrees + 180.0) % 360.0 - 180.0)


def _none(n: int) -> _Ints:
    return np.full((n, 2), -1, dtype=np.int32)
