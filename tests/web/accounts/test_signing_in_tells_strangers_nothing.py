"""Signing in: what a stranger learns, where it leads, and which doors do not exist."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from punkt_web.accounts.models import User
from tests.conftest import PASSWORD
from tests.web.accounts.conftest import TryToSignIn


def shown(page: bytes) -> str:
    """The page without what differs on every request and without the address that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", text)


def test_a_known_and_an_unknown_address_get_the_same_answer(keeper: User, try_to_sign_in: TryToSignIn) -> None:
    known = try_to_sign_in(keeper.email, "wrong-wrong")
    unknown = try_to_sign_in("nobody@example.org", "wrong-wrong")
    assert (known.status_code, shown(known.content)) == (unknown.status_code, shown(unknown.content))
    assert "The address or the password is wrong" in known.content.decode()


def test_a_closed_account_gets_the_answer_of_a_wrong_password(
    keeper: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    wrong = try_to_sign_in(keeper.email, "wrong-wrong")
    User.objects.filter(pk=keeper.pk).update(is_active=False)
    closed = try_to_sign_in(keeper.email)
    assert shown(closed.content) == shown(wrong.content)
    assert not is_signed_in()


def test_closing_an_account_ends_its_sessions(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert client.get("/desk/people/").status_code == 200
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    assert client.get("/desk/people/").status_code == 302


def test_the_case_of_the_address_does_not_matter(
    keeper: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    try_to_sign_in(keeper.email.title())
    assert is_signed_in()


def test_the_session_is_a_new_one_after_signing_in(client: Client, keeper: User, try_to_sign_in: TryToSignIn) -> None:
    session = client.session
    session["planted"] = "by a thief"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    try_to_sign_in(keeper.email)
    assert client.session.session_key not in {None, before}


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_nobody_is_led_to_another_host(keeper: User, try_to_sign_in: TryToSignIn, elsewhere: str) -> None:
    answer = try_to_sign_in(keeper.email, after=elsewhere)
    assert answer.headers["Location"] == "/desk/in"


@pytest.mark.parametrize(
    ("who", "where"),
    [("keeper", "/keep/"), ("inspector", "/keep/inspections/"), ("coordinator", "/desk/"), ("viewer", "/desk/")],
)
def test_who_keeps_or_inspects_comes_to_the_console_and_others_to_the_desk(
    client: Client, request: pytest.FixtureRequest, who: str, where: str
) -> None:
    client.force_login(request.getfixturevalue(who), "punkt_web.accounts.backends.PasswordBackend")
    assert client.get("/desk/in").headers["Location"] == where


def test_one_comes_back_to_where_one_was_going(keeper: User, try_to_sign_in: TryToSignIn) -> None:
    assert try_to_sign_in(keeper.email, after="/desk/points/?q=1").headers["Location"] == "/desk/points/?q=1"


def test_signing_out_leads_to_no_other_host(client: Client, keeper: User) -> None:
    client.force_login(keeper)
    answer = client.post("/accounts/logout/", {"next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_a_link_from_elsewhere_cannot_sign_out(client: Client, keeper: User) -> None:
    client.force_login(keeper)
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_confirm_login_code"]
)
def test_doors_that_nobody_needs_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "confirm-email/", "login/code/"])
def test_their_usual_addresses_answer_404(client: Client, db: None, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize("path", ["security/", "password/", "app/add/", "app/remove/", "recovery-codes/", "again/"])
def test_pages_of_ones_own_account_ask_strangers_to_sign_in(client: Client, db: None, path: str) -> None:
    answer = client.get(f"/accounts/{path}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_a_new_password_needs_the_old_one_and_is_noted(client: Client, keeper: User) -> None:
    client.force_login(keeper)
    fresh = {"password1": "another-long-word", "password2": "another-long-word"}
    client.post("/accounts/password/", fresh | {"oldpassword": "not-it"})
    keeper.refresh_from_db()
    assert keeper.check_password(PASSWORD)
    client.post("/accounts/password/", fresh | {"oldpassword": PASSWORD})
    keeper.refresh_from_db()
    assert keeper.check_password("another-long-word")
    from punkt_web.common.models import AuditEntry

    (entry,) = AuditEntry.objects.filter(action="set_password")
    assert (entry.actor_id, entry.object_key, entry.before, entry.after) == (keeper.pk, str(keeper.pk), {}, {})
