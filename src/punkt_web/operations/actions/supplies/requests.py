"""What points ask for and what is said of it from their doors, as items of the queue; and the steps of a request.

How far a request is follows from all its steps together, so late and shuffled ones end in the same state.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from punkt.formats.supply_message import read_arrival, read_request, read_withdrawal
from punkt.model.items import Item
from punkt.model.request_words import RequestStepKind
from punkt.model.requests import Asked
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind, NotYet
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.operations.supplies.requests import progress_of, standing
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of

_ADDED = ("needed_by", "note")
"""What a text may have left out."""
_TENTH_OR_LESS = 0.1
_SETTLED = ("state", "expected_at", "received")


def columns_of(asked: Asked) -> dict[str, Any]:
    """What is asked for, as a request has it."""
    return {
        "kind": asked.kind.value,
        "item": asked.item,
        "quantity": asked.quantity,
        "urgency": asked.urgency.value,
        "needed_by": asked.needed_by,
        "note": one_line(asked.note),
    }


def _read_request(item: Item) -> dict[str, Any]:
    return columns_of(read_request(item))


def _keep_request(arrival: Arrival, columns: dict[str, Any]) -> None:
    keep_request(arrival.actor, SupplyRequest(**arrival.columns(), **columns))


def _came_before(arrival: Arrival, columns: dict[str, Any]) -> bool:
    """Joins a text with the request of the console that it was read from, whichever comes first.

    Both say the same of the same minute. The console goes on to speak of it by its own number, so that is kept.
    """
    request = _other_bearing(arrival, columns)
    if request is None:
        return False
    if request.second_ulid:
        return True
    added = {name: columns[name] for name in _ADDED if columns[name] and not getattr(request, name)}
    for name, value in {**added, "second_ulid": arrival.item.ulid}.items():
        setattr(request, name, value)
    request.save(update_fields=[*added, "second_ulid"])
    told = {name: str(value) for name, value in added.items() if name != "note"}
    told["second_number"] = request.second_ulid
    record(arrival.actor, Write("ask for supplies again", "request", request.ulid, {}, told, added.get("note", "")))
    return True


def _other_bearing(arrival: Arrival, columns: dict[str, Any]) -> SupplyRequest | None:
    minute = arrival.item.observed_at.replace(second=0, microsecond=0)
    found = SupplyRequest.objects.filter(
        point__in=ids_of(arrival.point),
        kind=columns["kind"],
        item=columns["item"],
        urgency=columns["urgency"],
        stated_at__gte=minute,
        stated_at__lt=minute + timedelta(minutes=1),
        second_ulid__in=("", arrival.item.ulid),
    ).exclude(bearer="")
    is_text = arrival.bearer == ReportBearer.TEXT
    found = found.exclude(bearer=ReportBearer.TEXT) if is_text else found.filter(bearer=ReportBearer.TEXT)
    alike = (one for one in found.order_by("pk") if _is_as_much(one.quantity, columns["quantity"]))
    return next(alike, None)


def _is_as_much(one: float | None, other: float | None) -> bool:
    """In the tenths that a text tells."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TENTH_OR_LESS


def keep_request(actor: Actor, request: SupplyRequest) -> None:
    """Writes a new request. Call it inside a transaction."""
    request.save(force_insert=True)
    told = {
        "request_kind": request.kind,
        "request_urgency": request.urgency,
        **{name: value for name in ("item", "quantity") if (value := getattr(request, name))},
    }
    record(actor, Write("ask for supplies", "request", request.ulid, {}, told, request.note))


def _read_arrival(item: Item) -> dict[str, Any]:
    told = read_arrival(item)
    return {
        "request_id": told.request,
        "kind": RequestStepKind.RECEIVE.value,
        "quantity": told.quantity,
        "sent": told.sent,
        "is_enough": told.is_enough,
        "note": told.note,
    }


def _read_withdrawal(item: Item) -> dict[str, Any]:
    told = read_withdrawal(item)
    return {"request_id": told.request, "kind": RequestStepKind.CANCEL.value, "note": told.note}


def _keep_word(arrival: Arrival, columns: dict[str, Any]) -> None:
    request = locked_request(columns["request_id"])
    if request is None or standing(request).pk != arrival.point.pk:
        # The same words for a request of another point: numbers are not to be tried out here.
        raise NotYet(
            _("The request that this is about is not known at this point."), remedy=_("Send the request first.")
        )
    keep_step(arrival.actor, request, RequestStep(**arrival.columns(), **{**columns, "request_id": request.pk}))


REQUEST = ItemKind(SupplyRequest, _read_request, _keep_request, _came_before, frozenset(_ADDED))
# A word that names a request by its second number is kept under the first.
_NUMBERED = frozenset({"request_id"})
ARRIVAL = ItemKind(RequestStep, _read_arrival, _keep_word, completed=_NUMBERED)
WITHDRAWAL = ItemKind(RequestStep, _read_withdrawal, _keep_word, completed=_NUMBERED)


def by_the_desk(actor: Actor, point: Point, now: datetime) -> dict[str, Any]:
    """What a row has that no door sent: it was so when it was entered, and nothing carried it."""
    return {
        "point": point,
        "stated_at": now,
        "observed_at": now,
        "received_at": now,
        "bearer": "",
        "channel": ReportChannel.COORDINATOR,
        "author_name": one_line(actor.name)[:254],
    }


def locked_request(ulid: str) -> SupplyRequest | None:
    """Two who do something about it wait for each other to the commit; ``None`` for none of either number."""
    rows = SupplyRequest.objects.select_related("point__territory", "point__merged_into__territory")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(Q(pk=ulid) | Q(second_ulid=ulid)).first()


def keep_step(actor: Actor, request: SupplyRequest, step: RequestStep) -> None:
    """Adds a step to a locked request, and settles how far that is now."""
    before = {name: getattr(request, name) for name in _SETTLED}
    come_to = progress_of([*request.steps.all(), step])
    request.state, request.expected_at = come_to.state.value, come_to.expected_at
    request.received = come_to.received if come_to.came else None
    step.state_before, step.state_after = str(before["state"]), request.state
    step.save(force_insert=True)
    request.save(update_fields=list(_SETTLED))
    told = {"step": step.kind, "quantity": step.quantity, "item": step.item, "source": step.source}
    after = {name: value for name, value in told.items() if value not in (None, "")}
    changed = {"request_state": request.state} if request.state != before["state"] else {}
    was = {"request_state": str(before["state"])} if changed else {}
    record(actor, Write("deal with request", "request", request.ulid, was, {**after, **changed}, step.note))
