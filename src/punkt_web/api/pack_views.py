"""Which packs there are, and what each holds. Their files are under ``/packs/``."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from punkt.errors import InvalidValue
from punkt.pack.envelope import pack_id
from punkt_web.api.answering import address, as_json, reading
from punkt_web.api.parameters import asked
from punkt_web.api.problems import nothing_here
from punkt_web.common.moments import written
from punkt_web.finder.network import network
from punkt_web.finder.served_packs import WHOLE, served_packs
from punkt_web.registry.published_territories import territory_names


@reading
def packs(request: HttpRequest) -> HttpResponse:
    """``/api/v1/packs``: a pack for each region that has points, and one of the whole network."""
    asked(request.GET, ())
    held = network()
    counted = {lineage[-1]: n_points for lineage, n_points in held.regions.items() if lineage}
    names = {code: known.names for code, known in territory_names(counted.keys()).items()}
    offered = [_offer(request, code, counted[code], names[code]) for code in sorted(counted.keys() & names.keys())]
    whole = [_offer(request, WHOLE, held.n_points, {})] if held.n_points else []
    return as_json({"packs": [*whole, *offered]})


@reading
def pack(request: HttpRequest, code: str) -> HttpResponse:
    """``/api/v1/packs/CODE``: sizes, ages and names of the files of one pack as they are now."""
    asked(request.GET, ())
    if len(code) > 40 or "\x00" in code:
        raise nothing_here()
    try:
        made = served_packs("" if code == WHOLE else code)
    except InvalidValue as error:
        raise nothing_here() from error
    static, live = made.static, made.live
    return as_json(
        {
            "code": code,
            "n_points": len(static.published),
            "static": {
                **_file(request, f"/packs/{code}.punkt", static.content),
                "made_at": written(static.made_at),
                "expires_at": written(static.expires_at),
            },
            "live": {
                **_file(request, f"/packs/{code}.live.punkt", live.content),
                "made_at": written(live.made_at),
                "expires_at": written(live.expires_at),
                "base": pack_id(static.content).hex(),
            },
            "places": {"address": address(request, f"/packs/{code}.places.json")},
            "html": None if code == WHOLE else {"address": address(request, f"/packs/{code}.html")},
        }
    )


def _offer(request: HttpRequest, code: str, n_points: int, names: dict[str, str]) -> dict[str, Any]:
    return {
        "code": code,
        "names": names,
        "n_points": n_points,
        "about": address(request, f"/api/v1/packs/{code}"),
        "static": address(request, f"/packs/{code}.punkt"),
        "live": address(request, f"/packs/{code}.live.punkt"),
        "html": None if code == WHOLE else address(request, f"/packs/{code}.html"),
    }


def _file(request: HttpRequest, path: str, content: bytes) -> dict[str, Any]:
    return {"address": address(request, path), "size_bytes": len(content), "id": pack_id(content).hex()}
