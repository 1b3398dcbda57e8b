"""The order in which the lines of a list are gone through, where a territory has set one of its own."""

from collections.abc import Sequence


def arranged(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    """``keys``, those of ``order`` in that order; a line that it does not name stays behind the one it stood behind.

    So a line that comes later, with a new version or from a territory above, has a place that somebody would look for.
    What ``order`` names and ``keys`` does not hold is passed over.
    """
    there = set(keys)
    placed = [key for key in dict.fromkeys(order) if key in there]
    set_in_order = set(placed)
    before = ""
    for key in keys:
        if key not in set_in_order:
            placed.insert(placed.index(before) + 1 if before else 0, key)
        before = key
    return placed
