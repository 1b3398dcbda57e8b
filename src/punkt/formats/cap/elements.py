"""Which elements CAP 1.2 has, in which order and how often: what its schema holds, said anew from the standard."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from punkt.formats.cap.findings import Findings
from punkt.formats.cap.model import NAMESPACE

_SIGNATURES = "{http://www.w3.org/2000/09/xmldsig#}"
_SCHEMAS = "{http://www.w3.org/2001/XMLSchema-instance}"
_ALLOWED = {f"{_SCHEMAS}schemaLocation", f"{_SCHEMAS}noNamespaceSchemaLocation"}


MOST_OF_A_KIND = 500
"""Elements of one name within another. Real messages have some tens; a crafted one must not hold the machine up."""


class Slot(NamedTuple):
    """An element among those of its parent."""

    name: str
    is_required: bool
    is_repeated: bool


def _slots(words: str) -> tuple[Slot, ...]:
    """``a b? c* d+``: once, at most once, any number, at least once."""
    return tuple(Slot(word.rstrip("?*+"), word[-1] not in "?*", word[-1] in "*+") for word in words.split())


ALERT = _slots(
    "identifier sender sent status msgType source? scope restriction? addresses? code* note? references? incidents? "
    "info*"
)
INFO = _slots(
    "language? category+ event responseType* urgency severity certainty audience? eventCode* effective? onset? "
    "expires? senderName? headline? description? instruction? web? contact? parameter* resource* area*"
)
NAMED = _slots("valueName value")
RESOURCE = _slots("resourceDesc mimeType size? uri? derefUri? digest?")
AREA = _slots("areaDesc polygon* circle* geocode* altitude? ceiling?")


@dataclass(slots=True)
class Part:
    """An element that holds others, looked through: its children by name."""

    element: etree._Element
    place: str
    found: Findings
    children: dict[str, list[etree._Element]] = field(default_factory=dict)
    is_signed: bool = False

    def places(self, name: str) -> list[tuple[etree._Element, str]]:
        """The children of a name with their places; numbered where there may be several."""
        there = self.children.get(name, [])
        one = len(there) == 1
        return [
            (child, f"{self.place}/{name}" if one else f"{self.place}/{name}[{number}]")
            for number, child in enumerate(there, 1)
        ]

    def note(self, code: str, name: str = "", found: str = "") -> None:
        """A finding about a child, or about this element."""
        place = f"{self.place}/{name}" if name else self.place
        about = self.children.get(name, [self.element])[0]
        self.found.note(code, place, line_of(about), found)


def looked_through(
    element: etree._Element, place: str, slots: tuple[Slot, ...], found: Findings, *, namespace: str = NAMESPACE
) -> Part:
    """The element with its children; what stands wrong is noted."""
    part = Part(element, place, found)
    check_attributes(element, place, found)
    if any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        part.note("stray-text")
    order = {slot.name: number for number, slot in enumerate(slots)}
    reached = 0
    for child in element:
        tag = str(child.tag)
        if tag.startswith(_SIGNATURES) and slots is ALERT:
            part.is_signed, reached = True, len(slots)
            continue
        name = tag.rpartition("}")[2]
        if name not in order or tag != f"{{{namespace}}}{name}":
            found.note("unknown-element", f"{place}/{name}", line_of(child))
            continue
        if order[name] < reached:
            found.note("out-of-order", f"{place}/{name}", line_of(child))
        reached = max(reached, order[name])
        part.children.setdefault(name, []).append(child)
    _check_counts(part, slots)
    return part


def _check_counts(part: Part, slots: tuple[Slot, ...]) -> None:
    for slot in slots:
        n_there = len(part.children.get(slot.name, ()))
        if slot.is_required and not n_there:
            part.found.note("missing", f"{part.place}/{slot.name}", line_of(part.element))
        if n_there > 1 and not slot.is_repeated:
            part.note("repeated", slot.name)
        if n_there > MOST_OF_A_KIND:
            part.note("too-many", slot.name)
            del part.children[slot.name][MOST_OF_A_KIND:]


def line_of(element: etree._Element) -> int:
    """The line of the text on which an element begins, 0 where that is not known."""
    line: Any = element.sourceline
    return int(line or 0)


def text_of(element: etree._Element, place: str, found: Findings) -> str:
    """The text of an element that holds nothing else, as it stands."""
    check_attributes(element, place, found)
    if len(element):
        found.note("nested", place, line_of(element))
    return element.text or ""


def check_attributes(element: etree._Element, place: str, found: Findings) -> None:
    """CAP has none; those that name a schema may stand anywhere."""
    for name in element.attrib:
        if str(name) not in _ALLOWED:
            found.note("attribute", place, line_of(element), str(name))
