"""Published territories, by the name that a person typed: for places that the gazetteer does not know; and by code.

Names and middles of administrative units are public knowledge.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from punkt import clock
from punkt.places.fold import folded
from punkt_web.registry.models import Territory

_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class NamedTerritory:
    """An administrative unit of today. ``latitude`` and ``longitude`` are its middle, ``None`` where not known."""

    code: str
    country: str
    names: dict[str, str]
    parent_names: dict[str, str]
    latitude: float | None
    longitude: float | None
    lineage: tuple[str, ...] = ()
    """The codes from the country down to this unit."""


@dataclass(frozen=True, slots=True)
class TerritoryName:
    """What an administrative unit is called, by language, and its rank (``TerritoryLevel``)."""

    level: str
    names: dict[str, str]


def territory_names(codes: Collection[str]) -> dict[str, TerritoryName]:
    """The names of units by code; a code that names none is left out."""
    if not codes:
        return {}
    rows = Territory.objects.filter(code__in=codes).values_list("code", "level", "names")
    return {code: TerritoryName(level, names) for code, level, names in rows}


@dataclass(frozen=True, slots=True)
class PublishedTerritory:
    """An administrative unit with its rank and the days from and until which it is one (``None``: not known, none)."""

    code: str
    country: str
    level: str
    category: str
    names: dict[str, str]
    lineage: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    population: int | None
    population_on: date | None
    valid_from: date | None
    valid_until: date | None


_TERRITORY_COLUMNS = (
    "code", "country", "level", "category", "names", "path", "latitude", "longitude", "population", "population_on",
    "valid_from", "valid_until",
)  # fmt: skip


def published_territory(code: str) -> PublishedTerritory | None:
    """The unit of a code, one of earlier days too."""
    return next(_published(Territory.objects.filter(code=code)), None)


def territories_after(
    code: str, *, limit: int, country: str = "", parent: str = "", level: str = ""
) -> list[PublishedTerritory]:
    """Units of today whose codes come after ``code``, by code; those right below ``parent`` where it is given."""
    today = clock.now().date()
    wanted = {"country": country, "parent__code": parent, "level": level}
    asked = {column: value for column, value in wanted.items() if value}
    current = Territory.objects.filter(Q(valid_until=None) | Q(valid_until__gt=today), code__gt=code, **asked)
    return list(_published(current.order_by("code")[:limit]))


def _published(territories: QuerySet[Territory]) -> Iterator[PublishedTerritory]:
    for row in territories.values(*_TERRITORY_COLUMNS):
        path = row.pop("path")
        yield PublishedTerritory(**row, lineage=_lineage(path))


def territories_named(text: str, *, limit: int = 8) -> list[NamedTerritory]:
    """Units of today whose name holds the text: equal names first, then larger units, then by code."""
    wanted = folded(text)
    if len(wanted) < 3:
        return []
    today = clock.now().date()
    current = Territory.objects.filter(Q(valid_until=None) | Q(valid_until__gt=today), search_text__contains=wanted)
    rows = current.order_by("path").values_list(
        "code", "country", "names", "parent__names", "latitude", "longitude", "path"
    )[:_LOOKED_AT]
    found = [NamedTerritory(*row[:3], row[3] or {}, *row[4:6], _lineage(row[6])) for row in rows]
    found.sort(key=lambda one: (not _is_called(one, wanted), len(one.lineage), one.code))
    return found[:limit]


def _lineage(path: str) -> tuple[str, ...]:
    return tuple(code for code in path.split("/") if code)


def _is_called(territory: NamedTerritory, wanted: str) -> bool:
    return any(folded(name) == wanted for name in territory.names.values())
