"""The checklists of a territory: lines of its own, their order, and shipped lines that do not apply there."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt.checklists.lists import LIST_LABELS, ListKind
from punkt.errors import PunktError
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.common.wording import said
from punkt_web.dashboard.checklists import list_shown
from punkt_web.dashboard.forms.checklists import NotHereForm, OwnLineForm
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.operations.actions.keeping.own_lines import (
    add_line,
    end_line,
    mark_not_here,
    move_line,
    take_order_from_above,
)
from punkt_web.registry.choosing import offered_territories
from punkt_web.registry.models import Territory

DECIDES = Power.EDIT
"""The power of those who decide on the lists of a territory: who registers points answers for how they are kept."""


@requires(DECIDES)
def territories(request: HttpRequest) -> HttpResponse:
    """My territories, and a search among all below them, to decide on lists there."""
    where = reach(signed_in(request), DECIDES)
    asked = str(request.GET.get("territory", "")).strip()
    found = offered_territories(asked, where)
    kinds = [(kind.value, _(name)) for kind, name in LIST_LABELS.items()]
    return render(request, "desk/checklists.html", {"asked": asked, "territories": found, "kinds": kinds})


@requires(DECIDES)
def checklist(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One list of a territory; a POST adds a line."""
    territory, chosen = _reached(request, code, kind)
    form = OwnLineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            add_line(actor(signed_in(request)), territory, chosen, form.cleaned_data)
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The line is added. Consoles show it when they load the list again."))
            return redirect("desk:checklist", territory.code, chosen.value)
    return _page(request, territory, chosen, form, NotHereForm())


@requires(DECIDES)
@require_POST
def mark(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """Marks a shipped line as not here, with the reason."""
    territory, chosen = _reached(request, code, kind)
    form = NotHereForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write why the line does not apply here: keepers read it."))
        return redirect("desk:checklist", territory.code, chosen.value)
    why = form.cleaned_data["why"]
    return _done(request, territory, chosen, lambda by: mark_not_here(by, territory, chosen, key, why))


@requires(DECIDES)
@require_POST
def unmark(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """Takes a mark back."""
    territory, chosen = _reached(request, code, kind)
    return _done(request, territory, chosen, lambda by: mark_not_here(by, territory, chosen, key, ""))


@requires(DECIDES)
@require_POST
def move(request: HttpRequest, code: str, kind: str, key: str, way: str) -> HttpResponse:
    """Moves a line up or down by one place."""
    territory, chosen = _reached(request, code, kind)
    is_up = way == "up"
    return _done(request, territory, chosen, lambda by: move_line(by, territory, chosen, key, is_up=is_up))


@requires(DECIDES)
@require_POST
def end(request: HttpRequest, code: str, kind: str, key: str) -> HttpResponse:
    """Ends a line of the territory's own."""
    territory, chosen = _reached(request, code, kind)
    return _done(request, territory, chosen, lambda by: end_line(by, territory, chosen, key))


@requires(DECIDES)
@require_POST
def order_from_above(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Gives up an order of the territory's own."""
    territory, chosen = _reached(request, code, kind)
    return _done(request, territory, chosen, lambda by: take_order_from_above(by, territory, chosen))


def _reached(request: HttpRequest, code: str, kind: str) -> tuple[Territory, ListKind]:
    if kind not in set(ListKind):
        raise Http404
    return reached_territory(request, code, DECIDES), ListKind(kind)


def _done(request: HttpRequest, territory: Territory, kind: ListKind, do: Callable[[Actor], object]) -> HttpResponse:
    try:
        do(actor(signed_in(request)))
    except PunktError as error:
        messages.error(request, said(error, with_place=False))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk:checklist", territory.code, kind.value)


def _page(
    request: HttpRequest, territory: Territory, kind: ListKind, form: OwnLineForm, why_form: NotHereForm
) -> HttpResponse:
    context = {
        "territory": territory,
        "kind": kind.value,
        "heading": _(LIST_LABELS[kind]),
        "kinds": [(one.value, _(name)) for one, name in LIST_LABELS.items()],
        "shown": list_shown(territory, kind),
        "form": form,
        "why": why_form.fields["why"],
    }
    return render(request, "desk/checklist.html", context)
