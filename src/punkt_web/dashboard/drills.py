"""What drills measured: how long points took to open beside what they promised, and their own power under load."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punkt.power.trials import Tried
from punkt.wording import gettext_noop
from punkt_web.common.moments import minutes_words
from punkt_web.common.zones import local_day
from punkt_web.dashboard.listing import in_order
from punkt_web.hosting.queries import agreed_minutes
from punkt_web.hosting.states import today
from punkt_web.operations.keeping.power_trial_words import tried_words
from punkt_web.operations.keeping.power_trials import tried_at
from punkt_web.readiness.measured import LOOKED_BACK, Measured, opening_times
from punkt_web.registry.models import Point
from punkt_web.registry.standing import who_stands_for


class DrillLack(StrEnum):
    """What a drill shows to be lacking at a point, or that none did: the worst first."""

    FAILED = "failed"
    LATE = "late"
    NOT_TRIED = "not_tried"
    NOT_TIMED = "not_timed"


LACK_LABELS = {
    DrillLack.LATE: gettext_noop("Opened later than promised"),
    DrillLack.FAILED: gettext_noop("Power failed when it was last tried"),
    DrillLack.NOT_TIMED: gettext_noop("Opening was never timed"),
    DrillLack.NOT_TRIED: gettext_noop("Power was never tried under its usual load"),
}


class DrillSeen(StrEnum):
    """What somebody told or measured of a point, whatever came out."""

    TRIED = "tried"
    TIMED = "timed"


SEEN_LABELS = {
    DrillSeen.TRIED: gettext_noop("Trials of own power"),
    DrillSeen.TIMED: gettext_noop("Opening was timed"),
}


class PromisedBy(StrEnum):
    """Whose word a promise of minutes is."""

    REGISTER = "register"
    AGREEMENT = "agreement"


_BY_LABELS = {
    PromisedBy.REGISTER: gettext_noop("by the register"),
    PromisedBy.AGREEMENT: gettext_noop("by the agreement"),
}


class Promise(NamedTuple):
    """In how many minutes a point promises to open, and whose word that is."""

    minutes: int
    by: PromisedBy


class Drilled(NamedTuple):
    """What is measured of one point. ``opened`` in minutes, ``None`` where it was never timed in the last year."""

    point_id: int
    code: str
    country: str
    promise: Promise | None
    opened: Measured | None
    trials: Tried

    @property
    def is_late(self) -> bool:
        """Whether it opened later than it promised; not where it promised nothing."""
        return self.minutes is not None and self.promise is not None and self.minutes > self.promise.minutes

    @property
    def minutes(self) -> float | None:
        """That it took to open; ``None`` where it was never timed."""
        return None if self.opened is None else float(self.opened.value)

    def seen(self) -> Iterator[DrillSeen]:
        """What there is of it."""
        if self.trials.of is not None or self.trials.failed_at is not None:
            yield DrillSeen.TRIED
        if self.opened is not None:
            yield DrillSeen.TIMED

    def lacks(self) -> Iterator[DrillLack]:
        """The worst first."""
        if self.trials.failed_at is not None:
            yield DrillLack.FAILED
        if self.is_late:
            yield DrillLack.LATE
        if self.trials.hours is None:
            yield DrillLack.NOT_TRIED
        if self.opened is None:
            yield DrillLack.NOT_TIMED


def drilled(points: QuerySet[Point], answered: QuerySet[Point], at: datetime) -> list[Drilled]:
    """All points: those that failed or were late, then those of which anything was measured, then the others.

    ``answered`` are those for which the reader answers: of these alone they may know what was agreed.
    """
    listed = list(points.order_by("code").values_list("pk", "code", "country", "promised_minutes"))
    opened = opening_times(points, at - LOOKED_BACK)
    agreed = agreed_minutes(answered.order_by(), today())
    trials, nothing = tried_at(who_stands_for(pk for pk, *_rest in listed), at), Tried()
    rows = [
        Drilled(pk, code, country, _promise(registered, agreed.get(pk)), opened.get(pk), trials.get(pk, nothing))
        for pk, code, country, registered in listed
    ]
    return sorted(rows, key=_rank)


def _promise(registered: int | None, agreed: int | None) -> Promise | None:
    """The shorter of what the register and the agreement in force say; the register's where they say the same."""
    told = [(registered, PromisedBy.REGISTER), (agreed, PromisedBy.AGREEMENT)]
    return min((Promise(n, by) for n, by in told if n is not None), key=lambda one: one.minutes, default=None)


