"""What anybody may know of what points do now: the only door for public pages, packs and exports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.operations.queries import StatusNow, current_statuses
from punkt_web.registry.published import PublishedPoint


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """The latest public word on each part of a point's state, each with its own time. ``None`` was never spoken of.

    Fuel and temperature are for the desk. People of a point whose address is withheld are not told: it is a target.
    """

    state: PointState | None = None
    state_at: datetime | None = None
    state_channel: ReportChannel | None = None
    headcount: int | None = None
    headcount_at: datetime | None = None
    services: dict[str, tuple[Availability, datetime]] = field(default_factory=dict)
    """Field key ("service.heat") -> what was said last, and when."""


def published_statuses(points: Iterable[PublishedPoint]) -> dict[int, PublishedStatus]:
    """The public status of each point that was ever spoken of, by point id, in one query."""
    is_area_only = {point.id: point.is_area_only for point in points}
    statuses = current_statuses(is_area_only)
    return {point_id: _published(status, is_area_only[point_id]) for point_id, status in statuses.items()}


def _published(status: StatusNow, is_area_only: bool) -> PublishedStatus:
    return PublishedStatus(
        status.state,
        status.state_at,
        status.state_channel,
        None if is_area_only else status.headcount,
        None if is_area_only else status.headcount_at,
        status.services,
    )
