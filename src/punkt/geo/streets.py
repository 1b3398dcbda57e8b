"""Streets that can be walked, and how far a walk by them is.

A graph holds nodes and straight segments between them, walked both ways. It says how far it is from one place to
many, exactly, within a bound; the work grows with the streets in reach and not with the country.
"""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punkt.errors import InvalidCoordinates, UnusableStreets
from punkt.geo.nearest import checked_places
from punkt.geo.street_arrays import UNITS_PER_DEGREE, arranged
from punkt.geo.street_cover import Box, metres_to_edge
from punkt.geo.street_file import StreetRecord, read_street_file, write_street_file
from punkt.geo.street_network import StreetNetwork
from punkt.geo.street_snapping import SegmentIndex, Snapped
from punkt.wording import gettext_noop as _

SNAP_M = 300.0
"""How far from a street a place may be and still be reached by it, metres of air line [I]: the depth of a large yard or
park. Beyond it nobody knows which way leads there."""

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int32]


class StreetGraph:
    """Streets as nodes and segments. It never changes; threads may share it. Make it by ``from_segments`` or ``load``.

    ``latitudes``, ``longitudes``: degrees of the nodes, in the order of the graph, which puts neighbours together;
    ``ends``: s x 2 numbers of nodes; ``metres``: great circle of each segment. The arrays cannot be written to.
    ``attribution`` is what has to be said wherever the streets are used, ``data_date`` the day they stood like this,
    ``box`` what they cover, ``None`` where nothing was cut off.
    """

    def __init__(self, record: StreetRecord) -> None:
        self.attribution, self.data_date, self.box = record.attribution, record.data_date, record.box
        self._record, arrays = arranged(record)
        self.latitudes, self.longitudes = arrays.latitudes, arrays.longitudes
        self.ends, self.metres = arrays.ends, arrays.metres
        self._network, self._index = StreetNetwork(arrays), SegmentIndex(arrays)

    @classmethod
    def from_segments(
        cls,
        latitudes: ArrayLike,
        longitudes: ArrayLike,
        ends: ArrayLike,
        *,
        attribution: str = "",
        data_date: dt.date | None = None,
        box: Box | None = None,
    ) -> Self:
        """A graph of n nodes in degrees and s pairs of their numbers, all of which are kept.

        Nodes get new numbers and coordinates are rounded to 1e-7 degrees. Raises ``InvalidCoordinates`` for a node
        that is not on the Earth, ``UnusableStreets`` for a segment whose end is no node.
        """
        lat, lon = checked_places(latitudes, longitudes)
        if (np.abs(lon) > 180.0).any():
            raise InvalidCoordinates(
                _("A coordinate is missing or not on the Earth."), remedy=_("Leave such points out.")
            )
        pairs = _checked_ends(ends, lat.size)
        record = StreetRecord(_in_units(lat), _in_units(lon), pairs, attribution, data_date, box)
        return cls(record)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads a file written by ``save``. It may come from anybody: nothing in it is run, its size is bounded.

        Raises ``OSError`` where there is no such file, ``UnusableStreets`` where it is no street file, is changed
        or cut off.
        """
        record = read_street_file(path)
        try:
            return cls(record)
        except UnusableStreets as error:
            error.where = path.name
            raise

    def save(self, path: Path) -> None:
        """Writes the graph; whoever reads ``path`` meanwhile sees the old file or the new one, never a part."""
        write_street_file(path, self._record)

    @property
    def n_nodes(self) -> int:
        """How many nodes there are."""
        return len(self.latitudes)

    @property
    def n_segments(self) -> int:
        """How many segments there are."""
        return len(self.ends)

    def snap(self, latitudes: ArrayLike, longitudes: ArrayLike, max_m: float = SNAP_M) -> Snapped:
        """The nearest street of each place, none farther than ``max_m`` metres of air line.

        Raises ``InvalidCoordinates`` for a place that is not on the Earth.
        """
        snapped = self._index.snap(latitudes, longitudes, max_m)
        return replace(snapped, edge_m=metres_to_edge(self.box, latitudes, longitudes))

    def walking_m(self, latitude: float, longitude: float, snapped: Snapped, max_m: float) -> _Floats:
        """Metres walked from a place to each of ``snapped``: to the street, by streets, and from the street.

        Exact by the streets known. Infinity where it is more than ``max_m`` or no way leads there; NaN where the
        place to walk from or the one to reach is on no street, or a way that leaves what the graph covers and comes
        back could be short enough. ``snapped`` must come from this graph.
        Raises ``InvalidCoordinates`` where the place is not on the Earth.
        """
        origin = self.snap([latitude], [longitude])
        if origin.segments[0] < 0:
            return np.full(len(snapped), np.nan)
        left_m = max_m - float(origin.approach_m[0])
        walked = np.full(len(snapped), np.inf)
        if left_m >= 0.0:
            walked = self._network.walked_m((latitude, longitude), origin, snapped, left_m)
        walked += origin.approach_m[0] + snapped.approach_m
        walked[walked > max_m] = np.inf
        may_leave = origin.edge_m[0] + snapped.edge_m <= max_m
        walked[(snapped.segments < 0) | (np.isinf(walked) & may_leave)] = np.nan
        return walked


def _checked_ends(ends: ArrayLike, n: int) -> _Ints:
    pairs = np.asarray(ends)
    if not pairs.size:
        return np.empty((0, 2), dtype=np.int32)
    is_pairs = pairs.ndim == 2 and pairs.shape[1] == 2 and pairs.dtype.kind in "iu"
    if not is_pairs or pairs.min() < 0 or pairs.max() >= n:
        raise UnusableStreets(
            _("A segment of a street does not join two of the %(n)d places."),
            remedy=_("Give each segment as two numbers of places, counted from 0."),
            values={"n": n},
        )
    return pairs.astype(np.int32)


def _in_units(degrees: _Floats) -> _Ints:
    return np.rint(degrees * UNITS_PER_DEGREE).astype(np.int32)
