"""What opening hours say of a moment. Hours are read as OpenStreetMap's ``opening_hours``."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from opening_hours import (  # type: ignore[attr-defined] # its stub forgets the errors
    OpeningHours,
    ParserError,
    UnknownCountryError,
)

from punkt_web.common.zones import local_zone

_MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a schedule says at a moment. ``changes_at`` (local) is ``None`` where nothing changes within a year."""

    is_open: bool
    changes_at: datetime | None


def schedule_at(text: str, country: str, moment: datetime) -> Schedule | None:
    """What the hours say at ``moment``; ``None`` where they cannot be read as hours."""
    hours = _read(text.strip(), country)
    if hours is None:
        return None
    local = moment.astimezone(local_zone(country))
    # The reader gets wall-clock time: it knows zones only by objects of its own making.
    wall = local.replace(tzinfo=None, microsecond=0)
    if hours.is_unknown(wall):
        return None
    change = hours.next_change(wall)
    return Schedule(bool(hours.is_open(wall)), change.replace(tzinfo=local.tzinfo) if change else None)


@lru_cache(maxsize=4096)
def _read(text: str, country: str) -> OpeningHours | None:
    if not text or len(text) > _MAX_TEXT:
        return None
    for holidays_of in (country or None, None):
        try:
            return OpeningHours(text, country=holidays_of, max_interval_days=366)
        except UnknownCountryError:
            continue
        except (ParserError, ValueError):
            return None
    return None
