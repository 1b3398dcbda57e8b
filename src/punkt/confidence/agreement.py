"""What words of residents that a door is shut weigh together.

They come without an account, so they can be made up. Each further word weighs less, less still within one burst, and
all of them together never more than a limit: five hundred false ones count little more than two. More words never
weigh less, in whatever order they come.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from punkt.confidence.evidence import CounterWord, Said
from punkt.confidence.freshness import CLAIMING_WORDS, STAFF
from punkt.confidence.parameters import Parameters

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much they weigh (1: one word), how many people said it, whether one was found right, and the last of them."""

    weight: float
    n_people: int
    is_verified: bool
    last_at: datetime | None

    def is_heard(self, parameters: Parameters) -> bool:
        """Whether enough people say so, or somebody looked, for the public to hear of it."""
        return self.is_verified or self.n_people >= parameters.counter["heard_from"]


NOBODY = Agreement(0.0, 0, is_verified=False, last_at=None)


def agreement(words: Iterable[CounterWord], at: datetime, since: datetime | None, parameters: Parameters) -> Agreement:
    """Of the words that still count at ``at`` and were said after ``since``, the last word of staff that it is open."""
    told = parameters.counter
    oldest = at - timedelta(hours=told["lasts_h"])
    counted = [one for one in words if oldest <= one.at <= at and (since is None or one.at > since)]
    if not counted:
        return NOBODY
    bursts: defaultdict[int, set[str]] = defaultdict(set)
    burst = timedelta(minutes=told["burst_min"])
    for one in counted:
        # Bursts are spans of the clock: a word between two bursts must not make one of them, or it would weaken both.
        bursts[(one.at - _EPOCH) // burst].add(one.source)
    people = set().union(*bursts.values())
    weights = sorted((_falling(len(said), told["within_burst"]) for said in bursts.values()), reverse=True)
    together = sum(weight * told["across_bursts"] ** place for place, weight in enumerate(weights))
    most = min(told["most"], _falling(len(people), told["across_bursts"]))
    return Agreement(
        weight=min(together, most),
        n_people=len(people),
        is_verified=any(one.is_verified for one in counted),
        last_at=max(one.at for one in counted),
    )


def _falling(n: int, share: float) -> float:
    """1 + share + share² ... of ``n`` words."""
    return float((1.0 - share**n) / (1.0 - share))


def opened_at(said: Iterable[Said]) -> datetime | None:
    """When staff last said that it is open: what people at the door said before is answered by it.

    A resident's word answers nobody's. If it did where staff are silent, an older word of staff would make a door
    less sure: it would bring back what the resident had answered.
    """
    return max((one.at for one in said if one.state in CLAIMING_WORDS and one.channel in STAFF), default=None)
