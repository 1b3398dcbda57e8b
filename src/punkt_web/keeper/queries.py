"""The points that somebody reports on, and how the word of that person is told to others."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from punkt.model.fields import NEEDS
from punkt.model.vocabulary import Availability, ReportChannel
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach, memberships, reach_of
from punkt_web.accounts.roles import Power, Role
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_in, reach_now, with_successors

_CHANNELS = {Role.KEEPER: ReportChannel.KEEPER, Role.COORDINATOR: ReportChannel.COORDINATOR}
MAIN_SERVICES = ("service.heat", "service.charging", "service.internet", "service.water")
"""Asked of every point; what else it has is asked where the register knows of it."""
_THERE = frozenset({Availability.YES, Availability.LIMITED})


def kept_points(user: Any) -> QuerySet[Point]:
    """The points that ``user`` may report on, none that stands for another one now or is withdrawn."""
    points = points_in(reach_now(user, Power.REPORT)).filter(merged_into=None)
    return points.exclude(status=Point.Status.WITHDRAWN).order_by("settlement", "code")


def kept_point(user: Any, code: str) -> Point | None:
    """One of them."""
    return kept_points(user).filter(code=code).first()


@dataclass(frozen=True, slots=True)
class Voice:
    """Where somebody may report, and how they are told to others: by the role that stands nearest to the door."""

    reach: Reach
    channel: ReportChannel


def voice_of(user: User) -> Voice:
    """The voice of somebody who is signed in; it reaches nowhere for who keeps nothing."""
    if user.is_superuser:
        return Voice(Reach(is_everywhere=True), ReportChannel.DUTY_OFFICER)
    held = memberships(user)
    roles = {Role(one.role) for one in held}
    channel = next((channel for role, channel in _CHANNELS.items() if role in roles), ReportChannel.DUTY_OFFICER)
    return Voice(with_successors(reach_of(held, Power.REPORT)), channel)


def services_of(point: Point) -> list[str]:
    """The services that the console asks of, the main ones first."""
    facts = [need.fact for need in NEEDS.values() if need.fact not in MAIN_SERVICES]
    return [*MAIN_SERVICES, *(key for key in facts if point.facts.get(key) in _THERE)]
