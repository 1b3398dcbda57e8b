"""A territory as standards look at it: what the registry tells of it, and what was stated of it. What nobody wrote
down is not known.
"""

from datetime import date
from functools import partial

from punkt import clock
from punkt.model.vocabulary import Availability, EvidenceMethod
from punkt.standards.assessing import Assessed, Assessment, assess
from punkt.standards.measures import MEASURES
from punkt.standards.requirements import Standard
from punkt.standards.terms import Scope
from punkt_web.common.zones import local_day, today_in
from punkt_web.readiness.models import TerritoryFact
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.standing import standing_points
from punkt_web.registry.visibility import policies_at

COUNTED = frozenset(
    {
        "territory.n_points",
        "territory.n_points_per_district",
        "territory.publication_decided",
        "territory.residents_per_point",
    }
)
"""Measures of a territory that the registry counts itself: of these nothing is stated."""
STATED = tuple(key for key, one in MEASURES.items() if one.scope is Scope.TERRITORY and key not in COUNTED)
"""Those that somebody has to tell."""


def territory_assessment(territory: Territory, standard: Standard, on: date) -> Assessment:
    """A territory with all its points, hidden ones too: for those who may know of each."""
    return assess(assessed_territory(territory, on), standard, on=on, scope=Scope.TERRITORY)


def assessed_territory(territory: Territory, on: date) -> Assessed:
    """What is counted of a territory now, and what was stated of it by a day."""
    stated = {row.measure: row for row in facts_on(territory, on)}
    counted = _counted(territory)
    seen = {"method": EvidenceMethod.SEEN.value, "stated_on": today_in(territory.country).isoformat()}
    origins = {
        key: {"method": row.method, "stated_on": row.known_on.isoformat(), "source": row.source}
        for key, row in stated.items()
    }
    return Assessed(
        territory.code,
        {key: value_of(row) for key, row in stated.items()} | counted,
        population=territory.population,
        provenance=origins | dict.fromkeys(counted, seen),  # the network measures these itself, now
    )


def facts_on(territory: Territory, on: date) -> list[TerritoryFact]:
    """What was stated of a territory and held at the end of a day."""
    rows = TerritoryFact.objects.filter(territory=territory, measure__in=STATED).order_by("measure")
    day_of = partial(local_day, territory.country)
    return [row for row in rows if day_of(row.stated_at) <= on and not (row.ended_at and day_of(row.ended_at) <= on)]


def facts_stated(territory: Territory, measure: str) -> list[TerritoryFact]:
    """Everything that was stated of one measure, the newest first."""
    return list(TerritoryFact.objects.filter(territory=territory, measure=measure).order_by("-stated_at", "-pk"))


def value_of(row: TerritoryFact) -> object:
    """The answer or the amount; ``None`` where it was stated that nobody knows."""
    is_known = row.answer not in {"", Availability.UNKNOWN.value}
    return row.answer if is_known else row.amount


def _counted(territory: Territory) -> dict[str, object]:
    points = standing_points(Point.objects.filter(territory__path__startswith=territory.path))
    paths = list(points.values_list("territory__path", flat=True))
    facts: dict[str, object] = {"territory.n_points": len(paths), "territory.publication_decided": _decided(territory)}
    if territory.population and paths:
        facts["territory.residents_per_point"] = territory.population / len(paths)
    parts = list(Territory.objects.filter(parent=territory, valid_until=None).values_list("path", flat=True))
    if parts:
        facts["territory.n_points_per_district"] = min(sum(path.startswith(part) for path in paths) for part in parts)
    return facts


def _decided(territory: Territory) -> str:
    decided = policies_at(clock.now()).by_territory_code
    return (Availability.YES if any(code in decided for code in territory.lineage) else Availability.NO).value
