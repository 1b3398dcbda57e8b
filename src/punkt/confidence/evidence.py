"""What bears on whether a point is open now: each kind of evidence as plain values, and what came of weighing it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from punkt.model.vocabulary import OpeningMode, PointState, ReportChannel
from punkt.power.spans import Span


@dataclass(frozen=True, slots=True)
class Said:
    """A word on the door: which state, by whom, and when it was seen."""

    state: PointState
    channel: ReportChannel
    at: datetime


@dataclass(frozen=True, slots=True)
class CounterWord:
    """Somebody at the door said that one cannot get in. Words of one ``source`` are of one person.

    ``is_verified``: a coordinator looked into it and found that it was so.
    """

    at: datetime
    source: str
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class Activation:
    """The point was asked to open at ``asked_at`` and promised to do so within ``promised``; ``None`` is not known."""

    asked_at: datetime
    promised: timedelta | None = None


@dataclass(frozen=True, slots=True)
class PowerLoss:
    """There is no power from the grid. ``left_h`` are the hours from now for which the point has its own, ``None``
    where that is not known (``punkt.power.autonomy``)."""

    left_h: Span | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left for sure."""
        return self.left_h is not None and self.left_h.high <= 0.0

    @property
    def is_maybe_over(self) -> bool:
        """Whether that is possible."""
        return self.left_h is not None and self.left_h.low <= 0.0 < self.left_h.high


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether the link of the point answered."""

    is_online: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one point. What is left out is not known, and never counts as no.

    ``is_meant_open`` is what its hours say of now.
    """

    mode: OpeningMode = OpeningMode.UNKNOWN
    is_meant_open: bool | None = None
    said: tuple[Said, ...] = ()
    counter: tuple[CounterWord, ...] = ()
    activation: Activation | None = None
    power_loss: PowerLoss | None = None
    probe: Probe | None = None


class Why(StrEnum):
    """Which evidence moved a probability; the product has words for each."""

    LISTED = "listed"
    MEANT_OPEN = "meant_open"
    MEANT_SHUT = "meant_shut"
    ON_STANDBY = "on_standby"
    ACTIVATED = "activated"
    BEING_ACTIVATED = "being_activated"
    STAFF_OPEN = "staff_open"
    STAFF_OPENING = "staff_opening"
    STAFF_SHUT = "staff_shut"
    RESIDENT_OPEN = "resident_open"
    OTHERS_AGREE = "others_agree"
    RESIDENTS_SHUT = "residents_shut"
    VERIFIED_SHUT = "verified_shut"
    NO_POWER = "no_power"
    MAYBE_NO_POWER = "maybe_no_power"
    OFFLINE = "offline"
    ONLINE = "online"


BASES = frozenset({Why.LISTED, Why.MEANT_OPEN, Why.MEANT_SHUT, Why.ON_STANDBY, Why.ACTIVATED, Why.BEING_ACTIVATED})
"""Where the weighing begins, before anybody said anything."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence and by how much it moved the log odds (of the base: from even).

    ``at`` is when it was so, ``n`` how many people said it, both where that is known.
    """

    why: Why
    weight: float
    at: datetime | None = None
    n: int = 0


class Belief(StrEnum):
    """A probability in words. UNKNOWN is no probability at all."""

    ALMOST_CERTAIN = "almost_certain"
    LIKELY = "likely"
    UNSURE = "unsure"
    UNLIKELY = "unlikely"
    ALMOST_CERTAINLY_NOT = "almost_certainly_not"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The probability that the point is open now, ``None`` where nothing is known of now, and why.

    The reasons stand in the order of their weight, the heaviest first, the base last.
    """

    probability: float | None
    belief: Belief
    reasons: tuple[Reason, ...]
