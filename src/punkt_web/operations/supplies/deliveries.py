"""What was brought to points and what is on its way, as the hours left reckon with it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from punkt.model.request_words import RequestKind, RequestState, RequestStepKind
from punkt.power.readings import Delivery, ExpectedDelivery
from punkt.power.spans import Span
from punkt.supply.progress import Progress
from punkt_web.common.batches import in_batches
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.operations.supplies.requests import progress_of

_LITRES = (RequestKind.FUEL.value, RequestKind.WATER.value)


@dataclass(slots=True)
class Brought:
    """Of one item at one point: what ``came``, what is ``to_come``, and what was ``taken`` to another, with when."""

    came: list[Delivery] = field(default_factory=list)
    to_come: list[ExpectedDelivery] = field(default_factory=list)
    taken: list[tuple[datetime, float]] = field(default_factory=list)


ByItem = dict[tuple[RequestKind, str], Brought]
"""By kind and item ("" where nobody said which)."""
_ByPoint = defaultdict[int, ByItem]


def brought_to(stands_for: Mapping[int, int], since: datetime, until: datetime) -> Mapping[int, ByItem]:
    """What came and was taken in a time, and what was on its way at its end, of fuel and water.

    By the point for which it counts (``who_stands_for``); points of which nothing was told are left out.
    """
    found: _ByPoint = defaultdict(dict)
    for ids in in_batches(stands_for):
        for request in _requests_with_steps(ids, since, until):
            _note(found[stands_for[request.point_id]], request, since)
        for step in _taken_from(ids, since, until):
            if step.quantity is not None and step.from_point_id is not None:
                key = (RequestKind(step.request.kind), step.item or step.request.item)
                taken = found[stands_for[step.from_point_id]].setdefault(key, Brought()).taken
                taken.append((step.observed_at, step.quantity))
    return found


def _requests_with_steps(ids: Collection[int], since: datetime, until: datetime) -> Iterator[SupplyRequest]:
    """Those that may have been on their way, or come, in that time: what happened later is left out of their steps."""
    lately = Q(state=RequestState.ON_THE_WAY) | Q(
        pk__in=RequestStep.objects.filter(observed_at__gte=since).order_by().values("request")
    )
    rows = SupplyRequest.objects.filter(lately, point__in=ids, kind__in=_LITRES)
    yield from rows.prefetch_related(Prefetch("steps", RequestStep.objects.filter(observed_at__lte=until)))


def _note(found: ByItem, request: SupplyRequest, since: datetime) -> None:
    steps = {step.ulid: step for step in request.steps.all()}
    come_to = progress_of(steps.values())
    kind = RequestKind(request.kind)
    sent_as = dict(come_to.sent_as)
    for arrival in come_to.came:
        sent = steps.get(sent_as.get(arrival.ulid, ""))
        amount = _amount(arrival.quantity, None if sent is None else sent.quantity)
        if amount is not None and arrival.at >= since:
            key = (kind, (sent.item if sent else "") or request.item)
            found.setdefault(key, Brought()).came.append(Delivery(amount, arrival.at))
    _note_what_comes(found, request, come_to, steps)


def _note_what_comes(found: ByItem, request: SupplyRequest, come_to: Progress, steps: dict[str, RequestStep]) -> None:
    for sending in come_to.coming:
        if sending.quantity is not None and sending.expected_at is not None:
            key = (RequestKind(request.kind), steps[sending.ulid].item or request.item)
            expected = ExpectedDelivery(Span.exactly(sending.quantity), sending.expected_at)
            found.setdefault(key, Brought()).to_come.append(expected)


def _amount(measured: float | None, sent: float | None) -> Span | None:
    """What came: as measured, else anything up to what was sent; ``None`` where nobody knows either."""
    if measured is not None:
        return Span.exactly(measured)
    return None if sent is None else Span(0.0, sent)


def _taken_from(ids: Collection[int], since: datetime, until: datetime) -> QuerySet[RequestStep]:
    """What was sent off from points to others, but for what turned back."""
    back = RequestStep.objects.filter(kind=RequestStepKind.TURN_BACK, observed_at__lte=until).order_by().values("sent")
    sent = RequestStep.objects.filter(kind=RequestStepKind.SEND, observed_at__range=(since, until))
    return sent.filter(from_point__in=ids, request__kind__in=_LITRES).exclude(ulid__in=back).select_related("request")
