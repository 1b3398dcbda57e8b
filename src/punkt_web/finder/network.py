"""The published network held in memory, with its search index, until what is published changes.

Each process holds one snapshot. It is named by the edition of the registry: a write that can change what the public
sees, and the end of a policy, make another edition and so another snapshot.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from punkt.geo.nearest import NearestIndex
from punkt.model.fields import NEEDS
from punkt.model.vocabulary import Availability
from punkt_web.finder.unplaced import UnplacedPoints, places_around
from punkt_web.registry.published import Edition, PublishedPoint, current_edition, published_points
from punkt_web.registry.published_territories import NamedTerritory, TerritoryName, territory_names

_HAS_BIT = {need: 1 << place for place, need in enumerate(NEEDS)}
_NOT_NO_BIT = {need: 1 << (place + len(NEEDS)) for place, need in enumerate(NEEDS)}
_HAVING = frozenset({Availability.YES, Availability.LIMITED})
_LACKING = frozenset({Availability.NO, Availability.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Near:
    """A point with its air-line distance; ``None`` where the search has no position."""

    point: PublishedPoint
    distance_m: float | None


class Network:
    """All published points at one moment. It never changes; threads may share it.

    ``territories`` are the names of the territories above the points without a position, by code.
    """

    def __init__(
        self, edition: Edition, points: Iterable[PublishedPoint], territories: Mapping[str, TerritoryName]
    ) -> None:
        self.edition = edition
        self._points = list(points)
        self.n_points = len(self._points)
        self._placed: list[PublishedPoint] = []
        places: list[tuple[float, float]] = []
        for point in self._points:
            if point.latitude is not None and point.longitude is not None:
                self._placed.append(point)
                places.append((point.latitude, point.longitude))
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

    def is_current(self, edition: Edition) -> bool:
        """Whether this is the snapshot of ``edition``."""
        return self.edition == edition


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
        if word in _HAVING:
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


_building = threading.Lock()
_held: Network | None = None


def network() -> Network:
    """The snapshot of now. Two small queries when it is current; else it is built once, while others wait for it."""
    global _held  # noqa: PLW0603 - the one snapshot of the process
    edition = current_edition()
    held = _held
    if held is not None and held.is_current(edition):
        return held
    with _building:
        edition = current_edition()
        if _held is None or not _held.is_current(edition):
            points = list(published_points())
            above = {code for point in points if is_unplaced(point) for code in point.lineage}
            _held = Network(edition, points, territory_names(above))
        return _held


def forget_network() -> None:
    """Drops the snapshot: for tests, whose databases begin anew with the same edition numbers."""
    global _held  # noqa: PLW0603
    with _building:
        _held = None
