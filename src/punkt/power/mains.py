"""Whether the mains give power, as far as anybody knows, and how long a point lived on its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from punkt.model.supply_words import MainsState
from punkt.power.spans import NOTHING, Span

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Mains:
    """The state and since when, ``None`` where nobody knows that."""

    state: MainsState = MainsState.UNKNOWN
    since: datetime | None = None

    def hours_off(self, start: datetime, at: datetime) -> Span:
        """Hours between two moments in which the point lived on its own. What is not known widens them."""
        whole = hours_between(start, at)
        if self.since is None:
            return NOTHING if self.state is MainsState.ON and not whole else Span(0.0, whole)
        changed = min(max(self.since, start), at)
        if self.state is MainsState.OFF:
            return Span.exactly(hours_between(changed, at))
        before = hours_between(start, changed)
        return Span(0.0, before if self.state is MainsState.ON else whole)


def hours_between(start: datetime, at: datetime) -> float:
    """Hours from one moment to another; none where the other is not later."""
    return max((at - start) / _HOUR, 0.0)
