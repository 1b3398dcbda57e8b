"""CAP messages from outside: hostile until checked, and every fault is told with its place."""

import codecs
from dataclasses import dataclass

from lxml import etree

from punkt.errors import PunktError, UnreadableFile
from punkt.formats.cap import values
from punkt.formats.cap.elements import ALERT, Part, line_of, looked_through
from punkt.formats.cap.findings import CapFinding, Findings
from punkt.formats.cap.infos import info_of
from punkt.formats.cap.model import NAMESPACE, Alert, Info
from punkt.formats.cap.parts import UNKNOWN_AT, text, value, word, words
from punkt.formats.readers.decoding import decode
from punkt.formats.readers.repairs import ENCODING_GUESSED, repair
from punkt.formats.readers.xml_text import parse_xml
from punkt.model.alert_words import AlertScope, AlertStatus, MessageType
from punkt.wording import gettext_noop as _

MOST_BYTES = 1_000_000
"""Of a message; those with a picture in them are the largest, and real ones have some kilobytes."""
_OTHER_VERSIONS = ("urn:oasis:names:tc:emergency:cap:", "http://www.incident.com/cap/")


class RefusedAlert(PunktError):
    """A message with faults. ``findings`` are all that was noticed."""

    def __init__(self, findings: tuple[CapFinding, ...]) -> None:
        super().__init__(_("This CAP message has faults and was refused."))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of a message: the alert, ``None`` where it has faults; all that was noticed."""

    alert: Alert | None
    findings: tuple[CapFinding, ...]

    @property
    def faults(self) -> list[CapFinding]:
        """What it is refused for."""
        return [one for one in self.findings if one.is_fault]


def read_cap(content: bytes) -> Alert:
    """The alert. Raises ``RefusedAlert`` for faults, ``UnreadableFile`` for what is no XML, too large or hostile."""
    examined = examine(content)
    if examined.alert is None:
        raise RefusedAlert(examined.findings)
    return examined.alert


def message_text(content: bytes) -> str:
    """The message as text, whatever its encoding. Raises ``UnreadableFile`` for what is no text."""
    return decode(content)[0]


def message_bytes(text: str) -> bytes:
    """A message that somebody pasted, as bytes that are read as UTF-8, whatever encoding it says it once had."""
    return codecs.BOM_UTF8 + text.encode("utf-8", errors="replace")


def examine(content: bytes) -> Examined:
    """Looks through a whole message. Raises ``UnreadableFile`` as ``read_cap``."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            _("A CAP message of over 1 MB is not read."), remedy=_("Ask the sender for a smaller one.")
        )
    found = Findings()
    told, repairs = decode(content)
    if set(repairs) - {repair(ENCODING_GUESSED)}:
        found.note("encoding", "alert", 1)
    if "<!DOCTYPE" in told:
        raise UnreadableFile(
            _("This XML has a document type, which no CAP message has and attacks use."),
            remedy=_("Ask the sender for a plain CAP 1.2 message."),
        )
    root, mended = parse_xml(told)
    if mended:
        found.note("not-cap", "alert", line_of(root))
    alert = _alert(root, found)
    return Examined(None if found.n_faults else alert, tuple(sorted(found.all, key=lambda one: one.line)))


def _alert(root: etree._Element, found: Findings) -> Alert | None:
    namespace, _brace, name = str(root.tag).removeprefix("{").rpartition("}")
    if name != "alert" or not (namespace == NAMESPACE or namespace.startswith(_OTHER_VERSIONS)):
        found.note("not-cap", name, line_of(root), namespace)
        return None
    if namespace != NAMESPACE:
        # The rest is looked through all the same: who mends it mends all at once.
        found.note("other-version", "alert", line_of(root), namespace)
    part = looked_through(root, "alert", ALERT, found, namespace=namespace)
    if part.is_signed:
        part.note("signed")
    alert = Alert(
        identifier=value(part, "identifier", values.name, ""),
        sender=value(part, "sender", values.name, ""),
        sent_at=value(part, "sent", values.moment, UNKNOWN_AT),
        status=word(part, "status", AlertStatus, AlertStatus.DRAFT),
        message_type=word(part, "msgType", MessageType, MessageType.ALERT),
        scope=word(part, "scope", AlertScope, AlertScope.PUBLIC),
        source=text(part, "source"),
        restriction=text(part, "restriction"),
        addresses=value(part, "addresses", values.items, ()),
        codes=words(part, "code"),
        note=text(part, "note"),
        references=value(part, "references", values.references, (), is_empty_a_fault=True),
        incidents=value(part, "incidents", values.items, ()),
        infos=_infos(part, namespace),
    )
    _check(alert, part)
    return alert


def _infos(part: Part, namespace: str) -> tuple[Info, ...]:
    return tuple(info_of(child, place, part.found, namespace) for child, place in part.places("info"))


def _check(alert: Alert, part: Part) -> None:
    """What one element says of another."""
    _check_scope(alert, part)
    _check_references(alert, part)
    if not alert.infos and alert.message_type in {MessageType.ALERT, MessageType.UPDATE}:
        part.note("no-info")
    if alert.message_type is MessageType.ERROR and not alert.note:
        part.note("no-note")
    _check_languages(alert, part)
    if alert.sent_at is not UNKNOWN_AT:
        for info, (child, place) in zip(alert.infos, part.places("info"), strict=True):
            _check_times(alert, info, part.found, place, line_of(child))


def _check_scope(alert: Alert, part: Part) -> None:
    if alert.scope is AlertScope.RESTRICTED and not alert.restriction:
        part.note("no-restriction", "scope")
    if alert.scope is AlertScope.PRIVATE and not alert.addresses:
        part.note("no-addresses", "scope")
    if alert.scope is not AlertScope.RESTRICTED and alert.restriction:
        part.note("needless-restriction", "restriction")


def _check_references(alert: Alert, part: Part) -> None:
    if alert.message_type is not MessageType.ALERT and "references" not in part.children:
        part.note("no-references", "msgType")
    for one in alert.references:
        if (one.sender, one.identifier) == (alert.sender, alert.identifier):
            part.note("own-reference", "references")
        elif one.sent_at > alert.sent_at and alert.sent_at is not UNKNOWN_AT:
            part.note("later-reference", "references")


def _check_languages(alert: Alert, part: Part) -> None:
    languages = [info.language.lower() for info in alert.infos]
    if len(set(languages)) < len(languages):
        part.note("same-language", "info")


def _check_times(alert: Alert, info: Info, found: Findings, place: str, line: int) -> None:
    expires_at = info.expires_at
    if expires_at is None or expires_at is UNKNOWN_AT:
        return
    if expires_at <= (info.effective_at or alert.sent_at) or expires_at <= alert.sent_at:
        # Whoever takes back what is over must be heard: a cancellation that is refused would leave it standing.
        is_cancel = alert.message_type in {MessageType.CANCEL, MessageType.ACK, MessageType.ERROR}
        found.note("expired-cancel" if is_cancel else "expires-early", f"{place}/expires", line)
    if info.onset_at is not None and info.onset_at > expires_at:
        found.note("late-onset", f"{place}/onset", line)
