"""The value that a share of all others does not exceed, where some took longer than anybody waited."""

from collections.abc import Sequence
from math import ceil, isinf


def nearest_rank(in_order: Sequence[float], share: float) -> float | None:
    """The least of the values, in rising order, that ``share`` of all do not exceed: it is one of them.

    ``None`` where there is none, and where it is infinite: so many never came to an end.
    """
    if not len(in_order):
        return None
    # Rounded first: 0.9 * 10 is a little more than 9 in binary.
    found = float(in_order[max(0, ceil(round(share * len(in_order), 9)) - 1)])
    return None if isinf(found) else found
