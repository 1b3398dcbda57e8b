"""How the word of somebody is told to others: as that of staff, of a coordinator or of a duty officer."""

from collections.abc import Collection, Iterable, Mapping

from punkt.model.vocabulary import ReportChannel
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.queries import Reach, memberships_of, reach_of
from punkt_web.accounts.roles import Power, Role
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, with_successors_of

_CHANNELS = {Role.KEEPER: ReportChannel.KEEPER, Role.COORDINATOR: ReportChannel.COORDINATOR}
_ANY_OTHER = ReportChannel.DUTY_OFFICER

Voices = list[tuple[ReportChannel, Reach]]
"""As what somebody is told to others, and where: the role nearest to a door first. Empty for nowhere."""

SPOKEN = (Power.REPORT, Power.INSPECT)
"""What somebody speaks by: of whether a door is open, and of what was seen behind it."""
_EVERYWHERE: Voices = [(_ANY_OTHER, Reach(is_everywhere=True))]


def voices_of(user: User) -> Voices:
    """Those of one person who reports."""
    return voices_of_all([user])[user.pk][Power.REPORT]


def voices_of_all(users: Collection[User]) -> dict[int, Mapping[Power, Voices]]:
    """Those of several people by their keys and by each power of ``SPOKEN``, in two queries."""
    people = {user.pk: user for user in users if user.is_active}
    found: dict[int, dict[Power, Voices]] = {user.pk: {power: [] for power in SPOKEN} for user in users}
    for pk, user in people.items():
        if user.is_superuser:
            found[pk] = {power: list(_EVERYWHERE) for power in SPOKEN}
    held = memberships_of([pk for pk, user in people.items() if not user.is_superuser])
    spoken = [
        (pk, power, channel, where)
        for pk, those in held.items()
        for power in SPOKEN
        for channel, where in _reaches(those, power)
    ]
    reaches = with_successors_of([where for _pk, _power, _channel, where in spoken])
    for (pk, power, channel, _named), where in zip(spoken, reaches, strict=True):
        found[pk][power].append((channel, where))
    return dict(found)


def _reaches(memberships: Iterable[Membership], power: Power) -> Voices:
    held: dict[ReportChannel, list[Membership]] = {channel: [] for channel in (*_CHANNELS.values(), _ANY_OTHER)}
    for one in memberships:
        held[_CHANNELS.get(Role(one.role), _ANY_OTHER)].append(one)
    found = [(channel, reach_of(those, power)) for channel, those in held.items()]
    return [(channel, where) for channel, where in found if where]


def voice_over(user: User, point: Point) -> ReportChannel | None:
    """As what somebody is told to others who speaks of a point; ``None`` where they report on it nowhere."""
    lineage = lineage_of(point)
    return next((channel for channel, where in voices_of(user) if where.covers(lineage, point.code)), None)
