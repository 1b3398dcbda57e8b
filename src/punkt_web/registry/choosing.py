"""Territories by what a person typed, and those that a person may choose from."""

from django.db.models import QuerySet

from punkt.places.fold import folded
from punkt_web.accounts.queries import Reach
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import territories_in

MAX_FOUND = 12


def find_territories(text: str, within: QuerySet[Territory]) -> list[Territory]:
    """The territory of that code; else those of that very name; else those whose name holds the text.

    At most ``MAX_FOUND``, the widest first, with the two units above each. ``within`` bounds the search.
    """
    if "\0" in text:  # no database looks for it, and PostgreSQL stops at it
        return []
    within = within.select_related("parent__parent")
    exact = within.filter(code__iexact=text.strip()).first()
    if exact is not None:
        return [exact]
    wanted = folded(text)
    if not wanted:
        return []
    # The path of a unit is longer than that of what holds it: the country comes first, the village last.
    found = list(within.filter(search_text__contains=wanted).order_by("path")[:500])
    same_name = [one for one in found if wanted in {folded(name) for name in one.names.values()}]
    ordered = sorted(same_name or found, key=lambda one: (one.path.count("/"), one.path))
    return ordered[:MAX_FOUND]


def own_territories(where: Reach) -> list[Territory]:
    """The territories that a reach names, the widest first; none where it is everywhere."""
    named = Territory.objects.filter(code__in=where.territory_codes).select_related("parent__parent")
    return list(named.order_by("path")[:MAX_FOUND])


def offered_territories(text: str, where: Reach) -> list[Territory]:
    """Those of a reach that a person may choose from: found by what they typed, else those that the reach names."""
    return find_territories(text, territories_in(where)) if text else own_territories(where)
