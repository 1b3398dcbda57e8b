"""What points were at a moment that is past: the reports of the day before it, put together as those of now are.

No word counts longer than a day (``punkt.confidence.freshness``), so older reports change nothing but whether a point
was ever heard of. What people at doors said against them counts as it does now. What came in after the moment is left
out on request: "what we knew then" is not "what it was".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from punkt.confidence.evidence import CounterWord
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common.batches import in_batches
from punkt_web.operations.latest import MEASURED, state_order
from punkt_web.operations.live import LiveRow, places, row_of
from punkt_web.operations.live_words import Words
from punkt_web.operations.models import Complaint, StatusReport
from punkt_web.operations.sureness.contradicted import SHUT_KINDS, said_against
from punkt_web.registry.models import Point
from punkt_web.registry.standing import who_stands_for

LOOKED_BACK = timedelta(hours=24)


def rows_as_of(points: QuerySet[Point], moment: datetime, *, known_then: bool = False) -> list[LiveRow]:
    """The points as they were at ``moment``, by what is known now, or by what was known then.

    Points, places and seats are those of today: only what was reported is looked up.
    """
    found = list(places(points))
    words = words_at((place[0] for place in found), moment, known_then=known_then)
    nothing = Words()
    return [row_of(place, words.get(place[0], nothing), moment) for place in found]


def words_at(point_ids: Iterable[int], moment: datetime, *, known_then: bool = False) -> dict[int, Words]:
    """The last words on some points as they were at ``moment``, by id; none where nothing said then still counted."""
    found: dict[int, Words] = {}
    for ids in in_batches(point_ids):
        stands_for = who_stands_for(ids)
        latest = _latest_at(stands_for, moment, known_then=known_then)
        against = _against_at(stands_for, moment, known_then=known_then)
        found |= {point_id: one.words(against.get(point_id, ())) for point_id, one in latest.items()}
    return found


_MEASURED = tuple(part for part in MEASURED if part in Words._fields)
_Measured = tuple[datetime, Any]


@dataclass(slots=True)
class _Latest:
    """The latest word on each part of a point's state; a model for each of ten thousand reports would be most of the
    work of a board."""

    door: tuple[Any, ...] = state_order("", None, "")
    state: str = ""
    channel: str = ""
    measured: dict[str, _Measured] = field(default_factory=dict)

    def take(self, at: datetime, channel: str, state: str, values: Iterable[Any]) -> None:
        """Takes in a report, in whatever order they come (as ``latest.merged`` does)."""
        if state:
            order = state_order(state, at, channel)
            if order > self.door:
                self.door, self.state, self.channel = order, state, channel
        for part, value in zip(_MEASURED, values, strict=True):
            if value is not None and (part not in self.measured or (at, value) > self.measured[part]):
                self.measured[part] = (at, value)

    def words(self, against: tuple[CounterWord, ...]) -> Words:
        """As the board needs them."""
        told: dict[str, Any] = {}
        for part, (at, value) in self.measured.items():
            told |= {part: value, MEASURED[part]: at}
        if self.state:
            told |= {"state": PointState(self.state), "state_at": self.door[1]}
            told["state_channel"] = ReportChannel(self.channel)
        return Words(**told, shut_words=against)


def _latest_at(stands_for: Mapping[int, int], moment: datetime, *, known_then: bool) -> dict[int, _Latest]:
    reports = StatusReport.objects.filter(
        point_id__in=list(stands_for), observed_at__lte=moment, observed_at__gte=moment - LOOKED_BACK
    ).order_by()
    if known_then:
        reports = reports.filter(received_at__lte=moment)
    found: dict[int, _Latest] = {}
    rows = reports.values_list("point_id", "observed_at", "channel", "state", *_MEASURED)
    for point_id, at, channel, state, *values in rows.iterator(2000):
        heir = stands_for[point_id]
        if heir not in found:
            found[heir] = _Latest()
        found[heir].take(at, channel, state, values)
    return found


def _against_at(
    stands_for: Mapping[int, int], moment: datetime, *, known_then: bool
) -> dict[int, tuple[CounterWord, ...]]:
    """What people at the doors had said against the last word, by point."""
    told = Complaint.objects.filter(
        point_id__in=list(stands_for),
        kind__in=SHUT_KINDS,
        received_at__lte=moment,
        received_at__gte=moment - LOOKED_BACK,
    )
    by_point: defaultdict[int, list[Complaint]] = defaultdict(list)
    for one in told.order_by("received_at"):
        by_point[stands_for[one.point_id]].append(one)
    known_at = moment if known_then else None
    return {point_id: tuple(said_against(those, moment, known_at=known_at)) for point_id, those in by_point.items()}
