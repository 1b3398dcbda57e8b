"""Which points are asked to be open at a moment, all at once: one query for the whole board."""

from datetime import datetime, timedelta
from typing import NamedTuple

from punkt.model.activation_words import ActivationMode
from punkt.statistics.openings import Opening
from punkt_web.operations.models import ActivationTask


class Asked(NamedTuple):
    """From when a point is late that is asked to open. ``by_schedule``: its door may be shut in between."""

    late_from: datetime
    by_schedule: bool


_COLUMNS = (
    "point_id",
    "point__merged_into_id",
    "given_at",
    "promised_minutes",
    "activation__begins_at",
    "activation__mode",
)


def asked_now(at: datetime) -> dict[int, Asked]:
    """By point: what running activations, none of them an exercise or standby, ask of it; of several the strictest.

    What was asked of a point that was merged into another is asked of that other.
    """
    tasks = ActivationTask.objects.filter(
        activation__ended_at=None, activation__is_exercise=False, activation__begins_at__lte=at
    ).exclude(activation__mode=ActivationMode.STANDBY)
    found: dict[int, Asked] = {}
    for point_id, merged_into, given_at, promised, begins_at, mode in tasks.values_list(*_COLUMNS):
        opening = Opening(given_at, begins_at, None if promised is None else timedelta(minutes=promised))
        new = Asked(opening.is_late_from, mode == ActivationMode.SCHEDULE)
        key = merged_into or point_id
        found[key] = _strictest(found.get(key), new)
    return found


def _strictest(one: Asked | None, other: Asked) -> Asked:
    if one is None:
        return other
    return Asked(min(one.late_from, other.late_from), one.by_schedule and other.by_schedule)
