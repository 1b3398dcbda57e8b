"""When words of residents take an open door out of the public answer. They never put one in.

The rule of ``freshness`` stays the gate: a door that it does not show as open is not looked at here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, log2

from punkt.confidence.agreement import agreement
from punkt.confidence.evidence import CounterWord, Evidence, Said
from punkt.confidence.freshness import CLAIMING_WORDS, expires_in
from punkt.confidence.parameters import Parameters, parameters
from punkt.confidence.weighing import from_log_odds, log_odds, weigh, word_of


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Residents say that a door is shut which was said to be open.

    ``n_people`` of them; from ``counts_from`` on it is not shown as open, ``None`` where that does not come before its
    word runs out by itself.
    """

    n_people: int
    counts_from: datetime | None

    def outweighs(self, at: datetime) -> bool:
        """Whether the door is no longer shown as open at ``at``."""
        return self.counts_from is not None and at >= self.counts_from


def contradiction(
    said: Said, counter: Sequence[CounterWord], at: datetime, told: Parameters | None = None
) -> Contradiction | None:
    """Whether enough people contradict ``said`` at ``at``; ``None`` where they do not, or where it claims no open door.

    Only what was said counts here, and not the hours: they say what is meant to be so.
    """
    told = told or parameters()
    if not counter or said.state not in CLAIMING_WORDS:
        return None
    lasts = expires_in(said.state, said.channel)
    counter = [one for one in counter if one.at > said.at]
    heard = agreement(counter, at, said.at, told)
    if lasts is None or at > said.at + lasts or not heard.is_heard(told):
        return None
    after = _outweighed_after(said, counter, at, told)
    # What nobody had said yet could not outweigh anything.
    falls_at = None if after is None else max(said.at + after, heard.last_at or said.at)
    return Contradiction(heard.n_people, falls_at if falls_at is not None and falls_at <= said.at + lasts else None)


def _outweighed_after(said: Said, counter: Sequence[CounterWord], at: datetime, told: Parameters) -> timedelta | None:
    """The age of a word at which the probability falls below the limit; ``None`` where it never does."""
    alone = weigh(Evidence(said=(said,)), at, told)
    both = weigh(Evidence(said=(said,), counter=tuple(counter)), at, told)
    base_odds = both.reasons[-1].weight
    against = sum(one.weight for one in alone.reasons) - sum(one.weight for one in both.reasons)
    base = from_log_odds(base_odds)
    kind = word_of(said, base, told)
    if kind is None:
        return None
    right, half_h, _why = kind
    enough = from_log_odds(log_odds(told.shown["limit"]) + against)
    if enough <= base:
        return None
    halvings = log2((right - base) / (enough - base)) if right > base else -inf
    return timedelta(hours=half_h * halvings) if halvings > 0.0 else timedelta(0)
