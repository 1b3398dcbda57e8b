"""Django's admin: the same door, the same rules, the same trail."""

import pytest
from django.test import Client

from punkt_web.accounts.models import Membership, User
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.models import AuditEntry
from tests.conftest import PASSWORD, TOWN

pytestmark = pytest.mark.usefixtures("world")
ROLE = {"role": "keeper", "scope": "territory", "scope_code": TOWN}


@pytest.fixture
def admin(client: Client, administrator: User) -> Client:
    """The browser of an administrator."""
    client.force_login(administrator)
    return client


def test_it_has_no_sign_in_of_its_own_that_would_ask_for_no_second_factor(client: Client, keeper: User) -> None:
    form = {"username": keeper.email, "password": PASSWORD, "next": "/admin/"}
    for answer in (client.get("/admin/login/?next=/admin/"), client.post("/admin/login/?next=/admin/", form)):
        assert answer.headers["Location"] == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["outsider", "viewer", "keeper", "coordinator", "region_officer"])
def test_only_administrators_enter_whatever_the_staff_flag_says(
    client: Client, who: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)
    for path in ("/admin/", "/admin/accounts/user/", "/admin/common/auditentry/", "/admin/axes/accessattempt/"):
        assert client.get(path, follow=True).status_code == 403, path


def test_administrators_enter(admin: Client) -> None:
    for path in ("/admin/", "/admin/accounts/user/", "/admin/accounts/membership/", "/admin/common/auditentry/"):
        assert admin.get(path).status_code == 200, path


def test_a_person_added_there_is_noted_and_can_be_changed(admin: Client, administrator: User) -> None:
    admin.post("/admin/accounts/user/add/", {"email": "New@example.org", "name": "N", "is_active": "on"})
    made = User.objects.get(email="new@example.org")
    assert not made.has_usable_password()
    admin.post(f"/admin/accounts/user/{made.pk}/change/", {"email": "new@example.org", "name": "M"})
    made.refresh_from_db()
    assert (made.name, made.is_active) == ("M", False)
    noted = AuditEntry.objects.filter(object_key=str(made.pk)).values_list("action", "actor_id")
    assert [action for action, _ in noted] == ["give_person", "change_person", "deactivate"]
    assert {actor for _, actor in noted} == {administrator.pk}


def test_a_change_keeps_the_password_and_the_sign_in_times(admin: Client, keeper: User) -> None:
    before = keeper.password
    admin.post(f"/admin/accounts/user/{keeper.pk}/change/", {"email": keeper.email, "name": "M", "is_active": "on"})
    keeper.refresh_from_db()
    assert (keeper.name, keeper.password) == ("M", before)


def test_nobody_is_deleted_and_no_role_changed_in_place(admin: Client, keeper: User) -> None:
    assert admin.post(f"/admin/accounts/user/{keeper.pk}/delete/", {"post": "yes"}).status_code == 403
    role = keeper.memberships.get()
    path = f"/admin/accounts/membership/{role.pk}/change/"
    assert admin.post(path, ROLE | {"user": keeper.pk, "role": "nation"}).status_code == 403
    role.refresh_from_db()
    assert role.role == "keeper"


def test_roles_are_given_and_ended_by_the_actions(admin: Client, outsider: User) -> None:
    admin.post("/admin/accounts/membership/add/", ROLE | {"user": outsider.pk})
    role = Membership.objects.get(user=outsider)
    admin.post(f"/admin/accounts/membership/{role.pk}/delete/", {"post": "yes"})
    assert not Membership.objects.filter(user=outsider).exists()
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["give_role", "end_role"]


def test_a_role_in_a_place_that_does_not_exist_is_refused_there_too(admin: Client, outsider: User) -> None:
    answer = admin.post("/admin/accounts/membership/add/", ROLE | {"user": outsider.pk, "scope_code": "X"}, follow=True)
    assert "There is no place with this code" in answer.content.decode()
    assert not Membership.objects.filter(user=outsider).exists()


def test_the_last_administrator_stays(admin: Client, administrator: User) -> None:
    role = administrator.memberships.get()
    ways = [
        (f"/admin/accounts/membership/{role.pk}/delete/", {"post": "yes"}),
        (
            "/admin/accounts/membership/",
            {"action": "delete_selected", "_selected_action": [str(role.pk)], "post": "yes"},
        ),
        (f"/admin/accounts/user/{administrator.pk}/change/", {"email": administrator.email, "name": "Gone"}),
    ]
    for path, form in ways:
        answer = admin.post(path, form, follow=True)
        assert "This is the last administrator" in answer.content.decode(), path
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.memberships.count()) == (True, 1)
    assert administrator.name != "Gone"


def test_the_trail_is_read_and_never_written_there(admin: Client) -> None:
    record(Actor("test"), Write("made", "thing", "1"))
    number = AuditEntry.objects.get().pk
    assert admin.get(f"/admin/common/auditentry/{number}/change/").status_code == 200
    assert admin.post(f"/admin/common/auditentry/{number}/change/", {"action": "x"}).status_code == 403
    assert admin.post(f"/admin/common/auditentry/{number}/delete/", {"post": "yes"}).status_code == 403
    assert admin.get("/admin/common/auditentry/add/").status_code == 403
