"""Depots: which there are, what they hold, and what moved."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.stock_items import STOCKED
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.stock import DepotForm, MovementForm
from punkt_web.dashboard.requests import depots_for, level_words
from punkt_web.dashboard.stock import movement_lines
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.operations.actions.supplies.stock import move, save_depot
from punkt_web.operations.models import Depot, Movement
from punkt_web.operations.supplies.request_wording import item_words
from punkt_web.operations.supplies.stock import levels
from punkt_web.registry.choosing import offered_territories
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import points_for

_PAGE = 50
Held = list[tuple[str, str]]


@requires(Power.EDIT)
def stock(request: HttpRequest) -> HttpResponse:
    """The depots of my territories with what each holds; a search for the territory of a new one."""
    user = signed_in(request)
    page = Paginator(depots_for(user), _PAGE).get_page(request.GET.get("page"))
    held = _held([depot.pk for depot in page.object_list])
    where = reach(user, Power.EDIT)
    asked = str(request.GET.get("territory", "")).strip()
    territories = offered_territories(asked, where)
    rows = [(depot, held.get(depot.pk, [])) for depot in page.object_list]
    return render(request, "desk/stock.html", {"page": page, "rows": rows, "asked": asked, "territories": territories})


@requires(Power.EDIT)
def new_depot(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a depot to a territory."""
    territory = reached_territory(request, code, Power.EDIT)
    form = DepotForm(request.POST if request.method == "POST" else None)
    made = _saved(request, territory, form) if form.is_bound and form.is_valid() else None
    if made is not None:
        return redirect("desk:depot", made.pk)
    return _form_page(request, {"form": form, "territory": territory})


@requires(Power.EDIT)
def edit_depot(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a depot, or closes it."""
    shown = _depot(signed_in(request), pk)
    form = DepotForm(request.POST if request.method == "POST" else None, initial=DepotForm.initial_of(shown))
    if form.is_bound and form.is_valid() and _saved(request, shown.territory, form, pk=pk) is not None:
        return redirect("desk:depot", pk)
    return _form_page(request, {"form": form, "territory": shown.territory, "depot": shown})


@requires(Power.EDIT)
def depot(request: HttpRequest, pk: int) -> HttpResponse:
    """What a depot holds, and its ledger; a POST notes what came or was counted."""
    user = signed_in(request)
    shown = _depot(user, pk)
    form = MovementForm(request.POST if request.method == "POST" else None, initial={"ulid": new_ulid()})
    if form.is_bound and form.is_valid():
        try:
            move(actor(user), shown.pk, form.moved(), within=_where(user))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:depot", pk)
    rows = Movement.objects.filter(depot=shown).select_related("step__request__point").order_by("-at", "-ulid")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {
        "depot": shown,
        "form": form,
        "held": _held([shown.pk]).get(shown.pk, []),
        "page": page,
        "lines": movement_lines(page.object_list, shown.territory.country),
    }
    return render(request, "desk/depot.html", context)


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The map beside the position begins where the points of the territory are."""
    around = queries.box_around(points_for(signed_in(request)), [context["territory"]])
    return render(request, "desk/depot_form.html", context | {"around": around})


def _held(depot_ids: list[int]) -> dict[int, Held]:
    """What each depot holds, in words, in the order of the list of items."""
    order = list(STOCKED)
    found: dict[int, Held] = {}
    for (depot_id, item), level in sorted(levels(depot_ids).items(), key=lambda one: order.index(one[0][1])):
        found.setdefault(depot_id, []).append((item_words(item), level_words(item, level)))
    return found


def _depot(user: User, pk: int) -> Depot:
    return get_object_or_404(depots_for(user), pk=pk)


def _where(user: User) -> Reach:
    return reach(user, Power.EDIT)


def _saved(request: HttpRequest, territory: Territory, form: DepotForm, *, pk: int | None = None) -> Depot | None:
    user = signed_in(request)
    code = form.cleaned_data["point"]
    point: Point | None = queries.answered_for(user).filter(code=code).first() if code else None
    if code and point is None:
        form.add_error("point", _("You coordinate no point of this code."))
        return None
    try:
        saved = save_depot(actor(user), territory, form.terms(point), within=_where(user), pk=pk)
    except PunktError as error:
        form.refuse(error)
        return None
    messages.success(request, _("Saved."))
    return saved
