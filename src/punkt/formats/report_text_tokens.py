"""A text as it came, cut into the pieces that the text code is made of: words, numbers, signs, clock times."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from punkt.errors import InvalidValue
from punkt.formats.report_text_words import LONGEST_PHRASE, LONGEST_WORD, folded, meanings
from punkt.wording import gettext_noop as _

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Kind(StrEnum):
    """What a piece is by its letters alone."""

    WORD = "word"
    NUMBER = "number"
    FRACTION = "fraction"
    CLOCK = "clock"
    SIGN = "sign"
    JOINER = "joiner"
    CHECK = "check"


_PIECES = re.compile(
    r"""(?P<check>\*[ ]?[0-9]{3}(?![0-9]))
    |(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))
    |(?P<fraction>[0-9]+/[0-9]+(?![0-9/]))
    |(?P<number>(?:(?<![^\W_])[.,])?[0-9]+(?:[.,][0-9]+)*)
    |(?P<word>n/a(?![^\W_])|н/д(?![^\W_])|%|[^\W\d_]+(?:['’ʼ`´-][^\W\d_]+)*)
    |(?P<sign>[-+~?])
    |(?P<joiner>[,&/])
    |(?P<skipped>(?:[\s;:!()"'«»„“”°=…]|\.(?![0-9])|(?<=[^\W_])\.)+)
    |(?P<stranger>.)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece at ``start`` to ``end`` of the text. ``meanings`` are those of a word or of a phrase of several words."""

    kind: Kind
    text: str
    start: int
    end: int
    meanings: frozenset[str] = frozenset()

    def means(self, meaning: str) -> bool:
        """Whether the word may mean this."""
        return meaning in self.meanings

    def of(self, kind: str) -> str:
        """The rest of the one meaning that begins with ``kind`` ("state" of "state.open" gives "open"), else ""."""
        found = sorted(meaning for meaning in self.meanings if meaning.startswith(f"{kind}."))
        return found[0].partition(".")[2] if len(found) == 1 else ""


def plain(text: str) -> str:
    """The text with one kind of dash, letters in one piece and nothing that is not seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_DASHES)


def shown(text: str) -> str:
    """A piece of the text as an error names it: short and printable."""
    letters = text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}..."
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in letters)


def tokens_of(text: str, start: int = 0) -> list[Token]:
    """The pieces of a ``plain`` text from ``start`` on; what stands behind the word NOTE is not cut up.

    Raises ``InvalidValue`` for a character that no part of a report has.
    """
    found: list[Token] = []
    for token in _pieces(text, start):
        found.append(token)
        if token.means("note"):
            break
    return _with_the_language(_with_phrases(text, found))


def _pieces(text: str, start: int) -> Iterator[Token]:
    for match in _PIECES.finditer(text, start):
        kind = match.lastgroup or ""
        if kind == "stranger":
            raise InvalidValue(
                _("The character %(sign)s is not understood."),
                where=shown(text[start:]),
                remedy=_("What you say in your own words goes to the end, after the word NOTE."),
                values={"sign": shown(match.group())},
            )
        if kind != "skipped":
            known = meanings(folded(match.group())) if kind == "word" else frozenset[str]()
            yield Token(Kind(kind), match.group(), match.start(), match.end(), known)


def _with_phrases(text: str, tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    place = 0
    while place < len(tokens):
        phrase, length = _phrase_at(text, tokens[place : place + LONGEST_PHRASE])
        joined.append(phrase)
        place += length
    return joined


def _with_the_language(tokens: list[Token]) -> list[Token]:
    """In an Estonian text "ja" is "and": "soe ja vesi ei" must not become "warm: yes"."""
    if not any(token.means("estonian") for token in tokens):
        return tokens
    joiner = frozenset({"and"})
    return [replace(token, meanings=joiner) if folded(token.text) == "ja" else token for token in tokens]


def _phrase_at(text: str, tokens: list[Token]) -> tuple[Token, int]:
    """The longest known phrase that begins with the first token, and how many tokens it takes."""
    for length in range(len(tokens), 1, -1):
        parts = tokens[:length]
        start, end = parts[0].start, parts[-1].end
        if all(part.kind is Kind.WORD for part in parts) and _is_only_spaced(text, parts):
            known = meanings(folded(text[start:end]))
            if known:
                return Token(Kind.WORD, text[start:end], start, end, known), length
    return tokens[0], 1


def _is_only_spaced(text: str, parts: list[Token]) -> bool:
    return all(text[one.end : other.start].isspace() for one, other in pairwise(parts))
