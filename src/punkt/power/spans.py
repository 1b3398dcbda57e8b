"""Numbers that are not known for sure: a lowest and a highest value, and nothing claimed between them."""

import math
from dataclasses import dataclass
from typing import Self

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Span:
    """From ``low`` to ``high``, both of them possible, neither below zero; ``high`` may be infinite.

    Raises ``InvalidValue`` for numbers that are no span.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not (0.0 <= self.low <= self.high and math.isfinite(self.low)):
            raise InvalidValue(
                _("%(low)s to %(high)s is no span."), values={"low": repr(self.low), "high": repr(self.high)}
            )

    @classmethod
    def exactly(cls, value: float) -> Self:
        """A value that is known."""
        return cls(value, value)

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Span") -> "Span":
        return Span(self.low * other.low, _product(self.high, other.high))

    def less(self, used: "Span") -> "Span":
        """What is left when some of it is used up; never less than nothing."""
        high = self.high if math.isinf(self.high) else max(self.high - used.low, 0.0)
        return Span(max(self.low - used.high, 0.0), high)

    def over(self, rate: "Span") -> "Span | None":
        """How long this lasts at a rate; ``None`` where it may last for ever, which is no answer."""
        if self.high == 0.0:
            return NOTHING
        if rate.low <= 0.0:
            return None
        longest = self.high / rate.low
        return None if math.isinf(longest) else Span(self.low / rate.high, longest)

    def capped(self, most: float) -> "Span":
        """The same, nowhere above ``most``."""
        return Span(min(self.low, most), min(self.high, most))

    def earlier(self, other: "Span") -> "Span":
        """When the first of two things happens."""
        return Span(min(self.low, other.low), min(self.high, other.high))


def _product(one: float, other: float) -> float:
    return 0.0 if 0.0 in {one, other} else one * other


NOTHING = Span(0.0, 0.0)
ANYTHING = Span(0.0, math.inf)
"""Of which nothing is known."""
