"""What curfews and air alerts say at a moment.

A curfew is a plan: it goes by the clocks of its country. An air alert is a word of somebody: it decays. ``CONFIRMED``
after the last word it is no longer shown as on, ``FORGOTTEN`` after it it is not shown at all, since nobody knows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from punkt.model.notice_words import NoticeKind, Passage
from punkt_web.common.zones import local_zone

CONFIRMED = timedelta(hours=3)
"""How long "an air alert is on" counts (decision of ours: most are over within two hours)."""
FORGOTTEN = timedelta(hours=12)
"""After that an alert that nobody ended or confirmed is one that somebody forgot to end (decision of ours)."""
SOON = timedelta(hours=3)
"""So long before it begins an answer tells of a curfew: there and back, with an hour inside (decision of ours)."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Of:
    """The territory that a notice is of."""

    code: str
    country: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Night:
    """One time that a curfew holds."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Curfew:
    """A curfew every day from ``begins`` to ``ends``, local; ``first_on`` and ``last_on`` are days of beginnings."""

    of: Of
    begins: time
    ends: time
    passage: Passage
    first_on: date
    last_on: date | None = None
    decision: str = ""
    source: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The clocks it goes by."""
        return local_zone(self.of.country)

    def night(self, moment: datetime) -> Night | None:
        """The time it holds at ``moment``, else the next one; ``None`` where there is none to come."""
        yesterday = moment.astimezone(self.zone).date() - A_DAY
        day = max(self.first_on, yesterday)
        while (night := self._of(day)).ends_at <= moment:
            day += A_DAY
        return night if self.last_on is None or day <= self.last_on else None

    def within(self, moment: datetime, ahead: timedelta) -> Night | None:
        """The time it holds at ``moment``, or one that begins by ``ahead`` after it."""
        night = self.night(moment)
        return night if night is not None and night.begins_at - moment <= ahead else None

    def is_on(self, moment: datetime) -> bool:
        """Whether it holds at ``moment``."""
        return self.within(moment, timedelta(0)) is not None

    def next_change(self, moment: datetime) -> datetime | None:
        """When next something else is told of it, of itself."""
        night = self.night(moment)
        return _next(moment, night.begins_at - SOON, night.begins_at, night.ends_at) if night is not None else None

    def _of(self, day: date) -> Night:
        """Where clocks are put forward or back the longer night counts: nobody is sent out too early."""
        end = day if self.begins < self.ends else day + A_DAY
        return Night(min(self._moments(day, self.begins)), max(self._moments(end, self.ends)))

    def _moments(self, day: date, at: time) -> list[datetime]:
        return [datetime.combine(day, at.replace(fold=fold), self.zone).astimezone(UTC) for fold in (0, 1)]


@dataclass(frozen=True, slots=True)
class AirAlert:
    """An air alert that nobody ended, last said to be on at ``confirmed_at``."""

    of: Of
    began_at: datetime
    confirmed_at: datetime

    def is_on(self, moment: datetime) -> bool:
        """Whether the last word still counts."""
        return moment - self.confirmed_at < CONFIRMED

    def is_known(self, moment: datetime) -> bool:
        """Whether it is shown at all, as on or as not confirmed."""
        return moment - self.confirmed_at < FORGOTTEN

    def next_change(self, moment: datetime) -> datetime | None:
        """When next something else is told of it, of itself."""
        return _next(moment, self.confirmed_at + CONFIRMED, self.confirmed_at + FORGOTTEN)


def _next(moment: datetime, *changes: datetime) -> datetime | None:
    return min((change for change in changes if change > moment), default=None)


Notice = Curfew | AirAlert

COLUMNS = (
    "territory__code", "territory__country", "territory__names", "kind", "begins_local", "ends_local", "passage",
    "first_on", "last_on", "decision", "source", "began_at", "confirmed_at",
)  # fmt: skip
"""What ``as_notice`` reads of a row."""


def as_notice(row: Mapping[str, Any]) -> Notice:
    """The notice in the values of a row."""
    of = Of(row["territory__code"], row["territory__country"], row["territory__names"])
    if row["kind"] == NoticeKind.AIR_ALERT:
        return AirAlert(of, row["began_at"], row["confirmed_at"])
    return Curfew(
        of,
        row["begins_local"],
        row["ends_local"],
        Passage(row["passage"]),
        row["first_on"],
        row["last_on"],
        row["decision"],
        row["source"],
    )


def over(lineage: Sequence[str], notices: Collection[Notice], moment: datetime) -> list[Notice]:
    """What holds in a place whose territories, the widest first, have these codes: at most one alert and one curfew.

    Of curfews that hold within a day that of the narrowest territory counts, as its decision knows the place best; of
    alerts one that is on before one that is not confirmed, then the narrowest.
    """
    depth = {code: number for number, code in enumerate(lineage)}
    here = [one for one in notices if one.of.code in depth]
    alerts = [one for one in here if isinstance(one, AirAlert) and one.is_known(moment)]
    curfews = [one for one in here if isinstance(one, Curfew) and one.within(moment, A_DAY)]
    alerts.sort(key=lambda one: (one.is_on(moment), depth[one.of.code], one.confirmed_at))
    curfews.sort(key=lambda one: depth[one.of.code])
    return [*alerts[-1:], *curfews[-1:]]


def over_all(lineages: Iterable[Sequence[str]], notices: Collection[Notice], moment: datetime) -> list[Notice]:
    """What holds in any of some places, each once, alerts first, else in the order of the places."""
    different = dict.fromkeys(map(tuple, lineages))
    found = [one for lineage in different for one in over(lineage, notices, moment)]
    once = {id(one): one for one in found}.values()
    return sorted(once, key=lambda one: isinstance(one, Curfew))
