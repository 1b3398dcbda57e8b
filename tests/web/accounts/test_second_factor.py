"""The second factor: who is asked for one, how it is turned on and off, and what is noted of it."""

import re

from django.test import Client

from punkt_web.accounts import actions
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import has_second_factor
from punkt_web.common.models import AuditEntry
from tests.conftest import PASSWORD
from tests.web.accounts.conftest import code_now, factors, with_second_factor

ASKED = "Your account has no second factor yet"


def confirmed(client: Client, user: User) -> Client:
    """A browser in which ``user`` is signed in and has typed the password once more."""
    client.force_login(user)
    client.post("/accounts/again/", {"password": PASSWORD})
    return client


def turned_on(client: Client, user: User) -> str:
    """Goes the way of the pages; answers the secret."""
    page = confirmed(client, user).get("/accounts/app/add/").content.decode()
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found is not None
    assert "<svg" in page
    answer = client.post("/accounts/app/add/", {"code": code_now(found[1])})
    assert answer.headers["Location"] == "/accounts/recovery-codes/"
    return found[1]


def test_those_who_manage_people_are_asked_until_they_have_one(
    client: Client, region_officer: User, world: object
) -> None:
    client.force_login(region_officer)
    assert ASKED in client.get("/desk/people/").content.decode()
    with_second_factor(region_officer)
    assert ASKED not in client.get("/desk/people/").content.decode()


def test_turning_it_on_needs_the_password_once_more(client: Client, keeper: User) -> None:
    client.force_login(keeper)
    assert client.get("/accounts/app/add/").headers["Location"].startswith("/accounts/again/")


def test_it_is_turned_on_by_the_first_code_and_shows_recovery_codes(client: Client, keeper: User) -> None:
    secret = turned_on(client, keeper)
    assert has_second_factor(keeper)
    page = client.get("/accounts/recovery-codes/").content.decode()
    codes = re.findall(r"^(?:<pre class=\"code\">)?(\d{8})$", page, re.MULTILINE)
    assert len(codes) == 10
    file = client.get("/accounts/recovery-codes/file/")
    assert all(code in file.content.decode() for code in codes)
    assert "attachment" in file.headers["Content-Disposition"]
    notes = "".join(f"{entry.before}{entry.after}" for entry in AuditEntry.objects.all())
    assert secret not in notes
    assert not any(code in notes for code in codes)
    assert AuditEntry.objects.filter(action="add_second_factor", actor_id=keeper.pk).count() == 2


def test_a_wrong_first_code_turns_nothing_on(client: Client, keeper: User) -> None:
    confirmed(client, keeper)
    client.get("/accounts/app/add/")
    client.post("/accounts/app/add/", {"code": "000000x"})
    assert factors(keeper) == []


def test_a_recovery_code_opens_once(client: Client, keeper: User) -> None:
    turned_on(client, keeper)
    code = client.get("/accounts/recovery-codes/file/").content.decode().split()[-1]
    for opens in (True, False):
        client.logout()
        client.post("/accounts/login/", {"login": keeper.email, "password": PASSWORD})
        client.post("/accounts/code/", {"code": code})
        assert ("_auth_user_id" in client.session) is opens


def test_it_is_turned_off_by_its_owner_and_that_is_noted(client: Client, keeper: User) -> None:
    turned_on(client, keeper)
    assert client.get("/accounts/app/remove/").status_code == 200
    client.post("/accounts/app/remove/")
    assert factors(keeper) == []
    assert AuditEntry.objects.filter(action="remove_second_factor", object_key=str(keeper.pk)).exists()


def test_new_recovery_codes_replace_the_old_and_that_is_noted(client: Client, keeper: User) -> None:
    turned_on(client, keeper)
    old = client.get("/accounts/recovery-codes/file/").content
    client.post("/accounts/recovery-codes/new/")
    assert client.get("/accounts/recovery-codes/file/").content != old
    noted = AuditEntry.objects.order_by("-number").values_list("action", "before", "after")[:2]
    assert list(noted) == [
        ("add_second_factor", {}, {"type": "recovery_codes"}),
        ("remove_second_factor", {"type": "recovery_codes"}, {}),
    ]


def test_a_lost_phone_is_mended_by_whoever_manages_the_person(keeper: User, administrator: User) -> None:
    with_second_factor(keeper)
    assert actions.remove_second_factor(actions.by_person(administrator), keeper) == 1
    assert factors(keeper) == []
    assert AuditEntry.objects.get(action="remove_second_factor").actor_id == administrator.pk
