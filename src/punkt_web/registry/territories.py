"""Reading the tree of territories: of today, of another day, and by position."""

from collections import defaultdict
from datetime import date
from functools import lru_cache

from django.db.models import Q
from shapely import STRtree
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from punkt_web.registry.models import Territory, TerritoryPlacement
from punkt_web.registry.published import revision


def codes_below_on(code: str, day: date) -> set[str]:
    """The unit and everything that stood below it on ``day``: the frame of a figure of that day."""
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


def territory_at(latitude: float, longitude: float) -> Territory | None:
    """The smallest unit whose boundary is loaded and holds the place."""
    tree, codes, depths = _boundaries(revision())
    place = ShapelyPoint(longitude, latitude)
    hits = [int(index) for index in tree.query(place, predicate="within")] if codes else []
    if not hits:
        return None
    deepest = max(hits, key=lambda index: depths[index])
    return Territory.objects.filter(code=codes[deepest]).first()


@lru_cache(maxsize=1)
def _boundaries(_revision: int) -> tuple[STRtree, list[str], list[int]]:
    rows = Territory.objects.exclude(boundary=None).order_by("code").values_list("code", "path", "boundary")
    geometries: list[BaseGeometry] = []
    codes: list[str] = []
    depths: list[int] = []
    for code, path, boundary in rows:
        geometries.append(shape(boundary or {}))
        codes.append(code)
        depths.append(path.count("/"))
    return STRtree(geometries), codes, depths
