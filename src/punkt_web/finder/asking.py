"""Reads what somebody asks: where they are and what they need, from text that may hold anything."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from punkt.errors import InvalidCode, InvalidCoordinates
from punkt.geo.coordinates import parse_coordinates
from punkt.ids import normal_point_code
from punkt.model.fields import NEEDS
from punkt.model.position import Position
from punkt.places.fold import folded
from punkt.places.gazetteer import Place
from punkt.places.matches import LIKELY, SURE, PlaceMatch
from punkt.places.search import default_places
from punkt.wording import gettext_noop
from punkt_web.common.names import COUNTRY_LANGUAGES, name_in
from punkt_web.registry.published import PublishedPoint
from punkt_web.registry.published_territories import NamedTerritory, territories_named

MAX_TEXT = 200
"""Characters of a question that are read."""

_N_MATCHES = 40
"""Villages of the commonest names, and behind them the towns that were once called so."""
_N_OTHERS = 5
_ALIKE = 0.05
_TOO_SHORT = 2
"""Letters that begin the names of hundreds of places."""

_NULL_ISLAND = re.compile(r"0\s*[,;\s]\s*0")


@dataclass(frozen=True, slots=True)
class Where:
    """A place to measure from. ``country`` is "" where the position was given as numbers."""

    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    is_typed: bool
    """Found from a name that was typed, so that the middle of the place stands for all of it."""
    place_id: int | None = None
    is_address: bool = False
    """An address or name that a point has: the nearest to the typed one that we know."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. At most one of ``code``, ``where`` and ``territory`` is there, or a territory with its middle
    as ``where``; ``problem`` says what is wrong.

    ``others`` are further places that may have been meant; ``unmatched`` is the part of the text that names nothing
    we know; ``is_guess``: the name was not found as typed, and ``where`` is the nearest to it; ``is_unknown``: nothing
    is called nearly so, and ``others`` are names that are like it at all.
    """

    text: str = ""
    needs: tuple[str, ...] = ()
    has_unknown_needs: bool = False
    code: str = ""
    where: Where | None = None
    territory: NamedTerritory | None = None
    others: tuple[Where, ...] = ()
    unmatched: str = ""
    is_guess: bool = False
    is_unknown: bool = False
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was asked."""
        return not (self.text or self.where or self.problem)


Known = Callable[[str, Place | None], Sequence[PublishedPoint]]
"""Points whose names or addresses have the words of a text, in and around a town where one is given."""


def read_question(asked: Mapping[str, Sequence[str]], *, language: str, known: Known) -> Question:
    """The question in the parameters ``q``, ``place``, ``lat``, ``lon``, ``need`` (each a list of texts)."""
    needs, has_unknown_needs = read_needs(asked.get("need", ()))
    text = clean(_first(asked, "q"))
    start = Question(text=text, needs=needs, has_unknown_needs=has_unknown_needs)
    latitude, longitude = _first(asked, "lat"), _first(asked, "lon")
    if text:
        chosen = _chosen_place(_first(asked, "place"), text)
        return replace(start, where=_of_place(chosen, language)) if chosen else _at_text(start, language, known)
    return _at_numbers(start, latitude, longitude) if latitude or longitude else start


