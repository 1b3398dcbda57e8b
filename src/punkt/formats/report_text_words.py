"""What each word of the text code may mean, however it is spelled; the words are in ``report_words.txt``."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache

from punkt.formats.word_files import words_by_meaning
from punkt.model.reports import REPORTABLE_SERVICES

LONGEST_PHRASE = 5
"""Words of the longest phrase that is looked up as one ("туалет для осіб з інвалідністю")."""

LONGEST_WORD = 40
"""Letters of an unknown word that are compared and shown."""

_FILE = words_by_meaning("report_words.txt")
# Things that are named by the same words whatever is said of them: litres left, a service, a shortage.
_NAMED_LIKE = {
    "shortage.fuel": "fuel",
    "shortage.water": "water",
    "shortage.staff": "staff",
    "service.water": "water",
    "thing.fuel": "fuel",
    "thing.water": "water",
    "thing.staff": "staff",
    "thing.food": "shortage.food",
    "thing.medicine": "shortage.medicine",
    "thing.equipment": "shortage.equipment",
    "thing.transport": "shortage.transport",
    "thing.safety.n_beds": "shortage.beds",
}
_NOT_SPOKEN = re.compile(r"['’ʼ`´-]")
_CYRILLIC = re.compile("[а-яіїєґ]")
_LATIN = re.compile("[a-z]")
_SAME_LOOK = str.maketrans("асеінкмортхуів", "aceihkmoptxyib")
# Four habits of writing Ukrainian in Latin letters: the official one, two of keyboards, the Central European.
_OFFICIAL = dict(zip("абвгґдезийклмнопрстуфыэ", "abvhgdezyiklmnoprstufye", strict=True)) | {
    **dict.fromkeys("ії", "i"),
    **dict.fromkeys("ьъ", ""),
    **dict(zip("єжхцчшщюя", ("ie", "zh", "kh", "ts", "ch", "sh", "shch", "iu", "ia"), strict=True)),
}
_HABITS = (
    _OFFICIAL,
    {**_OFFICIAL, "г": "g", "и": "i", "й": "y", "х": "h", "є": "e", "ї": "yi", "ю": "yu", "я": "ya"},
    {**_OFFICIAL, "г": "h", "и": "y", "й": "y", "х": "kh", "є": "ye", "ї": "yi", "ю": "yu", "я": "ya"},
    {**_OFFICIAL, "г": "g", "х": "h", "є": "je", "ї": "ji", "ю": "ju", "я": "ja", "й": "j", "ц": "c"},
)
_WITHOUT_DOTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A word or phrase as it is compared: no case, accents, apostrophes or hyphens, single spaces ("hot_drink" too)."""
    plain = unicodedata.normalize("NFKD", _NOT_SPOKEN.sub("", text.casefold().replace("_", " ")))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def written_word(meaning: str) -> str:
    """The word that stands for a meaning in a text that is written by us: capital letters of ASCII."""
    return _FILE[meaning][0].upper()


def meanings(phrase: str) -> frozenset[str]:
    """All that a folded phrase may mean; empty for one that is not known. One look-alike letter is forgiven."""
    found = _index().get(phrase)
    if found is None and _CYRILLIC.search(phrase) and _LATIN.search(phrase):
        found = _index().get(phrase.translate(_SAME_LOOK))
    return found or frozenset()


def near(phrase: str) -> tuple[str, ...]:
    """Known words that differ little from an unknown one, the nearest first, as people write them."""
    spelled = _spelled()
    close = get_close_matches(phrase[:LONGEST_WORD], list(spelled), n=3, cutoff=0.7)
    return tuple(dict.fromkeys(spelled[form].upper() for form in close))[:2]


def words_of(meaning: str) -> tuple[str, ...]:
    """Every word of a meaning as the lists have it, the written one first."""
    words = (*_FILE[meaning], *_FILE.get(_NAMED_LIKE.get(meaning, ""), ()))
    if meaning in REPORTABLE_SERVICES:
        words += words_by_meaning("header_words.txt").get(meaning, ())
    return tuple(dict.fromkeys(words))


@cache
def _index() -> dict[str, frozenset[str]]:
    index: dict[str, frozenset[str]] = {}
    for meaning in _FILE:
        for form in {form for word in words_of(meaning) for form in _forms(word)}:
            index[form] = index.get(form, frozenset()) | {meaning}
    return index


@cache
def _spelled() -> dict[str, str]:
    """Words to offer for one that is not understood; those of columns, codes and single letters would only confuse."""
    offered = [meaning for meaning in _FILE if not meaning.startswith(("column.", "letter.", "digit.", "dash"))]
    return {folded(word): word for meaning in offered for word in words_of(meaning) if len(word) > 2}


def _forms(word: str) -> Iterator[str]:
    yield folded(word)
    lower = word.casefold()
    if lower.translate(_WITHOUT_DOTS) != lower:
        yield folded(lower.translate(_WITHOUT_DOTS))
    if len(word) > 1 and _CYRILLIC.search(lower):
        for habit in _HABITS:
            yield folded("".join(habit.get(letter, letter) for letter in lower))
