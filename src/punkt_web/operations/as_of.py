"""What points were at a moment that is past: the reports of the day before it, put together as those of now are.

No word counts longer than a day (``punkt.confidence.freshness``), so older reports change nothing but whether a point
was ever heard of. What people at doors said against them counts as it does now. What came in after the moment is left
out on request: "what we knew then" is not "what it was".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet

from punkt.confidence.evidence import CounterWord
from punkt_web.common.batches import in_batches
from punkt_web.operations.contradicted import SHUT_KINDS, said_against
from punkt_web.operations.latest import merged
from punkt_web.operations.live import LiveRow, places, row_of
from punkt_web.operations.live_words import Words, as_words
from punkt_web.operations.models import Complaint, CurrentStatus, StatusReport
from punkt_web.registry.models import Point

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
        stands_for = _stands_for(ids)
        statuses = _statuses_at(stands_for, moment, known_then=known_then)
        against = _against_at(stands_for, moment, known_then=known_then)
        found |= {point_id: _as_words(status, against.get(point_id, ())) for point_id, status in statuses.items()}
    return found


def _stands_for(ids: Iterable[int]) -> dict[int, int]:
    """Whose words count for which of the points: their own, and those of the points that were merged into them."""
    merged = Point.objects.filter(merged_into__in=ids).values_list("pk", "merged_into_id")
    return {**{point_id: point_id for point_id in ids}, **{pk: successor for pk, successor in merged if successor}}


def _statuses_at(stands_for: Mapping[int, int], moment: datetime, *, known_then: bool) -> dict[int, CurrentStatus]:
    reports = StatusReport.objects.filter(
        point_id__in=list(stands_for), observed_at__lte=moment, observed_at__gte=moment - LOOKED_BACK
    ).order_by()
    if known_then:
        reports = reports.filter(received_at__lte=moment)
    statuses: dict[int, CurrentStatus] = {}
    for report in reports.iterator(2000):
        point_id = stands_for[report.point_id]
        merged(statuses.setdefault(point_id, CurrentStatus(point_id=point_id)), report)
    return statuses


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


def _as_words(status: CurrentStatus, against: tuple[CounterWord, ...]) -> Words:
    told = (getattr(status, name) for name in Words._fields)
    return as_words(told)._replace(shut_words=against)
