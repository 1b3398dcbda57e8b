"""The points of an activation's area."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from punkt.confidence.freshness import PublicState
from punkt.geo.drawn_area import Corner, are_in
from punkt.model.vocabulary import OpeningMode, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.operations.contradicted import shown_now
from punkt_web.operations.models import Activation, ActivationTask
from punkt_web.operations.queries import current_statuses
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import points_in

STAFF = (ReportChannel.KEEPER, ReportChannel.COORDINATOR, ReportChannel.DUTY_OFFICER)
"""Whose word tells that a door was opened."""
OPEN_STATES = frozenset({PublicState.OPEN, PublicState.FULL})
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Area:
    """Territories with all below them; inside of ``corners`` where there are some; only ``kinds`` where there are some.

    A point of which nobody knows the position or the kind is left out where these are asked for.
    """

    territories: tuple[Territory, ...]
    corners: tuple[Corner, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaCount:
    """What an area holds. ``n_unplaced``: points of the territories without a position, where an outline is drawn.

    ``n_asked``: of how many a running activation, no exercise, asks something already.
    """

    n_points: int
    n_standby: int
    n_without_promise: int
    n_unplaced: int
    n_asked: int


def area_of(activation: Activation) -> Area:
    """The area that was chosen."""
    corners = tuple((latitude, longitude) for latitude, longitude in activation.corners)
    return Area(tuple(activation.territories.all()), corners, tuple(activation.kinds))


def points_of(area: Area) -> list[Point]:
    """The designated points of an area that stand for themselves, by code."""
    points = _of_territories(area)
    if not area.corners:
        return points
    inside = are_in(area.corners, *_positions(points))
    return [points[number] for number in np.flatnonzero(inside)]


def counted(area: Area) -> AreaCount:
    """How many points an area holds, before anybody is asked."""
    points = points_of(area)
    unplaced = [point for point in _of_territories(area) if point.latitude is None] if area.corners else []
    return AreaCount(
        n_points=len(points),
        n_standby=sum(point.opening_mode == OpeningMode.STANDBY for point in points),
        n_without_promise=sum(point.promised_minutes is None for point in points),
        n_unplaced=len(unplaced),
        n_asked=_n_asked({point.pk for point in points}),
    )


def _n_asked(point_ids: set[int]) -> int:
    running = ActivationTask.objects.filter(activation__ended_at=None, activation__is_exercise=False)
    return len(point_ids.intersection(running.values_list("point_id", flat=True)))


def _of_territories(area: Area) -> list[Point]:
    where = Reach(territory_codes=frozenset(territory.code for territory in area.territories))
    points = points_in(where).filter(status=Point.Status.DESIGNATED, merged_into=None)
    if area.kinds:
        points = points.filter(kind__in=area.kinds)
    needed = ("code", "latitude", "longitude", "promised_minutes", "opening_mode")
    return list(points.order_by("code").only(*needed))


def _positions(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    def degrees(value: float | None) -> float:
        return float("nan") if value is None else value

    return [degrees(point.latitude) for point in points], [degrees(point.longitude) for point in points]


def open_by_staff(point_ids: Iterable[int], at: datetime) -> set[int]:
    """The points of which staff said that they are open or full, not too long ago, and nobody outweighs it."""
    found = set()
    for ids in in_batches(point_ids):
        for point_id, status in current_statuses(ids).items():
            if status.state_channel in STAFF and status.state_at is not None:
                shown, _against = shown_now(status, at)
                if shown.state in OPEN_STATES:
                    found.add(point_id)
    return found


def in_batches(point_ids: Iterable[int]) -> Iterator[list[int]]:
    """Few enough at a time for one query of any database."""
    ids = list(point_ids)
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
