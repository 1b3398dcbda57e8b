"""Requests as the rest of the product reads them. Who may see a point is the caller's part."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from punkt.model.request_words import OPEN_STATES, RequestState, RequestStepKind
from punkt.model.requests import Asked
from punkt.supply.progress import Progress, Step, progress
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir, rows_of

TAKEN_FOR = timedelta(minutes=30)
"""So long nobody else deals with a request (decision of ours: a few calls to depots and drivers)."""
TOLD_FOR = timedelta(hours=48)
"""So long the console tells of a request that is over (decision of ours: two changes of shift)."""
_OPEN = [state.value for state in OPEN_STATES]


def requests_about(points: QuerySet[Point], *, is_open: bool | None = None) -> QuerySet[SupplyRequest]:
    """What ``points`` ask for, the latest first; all, or only what is (not) open."""
    found = SupplyRequest.objects.filter(point__in=points).select_related(
        "point__territory", "point__merged_into__territory"
    )
    if is_open is not None:
        found = found.filter(state__in=_OPEN) if is_open else found.exclude(state__in=_OPEN)
    return found.order_by("-observed_at", "-pk")


def requests_of(point: Point) -> QuerySet[SupplyRequest]:
    """What a point asks for, with those that were merged into it; the latest first, with their steps."""
    of_point = SupplyRequest.objects.filter(rows_of([point]))
    return of_point.prefetch_related(Prefetch("steps", RequestStep.objects.select_related("depot"))).order_by(
        "-observed_at", "-pk"
    )


def told_requests(point: Point, at: datetime) -> list[SupplyRequest]:
    """Those that the console tells of: what is open, and what ended a short while ago."""
    since = Q(state__in=_OPEN) | Q(observed_at__gte=at - TOLD_FOR) | Q(steps__received_at__gte=at - TOLD_FOR)
    return list(requests_of(point).filter(since).distinct())


def open_alike(point_code: str, asked: Asked) -> str:
    """The number of an open request of that point for the same, as much, as soon; "" where there is none.

    A note that only one of them has makes no difference: a text may have had no room for it.
    """
    of_point = rows_of(Point.objects.filter(code=point_code))
    alike = SupplyRequest.objects.filter(
        of_point,
        state__in=_OPEN,
        kind=asked.kind.value,
        item=asked.item,
        quantity=asked.quantity,
        urgency=asked.urgency.value,
        needed_by=asked.needed_by,
    )
    notes = {"", asked.note} if asked.note else None
    found = alike if notes is None else alike.filter(note__in=notes)
    return found.order_by("observed_at", "pk").values_list("pk", flat=True).first() or ""


def n_open(points: QuerySet[Point]) -> tuple[int, int]:
    """How many requests of ``points`` are open, and of these how many nobody accepted yet."""
    states = list(SupplyRequest.objects.filter(point__in=points, state__in=_OPEN).values_list("state", flat=True))
    return len(states), states.count(RequestState.ASKED)


def standing(request: SupplyRequest) -> Point:
    """The point that asks: where it was merged, the one that stands for it."""
    return heir(request.point)


def step_of(row: RequestStep) -> Step:
    """A step as the library judges it."""
    return Step(
        row.ulid,
        RequestStepKind(row.kind),
        row.observed_at,
        row.quantity,
        row.expected_at,
        row.sent,
        is_enough=row.is_enough,
    )


def progress_of(steps: Iterable[RequestStep]) -> Progress:
    """What the steps of a request come to."""
    return progress(step_of(row) for row in steps)
