"""What was read off a tank, a battery or a shelf, and whether that can be true."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from punkt.errors import InvalidValue
from punkt.model.reports import N_QUARTERS
from punkt.model.supply_words import Doubt
from punkt.power.mains import hours_between
from punkt.power.spans import NOTHING, Span
from punkt.wording import gettext_noop as _

_GAUGE_ERROR = 0.05
"""What a gauge may be wrong by, as a share of what fits [I]."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An amount (litres, share of a battery, portions) and when it was seen; ahead of the moment asked about, as then.

    Raises ``InvalidValue`` for an amount without an upper end: nobody saw that.
    """

    amount: Span
    read_at: datetime

    def __post_init__(self) -> None:
        _check_is_finite(self.amount)


@dataclass(frozen=True, slots=True)
class Delivery:
    """An amount that came at ``came_at``. Raises ``InvalidValue`` for an amount without an upper end."""

    amount: Span
    came_at: datetime

    def __post_init__(self) -> None:
        _check_is_finite(self.amount)


@dataclass(frozen=True, slots=True)
class ExpectedDelivery:
    """An amount that somebody said will come at ``due_at``. Raises ``InvalidValue`` for one without an upper end."""

    amount: Span
    due_at: datetime

    def __post_init__(self) -> None:
        _check_is_finite(self.amount)


@dataclass(frozen=True, slots=True)
class Store:
    """A tank, a battery or a shelf: how much fits, and the most that is used in an hour without mains.

    ``None`` is not known. Raises ``InvalidValue`` for what is no amount.
    """

    holds: float | None = None
    most_use_per_h: float | None = None

    def __post_init__(self) -> None:
        for number in (self.holds, self.most_use_per_h):
            if number is not None:
                Span.exactly(number)

    @property
    def slack(self) -> float:
        """How far two readings may lie apart by the gauge alone; none where nobody knows what fits."""
        return (self.holds or 0.0) * _GAUGE_ERROR


@dataclass(frozen=True, slots=True)
class Sifted:
    """The last reading that can be true, ``None`` where there is none; those that cannot, with the reason."""

    last: Reading | None
    doubted: tuple[tuple[Reading, Doubt], ...]


def quarters(number: int, holds: float) -> Span:
    """What a gauge with marks at the quarters means: the mark, and half of the way to the next ones.

    ``number`` is a mark from 0 to 4; raises ``InvalidValue`` for others.
    """
    share = number / N_QUARTERS
    half = 0.5 / N_QUARTERS
    return Span(max(share - half, 0.0) * holds, min(share + half, 1.0) * holds)


def refilled(
    reading: Reading, came: Iterable[Delivery], used: Callable[[datetime, datetime], Span], at: datetime
) -> tuple[Reading, tuple[Delivery, ...]]:
    """What is there by a reading and by what came after it, as a reading of the moment when the last of it came.

    ``used`` is what may have been used between two moments. Gives the deliveries that were counted, too. One of the
    very moment of the reading may have been before it, and counts for the upper end only; nothing is used below empty,
    so step by step: a tank that ran dry before it was filled holds what was filled in.
    """
    counted = tuple(sorted((one for one in came if reading.read_at <= one.came_at <= at), key=lambda one: one.came_at))
    amount, moment = reading.amount, reading.read_at
    for one in counted:
        low = 0.0 if one.came_at == reading.read_at else one.amount.low
        amount = amount.less(used(moment, one.came_at)) + Span(low, one.amount.high)
        moment = one.came_at
    return Reading(amount, moment), counted


def sift(readings: Iterable[Reading], store: Store, deliveries: Iterable[Delivery] = ()) -> Sifted:
    """The readings in the order of their times, each against what is known from those before.

    One that cannot be true is left out, not averaged. Where a later one bears it out it was true after all (somebody
    filled the tank and told nobody), unless it is more than fits. The order in which they are given, and how often,
    changes nothing; of readings of one moment the lowest is taken first.
    """
    came = tuple(deliveries)
    last: Reading | None = None
    known: Reading | None = None
    doubted: dict[Reading, Doubt] = {}
    suspects: list[Reading] = []
    for reading in sorted(set(readings), key=_order):
        doubt = doubt_about(reading, store, known, came)
        witness = None if doubt is None else _borne_out(reading, suspects, store, came)
        if doubt is None or witness is not None:
            known = _at_most(reading, witness or known, came)
            last, suspects = reading, []
            doubted = {one: why for one, why in doubted.items() if one is not witness}
            continue
        doubted[reading] = doubt
        if doubt is not Doubt.MORE_THAN_FITS:
            suspects.append(reading)
    return Sifted(last, tuple(doubted.items()))


def doubt_about(
    reading: Reading, store: Store, before: Reading | None, deliveries: Iterable[Delivery] = ()
) -> Doubt | None:
    """Why a reading cannot be true after ``before``; ``None`` where it can.

    Whether the mains were on is not asked: with them less is used, never more. Nor does a fall count what came
    meanwhile, as not all of it may have fitted.
    """
    if store.holds is not None and reading.amount.low > store.holds + store.slack:
        return Doubt.MORE_THAN_FITS
    if before is None:
        return None
    if reading.amount.low > before.amount.high + _came_between(before, reading, deliveries).high + store.slack:
        return Doubt.ROSE_WITHOUT_DELIVERY
    if store.most_use_per_h is None:
        return None
    used = store.most_use_per_h * hours_between(before.read_at, reading.read_at)
    fell = before.amount.low - reading.amount.high
    return Doubt.FELL_TOO_FAST if fell > used + store.slack else None


def _order(reading: Reading) -> tuple[datetime, float, float]:
    return reading.read_at, reading.amount.low, reading.amount.high


def _borne_out(
    reading: Reading, suspects: Iterable[Reading], store: Store, deliveries: tuple[Delivery, ...]
) -> Reading | None:
    """The last doubtful reading that this one agrees with. One of the same moment is no second look."""
    for suspect in reversed(list(suspects)):
        if suspect.read_at < reading.read_at and doubt_about(reading, store, suspect, deliveries) is None:
            return suspect
    return None


def _at_most(reading: Reading, before: Reading | None, deliveries: tuple[Delivery, ...]) -> Reading:
    """The reading, no higher than the one before allows: else many small rises, each within the error, fill a tank."""
    if before is None:
        return reading
    most = before.amount.high + _came_between(before, reading, deliveries).high
    return Reading(reading.amount.capped(most), reading.read_at)


def _came_between(before: Reading, reading: Reading, deliveries: Iterable[Delivery]) -> Span:
    """What came; at the very moment of a reading it may have been before or after it, and counts."""
    return sum((one.amount for one in deliveries if before.read_at <= one.came_at <= reading.read_at), NOTHING)


def _check_is_finite(amount: Span) -> None:
    if math.isinf(amount.high):
        raise InvalidValue(
            _("%(low)s to %(high)s is no amount."), values={"low": repr(amount.low), "high": repr(amount.high)}
        )
