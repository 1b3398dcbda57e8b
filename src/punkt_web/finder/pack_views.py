"""Packs over HTTP: the page that offers them, and the files."""

import gzip
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from punkt import clock
from punkt.errors import InvalidValue
from punkt.pack.envelope import as_moment, pack_id
from punkt_web.finder import words
from punkt_web.finder.getting import files_page, regions_page
from punkt_web.finder.network import network
from punkt_web.finder.offline import places_around
from punkt_web.finder.packs import LIVE_LASTS, StaticPack, make_changes_pack
from punkt_web.finder.served_packs import WHOLE, ServedPacks, served_html, served_packs, served_static
from punkt_web.finder.views import ASK_AGAIN, conditional, kept, unknown_place
from punkt_web.registry.published_territories import territory_names

_MOST_LETTERS = 40
_ID = re.compile(r"[0-9a-f]{16}")
_MINUTES = re.compile(r"[0-9]{1,9}")
Asked = ParamSpec("Asked")
Made = TypeVar("Made")


class UnknownRegion(Http404):
    """There is no territory of the code ``region``, or none that anything may be given out of."""

    def __init__(self, region: str, reason: str = "") -> None:
        super().__init__(reason)
        self.region = region


class NothingPublished(UnknownRegion):
    """A territory that there is, and of which nothing may be given out: not yet, or no longer."""


def says_what_is_gone(
    view: Callable[Concatenate[HttpRequest, Asked], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Asked], HttpResponse]:
    """Answers 410 where nothing is published of a territory any more: what was kept of it is to be dropped.

    A plain 404 says too little for that. Proxies give one while a server is moved, and just then people need what
    they keep.
    """

    @wraps(view)
    def asked(request: HttpRequest, /, *args: Asked.args, **kwargs: Asked.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NothingPublished as error:
            gone = HttpResponseGone(f"{error}\n", content_type="text/plain; charset=utf-8")
            gone.headers["Cache-Control"] = "no-cache"
            return gone

    return asked


def of_a_region(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that says so where it is asked for a region that is not known, and leads to those that are."""

    @wraps(view)
    def viewing(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except UnknownRegion as error:
            return unknown_place(request, region=error.region)

    return viewing


@conditional
@require_safe
@of_a_region
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
@of_a_region
@says_what_is_gone
def static_pack(_request: HttpRequest, name: str) -> HttpResponse:
    """What the register says of a territory, for programs."""
    return _file(_static(name).content, f"{name}.punkt")


@conditional
@require_safe
@of_a_region
@says_what_is_gone
def live_pack(_request: HttpRequest, name: str) -> HttpResponse:
    """What was said last of the points of that pack."""
    return _file(_packs(name).live.content, f"{name}.live.punkt")


@require_safe
@of_a_region
@says_what_is_gone
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
@of_a_region
@says_what_is_gone
def places(_request: HttpRequest, name: str) -> HttpResponse:
    """The settlements around those points, for a search without a network: names, latitude, longitude."""
    content = json.dumps(places_around(_static(name).published), ensure_ascii=False, separators=(",", ":"))
    return _file(content.encode(), f"{name}.places.json", "application/json")


@conditional
@require_safe
@of_a_region
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
        raise UnknownRegion(name[:_MOST_LETTERS].replace("\x00", "\ufffd"))
    try:
        return give("" if name == WHOLE else name)
    except InvalidValue as error:
        kind = NothingPublished if _is_territory(name) else UnknownRegion
        raise kind(name, str(error)) from error


def _is_territory(name: str) -> bool:
    return name == WHOLE or bool(territory_names([name]))


def _file(content: bytes, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response
