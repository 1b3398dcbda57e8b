"""KML 2.0 to 2.3 as Google Earth, My Maps, QGIS and ArcGIS write it: each Placemark is a row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from punkt.errors import UnreadableFile
from punkt.formats.readers.build import Record, table_from_records
from punkt.formats.readers.cells import clean_text, free_name
from punkt.formats.readers.geojson import located
from punkt.formats.readers.geometry import XY, point_of_area, point_of_line, point_or_none
from punkt.formats.readers.html_text import text_of_html
from punkt.formats.readers.xml_text import local_name, parse_xml
from punkt.formats.table import ID_COLUMN, Cell, SourceTable
from punkt.wording import gettext_noop

ONLY_A_LINK = gettext_noop("This KML file holds only a link to a list, not the list.")
DOWNLOAD_LINK = gettext_noop("Download the list from the link and import that file.")
FOLDER_COLUMN = "folder"

_FOLDER_TAGS = frozenset({"Folder", "Document"})
_DRAWING_TAGS = frozenset({"Style", "StyleMap", "LookAt", "Camera", "Region", "Metadata"})
_AFTER_COMMA = re.compile(r"(?:(?<!\s)\s++)?+,\s*+")


def read_kml(text: str, *, format_name: str = "kml", repairs: Sequence[str] = ()) -> SourceTable:
    """Placemarks as a table: name, description (HTML as text), folder, extended values, and a point for the geometry.

    Raises ``UnreadableFile`` for broken XML and for a file that is only a network link.
    """
    root, noted = parse_xml(text)
    placemarks = list(_placemarks(root))
    if not placemarks:
        link = next((found for found in _all(root, "href") if local_name(_parent(found)) in {"Link", "Url"}), None)
        if link is not None:
            raise UnreadableFile(ONLY_A_LINK, where=_text(link)[:200], remedy=DOWNLOAD_LINK)
    records = [_record(number, placemark, folder) for number, (placemark, folder) in enumerate(placemarks, start=1)]
    return table_from_records(format_name, records, epsg=4326, repairs=[*repairs, *noted])


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (found for found in element.iter() if local_name(found) == name)


def _text(element: etree._Element) -> str:
    return "".join(part for part in element.itertext() if isinstance(part, str)).strip()


def _placemarks(element: etree._Element, *, folder: str = "") -> Iterator[tuple[etree._Element, str]]:
    """Placemarks with the names of the folders around them; libxml2 allows 256 levels, so this cannot run away."""
    for child in element:
        name = local_name(child)
        if name == "Placemark":
            yield child, folder
        elif name in _FOLDER_TAGS or name == "kml":
            own = next((_text(part) for part in child if local_name(part) == "name"), "") if name == "Folder" else ""
            yield from _placemarks(child, folder=" / ".join(part for part in (folder, own) if part))


def _record(number: int, placemark: etree._Element, folder: str) -> Record:
    cells: dict[str, Cell] = {}
    points: list[XY] = []
    if placemark.get("id"):
        cells[ID_COLUMN] = clean_text(str(placemark.get("id")))
    if folder:
        cells[FOLDER_COLUMN] = clean_text(folder)
    for child in placemark:
        point = _point(child)
        if point is not None:
            points.append(point)
        for name, value in _values(child):
            cells[free_name(name, taken=cells)] = clean_text(text_of_html(value))
    return number, located(cells, points[0] if points else None)


def _values(child: etree._Element) -> Iterator[tuple[str, str]]:
    """The columns that one child of a Placemark states."""
    name = local_name(child)
    if name == "ExtendedData":
        yield from _extended_values(child)
    elif name in {"TimeStamp", "TimeSpan"}:
        for moment in child:
            yield local_name(moment), _text(moment)
    elif name and len(child) == 0 and name not in _DRAWING_TAGS and _text(child):
        yield name, _text(child)


def _extended_values(extended: etree._Element) -> Iterator[tuple[str, str]]:
    for part in extended.iter():
        name = local_name(part)
        label = str(part.get("name") or "")
        if name == "SimpleData" and label and _text(part):
            yield label, _text(part)
        elif name == "Data" and label:
            value = next((_text(inner) for inner in part if local_name(inner) == "value"), "")
            if value:
                yield label, value
        elif part.getparent() is extended and name not in {"SchemaData", "Data"} and _text(part):
            yield name, _text(part)


def _point(geometry: etree._Element) -> XY | None:
    reader = _READERS.get(local_name(geometry))
    return reader(geometry) if reader is not None else None


def _first_of_members(geometry: etree._Element) -> XY | None:
    return next((point for point in map(_point, geometry) if point is not None), None)


def _rings(polygon: etree._Element) -> list[list[XY]]:
    outer = [_positions(part) for part in polygon if local_name(part) == "outerBoundaryIs"]
    inner = [_positions(part) for part in polygon if local_name(part) == "innerBoundaryIs"]
    return [*outer, *inner]


def _positions(geometry: etree._Element) -> list[XY]:
    """``lon,lat[,altitude]`` apart by blanks; a blank after the comma is a common mistake and harmless."""
    found: list[XY] = []
    for element in _all(geometry, "coordinates"):
        for triple in _AFTER_COMMA.sub(",", _text(element)).split():
            parts = triple.split(",")
            point = point_or_none(parts[0], parts[1]) if len(parts) > 1 else None
            if point is not None:
                found.append(point)
    return found


def _first_of_track(track: etree._Element) -> XY | None:
    for element in _all(track, "coord"):
        parts = _text(element).split()
        if len(parts) > 1:
            return point_or_none(parts[0], parts[1])
    return None


def _place_of_model(model: etree._Element) -> XY | None:
    x = next((_text(element) for element in _all(model, "longitude")), None)
    y = next((_text(element) for element in _all(model, "latitude")), None)
    return point_or_none(x, y)


_READERS: Mapping[str, Callable[[etree._Element], XY | None]] = {
    "Point": lambda geometry: next(iter(_positions(geometry)), None),
    "LineString": lambda geometry: point_of_line(_positions(geometry)),
    "LinearRing": lambda geometry: point_of_line(_positions(geometry)),
    "Polygon": lambda geometry: point_of_area(_rings(geometry)),
    "MultiGeometry": _first_of_members,
    "MultiTrack": _first_of_members,
    "Track": _first_of_track,
    "Model": _place_of_model,
}
