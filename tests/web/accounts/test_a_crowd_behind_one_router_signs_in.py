"""Junk sent to the sign-in page by one sender locks nobody else out, and whoever is stopped hears when to come back."""

from collections.abc import Callable

from django.test import Client

from punkt_web.accounts.models import User
from tests.web.accounts.conftest import TryToSignIn


def test_many_wrong_addresses_from_one_sender_do_not_close_the_door_for_another_address(
    keeper: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    for number in range(40):
        assert try_to_sign_in(f"junk{number}@example.org", "x").status_code == 200
    try_to_sign_in(keeper.email)
    assert is_signed_in()


def test_whoever_changes_a_password_too_often_hears_when_to_come_back(client: Client, keeper: User) -> None:
    client.force_login(keeper)
    answers = [client.post("/accounts/password/", {"oldpassword": "wrong"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
