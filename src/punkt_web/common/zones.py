"""The clocks of a country."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings

_ZONES = {"UA": "Europe/Kyiv", "EE": "Europe/Tallinn", "SE": "Europe/Stockholm"}


def local_zone(country: str) -> ZoneInfo:
    """The time zone of a country; the installation's where the country has none here."""
    return _zone(_ZONES.get(country, settings.TIME_ZONE))


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
