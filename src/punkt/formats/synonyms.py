"""Words that head a column in the lists of the world, by what they mean for a point.

The words are in ``header_words.txt``, and those of the fields that standards brought in ``standard_words``, a file for
each language. Every word is compared in folded
form (``folded``), so case, spaces, underscores, camelCase, accents and "adress" with one d make no difference.
"""

import re
import unicodedata
from functools import lru_cache

from punkt.formats.word_files import words_by_meaning
from punkt.model.fields import FIELDS, FieldKind

_UNUSED = "(unused)"
STANDARD_WORDS = {language: f"standard_words/{language}.txt" for language in ("uk", "en", "et", "sv")}
"""Language -> file of the words that head the columns of what standards ask for."""

SURE = 0.95
"""Confidence of a header that is one of the words above."""
LIKELY = 0.75
"""Confidence of a header whose last part (after a dot or a slash) or first words are one of the words above."""
POSSIBLE = 0.55
"""Confidence of a header that differs by a slip of the pen."""

_CAMEL = re.compile(r"(?<=[a-zа-яіїєґ0-9])(?=[A-ZА-ЯІЇЄҐ])")
_NOT_WORD = re.compile(r"[\W_]+")
_LEADING = (
    *("наявність", "чи є", "наявний", "наявна", "наявні", "has", "is", "кількість наявних"),
    *("kas on olemas", "kas on", "finns det", "finns", "tillgång till"),
)
_EPSG = re.compile(r"\(?\bepsg\W?\d{4,6}\)?", re.IGNORECASE)
_MIN_PREFIX = 5


@lru_cache(maxsize=4096)
def folded_words(header: str) -> tuple[str, ...]:
    """The words of a header without case, accents and punctuation: ``addressPostCode`` -> ``adress post code``."""
    apart = _CAMEL.sub(" ", header)
    plain = unicodedata.normalize("NFKD", apart.replace("'", "").replace("’", "").replace("ʼ", ""))
    bare = "".join(character for character in plain if not unicodedata.combining(character)).casefold()
    return tuple(_NOT_WORD.sub(" ", bare).replace("address", "adress").split())


def folded(header: str) -> str:
    """The header as one folded word, to compare it by."""
    return "".join(folded_words(header))


def _index() -> dict[str, str]:
    index = {folded(key): key for key in FIELDS if key not in ("position", "information")}
    # The general words come last: a word that a list was read by never changes its meaning.
    for file_name in (*STANDARD_WORDS.values(), "header_words.txt"):
        for target, words in words_by_meaning(file_name).items():
            index.update({folded(word): "" if target == _UNUSED else target for word in words})
    return index


HEADERS: dict[str, str] = _index()
"""Folded header -> target ("" for a column that is known and not used)."""

# @-columns are what a reader took from the geometry itself; they must stay apart from a column of the same name.
READER_COLUMNS = {"@latitude": "latitude", "@longitude": "longitude", "@id": "identifier"}


@lru_cache(maxsize=4096)
def header_target(header: str) -> tuple[str, float]:
    """``(target, confidence)`` that the header alone suggests; confidence 0 where it suggests nothing."""
    header = _EPSG.sub("", header)
    words = folded_words(header)
    whole = "".join(words)
    if whole in HEADERS:
        return HEADERS[whole], SURE
    for part in _parts(header):
        target = HEADERS.get(folded(part)) if part != header else None
        if target is not None:
            return target, LIKELY
    return _by_words(words) or _by_slip(whole) or ("", 0.0)


def _parts(header: str) -> tuple[str, ...]:
    """What may be the header proper: after a path, either half of a double header, before a bracket or a comma."""
    return (
        header.rpartition(".")[2],
        header.partition("/")[0],
        header.rpartition("/")[2],
        header.partition("(")[0],
        header.partition(",")[0],
    )


def _by_words(words: tuple[str, ...]) -> tuple[str, float] | None:
    """A header that begins (or, after "has ...", goes on) with a known phrase of at least five letters."""
    for leading in _LEADING:
        beginning = folded_words(leading)
        if len(words) > len(beginning) and words[: len(beginning)] == beginning:
            rest = header_target(" ".join(words[len(beginning) :]))
            return (rest[0], min(rest[1], LIKELY)) if rest[1] else None
    for n_words in range(len(words) - 1, 0, -1):
        start = "".join(words[:n_words])
        if len(start) >= _MIN_PREFIX and start in HEADERS:
            return HEADERS[start], LIKELY - 0.1
    return None


def _by_slip(word: str) -> tuple[str, float] | None:
    """A header of five letters or more that becomes a known word when one letter is changed."""
    if len(word) < _MIN_PREFIX:
        return None
    for place in range(len(word)):
        found = _MASKED.get(word[:place] + "?" + word[place + 1 :])
        if found is not None:
            return found, POSSIBLE
    return None


def _is_answer(target: str) -> bool:
    """A slip must not make a service out of another word: "інтернат" (boarding school) is nearly "інтернет"."""
    return target in FIELDS and FIELDS[target].kind is FieldKind.AVAILABILITY


def _masked_index() -> dict[str, str]:
    return {
        word[:place] + "?" + word[place + 1 :]: target
        for word, target in HEADERS.items()
        if len(word) >= _MIN_PREFIX and not _is_answer(target)
        for place in range(len(word))
    }


_MASKED = _masked_index()
