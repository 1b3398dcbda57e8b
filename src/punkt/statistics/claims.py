"""What the public was told of doors just before it turned out how they were, by the rules of freshness alone.

Each word of somebody who stands at the door is a moment at which it turned out. What counted at it is the latest word
that had come in before: a word that was still on its way told nobody anything. Where people at the door contradict
words, more has to be weighed than is here.
"""

from dataclasses import dataclass

import numpy as np

from punkt.statistics.timeline import DoorWords, Flags, Whole

APART_MS = 30 * 60_000
"""A moment within this time of one that was counted at the same point says nothing new (decision of ours)."""
_AHEAD_MS = 5 * 60_000
"""A sender's clock may run ahead of ours by so much (``punkt.model.reports``)."""


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Moments by point and time: how the door was, whether that had been known, whether people were sent there."""

    point: Whole
    at: Whole
    was_open: Flags
    was_known: Flags
    claimed: Flags


def claims(words: DoorWords, received: Whole, is_claim: Flags, is_seen: Flags, begins: int) -> Claims:
    """The moments from ``begins`` on. The arrays go with ``words``: when each came in, whether it sends people to the
    door, and whether who said it stood there and said that it is open or shut."""
    order = np.lexsort((words.rank, words.at, words.point))
    point, at, until, came = words.point[order], words.at[order], words.until[order], received[order]
    chosen = np.flatnonzero(is_seen & (words.at >= begins))
    # Of two that contradict each other at the same moment "shut" counts.
    chosen = chosen[np.lexsort((words.is_open[chosen], words.at[chosen], words.point[chosen]))]
    chosen = chosen[_apart(words.point[chosen], words.at[chosen])]
    of, moment = words.point[chosen], words.at[chosen]
    base = int(at.min()) if len(at) else 0
    reach = (int(at.max()) if len(at) else 0) - base + _AHEAD_MS + 1
    place = np.searchsorted(point * reach + (at - base), of * reach + (moment + _AHEAD_MS - base), side="right") - 1
    while True:
        is_own = (place >= 0) & (point[place] == of) if len(point) else np.zeros(len(place), np.bool_)
        too_late = is_own & (came[place] >= moment) if len(point) else is_own
        if not too_late.any():
            break
        place = np.where(too_late, place - 1, place)
    was_known = is_own & (until[place] >= at[place]) & (moment <= until[place]) if len(point) else is_own
    return Claims(of, moment, words.is_open[chosen], was_known, was_known & is_claim[order][place])


def _apart(point: Whole, at: Whole) -> Flags:
    """Which of the moments, in order, are far enough from the last that was kept at their point."""
    kept = np.zeros(len(at), np.bool_)
    last_point, last = -1, 0
    for place, (of, moment) in enumerate(zip(point.tolist(), at.tolist(), strict=True)):
        if of != last_point or moment - last >= APART_MS:
            kept[place] = True
            last_point, last = of, moment
    return kept
