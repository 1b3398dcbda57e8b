"""Reads coordinates as people write, paste and forward them, in the notations of four languages and Russian.

A text is cut into numbers, marks (degrees, minutes, seconds), words for north, south, east and west, and words for
latitude and longitude. A text with anything else in it is not coordinates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from punkt.errors import InvalidCoordinates
from punkt.geo.coordinate_links import is_link, pair_of_geo_address, pair_of_link
from punkt.geo.plus_codes import is_full_plus_code, position_of_plus_code
from punkt.model.position import Position
from punkt.wording import gettext_noop as _

MAX_TEXT = 2_000
"""Characters of a text that may be coordinates; links of map sites are the longest."""

COUNTRY_BOXES = {
    "UA": (44.0, 52.5, 22.0, 40.3),
    "EE": (57.4, 60.0, 21.5, 28.3),
    "SE": (55.1, 69.2, 10.4, 24.3),
}
"""South, north, west, east of the countries that Punkt serves: they tell which of two numbers is the latitude."""

_NUMBER, _MARK, _SIDE, _AXIS, _BREAK = "number", "mark", "side", "axis", "break"
_SIDES = {
    "N": "n north nord norr nordlig nordliga põhja põhjalaiust põhjalaius pl пн північ північної північна с сев"
    " северной северная",
    "S": "s south syd söder sydlig sydliga lõuna lõunalaiust lõunalaius пд південь південної південна ю юж южной южная",
    "E": "e east öst ost öster ö o östlig östliga ostlig ostliga ida idapikkust idapikkus ip сх схід східної східна в"
    " вост восточной восточная е",
    "W": "w west väst väster v västlig västliga lääne läänepikkust läänepikkus зх захід західної західна з зап западной"
    " западная",
}
_AXES = {
    "lat": "lat latitude latitud ш шир широта широти широты laius laiust laiuskraad bredd bredden breddgrad",
    "lon": "lon lng long longitude longitud д дов довг довгота довготи долгота долготы pikkus pikkust pikkuskraad längd"
    " längden längdgrad",
}
_MARKS = {
    "°": "deg degree degrees d град градус градуси градусів градусов kraadi kraad grader grad",
    "'": "min minutes хв хвилин хвилини мин минут minutit minuter",
    '"': "sec seconds сек секунд секунди sekundit sekunder",
}
_SILENT = "gps wgs координати координаты coordinates coords position koordinaadid koordinater і та и and ja och"


def _word_meanings() -> dict[str, tuple[str, str] | None]:
    meanings: dict[str, tuple[str, str] | None] = dict.fromkeys(_SILENT.split())
    for kind, table in ((_SIDE, _SIDES), (_AXIS, _AXES), (_MARK, _MARKS)):
        meanings |= {word: (kind, value) for value, words in table.items() for word in words.split()}
    return meanings


_WORDS = _word_meanings()
_SAME_MARKS = str.maketrans(
    {
        **dict.fromkeys("º˚∘⁰", "°"),
        **dict.fromkeys("’‘′ʹʼ`´＇‛", "'"),
        **dict.fromkeys("”“„″ʺˮ＂«»", '"'),
        **dict.fromkeys("−–‒‐‑", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\t\r()[]:=", " "),
        **dict.fromkeys(";|/\n", ";"),
    }
)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[+-]?\s?[0-9]{1,12}(?:\.[0-9]{0,20})?(?![0-9]))|(?P<mark>[°'\"])|(?P<break>[,;])|(?P<word>[^\W\d_]+)\.?)\s*"
)


_CODE_IN_LINK = re.compile(r"(?<=[/=])[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,7}(?=$|[/?&#,])")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse_coordinates(text: str) -> Position | None:
    """The place that the text names by coordinates, or ``None`` if it is not coordinates.

    Read are: decimal degrees with point or comma; degrees, minutes and seconds with any quote marks; north and east in
    English, Ukrainian, Estonian, Swedish and Russian; geo: addresses; links of map sites; full plus codes. Latitude
    comes first unless the text says otherwise; bare numbers are turned round when only that puts them in Ukraine,
    Estonia or Sweden. Raises ``InvalidCoordinates`` when the text is clearly meant to be coordinates of no place.
    """
    text = text.strip()
    if not text or len(text) > MAX_TEXT:
        return None
    first_word = text.split(maxsplit=1)[0].rstrip(",")
    if is_full_plus_code(first_word):
        return position_of_plus_code(first_word)
    if found := pair_of_geo_address(text):
        return Position(*found[0], accuracy_m=found[1])
    if is_link(text):
        if code := _CODE_IN_LINK.search(unquote(text)):
            return position_of_plus_code(code[0])
        pair = pair_of_link(text)
        return None if pair is None else Position(*_turned_if_only_so(*pair))
    return _written(text)


def _is_in_our_countries(latitude: float, longitude: float) -> bool:
    return any(s <= latitude <= n and w <= longitude <= e for s, n, w, e in COUNTRY_BOXES.values())


def _turned_if_only_so(first: float, second: float) -> tuple[float, float]:
    is_impossible = abs(first) > 90.0 >= abs(second)
    only_turned = _is_in_our_countries(second, first) and not _is_in_our_countries(first, second)
    return (second, first) if only_turned or (is_impossible and abs(first) <= 180.0) else (first, second)


def _written(text: str) -> Position | None:
    tokens = _tokens(text)
    halves = _halves(tokens) if tokens else None
    if tokens is None or halves is None:
        return None
    numbers = [token.text for token in tokens if token.kind == _NUMBER]
    is_meant = any(token.kind in {_MARK, _SIDE, _AXIS} for token in tokens) or (
        len(numbers) == 2 and all(re.search(r"\.[0-9]", number) for number in numbers)
    )
    try:
        position = _place(_angle(halves[0]), _angle(halves[1]))
    except InvalidCoordinates:
        if is_meant:
            raise
        return None
    if is_meant:
        return position
    # Bare whole numbers may as well be a post code, a telephone or a house: they must lead to one of our countries.
    is_parted = len(numbers) == 2 or any(token.kind == _BREAK for token in tokens)
    return position if is_parted and _is_in_our_countries(position.latitude, position.longitude) else None


def _tokens(text: str) -> list[_Token] | None:
    """The text cut up, breaks at the ends left out; ``None`` when something in it is no part of coordinates."""
    plain = re.sub(r"(?<=[0-9])-(?=[0-9])", " ", text.translate(_SAME_MARKS).replace("''", '"').casefold())
    plain = _with_decimal_points(re.sub(r"\bwgs[ -]?84\b", " ", plain)).strip(" ,;.")
    tokens: list[_Token] = []
    start = 0
    while start < len(plain):
        match = _TOKEN.match(plain, start)
        if match is None or match.lastgroup is None:
            return None
        start, kind, piece = match.end(), match.lastgroup, match[match.lastgroup]
        if kind != "word":
            tokens.append(_Token(kind, piece.replace(" ", "")))
        elif piece not in _WORDS:
            return None
        elif meaning := _WORDS[piece]:
            tokens.append(_Token(*meaning))
    return tokens


def _with_decimal_points(text: str) -> str:
    """Decimal commas turned into points: none where points are, else all if that leaves numbers in pairs."""
    if re.search(r"[0-9]\.[0-9]", text):
        return text
    with_points = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text)
    if four := re.fullmatch(r"([+-]?[0-9]+),([0-9]+),([+-]?[0-9]+),([0-9]+)", text):  # 50,45,30,52
        return "{}.{};{}.{}".format(*four.groups())
    is_paired = len(re.findall(r"[0-9]+(?:\.[0-9]+)?", with_points)) % 2 == 0
    return with_points if is_paired else text


def _halves(tokens: Sequence[_Token]) -> tuple[list[_Token], list[_Token]] | None:
    """The tokens of the first and of the second angle; ``None`` where they are not two."""
    if not 2 <= sum(token.kind == _NUMBER for token in tokens) <= 6:
        return None
    breaks = [place for place, token in enumerate(tokens) if token.kind == _BREAK]
    plain = [token for token in tokens if token.kind != _BREAK]
    middle = breaks[0] if len(breaks) == 1 else _middle(plain)
    halves = plain[:middle], plain[middle:]
    return halves if all(any(token.kind == _NUMBER for token in half) for half in halves) else None


def _middle(tokens: Sequence[_Token]) -> int:
    """Where the second angle begins in tokens without a break between them."""
    numbers = [place for place, token in enumerate(tokens) if token.kind == _NUMBER]
    degrees = [place for place, token in enumerate(tokens) if token == _Token(_MARK, "°")]
    for kind in (_SIDE, _AXIS):
        places = [place for place, token in enumerate(tokens) if token.kind == kind]
        if len(places) == 2 and places[0] < numbers[0]:  # N 50 E 30
            return places[1]
        if len(places) == 2:  # 50 N 30 E, with the word for latitude after the side, maybe
            after = places[0] + 1
            return after + (after < len(tokens) and _axis(tokens[after]) == _axis(tokens[places[0]]))
    if len(degrees) == 2:
        return max(place for place in numbers if place < degrees[1])
    return numbers[len(numbers) // 2]


def _axis(token: _Token) -> str | None:
    if token.kind == _SIDE:
        return "lat" if token.text in {"N", "S"} else "lon"
    return token.text if token.kind == _AXIS else None


def _angle(tokens: Sequence[_Token]) -> tuple[float, str | None]:
    """Degrees, and which of the two the words say they are; raises ``InvalidCoordinates``."""
    sides = {token.text for token in tokens if token.kind == _SIDE}
    axes = {axis for token in tokens if (axis := _axis(token))}
    numbers = _numbers_by_mark(tokens)
    if len(sides) > 1 or len(axes) > 1:
        raise InvalidCoordinates(_("One of the numbers is given two directions."))
    if any("." in number for number in numbers[:-1]) or any(not 0.0 <= float(part) <= 60.0 for part in numbers[1:]):
        raise InvalidCoordinates(_("Minutes and seconds must be below 60, and only the last number may have decimals."))
    size = sum(abs(float(number)) / 60.0**power for power, number in enumerate(numbers))
    is_negative = numbers[0].startswith("-")
    if is_negative and sides:
        raise InvalidCoordinates(_("A number has both a minus and a direction."), remedy=_("Leave one of them out."))
    return (-size if is_negative or sides & {"S", "W"} else size), next(iter(axes), None)


def _numbers_by_mark(tokens: Sequence[_Token]) -> list[str]:
    """Degrees, minutes, seconds as written; their marks may be left out but not be in another order."""
    numbers: list[str] = []
    marked = ""
    for token in tokens:
        if token.kind == _NUMBER:
            numbers.append(token.text)
        elif token.kind == _MARK:
            marked += token.text
            if (
                not numbers
                or len(numbers) > 3
                or token.text != "°'\""[len(numbers) - 1]
                or marked.count(token.text) > 1
            ):
                raise InvalidCoordinates(_("The marks of degrees, minutes and seconds are not in their order."))
    if len(numbers) > 3:
        raise InvalidCoordinates(_("There are too many numbers."))
    return numbers


def _place(first: tuple[float, str | None], second: tuple[float, str | None]) -> Position:
    (first_degrees, first_axis), (second_degrees, second_axis) = first, second
    if first_axis is not None and first_axis == second_axis:
        raise InvalidCoordinates(_("Both numbers are latitudes, or both are longitudes."))
    if first_axis == "lon" or second_axis == "lat":
        return Position(second_degrees, first_degrees)
    if first_axis is None and second_axis is None:
        return Position(*_turned_if_only_so(first_degrees, second_degrees))
    return Position(first_degrees, second_degrees)
