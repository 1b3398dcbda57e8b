"""Stores: which there are, what they hold, and what moved."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.items import STOCKED
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.stock import MovementForm, StoreForm
from punkt_web.dashboard.places import find_territories
from punkt_web.dashboard.requests import level_words, stores_for
from punkt_web.dashboard.stock import movement_lines
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.operations.actions.stock import move, save_store
from punkt_web.operations.models import Movement, Store
from punkt_web.operations.request_wording import item_words
from punkt_web.operations.stock import levels
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import territories_in

_PAGE = 50
Held = list[tuple[str, str]]


@requires(Power.EDIT)
def stock(request: HttpRequest) -> HttpResponse:
    """The stores of my territories with what each holds; a search for the territory of a new one."""
    user = signed_in(request)
    page = Paginator(stores_for(user), _PAGE).get_page(request.GET.get("page"))
    held = _held([store.pk for store in page.object_list])
    where = reach(user, Power.EDIT)
    asked = str(request.GET.get("territory", "")).strip()
    territories = find_territories(asked, territories_in(where)) if asked else queries.own_territories(where)
    rows = [(store, held.get(store.pk, [])) for store in page.object_list]
    return render(request, "desk/stock.html", {"page": page, "rows": rows, "asked": asked, "territories": territories})


@requires(Power.EDIT)
def new_store(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a store to a territory."""
    territory = reached_territory(request, code, Power.EDIT)
    form = StoreForm(request.POST if request.method == "POST" else None)
    made = _saved(request, territory, form) if form.is_bound and form.is_valid() else None
    if made is not None:
        return redirect("desk:store", made.pk)
    return render(request, "desk/store_form.html", {"form": form, "territory": territory})


@requires(Power.EDIT)
def edit_store(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a store, or closes it."""
    shown = _store(signed_in(request), pk)
    form = StoreForm(request.POST if request.method == "POST" else None, initial=StoreForm.initial_of(shown))
    if form.is_bound and form.is_valid() and _saved(request, shown.territory, form, pk=pk) is not None:
        return redirect("desk:store", pk)
    return render(request, "desk/store_form.html", {"form": form, "territory": shown.territory, "store": shown})


@requires(Power.EDIT)
def store(request: HttpRequest, pk: int) -> HttpResponse:
    """What a store holds, and its ledger; a POST notes what came or was counted."""
    user = signed_in(request)
    shown = _store(user, pk)
    form = MovementForm(request.POST if request.method == "POST" else None, initial={"ulid": new_ulid()})
    if form.is_bound and form.is_valid():
        try:
            move(actor(user), shown.pk, form.moved(), within=_where(user))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:store", pk)
    rows = Movement.objects.filter(store=shown).select_related("step__request__point").order_by("-at", "-ulid")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {
        "store": shown,
        "form": form,
        "held": _held([shown.pk]).get(shown.pk, []),
        "page": page,
        "lines": movement_lines(page.object_list, shown.territory.country),
    }
    return render(request, "desk/store.html", context)


def _held(store_ids: list[int]) -> dict[int, Held]:
    """What each store holds, in words, in the order of the list of items."""
    order = list(STOCKED)
    found: dict[int, Held] = {}
    for (store_id, item), level in sorted(levels(store_ids).items(), key=lambda one: order.index(one[0][1])):
        found.setdefault(store_id, []).append((item_words(item), level_words(item, level)))
    return found


def _store(user: User, pk: int) -> Store:
    return get_object_or_404(stores_for(user), pk=pk)


def _where(user: User) -> Reach:
    return reach(user, Power.EDIT)


def _saved(request: HttpRequest, territory: Territory, form: StoreForm, *, pk: int | None = None) -> Store | None:
    user = signed_in(request)
    code = form.cleaned_data["point"]
    point: Point | None = queries.heard_points(user).filter(code=code).first() if code else None
    if code and point is None:
        form.add_error("point", _("You coordinate no point of this code."))
        return None
    try:
        saved = save_store(actor(user), territory, form.terms(point), within=_where(user), pk=pk)
    except PunktError as error:
        form.refuse(error)
        return None
    messages.success(request, _("Saved."))
    return saved
