"""The incident log of a point as the console shows it."""

from typing import Any

from punkt_web.operations.keeping.incident_words import incident_choices, incident_shown
from punkt_web.operations.keeping.incidents import incidents_at
from punkt_web.registry.models import Point


def incidents_page(point: Point) -> dict[str, Any]:
    """The log of a point, open ones first, with the form for a new one."""
    found = incidents_at(point)
    shown = [incident_shown(one, point.country) for one in sorted(found, key=lambda one: one.is_closed)]
    return {"incidents": shown, **incident_choices()}
