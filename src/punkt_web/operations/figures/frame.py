"""What figures are asked of: which points, which days, and what they are set beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.registry.models import Point
from punkt_web.registry.standing import designated_points

MOST_DAYS = 92
"""A quarter; of more a day of a big country takes too long to reckon for a page."""


class Cut(StrEnum):
    """What the rows of a table of figures are."""

    TERRITORY = "territory"
    KIND = "kind"
    HOST_KIND = "host_kind"
    HOST = "host"
    DAY = "day"


class FramePoint(NamedTuple):
    """A point as far as figures ask of it. ``path`` is that of its territory; an empty text is not known."""

    id: int
    path: str
    kind: str
    host_kind: str
    host: str


def frame_of(points: QuerySet[Point]) -> list[FramePoint]:
    """The designated among ``points`` that stand for themselves, in the register of today; who sees them is the
    caller's part."""
    on_duty = designated_points(points).order_by("pk")
    rows = on_duty.values_list("pk", "territory__path", "kind_id", "host_kind", "host__name")
    return [FramePoint(pk, path or "", kind or "", host_kind, host or "") for pk, path, kind, host_kind, host in rows]


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days by the clocks of a place, from the first to the last; of a day that goes on, up to ``now``."""

    first: date
    last: date
    zone: ZoneInfo
    now: datetime

    @property
    def begins_at(self) -> datetime:
        """The midnight at which the first day begins."""
        return _midnight(self.first, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The midnight that ends the last day, or now where that has not come."""
        return min(_midnight(self.last + timedelta(days=1), self.zone), self.now)

    def days(self) -> list[date]:
        """Those that have begun."""
        n_days = (self.last - self.first).days + 1
        days = (self.first + timedelta(days=number) for number in range(n_days))
        return [day for day in days if _midnight(day, self.zone) < self.now]

    def edges(self) -> list[datetime]:
        """Where days begin, and where the last of them ends."""
        return [*(_midnight(day, self.zone) for day in self.days()), self.ends_at]


def checked_period(first: date, last: date, zone: ZoneInfo, now: datetime) -> Period:
    """A period that can be reckoned. Raises ``InvalidValue`` for one that ends before it begins, is too long, or has
    not begun."""
    if last < first:
        raise InvalidValue(_("The last day is before the first."))
    if (last - first).days >= MOST_DAYS:
        raise InvalidValue(_("Figures can be had of at most %(n)s days at once."), values={"n": MOST_DAYS})
    if _midnight(first, zone) >= now:
        raise InvalidValue(_("These days have not come yet."))
    return Period(first, last, zone, now)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def group_keys(points: Iterable[FramePoint], by: Cut, above: str, own: Sequence[str]) -> list[str]:
    """To which row each point belongs; "" to that of all of which it is not known, or that lie in none.

    Territories are those right below the path ``above``, or those of the paths ``own`` where nothing is above.
    """
    if by is Cut.TERRITORY:
        return [_part(point.path, above, own) for point in points]
    return [getattr(point, by.value) if by is not Cut.DAY else "" for point in points]


def _part(path: str, above: str, own: Sequence[str]) -> str:
    if not above and own:
        return next((one.rstrip("/").rpartition("/")[2] for one in own if path.startswith(one)), "")
    return path[len(above) :].split("/", 1)[0] if path.startswith(above) else ""
