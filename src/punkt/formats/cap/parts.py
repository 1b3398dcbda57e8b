"""Values of the children of an element: each that is none is noted, and something stands in for it.

What stands in is never seen: a message with a fault gives no alert.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from punkt.formats.cap.elements import Part, line_of, text_of
from punkt.formats.cap.values import BadText

UNKNOWN_AT = datetime.min.replace(tzinfo=UTC)
"""Stands in for a moment that could not be read."""

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


def text(part: Part, name: str, *, is_required: bool = False) -> str:
    """The text of a child, "" where there is none."""
    return next(iter(words(part, name, is_required=is_required)), "")


def words(part: Part, name: str, *, is_required: bool = False) -> tuple[str, ...]:
    """The texts of all children of a name. An empty one is left out, and a fault where something is required."""
    found = []
    for child, place in part.places(name):
        told = text_of(child, place, part.found).strip()
        if told:
            found.append(told)
        else:
            part.found.note("empty" if is_required else "left-empty", place, line_of(child))
    return tuple(found)


def value(part: Part, name: str, read: Callable[[str], T], otherwise: T, *, is_empty_a_fault: bool = False) -> T:
    """The value of a child, ``otherwise`` where there is none."""
    is_required = is_empty_a_fault or name in _NEVER_EMPTY
    return next(iter(all_values(part, name, read, is_empty_a_fault=is_required)), otherwise)


def all_values(part: Part, name: str, read: Callable[[str], T], *, is_empty_a_fault: bool = True) -> tuple[T, ...]:
    """The values of all children of a name."""
    found = []
    for child, place in part.places(name):
        told = text_of(child, place, part.found).strip()
        line = line_of(child)
        if not told:
            part.found.note("empty" if is_empty_a_fault else "left-empty", place, line)
            continue
        if told.endswith("+00:00") and name in _MOMENTS:
            part.found.note("plus-zero", place, line, told)
        try:
            found.append(read(told))
        except BadText as error:
            part.found.note(str(error), place, line, told)
    return tuple(found)


_MOMENTS = {"sent", "effective", "onset", "expires"}
_NEVER_EMPTY = _MOMENTS | {"identifier", "sender", "size", "altitude", "ceiling"}


def word(part: Part, name: str, vocabulary: type[W], otherwise: W) -> W:
    """One of the words of a list, exactly as the standard writes it."""
    return next(iter(all_words(part, name, vocabulary)), otherwise)


def all_words(part: Part, name: str, vocabulary: type[W]) -> tuple[W, ...]:
    """All children of a name as words of a list."""
    found = []
    for child, place in part.places(name):
        told = text_of(child, place, part.found)
        try:
            found.append(vocabulary(told))
        except ValueError:
            code = "unknown-word" if told.strip() else "empty"
            part.found.note(code, place, line_of(child), told)
    return tuple(found)
