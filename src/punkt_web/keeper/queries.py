"""The points that somebody reports on, and what is asked of them."""

from typing import Any

from django.db.models import QuerySet

from punkt.model.fields import NEEDS
from punkt.model.vocabulary import IS_THERE
from punkt_web.accounts.roles import Power
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_in, reach_now
from punkt_web.registry.standing import standing_points

MAIN_SERVICES = ("service.heat", "service.charging", "service.internet", "service.water")
"""Asked of every point; what else it has is asked where the register knows of it."""


def kept_points(user: Any) -> QuerySet[Point]:
    """The points that ``user`` may report on, none that stands for another one now or is withdrawn."""
    return standing_points(points_in(reach_now(user, Power.REPORT))).order_by("settlement", "code")


def kept_point(user: Any, code: str) -> Point | None:
    """One of them."""
    # PostgreSQL stops at a NUL, which no code holds.
    return None if "\0" in code else kept_points(user).filter(code=code).first()


def services_of(point: Point) -> list[str]:
    """The services that the console asks of, the main ones first."""
    facts = [need.fact for need in NEEDS.values() if need.fact not in MAIN_SERVICES]
    return [*MAIN_SERVICES, *(key for key in facts if point.facts.get(key) in IS_THERE)]
