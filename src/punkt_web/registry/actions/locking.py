"""The one order in which writers lock, so that nobody waits for one who waits for them."""

from collections.abc import Iterable

from django.db import connection

from punkt_web.registry.models import Point

_BATCH = 500


def lock_points(ids: Iterable[int]) -> None:
    """Locks the rows of points to the commit, in the order of their ids.

    Whoever writes to points locks them before anything else; then comes the trail and at last the revision. In one
    order nobody waits for one who waits for them.
    """
    if not connection.features.has_select_for_update:
        return
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        list(Point.objects.select_for_update().filter(pk__in=part).order_by("pk").values_list("pk"))
