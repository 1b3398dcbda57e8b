"""Points as GeoJSON (RFC 7946): longitude before latitude, WGS 84, a geometry of ``null`` where nobody knows where."""

from collections.abc import Iterable
from typing import Any

from punkt_web.api.as_json import point_as_json, point_in_full
from punkt_web.finder.answers import Found

_IN_GEOMETRY = ("latitude", "longitude")


def feature(found: Found, *, is_full: bool = False) -> dict[str, Any]:
    """A point as a feature."""
    told = point_in_full(found) if is_full else point_as_json(found)
    latitude, longitude = (told.pop(name) for name in _IN_GEOMETRY)
    is_placed = latitude is not None and longitude is not None
    return {
        "type": "Feature",
        "id": told["code"],
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if is_placed else None,
        "properties": told,
    }


def features(found: Iterable[Found]) -> list[dict[str, Any]]:
    """Points as features."""
    return [feature(one) for one in found]
