"""The form of the pages of DTEK: what is announced by day (``fact``), and a week that repeats (``preset``).

Form: JSON as Baskerville42/outage-data-ua and yaroslav2901/OE_OUTAGE_DATA publish it (2025-2026). Hours are numbered
1 to 24, by some 0 to 23; ``fact.data`` is a list where it is empty. Of one file several operators can be told: names of
groups say so ("ЦЕК 1.1").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from punkt.errors import InvalidValue
from punkt.formats.draft import Severity
from punkt.formats.feed_findings import shown
from punkt.formats.feed_json import as_object, as_whole, members
from punkt.formats.feed_times import day_of_midnight
from punkt.formats.outage_feeds.dtek_hours import half_hours, numbering
from punkt.formats.outage_feeds.reading import Builder, Day, OutageReading, runs
from punkt.model.feed_words import Certainty, DayStatus, FeedForm
from punkt.model.outages import MAX_GROUP, group_key, operator_key
from punkt.wording import gettext_noop as _

N_LIKELY_DAYS = 3
"""For so many days, today the first, the week that repeats is written out: a feed is read again long before."""
_EPOCH_LOW, _EPOCH_HIGH = 946_684_800, 4_102_444_800  # the years 2000 to 2100
_HALF_HOUR_MIN = 30
_LABEL = re.compile(r"(.*?)[\s,]*(\d{1,4}(?:[.,]\d{1,3})?)\s*")
_QUEUE_WORDS = frozenset({"", "черга", "група", "підчерга", "group", "queue", "гпв", "gpv"})
_ODD_MIDNIGHT = _("This day does not begin at a midnight there; the nearest one counts.")
_NO_GROUP = _("%(text)s names no group.")
_NO_DAY = _("%(text)s is no day of the week from 1 to 7.")


def looks_like(value: object) -> bool:
    """Whether this is the form."""
    return isinstance(value, dict) and any(
        isinstance(value.get(name), dict) and "data" in value[name] for name in ("fact", "preset")
    )


@dataclass(frozen=True, slots=True)
class _Group:
    operator: str
    group: str


def read_dtek(value: object, builder: Builder, *, at: datetime) -> OutageReading:
    """Reads what is announced, and for days with no announcement from the day of ``at`` on the usual week.

    Raises ``UnreadableFile`` where nothing can be read and nothing is said to be empty.
    """
    feed = as_object(value)
    fact, preset = (as_object(feed.get(name) or {}) for name in ("fact", "preset"))
    groups = _Groups(preset.get("sch_names"), builder.operator)
    updated_at = builder.stamped("fact / update", fact.get("update"))
    updated_at = updated_at or builder.stamped("lastUpdated", feed.get("lastUpdated"))
    first = numbering(fact.get("data"), preset)
    announced = _read_fact(fact.get("data"), _Reader(groups, first, updated_at, builder))
    today = at.astimezone(builder.zone).date()
    _read_preset(preset.get("data"), today, announced, _Reader(groups, first, updated_at, builder))
    return builder.reading(FeedForm.DTEK, may_be_empty=_is_said_to_be_empty(fact.get("data")))


def _is_said_to_be_empty(told: object) -> bool:
    return told in ([], {})


class _Groups:
    """Which operator and group a key stands for: "GPV1001.1" can be called "ЦЕК 1.1"."""

    def __init__(self, names: object, operator: str) -> None:
        self._names: Mapping[str, object] = names if isinstance(names, dict) else {}
        self._operator = operator

    def of(self, key: str) -> _Group:
        name = self._names.get(key)
        found = _LABEL.fullmatch(name[: 2 * MAX_GROUP]) if isinstance(name, str) else None
        if found and operator_key(found[1]) not in _QUEUE_WORDS:
            return _Group(shown(found[1]), group_key(found[2]))
        group = group_key(key)
        if not group:
            raise InvalidValue(_NO_GROUP, values={"text": shown(key)})
        return _Group(self._operator, group)


@dataclass(frozen=True, slots=True)
class _Reader:
    """``first`` is the number of the hour from midnight to one, ``None`` where the feed does not tell."""

    groups: _Groups
    first: int | None
    updated_at: datetime | None
    builder: Builder

    def read(self, key: str, hours: object, on: date, place: str, *, is_announced: bool) -> _Group:
        """The hours of one group on one day."""
        group = self.groups.of(key)
        day = Day(group.operator, group.group, on, self.builder.zone, self.updated_at)
        words = half_hours(as_object(hours), self.first, partial(self.note, place))
        if not is_announced:
            # A week that repeats announces nothing: even its "no light" is only possible.
            words = [Certainty.POSSIBLE if word is Certainty.DEFINITE else word for word in words]
        status = DayStatus.APPLIES if is_announced else DayStatus.LIKELY
        for start, end, certainty in runs(words):
            self.builder.add(day.part(start * _HALF_HOUR_MIN, end * _HALF_HOUR_MIN, certainty, status))
        return group

    def note(self, place: str, hour: str, fault: InvalidValue) -> None:
        """Notes what is wrong with one hour."""
        self.builder.findings.add(f"{place} / {hour}", fault)


def _read_fact(told: object, reader: _Reader) -> set[tuple[_Group, date]]:
    """Which groups have an announcement for which days."""
    announced: set[tuple[_Group, date]] = set()
    if told is None or _is_said_to_be_empty(told):
        return announced

    def read_day(seconds: str, groups: object) -> None:
        number = as_whole(
            int(seconds) if seconds.isdecimal() and len(seconds) < 12 else seconds, _EPOCH_LOW, _EPOCH_HIGH
        )
        on, is_exact = day_of_midnight(number, reader.builder.zone)
        if not is_exact:
            reader.builder.findings.add(f"fact / {seconds}", InvalidValue(_ODD_MIDNIGHT), Severity.SUSPICIOUS)
        for key, hours in members(groups):
            place = f"fact / {on} / {shown(key)}"
            reader.builder.tried(place, partial(read_group, key, hours, on, place))

    def read_group(key: str, hours: object, on: date, place: str) -> None:
        announced.add((reader.read(key, hours, on, place, is_announced=True), on))

    def read_days() -> None:
        for seconds, groups in members(told):
            reader.builder.tried(f"fact / {shown(seconds)}", partial(read_day, seconds, groups))

    reader.builder.tried("fact / data", read_days)
    return announced


def _read_preset(told: object, today: date, announced: set[tuple[_Group, date]], reader: _Reader) -> None:
    """Days that have an announcement are left out: it counts."""
    if told is None or _is_said_to_be_empty(told):
        return
    days = [today + timedelta(days=number) for number in range(N_LIKELY_DAYS)]

    def read_group(key: str, week: object) -> None:
        group, by_day = reader.groups.of(key), as_object(week)
        for name in by_day:
            if name not in {"1", "2", "3", "4", "5", "6", "7"}:
                fault = InvalidValue(_NO_DAY, values={"text": shown(name)})
                reader.builder.findings.add(f"preset / {shown(key)}", fault)
        for on in days:
            hours = by_day.get(str(on.isoweekday()))
            if hours is not None and (group, on) not in announced:
                place = f"preset / {shown(key)} / {on.isoweekday()}"
                reader.builder.tried(place, partial(reader.read, key, hours, on, place, is_announced=False))

    def read_groups() -> None:
        for key, week in members(told):
            reader.builder.tried(f"preset / {shown(key)}", partial(read_group, key, week))

    reader.builder.tried("preset / data", read_groups)
