"""The ledger of a depot in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from punkt.model.request_words import MovementKind
from punkt.model.stock_items import kind_of
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.models import Movement
from punkt_web.operations.supplies.request_wording import item_words, quantity_words


@dataclass(frozen=True, slots=True)
class MovementLine:
    """One movement. ``request`` and ``code`` are of the request that it was issued to, "" for none."""

    at: str
    what: str
    item: str
    quantity: str
    reason: str
    by: str
    request: str
    code: str


def movement_lines(movements: Iterable[Movement], country: str) -> list[MovementLine]:
    """Movements with what they belong to."""
    return [
        MovementLine(
            clock_and_day(one.at, country),
            word_label(MovementKind, one.kind),
            item_words(one.item),
            quantity_words(kind_of(one.item), one.quantity),
            one.reason,
            shown_name(one.said_by),
            one.step.request_id if one.step else "",
            one.step.request.point.code if one.step else "",
        )
        for one in movements
    ]
