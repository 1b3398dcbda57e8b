"""Tiles of the map: pictures of the land, points in clusters, and those of the operator's own file."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from punkt.geo.mercator import Tile
from punkt_web.finder.map.as_json import tile_as_json
from punkt_web.finder.map.clusters import on_tile
from punkt_web.finder.map.drawing import tile_picture
from punkt_web.finder.map.land import land
from punkt_web.finder.map.operator import operator_map, unpacked
from punkt_web.finder.network import network
from punkt_web.finder.views import ASK_AGAIN, conditional, kept

_MOST_WITHOUT = 60
_A_DAY = "public, max-age=86400"
_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@require_safe
def land_tile(_request: HttpRequest, language: str, z: int, x: int, y: int) -> HttpResponse:
    """Land, borders and settlements as a picture; it says nothing of points and may be kept."""
    tile, drawn_from = _tile(z, x, y), land()
    if language not in _LANGUAGES or drawn_from is None:
        raise Http404
    response = HttpResponse(tile_picture(drawn_from, tile, language), content_type="image/svg+xml")
    response.headers["Cache-Control"] = _A_DAY
    return response


@conditional
@require_safe
def point_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """The points of a tile as they are now, in the language of the page, but for the codes of ``?without=``."""
    without = request.GET.get("without", "").split(",")[:_MOST_WITHOUT]
    return kept(JsonResponse(tile_as_json(on_tile(network(), _tile(z, x, y), frozenset(without)))), ASK_AGAIN)


@require_safe
def operator_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """A tile of the operator's file; 404 for one that it does not have."""
    tile, given = _tile(z, x, y), operator_map()
    data = given.tile(tile) if given else None
    if given is None or data is None:
        raise Http404
    is_packed = given.is_gzipped and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(unpacked(data) if given.is_gzipped and not is_packed else data, given.media_type)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["Cache-Control"] = _A_DAY
    return response


def _tile(z: int, x: int, y: int) -> Tile:
    tile = Tile(z, x, y)
    if not tile.exists:
        raise Http404
    return tile
