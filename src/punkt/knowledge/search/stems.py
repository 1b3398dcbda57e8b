"""What a word may be the bent form of. Each word has several stems; two words meet where they share one.

This is no dictionary: endings are taken off by rule, a little too gladly, and how long the shared stem is decides how
much a meeting counts. Endings, and the families of words that bend otherwise and matter here, stand in
``bending.toml``. All words are folded (``punkt.places.fold``): no accents on Latin letters, no apostrophes.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files

_SHORTEST = 2
_LONGEST_ENDING = 6
_RULES = tomllib.loads((files("punkt.knowledge.search") / "bending.toml").read_text("utf-8"))
_ENDINGS = {language: frozenset(rules["endings"].split()) for language, rules in _RULES.items()}
_FAMILIES = {
    language: {word: f"={line.split()[0]}" for line in rules["families"] for word in line.split()}
    for language, rules in _RULES.items()
}
SILENT_WORDS = frozenset(word for rules in _RULES.values() for word in rules["silent"].split())
"""Words of all languages that say nothing in a question."""
_UK_SOFTENED = {"ці": "к", "зі": "г", "сі": "х"}
_UK_FLEETING = re.compile(r"(?P<before>.*[^аеєиіїоуюя])[оеє](?P<last>[^аеєиіїоуюяйь])ь?")
_UK_CLOSED = re.compile(r"(?P<before>.+)і(?P<after>[^аеєиіїоуюя]{1,3})")
_FLEETING = re.compile(r"(?P<before>.*[^aeiouy])[ea](?P<last>[lnr])")
_ET_WEAK = {"g": "k", "b": "p", "d": "t"}
_DOUBLED = re.compile(r"(.)\1")


@lru_cache(maxsize=40_000)
def stems_of(word: str, language: str) -> frozenset[str]:
    """What a folded word of the language may come from, itself included. A family is told by ``=`` and its name.

    A language without rules has the word alone.
    """
    stems = {word}
    bend = _BENDING.get(language)
    if bend is not None and 3 <= len(word) <= 40:
        stems.update(one for one in bend(word) if len(one) >= _SHORTEST)
    if family := _FAMILIES.get(language, {}).get(word):
        stems.add(family)
    return frozenset(stems)


def _without(word: str, endings: frozenset[str], left: int) -> Iterator[str]:
    """The word without each of the endings that it has, where at least ``left`` letters stay."""
    return (word[:-n] for n in range(1, min(_LONGEST_ENDING, len(word) - left) + 1) if word[-n:] in endings)


def _ukrainian(word: str) -> Iterator[str]:
    for one in (word, *_without(word, _ENDINGS["uk"], 2 if len(word) < 6 else 3)):
        yield one
        if found := _UK_FLEETING.fullmatch(one):  # зв’язок, зв’язку
            yield found["before"] + found["last"]
        if len(one) > 4 and (found := _UK_CLOSED.fullmatch(one)):  # кількість, кількості; від is no вода
            yield f"{found['before']}о{found['after']}"
            yield f"{found['before']}е{found['after']}"
    if softened := _UK_SOFTENED.get(word[-2:]):  # аптека, аптеці
        yield word[:-2] + softened


def _swedish(word: str) -> Iterator[str]:
    endings = _ENDINGS["sv"] if len(word) > 4 else _ENDINGS["sv"] - {"t"}  # natt is no form of nät
    for one in (word, *_without(word, endings, 3)):
        yield one
        if found := _FLEETING.fullmatch(one):  # nyckel, nycklar; vatten, vattnet
            yield found["before"] + found["last"]
        if one.endswith("mm"):  # rum, rummet
            yield one[:-1]


def _english(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("ves"):
        yield f"{word[:-3]}f"
    if word.endswith("ss"):
        return
    for one in _without(word, _ENDINGS["en"], 3):
        yield one
        if len(one) > 3 and one[-1] == one[-2]:  # stop, stopped
            yield one[:-1]


def _estonian(word: str) -> Iterator[str]:
    for one in (word, *_without(word, _ENDINGS["et"], 3)):
        for stem in _estonian_stems(one):
            yield _DOUBLED.sub(r"\1", stem)
            if stem[-1] in _ET_WEAK:  # toit, toidu; pump, pumba
                yield _DOUBLED.sub(r"\1", stem[:-1] + _ET_WEAK[stem[-1]])


def _estonian_stems(word: str) -> Iterator[str]:
    yield word
    if word[-1] in "aeiou" and len(word) > 3:
        yield word[:-1]
        if word.endswith(("si", "se")) and len(word) > 5:  # inimesi, inimese
            yield word[:-1]
    if word.endswith("ne") and len(word) > 4:  # inimene, inimese
        yield f"{word[:-2]}s"
    if word.endswith("ht"):  # koht, koha
        yield word[:-1]
    if found := _FLEETING.fullmatch(word):  # tahvel, tahvli
        yield found["before"] + found["last"]


_BENDING: dict[str, Callable[[str], Iterator[str]]] = {
    "uk": _ukrainian,
    "en": _english,
    "et": _estonian,
    "sv": _swedish,
}
