"""Walkable streets out of OpenStreetMap extracts: PBF (``.osm.pbf``) and XML (``.osm``, ``.osm.gz``, ``.osm.bz2``).

This is the only module that knows the reader of such files (osmium). Which ways are walked is the table below, after
the wiki of OpenStreetMap: Key:highway, Key:foot, Key:access, Key:barrier, and "OSM tags for routing/Access
restrictions" (wiki.openstreetmap.org). Ferries are no streets: one may not run in a blackout.
"""

import datetime as dt
import math
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from punkt.errors import UnusableStreets
from punkt.formats.osm_guard import checked_format, not_an_extract
from punkt.geo.streets import StreetGraph
from punkt.wording import gettext_noop as _

Box = tuple[float, float, float, float]
"""West, south, east and north edge, degrees."""

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"

WALKABLE_HIGHWAYS = frozenset(
    {
        "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
        "unclassified", "residential", "living_street", "service", "road", "pedestrian", "track", "footway", "path",
        "steps", "cycleway", "bridleway", "platform", "crossing",
    }
)  # fmt: skip
"""Values of ``highway`` that people on foot may use unless something else is said. Not here, and so never walked:
motorway and motorway_link (forbidden), raceway, busway, bus_guideway, escape and via_ferrata (no walk), construction,
proposed, planned, abandoned and razed (not there), corridor and elevator (locked or without power in a blackout)."""

CLOSED_TO_FOOT = frozenset({"no", "private", "use_sidepath"})
"""Values of ``foot`` by which a way is not walked, whatever else it says."""
OPEN_TO_FOOT = frozenset({"yes", "designated", "permissive"})
"""Values of ``foot`` by which a way is walked although ``access`` or ``motorroad`` says no."""
CLOSED_TO_ALL = frozenset({"no", "private"})
"""Values of ``access`` by which a way is not walked."""

SOLID_BARRIERS = frozenset({"wall", "fence", "hedge", "city_wall", "retaining_wall", "guard_rail"})
"""Values of ``barrier`` on a node that stop people on foot unless ``foot`` says otherwise."""
DOORS = frozenset({"gate", "lift_gate", "swing_gate", "sliding_gate", "wicket_gate", "door", "turnstile",
                   "full-height_turnstile", "kissing_gate", "hampshire_gate", "entrance"})  # fmt: skip
"""Values of ``barrier`` on a node that stop people on foot where they are locked or ``access`` is no or private."""

_MOST_NODES_OF_A_WAY = 20_000
"""OpenStreetMap takes 2,000 (wiki.openstreetmap.org, API v0.6, maximum_nodes); some data of others is coarser [I]."""

_CHANGED = (RuntimeError, ValueError, OSError, osmium.InvalidLocationError)


def is_walkable(tags: Mapping[str, str]) -> bool:
    """Whether a way with these tags is walked; ``area=yes`` is walked along its outline."""
    if tags.get("highway") not in WALKABLE_HIGHWAYS:
        return False
    foot = tags.get("foot")
    if foot in CLOSED_TO_FOOT:
        return False
    return foot in OPEN_TO_FOOT or (tags.get("access") not in CLOSED_TO_ALL and tags.get("motorroad") != "yes")


def stops_walkers(tags: Mapping[str, str]) -> bool:
    """Whether nobody walks past a node with these tags."""
    barrier, foot = tags.get("barrier"), tags.get("foot")
    if barrier is None or foot in OPEN_TO_FOOT:
        return False
    if barrier in SOLID_BARRIERS or foot in CLOSED_TO_FOOT:
        return True
    return barrier in DOORS and (tags.get("access") in CLOSED_TO_ALL or tags.get("locked") == "yes")


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
    wanted = osmium.filter.KeyFilter("highway", "barrier")
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