def _rank(row: Drilled) -> tuple[int, int]:
    ranks = list(DrillLack)
    worst = min((ranks.index(lack) for lack in row.lacks()), default=len(ranks))
    is_bad = worst <= ranks.index(DrillLack.LATE)
    return (0, worst) if is_bad else (1 if any(row.seen()) else 2, worst)


def narrowed(rows: Sequence[Drilled], key: str) -> list[Drilled]:
    """Those that lack it, or of which there is it; all where nothing is asked for."""
    if key in set(DrillLack):
        return [row for row in rows if key in set(row.lacks())]
    return [row for row in rows if key in set(row.seen())] if key in set(DrillSeen) else list(rows)


@dataclass(frozen=True, slots=True)
class DrillTile:
    """How many points lack something, or of how many there is it; ``key`` chooses them."""

    key: str
    words: str
    n: int
    look: str


_LOOKS = {DrillLack.LATE: "full", DrillLack.FAILED: "shut"}


def drill_tiles(rows: Sequence[Drilled]) -> list[DrillTile]:
    """Each thing with its number, those of nothing too: that none is late is worth knowing."""
    lacks = [
        DrillTile(lack.value, _(LACK_LABELS[lack]), len(narrowed(rows, lack)), _LOOKS.get(lack, ""))
        for lack in DrillLack
    ]
    return [*lacks, *(DrillTile(one.value, _(SEEN_LABELS[one]), len(narrowed(rows, one)), "") for one in DrillSeen)]


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A point in words. ``opened`` and ``power`` are empty where nothing was measured, ``promised`` for no promise."""

    point: Point
    opened: str
    opened_look: str
    promised: str
    promised_by: str
    power: list[str]
    has_failed: bool


def drill_lines(rows: Sequence[Drilled]) -> list[DrillLine]:
    """Those of one page, in their order."""
    points = {point.pk: point for point in in_order(row.point_id for row in rows)}
    return [_line(points[row.point_id], row) for row in rows if row.point_id in points]


def _line(point: Point, row: Drilled) -> DrillLine:
    opened = _("%(minutes)s, %(day)s") % _timed(row.opened) if row.opened else ""
    look = "" if row.opened is None or row.promise is None else ("full" if row.is_late else "open")
    return DrillLine(
        point=point,
        opened=opened,
        opened_look=look,
        promised=_minutes(row.promise.minutes) if row.promise else "",
        promised_by=_(_BY_LABELS[row.promise.by]) if row.promise else "",
        power=tried_words(row.trials, point.country),
        has_failed=row.trials.failed_at is not None,
    )


def _timed(one: Measured) -> Mapping[str, str]:
    return {"minutes": _minutes(float(one.value)), "day": date_format(one.day)}


def _minutes(minutes: float) -> str:
    return minutes_words(timedelta(minutes=minutes))


COLUMNS = (
    "code", "promised_min", "promised_by", "opened_min", "opened_on", "ran_under_load_h", "ran_on", "burns_l_h_low",
    "burns_l_h_high", "failed_on",
)  # fmt: skip


def file_rows(rows: Iterable[Drilled]) -> Iterator[tuple[object, ...]]:
    """As ``COLUMNS``; an empty cell was not measured, or nobody said it."""
    for row in rows:
        burns = row.trials.burns_l_per_h
        yield (
            row.code,
            row.promise.minutes if row.promise else None,
            row.promise.by.value if row.promise else None,
            row.minutes,
            row.opened.day.isoformat() if row.opened else None,
            row.trials.hours,
            _day(row, row.trials.of),
            round(burns.low, 2) if burns else None,
            round(burns.high, 2) if burns else None,
            _day(row, row.trials.failed_at),
        )


def _day(row: Drilled, at: datetime | None) -> date | None:
    return None if at is None else local_day(row.country, at)
