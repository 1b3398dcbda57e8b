"""The points of an activation's area."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import QuerySet

from punkt.confidence.freshness import OPEN_STATES, STAFF
from punkt.geo.drawn_area import Corner, are_in
from punkt.model.vocabulary import OpeningMode
from punkt_web.accounts.queries import Reach
from punkt_web.operations.live_words import Words, words_on
from punkt_web.operations.models import Activation, ActivationTask
from punkt_web.operations.sureness.contradicted import shown_now
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import points_in
from punkt_web.registry.standing import designated_points


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
    points = _designated(area)
    return _inside(area, points) if area.corners else list(points)


def _inside(area: Area, points: Iterable[Point]) -> list[Point]:
    """Those of the points that lie within the corners."""
    placed = list(points)
    return [placed[number] for number in np.flatnonzero(are_in(area.corners, *_positions(placed)))]


def counted(area: Area) -> AreaCount:
    """How many points an area holds, before anybody is asked."""
    points = points_of(area)
    n_unplaced = _designated(area).filter(latitude=None).count() if area.corners else 0
    return AreaCount(
        n_points=len(points),
        n_standby=sum(point.opening_mode == OpeningMode.STANDBY for point in points),
        n_without_promise=sum(point.promised_minutes is None for point in points),
        n_unplaced=n_unplaced,
        n_asked=_n_asked({point.pk for point in points}),
    )


def n_unasked(activation: Activation) -> int:
    """How many points of its area an activation does not ask: those that were registered since."""
    area = area_of(activation)
    since = _designated(area).exclude(tasks__activation=activation)
    return len(_inside(area, since)) if area.corners else since.count()


def _n_asked(point_ids: set[int]) -> int:
    running = ActivationTask.objects.filter(activation__ended_at=None, activation__is_exercise=False)
    return len(point_ids.intersection(running.values_list("point_id", flat=True)))


def _designated(area: Area) -> QuerySet[Point]:
    """The points of the territories and of the kinds, with what is asked of them here."""
    where = Reach(territory_codes=frozenset(territory.code for territory in area.territories))
    points = designated_points(points_in(where))
    if area.kinds:
        points = points.filter(kind__in=area.kinds)
    return points.order_by("code").only("code", "latitude", "longitude", "promised_minutes", "opening_mode")


def _positions(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    def degrees(value: float | None) -> float:
        return float("nan") if value is None else value

    return [degrees(point.latitude) for point in points], [degrees(point.longitude) for point in points]


def open_by_staff(point_ids: Collection[int], at: datetime) -> set[int]:
    """The points of which staff said that they are open or full, not too long ago, and nobody outweighs it."""
    return {point_id for point_id, words in words_on(point_ids).items() if _is_open(words, at)}


def _is_open(words: Words, at: datetime) -> bool:
    return words.state_channel in STAFF and shown_now(words, at)[0].state in OPEN_STATES
