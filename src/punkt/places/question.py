"""Takes apart what a person typed for a place: the names in it, a region, a country."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from punkt.places.fold import folded, sound_key
from punkt.places.regions import COUNTRY_NAMES, OTHER_REGION_NAMES, REGION_NAMES

MAX_LETTERS = 200
"""Characters of a question that are read; no address in the four languages is longer."""

REGION_WORDS = ("область", "області", "области", "обл", "oblast", "region", "county", "maakond", "län")
DISTRICT_WORDS = ("район", "р-н", "громада", "тг", "отг", "raion", "rayon", "district", "hromada", "vald", "kommun")
KIND_WORDS_BEFORE = (
    *("місто", "город", "село", "селище міського типу", "селище", "смт", "пгт", "поселок", "посьолок", "деревня"),
    *("хутір", "м", "г", "с", "сел", "пос", "хут", "х", "city of", "town of", "village of"),
)
"""Words for "town" and "village" before a name, with or without a dot: "місто Харків", "м. Харків", "м Харків"."""
KIND_WORDS_BEHIND = ("linn", "alevik", "alev", "küla", "tätort", "stad", "city", "town")
"""Those behind it: "Võru linn"."""

_MOST_WORDS_OF_A_REGION = 3
_MOST_READINGS = 3
_SHORTEST_WITH_A_CASE = 5
_SEPARATORS = re.compile(r"[,;\n\t()]")
_KIND_BEFORE = re.compile(rf"^(?:{'|'.join(map(folded, KIND_WORDS_BEFORE))})(?:\.\s*|\s+)(?=\S{{2}}|$)")
_KIND_BEHIND = re.compile(rf"(?<=\S)\s+(?:{'|'.join(map(folded, KIND_WORDS_BEHIND))})$")
_REGION_WORD = re.compile(rf"(?<!\S)(?:{'|'.join(map(folded, REGION_WORDS))})\.?(?!\S)")
_DISTRICT_WORD = re.compile(rf"(?<!\S)(?:{'|'.join(map(folded, DISTRICT_WORDS))})\.?(?!\S)")
_COUNTRIES = {folded(name): country for country, names in COUNTRY_NAMES.items() for name in names}

Regions = frozenset[tuple[str, str]]
"""Regions as ``REGION_NAMES`` numbers them."""


def _without_region_word(name: str) -> str:
    return _REGION_WORD.sub(" ", folded(name)).strip()


def _region_stem(name: str) -> str:
    """The sound of a region's name without what declension and the word for region add."""
    key = sound_key(_without_region_word(name))
    return key[:-2] if len(key) > 6 else key


def _all_region_names() -> Iterator[tuple[tuple[str, str], str]]:
    for region, names in REGION_NAMES.items():
        for name in (*names, *OTHER_REGION_NAMES.get(region, ())):
            yield region, name


def _regions_by_whole_name() -> dict[str, Regions]:
    regions: defaultdict[str, Regions] = defaultdict(frozenset)
    for region, name in _all_region_names():
        regions[sound_key(_without_region_word(name))] |= {region}
    return dict(regions)


_STEMS = [(_region_stem(name), region) for region, name in _all_region_names()]
_BY_WHOLE_NAME = _regions_by_whole_name()


def _regions_named(words: Sequence[str]) -> Regions:
    """The regions of words that stand beside "область": the beginning of a name is enough there ("Харк. обл."),
    and so is another case of it ("Харківської області")."""
    stem = _region_stem(" ".join(word.rstrip(".") for word in words))
    whole = stem[:-1] if len(stem) >= _SHORTEST_WITH_A_CASE else stem
    return frozenset(region for known, region in _STEMS if len(stem) > 2 and (known.startswith(stem) or known == whole))


@dataclass(frozen=True, slots=True)
class Question:
    """``parts`` are (as typed, folded name). ``country`` and ``regions`` are what was said; ``said_regions`` are the
    words that said so, with a word for a region among them.

    ``beside_districts`` are parts like the others, but doubtful ones: "Буча" of "Буча Бучанський район" is a town,
    "Bila" of "Bila Tserkva raion" is none. Where there is nothing else, districts themselves are the ``parts``, and
    ``is_district`` tells so.
    """

    parts: tuple[tuple[str, str], ...]
    country: str | None = None
    regions: Regions = frozenset()
    beside_districts: tuple[tuple[str, str], ...] = ()
    said_regions: tuple[str, ...] = ()
    is_district: bool = False


def read_question(text: str) -> Question:
    """Splits at commas, drops words for "town" and "village", takes out country, region and district."""
    parts: list[tuple[str, str]] = []
    districts: list[tuple[str, str]] = []
    beside: list[tuple[str, str]] = []
    country: str | None = None
    regions: Regions = frozenset()
    said: list[str] = []
    for typed, named, saying in _pieces(text[:MAX_LETTERS]):
        regions |= named
        said += [saying] if named else []
        plain = folded(typed)
        if plain in _COUNTRIES:
            country = _COUNTRIES[plain]
        elif _DISTRICT_WORD.search(plain):
            districts.append((typed, _DISTRICT_WORD.sub(" ", plain).strip()))
            beside.append(_part(_beside_district(typed.split())))
        else:
            parts.append(_part(typed))
    if named_parts := _with_letters(parts):
        return Question(named_parts, country, regions, _with_letters(beside), tuple(said))
    return Question(tuple(districts), country, regions, said_regions=tuple(said), is_district=bool(districts))


