"""The piece of a text in which something was found, cut at words, with the words that were found marked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

Span = tuple[int, int, str]
"""Where a word stands in a text, from and to, and the word folded."""
_AROUND = 90
"""Letters before the first word that was found, and twice as many after it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``is_hit`` where it is a word that was found."""

    text: str
    is_hit: bool = False


def pieces_around(text: str, words: Collection[str], spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The text around the first of the folded ``words``; its beginning where none stands in it."""
    hits = [(first, last) for first, last, word in spans if word in words]
    middle = hits[0][0] if hits else 0
    start, end = _start(text, middle - _AROUND), _end(text, middle + 2 * _AROUND)
    pieces = [Piece("…")] if start else []
    at = start
    for first, last in hits:
        if first < at or last > end:
            continue
        pieces += [Piece(_flat(text[at:first])), Piece(text[first:last], is_hit=True)]
        at = last
    pieces.append(Piece(_flat(text[at:end])))
    if end < len(text):
        pieces.append(Piece("…"))
    return tuple(piece for piece in pieces if piece.text)


def _start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find(" ", at) + 1


def _end(text: str, at: int) -> int:
    return len(text) if at >= len(text) else max(text.rfind(" ", 0, at), 0) or at


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
