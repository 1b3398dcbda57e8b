"""GeoJSON (RFC 7946 and the older form with a ``crs`` member): each feature is a row, its geometry one point."""

import re
from collections.abc import Mapping, Sequence

from punkt.formats.readers.build import Record, table_from_records
from punkt.formats.readers.cells import clean_cell, flatten
from punkt.formats.readers.geometry import XY, is_geometry, point_of_geojson
from punkt.formats.readers.repairs import LIST_CUT, NOT_RECORDS, UNKNOWN_PROJECTION, repair, some_of
from punkt.formats.table import ID_COLUMN, LATITUDE_COLUMN, LONGITUDE_COLUMN, Cell, SourceTable

_MAX_SEARCH_DEPTH = 3


def features_of(parsed: object, *, depth: int = 0) -> list[object] | None:
    """The features of a GeoJSON value, also of one inside an envelope; ``None`` where there are none."""
    if isinstance(parsed, list):
        return parsed if parsed and all(_is_a(part, "Feature") for part in parsed) else None
    if not isinstance(parsed, dict) or depth > _MAX_SEARCH_DEPTH:
        return None
    if _is_a(parsed, "FeatureCollection"):
        features = parsed.get("features")
        return features if isinstance(features, list) else []
    if _is_a(parsed, "Feature"):
        return [parsed]
    if is_geometry(parsed):
        return [{"type": "Feature", "geometry": parsed, "properties": {}}]
    inner = (features_of(value, depth=depth + 1) for value in parsed.values() if isinstance(value, dict))
    return next((features for features in inner if features is not None), None)


def read_features(
    features: Sequence[object],
    *,
    holder: Mapping[str, object],
    lines: Sequence[int] | None = None,
    repairs: Sequence[str] = (),
) -> SourceTable:
    """Features as a table. ``holder`` is the object around them, which may state a projection or that it was cut."""
    numbers = lines or range(1, len(features) + 1)
    pairs = list(zip(numbers, features, strict=True))
    records = [_record(number, feature) for number, feature in pairs if isinstance(feature, dict)]
    epsg, noted = stated_epsg(holder.get("crs"))
    strange = [number for number, feature in pairs if not isinstance(feature, dict)]
    if strange:
        noted.append(repair(NOT_RECORDS, detail=some_of(strange)))
    if is_cut(holder):
        noted.append(repair(LIST_CUT))
    return table_from_records("geojson", records, epsg=epsg, repairs=[*repairs, *noted])


def located(cells: dict[str, Cell], point: XY | None) -> dict[str, Cell]:
    """``cells`` with the two position columns in front."""
    x, y = point if point is not None else (None, None)
    return {LATITUDE_COLUMN: y, LONGITUDE_COLUMN: x} | cells


def is_cut(holder: Mapping[str, object]) -> bool:
    """Whether a map server says that it sent one page of several."""
    properties = holder.get("properties")
    inner = properties.get("exceededTransferLimit") if isinstance(properties, dict) else False
    return holder.get("exceededTransferLimit") is True or inner is True


def stated_epsg(crs: object) -> tuple[int | None, list[str]]:
    """The EPSG number of a ``crs`` member, and a repair where it names a projection without one."""
    if not isinstance(crs, dict):
        return None, []
    properties = crs.get("properties")
    stated = properties if isinstance(properties, dict) else {}
    name = str(stated.get("name") or stated.get("code") or "")[:100]
    if "CRS84" in name.upper():
        return 4326, []
    number = re.search(r"(?:EPSG\W.*?|\A)(\d{4,5})\Z", name, re.IGNORECASE)
    if number:
        return int(number[1]), []
    return None, [repair(UNKNOWN_PROJECTION, detail=name)] if name else []


def _record(number: int, feature: Mapping[str, object]) -> Record:
    properties = feature.get("properties")
    cells: dict[str, Cell] = {}
    identity = clean_cell(feature.get("id"))
    if identity is not None:
        cells[ID_COLUMN] = identity
    cells |= flatten(properties) if isinstance(properties, dict) else {}
    return number, located(cells, point_of_geojson(feature.get("geometry")))


def _is_a(value: object, kind: str) -> bool:
    return isinstance(value, dict) and value.get("type") == kind and ("geometry" in value or "features" in value)
