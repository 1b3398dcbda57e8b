"""A time of day without a date, as a text tells it, becomes a moment."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo

from punkt.errors import InvalidValue
from punkt.model.reports import MAX_AHEAD
from punkt.wording import gettext_noop as _

_CLOCK = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})(?::[0-9]{2})?")


def time_of_day(text: str) -> time:
    """14:05, 14.05, 1405; seconds are left away. Raises ``InvalidValue`` for what is no time of day."""
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise InvalidValue(_("%(text)s is no time of day as 14:05 is one."), values={"text": text[:20]})
    return time(int(match[1]), int(match[2]))


def latest_moment(clock: time, zone: tzinfo, received_at: datetime) -> datetime:
    """The latest moment, in UTC, at which a clock of ``zone`` showed this, not after ``received_at`` and 5 minutes.

    So it is at most a day old. Where clocks were put back and showed it twice, it is the later one that has been.
    Raises ``InvalidValue`` where clocks were put forward and never showed it that day.
    """
    limit = received_at + MAX_AHEAD
    today = limit.astimezone(zone).date()
    shown_at = (
        datetime.combine(today - timedelta(days=n_days), clock.replace(fold=fold), zone).astimezone(UTC)
        for n_days in (0, 1)
        for fold in (0, 1)
    )
    moment = max(moment for moment in shown_at if moment <= limit)
    check_shown(moment, clock, zone)
    return moment


def next_moment(clock: time, zone: tzinfo, after: datetime) -> datetime:
    """The earliest moment, in UTC, at which a clock of ``zone`` shows this, not before ``after`` in whole minutes.

    So it is less than a day ahead. Raises ``InvalidValue`` where clocks are put forward and never show it that day.
    """
    start = after.astimezone(UTC).replace(second=0, microsecond=0)
    today = start.astimezone(zone).date()
    shows_at = (
        datetime.combine(today + timedelta(days=n_days), clock.replace(fold=fold), zone).astimezone(UTC)
        for n_days in (0, 1)
        for fold in (0, 1)
    )
    moment = min(moment for moment in shows_at if moment >= start)
    check_shown(moment, clock, zone)
    return moment


def observed_moment(said: Mapping[str, object], received_at: datetime, zone: tzinfo | None) -> datetime:
    """When what a text says was so: by its AT, else when it came. Raises ``InvalidValue``."""
    if "clock" not in said:
        return received_at.astimezone(UTC)
    clock, stated_zone = stated_clock(said, "clock", "is_utc", zone)
    return latest_moment(clock, stated_zone, received_at)


def stated_clock(said: Mapping[str, object], key: str, utc_key: str, zone: tzinfo | None) -> tuple[time, tzinfo]:
    """A time of day that a text tells, and of which zone it is. Raises ``InvalidValue`` where nobody can tell."""
    clock = time_of_day(str(said[key]))
    stated_zone = UTC if said.get(utc_key) else zone
    if stated_zone is None:
        raise InvalidValue(
            _("It is not known in which zone it was %(time)s."),
            remedy=_("Give the time in UTC, with Z behind it: 12:05Z."),
            values={"time": f"{clock:%H:%M}"},
        )
    return clock, stated_zone


def check_shown(moment: datetime, clock: time, zone: tzinfo) -> None:
    """Raises ``InvalidValue`` where the clocks of ``zone`` jumped over this time, so that ``moment`` is a guess."""
    shown = moment.astimezone(zone)
    if (shown.hour, shown.minute) != (clock.hour, clock.minute):
        raise InvalidValue(
            _("No clock showed %(time)s that day: the clocks were put forward."),
            remedy=_("Give the time in UTC, with Z behind it: 12:05Z."),
            values={"time": f"{clock:%H:%M}"},
        )
