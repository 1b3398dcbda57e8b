"""Moments as programs are told them (RFC 3339), and as people are."""

from datetime import UTC, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from punkt_web.common.zones import local_zone


def written(moment: datetime, timespec: str = "seconds") -> str:
    """ "2026-01-15T12:00:00Z"; ``timespec`` as ``isoformat`` knows it."""
    return moment.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def cell_of(moment: datetime | None) -> str:
    """The same for a cell of a table; "" for none."""
    return "" if moment is None else written(moment)


def clock_and_day(at: datetime, country: str) -> str:
    """ "14:05, 30 January", as the clocks of a country show it and as the language of the page writes it."""
    return date_format(localtime(at, local_zone(country)), pgettext("date format", "H:i, j E"))


def minutes_words(span: timedelta | None) -> str:
    """ "45 min", "2 h 5 min"; "not known" for none."""
    if span is None:
        return gettext("not known")
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    if not hours:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    if not minutes:
        return gettext("%(hours)s h") % {"hours": hours}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
