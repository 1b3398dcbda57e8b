"""Walkable streets out of OpenStreetMap extracts: PBF (``.osm.pbf``) and XML (``.osm``, ``.osm.gz``, ``.osm.bz2``).

This is the only module that knows the reader of such files (osmium). Which ways are walked says ``osm_walking``.
"""

import datetime as dt
import errno
import os
from array import array
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np
import osmium
from numpy.typing import NDArray

from punkt.errors import UnusableStreets
from punkt.formats.osm_guard import checked_format, not_an_extract
from punkt.formats.osm_walking import is_walkable, stops_walkers
from punkt.geo.street_arrays import lengths_of
from punkt.geo.street_cover import Box, box_around, common_box, is_box
from punkt.geo.street_parts import are_in_large_parts
from punkt.geo.streets import StreetGraph
from punkt.wording import gettext_noop as _

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"

LEAST_PART_M = 500.0
"""Metres of streets that hang together, at least [I]. A shorter part that is joined to nothing, as a path drawn in a
park or in a locked yard, would catch places beside it to which no way then leads."""

LARGE_BYTES = 64 * 2**20
"""An extract over this size has its places of nodes kept in a temporary file (16 bytes each), not in memory."""
_MOST_NODES_OF_A_WAY = 20_000
"""OpenStreetMap takes 2,000 (wiki.openstreetmap.org, API v0.6, maximum_nodes); some data of others is coarser [I]."""

_CHANGED = (RuntimeError, ValueError, osmium.InvalidLocationError)
_FULL = os.strerror(errno.ENOSPC)


def read_osm_streets(path: Path, *, box: Box | None = None) -> StreetGraph:
    """The walkable streets of an extract, or of the part in ``box`` (segments with both ends in it).

    The nodes come before the ways, as in every usual extract; where a node is missing the way is cut. Parts of less
    than ``LEAST_PART_M`` metres that are joined to nothing are left out.
    Raises ``OSError`` where there is no such file or no room for what is kept meanwhile, ``UnusableStreets`` where it
    cannot be read, holds no walkable street or the box is none.
    """
    _check_box(box)
    with path.open("rb"):
        pass  # a file that is not there is no broken extract
    kind = checked_format(path)
    chains = _Chains(box)
    try:
        storage = "sparse_file_array" if path.stat().st_size > LARGE_BYTES else "flex_mem"
        header = _collect(osmium.io.File(path, kind), storage, chains)
    except _CHANGED as error:
        if _FULL in str(error):  # osmium tells it in words only
            raise OSError(errno.ENOSPC, _FULL, gettempdir()) from error
        raise not_an_extract(path) from error
    graph = chains.graph(_day(header), _covered(header, box))
    if graph is None:
        raise UnusableStreets(
            _("There is no street here that can be walked."),
            where=path.name,
            remedy=_("Check the box, or take an extract with ways and their nodes."),
        )
    return graph


def _check_box(box: Box | None) -> None:
    if box is None:
        return
    if not is_box(box):
        raise UnusableStreets(_("This is no box."), remedy=_("Give west, south, east and north in degrees."))


def _collect(file: osmium.io.File, storage: str, chains: "_Chains") -> osmium.io.Header:
    stops: set[int] = set()
    wanted = osmium.filter.KeyFilter("highway", "barrier", "ford", "railway", "public_transport", "man_made")
    reading = osmium.FileProcessor(file, osmium.osm.NODE | osmium.osm.WAY).with_locations(storage).with_filter(wanted)
    for thing in reading:
        tags = dict(thing.tags)
        if isinstance(thing, osmium.osm.Node):
            if stops_walkers(tags):
                stops.add(thing.id)
        elif is_walkable(tags):
            chains.add(_corners(thing), stops)
    return reading.header


