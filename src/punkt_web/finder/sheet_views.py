"""A sheet of A4 for the wall: the points of a settlement, or one point, with a picture to scan for how it is now.

Paper goes on saying what was printed, so a sheet tells no state of a door; it says of when it is.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.encoding import uri_to_iri
from django.views.decorators.http import require_safe

from punkt_web.finder.answers import alternatives, now_at
from punkt_web.finder.getting import picture_of
from punkt_web.finder.network import network
from punkt_web.finder.pages import answered, point_sheet, settlement_sheet
from punkt_web.finder.views import ASK_AGAIN, asked_question, conditional, kept, of_a_point, unknown_place
from punkt_web.registry.published import PublishedPoint

_ON_A_SHEET = 12
"""Points that fit on one side of A4."""


@conditional
@require_safe
def settlement(request: HttpRequest) -> HttpResponse:
    """``/sheet?q=Place``: the nearest points of a place, for a wall there."""
    held = network()
    question = asked_question(request, held)
    if question.where is None and question.territory is None:
        return unknown_place(request, problem=question.problem)
    asked = answered(held, question, n=_ON_A_SHEET)
    # Whoever scans it has a language of their own.
    query = urlencode([(name, texts) for name, texts in request.GET.lists() if name != "lang"], doseq=True)
    return _sheet(request, settlement_sheet(asked, _ON_A_SHEET), f"/?{query}")


@conditional
@require_safe
@of_a_point
def point(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """``/p/CODE/sheet``: one point with where to go instead, for its door."""
    page = point_sheet(now_at(shown), alternatives(network(), shown, n=4))
    return _sheet(request, page, f"/p/{shown.code}")


def _sheet(request: HttpRequest, page: dict[str, object], path: str) -> HttpResponse:
    address = request.build_absolute_uri(path)
    told = {"written_address": uri_to_iri(address), "picture": picture_of(address)}
    response = render(request, "finder/sheet.html", {**page, **told})
    response.headers["X-Robots-Tag"] = "noindex"
    return kept(response, ASK_AGAIN)
