"""When something was, by our clock: what a device says of its time is put right, and never believed past reason."""

from datetime import datetime, timedelta

from punkt.errors import InvalidValue
from punkt.model.reports import MAX_AHEAD
from punkt.wording import gettext_noop as _

MAX_AGE = timedelta(days=366)
"""How long ago a device may speak of: a clock that was reset says 1970. Lists and sheets may be older."""

_ON_THE_WAY = timedelta(minutes=2)
"""How long a message may take to come: a slow network looks like a slow clock, and must not make its reports newer."""


def by_our_clock(
    stated_at: datetime, received_at: datetime, lag: timedelta | None, *, is_of_now: bool, where: str
) -> datetime:
    """When it was seen by our clock: as stated where nobody saw the sender's, and never later than we heard of it.

    ``lag`` is how far the sender's clock is behind ours, ``is_of_now`` whether a device speaks of what it sees. Raises
    ``InvalidValue``, which names ``where``, for a time without its zone, in the future, or long ago.
    """
    if stated_at.tzinfo is None:
        raise InvalidValue(_("A time without its zone."), where=where)
    # Times are compared by their distance to now: at the ends of the calendar nothing can be added to them.
    ago = received_at - stated_at - _put_right(lag or timedelta(0))
    remedy = _("Set the clock of the device that sent it.")
    if ago > MAX_AGE and is_of_now:
        raise InvalidValue(_("The report is more than a year old."), where=where, remedy=remedy)
    if ago < -MAX_AHEAD:
        raise InvalidValue(_("The report speaks of the future."), where=where, remedy=remedy)
    return stated_at if lag is None and ago >= timedelta(0) else received_at - max(ago, timedelta(0))


def _put_right(lag: timedelta) -> timedelta:
    """By how much times are put right: less than the lag by what may be the way of the message, so never too new."""
    return lag if lag < timedelta(0) else max(lag - _ON_THE_WAY, timedelta(0))
