"""How much stores hold: the last count, and what moved since. Without a count nobody knows."""

from collections.abc import Iterable

from punkt.model.request_words import MovementKind
from punkt_web.operations.models import Movement, Store

_SIGN = {MovementKind.RECEIVED: 1.0, MovementKind.CAME_BACK: 1.0, MovementKind.ISSUED: -1.0}
Level = tuple[int, str]
"""A store and an item."""


def levels(store_ids: Iterable[int]) -> dict[Level, float | None]:
    """How much of each item that ever moved a store holds, ``None`` where it was never counted; in one query."""
    rows = Movement.objects.filter(store__in=list(store_ids)).order_by("at", "ulid")
    found: dict[Level, float | None] = {}
    for store_id, item, kind, quantity in rows.values_list("store_id", "item", "kind", "quantity"):
        level = found.get((store_id, item))
        if kind == MovementKind.COUNT:
            level = quantity
        elif level is not None:
            level = max(level + _SIGN[MovementKind(kind)] * quantity, 0.0)
        found[store_id, item] = level
    return found


def level_of(store: Store, item: str) -> float | None:
    """How much of one item a store holds; ``None`` where nobody counted it."""
    return levels([store.pk]).get((store.pk, item))
