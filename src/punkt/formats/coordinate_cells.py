"""A coordinate, or a pair of them in one cell, out of whatever people type: decimals, commas, degrees and minutes,
words for the hemisphere, links of map services, well-known text.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from punkt.formats.table import Cell
from punkt.formats.values import CACHE_SIZE, clean

Axis = Literal["", "latitude", "longitude"]


class Reading(NamedTuple):
    """``value`` in degrees or metres; ``step`` is what its last written place is worth; ``axis`` where it is said."""

    value: float
    step: float
    axis: Axis = ""


class Pair(NamedTuple):
    """Two readings in the order of the cell; ``first_axis`` is "" where the cell does not say which comes first."""

    first: Reading
    second: Reading
    first_axis: Axis = ""


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d])(?:{'|'.join(alternatives)})(?![^\W\d])", re.IGNORECASE)


_HEMISPHERES: tuple[tuple[re.Pattern[str], Axis, int], ...] = (
    (
        _words(
            r"північн\w*\s+широт\w*|півн\.?\s*ш\w*\.?|пн\.?\s*ш\.?|северн\w*\s+широт\w*|с\.?\s*ш\.?",
            r"põhjalaius\w*|nordlig\w*(?:\s+bredd)?|n",
        ),
        "latitude",
        1,
    ),
    (
        _words(r"південн\w*\s+широт\w*|пд\.?\s*ш\.?|южн\w*\s+широт\w*|ю\.?\s*ш\.?|lõunalaius\w*|sydlig\w*|s"),
        "latitude",
        -1,
    ),
    (
        _words(
            r"східн\w*\s+довгот\w*|сх\.?\s*д\.?|восточн\w*\s+долгот\w*|в\.?\s*д\.?",
            r"idapikkus\w*|östlig\w*(?:\s+längd)?|e",
        ),
        "longitude",
        1,
    ),
    (
        _words(
            r"західн\w*\s+довгот\w*|зх\.?\s*д\.?|западн\w*\s+долгот\w*|з\.?\s*д\.?",
            r"läänepikkus\w*|västlig\w*|w",
        ),
        "longitude",
        -1,
    ),
)
_LABELS: tuple[tuple[re.Pattern[str], Axis], ...] = (
    (re.compile(r"(?<!\w)(?:широта|latitude|lat|laius(?:kraad)?|latitud)\s*[:=]?", re.IGNORECASE), "latitude"),
    (
        re.compile(
            (r"(?<!\w)(?:довгота|долгота|longitude|long|lon|lng|pikkus(?:kraad)?|longitud)\s*[:=]?"), re.IGNORECASE
        ),
        "longitude",
    ),
)
_PLAIN = re.compile(r"[-+−]?\d{1,10}(?:[.,](\d{1,20}))?")
_GROUPED = re.compile(r"[-+−]?\d{1,3}(?:[ \u00a0]\d{3}){1,2}(?:[.,](\d{1,6}))?")
_DEGREES = re.compile(
    r"""([-+−]?)\s*(\d{1,3})(?:[.,](\d{1,15}))?\s*(?:°|º|˚|град\.?|deg|\bd\b)\s*
    (?:(\d{1,2})(?:[.,](\d{1,10}))?\s*(?:'|′|’|‘|мин\.?|хв\.?|m)\s*)?
    (?:(\d{1,2})(?:[.,](\d{1,10}))?\s*(?:"|″|”|“|''|′′|’’|сек\.?|s)?)?""",
    re.VERBOSE,
)
_SPACED = re.compile(r"(\d{1,3})[\s:]+(\d{1,2})[\s:]+(\d{1,2})(?:[.,](\d{1,10}))?")
_LINKED = re.compile(r"(-?\d{1,3}\.\d{2,15})\s*(?:,|;|/|%2C|\+|\s|!4d)+\s*(-?\d{1,3}\.\d{2,15})")
_WKT = re.compile(r"(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*(\S+)\s+(\S+?)[\s)].*", re.IGNORECASE)
_POINTED = re.compile(r"[-+−]?\d+\.\d+|[-+−]?\d+")
_COMMAED = re.compile(r"[-+−]?\d+,\d+")
_LONGEST = 300


def coordinate_of(cell: Cell) -> Reading | None:
    """One coordinate, ``None`` where the cell is not exactly one."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _of_number(float(cell)) if abs(cell) < 1e12 else None
    return _of_text(clean(cell).text) if isinstance(cell, str) and len(cell) <= _LONGEST else None


def _of_number(value: float) -> Reading | None:
    if value != value:  # noqa: PLR0124 - not a number
        return None
    decimals = len(repr(value).partition(".")[2]) if value != int(value) else 0
    return Reading(value, 10.0 ** -min(decimals, 20))


@lru_cache(maxsize=CACHE_SIZE)
def _of_text(text: str) -> Reading | None:
    plain = _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)
    if plain:
        return Reading(_float(re.sub(r"\s", "", text)), 10.0 ** -len(plain.group(1) or ""))
    bare, axis, sign = _without_words(text)
    bare = bare.strip(" .,;:")
    if bare == text:
        sign = 1
    plain = _PLAIN.fullmatch(bare)
    if plain:
        return Reading(sign * _float(bare), 10.0 ** -len(plain.group(1) or ""), axis)
    match = _DEGREES.fullmatch(bare)
    if match:
        return _of_degrees(match, axis, sign)
    spaced = _SPACED.fullmatch(bare)
    if spaced and (axis or ":" in bare):
        degrees, minutes, seconds, fraction = spaced.groups()
        return _sexagesimal(degrees, minutes, seconds, fraction or "", axis=axis, sign=sign)
    return None


def _without_words(text: str) -> tuple[str, Axis, int]:
    """The text without the words that name the axis or hemisphere, and what those said."""
    axis: Axis = ""
    for pattern, named in _LABELS:
        text, n_found = pattern.subn("", text, count=1)
        axis = named if n_found else axis
    for pattern, named, sign in _HEMISPHERES:
        rest, n_found = pattern.subn("", text, count=1)
        if n_found:
            return rest, named, sign
    return text, axis, 1


def _float(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-"))


def _of_degrees(match: re.Match[str], axis: Axis, sign: int) -> Reading | None:
    minus, degrees, fraction, minutes, minute_fraction, seconds, second_fraction = match.groups()
    sign = -sign if minus in ("-", "−") else sign
    if fraction:
        return (
            None if minutes or seconds else Reading(sign * float(f"{degrees}.{fraction}"), 10.0 ** -len(fraction), axis)
        )
    if minute_fraction:
        minute = float(f"{minutes}.{minute_fraction}")
        step = 10.0 ** -len(minute_fraction) / 60
        return Reading(sign * (int(degrees) + minute / 60), step, axis) if not seconds and minute < 60 else None
    if minutes is None and seconds is not None:
        return None
    return _sexagesimal(degrees, minutes, seconds, second_fraction or "", axis=axis, sign=sign)


def _sexagesimal(
    degrees: str, minutes: str | None, seconds: str | None, fraction: str, *, axis: Axis, sign: int
) -> Reading | None:
    minute, second = int(minutes or 0), float(f"{seconds or 0}.{fraction or 0}")
    if minute >= 60 or second >= 60:
        return None
    step = 10.0 ** -len(fraction) / 3600 if seconds else 1 / 60 if minutes else 1.0
    return Reading(sign * (int(degrees) + minute / 60 + second / 3600), step, axis)


def pair_of(cell: Cell) -> Pair | None:
    """Two coordinates in one cell, ``None`` where there are not exactly two."""
    if isinstance(cell, dict):
        return _pair_of_object(cell)
    if isinstance(cell, list):
        return _pair_of_list(cell)
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    return _pair_of_text(clean(cell).text)


def _pair_of_object(cell: dict[str, Cell]) -> Pair | None:
    if isinstance(cell.get("coordinates"), list):
        return _pair_of_list(cell["coordinates"])
    known = {key.casefold(): value for key, value in cell.items()}
    latitude = next((known[key] for key in ("lat", "latitude", "широта", "y") if key in known), None)
    longitude = next((known[key] for key in ("lng", "lon", "long", "longitude", "довгота", "x") if key in known), None)
    first, second = coordinate_of(latitude), coordinate_of(longitude)
    # The keys are labels like those of columns: they claim an order, and may be as wrong.
    return Pair(first, second) if first and second else None


def _pair_of_list(cell: Cell) -> Pair | None:
    """A list is GeoJSON's: the longitude comes first, unless the ranges say otherwise later."""
    if not isinstance(cell, list) or len(cell) not in (2, 3):
        return None
    first, second = coordinate_of(cell[0]), coordinate_of(cell[1])
    return Pair(first, second) if first and second else None


@lru_cache(maxsize=CACHE_SIZE)
def _pair_of_text(text: str) -> Pair | None:
    well_known = _WKT.fullmatch(text)
    if well_known:
        x, y = _of_text(well_known.group(1)), _of_text(well_known.group(2))
        return Pair(x, y, "longitude") if x and y else None
    if "://" in text or text.startswith("geo:"):
        linked = _LINKED.search(text)
        return _pair(linked.group(1), linked.group(2), "latitude") if linked else None
    return _pair_of_halves(text) or _pair_of_degrees(text) or _pair_of_numbers(text.strip("()[]{} "))


def _pair_of_halves(text: str) -> Pair | None:
    """Two halves of which each says its hemisphere or axis: "50.6 північної широти, 30.5 східної довготи"."""
    for halves in (
        text.split(";"),
        re.split(r",\s+", text),
        re.split(r"[,\s]+(?=[^\d\s])", text),
        re.split(r"(?<=[^\W\d])[,\s]+", text),
    ):
        if len(halves) != 2:
            continue
        first, second = _of_text(halves[0].strip()), _of_text(halves[1].strip())
        if first and second and {first.axis, second.axis} == {"latitude", "longitude"}:
            return Pair(first, second, first.axis)
    return None


def _pair_of_degrees(text: str) -> Pair | None:
    found = list(_DEGREES.finditer(text))
    if len(found) != 2:
        return None
    between = text[found[0].end() : found[1].start()]
    before, after = text[: found[0].start()], text[found[1].end() :]
    is_leading = bool(re.search(r"[^\W\d]", before))
    words = (before, between) if is_leading else (between, after)
    readings = []
    for match, word in zip(found, words, strict=True):
        _, axis, sign = _without_words(word.strip(" ,;"))
        readings.append(_of_degrees(match, axis, sign))
    first, second = readings
    return Pair(first, second, first.axis) if first and second else None


def _pair_of_numbers(text: str) -> Pair | None:
    if re.search(r"[^\W\d]", text):
        return None
    found = (
        _POINTED.findall(text) if "." in text or "," not in text else _COMMAED.findall(text) or _POINTED.findall(text)
    )
    if len(found) != 2:
        return None
    return _pair(found[0], found[1], "")


def _pair(first: str, second: str, axis: Axis) -> Pair | None:
    one, two = _of_text(first), _of_text(second)
    return Pair(one, two, axis) if one and two else None
