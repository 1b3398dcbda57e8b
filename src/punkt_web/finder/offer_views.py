"""A business offers to be a host, and asks by its number how far that is. It needs no account, no cookie, no script."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from punkt.errors import InvalidValue
from punkt.model.vocabulary import label
from punkt_web.common.moments import clock_and_day
from punkt_web.common.rate import Limiter
from punkt_web.common.wording import said
from punkt_web.finder.asking_by_code import AskedByCode, Context
from punkt_web.finder.offer_form import OfferForm
from punkt_web.finder.views import NOBODY_KEEPS, kept
from punkt_web.hosting.actions.offers import receive_offer
from punkt_web.hosting.published_offers import published_offer
from punkt_web.operations.actions.complaints import Receipt
from punkt_web.registry.published import published_point


@csrf_exempt  # there is no session whose power another site could borrow; what it could do is refused below
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """``/offer/``: the form; with ``?number=`` the way to the page of an offer."""
    if request.method == "POST":
        return _received(request)
    typed = request.GET.get("number", "")
    return OFFERS.lead(request, typed) if typed else _form(request, OfferForm())


def _received(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site", "") == "cross-site":
        # Another site must not make its visitors offer anything.
        raise PermissionDenied
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=HTTPStatus.BAD_REQUEST)
    try:
        receipt, number = receive_offer(form.offered(), sender=request.META.get("REMOTE_ADDR", ""))
    except InvalidValue as error:
        form.add_error(error.where if error.where in form.fields else None, said(error, with_place=False))
        return _form(request, form, status=HTTPStatus.BAD_REQUEST)
    if receipt is Receipt.TOO_MANY:
        return _form(request, form, is_too_many=True, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer = HttpResponseRedirect(f"/offer/{number}/")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


@require_safe
def status(request: HttpRequest, number: str) -> HttpResponse:
    """How far an offer is."""
    return OFFERS.answer(request, number)


def _told(number: str) -> Context | None:
    found = published_offer(number)
    if found is None:
        return None
    return {
        "found": found,
        "state": found.state.value,
        "state_words": _(label(found.state)),
        "refusal": _(label(found.refusal)) if found.refusal else "",
        "point": published_point(found.point_code) if found.point_code else None,
        "received": clock_and_day(found.received_at, found.country),
        "decided": clock_and_day(found.decided_at, found.country) if found.decided_at else "",
    }


def _form(request: HttpRequest, form: OfferForm, *, is_too_many: bool = False, status: int = 200) -> HttpResponse:
    page = {"form": form, "is_too_many": is_too_many}
    return kept(render(request, "finder/offer.html", page, status=status), NOBODY_KEEPS)


OFFERS = AskedByCode("finder/offer_status.html", "/offer/{code}/", _told, Limiter())
