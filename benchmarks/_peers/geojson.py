"""GeoJSON without a blank; what is unknown has no property, which is shorter than to say so."""

import json
from typing import Any

from .squeezed import opened, squeezed
from .table import PER_DEGREE, Form, Table


def written(table: Table) -> bytes:
    """A collection with a feature for each point."""
    features = [_feature(**row) for row in table.rows()]
    told = {"type": "FeatureCollection", "features": features}
    return squeezed(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def _feature(*, north: int, east: int, **told: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [east / PER_DEGREE, north / PER_DEGREE]},
        "properties": {name: value for name, value in told.items() if value not in (None, "")},
    }


def read(content: bytes, like: Table) -> Table:
    """The table of a collection."""
    rows = [_row(feature) for feature in json.loads(opened(content))["features"]]
    return Table(
        {name: [row.get(name) for row in rows] for name in like.numbers},
        {name: [row.get(name, "") for row in rows] for name in like.words},
    )


def _row(feature: dict[str, Any]) -> dict[str, Any]:
    east, north = feature["geometry"]["coordinates"]
    return {**feature["properties"], "north": round(north * PER_DEGREE), "east": round(east * PER_DEGREE)}


FORMS = [Form("GeoJSON + brotli", written, read)]
