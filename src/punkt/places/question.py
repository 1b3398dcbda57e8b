"""Takes apart what a person typed for a place: the names in it, a region, a country."""

import re
from dataclasses import dataclass

from punkt.places.fold import folded, sound_key
from punkt.places.regions import COUNTRY_NAMES, REGION_NAMES

MAX_LETTERS = 200
"""Characters of a question that are read; no address in the four languages is longer."""

_SEPARATORS = re.compile(r"[,;\n\t()]")
# "місто Харків", "м. Харків", "смт Коцюбинське", "Võru linn": patterns for folded text.
_KIND_BEFORE = re.compile(
    r"^(?:(?:місто|город|село|селище міського типу|селище|смт|пгт|поселок|посьолок|деревня|хутір|city of|town of"
    r"|village of)\s+|(?:м|г|с|смт|сел|селище|пгт|пос|хут|х)\.\s*|[мгсх]\s+(?=\S{2}))"
)
_KIND_AFTER = re.compile(r"(?<=\S)\s+(?:linn|alevik|alev|kula|tatort|stad|city|town)$")
_REGION_WORD = re.compile(r"(?<!\S)(?:область|обл|oblast|region|county|maakond|lan)\.?(?!\S)")
_DISTRICT_WORD = re.compile(r"(?<!\S)(?:район|р н|громада|тг|отг|raion|rayon|district|hromada|vald|kommun)\.?(?!\S)")
_COUNTRIES = {folded(name): country for country, names in COUNTRY_NAMES.items() for name in names}


def _region_stem(name: str) -> str:
    """The sound of a region's name without what declension and the word for region add."""
    key = sound_key(_REGION_WORD.sub(" ", folded(name)).strip())
    return key[:-2] if len(key) > 6 else key


_REGIONS = [(_region_stem(name), region) for region, names in REGION_NAMES.items() for name in names]


def _regions_named(part: str) -> frozenset[tuple[str, str]]:
    stem = _region_stem(part)
    return frozenset(region for known, region in _REGIONS if len(stem) > 2 and known.startswith(stem))


@dataclass(frozen=True, slots=True)
class Question:
    """``parts`` are (as typed, folded name); the last names the town. ``country`` and ``regions`` are what was said."""

    parts: tuple[tuple[str, str], ...]
    country: str | None = None
    regions: frozenset[tuple[str, str]] = frozenset()


def read_question(text: str) -> Question:
    """Splits at commas, drops words for "town" and "village", takes out country, region and district."""
    parts: list[tuple[str, str]] = []
    districts: list[tuple[str, str]] = []
    country: str | None = None
    regions: frozenset[tuple[str, str]] = frozenset()
    for typed in _SEPARATORS.split(text[:MAX_LETTERS]):
        plain = folded(typed)
        if plain in _COUNTRIES:
            country = _COUNTRIES[plain]
        elif _REGION_WORD.search(plain):
            regions |= _regions_named(plain)
        elif _DISTRICT_WORD.search(plain):
            districts.append((typed.strip(), _DISTRICT_WORD.sub(" ", plain).strip()))
        else:
            parts.append((typed.strip(), _KIND_AFTER.sub("", _KIND_BEFORE.sub("", plain))))
    named = tuple(part for part in parts if any(map(str.isalpha, part[1])))
    return Question(named or tuple(districts), country, regions)
