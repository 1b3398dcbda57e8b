"""Public papers: the poster of a door, the board of a room, the leaflet of a place.

They are the same for whoever asks, and made of published facts only.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from punkt.errors import InvalidValue
from punkt.papers.paper import Size
from punkt_web.common.wording import said
from punkt_web.finder.views import ASK_AGAIN, conditional, kept, of_a_point, unknown_place
from punkt_web.finder.words import language
from punkt_web.papers.files import pdf, print_paper
from punkt_web.papers.public.board import board
from punkt_web.papers.public.kept import kept_paper
from punkt_web.papers.public.leaflet import finder_path, leaflet, leaflet_of
from punkt_web.papers.public.poster import door_poster
from punkt_web.registry.published import PublishedPoint


@conditional
@require_safe
@of_a_point
def poster(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """``/p/CODE/poster.pdf``; with ``size=A3`` the large one."""
    size = asked_size(request)
    address = request.build_absolute_uri(f"/p/{shown.code}")

    def make() -> bytes:
        return print_paper(door_poster(shown, address, size))

    content = kept_paper(("poster", language(), shown.code, size.value, address), make)
    return public_pdf(content, f"poster-{shown.code}-{size.value}-{language()}")


@conditional
@require_safe
@of_a_point
def board_sheet(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """``/board/CODE/sheet.pdf``; with ``size=A3`` the large one. It is of this minute and kept by nobody."""
    size = asked_size(request)
    address = request.build_absolute_uri(f"/p/{shown.code}")
    content = print_paper(board(shown, address, size))
    return public_pdf(content, f"board-{shown.code}-{size.value}-{language()}")


@conditional
@require_safe
def leaflet_sheet(request: HttpRequest) -> HttpResponse:
    """``/leaflet.pdf?territory=CODE``, and ``settlement=NAME`` for one settlement of it."""
    code, settlement = request.GET.get("territory", ""), request.GET.get("settlement", "")[:100]
    try:
        of = leaflet_of(code, settlement)
    except InvalidValue as error:
        return unknown_place(request, problem=said(error, with_place=False))
    address = request.build_absolute_uri(finder_path(of))

    def make() -> bytes:
        return print_paper(leaflet(of, address))

    content = kept_paper(("leaflet", language(), of.territory.code, settlement, address), make)
    return public_pdf(content, f"leaflet-{of.territory.code}-{language()}")


def asked_size(request: HttpRequest) -> Size:
    """A4, or A3 where the address asks for it."""
    return Size.A3 if request.GET.get("size", "").lower() == Size.A3.value else Size.A4


def public_pdf(content: bytes, name: str) -> HttpResponse:
    """A paper that nobody keeps without asking again: a point may be hidden at any moment."""
    return kept(pdf(content, name), ASK_AGAIN)
