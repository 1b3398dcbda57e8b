"""The points that somebody reports on, and how the word of that person is told to others."""

from typing import Any

from django.db.models import QuerySet

from punkt.model.fields import NEEDS
from punkt.model.vocabulary import Availability, ReportChannel
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.queries import Reach, memberships, reach_of
from punkt_web.accounts.roles import Power, Role
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_in, reach_now, with_successors

_CHANNELS = {Role.KEEPER: ReportChannel.KEEPER, Role.COORDINATOR: ReportChannel.COORDINATOR}
_ANY_OTHER = ReportChannel.DUTY_OFFICER
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


def voices_of(user: User) -> list[tuple[ReportChannel, Reach]]:
    """As what somebody is told to others, and where: the role nearest to a door first. Empty for nowhere."""
    if not user.is_active:
        return []
    if user.is_superuser:
        return [(ReportChannel.DUTY_OFFICER, Reach(is_everywhere=True))]
    held: dict[ReportChannel, list[Membership]] = {channel: [] for channel in (*_CHANNELS.values(), _ANY_OTHER)}
    for one in memberships(user):
        held[_CHANNELS.get(Role(one.role), _ANY_OTHER)].append(one)
    found = [(channel, with_successors(reach_of(those, Power.REPORT))) for channel, those in held.items()]
    return [(channel, where) for channel, where in found if where]


def services_of(point: Point) -> list[str]:
    """The services that the console asks of, the main ones first."""
    facts = [need.fact for need in NEEDS.values() if need.fact not in MAIN_SERVICES]
    return [*MAIN_SERVICES, *(key for key in facts if point.facts.get(key) in _THERE)]