def _corners(way: Any) -> Iterator[tuple[int, float, float] | None]:
    """Number, latitude and longitude of each node; None for one that the file does not hold."""
    if len(way.nodes) > _MOST_NODES_OF_A_WAY:
        raise ValueError("a way that OpenStreetMap would not take")
    for node in way.nodes:
        place = node.location
        yield (node.ref, place.lat, place.lon) if place.valid() else None


def _covered(header: osmium.io.Header, box: Box | None) -> Box | None:
    """What the extract says that it covers, or the part of it in ``box``; ``None`` where nobody says it."""
    around = header.box()
    if not around.valid() or around.size() <= 0.0:
        return box
    low, high = around.bottom_left, around.top_right
    said = (low.lon, low.lat, high.lon, high.lat)
    covered = common_box(said, box) if box else said
    return covered if is_box(covered) else box


def _day(header: Any) -> dt.date | None:
    """The day of the data; ``None`` where the file says none, which osmium gives as an empty text."""
    text = header.get("osmosis_replication_timestamp") or header.get("timestamp")
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


class _Chains:
    """Corners of ways as they are found, in the order of the walk, with their number in OpenStreetMap.

    Arrays hold them: lists of objects of a country would fill the memory.
    """

    def __init__(self, box: Box | None) -> None:
        self._box = box
        self._refs, self._latitudes, self._longitudes = array("q"), array("d"), array("d")
        self._firsts, self._stops = array("q"), array("q")

    def add(self, corners: Iterator[tuple[int, float, float] | None], stops: set[int]) -> None:
        """Adds a way. A node that stops people is an end of its own for each segment that comes to it."""
        self._firsts.append(len(self._refs))
        for corner in corners:
            if corner is None or not self._is_inside(corner):
                self._firsts.append(len(self._refs))
                continue
            self._append(corner)
            if corner[0] in stops:
                self._stops.extend((len(self._refs) - 1, len(self._refs)))
                self._firsts.append(len(self._refs))
                self._append(corner)

    def graph(self, day: dt.date | None, covered: Box | None) -> StreetGraph | None:
        """The streets found, without parts under ``LEAST_PART_M``; ``None`` where none are left."""
        numbers, latitudes, longitudes = self._nodes()
        is_joined = np.ones(len(numbers), dtype=bool)
        firsts = np.frombuffer(self._firsts, np.int64)
        is_joined[firsts[firsts < len(numbers)]] = False
        pairs = np.stack([numbers[:-1][is_joined[1:]], numbers[1:][is_joined[1:]]], axis=1)
        metres = lengths_of(latitudes, longitudes, pairs)
        pairs = pairs[are_in_large_parts(pairs, metres, len(latitudes), LEAST_PART_M)]
        if not pairs.size:
            return None
        is_used = np.zeros(len(latitudes), dtype=bool)
        is_used[pairs] = True
        pairs = (np.cumsum(is_used, dtype=np.int32) - 1)[pairs]
        latitudes, longitudes = latitudes[is_used], longitudes[is_used]
        box = covered or box_around(latitudes, longitudes)
        return StreetGraph.from_segments(latitudes, longitudes, pairs, attribution=ATTRIBUTION, data_date=day, box=box)

    def _nodes(self) -> tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]:
        """The number of the node of each corner, and where the nodes are."""
        _refs, at, inverse = np.unique(np.frombuffer(self._refs, np.int64), return_index=True, return_inverse=True)
        stops = np.frombuffer(self._stops, np.int64)
        numbers = np.asarray(inverse, dtype=np.int32)
        numbers[stops] = np.arange(len(at), len(at) + len(stops))
        at = np.concatenate([at, stops])
        return numbers, np.frombuffer(self._latitudes)[at], np.frombuffer(self._longitudes)[at]

    def _append(self, corner: tuple[int, float, float]) -> None:
        self._refs.append(corner[0])
        self._latitudes.append(corner[1])
        self._longitudes.append(corner[2])

    def _is_inside(self, corner: tuple[int, float, float]) -> bool:
        if self._box is None:
            return True
        west, south, east, north = self._box
        return south <= corner[1] <= north and west <= corner[2] <= east
