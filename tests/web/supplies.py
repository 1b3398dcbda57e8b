"""Words about supplies, as a console sends them."""

from datetime import datetime
from typing import Any

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.requests import Arrived, Asked, Withdrawn
from punkt.model.stock_items import thing_of
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.inbox import Outcome, Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.registry.models import Point

Word = Asked | Arrived | Withdrawn


def item_of(word: Word, code: str, at: datetime, ulid: str = "") -> Item:
    """A word as an item of the queue of the point with that code."""
    said: dict[str, Any]
    if isinstance(word, Asked):
        needed_by = None if word.needed_by is None else word.needed_by.isoformat()
        said = {"thing": thing_of(word.kind, word.item), "urgency": word.urgency.value, "needed_by": needed_by}
        said["quantity"] = word.quantity
    elif isinstance(word, Arrived):
        said = {"request": word.request, "quantity": word.quantity, "enough": word.is_enough, "sent": word.sent}
    else:
        said = {"request": word.request}
    kind = {Asked: "request", Arrived: "arrival", Withdrawn: "withdrawal"}[type(word)]
    content = {key: value for key, value in (said | {"note": word.note}).items() if value not in (None, "")}
    return Item(kind, ulid or new_ulid(), code, at, content)


def say(
    actor: Actor,
    point: Point,
    word: Word,
    at: datetime | None = None,
    ulid: str = "",
    *,
    bearer: ReportBearer = ReportBearer.CONSOLE,
) -> bool:
    """Says it at the point; ``False`` where it was known. Raises what it was refused for."""
    sender = Sender(actor, [(ReportChannel.KEEPER, Reach(is_everywhere=True))], bearer)
    (receipt,) = receive_items(sender, [item_of(word, point.code, at or clock.now(), ulid)], KINDS)
    if receipt.fault is not None:
        raise receipt.fault
    return receipt.outcome is Outcome.TAKEN
