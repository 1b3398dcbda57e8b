"""How far an inspection is."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from punkt.wording import gettext_noop as _
from punkt_web.common.zones import is_over
from punkt_web.readiness.models import IS_OPEN, Inspection, InspectionSheet


class InspectionState(StrEnum):
    """From being asked for to its end."""

    ASKED = "asked"
    PART = "part"
    HANDED_IN = "handed_in"
    SENT_BACK = "sent_back"
    SIGNED = "signed"
    CANCELLED = "cancelled"


STATE_LABELS: Mapping[InspectionState, str] = {
    InspectionState.ASKED: _("Given to an inspector"),
    InspectionState.PART: _("Begun"),
    InspectionState.HANDED_IN: _("Handed in, to sign"),
    InspectionState.SENT_BACK: _("Sent back"),
    InspectionState.SIGNED: _("Signed"),
    InspectionState.CANCELLED: _("Cancelled"),
}
_HAS_SHEET = Exists(InspectionSheet.objects.filter(inspection=OuterRef("pk")))
_WAITING = IS_OPEN & Q(handed_in_at=None)
_IN_STATE: Mapping[InspectionState, Q] = {
    InspectionState.ASKED: _WAITING & Q(sent_back_at=None) & ~Q(_HAS_SHEET),
    InspectionState.PART: _WAITING & Q(sent_back_at=None) & Q(_HAS_SHEET),
    InspectionState.HANDED_IN: IS_OPEN & Q(handed_in_at__isnull=False),
    InspectionState.SENT_BACK: _WAITING & Q(sent_back_at__isnull=False),
    InspectionState.SIGNED: Q(signed_at__isnull=False),
    InspectionState.CANCELLED: Q(cancelled_at__isnull=False),
}


def in_state(inspections: QuerySet[Inspection], state: InspectionState) -> QuerySet[Inspection]:
    """Those that are so far."""
    return inspections.filter(_IN_STATE[state])


def with_sheets(inspections: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """The same with ``has_sheet``: whether anything of each was sent."""
    return inspections.annotate(has_sheet=_HAS_SHEET)


def overdue(inspections: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """Those that nobody handed in by their day."""
    return inspections.filter(_WAITING, is_over("due_on", "point__country"))


def state_of(inspection: Inspection) -> InspectionState:
    """How far one is that ``with_sheets`` read."""
    if inspection.signed_at:
        return InspectionState.SIGNED
    if inspection.cancelled_at:
        return InspectionState.CANCELLED
    if inspection.handed_in_at:
        return InspectionState.HANDED_IN
    if inspection.sent_back_at:
        return InspectionState.SENT_BACK
    return InspectionState.PART if vars(inspection)["has_sheet"] else InspectionState.ASKED
