"""Trials of the own power of points, and what they teach."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet

from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.power.trials import Trial, Tried, tried
from punkt_web.common.batches import in_batches
from punkt_web.operations.models import PowerTrial
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of

COUNTS = timedelta(days=366)
"""A trial that is older says nothing of the season that goes on (decision of ours)."""


def trials_at(point: Point) -> QuerySet[PowerTrial]:
    """Those of one point, the newest first."""
    return PowerTrial.objects.filter(point__in=ids_of(point)).order_by("-observed_at", "-ulid")


def tried_at(stands_for: Mapping[int, int], at: datetime) -> dict[int, Tried]:
    """What the trials of the last year say, by the point for which they count (``who_stands_for``), as of ``at``.

    Points at which nothing was tried are left out.
    """
    found: defaultdict[int, list[Trial]] = defaultdict(list)
    for ids in in_batches(stands_for):
        rows = PowerTrial.objects.filter(point_id__in=ids, observed_at__gt=at - COUNTS, observed_at__lte=at)
        for row in rows:
            found[stands_for[row.point_id]].append(trial_of(row))
    return {point_id: tried(trials) for point_id, trials in found.items()}


def trial_of(row: PowerTrial) -> Trial:
    """As the library reckons with it."""
    return Trial(row.observed_at, row.hours, TrialLoad(row.load), TrialEnd(row.ended), burned_l(row))


def burned_l(row: PowerTrial) -> float | None:
    """Litres; ``None`` where the fuel was not read twice."""
    if row.fuel_before_l is None or row.fuel_after_l is None:
        return None
    return row.fuel_before_l - row.fuel_after_l
