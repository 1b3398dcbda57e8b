"""The inspections of my area: the list, asking for more, and the list as a table."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.names import shown_name
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.inspection_table import inspections_as_csv
from punkt_web.dashboard.inspections import inspection_row
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.readiness.inspections.queries import (
    campaigns_within,
    inspections_within,
    open_tasks,
    tasks_within,
)
from punkt_web.readiness.inspections.states import STATE_LABELS, InspectionState, in_state, overdue, with_sheets
from punkt_web.readiness.models import IS_OPEN, Inspection

_PAGE = 50
_OPEN, _OVERDUE = "open", "overdue"


@requires(Power.INSPECT)
def inspections(request: HttpRequest) -> HttpResponse:
    """Those at points where I inspect, the first due first, narrowed by state, inspector and campaign."""
    user = signed_in(request)
    everything = inspections_within(user)
    found = _narrowed(request, everything).order_by("due_on", "asked_at")
    page = Paginator(with_sheets(found), _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [inspection_row(one) for one in page.object_list],
        "state": request.GET.get("state", _OPEN),
        "states": [(word.value, _(STATE_LABELS[word])) for word in InspectionState],
        "inspector": request.GET.get("inspector", ""),
        "inspectors": _inspectors(everything),
        "campaign": request.GET.get("campaign", ""),
        "campaigns": campaigns_within(user),
        "n_to_sign": in_state(everything, InspectionState.HANDED_IN).count(),
        "n_overdue": overdue(everything).count(),
        "n_tasks": open_tasks(tasks_within(user)).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/inspections.html", context)


@requires(Power.INSPECT)
def inspections_csv(request: HttpRequest) -> Download:
    """The same as a table for other programs."""
    found = _narrowed(request, inspections_within(signed_in(request))).order_by("due_on", "asked_at")
    return csv_file(inspections_as_csv(with_sheets(found)), "inspections")


def _narrowed(request: HttpRequest, found: QuerySet[Inspection]) -> QuerySet[Inspection]:
    state = request.GET.get("state", _OPEN)
    if state in set(InspectionState):
        found = in_state(found, InspectionState(state))
    elif state == _OVERDUE:
        found = overdue(found)
    elif state == _OPEN:
        found = found.filter(IS_OPEN)
    inspector, campaign = (request.GET.get(name, "").replace("\0", "") for name in ("inspector", "campaign"))
    found = found.filter(inspector_name=inspector) if inspector else found
    return found.filter(campaign=campaign) if campaign else found


def _inspectors(found: QuerySet[Inspection]) -> list[tuple[str, str]]:
    names = found.order_by("inspector_name").values_list("inspector_name", flat=True).distinct()
    return [(name, shown_name(name)) for name in names]
