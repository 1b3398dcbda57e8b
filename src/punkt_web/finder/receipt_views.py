"""What became of a complaint, by the code that was given for it. It needs no account, no cookie and no script."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from punkt.model.vocabulary import label
from punkt_web.common.moments import clock_and_day
from punkt_web.common.rate import Limiter
from punkt_web.finder.asking_by_code import AskedByCode, Context
from punkt_web.finder.words import name_words
from punkt_web.operations.published_complaints import published_complaint
from punkt_web.registry.published import published_point


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form for a code; a code leads to its page."""
    typed = request.GET.get("code", "")
    return RECEIPTS.lead(request, typed) if typed else RECEIPTS.page(request, {})


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it."""
    return RECEIPTS.answer(request, code)


def _told(code: str) -> Context | None:
    found = published_complaint(code)
    if found is None:
        return None
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


RECEIPTS = AskedByCode("finder/receipt.html", "/complaint/{code}", _told, Limiter())