def read_needs(asked: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The known needs in the order of the register, and whether unknown ones were left out."""
    wanted = {text for text in asked if text}
    return tuple(need for need in NEEDS if need in wanted), not wanted <= NEEDS.keys()


def clean(text: str) -> str:
    """One line of printable text, at most ``MAX_TEXT`` characters."""
    shown = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in text[:1000]
    )
    return " ".join(shown.split())[:MAX_TEXT].strip()


def _chosen_place(place_id: str, text: str) -> Place | None:
    """The place that was picked among several, as long as the text beside it still names it."""
    if not (place_id.isascii() and place_id.isdigit() and len(place_id) <= 12):
        return None
    place = default_places().place(int(place_id))
    if place is None or folded(text) not in {
        folded(name) for name in (place.name, place.latin_name, place.english_name)
    }:
        return None
    return place


def _first(asked: Mapping[str, Sequence[str]], name: str) -> str:
    values = asked.get(name) or ("",)
    return values[0]


def _at_numbers(question: Question, latitude: str, longitude: str) -> Question:
    try:
        place = Position(_degrees(latitude), _degrees(longitude))
    except InvalidCoordinates:
        return replace(question, problem=_("The position in this link is not a place on the Earth."))
    return replace(question, where=_where(place))


def _degrees(text: str) -> float:
    try:
        degrees = float(text.replace(",", ".")[:40])
    except ValueError:
        degrees = math.nan
    if not math.isfinite(degrees):
        raise InvalidCoordinates(gettext_noop("Not a number."))
    return degrees


def _where(place: Position) -> Where:
    return Where(
        name=f"{place.latitude:.4f}, {place.longitude:.4f}",
        region="",
        country="",
        latitude=place.latitude,
        longitude=place.longitude,
        is_typed=False,
    )


def _at_text(question: Question, language: str, known: Known) -> Question:
    try:
        place = Position(0.0, 0.0) if _NULL_ISLAND.fullmatch(question.text) else parse_coordinates(question.text)
    except InvalidCoordinates:
        return replace(question, problem=_("These coordinates are not a place on the Earth."))
    if place is not None:
        return replace(question, where=_where(place))
    code = _code(question.text)
    if code and _has_digit(code):
        return replace(question, code=code)
    if _looks_like_code(question.text):
        return replace(question, problem=code_problem(question.text))
    matches = default_places().search(question.text, limit=_N_MATCHES)
    if code and not (matches and matches[0].score >= SURE):
        return replace(question, code=code)
    return _at_name(question, matches, language, known)


def _at_name(question: Question, matches: list[PlaceMatch], language: str, known: Known) -> Question:
    if _is_too_short(question.text, matches):
        return replace(question, problem=_("Type more letters of the name: many places begin so."))
    top = matches[0].score if matches else 0.0
    if top >= SURE:
        return _at_place(question, matches, language, known)
    territories = territories_named(question.text)
    if territories:
        return _at_territory(question, territories[0], language)
    addresses = _addresses(known(question.text, None), language)
    if addresses:
        return replace(question, where=addresses[0], others=tuple(addresses[1 : _N_OTHERS + 1]))
    if top < LIKELY:
        meant = tuple(_of_place(match.place, language) for match in matches[:_N_OTHERS])
        unknown = _("We do not know a place of this name.")
        return replace(question, others=meant, is_unknown=True, problem=unknown)
    where, *others = (_of_place(match.place, language) for match in matches[: _N_OTHERS + 1])
    return replace(question, where=where, others=tuple(others), unmatched=matches[0].unmatched, is_guess=True)


def _at_place(question: Question, matches: list[PlaceMatch], language: str, known: Known) -> Question:
    """A place whose name was typed, and in it the address that was typed beside it, where a point has it."""
    first = matches[0]
    asked = replace(
        question,
        where=_of_place(first.place, language),
        others=tuple(_of_place(match.place, language) for match in _also_meant(first, matches[1:])),
        unmatched=first.unmatched,
    )
    addresses = _addresses(known(first.unmatched, first.place), language) if first.unmatched else []
    return replace(asked, where=addresses[0], unmatched="") if addresses else asked


def _also_meant(first: PlaceMatch, others: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """Of the other matches those to offer: other towns, places that are called so too, then names that begin so.

    The largest that is called so is among them, however many villages have the name. Below a sure match, places of
    clearly other names are noise.
    """
    called_so = [match for match in others if match.is_other_town or (match.is_named and match.score >= SURE)]
    alike = [match for match in others if match.is_named or match.score >= first.score - _ALIKE]
    offered = [*called_so, *(match for match in alike if match not in called_so)]
    left_out = [match for match in called_so[_N_OTHERS:] if match.place.is_town]
    largest = sorted(left_out, key=lambda match: -(match.place.population or 0))[:1]
    return [*offered[: _N_OTHERS - len(largest)], *largest]


def _addresses(points: Sequence[PublishedPoint], language: str) -> list[Where]:
    """Where the points are, one for each settlement, in their order."""
    of_settlement: dict[str, Where] = {}
    for point in points:
        if point.latitude is not None and point.longitude is not None and not point.is_area_only:
            where = Where(
                name=point.address or name_in(point.names, language, point.country),
                region=point.settlement if point.settlement not in point.address else "",
                country=point.country,
                latitude=point.latitude,
                longitude=point.longitude,
                is_typed=True,
                is_address=True,
            )
            of_settlement.setdefault(point.settlement or point.code, where)
    return list(of_settlement.values())


def _is_too_short(text: str, matches: Sequence[PlaceMatch]) -> bool:
    """Whether so few letters are no question, unless some place is called just so."""
    letters = [character for character in text if character.isalpha()]
    is_name = bool(matches) and folded(matches[0].matched_name) == folded(text)
    return 0 < len(letters) <= _TOO_SHORT and not is_name


def _at_territory(question: Question, territory: NamedTerritory, language: str) -> Question:
    if territory.latitude is None or territory.longitude is None:
        return replace(question, territory=territory)
    where = Where(
        name=name_in(territory.names, language, territory.country),
        region=name_in(territory.parent_names, language, territory.country),
        country=territory.country,
        latitude=territory.latitude,
        longitude=territory.longitude,
        is_typed=True,
    )
    return replace(question, where=where, territory=territory)


def _of_place(place: Place, language: str) -> Where:
    own = COUNTRY_LANGUAGES[place.country]
    return Where(
        name=place_name(place, language),
        region=name_in({own: place.region_name, "en": place.region_latin_name}, language, place.country),
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        is_typed=True,
        place_id=place.place_id,
    )


def place_name(place: Place, language: str) -> str:
    """What a settlement is called by readers of a language: in letters that they read."""
    names = {"uk": place.name, "en": place.english_name}
    return names.get(language, place.name if _is_read(place, language) else place.latin_name)


def _is_read(place: Place, language: str) -> bool:
    return place.country != "UA" or language == "uk"


def _code(text: str) -> str:
    try:
        return normal_point_code(text)
    except InvalidCode:
        return ""


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _looks_like_code(text: str) -> bool:
    """One word, or two, of about six letters and digits with a digit among them: no place is called so."""
    compact = _compact(text)
    return len(text.split()) <= 2 and 5 <= len(compact) <= 7 and _has_digit(compact)


def _compact(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def code_problem(text: str) -> str:
    """Why a text is no point code, in words; "" where it is one."""
    if _code(text):
        return ""
    n_characters = len(_compact(text))
    if n_characters != 6:
        return _("A point code has 6 characters, like K7F-2M3. This one has %(n)d.") % {"n": n_characters}
    return _("This is not a point code: a character is wrong or two are swapped. Read it again from the door.")
