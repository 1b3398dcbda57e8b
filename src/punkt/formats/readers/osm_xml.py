"""OSM XML (API, Overpass ``out xml``, JOSM, osmium): nodes, ways and relations with tags."""

from collections.abc import Sequence

from lxml import etree

from punkt.formats.readers.overpass import read_overpass
from punkt.formats.readers.repairs import DELETED_LEFT_OUT, repair
from punkt.formats.readers.xml_text import local_name, parse_xml
from punkt.formats.table import SourceTable

Element = dict[str, object]
"""An element in the form of Overpass JSON, so that both dialects are read by the same rules."""


def read_osm_xml(text: str, *, repairs: Sequence[str] = ()) -> SourceTable:
    """Elements with tags as a table. Ways and relations stand at their stated centre, else amid their members.

    Raises ``UnreadableFile`` for broken XML and for an answer that is only an error remark.
    """
    root, noted = parse_xml(text)
    listed = [element for element in root if local_name(element) in {"node", "way", "relation"}]
    deleted = [element for element in listed if _is_deleted(element)]
    elements = [_element(element) for element in listed if not _is_deleted(element)]
    if deleted:
        noted.append(repair(DELETED_LEFT_OUT, detail=str(len(deleted))))
    remark = next((part.text for part in root if local_name(part) == "remark"), None)
    table = read_overpass({"elements": elements, "remark": remark}, repairs=[*repairs, *noted])
    return SourceTable("osm", table.columns, table.rows, epsg=table.epsg, repairs=table.repairs)


def _is_deleted(element: etree._Element) -> bool:
    return element.get("action") == "delete" or element.get("visible") == "false"


def _attributes(element: etree._Element) -> Element:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _element(element: etree._Element) -> Element:
    found = _attributes(element) | {"type": local_name(element)}
    tags: dict[str, object] = {}
    nodes: list[object] = []
    places: list[object] = []
    members: list[object] = []
    for child in element:
        match local_name(child):
            case "tag":
                tags[str(child.get("k") or "")] = child.get("v")
            case "nd":
                nodes.append(child.get("ref"))
                places += [_attributes(child)] if child.get("lat") else []
            case "member":
                members.append(_member(child))
            case "center" | "bounds" as name:
                found[name] = _attributes(child)
    return found | {"tags": tags, "nodes": nodes, "geometry": places, "members": members}


def _member(child: etree._Element) -> Element:
    places = [_attributes(node) for node in child if node.get("lat")]
    return _attributes(child) | {"geometry": places}
