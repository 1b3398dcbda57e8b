"""How many came in, as the console tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format, time_format

from punkt import clock
from punkt_web.operations.keeping.visits import start_of_day, visits_by_day, visits_by_hour, visits_of
from punkt_web.registry.models import Point

_LAST_HOURS, _LAST_DAYS = timedelta(hours=24), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class VisitSums:
    """``None`` is not known: nobody told of any."""

    today: int | None
    last_hour: int | None


def visit_sums(point: Point, at: datetime) -> VisitSums:
    """What was told of today and of the last hour."""
    until = at + timedelta(seconds=1)
    today = visits_of([point.pk], start_of_day(point, at), until).n_visits
    return VisitSums(today, visits_of([point.pk], at - timedelta(hours=1), until).n_visits)


def visits_page(point: Point) -> dict[str, Any]:
    """Entries by hour and by day, by the clock on the wall."""
    at = clock.now()
    until = at + timedelta(seconds=1)
    return {
        "hours": [(_hour(begins), n) for begins, n in visits_by_hour(point, at - _LAST_HOURS, until)],
        "days": [(date_format(day, "DATE_FORMAT"), n) for day, n in visits_by_day(point, at - _LAST_DAYS, until)],
    }


def _hour(begins: datetime) -> str:
    ends = time_format(begins + timedelta(hours=1), "H:i")
    return f"{time_format(begins, 'H:i')}–{ends}, {date_format(begins, 'MONTH_DAY_FORMAT')}"
