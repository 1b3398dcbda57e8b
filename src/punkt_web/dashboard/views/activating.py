"""Asking points to open, changing what is asked, and ending it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.names import name_for_reader
from punkt_web.common.zones import local_zone
from punkt_web.dashboard import activations as words
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.activations import ActivationForm, ChangeForm, CloseForm, as_change
from punkt_web.dashboard.views.activations import may_activate_all, seen_activation
from punkt_web.operations.actions import activations as actions
from punkt_web.operations.activating.area import Area, AreaCount, counted
from punkt_web.operations.models import Activation
from punkt_web.registry.choosing import offered_territories
from punkt_web.registry.models import PointKind, Territory
from punkt_web.registry.queries import points_for, territories_in

_MOST_TERRITORIES = 30


@requires(Power.ACTIVATE)
def new_activation(request: HttpRequest) -> HttpResponse:
    """Chooses territories, then asks their points to open, after a look at how many these are."""
    where = reach(signed_in(request), Power.ACTIVATE)
    codes = list(dict.fromkeys(request.GET.getlist("territory")))[:_MOST_TERRITORIES]
    chosen = list(territories_in(where).filter(code__in=[code for code in codes if "\0" not in code]).order_by("path"))
    asked = request.GET.get("find", "").strip()
    offered = offered_territories(asked, where)
    context: dict[str, object] = {
        "chosen": chosen,
        "asked": asked,
        "offered": [one for one in offered if one not in chosen],
        "without": [(one, [other.code for other in chosen if other != one]) for one in chosen],
    }
    if chosen:
        form = _form(request, chosen)
        context |= {"form": form, "around": queries.box_around(points_for(signed_in(request)), chosen)}
        if form.is_bound and form.is_valid():
            return _reviewed(request, form, chosen, context)
    return render(request, "desk/new_activation.html", context)


def _form(request: HttpRequest, chosen: list[Territory]) -> ActivationForm:
    country = chosen[0].country
    kinds = [(one.code, name_for_reader(one.names) or one.code) for one in PointKind.objects.filter(country=country)]
    given = request.POST if request.method == "POST" else None
    return ActivationForm(given, country=country, kinds=kinds, initial={"ulid": new_ulid()})


def _reviewed(
    request: HttpRequest, form: ActivationForm, chosen: list[Territory], context: dict[str, object]
) -> HttpResponse:
    """Asks once the number of points was seen, and is still the same."""
    area = Area(tuple(chosen), form.cleaned_data["corners"], tuple(form.cleaned_data.get("kinds", ())))
    count = counted(area)
    if request.POST.get("n_seen") == str(count.n_points) and count.n_points and _activated(request, form, area, count):
        return redirect("desk:activation", form.cleaned_data["ulid"])
    return render(request, "desk/new_activation.html", context | {"form": form, "count": count})


def _activated(request: HttpRequest, form: ActivationForm, area: Area, count: AreaCount) -> bool:
    user = signed_in(request)
    within = reach(user, Power.ACTIVATE)
    try:
        actions.activate(actor(user), form.cleaned_data["ulid"], area, form.terms(), within=within)
    except PunktError as error:
        form.refuse(error)
        return False
    done = ngettext("%(n)s point is asked.", "%(n)s points are asked.", count.n_points) % {"n": count.n_points}
    messages.success(request, done)
    return True


@requires(Power.ACTIVATE)
def change_activation(request: HttpRequest, ulid: str) -> HttpResponse:
    """Extends it, or steps it up or down."""
    user, found = signed_in(request), _changeable(request, ulid)
    country = _country(found)
    given = request.POST if request.method == "POST" else None
    form = ChangeForm(given, country=country, initial=as_change(found, local_zone(country)))
    if form.is_bound and form.is_valid():
        try:
            is_new = actions.change(actor(user), ulid, form.change(), within=reach(user, Power.ACTIVATE))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved.") if is_new else _("Nothing was changed: it is so already."))
            return redirect("desk:activation", ulid)
    return render(request, "desk/change_activation.html", {"form": form, "activation": found, "line": _line(found)})


@requires(Power.ACTIVATE)
def close_activation(request: HttpRequest, ulid: str) -> HttpResponse:
    """Ends it, after a look at whether points are needed no more."""
    user, found = signed_in(request), _changeable(request, ulid)
    form = CloseForm(request.POST if request.method == "POST" else None, is_exercise=found.is_exercise)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            is_new = actions.close(
                actor(user), ulid, form.criteria(), reason=reason, within=reach(user, Power.ACTIVATE)
            )
        except PunktError as error:
            form.refuse(error)
        else:
            ended = _("It is closed: nobody is asked to be open any more. Here is what it came to.")
            messages.success(request, ended if is_new else _("Somebody closed it meanwhile."))
            return redirect("desk:activation", ulid)
    return render(request, "desk/close_activation.html", {"form": form, "activation": found, "line": _line(found)})


@requires(Power.ACTIVATE)
@require_POST
def add_more_points(request: HttpRequest, ulid: str) -> HttpResponse:
    """Asks the points of its area that were registered since."""
    user, found = signed_in(request), _changeable(request, ulid)
    try:
        n = actions.add_points(actor(user), found.pk, within=reach(user, Power.ACTIVATE))
    except PunktError as error:
        messages.error(request, error.advice(_))
    else:
        messages.success(request, ngettext("%(n)s more point is asked.", "%(n)s more points are asked.", n) % {"n": n})
    return redirect("desk:activation", ulid)


def _changeable(request: HttpRequest, ulid: str) -> Activation:
    user = signed_in(request)
    found = seen_activation(user, ulid)
    if not may_activate_all(user, found):
        raise PermissionDenied
    return found


def _country(found: Activation) -> str:
    first = found.territories.first()
    return first.country if first else ""


def _line(found: Activation) -> words.ActivationLine:
    return words.line(found, clock.now())
