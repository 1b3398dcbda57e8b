"""How alike two names or two addresses are, whatever the alphabet, the word order and the abbreviations.

Names are compared by the letter pairs of their sounding (``sound_key``), so that Харків, Kharkiv and Xarkiv agree.
Numbers weigh more than letters: "Школа № 7" and "Школа № 17" are two schools, however alike they are written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from punkt.places.fold import folded, sound_key

CACHE_SIZE = 65_536

# What a list of points calls every one of its points says nothing about which one it is.
_GENERIC_WORDS = """
пункт пункти незламності незламность незламности точка центр укриття сховище найпростіше протирадіаційне споруда
опорний стаціонарний мобільний point points of the invincibility resilience shelter centre center kerksuskeskus
kriisikeskus varjumiskoht trygghetspunkt skyddsrum укритие скривалище убежище противорадиационно
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+|\d+")
_N_LETTERS = 37
_EDGE = 36


@dataclass(frozen=True, slots=True)
class NameShape:
    """A name made comparable.

    ``pairs`` has one bit for each letter pair that occurs; 0 where no letters tell the name apart.
    """

    pairs: int
    numbers: frozenset[str]
    key: str
    """The folded words in order of the alphabet: equal for names that differ in word order only."""

    def __bool__(self) -> bool:
        return bool(self.pairs or self.numbers)


_NAMELESS = NameShape(0, frozenset(), "")


@lru_cache(maxsize=CACHE_SIZE)
def name_shape(name: str) -> NameShape:
    """The shape of a name; empty for "Пункт незламності", which names none in particular."""
    words = [word for word in _WORD.findall(folded(name[:300])) if word not in _GENERIC]
    if not words:
        return _NAMELESS
    pairs = 0
    for word in words:
        if not word.isdigit():
            pairs |= _pairs(word)
    numbers = frozenset(word.lstrip("0") or "0" for word in words if word.isdigit())
    return NameShape(pairs, numbers, " ".join(sorted(words)))


@lru_cache(maxsize=CACHE_SIZE)
def _pairs(word: str) -> int:
    """One bit for each pair of neighbouring letters, the edges of the word counted as letters."""
    bits, before = 0, _EDGE
    for letter in sound_key(word):
        place = ord(letter) - 97 if "a" <= letter <= "z" else ord(letter) % _EDGE
        bits |= 1 << (before * _N_LETTERS + place)
        before = place
    return bits | 1 << (before * _N_LETTERS + _EDGE)


def name_likeness(one: NameShape, other: NameShape) -> float:
    """0 (nothing in common, or other numbers) to 1 (the same name)."""
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        return 0.0
    if not one.pairs and not other.pairs:
        return 1.0 if one.numbers == other.numbers and one.numbers else 0.0
    shared = (one.pairs & other.pairs).bit_count()
    likeness = 2 * shared / (one.pairs.bit_count() + other.pairs.bit_count())
    if one.numbers == other.numbers:
        return likeness
    return likeness * (0.9 if one.numbers and other.numbers else 0.8)


def best_likeness(names: tuple[NameShape, ...], others: tuple[NameShape, ...]) -> float | None:
    """The likeness of the two most alike names; ``None`` where one side has no name that tells it apart."""
    if not names or not others:
        return None
    return max(name_likeness(one, other) for one in names for other in others)


_STREET_AND_TOWN_WORDS = """
вул вулиця ул улица просп проспект пр пр т бульвар бульв бул провулок пров пер переулок площа пл шосе шоссе узвіз
майдан набережна наб буд будинок дом д корп корпус street str st avenue ave road rd tn tänav tanav mnt maantee pst
puiestee gatan gata vägen vagen м місто с село смт селище гр город
"""
_STREET_WORDS = frozenset(_STREET_AND_TOWN_WORDS.split())
_ADDRESS_WORD = re.compile(r"\d+\s*[^\W\d_](?![^\W\d_])|\d+|[^\W\d_]+")
_SPACES = re.compile(r"\s+")


class AddressShape(NamedTuple):
    """An address made comparable: the words and numbers of street and house in an order of their own.

    ``key`` is empty for an address without a house number. ``place`` is the settlement that stands before the street.
    """

    key: str
    place: str


_NOWHERE = AddressShape("", "")
_WIDER_PLACE = re.compile(
    r"\b(?:область|обл|район|р н|громада|тг|отг|maakond|linnaosa|vald|lan|kommun|oblast|raion|district)\b"
)
_DIGIT = re.compile(r"\d")
_POSTCODE = re.compile(r"\W*[\d\s-]{5,}\W*")
_HOUSE = re.compile(r"\W*(?:буд|будинок|дом|д|no|nr)?[\W_]*\d.{0,8}", re.IGNORECASE)


@lru_cache(maxsize=CACHE_SIZE)
def address_shape(address: str, settlement: str = "") -> AddressShape:
    """The shape of an address; words of ``settlement`` are left out.

    ``вул. Миру, 5-А``, ``м. Суми, вулиця Миру 5а`` and ``5 А Миру`` have the same key.
    """
    parts = [part for part in address[:300].split(",") if part.strip() and not _POSTCODE.fullmatch(part)]
    start = _start_of_street(parts)
    if start is None:
        return _NOWHERE
    last = max(place for place, part in enumerate(parts) if _DIGIT.search(part))
    if _HOUSE.fullmatch(parts[start]):  # the house stands before its street
        last = max(last, start + 1)
    words = [_SPACES.sub("", word) for word in _ADDRESS_WORD.findall(folded(" ".join(parts[start : last + 1])))]
    settled = _words_of_place(settlement)
    telling = sorted(word for word in words if word not in _STREET_WORDS and word not in settled)
    n_numbers = sum(word[0].isdigit() for word in telling)
    if n_numbers in {0, len(telling)}:
        return _NOWHERE
    return AddressShape(" ".join(telling), _place_before(parts[:start]))


def _start_of_street(parts: Sequence[str]) -> int | None:
    """The part in which the street stands: the first with a number, or the one before a mere house number."""
    for place, part in enumerate(parts):
        if _DIGIT.search(part):
            return max(place - 1, 0) if _HOUSE.fullmatch(part) else place
    return None


def _place_before(parts: Sequence[str]) -> str:
    """The settlement among the parts before the street: the nearest that is no wider unit."""
    for part in reversed(parts):
        words = folded(part)
        if not _WIDER_PLACE.search(words):
            return " ".join(word for word in _ADDRESS_WORD.findall(words) if word not in _STREET_WORDS)
    return ""


@lru_cache(maxsize=CACHE_SIZE)
def _words_of_place(settlement: str) -> frozenset[str]:
    return frozenset(_ADDRESS_WORD.findall(folded(settlement)))
