"""Whether the mains give power, as far as anybody knows, and how long a point lived on its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from punkt.model.supply_words import MainsState
from punkt.power.spans import ANYTHING, NOTHING, Span


@dataclass(frozen=True, slots=True)
class Mains:
    """The state and since when, ``None`` where nobody knows that.

    The state holds from ``since`` up to the moment that is asked about: who finds it too old for that says UNKNOWN. Of
    the time before, nothing is known: where cuts roll, an earlier one may have ended just then.
    """

    state: MainsState = MainsState.UNKNOWN
    since: datetime | None = None

    def hours_off(self, start: datetime, at: datetime) -> Span:
        """Hours between two moments in which the point lived on its own. What is not known widens them."""
        changed = at if self.since is None else min(max(self.since, start), at)
        if self.state is MainsState.OFF:
            return Span(hours_between(changed, at), hours_between(start, at))
        return Span(0.0, hours_between(start, changed if self.state is MainsState.ON else at))

    def hours_since_failure(self, at: datetime) -> Span:
        """Hours since the mains failed. None where they are on: what is asked then is what if they fail now."""
        if self.state is MainsState.ON:
            return NOTHING
        if self.state is MainsState.OFF and self.since is not None:
            return Span.exactly(hours_between(self.since, at))
        return ANYTHING


def hours_between(start: datetime, at: datetime) -> float:
    """Hours from one moment to another; none where the other is not later."""
    return max((at - start) / timedelta(hours=1), 0.0)
