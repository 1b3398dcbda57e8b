"""ArcGIS feature JSON, the answer of ``query?f=json`` of a feature or map service."""

from collections.abc import Mapping, Sequence

from punkt.formats.readers.build import Record, table_from_records
from punkt.formats.readers.cells import clean_cell, flatten
from punkt.formats.readers.geojson import is_cut, located
from punkt.formats.readers.geometry import (
    XY,
    point_of_area,
    point_of_line,
    point_of_points,
    point_or_none,
    positions,
)
from punkt.formats.readers.repairs import LIST_CUT, UNKNOWN_PROJECTION, repair
from punkt.formats.table import SourceTable

_LARGEST_EPSG = 32_767
_WEB_MERCATOR = frozenset({102_100, 102_113, 900_913})
"""Esri's and others' own numbers for what EPSG calls 3857."""


def is_arcgis(parsed: Mapping[str, object]) -> bool:
    """Whether an object is a feature set of Esri's form and not GeoJSON."""
    features = parsed.get("features")
    if not isinstance(features, list) or parsed.get("type") == "FeatureCollection":
        return False
    has_attributes = any(isinstance(feature, dict) and "attributes" in feature for feature in features[:5])
    return has_attributes or "geometryType" in parsed or "fieldAliases" in parsed


def read_arcgis(parsed: Mapping[str, object], *, repairs: Sequence[str] = ()) -> SourceTable:
    """Features as a table. A field with an alias is called ``field / alias``; coded values get ``field.label``."""
    features = parsed.get("features")
    codes = _coded_values(parsed.get("fields"))
    records = [
        _record(number, feature, codes)
        for number, feature in enumerate(features if isinstance(features, list) else [], start=1)
        if isinstance(feature, dict)
    ]
    epsg, noted = _epsg(parsed.get("spatialReference"))
    if is_cut(parsed):
        noted.append(repair(LIST_CUT))
    return table_from_records("arcgis", records, epsg=epsg, repairs=[*repairs, *noted], labels=_labels(parsed))


def _record(number: int, feature: Mapping[str, object], codes: Mapping[str, Mapping[str, str]]) -> Record:
    attributes = feature.get("attributes")
    cells = flatten(attributes) if isinstance(attributes, dict) else {}
    for field, names in codes.items():
        code = cells.get(field)
        if code is not None and str(code) in names:
            cells[f"{field}.label"] = names[str(code)]
    return number, located(cells, _point(feature.get("geometry")) or _point(feature.get("centroid")))


def _point(geometry: object) -> XY | None:
    if not isinstance(geometry, dict):
        return None
    rings, paths = geometry.get("rings"), geometry.get("paths")
    if isinstance(rings, list):
        return point_of_area([positions(ring) for ring in rings])
    if isinstance(paths, list):
        return point_of_line(max(map(positions, paths), key=len, default=[]))
    if "points" in geometry:
        return point_of_points(positions(geometry["points"]))
    return point_or_none(geometry.get("x"), geometry.get("y"))


def _epsg(reference: object) -> tuple[int | None, list[str]]:
    if not isinstance(reference, dict):
        return None, []
    for number in (reference.get("latestWkid"), reference.get("wkid")):
        if not isinstance(number, int):
            continue
        if number in _WEB_MERCATOR:
            return 3857, []
        if 0 < number <= _LARGEST_EPSG:
            return number, []
    detail = clean_cell(reference.get("wkid") or reference.get("wkt"))
    return None, [repair(UNKNOWN_PROJECTION, detail=str(detail)[:100])] if detail else []


def _labels(parsed: Mapping[str, object]) -> dict[str, str]:
    """Field -> ``field / alias`` where the alias says more; unique, because each begins with its field."""
    aliases: dict[str, object] = {}
    for name, field in _fields(parsed.get("fields")).items():
        aliases[name] = field.get("alias")
    stated = parsed.get("fieldAliases")
    aliases |= stated if isinstance(stated, dict) else {}
    labels = {}
    for name, alias in aliases.items():
        text = " ".join(str(alias or "").split())
        if text and text.lower() != name.lower():
            labels[name] = f"{name} / {text}"
    return labels


def _fields(fields: object) -> dict[str, Mapping[str, object]]:
    listed = fields if isinstance(fields, list) else []
    return {str(field["name"]): field for field in listed if isinstance(field, dict) and field.get("name")}


def _coded_values(fields: object) -> dict[str, dict[str, str]]:
    """Field -> code -> name, for fields whose domain lists coded values."""
    found: dict[str, dict[str, str]] = {}
    for name, field in _fields(fields).items():
        domain = field.get("domain")
        values = domain.get("codedValues") if isinstance(domain, dict) else None
        for value in values if isinstance(values, list) else []:
            if isinstance(value, dict) and value.get("name"):
                found.setdefault(name, {})[str(value.get("code"))] = str(clean_cell(value["name"]))
    return found
