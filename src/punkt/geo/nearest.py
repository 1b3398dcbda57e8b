"""The points nearest to a place among those that have what is asked for: exact, and fast enough for a national network.

Points are unit vectors in space, so the poles and the antimeridian need no care; the straight line through the Earth
grows with the great circle, so a k-d tree over the vectors gives the nearest by great circle. Each set of needs gets
a tree of its own, built over the points that meet it when first asked for: no over-fetching, and no answer missed.
"""

import math
from collections import OrderedDict
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from punkt.errors import InvalidCoordinates
from punkt.geo.distance import EARTH_RADIUS_M
from punkt.wording import gettext_noop as _

_MAX_TREES = 64
_LEAF_SIZE = 12  # measured: 8 to 16 are alike, single calls are fastest here
_FEW = 2_000  # for fewer questions starting threads costs more than it saves


_Where = NDArray[np.float64] | tuple[float, float, float]


def unit_vectors(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The places, given in degrees, as n x 3 points of a sphere of radius 1."""
    phi, theta = np.radians(latitudes), np.radians(longitudes)
    vectors = np.empty((phi.size, 3))
    cos_phi = np.cos(phi)
    np.multiply(cos_phi, np.cos(theta), out=vectors[:, 0])
    np.multiply(cos_phi, np.sin(theta), out=vectors[:, 1])
    np.sin(phi, out=vectors[:, 2])
    return vectors


def checked_places(latitudes: ArrayLike, longitudes: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two arrays of n degrees. Raises ``InvalidCoordinates`` where their lengths differ or one is not on the Earth."""
    lat, lon = np.asarray(latitudes, dtype=np.float64), np.asarray(longitudes, dtype=np.float64)
    if lat.shape != lon.shape or lat.ndim != 1:
        raise InvalidCoordinates(_("Latitudes and longitudes must be two lists of the same length."))
    if not (np.isfinite(lat).all() and np.isfinite(lon).all() and (np.abs(lat) <= 90.0).all()):
        raise InvalidCoordinates(_("A coordinate is missing or not on the Earth."), remedy=_("Leave such points out."))
    return lat, lon


def _metres(lines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle metres of straight lines through a unit sphere; infinity stays."""
    with_none = np.isinf(lines)
    metres = 2.0 * EARTH_RADIUS_M * np.arcsin(np.minimum(lines / 2.0, 1.0))
    if with_none.any():
        metres[with_none] = np.inf
    return np.asarray(metres)


class _Tree:
    """The points that meet one set of needs; ``numbers`` are their places in the whole list, ascending."""

    def __init__(self, vectors: NDArray[np.float64], numbers: NDArray[np.int32]) -> None:
        self.size = len(numbers)
        self.numbers = np.append(numbers, np.int32(-1))  # the k-d tree says "size" where it has no more
        self._kd = KDTree(vectors[numbers], leafsize=_LEAF_SIZE)

    def _query(
        self, where: _Where, k: int, workers: int = 1, furthest: float = math.inf
    ) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        # k is two or more: never a bare number
        lines, found = self._kd.query(where, k=k, workers=workers, distance_upper_bound=furthest)
        return np.asarray(lines), np.asarray(found, dtype=np.intp)

    def near_one(
        self, where: tuple[float, float, float], n: int, furthest: float = math.inf
    ) -> list[tuple[float, int]]:
        """(straight line, number) of the nearest, by line and then by number; one row of ``near``.

        Nothing at ``furthest`` or beyond is looked for, which is most of the work where ``n`` is large.
        """
        n_asked = n + 1
        while True:
            lines, found = self._query(where, n_asked, furthest=furthest)
            if n_asked > self.size or lines[n - 1] != lines[-1] or math.isinf(lines[-1]):
                break
            n_asked *= 4
        pairs = sorted(zip(lines.tolist(), found.tolist(), strict=True))
        return [(line, int(self.numbers[point])) for line, point in pairs[:n] if point < self.size]

    def near(self, where: NDArray[np.float64], n: int) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """Straight lines and numbers (m x n), by line and then by number; infinity and -1 where there are no more.

        One neighbour more than asked for shows whether the last place is shared by points equally far, as it is where
        many points were put on the middle of their town; those rows are asked again for more.
        """
        workers = 1 if len(where) < _FEW else -1
        lines, found = self._query(where, n + 1, workers)
        tied = np.flatnonzero((lines[:, 1:] == lines[:, :-1]).any(axis=1))
        tied = tied[np.isfinite(lines[tied, 0])]
        lines, found = lines[:, :n], found[:, :n]
        n_asked = n + 1
        while tied.size:
            more_lines, more_found = self._query(where[tied], n_asked, workers)
            order = np.lexsort((more_found, more_lines), axis=-1)[:, :n]
            lines[tied] = np.take_along_axis(more_lines, order, axis=1)
            found[tied] = np.take_along_axis(more_found, order, axis=1)
            is_cut = np.isfinite(more_lines[:, -1]) & (more_lines[:, n - 1] == more_lines[:, -1])
            tied = tied[is_cut & (n_asked < self.size)]
            n_asked *= 4
        return lines, self.numbers[found]


def _straight(metres: float) -> float:
    """The straight line, in radii of the Earth, that is a little longer than that of a great circle of ``metres``."""
    if metres >= math.pi * EARTH_RADIUS_M:
        return math.inf
    return 2.0 * math.sin(metres / EARTH_RADIUS_M / 2.0) * (1 + 1e-9) + 1e-12


class NearestIndex:
    """Points that answer "which are nearest and have all of this?". It never changes; threads may share it.

    ``latitudes``, ``longitudes``: n degrees (WGS 84); ``masks``: n unsigned 64-bit sets, one bit per thing that a
    point has, all zero when left out. Raises ``InvalidCoordinates`` when a coordinate is not finite.
    Points at equal distance come in the order of the list.
    """

    def __init__(self, latitudes: ArrayLike, longitudes: ArrayLike, masks: ArrayLike | None = None) -> None:
        lat, lon = checked_places(latitudes, longitudes)
        self._masks = np.zeros(lat.size, dtype=np.uint64) if masks is None else np.asarray(masks, dtype=np.uint64)
        if self._masks.shape != lat.shape:
            raise ValueError(f"{self._masks.size} masks for {lat.size} points")
        self._vectors = unit_vectors(lat, lon)
        self._trees: OrderedDict[int, _Tree] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._vectors)

    def _tree(self, required_mask: int) -> _Tree:
        with self._lock:
            tree = self._trees.get(required_mask)
            if tree is None:
                wanted = np.uint64(required_mask)
                numbers = np.flatnonzero((self._masks & wanted) == wanted).astype(np.int32)
                tree = self._trees[required_mask] = _Tree(self._vectors, numbers)
                if len(self._trees) > _MAX_TREES:
                    self._trees.popitem(last=False)
            else:
                self._trees.move_to_end(required_mask)
            return tree

    def nearest(
        self, latitude: float, longitude: float, *, n: int = 5, required_mask: int = 0, max_km: float | None = None
    ) -> list[tuple[int, float]]:
        """Up to ``n`` pairs (number of the point in the list, metres by great circle), nearest first.

        Only points that have every bit of ``required_mask``, and none farther than ``max_km``.
        """
        if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90.0):
            raise InvalidCoordinates(
                _("%(latitude)s, %(longitude)s is not on the Earth."),
                values={"latitude": latitude, "longitude": longitude},
            )
        tree = self._tree(required_mask)
        if n < 1 or not tree.size:
            return []
        phi, theta = math.radians(latitude), math.radians(longitude)
        cos_phi = math.cos(phi)
        furthest_m = math.inf if max_km is None else max_km * 1000.0
        where = (cos_phi * math.cos(theta), cos_phi * math.sin(theta), math.sin(phi))
        pairs = tree.near_one(where, n, _straight(furthest_m))
        metres = [(number, 2.0 * EARTH_RADIUS_M * math.asin(min(line / 2.0, 1.0))) for line, number in pairs]
        return [(number, away_m) for number, away_m in metres if away_m <= furthest_m]

    def nearest_many(
        self, latitudes: ArrayLike, longitudes: ArrayLike, *, n: int = 5, required_mask: int = 0
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The same for m places at once: numbers of points (m x n) and metres (m x n), nearest first in each row.

        Where fewer than ``n`` points meet the needs the rest is -1 and infinity. Uses all processor cores.
        """
        lat, lon = checked_places(latitudes, longitudes)
        tree = self._tree(required_mask)
        if n < 1 or not lat.size or not tree.size:
            shape = (lat.size, max(n, 0))
            return np.full(shape, -1, dtype=np.int32), np.full(shape, np.inf)
        lines, numbers = tree.near(unit_vectors(lat, lon), n)
        return numbers, _metres(lines)
