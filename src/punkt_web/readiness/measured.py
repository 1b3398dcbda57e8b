"""What the network measured itself: how long points took to open and ran on their own power, when inspections found
them ready, and how long complaints waited for an answer.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from punkt import clock
from punkt.model.vocabulary import Availability, EvidenceMethod
from punkt_web.common.zones import local_day
from punkt_web.operations.activating.progress import openings_of
from punkt_web.operations.keeping.power_trials import tried_at
from punkt_web.operations.models import Activation, Complaint
from punkt_web.readiness.models import Inspection, InspectionTask
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir_of_row, rows_of, who_stands_for

LOOKED_BACK = timedelta(days=366)
"""What is older says nothing of the season that goes on."""
TIME_TO_OPEN = "measured.time_to_open_min"
RAN_UNDER_LOAD = "power.ran_under_load_h"
READY_ON = "measured.ready_on"
ANSWER = "measured.answer_h"
_NEVER = float("inf")
_NOTHING = Availability.NOT_APPLICABLE.value
_HOUR = timedelta(hours=1)


class Measured(NamedTuple):
    """A value, and the day of which it tells. "n/a": there was nothing to measure."""

    value: float | str
    day: date

    @property
    def origin(self) -> dict[str, str]:
        """As the registry keeps where a fact comes from."""
        return {"method": EvidenceMethod.SEEN.value, "stated_on": self.day.isoformat()}


MeasuredFacts = Mapping[int, Mapping[str, Measured]]
"""By point and by measure."""


def measured_facts(points: QuerySet[Point]) -> MeasuredFacts:
    """Of these points, of the last year. What was never measured is not there."""
    found: defaultdict[int, dict[str, Measured]] = defaultdict(dict)
    since = clock.now() - LOOKED_BACK
    for measure, told in (
        (TIME_TO_OPEN, opening_times(points, since)),
        (RAN_UNDER_LOAD, _trials(points)),
        (READY_ON, _found_ready(points, since)),
        (ANSWER, _answers(points, since)),
    ):
        for point_id, value in told.items():
            found[point_id][measure] = value
    return found


def opening_times(points: QuerySet[Point], since: datetime) -> dict[int, Measured]:
    """Minutes of the last time that a point which was shut was asked to open, or in an exercise to be ready, and was.

    What was asked of a point that was merged into another was asked of that one; the longest of one activation counts.
    Points that were never timed since are left out.
    """
    found: dict[int, Measured] = {}
    asked = Activation.objects.filter(begins_at__gt=since, begins_at__lte=clock.now()).order_by("begins_at", "pk")
    countries = _countries(points)
    for activation in asked:
        tasks = activation.tasks.filter(rows_of(points.order_by()), was_open=False)
        took: defaultdict[int, list[Measured]] = defaultdict(list)
        for point_id, opening in openings_of(activation, tasks, is_exercise=activation.is_exercise):
            if opening.took is not None:
                minutes = opening.took / timedelta(minutes=1)
                took[point_id].append(
                    Measured(round(minutes, 1), local_day(countries.get(point_id, ""), opening.asked_at))
                )
        found |= {point_id: max(of_point) for point_id, of_point in took.items()}
    return found


def _trials(points: QuerySet[Point]) -> dict[int, Measured]:
    """For how long they ran under the usual load."""
    countries = _countries(points)
    return {
        point_id: Measured(round(one.hours, 1), local_day(countries.get(point_id, ""), one.of))
        for point_id, one in tried_at(who_stands_for(countries), clock.now()).items()
        if one.hours is not None and one.of is not None
    }


def _found_ready(points: QuerySet[Point], since: datetime) -> dict[int, Measured]:
    """The day on which the last inspection was signed, of points where nothing that failed is left to be mended.

    What an inspection looked at again was mended on the day of that one.
    """
    ids = points.order_by()
    unmended = InspectionTask.objects.filter(rows_of(ids), closed_at=None).annotate(heir=heir_of_row())
    lacking = set(unmended.values_list("heir", flat=True))
    signed = Inspection.objects.filter(rows_of(ids), signed_at__gt=since).annotate(heir=heir_of_row())
    rows = signed.order_by("signed_at").values_list("heir", "point__country", "signed_at")
    days = {point_id: local_day(country, at) for point_id, country, at in rows if at is not None}
    return {point_id: Measured(day.isoformat(), day) for point_id, day in days.items() if point_id not in lacking}


def _answers(points: QuerySet[Point], since: datetime) -> dict[int, Measured]:
    """The longest that a complaint waited for its answer; nothing where one that was due has none.

    Where nobody complained in a year there was nothing to answer. Complaints about what was merged into a point are
    about that point.
    """
    told = Complaint.objects.filter(rows_of(points.order_by()), received_at__gt=since).annotate(heir=heir_of_row())
    waits: defaultdict[int, list[tuple[float, date]]] = defaultdict(list)
    columns = ("heir", "received_at", "due_at", "answered_at")
    countries, now = _countries(points), clock.now()
    for point_id, received_at, due_at, answered_at in told.values_list(*columns):
        country = countries.get(point_id, "")
        if answered_at is not None:
            waits[point_id].append((round((answered_at - received_at) / _HOUR, 1), local_day(country, answered_at)))
        elif due_at < now:
            waits[point_id].append((_NEVER, local_day(country, due_at)))
    complained = set(told.values_list("heir", flat=True))
    nothing = {
        pk: Measured(_NOTHING, local_day(country, now)) for pk, country in countries.items() if pk not in complained
    }
    longest = {point_id: Measured(*max(of_point)) for point_id, of_point in waits.items()}
    return nothing | {point_id: one for point_id, one in longest.items() if one.value != _NEVER}


def _countries(points: QuerySet[Point]) -> dict[int, str]:
    """By whose clocks the days of each point are told."""
    return dict(points.order_by().values_list("pk", "country"))
