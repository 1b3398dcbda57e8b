"""What figures are reckoned from, and what one comes to: plain numbers of some points in a period."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from punkt.statistics.openings import OpeningFigures


@dataclass(frozen=True, slots=True)
class TurnedOut:
    """Moments at which it turned out how a door was: of how many it had been known before (``n_known``), at how many
    people were sent there (``n_claimed``), and how many of these doors were shut; ``at_least`` and ``at_most`` bound
    that share with 95 % confidence."""

    n_moments: int = 0
    n_known: int = 0
    n_claimed: int = 0
    n_false_open: int = 0
    at_least: float = 0.0
    at_most: float = 1.0


@dataclass(frozen=True, slots=True)
class Sums:
    """What the figures of some points in a period are reckoned from. ``..._hours`` are point-hours, person-hours apart.

    ``in_use``: the door was known to be open, or people were counted; ``counted``: people were counted.
    ``delays_min`` of each report, rising; ``gaps_min`` of each word on an open door until the next, rising, infinite
    where it ran out first; ``autonomy_h``: hours of power that points open at the end surely have, rising, of those of
    which it is known. ``n_visits`` were told of ``n_visited`` of the points.
    """

    n_points: int = 0
    hours: float = 0.0
    known_hours: float = 0.0
    open_hours: float = 0.0
    in_use_hours: float = 0.0
    counted_hours: float = 0.0
    person_hours: float = 0.0
    n_heard: int = 0
    n_opened: int = 0
    n_known_at_end: int = 0
    n_open_at_end: int = 0
    n_in_use_at_end: int = 0
    n_counted_at_end: int = 0
    people_at_end: int = 0
    people_most: int = 0
    openings: OpeningFigures | None = None
    delays_min: Sequence[float] = ()
    n_clocked: int = 0
    gaps_min: Sequence[float] = ()
    autonomy_h: Sequence[float] = ()
    n_visits: int = 0
    n_visited: int = 0
    told: TurnedOut = field(default_factory=TurnedOut)


@dataclass(frozen=True, slots=True)
class FigureValue:
    """``value`` is ``None`` where it is not known. Known is ``n_known`` of ``n_all``. ``low`` and ``high`` bound a
    share with 95 % confidence."""

    value: float | None
    n_known: float
    n_all: float
    low: float | None = None
    high: float | None = None

    @property
    def share_known(self) -> float | None:
        """From 0 to 1; ``None`` where there was nothing that could be known."""
        return self.n_known / self.n_all if self.n_all > 0 else None
