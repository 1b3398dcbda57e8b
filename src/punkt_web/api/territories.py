"""A territory as JSON."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from punkt_web.finder.bulletins import bulletin_as_json
from punkt_web.finder.notices import notice_as_json
from punkt_web.operations.informing.bulletins import PublishedBulletin, told
from punkt_web.operations.surroundings.notices import Notice, over
from punkt_web.registry.published_territories import PublishedTerritory


def territory_as_json(
    unit: PublishedTerritory, notices: Collection[Notice], bulletins: Collection[PublishedBulletin], at: datetime
) -> dict[str, Any]:
    """``null`` is not known. ``valid_until`` is ``null`` for a unit that has no end.

    Of ``notices`` and ``bulletins`` those are told that hold in the unit, whether they are of it or of one above it.
    """
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
        "notices": [notice_as_json(one, at) for one in over(unit.lineage, notices, at)],
        "bulletins": [bulletin_as_json(one) for one in told([unit.lineage], bulletins, at)],
    }
