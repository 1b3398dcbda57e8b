"""A territory as JSON."""

from typing import Any

from punkt_web.registry.published_territories import PublishedTerritory


def territory_as_json(unit: PublishedTerritory) -> dict[str, Any]:
    """``null`` is not known. ``valid_until`` is ``null`` for a unit that has no end."""
    return {
        "code": unit.code,
        "country": unit.country,
        "level": unit.level,
        "category": unit.category or None,
        "names": unit.names,
        "parent": unit.lineage[-2] if len(unit.lineage) > 1 else None,
        "lineage": list(unit.lineage),
        "latitude": unit.latitude,
        "longitude": unit.longitude,
        "population": unit.population,
        "population_on": unit.population_on.isoformat() if unit.population_on else None,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_until": unit.valid_until.isoformat() if unit.valid_until else None,
    }
