"""Which points are asked to be open at a moment, all at once: one query for the whole board."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from punkt.model.activation_words import ActivationMode
from punkt.statistics.openings import Opening
from punkt_web.operations.models import ActivationTask


class Asked(NamedTuple):
    """From when a point is late that is asked to open. ``by_schedule``: its door may be shut in between.

    ``asked_at`` and ``promised`` are those of the task that is late first.
    """

    late_from: datetime
    by_schedule: bool
    asked_at: datetime
    promised: timedelta | None


_COLUMNS = (
    "point_id",
    "point__merged_into_id",
    "given_at",
    "promised_minutes",
    "activation__begins_at",
    "activation__mode",
)


def asked_now(at: datetime, point_ids: Collection[int] | None = None) -> dict[int, Asked]:
    """What running activations ask, by point: of all points, or of some few.

    Exercises and standby ask no door to be open. Of several activations the strictest counts. What was asked of a point
    that was merged into another is asked of that other.
    """
    tasks = ActivationTask.objects.filter(
        activation__ended_at=None, activation__is_exercise=False, activation__begins_at__lte=at
    ).exclude(activation__mode=ActivationMode.STANDBY)
    if point_ids is not None:
        tasks = tasks.filter(Q(point__in=point_ids) | Q(point__merged_into__in=point_ids))
    found: dict[int, Asked] = {}
    for point_id, merged_into, given_at, promised, begins_at, mode in tasks.values_list(*_COLUMNS):
        opening = Opening(given_at, begins_at, None if promised is None else timedelta(minutes=promised))
        new = Asked(opening.is_late_from, mode == ActivationMode.SCHEDULE, opening.asked_at, opening.promised)
        key = merged_into or point_id
        found[key] = _strictest(found.get(key), new)
    return found


def _strictest(one: Asked | None, other: Asked) -> Asked:
    if one is None:
        return other
    first = min(one, other, key=lambda asked: asked.late_from)
    return first._replace(by_schedule=one.by_schedule and other.by_schedule)
