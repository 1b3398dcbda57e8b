"""Where and when the points of the collection are."""

import math
from typing import Any

from punkt_web.common.moments import written
from punkt_web.finder.network import Network, network

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
_STEPS = 100
"""Parts of a degree to which a box is rounded outwards."""


def extent() -> dict[str, Any]:
    """The box of all positions, and the time since the oldest change; empty while that is not known for sure.

    An old snapshot may hold a point that was hidden meanwhile, whose position may be an edge of the box.
    """
    held = network()
    if not isinstance(held, Network) or not held.by_code:
        return {}
    since = written(min(point.updated_at for point in held.by_code))
    box = _box(held)
    return {
        **({"spatial": {"bbox": [box], "crs": CRS84}} if box else {}),
        "temporal": {"interval": [[since, None]], "trs": _GREGORIAN},
    }


def _box(held: Network) -> list[float]:
    placed = [
        (point.longitude, point.latitude)
        for point in held.by_code
        if point.longitude is not None and point.latitude is not None
    ]
    if not placed:
        return []
    axes = list(zip(*placed, strict=True))
    return [*(_outwards(min(axis), math.floor) for axis in axes), *(_outwards(max(axis), math.ceil) for axis in axes)]


def _outwards(degrees: float, rounded: Any) -> float:
    return float(rounded(degrees * _STEPS)) / _STEPS
