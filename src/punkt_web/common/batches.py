"""Long lists in parts that a database takes at once."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

_MOST = 500
Key = TypeVar("Key", int, str)


def in_batches(ids: Iterable[Key]) -> Iterator[list[Key]]:
    """Few enough keys at a time for one query of any database."""
    keys = list(ids)
    for start in range(0, len(keys), _MOST):
        yield keys[start : start + _MOST]
