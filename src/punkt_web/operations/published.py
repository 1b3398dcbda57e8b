"""What anybody may know of what points do now: the only door for public pages, packs and exports."""

from collections.abc import Iterable
from datetime import datetime

from punkt_web.operations.last_words import last_words
from punkt_web.operations.queries import spoken_of_since
from punkt_web.operations.statuses import Heard, PublishedStatus
from punkt_web.registry.published import PublishedPoint


def published_statuses(points: Iterable[PublishedPoint]) -> dict[int, PublishedStatus]:
    """The public status of each point that was ever spoken of, by point id, mostly from memory."""
    return last_words().of((point.id, point.is_area_only) for point in points)


def heard_nothing() -> Heard:
    """What an answer rests on before it looked at any point."""
    return Heard(frozenset(), last_words().counts())


def still_heard(heard: Heard) -> Heard | None:
    """The same as of now where the last words that something was made of are still the last, else ``None``."""
    return last_words().still_heard(heard)


def spoken_of(points: Iterable[PublishedPoint], since: datetime) -> set[int]:
    """Which of the points may be told of otherwise than at ``since``, by id: rather too many than too few."""
    return {point.id for point in points} & spoken_of_since(since)
