"""What should be brought from where, and making a request of it with one press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.errors import PunktError
from punkt.model.request_words import RequestKind
from punkt.model.stock_items import STOCKED, kind_of
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.requests import SuggestionsForm
from punkt_web.dashboard.requests import depots_for
from punkt_web.dashboard.suggested import runs, suggestions_as_csv
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.operations.actions.supplies.suggested import Suggested, take_suggestion
from punkt_web.operations.supplies.redistribution import Aim, Suggestions, suggestions
from punkt_web.operations.supplies.request_wording import item_words, quantity_words
from punkt_web.operations.sureness.figures import percent
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import reach_now, territories_in, territory_for
from punkt_web.registry.titles import territory_title

_MOST_TERRITORIES = 500


@requires(Power.EDIT)
def suggested(request: HttpRequest) -> HttpResponse:
    """Suggestions for an area, once it is chosen."""
    user = signed_in(request)
    form, found = _asked(request, user)
    context: dict[str, object] = {"form": form}
    if found is not None:
        context |= _page(found, form.aim()) | {"query": request.GET.urlencode()}
    return render(request, "desk/suggestions.html", context)


@requires(Power.EDIT)
def suggested_csv(request: HttpRequest) -> Download:
    """The same transfers as a table for other programs; 400 with why where the question was not understood."""
    form, found = _asked(request, signed_in(request))
    if found is None:
        faults = [str(fault) for faults in form.errors.values() for fault in faults]
        return HttpResponse("\n".join(faults), status=400, content_type="text/plain; charset=utf-8")
    return csv_file(suggestions_as_csv(found.transfers), "suggestions", territory_for(form.cleaned_data["territory"]))


def _asked(request: HttpRequest, user: User) -> tuple[SuggestionsForm, Suggestions | None]:
    """The form, and what is found where it was filled in well."""
    offered = _territories(user)
    is_asked = "territory" in request.GET or request.path.endswith(".csv")
    form = SuggestionsForm(
        request.GET if is_asked else None,
        territories=[(one.code, territory_title(one)) for one in offered],
    )
    if not (is_asked and form.is_valid()):
        return form, None
    area = next(one for one in offered if one.code == form.cleaned_data["territory"])
    points = queries.answered_for(user).filter(territory__path__startswith=area.path)
    try:
        return form, suggestions(points, depots_for(user).filter(is_closed=False), form.aim(), clock.now())
    except PunktError as error:
        form.refuse(error)
        return form, None


def _page(found: Suggestions, aim: Aim) -> dict[str, object]:
    return {
        "found": found,
        "least": number_format(aim.least_l, 0),
        "gap": percent(found.gap) if found.gap else "",
        "runs": runs(found.transfers),
        "unmet": [(point, quantity_words(aim.kind, litres)) for point, litres in found.unmet],
        "uncounted": [(depot, item_words(item)) for depot, item in found.uncounted],
        "unplaced": [(depot, item_words(item)) for depot, item in found.unplaced],
    }


def _territories(user: User) -> list[Territory]:
    """Those where I coordinate with all below them that hold others, the widest first."""
    return list(territories_in(reach(user, Power.EDIT)).order_by("path")[:_MOST_TERRITORIES])


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
