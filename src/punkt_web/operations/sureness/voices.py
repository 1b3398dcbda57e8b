"""How the word of somebody is told to others: as that of staff, of a coordinator or of a duty officer."""

from punkt.model.vocabulary import ReportChannel
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.queries import Reach, memberships, reach_of
from punkt_web.accounts.roles import Power, Role
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, with_successors

_CHANNELS = {Role.KEEPER: ReportChannel.KEEPER, Role.COORDINATOR: ReportChannel.COORDINATOR}
_ANY_OTHER = ReportChannel.DUTY_OFFICER


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


def voice_over(user: User, point: Point) -> ReportChannel | None:
    """As what somebody is told to others who speaks of a point; ``None`` where they report on it nowhere."""
    lineage = lineage_of(point)
    return next((channel for channel, where in voices_of(user) if where.covers(lineage, point.code)), None)
