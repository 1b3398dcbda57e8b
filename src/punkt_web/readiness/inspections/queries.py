"""Which inspections, pictures and tasks a person may see: those at points that they inspect or coordinate."""

from typing import Any

from django.db.models import Q, QuerySet

from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.readiness.inspections.states import with_sheets
from punkt_web.readiness.models import IS_OPEN, Inspection, InspectionCampaign, InspectionPhoto, InspectionTask
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import may, points_for, points_in, reach_now, territories_in
from punkt_web.registry.standing import heir_of_row, ids_of, rows_of

_WITH = ("point__territory", "point__merged_into__territory", "campaign", "inspector")


def inspections_within(user: Any) -> QuerySet[Inspection]:
    """Those at points where ``user`` (possibly anonymous) inspects; a point that was merged counts where it went."""
    return inspections_about(points_in(reach_now(user, Power.INSPECT))).select_related(*_WITH)


def inspections_about(points: QuerySet[Point]) -> QuerySet[Inspection]:
    """Those of some points, for who may see all of these."""
    return Inspection.objects.filter(rows_of(points.order_by()))


def own_inspections(user: User) -> QuerySet[Inspection]:
    """Those that the person is asked to do and that are open, the first due first."""
    mine = inspections_within(user).filter(IS_OPEN, inspector=user)
    return mine.order_by("due_on", "asked_at")


def inspection_for(user: Any, ulid: str) -> Inspection | None:
    """One inspection that ``user`` may see, with ``has_sheet`` (``states.with_sheets``)."""
    return with_sheets(inspections_within(user)).filter(pk=ulid).first()


def open_inspection_at(user: Any, point: Point) -> Inspection | None:
    """The open inspection of a point, or of what was merged into it, that ``user`` may do; the first due first.

    One that the person was asked to do goes before another.
    """
    if not may(user, Power.INSPECT, point):
        return None
    found = list(
        Inspection.objects.filter(IS_OPEN, point__in=ids_of(point))
        .select_related(*_WITH)
        .order_by("due_on", "asked_at")
    )
    return min(found, key=lambda one: one.inspector_id != user.pk, default=None)


def inspections_of(user: Any, point: Point) -> QuerySet[Inspection]:
    """Those of a point, and of what was merged into it, the newest first; none where ``user`` does not inspect."""
    if not may(user, Power.INSPECT, point):
        return Inspection.objects.none()
    return Inspection.objects.filter(point__in=ids_of(point)).select_related(*_WITH).order_by("-asked_at")


def points_of(inspections: QuerySet[Inspection]) -> QuerySet[Inspection, int]:
    """The keys of the points that some inspections are of, merged ones as what they were merged into."""
    return inspections.order_by().annotate(of=heir_of_row()).values_list("of", flat=True)


def photo_for(user: Any, ulid: str) -> InspectionPhoto | None:
    """A picture of an inspection that ``user`` may see."""
    found = InspectionPhoto.objects.filter(pk=ulid, inspection__in=inspections_within(user).order_by())
    return found.first()


def tasks_within(user: Any) -> QuerySet[InspectionTask]:
    """What has to be done at points where ``user`` inspects, and what is theirs to do, the first due first."""
    points = points_in(reach_now(user, Power.INSPECT)).order_by()
    own = Q(owner=user) & rows_of(points_for(user).order_by()) if isinstance(user, User) else Q(pk__in=())
    found = InspectionTask.objects.filter(rows_of(points) | own)
    return found.select_related("inspection", *_WITH[:2], "owner").order_by("due_on", "made_at")


def open_tasks(tasks: QuerySet[InspectionTask]) -> QuerySet[InspectionTask]:
    """Those that are still to be done: nobody says that they are, and nothing ended them."""
    return tasks.filter(done_at=None, closed_at=None)


def campaigns_within(user: Any) -> QuerySet[InspectionCampaign]:
    """Those of territories in which ``user`` coordinates, and of what lies above these: they are about their points."""
    where = reach_now(user, Power.EDIT)
    paths = Territory.objects.filter(code__in=where.territory_codes).values_list("path", flat=True)
    above = {code for path in paths for code in path.split("/") if code}
    own = territories_in(where).order_by()
    found = InspectionCampaign.objects.filter(Q(territory__in=own) | Q(territory__code__in=above))
    return found.select_related("territory").order_by("-started_at")


def campaign_for(user: Any, ulid: str) -> InspectionCampaign | None:
    """One campaign that ``user`` may see."""
    return campaigns_within(user).filter(pk=ulid).first()


def running(campaigns: QuerySet[InspectionCampaign]) -> QuerySet[InspectionCampaign]:
    """Those that nobody ended, the first due first."""
    return campaigns.filter(ended_at=None).order_by("due_on", "started_at")
