"""Which points have power by the schedule of the grid: points meet feeds by territory, operator and group."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from punkt.model.feed_words import Certainty, DayStatus, FeedKind, GridPower, WhyGrid
from punkt.model.outages import OutageKey, ScheduleSpan, outage_key
from punkt.power.grid import GridAnswer, Outage, grid_power, outages_ahead
from punkt_web.operations.models import Feed, OutageSpan
from punkt_web.operations.surroundings.feeds import counts_since, holds_in, kind_of
from punkt_web.registry.models import Point

AHEAD = timedelta(hours=24)
_MOST_NAMED = 100
"""More groups than these are not named to the database: all spans are read."""
_NO_GROUP = GridAnswer(GridPower.UNKNOWN, WhyGrid.NO_GROUP)


@dataclass(frozen=True, slots=True)
class GridNow:
    """Power at a point by the schedule, the outages of the next day, and the feed whose word is the oldest of those."""

    answer: GridAnswer
    ahead: list[Outage] = field(default_factory=list)
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class PointOnGrid:
    """What of a point matters: ``lineage`` are the codes of its territory and of all above it."""

    id: int
    operator: str
    group: str
    lineage: tuple[str, ...]


def on_grid(point: Point) -> PointOnGrid:
    """A point whose territory is loaded."""
    lineage = tuple(point.territory.lineage) if point.territory else ()
    return PointOnGrid(point.pk, point.outage_operator, point.outage_group, lineage)


def grid_now(points: Iterable[PointOnGrid], at: datetime) -> dict[int, GridNow]:
    """Power at each point, by its id, in two queries. Who may know the group of a point is the caller's part."""
    asked = list(points)
    keys: dict[tuple[str, str], OutageKey] = {}
    for point in asked:
        spelled = (point.operator, point.group)
        if spelled not in keys:
            keys[spelled] = outage_key(*spelled)
    schedules = _Schedules({key for key in keys.values() if key}, at)
    return {point.id: schedules.at_point(point, keys[point.operator, point.group]) for point in asked}


class _Schedules:
    """The spans of some groups, and the feeds that they are of; each group is answered once."""

    def __init__(self, keys: set[OutageKey], at: datetime) -> None:
        self._at = at
        self._feeds = _outage_feeds() if keys else {}
        self._spans = _spans_of(keys) if self._feeds else {}
        self._answers: dict[tuple[OutageKey, tuple[int, ...]], GridNow] = {}

    def at_point(self, point: PointOnGrid, key: OutageKey) -> GridNow:
        """Power at one point."""
        if not key:
            return GridNow(_NO_GROUP)
        by_feed = self._spans.get(key, {})
        here = tuple(sorted(pk for pk in by_feed if pk in self._feeds and holds_in(self._feeds[pk], point.lineage)))
        if (key, here) not in self._answers:
            self._answers[key, here] = self._answer([self._feeds[pk] for pk in here], by_feed)
        return self._answers[key, here]

    def _answer(self, feeds: Sequence[Feed], by_feed: dict[int, list[ScheduleSpan]]) -> GridNow:
        spans = [span for feed in feeds for span in by_feed[feed.pk]]
        known = [(since, feed) for feed in feeds if (since := counts_since(feed)) is not None]
        since, oldest = min(known, key=lambda pair: pair[0], default=(None, None))
        answer = grid_power(spans, self._at, read_at=since)
        return GridNow(answer, outages_ahead(spans, self._at, AHEAD), oldest)


def _outage_feeds() -> dict[int, Feed]:
    feeds = Feed.objects.select_related("territory")
    return {feed.pk: feed for feed in feeds if kind_of(feed) is FeedKind.OUTAGES}


def _spans_of(keys: set[OutageKey]) -> dict[OutageKey, dict[int, list[ScheduleSpan]]]:
    """All of them, those that are over too: a group whose days are all over is known, and nothing is told of now."""
    rows = OutageSpan.objects.order_by()
    if len(keys) <= _MOST_NAMED:
        pairs = (Q(operator_key=key.operator, group_key=key.group) for key in keys)
        rows = rows.filter(reduce(or_, pairs))
    columns = ("feed_id", "operator_key", "group_key", "starts_at", "ends_at", "certainty", "status")
    found: dict[OutageKey, dict[int, list[ScheduleSpan]]] = defaultdict(lambda: defaultdict(list))
    for feed_id, operator, group, starts_at, ends_at, certainty, status in rows.values_list(*columns).iterator(5000):
        span = ScheduleSpan(operator, group, starts_at, ends_at, Certainty(certainty), DayStatus(status))
        found[OutageKey(operator, group)][feed_id].append(span)
    return found
