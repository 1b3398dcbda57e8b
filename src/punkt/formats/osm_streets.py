"""Walkable streets out of OpenStreetMap extracts: PBF (``.osm.pbf``) and XML (``.osm``, ``.osm.gz``, ``.osm.bz2``).

This is the only module that knows the reader of such files (osmium). Which ways are walked says ``osm_walking``.
"""

import datetime as dt
import math
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from punkt.errors import UnusableStreets
from punkt.formats.osm_guard import checked_format, not_an_extract
from punkt.formats.osm_walking import is_walkable, stops_walkers
from punkt.geo.streets import StreetGraph
from punkt.wording import gettext_noop as _

Box = tuple[float, float, float, float]
"""West, south, east and north edge, degrees."""

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"

_MOST_NODES_OF_A_WAY = 20_000
"""OpenStreetMap takes 2,000 (wiki.openstreetmap.org, API v0.6, maximum_nodes); some data of others is coarser [I]."""

_CHANGED = (RuntimeError, ValueError, OSError, osmium.InvalidLocationError)


def read_osm_streets(path: Path, *, box: Box | None = None) -> StreetGraph:
    """The walkable streets of an extract, or of the part in ``box`` (segments with both ends in it).

    The nodes come before the ways, as in every usual extract; where a node is missing the way is cut.
    Raises ``OSError`` where there is no such file, ``UnusableStreets`` where it cannot be read, holds no walkable
    street or the box is none.
    """
    _check_box(box)
    with path.open("rb"):
        pass  # a file that is not there is no broken extract
    kind = checked_format(path)
    chains = _Chains(box)
    try:
        day = _collect(osmium.io.File(path, kind), chains)
    except _CHANGED as error:
        raise not_an_extract(path) from error
    if not chains.n_segments:
        raise UnusableStreets(
            _("There is no street here that can be walked."),
            where=path.name,
            remedy=_("Check the box, or take an extract with ways and their nodes."),
        )
    return chains.graph(day)


def _check_box(box: Box | None) -> None:
    if box is None:
        return
    west, south, east, north = box
    if not (all(map(math.isfinite, box)) and -180.0 <= west < east <= 180.0 and -90.0 <= south < north <= 90.0):
        raise UnusableStreets(_("This is no box."), remedy=_("Give west, south, east and north in degrees."))


def _collect(file: osmium.io.File, chains: "_Chains") -> dt.date | None:
    stops: set[int] = set()
    wanted = osmium.filter.KeyFilter("highway", "barrier", "ford", "railway", "public_transport", "man_made")
    reading = osmium.FileProcessor(file, osmium.osm.NODE | osmium.osm.WAY).with_locations().with_filter(wanted)
    for thing in reading:
        tags = dict(thing.tags)
        if isinstance(thing, osmium.osm.Node):
            if stops_walkers(tags):
                stops.add(thing.id)
        elif is_walkable(tags):
            chains.add(_corners(thing), stops)
    return _day(reading.header)


def _corners(way: Any) -> Iterator[tuple[int, float, float] | None]:
    """Number, latitude and longitude of each node; None for one that the file does not hold."""
    if len(way.nodes) > _MOST_NODES_OF_A_WAY:
        raise ValueError("a way that OpenStreetMap would not take")
    for node in way.nodes:
        place = node.location
        yield (node.ref, place.lat, place.lon) if place.valid() else None


def _day(header: Any) -> dt.date | None:
    """The day of the data, where the file says it."""
    text = header.get("osmosis_replication_timestamp") or header.get("timestamp")
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


class _Chains:
    """Segments as they are found, with nodes by their number in OpenStreetMap."""

    def __init__(self, box: Box | None) -> None:
        self._box = box
        self._numbers: dict[int, int] = {}
        self._latitudes, self._longitudes, self._ends = array("d"), array("d"), array("i")

    @property
    def n_segments(self) -> int:
        return len(self._ends) // 2

    def add(self, corners: Iterator[tuple[int, float, float] | None], stops: set[int]) -> None:
        """Adds a way. A node that stops people is an end of its own for each segment that comes to it."""
        before = None
        for corner in corners:
            if corner is None or not self._is_inside(corner):
                before = None
                continue
            is_stop = corner[0] in stops
            if before is not None:
                self._ends.extend((before, self._new(corner) if is_stop else self._number(corner)))
            before = self._new(corner) if is_stop else self._number(corner)

    def graph(self, day: dt.date | None) -> StreetGraph:
        """The streets found; nodes without a segment are left out."""
        ends = np.frombuffer(self._ends, dtype=np.int32)
        used, numbers = np.unique(ends, return_inverse=True)
        latitudes, longitudes = np.frombuffer(self._latitudes)[used], np.frombuffer(self._longitudes)[used]
        pairs = numbers.reshape(-1, 2)
        return StreetGraph.from_segments(latitudes, longitudes, pairs, attribution=ATTRIBUTION, data_date=day)

    def _is_inside(self, corner: tuple[int, float, float]) -> bool:
        if self._box is None:
            return True
        west, south, east, north = self._box
        return south <= corner[1] <= north and west <= corner[2] <= east

    def _number(self, corner: tuple[int, float, float]) -> int:
        number = self._numbers.get(corner[0])
        if number is None:
            number = self._numbers[corner[0]] = self._new(corner)
        return number

    def _new(self, corner: tuple[int, float, float]) -> int:
        self._latitudes.append(corner[1])
        self._longitudes.append(corner[2])
        return len(self._latitudes) - 1
