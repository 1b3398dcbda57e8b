"""The public pages: they need no script, no cookie, no session and no account."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.http import require_safe

from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.finder import words
from punkt_web.finder.answers import alternatives, now_at
from punkt_web.finder.asking import Question, code_problem, read_question
from punkt_web.finder.kept_answers import remember_while_it_stands
from punkt_web.finder.map.offer import map_offer
from punkt_web.finder.network import Network, RecheckedNetwork, network
from punkt_web.finder.pages import answer_page, answered, home_page, point_page
from punkt_web.registry.published import PublishedPoint, published_point, successor_code

ASK_AGAIN = "private, no-cache"
"""Kept by nobody without asking again (the ETag makes that cheap): a point may be hidden at any moment, and the address
of an answer tells where somebody is."""
NOBODY_KEEPS = "private, no-store"
"""What only who has a code may read, or somebody's own form."""

_SECONDS_OF_THE_FIRST_PAGE = 60

conditional: Callable[[Any], Any] = decorator_from_middleware(ConditionalGetMiddleware)
"""Gives an answer an ETag, and 304 to who has it already."""


@conditional
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The first page, and every answer: ``/?q=...``, ``/?lat=..&lon=..``, with ``need=`` as often as wanted."""
    held = network()
    question = asked_question(request, held)
    if question.code:
        return HttpResponseRedirect(f"/p/{question.code}")
    if question.where is None and question.territory is None:
        return _home(request, held, question)
    asked = answered(held, question)
    page = answer_page(asked, _asked_language(request))
    page["map"] = map_offer(held, question.where)
    page["sheet"] = f"/sheet?{request.GET.urlencode()}"
    response = render(request, "finder/answer.html", page)
    response.headers["X-Robots-Tag"] = "noindex"
    remember_while_it_stands(response, held, asked)
    return kept(response, ASK_AGAIN)


def asked_question(request: HttpRequest, held: Network | RecheckedNetwork) -> Question:
    """What the address asks."""
    asked = {name: request.GET.getlist(name) for name in ("q", "place", "lat", "lon", "need")}
    return read_question(asked, language=words.language(), known=held.named)


def _home(request: HttpRequest, held: Network | RecheckedNetwork, question: Question) -> HttpResponse:
    page = home_page(held, question, _asked_language(request))
    page["map"] = map_offer(held)
    is_wrong_link = bool(question.problem) and not question.text
    response = render(request, "finder/home.html", page, status=400 if is_wrong_link else 200)
    if not question.is_blank:
        return kept(response, ASK_AGAIN)
    # One that sets the language cookie is nobody else's.
    circle = "private" if _asked_language(request) else "public"
    return kept(response, f"{circle}, max-age={_SECONDS_OF_THE_FIRST_PAGE}")


def of_a_point(view: Callable[[HttpRequest, PublishedPoint], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view below ``/p/CODE`` or ``/board/CODE`` that is given the point of the code.

    Another spelling, and the code of a merged point, lead on with whatever was sent. A point that is not shown, for
    whatever reason, is not told from one that never was.
    """

    @wraps(view)
    def answered(request: HttpRequest, code: str) -> HttpResponse:
        try:
            stored = normal_point_code(code)
        except InvalidCode:
            return _unknown(request, code_problem(code))
        if stored != code:
            return _moved(request, code, stored)
        shown = published_point(stored)
        if shown is not None:
            return view(request, shown)
        successor = successor_code(stored)
        return kept(_moved(request, code, successor), ASK_AGAIN) if successor else _unknown(request)

    return answered


def _moved(request: HttpRequest, code: str, better: str) -> HttpResponse:
    address = request.path.replace(f"/{code}", f"/{better}", 1)
    return HttpResponsePermanentRedirect(address, preserve_request=request.method == "POST")


@conditional
@require_safe
@of_a_point
def point(request: HttpRequest, shown: PublishedPoint) -> HttpResponse:
    """The page of one point."""
    held = network()
    page = point_page(now_at(shown), alternatives(held, shown))
    page |= {"map": map_offer(held), "sheet": f"/p/{shown.code}/sheet"}
    return kept(render(request, "finder/point.html", page), ASK_AGAIN)


def _unknown(request: HttpRequest, problem: str = "") -> HttpResponse:
    return kept(render(request, "finder/unknown.html", {"problem": problem}, status=404), ASK_AGAIN)


def unknown_place(
    request: HttpRequest, *, problem: str = "", region: str = "", status: int = HTTPStatus.NOT_FOUND
) -> HttpResponse:
    """The page that says that a place, or the ``region`` of a code, is not known: nothing was closed."""
    told = {"problem": problem, "region": region}
    return kept(render(request, "finder/unknown_place.html", told, status=status), ASK_AGAIN)


def _asked_language(request: HttpRequest) -> str:
    """The language that the address itself asks for: kept in the form for browsers that keep no cookie."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGE_NAMES else ""


def kept(response: HttpResponse, how: str) -> HttpResponse:
    """Says who may keep an answer, and for how long."""
    response.headers["Cache-Control"] = how
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
