"""Values from outside -> cells that are safe to store as JSON anywhere (no NaN, NUL, lone surrogate, huge integer)."""

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from punkt.errors import UnreadableFile
from punkt.formats.readers.limits import MAX_COLUMNS
from punkt.formats.table import Cell
from punkt.wording import gettext_noop

UNSAFE_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters that PostgreSQL, XML or a terminal choke on, and halves of surrogate pairs."""

_MAX_DEPTH = 32
_LARGEST_INTEGER = 2**63 - 1
_MOST_EQUAL_NAMES = 200
TOO_MANY_EQUAL = gettext_noop("Too many columns of this file have the same name.")
TOO_DEEP = gettext_noop("The values of this file are nested too deeply.")
FLATTEN_IT = gettext_noop("Save the list as a flat table, for example CSV.")


def clean_text(text: str) -> str | None:
    """``text`` without unsafe characters; ``None`` for an empty one."""
    if UNSAFE_CHARACTERS.search(text):
        text = UNSAFE_CHARACTERS.sub("", text)
    return text or None


def clean_cell(value: object, *, depth: int = 0) -> Cell:
    """A JSON value as a cell. Empty text, list and object are ``None``; an integer over 64 bits becomes text."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_INTEGER else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return _clean_container(value, depth=depth + 1)


def _clean_container(value: object, *, depth: int) -> Cell:
    if depth > _MAX_DEPTH:
        raise UnreadableFile(TOO_DEEP, remedy=FLATTEN_IT)
    if isinstance(value, list):
        return [clean_cell(part, depth=depth) for part in value] or None
    if isinstance(value, dict):
        return {clean_text(str(key)) or "": clean_cell(part, depth=depth) for key, part in value.items()} or None
    return clean_text(str(value))


def flatten(record: Mapping[str, object]) -> dict[str, Cell]:
    """Nested objects as columns with dots (``coordinate.lat``); lists stay whole. Equal names get a number."""
    if any(isinstance(value, dict) for value in record.values()):
        cells: dict[str, Cell] = {}
        for name, cell in _leaves(record, prefix="", depth=0):
            cells[free_name(name, taken=cells)] = cell
        return cells
    return {_clean_name(key): clean_cell(value) for key, value in record.items()}


@lru_cache(maxsize=MAX_COLUMNS)
def _clean_name(name: str) -> str:
    return clean_text(name) or ""


def _leaves(record: Mapping[str, object], *, prefix: str, depth: int) -> Iterator[tuple[str, Cell]]:
    if depth > _MAX_DEPTH:
        raise UnreadableFile(TOO_DEEP, remedy=FLATTEN_IT)
    for key, value in record.items():
        name = prefix + _clean_name(key)
        if isinstance(value, dict):
            yield from _leaves(value, prefix=f"{name}.", depth=depth + 1)
        else:
            yield name, clean_cell(value)


def free_name(name: str, *, taken: Mapping[str, object] | set[str]) -> str:
    """``name``, or ``name (2)``, ``name (3)`` ... when it is taken; ``UnreadableFile`` after 200 of them."""
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
        if number > _MOST_EQUAL_NAMES:
            raise UnreadableFile(TOO_MANY_EQUAL, where=name[:60], remedy=FLATTEN_IT)
    return f"{name} ({number})"
