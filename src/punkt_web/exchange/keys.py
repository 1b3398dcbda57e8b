"""What names a row of a list from one file to the next, and what tells that it changed."""

import json
from collections.abc import Mapping
from hashlib import blake2b

from punkt.formats.draft import PointDraft
from punkt.places.fold import folded_lines

UNIQUE_AUTHORITIES = ("", "guid", "osm", "wikidata", "objectid")
"""Identifiers that name a point, the surest first; the codes of organisations (EDRPOU) name many points at once."""
ORGANISATION_AUTHORITIES = frozenset({"edrpou", "edebo"})


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def identifier_key(identifiers: tuple[tuple[str, str], ...]) -> str:
    """The key of a row that carries an identifier; "" where it carries none that names a point."""
    if not identifiers:
        return ""
    return _digest("identifier", *min(identifiers, key=_trust))


def _trust(identifier: tuple[str, str]) -> tuple[int, tuple[str, str]]:
    authority = identifier[0]
    place = UNIQUE_AUTHORITIES.index(authority) if authority in UNIQUE_AUTHORITIES else len(UNIQUE_AUTHORITIES) - 2
    return place, identifier


def base_key(draft: PointDraft) -> str:
    """What a row without an identifier is known by: name, address and settlement; "" where it has none of them."""
    parts = (*sorted(draft.names.values()), str(draft.values.get("address", "")))
    if not any(parts):
        return ""
    where = (str(draft.values.get("settlement", "")), draft.places.get("settlement", ""), draft.places.get("code", ""))
    return _digest("place", folded_lines("\n".join((*parts, *where))))


def spot_key(base: str, draft: PointDraft) -> str:
    """The base with the position to about ten metres: apart for two rows of one name at two places."""
    position = draft.position
    spot = f"{position.latitude:.4f} {position.longitude:.4f}" if position else ""
    return _digest("spot", base, spot) if base or spot else ""


def payload_key(payload_text: str) -> str:
    """The last resort: the row itself."""
    return _digest("row", payload_text)


def payload_text(payload: Mapping[str, object]) -> str:
    """The row as received, as one line of JSON."""
    return _json(payload)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def row_digest(text: str, reading: str) -> str:
    """Stands for a row and for how it was read: ``reading`` says what its columns were taken for."""
    return _digest("content", reading, text)


def again(key: str, time: int) -> str:
    """The key of a row that stands in the file for the second, third ... time."""
    return _digest("again", key, str(time))
