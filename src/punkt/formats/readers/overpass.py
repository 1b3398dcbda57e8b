"""Overpass JSON: OpenStreetMap elements with tags."""

from collections.abc import Mapping, Sequence

from punkt.errors import UnreadableFile
from punkt.formats.readers.build import Record, table_from_records
from punkt.formats.readers.cells import clean_cell, clean_text
from punkt.formats.readers.geojson import located
from punkt.formats.readers.geometry import XY, point_or_none
from punkt.formats.readers.osm_places import NodePlaces, middle_of_box, place_of_relation, place_of_way
from punkt.formats.readers.repairs import NO_PLACE, SERVER_REMARK, repair
from punkt.formats.table import ID_COLUMN, LATITUDE_COLUMN, Cell, SourceTable
from punkt.wording import gettext_noop

OVERPASS_FAILED = gettext_noop("The map database gave up on the question and sent no list.")
ASK_SMALLER = gettext_noop("Ask for a smaller area, or later, and download the list again.")
TIMESTAMP_COLUMN = "@timestamp"
VERSION_COLUMN = "@version"

_KINDS = ("node", "way", "relation")


def is_overpass(parsed: Mapping[str, object]) -> bool:
    """Whether an object is an answer of Overpass."""
    elements = parsed.get("elements")
    if not isinstance(elements, list):
        return False
    return "osm3s" in parsed or any(isinstance(part, dict) and part.get("type") in _KINDS for part in elements[:5])


def read_overpass(parsed: Mapping[str, object], *, repairs: Sequence[str] = ()) -> SourceTable:
    """Elements with tags as a table (``@id`` is ``node/123``); nodes without tags only place the ways.

    Raises ``UnreadableFile`` when the answer is only the remark that the query failed.
    """
    listed = parsed.get("elements")
    elements = [part for part in (listed if isinstance(listed, list) else []) if isinstance(part, dict)]
    remark = clean_text(str(parsed.get("remark") or "")[:200])
    if remark and not elements:
        raise UnreadableFile(OVERPASS_FAILED, where=remark, remedy=ASK_SMALLER)
    records = _records(elements)
    noted = list(repairs)
    if remark:
        noted.append(repair(SERVER_REMARK, detail=remark))
    placeless = sum(1 for _, cells in records if cells[LATITUDE_COLUMN] is None)
    if placeless:
        noted.append(repair(NO_PLACE, detail=str(placeless)))
    return table_from_records("overpass", records, epsg=4326, repairs=noted)


def _records(elements: Sequence[Mapping[str, object]]) -> list[Record]:
    nodes: NodePlaces = {}
    ways: NodePlaces = {}
    for element in elements:
        point = _own_point(element)
        if element.get("type") == "node" and point is not None:
            nodes[str(element.get("id"))] = point
    for element in elements:
        point = _way_point(element, nodes)
        if element.get("type") == "way" and point is not None:
            ways[str(element.get("id"))] = point
    tagged = [element for element in elements if element.get("type") in _KINDS and element.get("tags")]
    return [(number, _cells(element, nodes, ways)) for number, element in enumerate(tagged, start=1)]


def _cells(element: Mapping[str, object], nodes: NodePlaces, ways: NodePlaces) -> dict[str, Cell]:
    cells: dict[str, Cell] = {ID_COLUMN: f"{element['type']}/{clean_cell(element.get('id'))}"}
    for column, key in ((TIMESTAMP_COLUMN, "timestamp"), (VERSION_COLUMN, "version")):
        if element.get(key) is not None:
            cells[column] = clean_cell(element[key])
    tags = element.get("tags")
    cells |= {str(key): clean_cell(value) for key, value in (tags if isinstance(tags, dict) else {}).items()}
    return located(cells, _place(element, nodes, ways))


def _place(element: Mapping[str, object], nodes: NodePlaces, ways: NodePlaces) -> XY | None:
    if element.get("type") == "way":
        return _way_point(element, nodes)
    if element.get("type") != "relation":
        return _own_point(element)
    stated = _own_point(element)
    members = element.get("members")
    known = [member for member in (members if isinstance(members, list) else []) if isinstance(member, dict)]
    inside = [_own_point(member) or middle_of_box(_line(member)) for member in known]
    references = [(str(member.get("type")), str(member.get("ref"))) for member in known]
    drawn = middle_of_box([point for point in inside if point is not None])
    return stated or drawn or place_of_relation(references, nodes, ways)


def _way_point(element: Mapping[str, object], nodes: NodePlaces) -> XY | None:
    references = element.get("nodes")
    found = [nodes.get(str(node)) for node in (references if isinstance(references, list) else [])]
    line = _line(element) or [point for point in found if point is not None]
    return _own_point(element) or place_of_way(line)


def _own_point(element: Mapping[str, object]) -> XY | None:
    """The position, centre or middle of the bounds that the element itself states."""
    for holder in (element, element.get("center")):
        if isinstance(holder, dict) and "lat" in holder:
            return point_or_none(holder.get("lon"), holder.get("lat"))
    bounds = element.get("bounds")
    if not isinstance(bounds, dict):
        return None
    corners = [
        point_or_none(bounds.get("minlon"), bounds.get("minlat")),
        point_or_none(bounds.get("maxlon"), bounds.get("maxlat")),
    ]
    return middle_of_box([corner for corner in corners if corner is not None])


def _line(element: Mapping[str, object]) -> list[XY]:
    listed = element.get("geometry")
    found = [point_or_none(node.get("lon"), node.get("lat")) for node in _objects(listed)]
    return [point for point in found if point is not None]


def _objects(listed: object) -> list[Mapping[str, object]]:
    return [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
