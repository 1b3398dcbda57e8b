"""What anybody may know of what points do now: the only door for public pages, packs and exports."""

from collections.abc import Iterable
from datetime import datetime

from punkt_web.operations.queries import current_statuses, spoken_of_since
from punkt_web.operations.statuses import PublishedStatus, StatusNow
from punkt_web.registry.published import PublishedPoint


def published_statuses(points: Iterable[PublishedPoint]) -> dict[int, PublishedStatus]:
    """The public status of each point that was ever spoken of, by point id, in one query.

    People of a point whose address is withheld are not told: it is a target.
    """
    is_area_only = {point.id: point.is_area_only for point in points}
    statuses = current_statuses(is_area_only)
    return {point_id: _published(status, is_area_only[point_id]) for point_id, status in statuses.items()}


def spoken_of(points: Iterable[PublishedPoint], since: datetime) -> set[int]:
    """Which of the points may be told of otherwise than at ``since``, by id: rather too many than too few."""
    return {point.id for point in points} & spoken_of_since(since)


def _published(status: StatusNow, is_area_only: bool) -> PublishedStatus:
    return PublishedStatus(
        status.state,
        status.state_at,
        status.state_channel,
        None if is_area_only else status.headcount,
        None if is_area_only else status.headcount_at,
        status.services,
    )
