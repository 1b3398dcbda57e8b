"""The code of the second factor cannot be guessed either, in whatever process the guesses arrive."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from punkt_web.accounts.models import User
from tests.web.accounts.conftest import TryToSignIn, code_now, with_second_factor, wrong_code

TOO_MANY = "Too many wrong codes"


@pytest.fixture
def secret(coordinator: User, try_to_sign_in: TryToSignIn) -> str:
    """The secret of somebody who has typed the right password and is asked for the code."""
    secret = with_second_factor(coordinator)
    answer = try_to_sign_in(coordinator.email)
    assert answer.headers["Location"].startswith("/accounts/code/")
    return secret


def test_the_password_alone_does_not_sign_in(secret: str, is_signed_in: Callable[[], bool], client: Client) -> None:
    assert not is_signed_in()
    assert client.get("/desk/people/").status_code == 302


def test_the_right_code_signs_in(secret: str, client: Client, is_signed_in: Callable[[], bool]) -> None:
    client.post("/accounts/code/", {"code": code_now(secret)})
    assert is_signed_in()


def test_five_wrong_codes_close_the_door_for_the_right_one(
    secret: str, client: Client, is_signed_in: Callable[[], bool]
) -> None:
    for _ in range(5):
        page = client.post("/accounts/code/", {"code": wrong_code(secret)}).content.decode()
        assert TOO_MANY not in page
    assert TOO_MANY in client.post("/accounts/code/", {"code": code_now(secret)}).content.decode()
    assert not is_signed_in()


def test_signing_in_anew_does_not_give_five_more_codes(
    secret: str, coordinator: User, client: Client, try_to_sign_in: TryToSignIn
) -> None:
    for _ in range(5):
        client.post("/accounts/code/", {"code": wrong_code(secret)})
    client.cookies.clear()
    try_to_sign_in(coordinator.email)
    assert TOO_MANY in client.post("/accounts/code/", {"code": code_now(secret)}).content.decode()


def test_the_count_is_kept_where_every_process_sees_it(secret: str, client: Client) -> None:
    for _ in range(5):
        client.post("/accounts/code/", {"code": wrong_code(secret)})
    assert isinstance(caches["default"], DatabaseCache)
    del caches["default"]  # another process has no memory of this one
    assert TOO_MANY in client.post("/accounts/code/", {"code": code_now(secret)}).content.decode()


def test_a_code_that_was_seen_over_the_shoulder_works_once(
    secret: str, coordinator: User, client: Client, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    seen = code_now(secret)
    client.post("/accounts/code/", {"code": seen})
    assert is_signed_in()
    client.logout()
    try_to_sign_in(coordinator.email)
    client.post("/accounts/code/", {"code": seen})
    assert not is_signed_in()
