"""Campaigns of inspections: which there are, how far each is, starting and ending one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.reports import is_ulid
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.names import shown_name
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.forms.inspections import CampaignForm, WhyForm
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.dashboard.views.steps import is_done
from punkt_web.readiness.actions.campaigns import CampaignPlan, end_campaign, start_campaign
from punkt_web.readiness.inspections.progress import (
    STAGE_LABELS,
    PointStage,
    progress_of,
    sums_by_inspector,
    sums_by_part,
    sums_of,
)
from punkt_web.readiness.inspections.queries import campaign_for, campaigns_within
from punkt_web.readiness.models import InspectionCampaign
from punkt_web.registry.choosing import offered_territories
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import may_in, points_in, reach_now
from punkt_web.registry.titles import territory_title

_LOOKS = {PointStage.TO_SIGN: "full", PointStage.FAILED: "shut", PointStage.WELL: "open"}
_MOST_SHOWN = 200


@requires(Power.EDIT)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Those about my points, and the territories in which one can be started."""
    user = signed_in(request)
    find = request.GET.get("find", "").strip()
    own = points_in(reach_now(user, Power.EDIT))
    shown = [(one, sums_of(progress_of(one, own))) for one in campaigns_within(user)[:20]]
    offered = offered_territories(find, reach_now(user, Power.EDIT))
    return render(request, "desk/campaigns.html", {"campaigns": shown, "offered": offered, "asked": find})


@requires(Power.EDIT)
def new_campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Starts a campaign in a territory."""
    user, territory = signed_in(request), reached_territory(request, code, Power.EDIT)
    form = CampaignForm(request.POST if request.method == "POST" else None, initial={"ulid": new_ulid()})
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        plan = CampaignPlan(told["name"], told["due_on"])
        try:
            made = start_campaign(actor(user), told["ulid"], territory, plan, within=reach_now(user, Power.EDIT))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The campaign is started. Now ask people to inspect its points."))
            return redirect("desk:campaign", made.pk)
    return render(request, "desk/new_campaign.html", {"form": form, "territory": territory})


@requires(Power.EDIT)
def campaign(request: HttpRequest, ulid: str) -> HttpResponse:
    """How far it is, of my points: in sums, by part and by inspector, and the points of a stage."""
    user = signed_in(request)
    return _page(request, user, _found(user, ulid), WhyForm())


def _page(request: HttpRequest, user: User, found: InspectionCampaign, form: WhyForm) -> HttpResponse:
    rows = progress_of(found, points_in(reach_now(user, Power.EDIT)))
    sums, stage = sums_of(rows), request.GET.get("stage", "")
    parts = sums_by_part(rows, found.territory.path)
    names = {one.path: territory_title(one) for one in Territory.objects.filter(path__in=parts)}
    shown = [row for row in rows if row.stage == stage][:_MOST_SHOWN]
    points = Point.objects.in_bulk([row.point_id for row in shown])
    context = {
        "campaign": found,
        "sums": sums,
        "tiles": [(word, _(STAGE_LABELS[word]), _LOOKS.get(word, ""), sums.stages[word]) for word in PointStage],
        "parts": [(path.rstrip("/").rpartition("/")[2], names.get(path, ""), one) for path, one in parts.items()],
        "inspectors": [(shown_name(name), one) for name, one in sums_by_inspector(rows).items()],
        "stage": stage,
        "shown": [(points[row.point_id], row) for row in shown if row.point_id in points],
        "may_end": found.ended_at is None and may_in(user, Power.EDIT, found.territory),
        "form": form,
    }
    return render(request, "desk/campaign.html", context)


@requires(Power.EDIT)
@require_POST
def end(request: HttpRequest, ulid: str) -> HttpResponse:
    """Ends it; inspections that are open stay so."""
    user = signed_in(request)
    found, form = _found(user, ulid), WhyForm(request.POST)
    if not may_in(user, Power.EDIT, found.territory):
        raise PermissionDenied
    by, within = actor(user), reach_now(user, Power.EDIT)
    if is_done(request, form, lambda: end_campaign(by, ulid, form.cleaned_data["why"], within=within)):
        return redirect("desk:campaign", ulid)
    return _page(request, user, found, form)


def _found(user: User, ulid: str) -> InspectionCampaign:
    found = campaign_for(user, ulid) if is_ulid(ulid) else None
    if found is None:
        raise Http404
    return found
