"""What was brought to points and what is on its way, as the hours left reckon with it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q

from punkt.model.request_words import RequestKind, RequestState, RequestStepKind
from punkt.power.readings import Delivery, ExpectedDelivery
from punkt.power.spans import Span
from punkt.supply.progress import Progress
from punkt_web.common.batches import in_batches
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.operations.requests import progress_of, standing

_LITRES = (RequestKind.FUEL.value, RequestKind.WATER.value)


@dataclass(slots=True)
class Brought:
    """Of one item at one point: what ``came``, what is ``to_come``, and what was ``taken`` to another, with when."""

    came: list[Delivery] = field(default_factory=list)
    to_come: list[ExpectedDelivery] = field(default_factory=list)
    taken: list[tuple[datetime, float]] = field(default_factory=list)


ByItem = dict[tuple[int, RequestKind, str], Brought]
"""By point, kind and item ("" where nobody said which)."""


def brought_to(point_ids: Collection[int], since: datetime) -> ByItem:
    """What came and was taken since, and what is on its way, of fuel and water, of some points."""
    found: ByItem = {}
    for ids in in_batches(point_ids):
        for request in _requests_with_steps(ids, since):
            _note(found, request, since)
    for step in _taken_from(point_ids, since):
        key = (step.from_point_id or 0, RequestKind(step.request.kind), step.item or step.request.item)
        if step.quantity is not None:
            found.setdefault(key, Brought()).taken.append((step.at, step.quantity))
    return found


def _requests_with_steps(ids: Collection[int], since: datetime) -> Iterator[SupplyRequest]:
    of_points = Q(point__in=ids) | Q(point__merged_into__in=ids)
    lately = Q(state=RequestState.ON_THE_WAY) | Q(
        pk__in=RequestStep.objects.filter(kind=RequestStepKind.RECEIVE, at__gte=since).values("request")
    )
    rows = SupplyRequest.objects.filter(of_points, lately, kind__in=_LITRES).select_related("point__merged_into")
    yield from rows.prefetch_related(Prefetch("steps", RequestStep.objects.order_by("at", "ulid")))


def _note(found: ByItem, request: SupplyRequest, since: datetime) -> None:
    steps = {step.ulid: step for step in request.steps.all()}
    come_to = progress_of(steps.values())
    kind, point_id = RequestKind(request.kind), standing(request).pk
    sent_as = dict(come_to.sent_as)
    for arrival in come_to.came:
        sent = steps.get(sent_as.get(arrival.ulid, ""))
        amount = _amount(arrival.quantity, None if sent is None else sent.quantity)
        if amount is not None and arrival.at >= since:
            key = (point_id, kind, (sent.item if sent else "") or request.item)
            found.setdefault(key, Brought()).came.append(Delivery(amount, arrival.at))
    _note_what_comes(found, request, come_to, steps)


def _note_what_comes(found: ByItem, request: SupplyRequest, come_to: Progress, steps: dict[str, RequestStep]) -> None:
    for sending in come_to.coming:
        if sending.quantity is not None and sending.expected_at is not None:
            key = (standing(request).pk, RequestKind(request.kind), steps[sending.ulid].item or request.item)
            expected = ExpectedDelivery(Span.exactly(sending.quantity), sending.expected_at)
            found.setdefault(key, Brought()).to_come.append(expected)


def _amount(measured: float | None, sent: float | None) -> Span | None:
    """What came: as measured, else anything up to what was sent; ``None`` where nobody knows either."""
    if measured is not None:
        return Span.exactly(measured)
    return None if sent is None else Span(0.0, sent)


def _taken_from(point_ids: Collection[int], since: datetime) -> Iterator[RequestStep]:
    """What was sent off from points to others, but for what turned back."""
    back = RequestStep.objects.filter(kind=RequestStepKind.TURN_BACK).values("sent")
    for ids in in_batches(point_ids):
        rows = RequestStep.objects.filter(
            from_point__in=ids, kind=RequestStepKind.SEND, at__gte=since, request__kind__in=_LITRES
        )
        yield from rows.exclude(ulid__in=back).select_related("request")
