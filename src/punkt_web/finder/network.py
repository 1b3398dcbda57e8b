"""The published network held in memory, with its search index, until what is published changes.

Each process holds one snapshot. It is named by the edition of the registry: a write that can change what the public
sees, and the end of a policy, make another edition and so another snapshot. One thread beside the requests builds it;
until it is there, answers come from the old one, and every point that they would show is looked up again, so that
nothing is shown that was hidden or withdrawn meanwhile. Only a new point waits for the new snapshot.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor

import numpy as np
from django.db import connection

from punkt.geo.distance import great_circle_m
from punkt.geo.mercator import Edges, are_inside, on_square
from punkt.geo.nearest import NearestIndex
from punkt.geo.streets import StreetGraph
from punkt.model.fields import NEEDS
from punkt.model.vocabulary import IS_THERE, Availability
from punkt.places.gazetteer import Place
from punkt_web.common import memories
from punkt_web.finder.known_addresses import KnownAddresses
from punkt_web.finder.unplaced import UnplacedPoints, places_around
from punkt_web.finder.walks import Walks, operator_streets
from punkt_web.registry.published import Edition, PublishedPoint, current_edition, published_points, published_still
from punkt_web.registry.published_territories import NamedTerritory, TerritoryName, territory_names

_HAS_BIT = {need: 1 << place for place, need in enumerate(NEEDS)}
_NOT_NO_BIT = {need: 1 << (place + len(NEEDS)) for place, need in enumerate(NEEDS)}
_LACKING = frozenset({Availability.NO, Availability.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Near:
    """A point with its air-line distance; ``None`` where the search has no position.

    ``walked_m``: metres by the streets, infinity where something lies between, ``None`` where nobody knows the streets.
    """

    point: PublishedPoint
    distance_m: float | None
    walked_m: float | None = None


class Network:
    """All published points at one moment. It never changes; threads may share it.

    ``territories`` are the names of the territories above the points without a position, by code. ``streets`` measure
    walks where they are known.
    """

    def __init__(
        self,
        edition: Edition,
        points: Iterable[PublishedPoint],
        territories: Mapping[str, TerritoryName],
        streets: StreetGraph | None = None,
    ) -> None:
        self.edition = edition
        self._points = list(points)
        self.by_code = sorted(self._points, key=lambda point: point.code)
        """Every point, those without a position too. Who gives them out asks ``still`` first."""
        self.n_points = len(self._points)
        self.regions = Counter(point.lineage[:2] for point in self._points)
        """How many points are in a unit below a country, by the codes of the country and of the unit."""
        self._placed: list[PublishedPoint] = []
        places: list[tuple[float, float]] = []
        for point in self._points:
            if point.latitude is not None and point.longitude is not None:
                self._placed.append(point)
                places.append((point.latitude, point.longitude))
        self.around = _around(places)
        """South, west, north and east of the network in whole degrees; ``None`` without a position."""
        self._by_id = {point.id: point for point in self._placed}
        self._walks = Walks(streets, self._placed) if streets is not None and self._placed else None
        self._on_square = np.column_stack(on_square(*np.array(places, dtype=np.float64).reshape(-1, 2).T))
        self._unplaced = UnplacedPoints(filter(is_unplaced, self._points), territories)
        self._index = NearestIndex(
            [latitude for latitude, _longitude in places],
            [longitude for _latitude, longitude in places],
            np.array([mask_of(point) for point in self._placed], dtype=np.uint64),
        )

    def near(self, latitude: float, longitude: float, *, n: int, max_km: float, required_mask: int = 0) -> list[Near]:
        """The nearest points, nearest first, at most ``n`` and none farther than ``max_km`` by air."""
        found = self._index.nearest(latitude, longitude, n=n, required_mask=required_mask, max_km=max_km)
        return [Near(self._placed[number], distance_m) for number, distance_m in found]

    def walked(self, latitude: float, longitude: float, found: list[Near]) -> list[Near]:
        """Points that were found from a place, with their walks where the streets are known."""
        if self._walks is None:
            return found
        walked = self._walks.to(latitude, longitude, _air_m(found))
        return [replace(near, walked_m=walked.get(near.point.id)) for near in found]

    def in_box(self, edges: Edges) -> list[PublishedPoint]:
        """All points with a position between edges on the square map, by id."""
        return [self._placed[number] for number in np.flatnonzero(are_inside(edges, *self._on_square.T))]

    def named(self, text: str, town: Place | None = None) -> list[PublishedPoint]:
        """The points whose names or addresses have the words of a text; see ``KnownAddresses.named``."""
        return self._known_addresses.named(text, town)

    @cached_property
    def _known_addresses(self) -> KnownAddresses:
        return KnownAddresses(self._points)

    def within(self, territory: NamedTerritory) -> list[PublishedPoint]:
        """All points in a territory and below it, those without a position too, by id."""
        inside = {point.id: point for point in self._points if territory.code in point.lineage}
        inside |= {point.id: point for point in self._unplaced.in_territory(territory)}
        return [point for _id, point in sorted(inside.items())]

    def unplaced_near(
        self, latitude: float, longitude: float, territory: NamedTerritory | None = None
    ) -> list[PublishedPoint]:
        """Points without a position that may be here: of the territory, then of the places around, nearest first."""
        of_territory = self._unplaced.in_territory(territory) if territory is not None else []
        around = self._unplaced.in_places(places_around(latitude, longitude))
        return list({point.id: point for point in (*of_territory, *around)}.values())

    def still(self, points: Iterable[PublishedPoint]) -> list[PublishedPoint]:
        """The points as they may be shown now: of a current snapshot, as they are."""
        return list(points)

    def placed(self, point_id: int) -> PublishedPoint | None:
        """The point of an id, ``None`` where none with a position has it."""
        return self._by_id.get(point_id)

    def is_current(self, edition: Edition) -> bool:
        """Whether this is the snapshot of ``edition``."""
        return self.edition == edition


def _air_m(found: Iterable[Near]) -> dict[int, float]:
    return {near.point.id: near.distance_m for near in found if near.distance_m is not None}


def _around(places: Sequence[tuple[float, float]]) -> tuple[int, int, int, int] | None:
    if not places:
        return None
    latitudes, longitudes = zip(*places, strict=True)
    return floor(min(latitudes)), floor(min(longitudes)), ceil(max(latitudes)), ceil(max(longitudes))


def region_of(point: PublishedPoint) -> str:
    """The code of the unit below the country that a point is in, of the country where it is in none, "" for unknown."""
    return point.lineage[:2][-1] if point.lineage else ""


def is_unplaced(point: PublishedPoint) -> bool:
    """Whether nobody knows where the point is, or nobody is told."""
    return point.latitude is None or point.longitude is None


def stated(point: PublishedPoint, need: str) -> Availability:
    """What the register says of a need; unknown where it says nothing."""
    return Availability(point.facts.get(NEEDS[need].fact, Availability.UNKNOWN))


def mask_of(point: PublishedPoint) -> int:
    """Two bits a need: "has it" (fully or with limits), and "is not known to lack it" (has it, or nobody knows)."""
    mask = 0
    for need in NEEDS:
        word = stated(point, need)
        if word in IS_THERE:
            mask |= _HAS_BIT[need]
        if word not in _LACKING:
            mask |= _NOT_NO_BIT[need]
    return mask


def having(needs: Iterable[str]) -> int:
    """The mask of points that are known to have all of ``needs``."""
    return sum(_HAS_BIT[need] for need in set(needs))


def not_lacking(needs: Iterable[str]) -> int:
    """The mask of points that have each of ``needs``, or of which nobody knows."""
    return sum(_NOT_NO_BIT[need] for need in set(needs))


class RecheckedNetwork:
    """A snapshot that is no longer of the current edition: each point is looked up again before it is given out.

    It serves one answer. What left the published network is left out; what changed is given as it is now.
    """

    def __init__(self, old: Network) -> None:
        self._old = old
        self._known: dict[int, PublishedPoint | None] = {}
        self.by_code = old.by_code
        self.n_points = old.n_points
        self.regions = old.regions
        self.around = old.around

    def near(self, latitude: float, longitude: float, *, n: int, max_km: float, required_mask: int = 0) -> list[Near]:
        """As ``Network.near``, from where the points are now."""
        found = self._old.near(latitude, longitude, n=n, max_km=max_km, required_mask=required_mask)
        now = self._now(near.point for near in found)
        kept = [_at_new_place(near, now[near.point.id], latitude, longitude) for near in found if near.point.id in now]
        within = [(near.distance_m, near.point.id, near) for near in kept if near.distance_m is not None]
        return [near for distance_m, _id, near in sorted(within) if distance_m <= max_km * 1000]

    def walked(self, latitude: float, longitude: float, found: list[Near]) -> list[Near]:
        """As ``Network.walked``; of a point that moved since, the walk is not known."""
        walked = {near.point.id: near for near in self._old.walked(latitude, longitude, found)}
        return [walked[near.point.id] if self._is_where_it_was(near.point) else near for near in found]

    def _is_where_it_was(self, point: PublishedPoint) -> bool:
        was = self._old.placed(point.id)
        return was is not None and (was.latitude, was.longitude) == (point.latitude, point.longitude)

    def in_box(self, edges: Edges) -> list[PublishedPoint]:
        """As ``Network.in_box``, without those that moved out of it."""
        now = self.still(self._old.in_box(edges))
        places = np.array([(p.latitude, p.longitude) for p in now], dtype=np.float64).reshape(-1, 2)
        return [now[number] for number in np.flatnonzero(are_inside(edges, *on_square(*places.T)))]

    def named(self, text: str, town: Place | None = None) -> list[PublishedPoint]:
        """As ``Network.named``, of those that did not change: the old words are no longer told."""
        found = self._old.named(text, town)
        now = self._now(found)
        return [point for point in found if now.get(point.id) is point]

    def within(self, territory: NamedTerritory) -> list[PublishedPoint]:
        """As ``Network.within``."""
        return self._as_named(self._old.within(territory))

    def unplaced_near(
        self, latitude: float, longitude: float, territory: NamedTerritory | None = None
    ) -> list[PublishedPoint]:
        """As ``Network.unplaced_near``."""
        return self._as_named(self._old.unplaced_near(latitude, longitude, territory))

    def still(self, points: Iterable[PublishedPoint]) -> list[PublishedPoint]:
        """As ``Network.still``: without those that left, and with what changed as it is now."""
        return list(self._now(points).values())

    def _as_named(self, points: list[PublishedPoint]) -> list[PublishedPoint]:
        """Points found by names. One whose names are withheld since, or that moved, is not found by the old ones."""
        now = self._now(points)
        pairs = [(point, now[point.id]) for point in points if point.id in now]
        return [new for old, new in pairs if new is old or (new.is_area_only, new.lineage, new.settlement) == (
            old.is_area_only, old.lineage, old.settlement)]  # fmt: skip

    def _now(self, points: Iterable[PublishedPoint]) -> dict[int, PublishedPoint]:
        wanted = {point.id: point for point in points}
        unread = [point for point_id, point in wanted.items() if point_id not in self._known]
        if unread:
            self._known |= dict.fromkeys(point.id for point in unread)
            self._known |= published_still(unread)
        found = {point_id: self._known[point_id] for point_id in wanted}
        return {point_id: point for point_id, point in found.items() if point is not None}


def _at_new_place(near: Near, now: PublishedPoint, latitude: float, longitude: float) -> Near:
    if now is near.point:
        return near
    if now.latitude is None or now.longitude is None:
        return Near(now, None)
    return Near(now, great_circle_m(latitude, longitude, now.latitude, now.longitude))


_REST_S = 2.0
"""Between two snapshots: a desk that writes all day must not keep a processor busy with them."""

_log = logging.getLogger(__name__)
_building = threading.Lock()
_starting = threading.Lock()
_held: Network | None = None
_builder: threading.Thread | None = None
_rested_at = 0.0


def network() -> Network | RecheckedNetwork:
    """The snapshot of now, two small queries when it is current; else the one before, which looks up what it shows.

    The very first is waited for. Inside a transaction a new one is waited for too, and is not kept: no other thread
    sees what the transaction wrote, and it may be taken back.
    """
    edition = current_edition()
    held = _held
    if held is not None and held.is_current(edition):
        return held
    if not memories.may_be_kept():
        return _read(edition)
    if held is None or connection.in_atomic_block:  # only a test keeps what its own transaction wrote
        return _built()
    _build_alongside()
    return RecheckedNetwork(held)


def _built() -> Network:
    """The snapshot of the current edition: built once, while others wait for it."""
    global _held  # noqa: PLW0603 - the one snapshot of the process
    with _building:
        edition = current_edition()
        if _held is None or not _held.is_current(edition):
            _held = _read(edition)
        return _held


def _read(edition: Edition) -> Network:
    points = list(published_points())
    above = {code for point in points if is_unplaced(point) for code in point.lineage}
    return Network(edition, points, territory_names(above), operator_streets())


def _build_alongside() -> None:
    """Starts the one thread that builds, unless it is at work or just was."""
    global _builder  # noqa: PLW0603
    with _starting:
        is_at_work = _builder is not None and _builder.is_alive()
        if not is_at_work and time.monotonic() >= _rested_at:
            _builder = threading.Thread(target=_build_and_rest, name="punkt-network", daemon=True)
            _builder.start()


def _build_and_rest() -> None:
    global _rested_at  # noqa: PLW0603
    try:
        _built()
    except Exception:  # noqa: BLE001 - whatever it was, the old snapshot stays and the next try comes
        _log.exception("The network could not be read again; the one before stays.")
    finally:
        connection.close()
        _rested_at = time.monotonic() + _REST_S


def forget_network() -> None:
    """Drops the snapshot: for tests, whose databases begin anew with the same edition numbers."""
    global _held, _rested_at
    builder = _builder
    if builder is not None:
        builder.join()
    with _building:
        _held, _rested_at = None, 0.0
