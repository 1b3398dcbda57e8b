"""What was read off a tank, a battery or a shelf, and whether that can be true."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from punkt.model.supply_words import Doubt
from punkt.power.spans import NOTHING, Span

_HOUR = timedelta(hours=1)
_GAUGE_ERROR = 0.05
"""What a gauge may be wrong by, as a share of what fits [I]."""
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """An amount (litres, share of a battery, portions) and when it was seen."""

    amount: Span
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """An amount that came, or is to come, at ``due_at``."""

    amount: Span
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds a supply: how much fits, and how much can be used in an hour. ``None`` is not known."""

    holds: float | None = None
    most_use_per_h: float | None = None


@dataclass(frozen=True, slots=True)
class Readings:
    """The last reading that is to be believed, ``None`` where there is none; those that are not, with the reason."""

    last: Reading | None
    doubted: tuple[tuple[Reading, Doubt], ...]


def quarters(number: int, holds: float) -> Span:
    """What a gauge with four marks means: the mark and half of the way to the next ones."""
    share = number / _QUARTERS
    half = 0.5 / _QUARTERS
    return Span(max(share - half, 0.0) * holds, min(share + half, 1.0) * holds)


def believed(readings: Iterable[Reading], holder: Holder, deliveries: Iterable[Delivery] = ()) -> Readings:
    """The readings in the order of their times, each against the last one that is believed.

    One that cannot be true is left out, not averaged. Where the next one bears it out it was true after all (somebody
    filled the tank and told nobody), unless it is more than fits.
    """
    came = tuple(deliveries)
    last: Reading | None = None
    doubted: list[tuple[Reading, Doubt]] = []
    suspect: Reading | None = None
    for reading in sorted(readings, key=lambda one: one.read_at):
        doubt = doubt_about(reading, holder, last, came)
        if doubt is None or (suspect is not None and doubt_about(reading, holder, suspect, came) is None):
            doubted = [pair for pair in doubted if pair[0] is not suspect] if doubt else doubted
            last, suspect = reading, None
            continue
        doubted.append((reading, doubt))
        suspect = None if doubt is Doubt.MORE_THAN_FITS else reading
    return Readings(last, tuple(doubted))


def doubt_about(
    reading: Reading, holder: Holder, before: Reading | None, deliveries: Iterable[Delivery] = ()
) -> Doubt | None:
    """Why a reading cannot be true after ``before``; ``None`` where it can."""
    slack = (holder.holds or 0.0) * _GAUGE_ERROR
    if holder.holds is not None and reading.amount.low > holder.holds + slack:
        return Doubt.MORE_THAN_FITS
    if before is None:
        return None
    came = sum((one.amount for one in deliveries if before.read_at < one.due_at <= reading.read_at), NOTHING)
    if reading.amount.low > before.amount.high + came.high + slack:
        return Doubt.ROSE_WITHOUT_DELIVERY
    if holder.most_use_per_h is None:
        return None
    hours = (reading.read_at - before.read_at) / _HOUR
    fell = before.amount.low - reading.amount.high
    return Doubt.FELL_TOO_FAST if fell > holder.most_use_per_h * hours + slack else None
