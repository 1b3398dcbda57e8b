"""The door for items of a console's queue that are no reports: each is taken, known already, or refused with why.

A kind says what its rows are, how its content is read, and how a row is written; everything else is the same for all.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.model.items import Item
from punkt.model.reports import check_ulid
from punkt.model.vocabulary import ReportChannel
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.clocks import by_our_clock
from punkt_web.operations.actions.inbox import Outcome, Receipt, Sender, check_n_at_once, reached_points
from punkt_web.operations.models.items import KeptItem
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir_id

_log = logging.getLogger(__name__)


class NotYet(PunktError):
    """What may be taken later: a kind that this server does not know, or a word on something that is not here yet."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item that its sender may send, at the point for which it counts, by our clock."""

    actor: Actor
    item: Item
    point: Point
    observed_at: datetime
    received_at: datetime
    lag_s: int | None
    bearer: str
    channel: ReportChannel

    def columns(self) -> dict[str, Any]:
        """What rows of every kind have (``KeptItem``)."""
        return {
            "ulid": self.item.ulid,
            "point": self.point,
            "stated_at": self.item.observed_at,
            "observed_at": self.observed_at,
            "received_at": self.received_at,
            "lag_s": self.lag_s,
            "bearer": self.bearer,
            "channel": self.channel,
            "author_name": one_line(self.actor.name)[:254],
        }


def _came_alone(_arrival: Arrival, _columns: dict[str, Any]) -> bool:
    return False


def _is_same(known: Any, columns: Mapping[str, Any]) -> bool:
    """Not the time: a form that is sent twice has that of each sending."""
    return all(getattr(known, name) == value for name, value in columns.items())


@dataclass(frozen=True, slots=True)
class ItemKind:
    """How items of a kind are taken, from whom: ``power`` is what the sender needs at the point.

    ``read`` gives the columns of the row that the content says, checked; it raises ``PunktError``. ``keep`` writes the
    row and what follows from it, with the audit row, in the transaction of the door, in which the point is locked; it
    raises ``PunktError`` for what must not be. An item whose number is known never comes to it. ``came_before`` tells
    whether the same thing is here under another number, and adds to it what this item says more; ``completed`` names
    the columns that such an addition may have filled in. ``is_same`` tells whether a row says what the columns say.
    """

    model: type[KeptItem]
    read: Callable[[Item], dict[str, Any]]
    keep: Callable[[Arrival, dict[str, Any]], object]
    came_before: Callable[[Arrival, dict[str, Any]], bool] = _came_alone
    completed: frozenset[str] = frozenset()
    power: Power = Power.REPORT
    is_same: Callable[[Any, Mapping[str, Any]], bool] = _is_same


def receive_items(sender: Sender, items: Sequence[Item], kinds: Mapping[str, ItemKind]) -> list[Receipt]:
    """Takes in each item that can be taken, in their order, and gives a receipt for each.

    One that cannot be taken stops no other; one that speaks of another behind it is taken after that. Raises
    ``InvalidValue`` for more than ``MOST_AT_ONCE``.
    """
    check_n_at_once(len(items))
    places = _places(sender, items, kinds)

    def received(item: Item) -> Receipt:
        kind = kinds.get(item.kind)
        return _received(sender, item, kind, places.get((kind.power, item.point_code)) if kind else None)

    receipts = [received(item) for item in items]
    if not any(receipt.outcome is Outcome.TAKEN for receipt in receipts):
        return receipts
    return [
        received(item) if isinstance(receipt.fault, NotYet) and item.kind in kinds else receipt
        for item, receipt in zip(items, receipts, strict=True)
    ]


# The same words for a point that there is not: codes of hidden points are not to be tried out here.
_REFUSALS = {Power.REPORT: _("You report on no point %(code)s."), Power.INSPECT: _("You inspect no point %(code)s.")}
_Place = tuple[int, ReportChannel]


def _places(sender: Sender, items: Sequence[Item], kinds: Mapping[str, ItemKind]) -> Mapping[tuple[Power, str], _Place]:
    """The points that are spoken of, by the power that this needs and by code; none where the sender has it not."""
    codes: dict[Power, set[str]] = {}
    for item in items:
        if item.kind in kinds:
            codes.setdefault(kinds[item.kind].power, set()).add(item.point_code)
    reached = {power: reached_points(sender, those, power) for power, those in codes.items()}
    return {(power, code): place for power, found in reached.items() for code, place in found.items()}


def _received(sender: Sender, item: Item, kind: ItemKind | None, place: _Place | None) -> Receipt:
    try:
        if kind is None:
            raise NotYet(_("This server knows no %(kind)s."), values={"kind": repr(item.kind)})
        return Receipt(item.ulid, _taken(sender, item, kind, place))
    except PunktError as error:
        return Receipt(item.ulid, Outcome.REFUSED, error)
    except (DataError, OverflowError, RecursionError, TypeError, ValueError):
        # What cannot be read so deep or held by the database would be sent again for ever, with all that waits behind.
        _log.exception("An item could not be kept: %s", item.ulid)
        fault = InvalidValue(_("This report cannot be kept."), remedy=_("Make a new one."))
        return Receipt(item.ulid, Outcome.REFUSED, fault)


def _taken(sender: Sender, item: Item, kind: ItemKind, place: _Place | None) -> Outcome:
    if place is None:
        # What was taken stays taken: who lost the receipt, and then the point, is not told that it was refused.
        if kind.model.objects.filter(pk=item.ulid, author_name=sender.actor.name).exists():
            return Outcome.KNOWN
        raise NotYours(_REFUSALS[kind.power], values={"code": item.point_code})
    check_ulid(item.ulid, item.where)
    columns = kind.read(item)
    try:
        return _take(sender, item, kind, place, columns)
    except IntegrityError:
        # Somebody else wrote one of the same number since it was looked for: now it is known.
        return _take(sender, item, kind, place, columns)


@transaction.atomic
def _take(sender: Sender, item: Item, kind: ItemKind, place: _Place, columns: dict[str, Any]) -> Outcome:
    point_id, channel = place
    point = standing_point(point_id)
    known = kind.model.objects.filter(pk=item.ulid).first()
    if known is not None:
        told = {key: columns[key] for key in columns.keys() - kind.completed}
        if heir_id(known.point) != point.pk or not kind.is_same(known, told):
            raise another_of_this_number(item.where)
        return Outcome.KNOWN
    now = clock.now()
    observed_at = by_our_clock(item.observed_at, now, sender.lag, is_of_now=True, where=item.where)
    lag_s = None if sender.lag is None else round(sender.lag.total_seconds())
    arrival = Arrival(sender.actor, item, point, observed_at, now, lag_s, sender.bearer.value, channel)
    if kind.came_before(arrival, columns):
        return Outcome.KNOWN
    kind.keep(arrival, columns)
    return Outcome.TAKEN


def standing_point(point_id: int) -> Point:
    """The point, or what it was merged into, locked to the commit: a merger waits, and takes the row along.

    Call it inside a transaction.
    """
    point = Point.objects.select_for_update().select_related(None).get(pk=point_id)
    while point.merged_into_id is not None:
        point = Point.objects.select_for_update().get(pk=point.merged_into_id)
    return point


def another_of_this_number(where: str) -> InvalidValue:
    """The refusal of an item whose number is that of something else."""
    return InvalidValue(
        _("Another report with this number was received before."), where=where, remedy=_("Give it a new number.")
    )
