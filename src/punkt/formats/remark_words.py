"""The words by which free text names what a point has, in Ukrainian, Russian, English, Estonian and Swedish.

The words themselves are in ``remark_words.txt``.
"""

from functools import lru_cache

from punkt.formats.word_files import words_by_meaning

LIGHT, GENERATOR = "power.lighting", "power.n_generators"

_FILE = words_by_meaning("remark_words.txt")
_FORMS = {("" if meaning == "(nothing)" else meaning): words for meaning, words in _FILE.items()}

_FOLD = str.maketrans(
    {"ї": "и", "і": "и", "й": "и", "ы": "и", "ё": "е", "ґ": "г", "'": None, "’": None, "ʼ": None, "-": None}
)
_SLIP_LENGTH = 6
_SLIP_WORDS_OF_FIVE = frozenset({"ключи", "мебли"})
_NO_SLIPS = frozenset({"харкив", "харкови", "харкова"})


def folded_token(token: str) -> str:
    """A word as it is compared: "Ключі" -> "ключи", "вай-фай" -> "ваифаи"."""
    return token.casefold().translate(_FOLD)


_KEYS, _ENTRANCES, _GENITIVES = (
    frozenset(map(folded_token, _FORMS[meaning])) for meaning in ("(key)", "(entrance)", "(genitive)")
)
ITEMS: dict[str, str] = {
    folded_token(word): target for target, words in _FORMS.items() for word in words if not target.startswith("(")
}
_KEY, _ENTRANCE = "@key", "@entrance"

DENIALS = frozenset(_FORMS["(denial)"])
"""Words that deny what stands beside them, in lower case."""
DENIALS_OF_ALL = frozenset(_FORMS["(denial of all before)"])
"""Plural words that deny every thing listed before them."""
GIVEN = frozenset(_FORMS["(given)"])
"""Words that say outright that a thing is there."""


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))} | {word}


def _slips() -> dict[str, str]:
    slips: dict[str, str] = {}
    known = ITEMS | dict.fromkeys(_KEYS, _KEY) | dict.fromkeys(_ENTRANCES, _ENTRANCE)
    for word, target in known.items():
        if len(word) >= _SLIP_LENGTH or word in _SLIP_WORDS_OF_FIVE:
            slips.update(dict.fromkeys(_without_one(word), target))
    return slips


_SLIPS = _slips()


@lru_cache(maxsize=65_536)
def item_of(token: str, *, may_be_slip: bool = True) -> str | None:
    """What a word names: a field key, "" for a known word that states none, ``None`` for any other word.

    One letter wrong, missing, too much or two swapped is forgiven in words of six letters and more.
    """
    word = folded_token(token)
    if word in ITEMS:
        return ITEMS[word]
    found = _slip_of(word) if may_be_slip else None
    return None if found in (_KEY, _ENTRANCE) else found


def _slip_of(word: str) -> str | None:
    if len(word) < _SLIP_LENGTH - 1 or len(word) > 30 or word in _NO_SLIPS:
        return None
    return next((_SLIPS[variant] for variant in sorted(_without_one(word)) if variant in _SLIPS), None)


def is_genitive(token: str) -> bool:
    """Whether the word stands in the form that follows "without"."""
    return folded_token(token) in _GENITIVES


def is_key(token: str) -> bool:
    """Whether the word is "key" or "keys", slips forgiven ("коючи")."""
    word = folded_token(token)
    return word in _KEYS or (word not in ITEMS and _slip_of(word) == _KEY)


def is_entrance(token: str) -> bool:
    """Whether the word is "entrance"."""
    return folded_token(token) in _ENTRANCES
