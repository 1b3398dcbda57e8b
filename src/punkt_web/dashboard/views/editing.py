"""Registering and editing points."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.errors import PunktError
from punkt.model.fields import GROUP_LABELS, FieldGroup
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.forms.point_form import Conflict, PointForm, rebased
from punkt_web.dashboard.forms.point_inputs import editable_keys, texts_of
from punkt_web.dashboard.queries import box_around, lookalikes
from punkt_web.dashboard.views.reached import reached_point
from punkt_web.dashboard.wording import field_label
from punkt_web.registry.actions.editing import ChangedMeanwhile, change_seen_point, register_stated_point
from punkt_web.registry.choosing import own_territories
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import field_sight, organisation_names_for, points_for, territories_in

_LISTED = 300  # longer lists of suggestions are slower than typing


@requires(Power.EDIT)
def new_point(request: HttpRequest) -> HttpResponse:
    """A form for a point that is not there yet."""
    user = signed_in(request)
    keys = editable_keys(FieldGroup, sees_secret=bool(reach(user, Power.SEE_SECRET)))
    if request.method != "POST":
        return _page(request, PointForm(user=user, point=None, keys=keys))
    form = PointForm(request.POST, user=user, point=None, keys=keys)
    if not form.is_valid():
        return _page(request, form)
    try:
        point = register_stated_point(
            actor(user),
            form.statements(),
            form.evidence(),
            status=form.cleaned_data["status"],
            aliases=form.other_names(),
        )
    except PunktError as error:
        form.refuse(error)
        return _page(request, form)
    messages.success(request, _("Point %(code)s is registered.") % {"code": point.code})
    _warn_of_lookalikes(request, user, point)
    return redirect("desk:point", code=point.code)


def _warn_of_lookalikes(request: HttpRequest, user: User, point: Point) -> None:
    n_alike = len(lookalikes(user, point))
    if n_alike:
        text = ngettext(
            "%(n)s other point stands near or has this address. Is it the same place? See “Merge duplicates”.",
            "%(n)s other points stand near or have this address. Is it the same place? See “Merge duplicates”.",
            n_alike,
        )
        messages.warning(request, text % {"n": n_alike})


@requires(Power.EDIT)
def edit_point(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a point, of one group of fields (``?group=``) or of all."""
    return _edit(request, code)


def _edit(request: HttpRequest, code: str) -> HttpResponse:
    user = signed_in(request)
    point = reached_point(request, code, Power.EDIT)
    keys = editable_keys(_groups(request), sees_secret=field_sight(user, point).sees_secret)
    if request.method != "POST":
        return _page(request, PointForm(user=user, point=point, keys=keys))
    submitted, conflicts = rebased(request.POST, point, keys)
    form = PointForm(submitted, user=user, point=point, keys=keys)
    if conflicts or not form.is_valid():
        return _page(request, form, conflicts)
    try:
        change = change_seen_point(actor(user), point, form.statements(), form.evidence(), seen_at=point.updated_at)
    except ChangedMeanwhile:
        return _edit(request, code)
    except PunktError as error:
        form.refuse(error)
        return _page(request, form)
    _say_what_was_saved(request, point, keys, len(change.after))
    return redirect("desk:point", code=point.code)


def _say_what_was_saved(request: HttpRequest, point: Point, keys: list[str], n_changed: int) -> None:
    if not n_changed:
        messages.info(request, _("Nothing was changed."))
        return
    text = ngettext("%(n)s field is saved.", "%(n)s fields are saved.", n_changed) % {"n": n_changed}
    messages.success(request, text)
    if request.POST.get("seen") not in ("", None) and _seen(request) != texts_of(point, keys):
        messages.info(request, _("Somebody else saved other fields of this point meanwhile. Both are kept."))


def _seen(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST["seen"])
    except ValueError:
        return None


def _groups(request: HttpRequest) -> list[FieldGroup]:
    asked = request.GET.get("group", "")
    return [FieldGroup(asked)] if asked in set(FieldGroup) else list(FieldGroup)


def _page(request: HttpRequest, form: PointForm, conflicts: list[Conflict] | None = None) -> HttpResponse:
    groups = [(group, _(GROUP_LABELS[FieldGroup(group)]), fields) for group, fields in form.group_fields().items()]
    context = {
        "form": form,
        "point": form.point,
        "groups": groups,
        "conflicts": [(conflict, field_label(conflict.key)) for conflict in conflicts or []],
        "organisations": _organisations(form),
        "territories": _territories(form),
        "has_position": "position" in form.keys,
        "around": "" if form.point is not None else _around(form.user),
    }
    return render(request, "desk/point_form.html", context)


def _around(user: User) -> str:
    """Where the map of a new point begins: at the points of the person's own territories."""
    return box_around(points_for(user), own_territories(reach(user, Power.EDIT)))


def _organisations(form: PointForm) -> list[str]:
    if "host" not in form.keys:
        return []
    names = list(organisation_names_for(form.user)[: _LISTED + 1])
    return names if len(names) <= _LISTED else []


def _territories(form: PointForm) -> list[Territory]:
    if "territory" not in form.keys:
        return []
    found = territories_in(reach(form.user, Power.EDIT)).order_by("path").only("code", "country", "names", "path")
    listed = list(found[: _LISTED + 1])
    return listed if len(listed) <= _LISTED else []
