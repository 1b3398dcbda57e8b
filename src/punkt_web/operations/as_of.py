"""What points were at a moment that is past: the reports of the day before it, put together as those of now are.

No word counts longer than a day (``punkt.confidence.freshness``), so older reports change nothing but whether a point
was ever heard of. What came in after the moment is left out on request: "what we knew then" is not "what it was".
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.operations.activation_area import in_batches
from punkt_web.operations.latest import merged
from punkt_web.operations.live import LiveRow, places, row_of
from punkt_web.operations.live_words import Words
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.models import Point

LOOKED_BACK = timedelta(hours=24)


def rows_as_of(points: QuerySet[Point], moment: datetime, *, known_then: bool = False) -> list[LiveRow]:
    """The points as they were at ``moment``, by what is known now, or by what was known then.

    Points, places and seats are those of today: only what was reported is looked up.
    """
    found = list(places(points))
    words = _words_at((place[0] for place in found), moment, known_then=known_then)
    nothing = Words()
    return [row_of(place, words.get(place[0], nothing), moment) for place in found]


def _words_at(point_ids: Iterable[int], moment: datetime, *, known_then: bool) -> dict[int, Words]:
    statuses: dict[int, CurrentStatus] = {}
    for ids in in_batches(point_ids):
        reports = StatusReport.objects.filter(
            point_id__in=ids, observed_at__lte=moment, observed_at__gte=moment - LOOKED_BACK
        ).order_by()
        if known_then:
            reports = reports.filter(received_at__lte=moment)
        for report in reports.iterator(2000):
            status = statuses.setdefault(report.point_id, CurrentStatus(point_id=report.point_id))
            merged(status, report)
    return {point_id: _as_words(status) for point_id, status in statuses.items()}


def _as_words(status: CurrentStatus) -> Words:
    columns = ["state_channel" if name == "channel" else name for name in Words._fields[3:]]
    return Words(
        PointState(status.state) if status.state else None,
        status.state_at,
        ReportChannel(status.state_channel) if status.state_channel else None,
        *(getattr(status, name) for name in columns),
    )
