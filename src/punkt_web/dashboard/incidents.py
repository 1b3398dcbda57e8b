"""Incidents at the points of somebody's area, as the desk shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from punkt import clock
from punkt_web.accounts.models import User
from punkt_web.dashboard.queries import answered_for
from punkt_web.operations.keeping.incident_words import IncidentShown, incident_shown
from punkt_web.operations.keeping.incidents import IncidentNow, incidents_of, open_at, with_notes
from punkt_web.operations.models import Incident
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir

_SHOWN = timedelta(days=30)
"""How far back the desk looks."""


@dataclass(frozen=True, slots=True)
class IncidentAtPoint:
    """An incident in words, with the point for which it counts now."""

    point: Point
    told: IncidentShown


def incidents_for(user: User, *, is_closed: bool) -> QuerySet[Incident]:
    """Those of the last 30 days at points that ``user`` answers for, the most severe first."""
    return incidents_of(answered_for(user), clock.now() - _SHOWN, is_closed=is_closed)


def in_words(incidents: Iterable[Incident]) -> list[IncidentAtPoint]:
    """Those of one page, in their order."""
    return [_at_point(one) for one in with_notes(incidents)]


def open_incidents_at(point: Point) -> list[IncidentShown]:
    """Those of one point that nobody closed, whenever they were."""
    return [incident_shown(one, point.country) for one in open_at(point)]


def _at_point(one: IncidentNow) -> IncidentAtPoint:
    point = heir(one.row.point)
    return IncidentAtPoint(point, incident_shown(one, point.country))
