"""The information board of a point: for a screen in the room, and for a sheet of A4 or A3."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from punkt_web.finder.answers import alternatives, now_at
from punkt_web.finder.board import board_page, board_sheet
from punkt_web.finder.getting import picture_of
from punkt_web.finder.network import network
from punkt_web.finder.views import ASK_AGAIN, conditional, kept, of_a_point
from punkt_web.registry.published import PublishedPoint

_PAPERS = ("A4", "A3")


@conditional
@require_safe
@of_a_point
def board(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """``/board/CODE``: a page that fills a screen and renews itself."""
    page = board_page(now_at(shown), alternatives(network(), shown))
    return _board(request, "finder/board.html", page)


@conditional
@require_safe
@of_a_point
def sheet(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """``/board/CODE/sheet``: the same order on paper; ``paper=A3`` for the large one."""
    asked = request.GET.get("paper", "").upper()
    paper = asked if asked in _PAPERS else _PAPERS[0]
    address = request.build_absolute_uri(f"/p/{shown.code}")
    page = board_sheet(now_at(shown), alternatives(network(), shown))
    told = {"paper": paper, "papers": _PAPERS, "picture": picture_of(address)}
    return _board(request, "finder/board_sheet.html", page | told)


def _board(request: HttpRequest, template: str, page: dict[str, object]) -> HttpResponse:
    response = render(request, template, page)
    response.headers["X-Robots-Tag"] = "noindex"
    return kept(response, ASK_AGAIN)
