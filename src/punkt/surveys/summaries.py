"""Numbers of several members in a few: median, quartiles, least and most, and how many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Spread:
    """``n`` numbers. ``least`` and ``most`` are answers of single members, and ``None`` where those are sensitive."""

    n: int
    median: Decimal
    lower_quartile: Decimal
    upper_quartile: Decimal
    least: Decimal | None
    most: Decimal | None


Summary = Mapping[str, Spread]
"""A spread by code of currency, "" for what is no money: amounts of two currencies are never mixed."""


def spread(numbers: Sequence[Decimal], *, are_ends_told: bool = True) -> Spread:
    """The spread of at least one number; quartiles lie between answers by linear interpolation.

    (Method 7 of Hyndman and Fan, Sample quantiles in statistical packages, 1996.) Raises ``ValueError`` for none.
    """
    if not numbers:
        raise ValueError("there are no numbers")
    middle = Decimal(median(numbers))
    lower, _median, upper = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else [middle] * 3
    ends = (min(numbers), max(numbers)) if are_ends_told else (None, None)
    return Spread(len(numbers), middle, Decimal(lower), Decimal(upper), *ends)
