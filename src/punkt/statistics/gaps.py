"""How long it is from one word on a door to the next."""

import numpy as np

from punkt.statistics.timeline import DoorWords, Real, Whole

_NEVER = np.iinfo(np.int64).max


def gaps_min(words: DoorWords, begins: int, ends: int) -> tuple[Whole, Whole, Real]:
    """Of each word on an open door said from ``begins`` up to ``ends`` (milliseconds since 1970): the number of its
    point, when it was said, and the minutes to the next word on that door.

    Infinite where it ran out first. A word that neither ran out nor was followed before the end is left out: it is not
    decided yet.
    """
    order = np.lexsort((words.rank, words.at, words.point))
    point, at, until = words.point[order], words.at[order], words.until[order]
    following = np.full(len(order), _NEVER)
    is_same = point[1:] == point[:-1]
    following[:-1][is_same] = at[1:][is_same]
    is_followed = following <= until
    chosen = words.is_open[order] & (at >= begins) & (at < ends) & (is_followed | (until < ends))
    minutes = np.where(is_followed, (following - at) / 60_000, np.inf)
    return point[chosen], at[chosen], minutes[chosen]
