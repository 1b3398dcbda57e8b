"""Asking for inspections: which points, whom, and by when."""

from dataclasses import dataclass
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
from punkt.places.fold import folded
from punkt.wording import gettext_noop
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.forms.inspections import AskForm
from punkt_web.readiness.actions.inspections import Asking, ask_inspections
from punkt_web.readiness.inspections.people import people_who
from punkt_web.readiness.inspections.queries import campaigns_within, points_of, running
from punkt_web.readiness.models import IS_OPEN, Inspection, InspectionCampaign
from punkt_web.readiness.queries import points_with_gaps, points_with_unknowns
from punkt_web.registry.choosing import offered_territories, own_territories
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import lineage_of, points_in, reach_now
from punkt_web.registry.standing import standing_points

_PAGE = 50
_MOST_TEXT = 120
_NEVER, _GAPS, _UNKNOWN = "never", "gaps", "unknown"
_WHICH = {
    "": gettext_noop("All"),
    _NEVER: gettext_noop("Never inspected"),
    _GAPS: gettext_noop("With gaps"),
    _UNKNOWN: gettext_noop("With what nobody knows"),
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which points are meant. ``found`` are the territories that were typed: more than one asks which."""

    campaign: InspectionCampaign | None
    point: str
    typed: str
    found: list[Territory]
    which: str
    name: str

    @property
    def territory(self) -> Territory | None:
        """The one that is meant."""
        return self.found[0] if self.typed and len(self.found) == 1 else None


@requires(Power.EDIT)
def ask(request: HttpRequest) -> HttpResponse:
    """Chooses points of a territory, or one point, and asks somebody to inspect them by a day."""
    user = signed_in(request)
    campaigns = list(running(campaigns_within(user)))
    wanted = _wanted(request, user, campaigns)
    offered = _offered(user, wanted)
    page = Paginator(offered, _PAGE).get_page(request.GET.get("page"))
    picked = _picked(request, offered)
    shown = list(page.object_list)
    form = _form(request, picked or shown, campaigns, wanted.campaign)
    if form.is_bound and form.is_valid() and _asked(request, user, form, picked):
        return redirect("desk:inspections")
    is_all = request.GET.get("tick") == "all" or (bool(wanted.point) and not form.is_bound)
    codes = set(request.POST.getlist("point")) if form.is_bound else {one.code for one in shown if is_all}
    context = {
        "form": form,
        "wanted": wanted,
        "own": own_territories(reach_now(user, Power.EDIT)),
        "points": [(point, point.code in codes) for point in shown],
        "page": page,
        "n_points": page.paginator.count,
        "which": [(key, _(words)) for key, words in _WHICH.items()],
    }
    return render(request, "desk/ask_inspections.html", context)


def _wanted(request: HttpRequest, user: User, campaigns: list[InspectionCampaign]) -> _Wanted:
    given = {
        key: request.GET.get(key, "")[:_MOST_TEXT].replace("\0", "").strip() for key in ("territory", "q", "which")
    }
    return _Wanted(
        campaign=next((one for one in campaigns if one.pk == request.GET.get("campaign")), None),
        point=request.GET.get("point", ""),
        typed=given["territory"],
        found=offered_territories(given["territory"], reach_now(user, Power.EDIT)) if given["territory"] else [],
        which=given["which"] if given["which"] in _WHICH else "",
        name=given["q"],
    )


def _offered(user: User, wanted: _Wanted) -> QuerySet[Point]:
    """Those that are meant and have no open inspection."""
    points = standing_points(points_in(reach_now(user, Power.EDIT)))
    signed = Inspection.objects.filter(signed_at__isnull=False)
    points = points.exclude(pk__in=points_of(Inspection.objects.filter(IS_OPEN)))
    if wanted.point:
        points = points.filter(code=_code(wanted.point))
    elif wanted.territory:
        points = points.filter(territory__path__startswith=wanted.territory.path)
    elif wanted.typed:
        points = points.none()
    if wanted.campaign:
        points = points.filter(territory__path__startswith=wanted.campaign.territory.path)
        points = points.exclude(pk__in=points_of(signed.filter(campaign=wanted.campaign)))
    if wanted.which == _NEVER:
        points = points.exclude(pk__in=points_of(signed))
    elif wanted.which == _GAPS:
        points = points.filter(pk__in=points_with_gaps())
    elif wanted.which == _UNKNOWN:
        points = points.filter(pk__in=points_with_unknowns())
    if name := folded(wanted.name):
        points = points.filter(search_text__contains=name)
    return points.select_related("territory").order_by("code")


def _picked(request: HttpRequest, offered: QuerySet[Point]) -> list[Point]:
    """Those of a page that were ticked, as far as they are still offered."""
    codes = request.POST.getlist("point")[:_PAGE]
    return list(offered.filter(code__in=codes)) if codes else []


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
    if not points:
        form.add_error(None, _("Choose at least one point."))
        return False
    asking = Asking(form.inspector_chosen, form.cleaned_data["due_on"], form.campaign_chosen)
    try:
        made = ask_inspections(actor(user), points, asking, within=reach_now(user, Power.EDIT))
    except PunktError as error:
        form.refuse(error)
        return False
    done = ngettext("%(n)d inspection is asked for.", "%(n)d inspections are asked for.", len(made))
    messages.success(request, done % {"n": len(made)})
    return True
