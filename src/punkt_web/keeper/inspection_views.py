"""The pages of an inspector. Each works as a form; with scripts what is seen waits in the queue of the device."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.ids import new_ulid
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.keeper import receiving
from punkt_web.keeper.inspection_forms import answers_of, photo_items, sheet_item
from punkt_web.keeper.inspection_queries import inspected_point
from punkt_web.keeper.inspections import inspection_page, inspections_page, point_page
from punkt_web.readiness.inspections.queries import open_inspection_at
from punkt_web.registry.models import Point

_REFUSED = 422


@require_safe
@never_cache
@login_required
def inspections(request: HttpRequest) -> HttpResponse:
    """What I am asked to inspect; also for who inspects nothing any more, to see what waits on the device and why."""
    return render(request, "keep/inspections.html", inspections_page(signed_in(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Power.INSPECT)
def inspection(request: HttpRequest, code: str) -> HttpResponse:
    """The open inspection of one point; a POST is what was entered into a page without scripts."""
    user = signed_in(request)
    point = inspected_point(user, code)
    if point is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, user, point)
    fault = _fault(request, user, point)
    if fault is not None:
        return _shown(request, user, point, fault)
    is_handed_in = bool(answers_of(request.POST)) and request.POST.get("do") == "hand_in"
    messages.success(request, _("Handed in: somebody else signs it now.") if is_handed_in else _("Received."))
    return redirect("keep:inspection", point.code)


def _fault(request: HttpRequest, user: User, point: Point) -> PunktError | None:
    """Takes in the pictures, then the answers; why something was not taken, ``None`` where all was."""
    now, given = clock.now(), request.POST
    try:
        for photo in photo_items(given, request.FILES, point.code, now):
            fault = receiving.entered_item(user, photo)
            if fault is not None:
                return fault
    except PunktError as error:
        return error
    if request.FILES and not answers_of(given):
        return None
    return receiving.entered_item(user, sheet_item(given, point.code, now))


def _shown(request: HttpRequest, user: User, point: Point, fault: PunktError | None = None) -> HttpResponse:
    found, status = open_inspection_at(user, point), _REFUSED if fault is not None else 200
    page, template = point_page(point), "keep/no_inspection.html"
    if found is not None:
        entered = {row["key"]: row for row in answers_of(request.POST)} if fault is not None else None
        try:
            page, template = inspection_page(user, point, found, entered), "keep/inspection.html"
        except InvalidValue as error:  # the lists that it was made by are not held here
            fault = error
    why = said(fault, with_place=False) if fault is not None else ""
    return render(
        request, template, page | {"why": why, "is_open": found is not None, "fresh_ulid": new_ulid}, status=status
    )
