"""Who may do what, where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q

from punkt import clock
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.roles import POWERS, Power, Role


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody holds a power: everywhere, in territories (with all below) and at points, by code."""

    is_everywhere: bool = False
    territory_codes: frozenset[str] = frozenset()
    point_codes: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.is_everywhere or bool(self.territory_codes) or bool(self.point_codes)

    def covers(self, lineage: Iterable[str], point_code: str = "") -> bool:
        """Whether a place lies in reach; ``lineage`` are the codes of its territory and of all above it."""
        return self.is_everywhere or point_code in self.point_codes or not self.territory_codes.isdisjoint(lineage)


NOWHERE = Reach()


def memberships(user: User) -> list[Membership]:
    """The memberships that hold now."""
    now = clock.now()
    started = Q(valid_from=None) | Q(valid_from__lte=now)
    not_over = Q(valid_until=None) | Q(valid_until__gt=now)
    return list(Membership.objects.filter(started, not_over, user=user))


def reach(user: Any, power: Power) -> Reach:
    """Where ``user`` (possibly anonymous) holds ``power``."""
    if not isinstance(user, User) or not user.is_active:
        return NOWHERE
    if user.is_superuser:
        return Reach(is_everywhere=True)
    holding = [one for one in memberships(user) if power in POWERS[Role(one.role)]]
    return Reach(
        is_everywhere=any(one.scope == Scope.EVERYWHERE for one in holding),
        territory_codes=frozenset(one.scope_code for one in holding if one.scope == Scope.TERRITORY),
        point_codes=frozenset(one.scope_code for one in holding if one.scope == Scope.POINT),
    )


def is_member(user: Any) -> bool:
    """Whether the desk is open to this person at all."""
    return bool(reach(user, Power.SEE_MEMBERS))


def powers(user: Any) -> frozenset[Power]:
    """Every power that ``user`` (possibly anonymous) holds anywhere."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Power)
    return frozenset(power for one in memberships(user) for power in POWERS[Role(one.role)])


def has_second_factor(user: User) -> bool:
    """Whether signing in as this person takes more than the password."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())
