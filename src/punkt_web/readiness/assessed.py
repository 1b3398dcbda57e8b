"""Points as standards look at them: what the registry states, and what was drafted from a list."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from punkt.formats.draft import PointDraft
from punkt.model.vocabulary import EvidenceMethod, TerritoryLevel
from punkt.standards.assessing import Assessed
from punkt_web.readiness.measured import Measured, measured_facts
from punkt_web.registry.models import Point, Territory

_CORE = ("capacity_seated", "capacity_lying", "opening_mode", "promised_minutes")
_SIZED = (TerritoryLevel.SETTLEMENT, TerritoryLevel.MUNICIPALITY)
_AT_ONCE = 2000


def assessed_points(points: QuerySet[Point]) -> Iterator[Assessed]:
    """The points in the order of their codes, each with the population of its settlement or municipality."""
    sizes, measured = _Sizes(), measured_facts(points)
    rows = points.select_related("territory").order_by("code")
    for point in rows.iterator(chunk_size=_AT_ONCE):
        yield _assessed(point, sizes.of(point.territory), measured.get(point.pk, {}))


def assessed_point(point: Point) -> Assessed:
    """One point, by what is stated of it and what was measured."""
    measured = measured_facts(Point.objects.filter(pk=point.pk))
    return _assessed(point, _Sizes().of(point.territory), measured.get(point.pk, {}))


def _assessed(point: Point, population: int | None, measured: Mapping[str, Measured]) -> Assessed:
    facts: dict[str, Any] = {**point.facts, **{key: getattr(point, key) for key in _CORE}}
    facts |= {"kind": point.kind_id, "host_kind": point.host_kind}
    facts |= {key: one.value for key, one in measured.items()}
    provenance = {**point.provenance, **{key: one.origin for key, one in measured.items()}}
    return Assessed(point.code, facts, point.kind_id, point.host_kind, population, provenance, point.country)


def assessed_draft(draft: PointDraft, *, country: str) -> Assessed:
    """A row of a list that need not be in the registry; a word such as "mobile" is the legal kind of that country."""
    word = str(draft.values.get("kind", ""))
    kind = f"{country.lower()}-{word}" if word else None
    facts: dict[str, object] = {**draft.values, "kind": kind}
    origin = {"method": EvidenceMethod.IMPORTED.value, "stated_on": draft.stated_on}
    host = draft.values.get("host_kind")
    return Assessed(_key_of(draft), facts, kind, str(host) if host else None, provenance=dict.fromkeys(facts, origin))


def _key_of(draft: PointDraft) -> str:
    named = next(iter(draft.names.values()), "")
    return next((value for _authority, value in draft.identifiers), named) or f"row {draft.row_number}"


class _Sizes:
    """How many people live in the settlement or municipality of a territory, each looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, int | None] = {}

    def of(self, territory: Territory | None) -> int | None:
        if territory is None:
            return None
        if territory.population is not None and territory.level in _SIZED:
            return territory.population
        if territory.code not in self._known:
            self._known[territory.code] = self._above(territory)
        return self._known[territory.code]

    def _above(self, territory: Territory) -> int | None:
        """Of the nearest above it, for a district of a city counts with its city."""
        found: Iterable[Territory] = Territory.objects.filter(
            code__in=territory.lineage, level__in=_SIZED, population__isnull=False
        ).order_by("-path")
        return next((one.population for one in found), None)
