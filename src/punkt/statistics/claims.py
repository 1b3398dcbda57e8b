"""What the public was told of doors just before it turned out how they were, by the rules of freshness alone.

Each word of somebody who stands at the door is a moment at which it turned out; but who shuts an open door, or opens a
shut one, and says so at once, makes nobody's earlier word wrong: that is no moment. What counted at it is the latest
word that had come in before: a word that was still on its way told nobody anything. Where people at the door contradict
words, more has to be weighed than is here.
"""

from dataclasses import dataclass

import numpy as np

from punkt.statistics.timeline import DoorWords, Flags, Whole

APART_MS = 30 * 60_000
"""A moment within this time of one that was counted at the same point says nothing new (decision of ours)."""
AT_ONCE_MS = 5 * 60_000
"""A word that came in so soon after it was seen is told at once (decision of ours)."""
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


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """Of words in parallel arrays: when each came in, whether it sends people to the door, whether who said it stood
    there and said that it is open or shut, and whether staff said it."""

    received: Whole
    is_claim: Flags
    is_seen: Flags
    is_staff: Flags


def claims(words: DoorWords, worth: Worth, begins: int) -> Claims:
    """The moments from ``begins`` on; ``worth`` goes with ``words``."""
    received, is_seen = worth.received, worth.is_seen
    order = np.lexsort((words.rank, words.at, words.point))
    point, at, until, came = words.point[order], words.at[order], words.until[order], received[order]
    chosen = np.flatnonzero(is_seen & (words.at >= begins))
    # Of two that contradict each other at the same moment "shut" counts.
    chosen = chosen[np.lexsort((words.is_open[chosen], words.at[chosen], words.point[chosen]))]
    of, moment = words.point[chosen], words.at[chosen]
    base = int(at.min()) if len(at) else 0
    reach = (int(at.max()) if len(at) else 0) - base + _AHEAD_MS + 1
    place = np.searchsorted(point * reach + (at - base), of * reach + (moment + _AHEAD_MS - base), side="right") - 1
    if not len(point):
        return Claims(of, moment, words.is_open[chosen], np.zeros(0, np.bool_), np.zeros(0, np.bool_))
    late = np.arange(len(place))
    while len(late):
        is_too_late = (place[late] >= 0) & (point[place[late]] == of[late]) & (came[place[late]] >= moment[late])
        late = late[is_too_late]
        place[late] -= 1
    is_own = (place >= 0) & (point[place] == of)
    sent_there = worth.is_claim[order][place]
    is_otherwise = is_own & worth.is_staff[order][place] & (sent_there != words.is_open[chosen])
    kept = ~(is_otherwise & (received[chosen] - moment <= AT_ONCE_MS))
    kept[kept] = _apart(of[kept], moment[kept])
    was_known = is_own & (until[place] >= at[place]) & (moment <= until[place])
    told = (of, moment, words.is_open[chosen], was_known, was_known & sent_there)
    return Claims(*(column[kept] for column in told))


def _apart(point: Whole, at: Whole) -> Flags:
    """Which of the moments, in order, are far enough from the last that was kept at their point."""
    kept = np.zeros(len(at), np.bool_)
    last_point, last = -1, 0
    for place, (of, moment) in enumerate(zip(point.tolist(), at.tolist(), strict=True)):
        if of != last_point or moment - last >= APART_MS:
            kept[place] = True
            last_point, last = of, moment
    return kept
