"""The actions themselves: reach, width, the last administrator, and the audit row of each write."""

from datetime import timedelta

import pytest

from punkt import clock
from punkt_web.accounts import actions
from punkt_web.accounts.actions import Grant, by_command, by_person
from punkt_web.accounts.errors import InvalidPerson, InvalidRole, LastAdministrator, NotYours
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.common.audit import first_fault
from punkt_web.common.models import AuditEntry
from tests.conftest import COUNTRY, OTHER_REGION, OTHER_TOWN, REGION, TOWN, MakePerson

pytestmark = pytest.mark.usefixtures("world")

EVERYWHERE = Grant(Role.ADMINISTRATOR, Scope.EVERYWHERE)


def in_territory(role: Role, code: str) -> Grant:
    return Grant(role, Scope.TERRITORY, code)


@pytest.mark.parametrize(
    ("grant", "may"),
    [
        (in_territory(Role.VIEWER, TOWN), True),
        (in_territory(Role.INSPECTOR, TOWN), True),
        (in_territory(Role.INSPECTOR, OTHER_TOWN), False),
        (in_territory(Role.COORDINATOR, TOWN), True),
        (in_territory(Role.RESEARCHER, TOWN), False),
        (in_territory(Role.REGION, REGION), True),
        (in_territory(Role.REGION, TOWN), True),
        (in_territory(Role.NATION, REGION), False),
        (in_territory(Role.VIEWER, OTHER_TOWN), False),
        (in_territory(Role.VIEWER, OTHER_REGION), False),
        (in_territory(Role.VIEWER, COUNTRY), False),
        (Grant(Role.VIEWER, Scope.EVERYWHERE), False),
        (EVERYWHERE, False),
    ],
)
def test_a_region_officer_gives_within_the_region_and_up_to_their_own_role(
    region_officer: User, outsider: User, grant: Grant, may: bool
) -> None:
    if may:
        actions.give_role(by_person(region_officer), outsider, grant)
    else:
        with pytest.raises(NotYours):
            actions.give_role(by_person(region_officer), outsider, grant)
    assert outsider.memberships.exists() is may


@pytest.mark.parametrize("role", [Role.KEEPER, Role.INSPECTOR, Role.COORDINATOR])
def test_who_looks_after_doors_does_it_in_a_place(administrator: User, outsider: User, role: Role) -> None:
    with pytest.raises(InvalidRole):
        actions.give_role(by_person(administrator), outsider, Grant(role, Scope.EVERYWHERE))


@pytest.mark.parametrize("who", ["outsider", "viewer", "keeper", "inspector", "coordinator", "researcher"])
def test_those_who_manage_nobody_give_nothing(
    who: str, request: pytest.FixtureRequest, other_coordinator: User
) -> None:
    person = request.getfixturevalue(who)
    by = by_person(person)
    with pytest.raises(NotYours):
        actions.give_role(by, person, in_territory(Role.VIEWER, TOWN))
    with pytest.raises(NotYours):
        actions.give_person(by, "new@example.org")
    with pytest.raises(NotYours):
        actions.deactivate(by, other_coordinator)
    with pytest.raises(NotYours):
        actions.set_password(by, other_coordinator, "a-long-enough-word")
    with pytest.raises(NotYours):
        actions.remove_second_factor(by, other_coordinator)
    with pytest.raises(NotYours):
        actions.end_role(by, other_coordinator.memberships.get())
    assert not AuditEntry.objects.exists()


def test_two_narrow_roles_do_not_add_up_to_a_wide_one(make_person: MakePerson, outsider: User) -> None:
    both = make_person("both", "region", "territory", REGION)
    Membership.objects.create(user=both, role="nation", scope="territory", scope_code=OTHER_REGION)
    with pytest.raises(NotYours):
        actions.give_role(by_person(both), outsider, in_territory(Role.NATION, TOWN))
    actions.give_role(by_person(both), outsider, in_territory(Role.NATION, OTHER_TOWN))


def test_a_role_that_is_over_gives_nothing(region_officer: User, outsider: User) -> None:
    region_officer.memberships.update(valid_until=clock.now() - timedelta(minutes=1))
    with pytest.raises(NotYours):
        actions.give_role(by_person(region_officer), outsider, in_territory(Role.VIEWER, TOWN))


def test_a_role_that_has_yet_to_begin_protects_its_holder_already(region_officer: User, keeper: User) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    Membership.objects.create(user=keeper, role="nation", scope="territory", scope_code=COUNTRY, valid_from=tomorrow)
    with pytest.raises(NotYours):
        actions.set_password(by_person(region_officer), keeper, "a-long-enough-word")


def test_a_role_in_a_place_that_is_gone_is_ended_from_everywhere_only(
    region_officer: User, administrator: User, make_person: MakePerson
) -> None:
    lost = make_person("lost", "keeper", "territory", "GONE").memberships.get()
    with pytest.raises(NotYours):
        actions.end_role(by_person(region_officer), lost)
    actions.end_role(by_person(administrator), lost)


