"""Times of feeds: local clock times of a day become moments, also on days of 23 and 25 hours; stamps of sources."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from punkt.errors import InvalidValue
from punkt.formats.feed_findings import shown
from punkt.wording import gettext_noop as _

FIRST_YEAR, LAST_YEAR = 2000, 2100
DAY_MIN = 24 * 60
_A_DAY = timedelta(days=1)
_LOCAL = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\s+(\d{1,2}):(\d{2})")
_NO_MOMENT = _("%(text)s is no moment as 2026-01-15T12:00:00Z is one.")
_NO_DATE = _("%(text)s is no day of the years 2000 to 2100.")
_NOT_MIDNIGHT = _("%(text)s is not near a midnight there.")


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The moments at which a local day begins and ends: 23, 24 or 25 hours apart."""
    return first_moment(day, 0, zone), first_moment(day + _A_DAY, 0, zone)


def first_moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """The first moment at which clocks show this minute of the day; of one that they jump over, the jump."""
    return min(_shown_at(day, minute, zone))


def last_moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """The last moment at which clocks show this minute of the day; of one that they jump over, the jump."""
    return max(_shown_at(day, minute, zone))


def _shown_at(day: date, minute: int, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments, one or two, at which clocks show it; minute 1440 is the next midnight."""
    if minute >= DAY_MIN:
        day, minute = day + _A_DAY, minute - DAY_MIN
    local = datetime.combine(day, time(minute // 60, minute % 60))
    early, late = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early <= late:
        return early, late
    # Clocks were put forward over it: ``late`` lies before the jump and ``early`` behind it.
    offset = early.astimezone(zone).utcoffset()
    while late < early and late.astimezone(zone).utcoffset() != offset:
        late += timedelta(minutes=1)
    return (late,)


def day_of(text: str, zone: tzinfo) -> date:
    """The local day of an ISO date, or of the stamp of its midnight. Raises ``InvalidValue``."""
    if len(text) > len("2026-01-15"):
        return day_of_midnight(int(stamp(text, zone).timestamp()), zone)[0]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        raise InvalidValue(_NO_DATE, values={"text": shown(text)})
    return day


def day_of_midnight(seconds: int, zone: tzinfo) -> tuple[date, bool]:
    """The local day that begins at these seconds since 1970, and whether that is exactly its midnight.

    Sources that add 24 hours to a midnight miss the next one by an hour where clocks change; so the nearest counts.
    Raises ``InvalidValue`` for more than three hours from it.
    """
    local = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    day = (local + timedelta(hours=3)).date()
    begins = first_moment(day, 0, zone)
    if abs(begins.timestamp() - seconds) > timedelta(hours=3).total_seconds():
        raise InvalidValue(_NOT_MIDNIGHT, values={"text": str(seconds)})
    return day, begins.timestamp() == seconds


def stamp(text: str, zone: tzinfo, *, is_first: bool = False) -> datetime:
    """ISO with or without an offset, or 29.10.2025 13:51, 24:00 for the end of the day included.

    Without an offset it is by the clocks of ``zone``: of a time that they show twice the later one, or the first; of
    one that they jump over, the jump. Raises ``InvalidValue``.
    """
    moment = _local_stamp(text) or _iso_stamp(text)
    if moment is None or not FIRST_YEAR <= moment.year < LAST_YEAR:
        raise InvalidValue(_NO_MOMENT, values={"text": shown(text)})
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    shown_at = first_moment if is_first else last_moment
    seconds = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return shown_at(moment.date(), moment.hour * 60 + moment.minute, zone) + seconds


_SPACE_BEFORE_OFFSET = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")
_MIDNIGHT_AS_END = re.compile(r"([T\s])24:00(?::00)?")


def _local_stamp(text: str) -> datetime | None:
    found = _LOCAL.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year, hour, minute = map(int, found.groups())
    try:
        begins = datetime(year, month, day)  # noqa: DTZ001 - the caller knows whose clock it is
    except ValueError:
        return None
    is_shown = (hour < 24 and minute < 60) or (hour, minute) == (24, 0)
    return begins + timedelta(hours=hour, minutes=minute) if is_shown and year < LAST_YEAR else None


def _iso_stamp(text: str) -> datetime | None:
    text = _SPACE_BEFORE_OFFSET.sub("", text.strip().replace("/", "-"))  # 2026/01/15 12:00:00 +0000
    text, n_midnights = _MIDNIGHT_AS_END.subn(r"\g<1>00:00", text, count=1)
    try:
        moment = datetime.fromisoformat(text)
        return moment + n_midnights * _A_DAY
    except (ValueError, OverflowError):
        return None
