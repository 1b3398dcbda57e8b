"""What is handed over at a change of shift: the last word of who left, and what the console knows by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from punkt.model.request_words import OPEN_STATES
from punkt_web.operations.keeping.checklists import last_lists
from punkt_web.operations.keeping.incidents import n_open_at
from punkt_web.operations.keeping.visits import start_of_day, visits_of
from punkt_web.operations.latest import as_words
from punkt_web.operations.models import CurrentStatus, HandOver, HandOverRead
from punkt_web.operations.supplies.requests import requests_of
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of

STANDS = timedelta(hours=48)
"""How long a hand-over that nobody confirmed stays on top: after that the shift is long over."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A hand-over, and who confirmed first that it was read; ``None`` for nobody yet."""

    row: HandOver
    read: HandOverRead | None


def known_of(point: Point, at: datetime) -> dict[str, Any]:
    """What is known of a point at a moment, as it is kept with a hand-over; what is not known is left out."""
    status = CurrentStatus.objects.filter(point=point).first()
    known = as_words(status) if status is not None else {}
    visits = visits_of([point.pk], start_of_day(point, at), at + timedelta(seconds=1)).n_visits
    known["n_incidents"] = n_open_at(point)
    known["n_requests"] = requests_of(point).filter(state__in=[state.value for state in OPEN_STATES]).count()
    known["n_open_lines"] = sum(one.n_left for one in last_lists(point, at))
    return known if visits is None else known | {"n_visits": visits}


def hand_overs_of(point: Point, *, limit: int) -> list[HandedOver]:
    """The last hand-overs of a point, the newest first."""
    rows = list(HandOver.objects.filter(point__in=ids_of(point)).order_by("-observed_at", "-ulid")[:limit])
    first = _first_words(row.ulid for row in rows)
    return [HandedOver(row, first.get(row.ulid)) for row in rows]


def waiting_hand_over(point: Point, at: datetime) -> HandOver | None:
    """The last hand-over, where nobody confirmed yet that it was read."""
    last = next(iter(hand_overs_of(point, limit=1)), None)
    return last.row if last is not None and last.read is None and last.row.observed_at > at - STANDS else None


def _first_words(ulids: Iterable[str]) -> dict[str, HandOverRead]:
    words = HandOverRead.objects.filter(hand_over_ulid__in=list(ulids)).order_by("-observed_at", "-ulid")
    return {word.hand_over_ulid: word for word in words}
