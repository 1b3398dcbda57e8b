"""What a point does now, as it is read: the part that anybody may know, and with what is for the desk."""

from dataclasses import dataclass, field
from datetime import datetime

from punkt.confidence.evidence import CounterWord
from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.registry.revisions import Revisions


@dataclass(frozen=True, slots=True)
class PublishedStatus:
    """The latest word on each part of a point's state, each with its own time. ``None`` was never spoken of."""

    state: PointState | None = None
    state_at: datetime | None = None
    state_channel: ReportChannel | None = None
    headcount: int | None = None
    headcount_at: datetime | None = None
    services: dict[str, tuple[Availability, datetime]] = field(default_factory=dict)
    """Field key ("service.heat") -> what was said last, and when."""
    shut_words: tuple[CounterWord, ...] = ()
    """What people at the door said against it: that one cannot get in."""
    is_contradicted: bool = False
    """Whether a pack says no more than that they did, and enough of them."""


@dataclass(frozen=True, slots=True)
class StatusNow(PublishedStatus):
    """The same with what is for the desk: supplies, staff and what is short (``punkt.model.reports``)."""

    fuel_l: float | None = None
    fuel_at: datetime | None = None
    fuel_quarters: int | None = None
    fuel_quarters_at: datetime | None = None
    indoor_c: float | None = None
    indoor_at: datetime | None = None
    water_l: float | None = None
    water_at: datetime | None = None
    n_staff: int | None = None
    staff_at: datetime | None = None
    shortages: list[str] | None = None
    shortages_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The points whose last words something was made of, and the counts up to which it is known to be right."""

    points: frozenset[int]
    at: Revisions
