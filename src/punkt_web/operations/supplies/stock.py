"""How much depots hold: the last count, and what moved since. Without a count nobody knows."""

from collections.abc import Iterable

from punkt.model.request_words import MovementKind
from punkt_web.operations.models import Depot, Movement

_SIGN = {MovementKind.RECEIVED: 1.0, MovementKind.CAME_BACK: 1.0, MovementKind.ISSUED: -1.0}
Level = tuple[int, str]
"""A depot and an item."""


def levels(depot_ids: Iterable[int]) -> dict[Level, float | None]:
    """How much of each item that ever moved a depot holds, ``None`` where it was never counted; in one query."""
    rows = Movement.objects.filter(depot__in=list(depot_ids)).order_by("at", "ulid")
    found: dict[Level, float | None] = {}
    for depot_id, item, kind, quantity in rows.values_list("depot_id", "item", "kind", "quantity"):
        level = found.get((depot_id, item))
        if kind == MovementKind.COUNT:
            level = quantity
        elif level is not None:
            level = max(level + _SIGN[MovementKind(kind)] * quantity, 0.0)
        found[depot_id, item] = level
    return found


def level_of(depot: Depot, item: str) -> float | None:
    """How much of one item a depot holds; ``None`` where nobody counted it."""
    return levels([depot.pk]).get((depot.pk, item))
