"""How fast points open once they are asked, beside what was promised.

A point that never opened is not left out: it counts as one that took longer than any other. So "half of the points
were open within 40 minutes" speaks of all that were asked, and there is no such figure where fewer than half opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from punkt.statistics.ranks import nearest_rank
from punkt.wording import gettext_noop as _

USUAL_PROMISE = timedelta(hours=2)
"""A point that promised nothing is late after this (Donetsk oblast: open within 2 h of the decision; ukraine 1.5)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One point that was asked to open.

    ``begins_at``: from when doors are asked to be open; ``promised``: how fast the point said it opens, ``None`` where
    nobody knows; ``opened_at``: the first trustworthy word that it was open, ``None`` where there was none.
    """

    given_at: datetime
    begins_at: datetime
    promised: timedelta | None = None
    opened_at: datetime | None = None

    @property
    def asked_at(self) -> datetime:
        """From when minutes count: nobody is late for what has not begun."""
        return max(self.given_at, self.begins_at)

    @property
    def due_at(self) -> datetime | None:
        """Until when it promised to be open: who is asked a day ahead has had the time. ``None`` for no promise."""
        return None if self.promised is None else max(self.begins_at, self.given_at + self.promised)

    @property
    def is_late_from(self) -> datetime:
        """From when somebody should ask why it is not open."""
        return self.due_at or max(self.begins_at, self.given_at + USUAL_PROMISE)

    @property
    def took(self) -> timedelta | None:
        """How long it took; nothing where it was open before, ``None`` where it never opened."""
        return None if self.opened_at is None else max(timedelta(0), self.opened_at - self.asked_at)

    @property
    def is_within_promise(self) -> bool | None:
        """Whether it kept its promise; ``None`` where there was none."""
        if self.due_at is None:
            return None
        return self.opened_at is not None and self.opened_at <= self.due_at


@dataclass(frozen=True, slots=True)
class OpeningFigures:
    """How a group of points opened.

    ``half_within``, ``most_within``: until half and nine tenths of all that were asked were open; ``None`` where so
    many never were. ``n_promised`` had promised a time that is over by now or was kept, ``n_kept`` kept it.
    """

    n_asked: int
    n_opened: int
    n_promised: int
    n_kept: int
    half_within: timedelta | None
    most_within: timedelta | None


DEFINITIONS = {
    "n_opened": _("Points of which staff said, after they were asked, that they are open or full."),
    "n_ready": _(
        "Points whose keepers answered, after they were asked, that they are ready. Below, “open” means this answer."
    ),
    "half_within": _(
        "Time from the moment a point was asked until it was open, such that half of all points asked needed no more. "
        "Points that never opened count as slower than any other."
    ),
    "most_within": _("The same for nine points in ten."),
    "n_kept": _(
        "Points that were open by the time they had promised, of those that had promised one which is over or was kept."
    ),
}


def opening_figures(openings: Iterable[Opening], at: datetime) -> OpeningFigures:
    """The figures of a group at ``at``. A promise whose time has not come counts neither way."""
    all_asked = list(openings)
    took = sorted(inf if one.took is None else one.took.total_seconds() for one in all_asked)
    judged = [one.is_within_promise for one in all_asked if one.due_at is not None and _is_decided(one, at)]
    return OpeningFigures(
        n_asked=len(all_asked),
        n_opened=sum(one.opened_at is not None for one in all_asked),
        n_promised=len(judged),
        n_kept=sum(map(bool, judged)),
        half_within=_within(took, 0.5),
        most_within=_within(took, 0.9),
    )


def _is_decided(opening: Opening, at: datetime) -> bool:
    return opening.opened_at is not None or (opening.due_at is not None and opening.due_at < at)


def _within(took_s: Sequence[float], share: float) -> timedelta | None:
    """The time within which that share of all were open."""
    seconds = nearest_rank(took_s, share)
    return None if seconds is None else timedelta(seconds=seconds)