@pytest.mark.parametrize("code", ["", "NOWHERE", "\0", "ZZ'; --"])
def test_a_place_that_does_not_exist_gets_no_role(outsider: User, code: str) -> None:
    with pytest.raises(InvalidRole):
        actions.give_role(by_command("punkt person"), outsider, in_territory(Role.KEEPER, code))


def test_giving_the_same_role_again_changes_its_times_only(outsider: User) -> None:
    by = by_command("punkt person")
    first = actions.give_role(by, outsider, in_territory(Role.KEEPER, TOWN))
    end = clock.now() + timedelta(days=9)
    again = actions.give_role(by, outsider, Grant(Role.KEEPER, Scope.TERRITORY, TOWN, valid_until=end))
    assert (again.pk, again.valid_until) == (first.pk, end)
    assert AuditEntry.objects.latest("number").after["valid_until"] == end.isoformat()


def test_the_last_administrator_cannot_be_removed_in_any_way(administrator: User) -> None:
    by = by_person(administrator)
    soon = clock.now() + timedelta(days=1)
    role = administrator.memberships.get()
    with pytest.raises(LastAdministrator):
        actions.end_role(by, role)
    with pytest.raises(LastAdministrator):
        actions.deactivate(by, administrator)
    for times in ({"valid_until": soon}, {"valid_from": soon}):
        with pytest.raises(LastAdministrator):
            actions.give_role(by, administrator, Grant(Role.ADMINISTRATOR, Scope.EVERYWHERE, **times))
    role.refresh_from_db()
    administrator.refresh_from_db()
    assert (administrator.is_active, role.valid_from, role.valid_until) == (True, None, None)


def test_an_administrator_who_is_closed_or_leaves_soon_does_not_count(
    administrator: User, make_person: MakePerson
) -> None:
    closed = make_person("closed", "administrator")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    leaving = make_person("leaving", "administrator")
    leaving.memberships.update(valid_until=clock.now() + timedelta(days=1))
    with pytest.raises(LastAdministrator):
        actions.deactivate(by_person(administrator), administrator)


def test_one_of_two_administrators_can_go(administrator: User, make_person: MakePerson) -> None:
    second = make_person("second", "administrator")
    actions.end_role(by_person(administrator), second.memberships.get())
    assert not second.memberships.exists()


def test_passwords_are_never_in_the_trail(administrator: User) -> None:
    by = by_person(administrator)
    made = actions.give_person(by, "new@example.org", password="sesame-opens-up")
    actions.set_password(by, made, "sesame-opens-again")
    made.refresh_from_db()
    trail = "".join(f"{entry.before}{entry.after}{entry.reason}" for entry in AuditEntry.objects.all())
    assert "sesame" not in trail
    assert made.password not in trail


@pytest.mark.parametrize("password", ["short", "password123", "new@example.org", ""])
def test_a_weak_password_is_refused_with_its_reason(administrator: User, password: str) -> None:
    with pytest.raises(InvalidPerson) as told:
        actions.give_person(by_person(administrator), "new@example.org", password=password)
    assert len(told.value.what) > 20
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("email", ["", "no-address", "a@b", "x\0@example.org", "a b@example.org", "KEEPER@example.ORG"])
def test_an_address_that_is_none_or_taken_is_refused(administrator: User, keeper: User, email: str) -> None:
    with pytest.raises(InvalidPerson):
        actions.give_person(by_person(administrator), email)
    with pytest.raises(InvalidPerson):
        actions.change_person(by_person(administrator), administrator, email=email, name="", language="")
    assert not AuditEntry.objects.exists()


def test_every_write_leaves_one_row_and_the_chain_holds(administrator: User) -> None:
    by = by_person(administrator)
    person = actions.give_person(by, "new@example.org", name="New")
    role = actions.give_role(by, person, in_territory(Role.KEEPER, TOWN))
    assert actions.change_person(by, person, email="new@example.org", name="Newer", language="et")
    assert not actions.change_person(by, person, email="new@example.org", name="Newer", language="et")
    actions.deactivate(by, person, reason="left")
    actions.deactivate(by, person)
    actions.reactivate(by, person)
    actions.end_role(by, role)
    rows = AuditEntry.objects.order_by("number").values_list("action", "before", "after", "reason")
    scope = {"role": "keeper", "scope": "territory", "scope_code": TOWN}
    assert list(rows) == [
        ("give_person", {}, {"email": "new@example.org", "name": "New", "language": ""}, ""),
        ("give_role", {}, scope, ""),
        ("change_person", {"name": "New", "language": ""}, {"name": "Newer", "language": "et"}, ""),
        ("deactivate", {"is_active": True}, {"is_active": False}, "left"),
        ("reactivate", {"is_active": False}, {"is_active": True}, ""),
        ("end_role", scope, {}, ""),
    ]
    assert first_fault() is None
