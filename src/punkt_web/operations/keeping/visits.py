"""How many came in: sums over what reports counted, the same in whatever order they came."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.timezone import localtime

from punkt_web.common.batches import in_batches
from punkt_web.common.zones import local_zone
from punkt_web.operations.models import StatusReport
from punkt_web.registry.models import Point
from punkt_web.registry.standing import who_stands_for


@dataclass(frozen=True, slots=True)
class Visits:
    """``n_visits`` is ``None`` where no report told of any: that is not none. ``bands`` are those whose age was told.

    Where more was taken back than was counted in the time, the sum is below zero: it is told as it is.
    """

    n_visits: int | None
    n_reports: int
    bands: dict[str, int]


def visits_of(points: Iterable[int], since: datetime, until: datetime) -> Visits:
    """Entries at points (by id, with what was merged into them) that were seen from ``since`` to before ``until``."""
    counts = [(n, bands) for _at, n, bands in _told(points, since, until)]
    ages: Counter[str] = Counter()
    for _n, bands in counts:
        ages.update(bands)
    return Visits(
        sum(n for n, _bands in counts) if counts else None, len(counts), {band: ages[band] for band in sorted(ages)}
    )


def visits_by_hour(point: Point, since: datetime, until: datetime) -> list[tuple[datetime, int]]:
    """Entries of each hour of the clock on the wall in which some were told, the latest hour first."""
    return _summed(point, since, until, {"minute": 0, "second": 0, "microsecond": 0})


def visits_by_day(point: Point, since: datetime, until: datetime) -> list[tuple[datetime, int]]:
    """Entries of each day by the clock on the wall in which some were told, the latest day first."""
    return _summed(point, since, until, {"hour": 0, "minute": 0, "second": 0, "microsecond": 0})


def start_of_day(point: Point, at: datetime) -> datetime:
    """Midnight before ``at``, by the clocks of the point's country."""
    return localtime(at, local_zone(point.country)).replace(hour=0, minute=0, second=0, microsecond=0)


def _summed(point: Point, since: datetime, until: datetime, rounded: dict[str, Any]) -> list[tuple[datetime, int]]:
    zone, sums = local_zone(point.country), dict[datetime, int]()
    for at, n, _bands in _told([point.pk], since, until):
        begins = localtime(at, zone).replace(**rounded)
        sums[begins] = sums.get(begins, 0) + n
    return sorted(sums.items(), key=lambda one: one[0].timestamp(), reverse=True)


_Told = tuple[datetime, int, dict[str, int]]


def _told(points: Iterable[int], since: datetime, until: datetime) -> Iterator[_Told]:
    return chain.from_iterable(_told_of(ids, since, until) for ids in in_batches(points))


def _told_of(ids: list[int], since: datetime, until: datetime) -> Iterator[_Told]:
    reports = StatusReport.objects.filter(
        point_id__in=list(who_stands_for(ids)), n_visits__isnull=False, observed_at__gte=since, observed_at__lt=until
    )
    for at, n_visits, bands in reports.order_by().values_list("observed_at", "n_visits", "visit_bands"):
        yield at, n_visits or 0, bands
