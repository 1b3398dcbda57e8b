"""An alert -> CAP 1.2, which every reader takes: what would be refused here is never written."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from lxml import etree

from punkt.errors import InvalidValue
from punkt.formats.cap import values
from punkt.formats.cap.model import NAMESPACE, Alert, Area, Info, Named, Resource
from punkt.formats.cap.reading import examine
from punkt.wording import gettext_noop as _

_Said: TypeAlias = "str | Iterable[str]"


def write_cap(alert: Alert) -> bytes:
    """The message as UTF-8. Reading it gives the same alert. Raises ``InvalidValue`` for one that cannot be."""
    root = etree.fromstring(f'<alert xmlns="{NAMESPACE}"/>')
    try:
        _write_alert(root, alert)
    except ValueError as error:
        raise InvalidValue(_("A text holds a sign that XML cannot."), where="alert") from error
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    if faults := examine(written).faults:
        raise InvalidValue(faults[0].reason, where=faults[0].place)
    return written


def _write_alert(root: etree._Element, alert: Alert) -> None:
    _add(root, "identifier", alert.identifier)
    _add(root, "sender", alert.sender)
    _add(root, "sent", values.written_moment(alert.sent_at))
    _add(root, "status", alert.status)
    _add(root, "msgType", alert.message_type)
    _may_add(root, "source", alert.source)
    _add(root, "scope", alert.scope)
    _may_add(root, "restriction", alert.restriction)
    _may_add(root, "addresses", values.written_items(alert.addresses))
    _may_add(root, "code", alert.codes)
    _may_add(root, "note", alert.note)
    _may_add(root, "references", values.written_references(alert.references))
    _may_add(root, "incidents", values.written_items(alert.incidents))
    for info in alert.infos:
        _write_info(_add(root, "info"), info)


def _write_info(parent: etree._Element, info: Info) -> None:
    _add(parent, "language", info.language)
    _may_add(parent, "category", info.categories)
    _add(parent, "event", info.event)
    _may_add(parent, "responseType", info.responses)
    _add(parent, "urgency", info.urgency)
    _add(parent, "severity", info.severity)
    _add(parent, "certainty", info.certainty)
    _may_add(parent, "audience", info.audience)
    _add_named(parent, "eventCode", info.event_codes)
    for name, at in (("effective", info.effective_at), ("onset", info.onset_at), ("expires", info.expires_at)):
        _may_add(parent, name, _moment(at))
    _may_add(parent, "senderName", info.sender_name)
    _may_add(parent, "headline", info.headline)
    _may_add(parent, "description", info.description)
    _may_add(parent, "instruction", info.instruction)
    _may_add(parent, "web", info.web)
    _may_add(parent, "contact", info.contact)
    _add_named(parent, "parameter", info.parameters)
    for resource in info.resources:
        _write_resource(_add(parent, "resource"), resource)
    for area in info.areas:
        _write_area(_add(parent, "area"), area)


def _write_resource(parent: etree._Element, resource: Resource) -> None:
    _add(parent, "resourceDesc", resource.description)
    _add(parent, "mimeType", resource.mime_type)
    _may_add(parent, "size", "" if resource.size_bytes is None else str(resource.size_bytes))
    _may_add(parent, "uri", resource.uri)
    _may_add(parent, "derefUri", resource.content)
    _may_add(parent, "digest", resource.digest)


def _write_area(parent: etree._Element, area: Area) -> None:
    _add(parent, "areaDesc", area.description)
    _may_add(parent, "polygon", map(values.written_polygon, area.polygons))
    _may_add(parent, "circle", map(values.written_circle, area.circles))
    _add_named(parent, "geocode", area.geocodes)
    for name, height in (("altitude", area.altitude_ft), ("ceiling", area.ceiling_ft)):
        _may_add(parent, name, "" if height is None else values.written_number(height))


def _moment(at: datetime | None) -> str:
    return "" if at is None else values.written_moment(at)


def _add(parent: etree._Element, name: str, said: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if said:
        child.text = str(said)
    return child


def _may_add(parent: etree._Element, name: str, said: _Said) -> None:
    """Elements for what is said; none where nothing is."""
    for one in [said] if isinstance(said, str) else said:
        if one:
            _add(parent, name, one)


def _add_named(parent: etree._Element, name: str, pairs: Iterable[Named]) -> None:
    for pair in pairs:
        child = _add(parent, name)
        _add(child, "valueName", pair.name)
        _add(child, "value", pair.value)
