"""The order in which a dictionary has names. In Unicode letters like і, ґ, õ and å stand behind all others."""

from collections.abc import Mapping

_ALPHABETS: Mapping[str, str] = {
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
}
_PLACES = {
    language: {letter: ord(min(letters)) + place for place, letter in enumerate(letters)}
    for language, letters in _ALPHABETS.items()
}


def alphabetical(name: str, language: str) -> list[int]:
    """A key to sort names by in the order of a language; of other languages by their numbers in Unicode."""
    places = _PLACES.get(language, {})
    return [places.get(letter, ord(letter)) for letter in name.casefold()]
