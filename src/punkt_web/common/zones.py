"""The clocks of a country."""

from datetime import date, datetime
from functools import lru_cache, reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from punkt import clock

_ZONES = {"UA": "Europe/Kyiv", "EE": "Europe/Tallinn", "SE": "Europe/Stockholm"}


def local_zone(country: str) -> ZoneInfo:
    """The time zone of a country; the installation's where the country has none here."""
    return _zone(_ZONES.get(country, settings.TIME_ZONE))


def local_day(country: str, moment: datetime) -> date:
    """The day that a moment falls on by the clocks of a country."""
    return moment.astimezone(local_zone(country)).date()


def today_in(country: str) -> date:
    """The day that it is by the clocks of a country."""
    return local_day(country, clock.now())


def is_over(day: str, country: str) -> Q:
    """Rows whose day has passed by the clocks of their country; both are names of columns."""
    of_zones = (Q(**{country: one, f"{day}__lt": today_in(one)}) for one in _ZONES)
    elsewhere = ~Q(**{f"{country}__in": list(_ZONES)}) & Q(**{f"{day}__lt": today_in("")})
    return reduce(or_, of_zones, elsewhere)


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
