"""The point code at the beginning of a text, as it is typed or as it is spelled over the radio."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from punkt.errors import InvalidCode, InvalidValue, PunktError
from punkt.formats.report_text_tokens import Token, plain, shown, tokens_of
from punkt.formats.report_text_words import folded, meanings
from punkt.ids import ALPHABET, normal_point_code
from punkt.wording import gettext_noop as _

MOST_CHARACTERS = 1_000
"""A text message of several parts; the rest of a longer text would be a letter, not a report."""

_N_CHARACTERS = 6
NAMES_OF_LETTERS = _("Alfa Charlie Echo Foxtrot Hotel Juliett Kilo Lima Mike Papa Romeo Tango Uniform Whiskey X-ray")
"""Of the letters of codes, each one word: as people of that language spell over the radio, and as codes are read."""
_NAMED = "ACEFHJKLMPRTUWX"
_TYPED = re.compile(r"\W*([^\W_]{3})[ .-]{0,3}([^\W_]{3})(?![^\W_])")
_PART = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_IN_CODES = frozenset(ALPHABET + "АСЕНКМРТХ01")
# Whoever has only a Cyrillic keyboard writes letters without a look-alike as they sound.
_SAME_SOUND = str.maketrans("ФЛЙфлй", "FLJFLJ")


@dataclass(frozen=True, slots=True)
class OpenedText:
    """A text whose code is read: its ``code`` in stored form, and the ``tokens`` of what is said behind it."""

    line: str
    code: str
    tokens: list[Token]

    def note(self, start: int | None) -> str:
        """What stands behind the word NOTE, one line of printable letters; ``start`` is where that word ends."""
        if start is None:
            return ""
        line = self.line[start:].removeprefix(".").removeprefix(":")
        return " ".join("".join(letter if letter.isprintable() else " " for letter in line).split())


def opened(text: str) -> OpenedText:
    """The parts of a text code. Raises ``InvalidCode`` or ``InvalidValue`` for one that has no code or is a letter."""
    line = plain(text)
    if len(line) > MOST_CHARACTERS:
        raise InvalidValue(_("A text code has no more than %(most)s characters."), values={"most": MOST_CHARACTERS})
    code, end = opening_code(line)
    return OpenedText(line, code, tokens_of(line, end))


def opening_code(text: str) -> tuple[str, int]:
    """The code in stored form and the place behind it, of "K7F-2M3" and of "kilo seven foxtrot dash two mike three".

    Raises ``InvalidCode`` for a text that does not begin with a code.
    """
    typed = _TYPED.match(text)
    if typed:
        try:
            return normal_point_code((typed[1] + typed[2]).translate(_SAME_SOUND)), typed.end()
        except InvalidCode:
            pass  # "tre två ..." looks like a code at first; if it is not spelled either, the same is said below
    spelled, end = _spelled(text)
    try:
        return normal_point_code(spelled), end
    except PunktError as error:
        error.where = shown(text.strip())
        raise


def spelled_code(code: str, translate: Callable[[str], str]) -> str:
    """The code as it is spoken, "Kilo 7 Foxtrot, 2 Mike 3", by the names of letters that ``translate`` gives."""
    names = dict(zip(_NAMED, translate(NAMES_OF_LETTERS).split(), strict=True))
    groups = [" ".join(names.get(character, character) for character in group) for group in code.split("-")]
    return ", ".join(groups)


def _spelled(text: str) -> tuple[str, int]:
    parts = list(_PART.finditer(text))
    characters, place, end = "", 0, 0
    while place < len(parts) and len(characters) < _N_CHARACTERS:
        two = "".join(folded(part.group()) for part in parts[place : place + 2])
        length = 2 if _spoken_character(two) and len(parts) > place + 1 else 1  # "x ray"
        word = two if length == 2 else folded(parts[place].group())
        said = _character(word, parts[place].group(), is_first=not characters)
        if said is None:
            break
        characters += said
        end = parts[place + length - 1].end()
        place += length
    return characters, end


def _character(word: str, part: str, *, is_first: bool) -> str | None:
    """What a part adds to the code: "" for a dash and for the word "point" before it, ``None`` where the code ends."""
    spoken = _spoken_character(word)
    if spoken:
        return spoken
    known = meanings(word)
    if known & {"dash", "minus"} or (is_first and "point" in known):
        return ""
    characters = part.translate(_SAME_SOUND)
    return characters if set(characters.upper()) <= _IN_CODES else None


def _spoken_character(word: str) -> str:
    return next((known[-1] for known in meanings(word) if known.startswith(("letter.", "digit."))), "")
