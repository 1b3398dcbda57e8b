"""Answers what accounts asks about territories and points (``punkt_web.accounts.places.Places``)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from punkt_web.accounts.models import Scope
from punkt_web.accounts.places import Key, Place
from punkt_web.accounts.queries import Reach
from punkt_web.common.names import name_for_reader
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import lineage_of, points_in, territories_in
from punkt_web.registry.standing import heir


class RegistryPlaces:
    """Territories and points by code."""

    def find(self, keys: Iterable[Key]) -> Mapping[Key, Place]:
        """The places that exist among ``keys``; two queries, however many keys."""
        # PostgreSQL refuses to be asked for a text with a NUL in it, and no code has one.
        wanted = {(scope, code) for scope, code in keys if "\0" not in code}
        codes = {scope: [code for one, code in wanted if one == scope] for scope in (Scope.TERRITORY, Scope.POINT)}
        found: dict[Key, Place] = {}
        for territory in Territory.objects.filter(code__in=codes[Scope.TERRITORY]):
            found[Scope.TERRITORY.value, territory.code] = Place(_title(territory), tuple(territory.lineage))
        asked = Point.objects.filter(code__in=codes[Scope.POINT])
        for point in asked.select_related("territory", "merged_into__territory"):
            # A role at a merged point holds at the one that stands for it, so whoever gives it must reach that one.
            stands = heir(point)
            found[Scope.POINT.value, point.code] = Place(_title(stands), tuple(lineage_of(stands)))
        return found

    def territory_codes_below(self, codes: Iterable[str]) -> "QuerySet[Any, str]":
        """The codes of these territories and of all below them."""
        return territories_in(Reach(territory_codes=frozenset(codes))).values_list("code", flat=True)

    def point_codes_below(self, codes: Iterable[str]) -> "QuerySet[Any, str]":
        """The codes of the points in these territories and below, and of those that were merged into them."""
        inside = points_in(Reach(territory_codes=frozenset(codes)))
        reached = Q(merged_into=None, pk__in=inside.values("pk")) | Q(merged_into__in=inside.values("pk"))
        return Point.objects.filter(reached).values_list("code", flat=True)


def _title(place: Territory | Point) -> str:
    return name_for_reader(place.names, place.country) or place.code