@dataclass(frozen=True, slots=True)
class AreaReading:
    """What a question means if the words ``name`` in it are a region, without a word that says so, or a country.

    "Malmö, Skåne" and "Ізюм Харківська" are read so, and "Одеса, Київська" too: only who knows the places can tell.
    ``neighbour`` is the word beside the name between the same commas. It must be one of a town's name: with "вул." it
    is a street ("вул. Київська"), with "палац" a house ("палац Україна").
    """

    name: str
    neighbour: str
    question: Question


def area_readings(question: Question) -> Iterator[AreaReading]:
    """The readings in which a part, or words at an end of it, are a region or country: few, for each is a search."""
    return islice(_all_area_readings(question), _MOST_READINGS)


def _all_area_readings(question: Question) -> Iterator[AreaReading]:
    for at, (typed, _name) in enumerate(question.parts):
        for run, others, neighbour in _ends(typed.split()):
            name = folded(" ".join(run))
            regions, country = _BY_WHOLE_NAME.get(sound_key(name), frozenset()), _COUNTRIES.get(name)
            if regions or country:
                rest = [_part(" ".join(others))] if others else []
                parts = (*question.parts[:at], *rest, *question.parts[at + 1 :])
                meant = replace(question, parts=parts, regions=question.regions | regions)
                yield AreaReading(name, neighbour, replace(meant, country=country or question.country))


def _ends(words: list[str]) -> Iterator[tuple[list[str], list[str], str]]:
    """All words if they are few, then ever fewer at either end: the words, the others, and the one beside."""
    if len(words) <= _MOST_WORDS_OF_A_REGION:
        yield words, [], ""
    for n_words in range(min(_MOST_WORDS_OF_A_REGION, len(words) - 1), 0, -1):
        yield words[-n_words:], words[:-n_words], words[-n_words - 1]
        yield words[:n_words], words[n_words:], words[n_words]


_OF_A_TOWN = re.compile(r"(?<=\S{3})(?:с?ький|ский|skyi|skyy|skij|sky)$")


def town_of_district(name: str) -> str:
    """The beginning of the name of the town that a district is called after: "чугуїв" of "чугуївський"; "" else."""
    begun, n_endings = _OF_A_TOWN.subn("", name)
    return begun if n_endings else ""


def words_of_districts(words: Sequence[str]) -> set[int]:
    """Where words for a district stand, and those that say which: the one before, or else the one behind."""
    found: set[int] = set()
    for at, word in enumerate(words):
        if _DISTRICT_WORD.fullmatch(folded(word)):
            is_named_before = at > 0 and at - 1 not in found and any(map(str.isalpha, words[at - 1]))
            found |= {at, at - 1 if is_named_before else at + 1}
    return found


def _beside_district(words: Sequence[str]) -> str:
    of_districts = words_of_districts(words)
    return " ".join(word for at, word in enumerate(words) if at not in of_districts)


def _part(typed: str) -> tuple[str, str]:
    return typed, _KIND_BEHIND.sub("", _KIND_BEFORE.sub("", folded(typed)))


def _with_letters(parts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(part for part in parts if any(map(str.isalpha, part[1])))


def _pieces(text: str) -> Iterator[tuple[str, Regions, str]]:
    """The text between commas and regions, each with the regions that were beside it and the words that said so."""
    for typed in _SEPARATORS.split(text):
        if _REGION_WORD.search(folded(typed)):
            yield from _around_regions(typed.split())
        else:
            yield typed.strip(), frozenset(), ""


def _around_regions(words: Sequence[str]) -> Iterator[tuple[str, Regions, str]]:
    """What stands before, between and behind regions that are named with a word for it: "Ізюм Харківська область"."""
    at = next((at for at, word in enumerate(words) if _REGION_WORD.fullmatch(folded(word))), None)
    if at is None:
        yield " ".join(words), frozenset(), ""
        return
    first, end, regions = _region_around(words, at)
    yield " ".join(words[:first]), regions, " ".join(words[first:end])
    yield from _around_regions(words[end:])


def _region_around(words: Sequence[str], at: int) -> tuple[int, int, Regions]:
    """Where the name of a region begins and ends, and which are meant, given where the word "region" stands.

    The name is in most languages before it, and there are villages that are called like one ("Järva-Jaani Järva
    maakond"), so the longest run of words right before it is taken that is a name, else the longest behind it.
    """
    before = [(first, at + 1) for first in range(max(at - _MOST_WORDS_OF_A_REGION, 0), at)]
    behind = [(at, end) for end in range(min(at + 1 + _MOST_WORDS_OF_A_REGION, len(words)), at + 1, -1)]
    for first, end in (*before, *behind):
        if regions := _regions_named(words[first:end]):
            return first, end, regions
    return at, at + 1, frozenset()
