"""How far it is by streets from a point of a segment to points of others: Dijkstra over the streets in reach only."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from punkt.geo.street_arrays import StreetArrays
from punkt.geo.street_cells import Runs, runs_within
from punkt.geo.street_snapping import Snapped

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int32]


class StreetNetwork:
    """Nodes and the segments between them. It never changes; threads may share it."""

    def __init__(self, arrays: StreetArrays) -> None:
        self._keys, self._ends, self._firsts, self._metres = arrays.keys, arrays.ends, arrays.firsts, arrays.metres

    def walked_m(self, where: tuple[float, float], origin: Snapped, snapped: Snapped, left_m: float) -> _Floats:
        """Metres from the street of ``origin`` to the street of each of ``snapped``; infinity beyond ``left_m``.

        ``where``: latitude and longitude of the place that is snapped as ``origin``.
        """
        by_nodes = self._by_nodes(where, origin, snapped, left_m)
        return np.asarray(np.minimum(by_nodes, _along(origin, snapped)))

    def _by_nodes(self, where: tuple[float, float], origin: Snapped, snapped: Snapped, left_m: float) -> _Floats:
        # No way is shorter than its air line, so what lies farther away is on no way that is short enough.
        local = _LocalNumbers(runs_within(self._keys, *where, left_m + float(origin.away_m[0])))
        from_origin = self._from_origin(local, origin, left_m)
        by_from = from_origin[local.of(snapped.from_nodes)] + snapped.from_m
        by_to = from_origin[local.of(snapped.to_nodes)] + snapped.to_m
        return np.asarray(np.minimum(by_from, by_to))

    def _from_origin(self, local: "_LocalNumbers", origin: Snapped, left_m: float) -> _Floats:
        """Metres to each node by its local number; the last, which stands for all others, is infinitely far."""
        ends = local.of(np.array([origin.from_nodes[0], origin.to_nodes[0]]))
        first_steps = np.array([origin.from_m[0], origin.to_m[0]])
        graph = self._graph(local, ends, first_steps)
        metres = np.asarray(dijkstra(graph, directed=False, indices=[local.size], limit=left_m)[0])
        metres[local.size] = np.inf
        return metres

    def _graph(self, local: "_LocalNumbers", ends: NDArray[np.int64], first_steps: _Floats) -> "csr_array[np.float64]":
        """The streets of ``local``, once each, and as the last node the origin with a step to either of ``ends``.

        A segment that leaves the runs is infinitely long: no walk that is short enough goes by it.
        """
        parts = [(self._firsts[start], self._firsts[stop]) for start, stop in local.runs]
        is_inside = ends < local.size
        to = local.of(np.concatenate([*(self._ends[start:stop, 1] for start, stop in parts), _NONE]))
        metres = np.concatenate([*(self._metres[start:stop] for start, stop in parts), first_steps[is_inside]])
        metres[: len(to)][to == local.size] = np.inf
        counts = [np.diff(self._firsts[start : stop + 1]) for start, stop in local.runs]
        rows = np.concatenate([[0], *counts, [np.count_nonzero(is_inside)]])
        columns = np.concatenate([to, ends[is_inside]]).astype(np.int32)
        n = local.size + 1
        return csr_array((metres, columns, np.cumsum(rows).astype(np.int32)), shape=(n, n))


_NONE = np.empty(0, dtype=np.int32)


class _LocalNumbers:
    """Numbers of the nodes in ``runs`` from zero on; ``size`` stands for every node outside."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        lengths = [stop - start for start, stop in runs]
        self.size = sum(lengths)
        # An empty run in front, so that each number, of however early a node, has a run at or before it.
        self._starts = np.array([0, *(start for start, _stop in runs)])
        self._stops = np.array([0, *(stop for _start, stop in runs)])
        self._shifts = np.cumsum([0, 0, *lengths])[: len(runs) + 1] - self._starts

    def of(self, nodes: _Ints | NDArray[np.int64]) -> NDArray[np.int64]:
        """The local numbers of ``nodes``; -1 is outside."""
        run = np.maximum(np.searchsorted(self._starts, nodes, side="right") - 1, 0)
        is_inside = (nodes >= 0) & (nodes < self._stops[run])
        return np.where(is_inside, nodes + self._shifts[run], self.size).astype(np.int64)


def _along(origin: Snapped, snapped: Snapped) -> _Floats:
    """Metres along the segment of the origin to the places that are on the same one, infinity for the others."""
    is_same = snapped.segments == origin.segments[0]
    return np.where(is_same, np.abs(snapped.from_m - origin.from_m[0]), np.inf)
