"""Long lists in parts that a database takes at once."""

from collections.abc import Iterable, Iterator

_MOST = 500


def in_batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Few enough keys at a time for one query of any database."""
    keys = list(ids)
    for start in range(0, len(keys), _MOST):
        yield keys[start : start + _MOST]
