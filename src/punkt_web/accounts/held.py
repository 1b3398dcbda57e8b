"""Roles as a page shows them: with the names of their places."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from punkt_web.accounts.models import Membership, Scope
from punkt_web.accounts.places import places
from punkt_web.accounts.queries import is_over
from punkt_web.accounts.roles import ROLE_LABELS, Role


@dataclass(frozen=True, slots=True)
class HeldRole:
    """One membership in words. ``lineage`` is empty for everywhere and for a place that is gone."""

    pk: int
    role: Role
    label: str
    scope: Scope
    code: str
    place: str
    lineage: tuple[str, ...]
    valid_from: datetime | None
    valid_until: datetime | None
    is_over: bool


def held_roles(memberships: Iterable[Membership]) -> dict[int, list[HeldRole]]:
    """The roles of each person, by the person's key, in the order given."""
    rows = list(memberships)
    known = places().find({(one.scope, one.scope_code) for one in rows if one.scope != Scope.EVERYWHERE})
    held: dict[int, list[HeldRole]] = defaultdict(list)
    for one in rows:
        place = known.get((one.scope, one.scope_code))
        gone = _("everywhere") if one.scope == Scope.EVERYWHERE else one.scope_code
        role = Role(one.role)
        held[one.user_id].append(
            HeldRole(
                pk=one.pk,
                role=role,
                label=_(ROLE_LABELS[role]),
                scope=Scope(one.scope),
                code=one.scope_code,
                place=place.name if place else gone,
                lineage=place.lineage if place else (),
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                is_over=is_over(one),
            )
        )
    return dict(held)
