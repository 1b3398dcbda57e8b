"""Texts of CAP elements -> values. Each raises ``BadText`` with the code of a finding."""

import base64
import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from punkt.formats.cap.model import Circle, Position, Reference

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-])(\d\d):(\d\d)", re.ASCII)
_LETTER = re.compile(r".*\d[A-Za-z]", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_LANGUAGE = re.compile(r"(?:[a-zA-Z]{2,3}|[ixIX](?=-))(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_ITEM = re.compile(r'"([^"]*)"|([^\s"]+)')
_DIGEST = re.compile(r"[0-9a-fA-F]{40}")
_LONGEST_RADIUS_KM = 20_038.0
"""Half of the equator."""


class BadText(Exception):
    """A text that is no value. ``args[0]`` is the code of the finding."""


def moment(text: str) -> datetime:
    """A moment in UTC. A zone is required, and ``-00:00`` is UTC (CAP 1.2, 3.3.2)."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise BadText("letter-zone" if _LETTER.fullmatch(text) else "bad-time")
    local, sign, hours, minutes = found.groups()
    away = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or away > timedelta(hours=14):
        raise BadText("bad-time")
    try:
        read = datetime.fromisoformat(local).replace(tzinfo=UTC)
        return read - away if sign == "+" else read + away
    except (ValueError, OverflowError) as error:
        raise BadText("bad-time") from error


def written_moment(at: datetime) -> str:
    """The moment as CAP writes UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0") + "-00:00"


def number(text: str) -> float:
    """A decimal number, never one with an exponent, none that is infinite."""
    if _NUMBER.fullmatch(text) is None:
        raise BadText("bad-number")
    return float(text)


def written_number(value: float) -> str:
    """The number without an exponent, so that it is read as the very same."""
    return format(Decimal(repr(float(value))), "f")


def language(text: str) -> str:
    """A tag of a language as RFC 3066 has it, its first part the code of a language."""
    if _LANGUAGE.fullmatch(text) is None:
        raise BadText("bad-language")
    return text


def name(text: str) -> str:
    """An identifier or a sender."""
    if re.search(r"[\s,<&]", text):
        raise BadText("bad-name")
    return text


def address(text: str) -> str:
    """A whole address of a page or a file."""
    if _ADDRESS.fullmatch(text) is None:
        raise BadText("bad-address")
    return text


def content(text: str) -> str:
    """Base 64, without the breaks of its lines."""
    joined = "".join(text.split())
    try:
        base64.b64decode(joined, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadText("bad-content") from error
    return joined


def digest(text: str) -> str:
    """A SHA-1."""
    if _DIGEST.fullmatch(text) is None:
        raise BadText("bad-digest")
    return text


def size(text: str) -> int:
    """A count of bytes."""
    if not re.fullmatch(r"\+?\d{1,15}", text, re.ASCII):
        raise BadText("bad-number")
    return int(text)


def polygon(text: str) -> tuple[Position, ...]:
    """A closed outline of at least four pairs."""
    pairs = tuple(_position(pair, "bad-polygon") for pair in text.split())
    if len(pairs) < 4:
        raise BadText("short-polygon")
    if pairs[0] != pairs[-1]:
        raise BadText("open-polygon")
    return pairs


def written_polygon(pairs: Iterable[Position]) -> str:
    """The outline as CAP writes it."""
    return " ".join(_written_position(pair) for pair in pairs)


def circle(text: str) -> Circle:
    """A centre with a radius in km."""
    parts = text.split()
    if len(parts) != 2:
        raise BadText("bad-circle")
    try:
        radius_km = number(parts[1])
    except BadText as error:
        raise BadText("bad-circle") from error
    if radius_km < 0:
        raise BadText("bad-circle")
    if radius_km > _LONGEST_RADIUS_KM:
        raise BadText("long-radius")
    return Circle(_position(parts[0], "bad-circle"), radius_km)


def written_circle(one: Circle) -> str:
    """The circle as CAP writes it."""
    return f"{_written_position(one.centre)} {written_number(one.radius_km)}"


def _position(text: str, otherwise: str) -> Position:
    latitude, comma, longitude = text.partition(",")
    try:
        place = number(latitude), number(longitude)
    except BadText as error:
        raise BadText(otherwise) from error
    if not comma or abs(place[0]) > 90 or abs(place[1]) > 180:
        raise BadText("off-the-earth")
    return place


def _written_position(place: Position) -> str:
    return f"{written_number(place[0])},{written_number(place[1])}"


def items(text: str) -> tuple[str, ...]:
    """Names with spaces between them; one with spaces in it stands in quotation marks."""
    found = tuple(quoted or plain for quoted, plain in _ITEM.findall(text) if quoted or plain)
    if text.count('"') % 2 or not found:
        raise BadText("bad-list")
    return found


def written_items(names: Iterable[str]) -> str:
    """The names as CAP writes them."""
    return " ".join(f'"{one}"' if re.search(r"\s", one) else one for one in names)


def references(text: str) -> tuple[Reference, ...]:
    """The messages that are referred to."""
    return tuple(_reference(one) for one in text.split())


def _reference(text: str) -> Reference:
    parts = text.split(",")
    if len(parts) != 3 or not all(parts):
        raise BadText("bad-reference")
    try:
        return Reference(name(parts[0]), name(parts[1]), moment(parts[2]))
    except BadText as error:
        raise BadText("bad-reference") from error


def written_references(named: Iterable[Reference]) -> str:
    """The references as CAP writes them."""
    return " ".join(f"{one.sender},{one.identifier},{written_moment(one.sent_at)}" for one in named)
