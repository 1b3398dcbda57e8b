"""What the scripts of a console follow: the state and the headcount of a point, whoever told them."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict

from punkt import clock
from punkt.confidence.freshness import expires_in
from punkt_web.common.moments import written
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir_id


class Followed(TypedDict):
    """``state`` is "" where none counts at ``at``; ``state_until`` is when it counts no more.

    ``state_at`` and ``headcount_at`` are when they were told last, "" where nobody did.
    """

    state: str
    state_at: str
    state_until: str
    headcount: int | None
    headcount_at: str
    at: str


def followed(status: StatusNow, at: datetime) -> Followed:
    """What counts at ``at``, a moment before ``status`` was read."""
    lasts = expires_in(status.state, status.state_channel)
    until = None if lasts is None or status.state_at is None else status.state_at + lasts
    counts = status.state is not None and until is not None and until > at
    return {
        "state": status.state.value if status.state and counts else "",
        "state_at": written(status.state_at) if status.state_at else "",
        "state_until": written(until) if until and counts else "",
        "headcount": status.headcount,
        "headcount_at": written(status.headcount_at) if status.headcount_at else "",
        "at": written(at, "milliseconds"),
    }


def followed_of(codes: Collection[str]) -> dict[str, Followed]:
    """By the code of the point; a merged one has what it was merged into. Visibility is the caller's part."""
    at = clock.now()
    points = Point.objects.filter(code__in=codes).only("code", "merged_into") if codes else ()
    keys = {point.code: heir_id(point) for point in points}
    statuses = current_statuses(set(keys.values()))
    return {code: followed(statuses.get(key, StatusNow()), at) for code, key in keys.items()}
