"""A territory as standards look at it: what the registry tells of it. What nobody wrote down is not known."""

from datetime import date

from punkt import clock
from punkt.model.vocabulary import Availability, EvidenceMethod
from punkt.standards.assessing import Assessed, Assessment, assess
from punkt.standards.requirements import Standard
from punkt.standards.terms import Scope
from punkt_web.common.zones import today_in
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.standing import standing_points
from punkt_web.registry.visibility import policies_at


def territory_assessment(territory: Territory, standard: Standard, on: date) -> Assessment:
    """A territory with all its points, hidden ones too: for those who may know of each."""
    return assess(assessed_territory(territory), standard, on=on, scope=Scope.TERRITORY)


def assessed_territory(territory: Territory) -> Assessed:
    """What is known of a territory without asking anybody."""
    points = standing_points(Point.objects.filter(territory__path__startswith=territory.path))
    paths = list(points.values_list("territory__path", flat=True))
    facts: dict[str, object] = {"territory.n_points": len(paths), "territory.publication_decided": _decided(territory)}
    if territory.population and paths:
        facts["territory.residents_per_point"] = territory.population / len(paths)
    parts = list(Territory.objects.filter(parent=territory, valid_until=None).values_list("path", flat=True))
    if parts:
        facts["territory.n_points_per_district"] = min(sum(path.startswith(part) for path in paths) for part in parts)
    seen = {"method": EvidenceMethod.SEEN.value, "stated_on": today_in(territory.country).isoformat()}
    return Assessed(
        territory.code, facts, population=territory.population, provenance=dict.fromkeys(facts, seen)
    )  # the network measures it itself, now


def _decided(territory: Territory) -> str:
    decided = policies_at(clock.now()).by_territory_code
    return (Availability.YES if any(code in decided for code in territory.lineage) else Availability.NO).value
