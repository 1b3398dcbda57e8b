"""A time of day without a date, as a text tells it, becomes a moment."""

import re
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


def check_shown(moment: datetime, clock: time, zone: tzinfo) -> None:
    """Raises ``InvalidValue`` where the clocks of ``zone`` jumped over this time, so that ``moment`` is a guess."""
    shown = moment.astimezone(zone)
    if (shown.hour, shown.minute) != (clock.hour, clock.minute):
        raise InvalidValue(
            _("No clock showed %(time)s that day: the clocks were put forward."),
            remedy=_("Give the time in UTC, with Z behind it: 12:05Z."),
            values={"time": f"{clock:%H:%M}"},
        )
