"""Official information as an Atom feed (RFC 4287): an index of CAP messages, as alert services publish theirs."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lxml import etree

from punkt_web.common.moments import written
from punkt_web.finder.bulletins import BulletinNote, bulletin_note
from punkt_web.operations.informing.alerts_out import sender_name
from punkt_web.operations.published_bulletins import Issued

CAP = "application/cap+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
Address = Callable[[str], str]
"""A path here -> its whole address."""


def feed_of(told: Sequence[BulletinNote], ended: Sequence[Issued], *, path: str, address: Address) -> bytes:
    """The feed at ``path``: what is told, and what was taken back lately."""
    root = etree.fromstring(f'<feed xmlns="{_ATOM}"/>')
    root.set(_XML_LANGUAGE, get_language() or "")
    moments = [*(one.bulletin.issued_at for one in told), *(one.ended_at for one in ended if one.ended_at)]
    _add(root, "id", address(path))
    _add(root, "title", _("Official information for residents"))
    _add(root, "updated", written(max(moments, default=_NEVER)))
    _add(_add(root, "author"), "name", sender_name())
    _link(root, "self", address(path), "application/atom+xml")
    _link(root, "alternate", address("/bulletins"), "text/html")
    for note in told:
        _write_told(_add(root, "entry"), note, address)
    for one in ended:
        _write_ended(_add(root, "entry"), one, address)
    feed: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return feed


def _write_told(entry: etree._Element, note: BulletinNote, address: Address) -> None:
    if note.language:
        entry.set(_XML_LANGUAGE, note.language)
    bulletin = note.bulletin
    _head(
        entry,
        key=address(note.url),
        title=note.headline,
        at=bulletin.issued_at,
        office=bulletin.office,
        cap=address(f"{note.url}.cap"),
    )
    _link(entry, "alternate", address(note.url), "text/html")
    _add(entry, "summary", note.text)


def _write_ended(entry: etree._Element, issued: Issued, address: Address) -> None:
    note = bulletin_note(issued.bulletin)
    title = _("Taken back: %(headline)s") % {"headline": note.headline}
    _head(
        entry,
        key=f"{address(note.url)}#ended",
        title=title,
        at=issued.ended_at or _NEVER,
        office=issued.bulletin.office,
        cap=address(f"{note.url}.cap"),
    )
    _add(entry, "summary", _("This does not hold any more."))


def _head(entry: etree._Element, *, key: str, title: str, at: datetime, office: str, cap: str) -> None:
    _add(entry, "id", key)
    _add(entry, "title", title)
    _add(entry, "updated", written(at))
    _add(_add(entry, "author"), "name", office)
    _link(entry, "related", cap, CAP)


def _link(parent: etree._Element, rel: str, target: str, media_type: str) -> None:
    link = _add(parent, "link")
    for name, value in (("rel", rel), ("href", target), ("type", media_type)):
        link.set(name, value)


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if text:
        child.text = text
    return child
