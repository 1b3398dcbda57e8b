"""What became of a complaint, by the code that was given for it. It needs no account, no cookie and no script."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from punkt.errors import InvalidCode
from punkt.ids import normal_receipt_code
from punkt.model.vocabulary import label
from punkt_web.common.moments import clock_and_day
from punkt_web.common.rate import Limiter
from punkt_web.common.senders import sender_of
from punkt_web.finder.views import NOBODY_KEEPS, kept
from punkt_web.finder.words import name_words
from punkt_web.operations.published_complaints import PublishedComplaint, published_complaint
from punkt_web.registry.published import published_point

MOST_A_MINUTE = 20
"""Of one sender: a person who mistypes, and nobody who tries codes."""
limiter = Limiter()


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form for a code; a code leads to its page."""
    typed = request.GET.get("code", "")
    if not typed:
        return _page(request, {})
    try:
        return HttpResponseRedirect(f"/complaint/{normal_receipt_code(typed)}")
    except InvalidCode:
        return _unknown(request, typed)


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it. A code that nobody was given is not told from one that cannot be."""
    wait_s = limiter.wait_s(sender_of(request.META.get("REMOTE_ADDR", "")), MOST_A_MINUTE)
    if wait_s:
        response = _page(request, {"is_too_often": True}, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(wait_s)
        return response
    try:
        stored = normal_receipt_code(code)
    except InvalidCode:
        return _unknown(request, code)
    found = published_complaint(stored)
    if found is None:
        return _unknown(request, code)
    return _page(request, {"code": stored, **_told(found)})


def _told(found: PublishedComplaint) -> dict[str, object]:
    point = published_point(found.point_code)
    return {
        "found": found,
        "kind": _(label(found.kind)),
        "stage": found.stage.name.lower(),
        "point": point,
        "point_name": name_words(point)[0] if point is not None else "",
        "received": clock_and_day(found.received_at, found.country),
        "due": clock_and_day(found.due_at, found.country),
        "answered": clock_and_day(found.answered_at, found.country) if found.answered_at else "",
        "outcome": _(label(found.outcome)) if found.outcome else "",
    }


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    return _page(request, {"is_unknown": True, "typed": typed[:40]}, HTTPStatus.NOT_FOUND)


def _page(request: HttpRequest, context: dict[str, object], status: int = HTTPStatus.OK) -> HttpResponse:
    return kept(render(request, "finder/receipt.html", context, status=status), NOBODY_KEEPS)
