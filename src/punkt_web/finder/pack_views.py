"""Packs over HTTP: the page that offers them, and the files."""

import gzip
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from punkt import clock
from punkt.pack.envelope import as_moment, pack_id
from punkt_web.finder import words
from punkt_web.finder.getting import files_page, regions_page
from punkt_web.finder.kept_places import places_around
from punkt_web.finder.network import network
from punkt_web.finder.packs import LIVE_LASTS, NothingPublished, StaticPack, UnknownTerritory, make_changes_pack
from punkt_web.finder.served_packs import WHOLE, ServedPacks, served_html, served_packs, served_static
from punkt_web.finder.views import ASK_AGAIN, conditional, kept, unknown_place
from punkt_web.registry.published import published_points

_MOST_LETTERS = 40
_ID = re.compile(r"[0-9a-f]{16}")
_MINUTES = re.compile(r"[0-9]{1,9}")
Asked = ParamSpec("Asked")
Made = TypeVar("Made")
View = Callable[Concatenate[HttpRequest, Asked], HttpResponse]


class NoFiles(Exception):
    """Nothing can be given out of the territory of the code ``region``."""

    status = HTTPStatus.NOT_FOUND
    reason = "Nothing is given out for this code."

    def __init__(self, region: str) -> None:
        super().__init__(region)
        self.region = region


class FilesGone(NoFiles):
    """Nothing is published of it, while other points are: what was kept of it is to be dropped.

    A plain 404 says too little for that. Proxies give one while a server is moved, and just then people need what
    they keep. So does a database that is empty: it is being restored, or is the wrong one.
    """

    status = HTTPStatus.GONE
    reason = "No point is published there any more."


def _as_page(request: HttpRequest, error: NoFiles) -> HttpResponse:
    """For people: which code it was, and the way to the regions that there are."""
    return unknown_place(request, region=error.region, status=error.status)


def _as_line(_request: HttpRequest, error: NoFiles) -> HttpResponse:
    """For programs, over links where a page costs."""
    content = f"{error.region}: {error.reason}\n"
    response = HttpResponse(content, status=error.status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def of_a_region(
    otherwise: Callable[[HttpRequest, NoFiles], HttpResponse],
) -> Callable[[View[Asked]], View[Asked]]:
    """A view of what is given out of a territory; ``otherwise`` says that there is nothing, by 404 or 410."""

    def decorate(view: View[Asked]) -> View[Asked]:
        @wraps(view)
        def asked(request: HttpRequest, /, *args: Asked.args, **kwargs: Asked.kwargs) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except NoFiles as error:
                return otherwise(request, error)

        return asked

    return decorate


@conditional
@require_safe
@of_a_region(otherwise=_as_page)
def get(request: HttpRequest) -> HttpResponse:
    """``/get``: the files of a region, of ``?territory=CODE``, to take along and to pass on."""
    chosen = request.GET.get("territory", "")
    packs = _packs(chosen) if chosen else None
    page = regions_page(network(), chosen)
    if packs is not None:
        name = next((region.name for region in page["regions"] if region.is_chosen), chosen)
        page |= files_page(packs, name, request.build_absolute_uri(f"/get?{urlencode({'territory': chosen})}"))
    return kept(render(request, "finder/get.html", page), ASK_AGAIN)


@conditional
@require_safe
@of_a_region(otherwise=_as_line)
def static_pack(_request: HttpRequest, name: str) -> HttpResponse:
    """What the register says of a territory, for programs."""
    return _file(_static(name).content, f"{name}.punkt")


@conditional
@require_safe
@of_a_region(otherwise=_as_line)
def live_pack(_request: HttpRequest, name: str) -> HttpResponse:
    """What was said last of the points of that pack."""
    return _file(_packs(name).live.content, f"{name}.live.punkt")


@require_safe
@of_a_region(otherwise=_as_line)
def changes_pack(request: HttpRequest, name: str) -> HttpResponse:
    """What was said since a live pack (``?base=`` its id, ``static=`` that of its static one, ``since=`` when made).

    204 where the register changed, the live pack is too old, or much changed: then the whole one is the way.
    """
    base, static_id, since = _of_which(request)
    static = _static(name)
    now = clock.now()
    content = None
    if static_id == pack_id(static.content) and now - LIVE_LASTS < since <= now:
        content = make_changes_pack(static, base=base, since=since, at=now)
    return HttpResponse(status=204) if content is None else _file(content, f"{name}.changes.punkt")


def _of_which(request: HttpRequest) -> tuple[bytes, bytes, datetime]:
    """The id of the live pack, that of its static one, and when the live one was made. Raises ``Http404``."""
    ids = [request.GET.get(name, "") for name in ("base", "static")]
    since = request.GET.get("since", "")
    if not all(_ID.fullmatch(text) for text in ids) or not _MINUTES.fullmatch(since):
        raise Http404
    base, static_id = map(bytes.fromhex, ids)
    return base, static_id, as_moment(int(since))


@conditional
@require_safe
@of_a_region(otherwise=_as_line)
def places(_request: HttpRequest, name: str) -> HttpResponse:
    """The settlements around those points, for a search without a network."""
    content = json.dumps(places_around(_static(name).published), ensure_ascii=False, separators=(",", ":"))
    return _file(content.encode(), f"{name}.places.json", "application/json")


@conditional
@require_safe
@of_a_region(otherwise=_as_page)
def html_file(request: HttpRequest, name: str) -> HttpResponse:
    """The finder of a territory in one file, to keep and to pass on."""
    if name == WHOLE:
        raise Http404
    content = served_html(_packs(name), words.language())
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = _file(content if is_packed else gzip.decompress(content), f"punkt-{name}.html", "text/html")
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding", "Accept-Language", "Cookie"))
    return response


def _packs(name: str) -> ServedPacks:
    return _served(served_packs, name)


def _static(name: str) -> StaticPack:
    return _served(served_static, name)


def _served(give: Callable[[str], Made], name: str) -> Made:
    if len(name) > _MOST_LETTERS or "\x00" in name:
        raise NoFiles(name[:_MOST_LETTERS].replace("\x00", "\ufffd"))
    try:
        return give("" if name == WHOLE else name)
    except UnknownTerritory as error:
        raise NoFiles(name) from error
    except NothingPublished as error:
        is_gone = name != WHOLE and _is_any_point_published()
        raise (FilesGone if is_gone else NoFiles)(name) from error


def _is_any_point_published() -> bool:
    return next(published_points(), None) is not None


def _file(content: bytes, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response
