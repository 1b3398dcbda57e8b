"""What points do now, as the rest of the product reads it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, QuerySet

from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.operations.latest import as_reports, merged
from punkt_web.operations.models import Complaint, CurrentStatus, StatusReport
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point


def current_statuses(point_ids: Iterable[int]) -> dict[int, StatusNow]:
    """The status of each point that was ever spoken of, by point id, in one query. Visibility is the caller's part.

    What was said of a point that was merged into another counts for that other, each part where it is the latest word.
    """
    asked = list(point_ids)
    own = CurrentStatus.objects.filter(pk__in=asked).annotate(stands_for=F("pk"))
    merged_away = CurrentStatus.objects.filter(point__merged_into__in=asked)
    rows = own.union(merged_away.annotate(stands_for=F("point__merged_into")), all=True)
    statuses: dict[int, CurrentStatus] = {row.pk: row for row in rows if row.pk == row.stands_for}
    for row in rows:
        if row.pk == row.stands_for:
            continue
        status = statuses.setdefault(row.stands_for, CurrentStatus(point_id=row.stands_for))
        for words in as_reports(row):
            merged(status, words)
    return {point_id: _as_status(status) for point_id, status in statuses.items()}


def spoken_of_since(moment: datetime) -> set[int]:
    """The ids of points that were spoken of since, and of those that others were merged into, whenever that was."""
    reports = StatusReport.objects.filter(received_at__gte=moment)
    leads_on = Point.objects.filter(merged_into__isnull=False).values_list("merged_into_id", flat=True)
    return {*reports.values_list("point_id", flat=True), *(point_id for point_id in leads_on if point_id)}


def complaints_about(points: QuerySet[Point], *, is_answered: bool | None) -> QuerySet[Complaint]:
    """What people at the doors of ``points`` said, the latest first; all, or only what was (not) answered."""
    complaints = Complaint.objects.filter(point__in=points).select_related("point", "point__merged_into")
    if is_answered is not None:
        complaints = complaints.exclude(outcome="") if is_answered else complaints.filter(outcome="")
    return complaints.order_by("-received_at")


def _as_status(row: CurrentStatus) -> StatusNow:
    return StatusNow(
        state=PointState(row.state) if row.state else None,
        state_at=row.state_at,
        state_channel=ReportChannel(row.state_channel) if row.state_channel else None,
        headcount=row.headcount,
        headcount_at=row.headcount_at,
        fuel_l=row.fuel_l,
        fuel_at=row.fuel_at,
        indoor_c=row.indoor_c,
        indoor_at=row.indoor_at,
        services={key: (Availability(word), datetime.fromisoformat(at)) for key, (word, at) in row.services.items()},
    )
