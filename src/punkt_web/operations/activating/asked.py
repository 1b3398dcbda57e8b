"""Which points are asked to be open at a moment, all at once: a query for each round of asking, for the whole board."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from punkt.model.activation_words import ActivationMode
from punkt.statistics.openings import Opening
from punkt_web.operations.models import ActivationTask
from punkt_web.registry.standing import heir_of_row, rows_of


class Asked(NamedTuple):
    """From when a point is late that is asked to open. ``by_schedule``: its door may be shut in between.

    ``asked_at`` and ``promised`` are those of the task that is late first.
    """

    late_from: datetime
    by_schedule: bool
    asked_at: datetime
    promised: timedelta | None


class _Round(NamedTuple):
    """What one step of an activation asked of many points at once."""

    activation: str
    begins_at: datetime
    mode: str
    given_at: datetime


def asked_now(at: datetime, point_ids: Collection[int] | None = None) -> dict[int, Asked]:
    """What running activations ask, by point: of all points, or of some few.

    Exercises and standby ask no door to be open. Of several activations the strictest counts. What was asked of a point
    that was merged into another is asked of that other.
    """
    tasks = ActivationTask.objects.filter(
        activation__ended_at=None, activation__is_exercise=False, activation__begins_at__lte=at
    ).exclude(activation__mode=ActivationMode.STANDBY)
    if point_ids is not None:
        tasks = tasks.filter(rows_of(point_ids))
    found: dict[int, Asked] = {}
    rounds = tasks.order_by().values_list("activation_id", "activation__begins_at", "activation__mode", "given_at")
    # Round by round: thousands of points were asked at the same moment, and few promised differently.
    for each in map(_Round._make, rounds.distinct()):
        asked = tasks.order_by().filter(activation=each.activation, given_at=each.given_at)
        by_promise: dict[int | None, Asked] = {}
        for key, promised in asked.values_list(heir_of_row(), "promised_minutes"):
            if promised not in by_promise:
                by_promise[promised] = _asked(each, promised)
            found[key] = _strictest(found.get(key), by_promise[promised])
    return found


def _asked(each: _Round, promised_minutes: int | None) -> Asked:
    promised = None if promised_minutes is None else timedelta(minutes=promised_minutes)
    opening = Opening(each.given_at, each.begins_at, promised)
    return Asked(opening.is_late_from, each.mode == ActivationMode.SCHEDULE, opening.asked_at, promised)


def _strictest(one: Asked | None, other: Asked) -> Asked:
    if one is None:
        return other
    first = min(one, other, key=lambda asked: asked.late_from)
    return first._replace(by_schedule=one.by_schedule and other.by_schedule)
