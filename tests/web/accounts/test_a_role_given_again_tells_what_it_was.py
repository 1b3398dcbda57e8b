"""Giving a role that somebody has changes its times, and the trail tells both."""

from datetime import timedelta

from punkt import clock
from punkt_web.accounts import actions
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.common import audit
from tests.conftest import TOWN

BY = actions.by_command("punkt person")


def test_the_times_before_stand_in_the_trail(outsider: User, world: object) -> None:
    end = clock.now() + timedelta(days=1)
    actions.give_role(BY, outsider, actions.Grant(Role.KEEPER, Scope.TERRITORY, TOWN, valid_until=end))
    actions.give_role(BY, outsider, actions.Grant(Role.KEEPER, Scope.TERRITORY, TOWN))
    second, first = audit.history("person", str(outsider.pk))
    assert first.before == {}
    assert second.before == first.after
    assert second.before["valid_until"] == end.isoformat()
    assert "valid_until" not in second.after
    assert Membership.objects.get(user=outsider).valid_until is None


def test_another_place_is_another_role(outsider: User, world: object) -> None:
    actions.give_role(BY, outsider, actions.Grant(Role.VIEWER, Scope.EVERYWHERE))
    actions.give_role(BY, outsider, actions.Grant(Role.VIEWER, Scope.TERRITORY, TOWN))
    assert [entry.before for entry in audit.history("person", str(outsider.pk))] == [{}, {}]
