"""Official information by address: a list, a page each, a feed, and each as a CAP 1.2 message.

An address tells what is true now: of what was corrected it leads to the newer one, of what was taken back the message
that takes it back, and of what is over it says only that.
"""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from punkt import clock
from punkt.formats.cap.writing import write_cap
from punkt_web.finder.atom import CAP, feed_of
from punkt_web.finder.bulletins import bulletin_notes, bulletin_page
from punkt_web.finder.views import ASK_AGAIN, conditional, kept
from punkt_web.operations.informing.alerts_out import alert_of, cancel_of
from punkt_web.operations.informing.bulletins import PublishedBulletin, in_order
from punkt_web.operations.published_bulletins import Issued, issued_bulletin, lately_ended, published_bulletins
from punkt_web.registry.published_territories import published_territory


@conditional
@require_safe
def bulletins(request: HttpRequest) -> HttpResponse:
    """``/bulletins``: all that is told now, or with ``territory=CODE`` what holds there."""
    page = {"bulletins": bulletin_notes(_told(_codes(request))), "is_whole": True, "feed": _feed_path(request)}
    return kept(render(request, "finder/bulletins.html", page), ASK_AGAIN)


@conditional
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """``/bulletins.atom``: the same as a feed, with what was taken back lately."""
    codes = _codes(request)
    content = feed_of(
        bulletin_notes(_told(codes)),
        lately_ended(codes),
        path=_feed_path(request),
        address=request.build_absolute_uri,
    )
    return kept(HttpResponse(content, content_type="application/atom+xml; charset=utf-8"), ASK_AGAIN)


@conditional
@require_safe
def bulletin(request: HttpRequest, ulid: str) -> HttpResponse:
    """``/bulletins/NUMBER``: one, in the language of the page and then in all others."""
    issued = _issued(ulid)
    if issued.successor:
        return kept(HttpResponseRedirect(f"/bulletins/{issued.successor}"), ASK_AGAIN)
    if issued.is_over(clock.now()):
        return kept(render(request, "finder/bulletin.html", {"note": None}, status=HTTPStatus.GONE), ASK_AGAIN)
    return kept(render(request, "finder/bulletin.html", bulletin_page(issued.bulletin)), ASK_AGAIN)


@conditional
@require_safe
def cap(request: HttpRequest, ulid: str) -> HttpResponse:
    """``/bulletins/NUMBER.cap``: the message, or the one that takes it back."""
    issued = _issued(ulid)
    if issued.successor:
        return kept(HttpResponseRedirect(f"/bulletins/{issued.successor}.cap"), ASK_AGAIN)
    if issued.ended_at is not None:
        content = write_cap(cancel_of(issued))
    elif issued.is_over(clock.now()):
        return kept(HttpResponse(status=HTTPStatus.GONE), ASK_AGAIN)
    else:
        content = write_cap(alert_of(issued.bulletin, web=request.build_absolute_uri(f"/bulletins/{ulid}")))
    return kept(HttpResponse(content, content_type=CAP), ASK_AGAIN)


def _issued(ulid: str) -> Issued:
    issued = None if "\x00" in ulid else issued_bulletin(ulid)
    if issued is None:
        raise Http404
    return issued


def _codes(request: HttpRequest) -> tuple[str, ...] | None:
    """The territory that is asked for, with those above it; ``None`` for all. 404 for one that there is not."""
    code = request.GET.get("territory", "")
    if not code:
        return None
    unit = None if "\x00" in code else published_territory(code)
    if unit is None:
        raise Http404
    return unit.lineage


def _told(codes: tuple[str, ...] | None) -> list[PublishedBulletin]:
    now = clock.now()
    return in_order(one for one in published_bulletins(codes) if one.is_told(now))


def _feed_path(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("lang", None)
    return f"/bulletins.atom?{asked.urlencode()}" if asked else "/bulletins.atom"
