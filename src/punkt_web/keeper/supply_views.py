"""Asking for supplies, confirming what came, and taking back what is not needed: for pages without scripts.

With scripts the same words go through the queue of reports.
"""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.requests import SupplyContent
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.keeper import pages
from punkt_web.keeper.forms import ReportForm
from punkt_web.keeper.queries import kept_point, services_of
from punkt_web.keeper.supplies import entered_word, supply_cards, supply_page
from punkt_web.keeper.supply_forms import ArrivedForm, AskForm, WithdrawnForm
from punkt_web.registry.models import Point


@require_safe
@requires(Power.REPORT)
def supplies_part(request: HttpRequest, code: str) -> HttpResponse:
    """How far the requests of a point are, for the script that keeps the console up to date."""
    point = _kept(request, code)
    page = {"point": point, "supply_cards": supply_cards(point, clock.now())}
    return render(request, "keep/supply_cards.html", page)


@require_POST
@requires(Power.REPORT)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for something."""
    point = _kept(request, code)
    form = AskForm(request.POST, point=point)
    if form.is_valid() and _is_taken(request, point, form, form.content()):
        return redirect("keep:console", point.code)
    services = services_of(point)
    page = pages.console_page(point, services, ReportForm(services=services)) | supply_page(point, form)
    return render(request, "keep/console.html", page | {"fresh_ulid": new_ulid()})


@require_POST
@requires(Power.REPORT)
def arrived(request: HttpRequest, code: str, ulid: str) -> HttpResponse:
    """Confirms what came."""
    point, form = _kept(request, code), ArrivedForm(request.POST)
    content = form.content(ulid) if form.is_valid() else None
    return _done(request, point, form, content)


@require_POST
@requires(Power.REPORT)
def withdrawn(request: HttpRequest, code: str, ulid: str) -> HttpResponse:
    """Says that it is not needed any more."""
    point, form = _kept(request, code), WithdrawnForm(request.POST)
    content = form.content(ulid) if form.is_valid() else None
    return _done(request, point, form, content)


def _done(request: HttpRequest, point: Point, form: Form, content: SupplyContent | None) -> HttpResponse:
    if content is None or not _is_taken(request, point, form, content):
        for faults in form.errors.values():
            messages.error(request, " ".join(str(fault) for fault in faults))
    return redirect("keep:console", point.code)


def _is_taken(request: HttpRequest, point: Point, form: Form, content: SupplyContent) -> bool:
    fault: PunktError | None = entered_word(signed_in(request), point, form.cleaned_data["ulid"], content)
    if fault is not None:
        form.add_error(None, said(fault, with_place=False))
        return False
    messages.success(request, _("Received: the coordinator sees it now."))
    return True


def _kept(request: HttpRequest, code: str) -> Point:
    point = kept_point(signed_in(request), code)
    if point is None:
        raise Http404
    return point
