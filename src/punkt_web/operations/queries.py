"""What points do now, as the rest of the product reads it."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from punkt.confidence.evidence import CounterWord
from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.common.batches import in_batches
from punkt_web.operations.latest import MEASURED, as_reports, merged
from punkt_web.operations.models import Complaint, CurrentStatus, Feed, StatusReport
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of, who_others_lead_to

_DESK_ONLY = tuple(column for pair in MEASURED.items() for column in pair if pair[0] != "headcount")
_COLUMNS = (
    "point_id", "state", "state_at", "state_channel", "headcount", "headcount_at", "services", "shut_words",
    *_DESK_ONLY,
)  # fmt: skip


Row = list[Any]
"""The values of ``_COLUMNS``: a model for each of hundreds of points would be most of the work of an answer."""


def current_statuses(
    point_ids: Iterable[int], *, kept_back: "QuerySet[Any, int] | None" = None
) -> dict[int, StatusNow]:
    """The status of each point that was ever spoken of, by point id, in one query. Visibility is the caller's part.

    What was said of a point that was merged into another counts for that other, each part where it is the latest word;
    not what was said of those ``kept_back``.
    """
    asked = list(point_ids)
    statuses = CurrentStatus.objects.order_by()
    own = statuses.filter(pk__in=asked).values_list(*_COLUMNS, "pk")
    merged_away = statuses.filter(point__merged_into__in=asked).values_list(*_COLUMNS, "point__merged_into")
    if kept_back is not None:
        merged_away = merged_away.exclude(pk__in=kept_back)
    own_rows: dict[int, Row] = {}
    merged_rows: list[Row] = []
    for *row, stands_for in own.union(merged_away, all=True):
        if row[0] == stands_for:
            own_rows[stands_for] = row
        else:
            merged_rows.append([stands_for, *row[1:]])
    together = _put_together(own_rows, merged_rows)
    return {point_id: _as_status(row) for point_id, row in (own_rows | together).items()}


def _put_together(own_rows: Mapping[int, Row], merged_rows: Sequence[Row]) -> dict[int, Row]:
    """The rows of points that others were merged into, with the words of those."""
    statuses: dict[int, CurrentStatus] = {}
    for row in merged_rows:
        point_id = row[0]
        if point_id not in statuses:
            statuses[point_id] = _as_model(own_rows.get(point_id) or [point_id])
        other = _as_model(row)
        statuses[point_id].shut_words = [*statuses[point_id].shut_words, *other.shut_words]
        for words in as_reports(other):
            merged(statuses[point_id], words)
    return {point_id: [getattr(status, name) for name in _COLUMNS] for point_id, status in statuses.items()}


def _as_model(row: Row) -> CurrentStatus:
    return CurrentStatus(**dict(zip(_COLUMNS, row, strict=False)))


def spoken_of_since(moment: datetime) -> set[int]:
    """The ids of points that were spoken of since, and of those that others were merged into, whenever that was.

    What people at doors said, and what came out of it, counts too.
    """
    reports = StatusReport.objects.filter(received_at__gte=moment)
    complaints = Complaint.objects.filter(Q(received_at__gte=moment) | Q(answered_at__gte=moment))
    spoken_of = (rows.values_list("point_id", flat=True) for rows in (reports, complaints))
    return {*chain.from_iterable(spoken_of), *who_others_lead_to()}


def last_reports(point: Point, *, limit: int) -> QuerySet[StatusReport]:
    """The reports about a point and those that were merged into it, by when it was seen, the newest first."""
    return _reports_about(point).order_by("-observed_at", "-ulid")[:limit]


FuelTold = tuple[datetime, float | None, int | None]
"""When a tank was looked at, and the litres or the quarters of it."""


def fuel_told(stands_for: Mapping[int, int], since: datetime, until: datetime) -> dict[int, list[FuelTold]]:
    """What was seen of the fuel of points in a time, by the point for which it counts (``who_stands_for``).

    Points of which nothing was told are left out.
    """
    found: defaultdict[int, list[FuelTold]] = defaultdict(list)
    for ids in in_batches(stands_for):
        told = StatusReport.objects.filter(point_id__in=ids, observed_at__range=(since, until))
        told = told.exclude(fuel_l=None, fuel_quarters=None)
        rows = told.values_list("point_id", "observed_at", "fuel_l", "fuel_quarters")
        for point_id, observed_at, litres, n_quarters in rows:
            found[stands_for[point_id]].append((observed_at, litres, n_quarters))
    return found


def _reports_about(point: Point) -> QuerySet[StatusReport]:
    return StatusReport.objects.filter(point_id__in=list(ids_of(point)))


def last_words_after(revision: int) -> set[int]:
    """The ids of points whose last words changed after a count of them, and of what those were merged into."""
    changed = CurrentStatus.objects.filter(revision__gt=revision).values_list("point_id", "point__merged_into_id")
    return {point_id for pair in changed for point_id in pair if point_id is not None}


_UNREAD = tuple(f"{point}__{column}" for point in ("point", "point__merged_into") for column in ("facts", "provenance"))
"""What is most of a point and no line of a queue tells."""


def complaints_about(points: QuerySet[Point], *, is_answered: bool | None) -> QuerySet[Complaint]:
    """What people at the doors of ``points`` said, the latest first; all, or only what was (not) answered."""
    related = ("point__territory", "point__merged_into__territory")
    complaints = Complaint.objects.filter(point__in=points).select_related(*related).defer(*_UNREAD)
    if is_answered is not None:
        complaints = complaints.exclude(outcome="") if is_answered else complaints.filter(outcome="")
    return complaints.order_by("-received_at")


_STATES = {state.value: state for state in PointState}
_CHANNELS = {channel.value: channel for channel in ReportChannel}
_ANSWERS = {answer.value: answer for answer in Availability}


def counter_words(shut_words: Iterable[tuple[str, str, bool]]) -> tuple[CounterWord, ...]:
    """What people at a door said against it, from the column that holds it."""
    return tuple(CounterWord(datetime.fromisoformat(at), source, right) for at, source, right in shut_words)


def _as_status(row: Row) -> StatusNow:
    _point, state, state_at, channel, headcount, headcount_at, services, shut_words, *measured = row
    told = {key: (_ANSWERS[word], datetime.fromisoformat(at)) for key, (word, at) in services.items()}
    against = counter_words(shut_words)
    told_to_all = (_STATES.get(state), state_at, _CHANNELS.get(channel), headcount, headcount_at, told, against)
    return StatusNow(*told_to_all, **dict(zip(_DESK_ONLY, measured, strict=True)))


def last_text(feed: Feed) -> bytes | None:
    """What a feed gave last, as it was received; ``None`` where it never gave anything, or only files by hand."""
    last = feed.readings.order_by("-read_at", "-pk").first()
    return zlib.decompress(bytes(last.content)) if last is not None and not last.file_name else None
