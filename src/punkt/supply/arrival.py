"""When something that sets out now is likely to be there: a proposal for whoever knows the road."""

from datetime import UTC, datetime, timedelta
from math import ceil

SPEED_KM_H = 30.0
"""A van in a town in the dark, on snow, with lights out [I]: slow on purpose, so that what is promised is kept."""
QUARTER = timedelta(minutes=15)


def likely_arrival(now: datetime, way_km: float) -> datetime:
    """The first quarter of an hour of the clock by which ``way_km`` of road are driven.

    At least a quarter of an hour from ``now`` (aware), since it has to be loaded.
    """
    there = now + max(timedelta(hours=way_km / SPEED_KM_H), QUARTER)
    begin = datetime(2000, 1, 1, tzinfo=UTC)
    return (begin + ceil((there - begin) / QUARTER) * QUARTER).astimezone(now.tzinfo)
