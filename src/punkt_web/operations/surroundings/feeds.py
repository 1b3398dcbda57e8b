"""How a feed is: whether its word still counts, and whether a territory lies where it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from punkt.model.feed_words import FeedForm, FeedKind
from punkt.power.grid import LASTS
from punkt_web.accounts.queries import Reach
from punkt_web.common.zones import local_zone
from punkt_web.operations.models import Feed

LASTS_OF = {FeedKind.OUTAGES: LASTS, FeedKind.AIR_ALERTS: timedelta(minutes=15)}
"""So long after it was last read a feed counts as it stands (decisions of ours)."""
SOURCE_LASTS_OF = {FeedKind.OUTAGES: timedelta(hours=36), FeedKind.AIR_ALERTS: timedelta(hours=24)}
"""So long a source may leave its word as it is; then it has gone to sleep, however often it is read (ours too)."""


class FeedState(StrEnum):
    """What becomes of a feed. BROKEN: its last try failed. OLD: nobody read it for too long, or its source sleeps."""

    NEVER = "never"
    GOOD = "good"
    OLD = "old"
    ASLEEP = "asleep"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class FeedNow:
    """The state of a feed, and since when it is so; ``None`` where that is not known."""

    state: FeedState
    since: datetime | None


def kind_of(feed: Feed) -> FeedKind:
    """What a feed tells of."""
    return FeedForm(feed.form).kind


def feed_now(feed: Feed, at: datetime) -> FeedNow:
    """How a feed is at a moment. A break counts before age: it is why the word grows old."""
    kind = kind_of(feed)
    if feed.failing_since is not None:
        return FeedNow(FeedState.BROKEN, feed.failing_since)
    if feed.read_at is None:
        return FeedNow(FeedState.NEVER, feed.added_at)
    if at - feed.read_at >= LASTS_OF[kind]:
        return FeedNow(FeedState.OLD, feed.read_at + LASTS_OF[kind])
    if feed.source_updated_at is not None and at - feed.source_updated_at >= SOURCE_LASTS_OF[kind]:
        return FeedNow(FeedState.ASLEEP, feed.source_updated_at + SOURCE_LASTS_OF[kind])
    return FeedNow(FeedState.GOOD, feed.read_at)


def counts_since(feed: Feed) -> datetime | None:
    """From when the word of a feed is: when it was read, or earlier where its source sleeps; ``None``: it has none."""
    if feed.read_at is None or feed.source_updated_at is None:
        return feed.read_at
    asleep_since = feed.source_updated_at + SOURCE_LASTS_OF[kind_of(feed)]
    return min(feed.read_at, asleep_since)


def zone_of(feed: Feed) -> ZoneInfo:
    """The clocks that a feed goes by."""
    return local_zone(feed.territory.country if feed.territory else "")


def holds_in(feed: Feed, lineage: Sequence[str]) -> bool:
    """Whether a feed counts in a place of which these are the codes of its territory and of all above."""
    return feed.territory is None or feed.territory.code in lineage


def is_in_reach(feed: Feed, where: Reach) -> bool:
    """Whether somebody who announces there may change the feed."""
    return where.covers(feed.territory.lineage if feed.territory else ())
