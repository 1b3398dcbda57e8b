"""What should be brought from where, and making a request of it with one press."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.request_words import RequestKind
from punkt.model.stock_items import STOCKED, kind_of
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.moments import clock_and_day
from punkt_web.common.wording import said
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.requests import SuggestionsForm
from punkt_web.dashboard.requests import depots_for, km_words
from punkt_web.dashboard.wording import point_title, territory_title
from punkt_web.operations.actions.supplies.suggested import Suggested, take_suggestion
from punkt_web.operations.supplies.redistribution import Aim, Suggestion, Suggestions, suggestions
from punkt_web.operations.supplies.request_wording import item_words, quantity_words
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import reach_now, territories_in

_MOST_TERRITORIES = 500


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One transfer in words, and what the form that makes a request of it sends."""

    title: str
    code: str
    giver: str
    giver_code: str
    depot_id: str
    item: str
    item_name: str
    litres: int
    way: str
    alive: str
    ulid: str


@requires(Power.EDIT)
def suggested(request: HttpRequest) -> HttpResponse:
    """Suggestions for an area, once it is chosen."""
    user = signed_in(request)
    offered = _territories(user)
    asked = "territory" in request.GET
    form = SuggestionsForm(
        request.GET if asked else None,
        territories=[(one.code, territory_title(one)) for one in offered],
    )
    context: dict[str, object] = {"form": form}
    if asked and form.is_valid():
        area = next(one for one in offered if one.code == form.cleaned_data["territory"])
        try:
            context |= _found(user, form, area)
        except PunktError as error:
            form.refuse(error)
    return render(request, "desk/suggestions.html", context)


def _found(user: User, form: SuggestionsForm, area: Territory) -> dict[str, object]:
    given = form.cleaned_data
    aim = Aim(RequestKind(given["kind"]), given["hours"], given["reserve_h"], given["farthest_km"])
    points = queries.answered_for(user).filter(territory__path__startswith=area.path)
    found: Suggestions = suggestions(points, depots_for(user).filter(is_closed=False), aim, clock.now())
    return {
        "found": found,
        "lines": [_line(one) for one in found.transfers],
        "unmet": [(point, quantity_words(aim.kind, litres)) for point, litres in found.unmet],
        "uncounted": [(depot, item_words(item)) for depot, item in found.uncounted],
        "unplaced": [(depot, item_words(item)) for depot, item in found.unplaced],
    }


def _territories(user: User) -> list[Territory]:
    """Those where I coordinate with all below them that hold others, the widest first."""
    return list(territories_in(reach(user, Power.EDIT)).order_by("path")[:_MOST_TERRITORIES])


def _line(one: Suggestion) -> TransferLine:
    giver = one.depot.name if one.depot is not None else point_title(one.giver) if one.giver is not None else ""
    return TransferLine(
        point_title(one.taker),
        one.taker.code,
        giver,
        one.giver.code if one.giver is not None else "",
        str(one.depot.pk) if one.depot is not None else "",
        one.item,
        item_words(one.item),
        one.litres,
        km_words(one.way_km),
        clock_and_day(one.alive_until, one.taker.country),
        new_ulid(),
    )


@require_POST
@requires(Power.EDIT)
def take_suggested(request: HttpRequest) -> HttpResponse:
    """Makes a request of one transfer, accepted and with its source."""
    user = signed_in(request)
    points = queries.answered_for(user).select_related("territory", "merged_into__territory")
    taker = get_object_or_404(points, code=request.POST.get("taker", "")[:20])
    giver_code, depot_id = request.POST.get("giver", ""), request.POST.get("depot", "")
    giver = get_object_or_404(points, code=giver_code[:20]) if giver_code else None
    depot = (
        get_object_or_404(depots_for(user), pk=int(depot_id[:9]))
        if depot_id.isascii() and depot_id.isdecimal()
        else None
    )
    ulid, item = request.POST.get("ulid", ""), request.POST.get("item", "")
    try:
        litres = float(request.POST.get("litres", ""))
    except ValueError:
        litres = -1.0
    if item not in STOCKED or kind_of(item) is RequestKind.EQUIPMENT:
        messages.error(request, _("This suggestion is not whole. Load the page again."))
        return redirect("desk:suggestions")
    transfer = Suggested(ulid, taker, item, litres, depot=depot, giver=giver)
    try:
        take_suggestion(actor(user), transfer, within=reach_now(user, Power.EDIT))
    except PunktError as error:
        messages.error(request, said(error, with_place=False))
        return redirect("desk:suggestions")
    messages.success(request, _("The request is made and accepted. Say when it is on its way."))
    return redirect("desk:request", ulid)
