"""Two rows for one place become one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from punkt.errors import PunktError
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.forms.small import CodeForm, MergeForm
from punkt_web.dashboard.queries import lookalikes
from punkt_web.dashboard.sheet import side_by_side
from punkt_web.dashboard.views.reached import reached_point
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.models import Point
from punkt_web.registry.queries import field_sight
from punkt_web.registry.titles import point_title


@requires(Power.MERGE)
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Points that may be the same place; with ``?with=CODE`` the two side by side, to choose and confirm."""
    point = reached_point(request, code, Power.MERGE)
    if request.GET.get("with"):
        return _compare(request, point, request.GET["with"])
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        try:
            reached_point(request, form.cleaned_data["code"], Power.MERGE)
        except (Http404, PermissionDenied):
            form.add_error("code", _("You may merge no point of this code."))
        else:
            return _compare(request, point, form.cleaned_data["code"])
    found = lookalikes(signed_in(request), point)
    return render(request, "desk/merge.html", {"point": point, "lookalikes": found, "form": form})


def _compare(request: HttpRequest, point: Point, other_code: str) -> HttpResponse:
    user = signed_in(request)
    other = reached_point(request, other_code, Power.MERGE)
    offered = [(one.code, f"{point_title(one)} ({one.code})") for one in (point, other)]
    form = MergeForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_bound and form.is_valid():
        keep, drop = (point, other) if form.cleaned_data["keep"] == point.code else (other, point)
        try:
            merge_points(actor(user), keep, drop, reason=form.cleaned_data["reason"])
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The two are one point now. The old code leads here."))
            return redirect("desk:point", code=keep.code)
    sights = (field_sight(user, point), field_sight(user, other))
    context = {"point": point, "other": other, "sides": side_by_side(point, other, sights), "form": form}
    return render(request, "desk/compare.html", context)
