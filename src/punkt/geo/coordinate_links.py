"""Coordinates inside geo: addresses (RFC 5870) and the links that map sites give to share a place."""

import re
from urllib.parse import unquote_plus

Pair = tuple[float, float]

_NUMBER = r"([+-]?\d{1,3}(?:\.\d{1,20})?)"
_COMMA = r"\s*[,~;]\s*"
_PAIR = _NUMBER + _COMMA + _NUMBER + r"(?![\d.])"
_GEO = re.compile(rf"geo:{_PAIR}(?:,[+-]?[\d.]+)?(?P<rest>[;?].*)?", re.IGNORECASE)
_GEO_ASKED = re.compile(rf"[?&]q={_PAIR}")
_GEO_UNCERTAINTY = re.compile(r";u=(\d{1,7}(?:\.\d{1,6})?)(?![\d.])", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?[/?#]\S.*", re.IGNORECASE)
# From the mark that a person set to the middle of what they looked at.
_IN_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&#]mlat={_NUMBER}&(?:.*&)?mlon={_NUMBER}",
        rf"[?&#](?:q|query|destination|daddr|loc|pin|marker|where)=(?:loc:|geo:)?{_PAIR}",
        rf"/(?:place|search|dir|share)/(?:[^/]*/)*?{_PAIR}",
        rf"[?&#](?:lat|latitude|y)={_NUMBER}&(?:.*&)?(?:lon|lng|long|longitude|x)={_NUMBER}",
        rf"[?&#](?:ll|sll|cbll|center|centre|cp|c|map|coords?|coordinates|daddr|saddr)={_PAIR}",
        rf"@{_PAIR}",
        rf"#(?:map=)?[\d.]+/{_NUMBER}/{_NUMBER}(?![\d.])",
        rf"/{_PAIR}(?:$|[/?#])",
    )
)
_TURNED_IN_LINKS = re.compile(
    rf"[?&#](?:lon|lng|long|longitude|x)={_NUMBER}&(?:.*&)?(?:lat|latitude|y)={_NUMBER}", re.IGNORECASE
)


def is_link(text: str) -> bool:
    """Whether the text is a web address, with or without its scheme."""
    return bool(_LINK.fullmatch(text))


def pair_of_geo_address(text: str) -> tuple[Pair, float | None] | None:
    """(latitude, longitude) and the uncertainty in metres of ``geo:50.45,30.52;u=35``; ``None`` if it is none.

    ``geo:0,0?q=50.45,30.52(Name)``, as phones write it, means the place after ``q=``.
    """
    match = _GEO.fullmatch(unquote_plus(text) if "%" in text else text)
    if match is None:
        return None
    rest = match["rest"] or ""
    asked = _GEO_ASKED.search(rest)
    latitude, longitude = (asked or match).groups()[:2]
    uncertainty = _GEO_UNCERTAINTY.search(rest)
    return (float(latitude), float(longitude)), float(uncertainty[1]) if uncertainty else None


def pair_of_link(text: str) -> Pair | None:
    """(latitude, longitude) in a link of a map site, a set mark before the middle of the map; ``None`` if none."""
    link = unquote_plus(text)
    if turned := _TURNED_IN_LINKS.search(link):
        return float(turned[2]), float(turned[1])
    for pattern in _IN_LINKS:
        if match := pattern.search(link):
            return float(match[1]), float(match[2])
    return None
