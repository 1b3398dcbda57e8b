"""Packs over HTTP: the page that offers them, and the files."""

import gzip
import json
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from punkt.errors import InvalidValue
from punkt_web.finder import words
from punkt_web.finder.getting import files_page, regions_page
from punkt_web.finder.network import network
from punkt_web.finder.offline import places_around
from punkt_web.finder.served_packs import WHOLE, ServedPacks, served_html, served_packs
from punkt_web.finder.views import ASK_AGAIN, conditional, kept

_MOST_LETTERS = 40


@conditional
@require_safe
def get(request: HttpRequest) -> HttpResponse:
    """``/get``: the files of a region, of ``?territory=CODE``, to take along and to pass on."""
    chosen = request.GET.get("territory", "")
    page = regions_page(network(), chosen)
    if chosen:
        packs = _packs(chosen)
        name = next((region.name for region in page["regions"] if region.is_chosen), chosen)
        page |= files_page(packs, name, request.build_absolute_uri(f"/get?{urlencode({'territory': chosen})}"))
    return kept(render(request, "finder/get.html", page), ASK_AGAIN)


@conditional
@require_safe
def static_pack(_request: HttpRequest, name: str) -> HttpResponse:
    """What the register says of a territory, for programs."""
    return _file(_packs(name).static.content, f"{name}.punkt")


@conditional
@require_safe
def live_pack(_request: HttpRequest, name: str) -> HttpResponse:
    """What was said last of the points of that pack."""
    return _file(_packs(name).live.content, f"{name}.live.punkt")


@conditional
@require_safe
def places(_request: HttpRequest, name: str) -> HttpResponse:
    """The settlements around those points, for a search without a network: names, latitude, longitude."""
    content = json.dumps(places_around(_packs(name).static.published), ensure_ascii=False, separators=(",", ":"))
    return _file(content.encode(), f"{name}.places.json", "application/json")


@conditional
@require_safe
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
    if len(name) > _MOST_LETTERS or "\x00" in name:
        raise Http404
    try:
        return served_packs("" if name == WHOLE else name)
    except InvalidValue as error:
        raise Http404 from error


def _file(content: bytes, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response
