"""What belongs to a point besides its fields: contacts, other names, identifiers, pictures, checks, its status."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt.errors import PunktError
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.common.forms import RefusingForm
from punkt_web.dashboard.forms.small import AliasForm, ContactForm, IdentifierForm, PhotoForm, StatusForm, VerifyForm
from punkt_web.dashboard.sheet import sheet
from punkt_web.dashboard.views.reached import reached_point
from punkt_web.registry.actions import aliases, contacts, photos, points, verification
from punkt_web.registry.models import Point
from punkt_web.registry.queries import field_sight


def _page(
    request: HttpRequest,
    point: Point,
    form: RefusingForm,
    template: str,
    save: Callable[[Actor, dict[str, Any]], object],
    **context: Any,
) -> HttpResponse:
    """Shows the form; saves it and goes back to the point when it is right."""
    if request.method == "POST" and form.is_valid():
        try:
            save(actor(signed_in(request)), form.cleaned_data)
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:point", code=point.code)
    return render(request, template, {"point": point, "form": form, **context})


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@requires(Power.EDIT)
def add_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody to call; for those who may see contacts."""
    point = reached_point(request, code, Power.EDIT)
    reached_point(request, code, Power.SEE_SECRET)
    form = ContactForm(_posted(request))
    return _page(
        request, point, form, "desk/add_contact.html", lambda by, _given: contacts.add_contact(by, point, form.card())
    )


@requires(Power.EDIT)
@require_POST
def remove_contact(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Forgets somebody to call."""
    point = reached_point(request, code, Power.EDIT)
    reached_point(request, code, Power.SEE_SECRET)
    contacts.remove_contact(actor(signed_in(request)), get_object_or_404(point.contacts, pk=pk))
    return _removed(request, point)


@requires(Power.EDIT)
def add_alias(request: HttpRequest, code: str) -> HttpResponse:
    """Another name."""
    point = reached_point(request, code, Power.EDIT)
    return _page(
        request,
        point,
        AliasForm(_posted(request)),
        "desk/add_alias.html",
        lambda by, given: aliases.add_alias(by, point, given["name"], language=given["language"]),
    )


@requires(Power.EDIT)
@require_POST
def remove_alias(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not called that."""
    point = reached_point(request, code, Power.EDIT)
    aliases.remove_alias(actor(signed_in(request)), get_object_or_404(point.aliases, pk=pk))
    return _removed(request, point)


@requires(Power.EDIT)
def add_identifier(request: HttpRequest, code: str) -> HttpResponse:
    """What another register calls it."""
    point = reached_point(request, code, Power.EDIT)
    return _page(
        request,
        point,
        IdentifierForm(_posted(request)),
        "desk/add_identifier.html",
        lambda by, given: aliases.add_identifier(by, point, given["authority"], given["value"]),
    )


@requires(Power.EDIT)
@require_POST
def remove_identifier(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """That register does not mean this point."""
    point = reached_point(request, code, Power.EDIT)
    aliases.remove_identifier(actor(signed_in(request)), get_object_or_404(point.identifiers, pk=pk))
    return _removed(request, point)


@requires(Power.EDIT)
def add_photo(request: HttpRequest, code: str) -> HttpResponse:
    """A picture of the door or the room."""
    point = reached_point(request, code, Power.EDIT)
    form = PhotoForm(_posted(request), request.FILES or None)
    return _page(
        request,
        point,
        form,
        "desk/add_photo.html",
        lambda by, given: photos.add_photo(
            by, point, given["image"].file, description=given["description"], taken_on=given["taken_on"]
        ),
    )


@requires(Power.EDIT)
@require_POST
def remove_photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Deletes a picture."""
    point = reached_point(request, code, Power.EDIT)
    photos.remove_photo(actor(signed_in(request)), get_object_or_404(point.photos, pk=pk))
    return _removed(request, point)


@requires(Power.EDIT)
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """A person checked what is known."""
    point = reached_point(request, code, Power.EDIT)
    groups = sheet(point, field_sight(signed_in(request), point))
    offered = [(known.key, known.words) for group in groups for known in group.known]
    return _page(
        request,
        point,
        VerifyForm(_posted(request), offered=offered),
        "desk/verify.html",
        lambda by, given: verification.verify_fields(
            by, point, given["fields_checked"], EvidenceMethod(given["method"]), note=given["note"]
        ),
        has_known=bool(offered),
    )


@requires(Power.EDIT)
def set_status(request: HttpRequest, code: str) -> HttpResponse:
    """Planned, designated or withdrawn, with a reason."""
    point = reached_point(request, code, Power.EDIT)
    form = StatusForm(_posted(request), initial={"status": point.status})
    return _page(
        request,
        point,
        form,
        "desk/set_status.html",
        lambda by, given: points.set_status(by, point, given["status"], reason=given["reason"]),
    )


def _removed(request: HttpRequest, point: Point) -> HttpResponse:
    messages.success(request, _("Removed."))
    return redirect("desk:point", code=point.code)
