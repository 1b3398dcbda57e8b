"""When something was seen, by our clock: those of senders may be wrong."""

from datetime import datetime, timedelta

from punkt.errors import InvalidValue
from punkt.model.reports import MAX_AHEAD
from punkt.model.vocabulary import ReportBearer
from punkt.wording import gettext_noop as _

MAX_AGE = timedelta(days=366)
"""How long ago a device may speak of: a clock that was reset says 1970. Lists and sheets may be older."""

_ON_THE_WAY = timedelta(minutes=2)
"""How long a message may take to come: a slow network looks like a slow clock, and must not make its reports newer."""

_OF_NOW = frozenset({ReportBearer.CONSOLE, ReportBearer.PROGRAM, ReportBearer.TEXT, ReportBearer.HAND})


def by_our_clock(
    stated_at: datetime,
    received_at: datetime,
    where: str,
    *,
    lag: timedelta | None,
    bearer: ReportBearer | None,
) -> datetime:
    """When it was seen by our clock: as stated where nobody saw the sender's, and never later than we heard of it.

    Raises ``InvalidValue``, which names ``where``, for a time without zone, more than ``MAX_AHEAD`` ahead, or of a
    device and more than ``MAX_AGE`` ago.
    """
    if stated_at.tzinfo is None:
        raise InvalidValue(_("A time without its zone."), where=where)
    # Times are compared by their distance to now: at the ends of the calendar nothing can be added to them.
    ago = received_at - stated_at - _put_right(lag or timedelta(0))
    remedy = _("Set the clock of the device that sent it.")
    if ago > MAX_AGE and bearer in _OF_NOW:
        raise InvalidValue(_("The report is more than a year old."), where=where, remedy=remedy)
    if ago < -MAX_AHEAD:
        raise InvalidValue(_("The report speaks of the future."), where=where, remedy=remedy)
    return stated_at if lag is None and ago >= timedelta(0) else received_at - max(ago, timedelta(0))


def _put_right(lag: timedelta) -> timedelta:
    """By how much times are put right: less than the lag by what may be the way of the message, so never too new."""
    return lag if lag < timedelta(0) else max(lag - _ON_THE_WAY, timedelta(0))
