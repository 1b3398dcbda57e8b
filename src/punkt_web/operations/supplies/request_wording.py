"""Requests in the words of the reader: what is asked for, how far it is, and what was done."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.model.request_words import RequestKind, RequestState, RequestStepKind
from punkt.model.stock_items import FUELS, STOCKED, items_of, thing_of, unit_of
from punkt.model.vocabulary import label
from punkt.units import UNIT_LABELS, Unit
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.common.names import name_for_reader
from punkt_web.operations.hours_left import fuel_item
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.registry.models import Point


def item_words(item: str) -> str:
    """The name of what lies in depots; "" for none."""
    if item in FUELS:
        return _("Fuel: %(fuel)s") % {"fuel": _(FUELS[item])}
    return _(STOCKED[item]) if item in STOCKED else item


def quantity_words(kind: RequestKind, quantity: float | None) -> str:
    """ "80 l", "1 person", or that the quantity is not known."""
    if quantity is None:
        return _("quantity not known")
    unit, is_whole = unit_of(kind), quantity == int(quantity)
    number = number_format(int(quantity) if is_whole else round(quantity, 1))
    if unit is Unit.PERSON and is_whole:
        return ngettext("%(n)s person", "%(n)s people", int(quantity)) % {"n": number}
    return _("%(number)s %(unit)s") % {"number": number, "unit": _(UNIT_LABELS[unit])}


def thing_words(kind: RequestKind, item: str) -> str:
    """What is asked for: the item where one is named, else the kind."""
    return item_words(item) or _(label(kind))


def what_words(request: SupplyRequest) -> str:
    """ "Fuel: diesel, 80 l"."""
    kind = RequestKind(request.kind)
    return f"{thing_words(kind, request.item)}, {quantity_words(kind, request.quantity)}"


def things_words() -> dict[str, str]:
    """All that can be asked for, each with its unit, by how it is written (``thing_of``)."""
    things = [(kind, item) for kind in RequestKind for item in (*items_of(kind), "")]
    return {thing_of(kind, item): _thing(kind, item) for kind, item in things}


def offered_things(point: Point) -> list[tuple[str, str]]:
    """The same for one point: what its generator burns stands first."""
    own = fuel_item(point)
    return sorted(things_words().items(), key=lambda one: one[0] != own if own else False)


def _thing(kind: RequestKind, item: str) -> str:
    return f"{thing_words(kind, item)} ({_(UNIT_LABELS[unit_of(kind)])})"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that was done, in words."""

    what: str
    detail: str
    note: str
    at: str
    by: str
    heard_at: str


def step_line(
    request: SupplyRequest, step: RequestStep, country: str, *, seen_points: Collection[int] | None
) -> StepLine:
    """What was done. Where it comes from is told to who may know of depots: not where ``seen_points`` is ``None``.

    Of another point its name and code are told where its id is among them: it may be hidden.
    """
    kind = RequestKind(request.kind)
    parts = []
    if step.kind in {RequestStepKind.SEND, RequestStepKind.RECEIVE} or step.quantity is not None:
        thing = item_words(step.item) if step.item and step.item != request.item else ""
        parts += [thing, quantity_words(kind, step.quantity)]
    if step.expected_at is not None:
        parts.append(_("expected at %(at)s") % {"at": clock_and_day(step.expected_at, country)})
    source = "" if seen_points is None else source_words(step, seen_points)
    if source:
        parts.append(_("from: %(source)s") % {"source": source})
    if step.kind == RequestStepKind.RECEIVE:
        parts.append(_("that is all that is needed") if step.is_enough else _("more is needed"))
    heard = step.received_at - step.observed_at
    return StepLine(
        _(label(RequestStepKind(step.kind))),
        ", ".join(filter(None, parts)),
        step.note,
        clock_and_day(step.observed_at, country),
        shown_name(step.author_name),
        clock_and_day(step.received_at, country) if heard.total_seconds() > 60 else "",
    )


def source_words(step: RequestStep, seen_points: Collection[int]) -> str:
    """Where it comes from; "" where nobody said."""
    if step.depot is not None:
        return step.depot.name
    if step.from_point is None:
        return step.source
    if step.from_point.pk not in seen_points:
        return _("another point")
    name = name_for_reader(step.from_point.names, step.from_point.country) or step.from_point.address
    return f"{name}, {step.from_point.code}" if name else step.from_point.code


def state_words(request: SupplyRequest, country: str) -> str:
    """ "On the way, expected at 16:00, 30 January"."""
    state = RequestState(request.state)
    words = _(label(state))
    if state is RequestState.ON_THE_WAY and request.expected_at is not None:
        at = clock_and_day(request.expected_at, country)
        return _("%(state)s, expected at %(at)s") % {"state": words, "at": at}
    if state is RequestState.DELIVERED and request.received is not None:
        amount = quantity_words(RequestKind(request.kind), request.received)
        return _("%(state)s: %(amount)s") % {"state": words, "amount": amount}
    return words
