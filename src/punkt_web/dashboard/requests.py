"""Requests at the desk: which a person may deal with, in the order of need, and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.request_words import OPEN_STATES, RequestKind, RequestState, RequestUrgency
from punkt.model.stock_items import kind_of
from punkt.model.supply_words import Sustained
from punkt.model.vocabulary import Shortage
from punkt_web.accounts.names import shown_name
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.common.moments import clock_and_day
from punkt_web.dashboard import queries
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.hours_left import hours_left_at
from punkt_web.operations.hours_words import hours_words
from punkt_web.operations.models import Depot, RequestStep, SupplyRequest
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.supplies.request_wording import quantity_words, state_words, what_words
from punkt_web.operations.supplies.requests import requests_about, requests_of, standing
from punkt_web.registry.models import Point
from punkt_web.registry.queries import territories_in

_SUSTAINS = {RequestKind.FUEL: Sustained.POWER, RequestKind.WATER: Sustained.WATER}
_WITHIN_H = {
    RequestUrgency.NOW: 0.0,
    RequestUrgency.HOURS: 4.0,
    RequestUrgency.TODAY: 12.0,
    RequestUrgency.CAN_WAIT: 72.0,
}
"""Where nobody knows how long it lasts, so many hours stand for what who asks says of how soon it is needed [I]."""
_LOOKS = {RequestState.DELIVERED: "open", RequestState.DECLINED: "shut", RequestState.CANCELLED: "shut"}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in words. ``lasts`` is "" for what no hours are known to hang on; ``claimed`` for nobody."""

    ulid: str
    point: Point
    what: str
    state: str
    look: str
    urgency: str
    due: str
    lasts: str
    asked: str
    note: str
    claimed: str
    is_overdue: bool
    hours: float | None
    need: tuple[object, ...]


def requests_for(user: Any, *, is_open: bool | None = None) -> QuerySet[SupplyRequest]:
    """What points ask for that ``user`` may see and edit, the latest first; all, or only what is (not) open."""
    return requests_about(queries.answered_for(user), is_open=is_open)


def depots_for(user: Any) -> QuerySet[Depot]:
    """The depots in the territories where ``user`` coordinates. A telephone of a depot is for nobody else."""
    return depots_in(reach(user, Power.EDIT))


def depots_in(where: Reach) -> QuerySet[Depot]:
    """The depots in the territories of a reach."""
    found = Depot.objects.filter(territory__in=territories_in(where))
    return found.select_related("territory", "point").order_by("is_closed", "name")


def request_lines(requests: Iterable[SupplyRequest], at: datetime) -> list[RequestLine]:
    """The requests in words, those that need somebody most first: overdue ones, then what lasts the shortest."""
    found = list(requests)
    points = {point.pk: point for point in map(standing, found)}
    hours = hours_left_at(points.values(), current_statuses(points), at)
    lines = []
    for request in found:
        point, sustained = points[standing(request).pk], _SUSTAINS.get(RequestKind(request.kind))
        left = hours[point.pk].left[sustained] if sustained is not None else None
        low = left.hours.low if left is not None and left.hours is not None else None
        lasts = "" if left is None else hours_words(left, point.country)
        lines.append(_line(request, point, at, low=low, lasts=lasts))
    return sorted(lines, key=lambda line: line.need)


def _line(request: SupplyRequest, point: Point, at: datetime, *, low: float | None, lasts: str) -> RequestLine:
    state, urgency = RequestState(request.state), RequestUrgency(request.urgency)
    is_overdue = is_late(request, at)
    by_urgency = _WITHIN_H[urgency]
    need = (not is_overdue, by_urgency if low is None else min(low, by_urgency), request.observed_at, request.ulid)
    said = {"by": shown_name(request.author_name), "at": clock_and_day(request.observed_at, point.country)}
    held = {"by": shown_name(request.claimed_by)}
    return RequestLine(
        request.ulid,
        point,
        what_words(request),
        state_words(request, point.country),
        _LOOKS.get(state, ""),
        word_label(RequestUrgency, urgency),
        clock_and_day(request.needed_by, point.country) if request.needed_by else "",
        lasts if state in OPEN_STATES else "",
        _("%(by)s, %(at)s") % said,
        request.note,
        _("%(by)s deals with it") % held if request.is_held(at) else "",
        is_overdue,
        low,
        need,
    )


def is_late(request: SupplyRequest, at: datetime) -> bool:
    """Whether what was asked for should be there by now, or what is on its way should have come."""
    if request.state not in OPEN_STATES:
        return False
    return any(moment is not None and moment < at for moment in (request.needed_by, request.expected_at))


def point_requests(point: Point) -> list[RequestLine]:
    """What is open of the requests of one point, for the page of the point. Who may edit it is the caller's part."""
    found = requests_of(point).filter(state__in=[state.value for state in OPEN_STATES])
    return request_lines(found.select_related("point__merged_into"), clock.now())


def shortage_choices(status: StatusNow) -> list[tuple[str, str]]:
    """What the point is short of by its last report, to make requests of."""
    return [(word, word_label(Shortage, word)) for word in status.shortages or []]


def level_words(item: str, level: float | None) -> str:
    """How much of an item there is, or that nobody counted it."""
    return _("not counted") if level is None else quantity_words(kind_of(item), level)


def seen_givers(user: Any, steps: Iterable[RequestStep]) -> set[int]:
    """Of the points that gave something, those that ``user`` coordinates: others may be hidden."""
    ids = {step.from_point_id for step in steps if step.from_point_id is not None}
    return set(queries.answered_for(user).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def km_words(way_km: float | None) -> str:
    """How far it is, as far as can be told without a road."""
    if way_km is None:
        return _("way not known")
    return _("%(km)s km") % {"km": number_format(round(way_km, 1) if way_km < 10 else round(way_km))}
