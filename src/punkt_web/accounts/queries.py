"""Who may do what, where."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from punkt import clock
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.places import places
from punkt_web.accounts.roles import POWERS, WIDTH, Power, Role


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
    return memberships_of([user.pk]).get(user.pk, [])


def memberships_of(user_ids: Iterable[int]) -> dict[int, list[Membership]]:
    """The memberships that hold now of several people, by their keys; who has none is left out."""
    found: dict[int, list[Membership]] = {}
    for one in Membership.objects.filter(_holds_now(), user__in=user_ids):
        found.setdefault(one.user_id, []).append(one)
    return found


def reach(user: Any, power: Power) -> Reach:
    """Where ``user`` (possibly anonymous) holds ``power``."""
    return reaches(user, [power])[0]


def reaches(user: Any, asked: Sequence[Power]) -> list[Reach]:
    """The same for several powers: the memberships are looked up once."""
    if not isinstance(user, User) or not user.is_active:
        return [NOWHERE] * len(asked)
    if user.is_superuser:
        return [Reach(is_everywhere=True)] * len(asked)
    held = memberships(user)
    return [reach_of(held, power) for power in asked]


def reach_of(held: Iterable[Membership], power: Power) -> Reach:
    """Where memberships give ``power``."""
    holding = [one for one in held if power in POWERS[Role(one.role)]]
    return Reach(
        is_everywhere=any(one.scope == Scope.EVERYWHERE for one in holding),
        territory_codes=frozenset(one.scope_code for one in holding if one.scope == Scope.TERRITORY),
        point_codes=frozenset(one.scope_code for one in holding if one.scope == Scope.POINT),
    )


def held_anywhere(power: Power) -> Reach:
    """Where anybody who is active holds ``power`` now."""
    return reach_of(Membership.objects.filter(_holds_now(), user__is_active=True), power)


def people_with(power: Power) -> list[tuple[str, str, int]]:
    """Scope, code of the place and key of everybody who is active and holds ``power`` there now."""
    roles = [role.value for role, powers in POWERS.items() if power in powers]
    held = Membership.objects.filter(_holds_now(), role__in=roles, user__is_active=True)
    return list(held.values_list("scope", "scope_code", "user_id").distinct())


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


def may_give(giver: User, role: Role, scope: Scope, lineage: Collection[str]) -> bool:
    """Whether ``giver`` may give or end ``role``: one of theirs manages people, is as wide and reaches the place.

    ``lineage`` are the codes of the place's territory and of all above it; empty for a role that holds everywhere.
    """
    if not giver.is_active:
        return False
    if giver.is_superuser:
        return True
    return any(_is_as_wide(own, role) and _reaches(own, scope, lineage) for own in memberships(giver))


def may_manage(manager: User, user: User) -> bool:
    """Whether ``manager`` may change ``user`` as a person: every role the person has or will have is theirs to give.

    Somebody without a role may be given any: only who added them, or an administrator, changes them meanwhile.
    """
    if user.is_superuser and not reach(manager, Power.ADMINISTER):
        return False
    if not reach(manager, Power.MANAGE_PEOPLE):
        return False
    held = [one for one in Membership.objects.filter(user=user) if not is_over(one)]
    if not held:
        return user.added_by_id == manager.pk or bool(reach(manager, Power.ADMINISTER))
    known = places().find((one.scope, one.scope_code) for one in held)
    for one in held:
        place = known.get((one.scope, one.scope_code))
        if not may_give(manager, Role(one.role), Scope(one.scope), place.lineage if place else ()):
            return False
    return True


def has_role(user: User) -> bool:
    """Whether ``user`` has a role now or will have one."""
    return any(not is_over(one) for one in Membership.objects.filter(user=user))


def people_for(manager: User) -> QuerySet[User]:
    """The people whom ``manager`` sees: those with a role in reach, and those without one whom they added."""
    where = reach(manager, Power.MANAGE_PEOPLE)
    people = User.objects.order_by("name", "email")
    if where.is_everywhere:
        return people
    in_territory = Q(scope=Scope.TERRITORY, scope_code__in=places().territory_codes_below(where.territory_codes))
    at_point = Q(scope=Scope.POINT, scope_code__in=places().point_codes_below(where.territory_codes))
    in_reach = Membership.objects.filter(in_territory | at_point).values("user")
    with_roles = Membership.objects.values("user")
    return people.filter(Q(pk__in=in_reach) | ~Q(pk__in=with_roles) & Q(is_superuser=False, added_by=manager))


def lasting_administrators(*, lock: bool = False) -> set[int]:
    """The keys of the active people who run the installation with no end set; ``lock`` holds them to the commit."""
    role = Q(role=Role.ADMINISTRATOR, scope=Scope.EVERYWHERE, valid_until=None, user__is_active=True)
    rows = Membership.objects.filter(_holds_now(), role)
    if lock:
        rows = rows.select_for_update()
    superusers = User.objects.filter(is_superuser=True, is_active=True).values_list("pk", flat=True)
    return {row.user_id for row in rows} | set(superusers)


def is_over(membership: Membership) -> bool:
    """Whether the role has ended; one that has yet to begin is not over."""
    return membership.valid_until is not None and membership.valid_until <= clock.now()


def _holds_now() -> Q:
    now = clock.now()
    started = Q(valid_from=None) | Q(valid_from__lte=now)
    return started & (Q(valid_until=None) | Q(valid_until__gt=now))


def _is_as_wide(own: Membership, role: Role) -> bool:
    held = Role(own.role)
    return Power.MANAGE_PEOPLE in POWERS[held] and WIDTH[held] >= WIDTH[role]


def _reaches(own: Membership, scope: Scope, lineage: Collection[str]) -> bool:
    if own.scope == Scope.EVERYWHERE:
        return True
    return scope is not Scope.EVERYWHERE and own.scope == Scope.TERRITORY and own.scope_code in lineage
