"""Public papers: the poster of a door, the board of a room, the leaflet of a place.

They are the same for whoever asks, and made of published facts only.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from punkt.errors import InvalidValue
from punkt.papers.paper import Size
from punkt_web.common.wording import said
from punkt_web.finder.views import ASK_AGAIN, conditional, kept, of_a_point, unknown_place
from punkt_web.finder.words import language
from punkt_web.papers.files import pdf, print_paper
from punkt_web.papers.public.board import board
from punkt_web.papers.public.kept import PrinterBusy, kept_paper, one_at_a_time
from punkt_web.papers.public.leaflet import finder_path, leaflet, leaflet_of
from punkt_web.papers.public.poster import door_poster
from punkt_web.registry.published import PublishedPoint, published_point


def told_when_busy(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that answers with 503 and a time to come back where others are being printed."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **more: object) -> HttpResponse:
        try:
            return view(request, *args, **more)
        except PrinterBusy:
            words = _("Other papers are being printed. Come back in half a minute.")
            busy = HttpResponse(f"{words}\n", status=503, content_type="text/plain; charset=utf-8")
            busy.headers["Retry-After"] = "30"
            return kept(busy, ASK_AGAIN)

    return answered


@conditional
@require_safe
@told_when_busy
@of_a_point
def poster(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """``/p/CODE/poster.pdf``; with ``size=A3`` the large one."""
    size = asked_size(request)
    address = request.build_absolute_uri(f"/p/{shown.code}")

    def make() -> bytes:
        now = published_point(shown.code)
        if now is None:
            raise Http404
        return print_paper(door_poster(now, address, size))

    content = kept_paper(("poster", language(), shown.code, size.value, address), make)
    return public_pdf(content, f"poster-{shown.code}-{size.value}-{language()}")


@conditional
@require_safe
@told_when_busy
@of_a_point
def board_sheet(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """``/board/CODE/sheet.pdf``; with ``size=A3`` the large one. It is of this minute and kept by nobody."""
    size = asked_size(request)
    address = request.build_absolute_uri(f"/p/{shown.code}")
    with one_at_a_time():
        content = print_paper(board(shown, address, size))
    return public_pdf(content, f"board-{shown.code}-{size.value}-{language()}")


@conditional
@require_safe
@told_when_busy
def leaflet_sheet(request: HttpRequest) -> HttpResponse:
    """``/leaflet.pdf?territory=CODE``, and ``settlement=NAME`` for one settlement of it."""
    code, settlement = request.GET.get("territory", ""), request.GET.get("settlement", "")[:100]
    try:
        of = leaflet_of(code, settlement)
    except InvalidValue as error:
        return unknown_place(request, problem=said(error, with_place=False))
    address = request.build_absolute_uri(finder_path(of))

    def make() -> bytes:
        return print_paper(leaflet(leaflet_of(code, of.settlement), address))

    content = kept_paper(("leaflet", language(), of.territory.code, of.settlement, address), make)
    return public_pdf(content, f"leaflet-{of.territory.code}-{language()}")


def asked_size(request: HttpRequest) -> Size:
    """A4, or A3 where the address asks for it."""
    return Size.A3 if request.GET.get("size", "").lower() == Size.A3.value else Size.A4


def public_pdf(content: bytes, name: str) -> HttpResponse:
    """A paper that nobody keeps without asking again: a point may be hidden at any moment."""
    return kept(pdf(content, name), ASK_AGAIN)
