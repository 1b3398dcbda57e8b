"""The tree of territories on another day: the frame of a figure of that day."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from punkt_web.registry.models import Point, Territory, TerritoryPlacement


def codes_below_on(code: str, day: date) -> set[str]:
    """The unit and everything that stood below it on ``day``."""
    children: dict[str, list[str]] = defaultdict(list)
    started = Q(valid_from=None) | Q(valid_from__lte=day)
    not_over = Q(valid_until=None) | Q(valid_until__gt=day)
    pairs = TerritoryPlacement.objects.filter(started, not_over).values_list("parent__code", "territory__code")
    for parent, child in pairs:
        children[parent].append(child)
    found, waiting = {code}, [code]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def n_points_on(territory: Territory, day: date) -> int:
    """Designated points of today in what stood below ``territory`` on ``day``, whatever may be published of them."""
    codes = codes_below_on(territory.code, day)
    standing = Point.objects.filter(status=Point.Status.DESIGNATED).values_list("territory__code", flat=True)
    return sum(code in codes for code in standing)
