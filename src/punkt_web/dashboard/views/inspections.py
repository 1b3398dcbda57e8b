"""The inspections of my area: the list, asking for more, and the list as a table."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.errors import InvalidCode, PunktError
from punkt.ids import normal_point_code
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.names import shown_name
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.forms.inspections import AskForm
from punkt_web.dashboard.inspection_table import inspections_as_csv
from punkt_web.dashboard.inspections import inspection_row
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.dashboard.views.reached import Chosen, chosen_territory
from punkt_web.readiness.actions.inspections import Asking, ask_inspections
from punkt_web.readiness.inspections.people import people_who
from punkt_web.readiness.inspections.queries import (
    campaigns_within,
    inspections_within,
    open_tasks,
    points_of,
    running,
    tasks_within,
)
from punkt_web.readiness.inspections.states import STATE_LABELS, InspectionState, in_state, overdue, with_sheets
from punkt_web.readiness.models import IS_OPEN, Inspection, InspectionCampaign
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, points_in, reach_now
from punkt_web.registry.standing import standing_points

_PAGE = 50
_MOST_OFFERED = 200
"""Points to choose from at once."""
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


@requires(Power.EDIT)
def ask(request: HttpRequest) -> HttpResponse:
    """Chooses points of a territory, or one point, and asks somebody to inspect them by a day."""
    user = signed_in(request)
    campaigns = list(running(campaigns_within(user)))
    campaign = next((one for one in campaigns if one.pk == request.GET.get("campaign")), None)
    chosen = chosen_territory(request)
    points, n_points = _offered(request, user, chosen, campaign)
    form = _form(request, points, campaigns, campaign)
    if form.is_bound and form.is_valid() and _asked(request, user, form, points):
        return redirect("desk:inspections")
    picked = set(request.POST.getlist("point")) if form.is_bound else {point.code for point in points}
    context = {
        "form": form,
        "territory": chosen.territory,
        "own": chosen.own,
        "points": [(point, point.code in picked) for point in points],
        "n_points": n_points,
        "campaign": campaign,
        "point": request.GET.get("point", ""),
        "which": request.GET.get("which", ""),
    }
    return render(request, "desk/ask_inspections.html", context)


def _offered(
    request: HttpRequest, user: User, chosen: Chosen, campaign: InspectionCampaign | None
) -> tuple[list[Point], int]:
    """Points without an open inspection: the first of those that are meant, and how many these are."""
    points = standing_points(points_in(reach_now(user, Power.EDIT)))
    signed = Inspection.objects.filter(signed_at__isnull=False)
    points = points.exclude(pk__in=points_of(Inspection.objects.filter(IS_OPEN)))
    if code := request.GET.get("point", ""):
        points = points.filter(code=_code(code))
    elif chosen.territory:
        points = points.filter(territory__path__startswith=chosen.territory.path)
    if campaign:
        points = points.filter(territory__path__startswith=campaign.territory.path)
        points = points.exclude(pk__in=points_of(signed.filter(campaign=campaign)))
    if request.GET.get("which") == "never":
        points = points.exclude(pk__in=points_of(signed))
    return list(points.select_related("territory").order_by("code")[:_MOST_OFFERED]), points.count()


def _code(told: str) -> str:
    try:
        return normal_point_code(told)
    except InvalidCode:
        return ""


def _form(
    request: HttpRequest,
    points: list[Point],
    campaigns: list[InspectionCampaign],
    campaign: InspectionCampaign | None,
) -> AskForm:
    """Offers those who inspect all of these points."""
    shared = set[str]().union(*map(lineage_of, points[:1])).intersection(*map(lineage_of, points))
    code = points[0].code if len(points) == 1 else ""
    initial: dict[str, Any] = {"due_on": campaign.due_on, "campaign": campaign.pk} if campaign else {}
    return AskForm(
        request.POST if request.method == "POST" else None,
        people=people_who(Power.INSPECT, shared, code),
        campaigns=campaigns,
        initial=initial,
    )


def _asked(request: HttpRequest, user: User, form: AskForm, points: list[Point]) -> bool:
    codes = set(request.POST.getlist("point"))
    wanted = [point for point in points if point.code in codes]
    if not wanted:
        form.add_error(None, _("Choose at least one point."))
        return False
    asking = Asking(form.inspector_chosen, form.cleaned_data["due_on"], form.campaign_chosen)
    try:
        made = ask_inspections(actor(user), wanted, asking, within=reach_now(user, Power.EDIT))
    except PunktError as error:
        form.refuse(error)
        return False
    done = ngettext("%(n)d inspection is asked for.", "%(n)d inspections are asked for.", len(made))
    messages.success(request, done % {"n": len(made)})
    return True
