"""The infos, areas and resources of a CAP message."""

from lxml import etree

from punkt.formats.cap import values
from punkt.formats.cap.elements import AREA, INFO, NAMED, RESOURCE, Part, looked_through
from punkt.formats.cap.findings import Findings
from punkt.formats.cap.model import DEFAULT_LANGUAGE, Area, Info, Named, Resource
from punkt.formats.cap.parts import all_values, all_words, text, value, word
from punkt.model.alert_words import AlertCategory, AlertSeverity, Certainty, ResponseType, Urgency


def info_of(child: etree._Element, place: str, found: Findings, namespace: str) -> Info:
    """What is said in one language."""
    part = looked_through(child, place, INFO, found, namespace=namespace)
    areas = tuple(_area(one, where, found, namespace) for one, where in part.places("area"))
    if not areas:
        part.note("no-area")
    return Info(
        language=value(part, "language", values.language, DEFAULT_LANGUAGE),
        categories=all_words(part, "category", AlertCategory),
        event=text(part, "event", is_required=True),
        responses=all_words(part, "responseType", ResponseType),
        urgency=word(part, "urgency", Urgency, Urgency.UNKNOWN),
        severity=word(part, "severity", AlertSeverity, AlertSeverity.UNKNOWN),
        certainty=word(part, "certainty", Certainty, Certainty.UNKNOWN),
        audience=text(part, "audience"),
        event_codes=_named(part, "eventCode", namespace),
        effective_at=value(part, "effective", values.moment, None),
        onset_at=value(part, "onset", values.moment, None),
        expires_at=value(part, "expires", values.moment, None),
        sender_name=text(part, "senderName"),
        headline=text(part, "headline"),
        description=text(part, "description"),
        instruction=text(part, "instruction"),
        web=value(part, "web", values.address, ""),
        contact=text(part, "contact"),
        parameters=_named(part, "parameter", namespace, is_value_required=False),
        resources=tuple(_resource(one, where, found, namespace) for one, where in part.places("resource")),
        areas=areas,
    )


def _named(part: Part, name: str, namespace: str, *, is_value_required: bool = True) -> tuple[Named, ...]:
    """Pairs of a name and a value. A parameter may say nothing; a code that says nothing names nothing."""
    read = []
    for child, place in part.places(name):
        pair = looked_through(child, place, NAMED, part.found, namespace=namespace)
        of, said = text(pair, "valueName", is_required=True), text(pair, "value", is_required=is_value_required)
        if said:
            read.append(Named(of, said))
    return tuple(read)


def _resource(child: etree._Element, place: str, found: Findings, namespace: str) -> Resource:
    part = looked_through(child, place, RESOURCE, found, namespace=namespace)
    return Resource(
        description=text(part, "resourceDesc", is_required=True),
        mime_type=text(part, "mimeType", is_required=True),
        size_bytes=value(part, "size", values.size, None),
        # Beside content of its own the address may be that of a file that travels along.
        uri=text(part, "uri") if "derefUri" in part.children else value(part, "uri", values.address, ""),
        content=value(part, "derefUri", values.content, ""),
        digest=value(part, "digest", values.digest, ""),
    )


def _area(child: etree._Element, place: str, found: Findings, namespace: str) -> Area:
    part = looked_through(child, place, AREA, found, namespace=namespace)
    altitude, ceiling = (value(part, name, values.number, None) for name in ("altitude", "ceiling"))
    if ceiling is not None and "altitude" not in part.children:
        part.note("ceiling-alone", "ceiling")
    if ceiling is not None and altitude is not None and ceiling < altitude:
        part.note("low-ceiling", "ceiling")
    return Area(
        description=text(part, "areaDesc", is_required=True),
        polygons=all_values(part, "polygon", values.polygon),
        circles=all_values(part, "circle", values.circle),
        geocodes=_named(part, "geocode", namespace),
        altitude_ft=altitude,
        ceiling_ft=ceiling,
    )
