"""Shifts as a console plans them, for tests of every kind."""

from datetime import datetime
from typing import Any

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.inbox import Outcome, Receipt, Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.models import Shift

ACTOR = Actor("ann@example.org")


def sender(*codes: str) -> Sender:
    """A keeper of these points, or of all."""
    reach = Reach(point_codes=frozenset(codes)) if codes else Reach(is_everywhere=True)
    return Sender(ACTOR, [(ReportChannel.KEEPER, reach)], ReportBearer.CONSOLE)


def word(kind: str, point: Any, at: datetime | None = None, ulid: str = "", **content: object) -> Item:
    """An item about a shift, of now where nothing else is said."""
    return Item(kind, ulid or new_ulid(), point.code, at or clock.now(), content)


def plan(point: Any, begins_at: datetime, ends_at: datetime, *, at: datetime | None = None, **more: object) -> Item:
    """A shift that is planned: ``users`` are keys, ``names`` lines."""
    span = {"begins_at": begins_at.isoformat(), "ends_at": ends_at.isoformat()}
    return word("shift", point, at, **span, **more)


def received(*items: Item, by: Sender | None = None) -> list[Receipt]:
    """The receipts of what is sent at once."""
    return receive_items(by or sender(), items, KINDS)


def planned(point: Any, begins_at: datetime, ends_at: datetime, **more: object) -> Shift:
    """A shift that was taken."""
    item = plan(point, begins_at, ends_at, **more)
    (receipt,) = received(item)
    assert receipt.outcome is Outcome.TAKEN, receipt.fault
    return Shift.objects.get(pk=item.ulid)
