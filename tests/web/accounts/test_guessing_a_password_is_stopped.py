"""After five wrong passwords the door stays shut for a while, for that address and that sender only."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.core.cache import caches
from django.db.models import F
from django.test import Client

from punkt_web.accounts import actions
from punkt_web.accounts.models import User
from tests.conftest import PASSWORD
from tests.web.accounts.conftest import TryToSignIn

WRONG = "not-the-password"


@pytest.fixture
def guessed(keeper: User, try_to_sign_in: TryToSignIn) -> User:
    """Somebody whose password was guessed at five times."""
    for _ in range(5):
        answer = try_to_sign_in(keeper.email, WRONG)
    assert answer.status_code == 429
    return keeper


def test_four_wrong_passwords_are_forgiven(
    keeper: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    for _ in range(4):
        assert try_to_sign_in(keeper.email, WRONG).status_code == 200
    try_to_sign_in(keeper.email)
    assert is_signed_in()
    assert not AccessAttempt.objects.exists()


def test_the_locked_out_are_told_how_long_to_wait(guessed: User, try_to_sign_in: TryToSignIn) -> None:
    answer = try_to_sign_in(guessed.email, WRONG)
    assert answer.status_code == 429
    assert "Try again in 15 minutes" in answer.content.decode()
    assert int(answer.headers["Retry-After"]) == 15 * 60


def test_the_right_password_opens_nothing_while_locked_out(
    guessed: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    assert try_to_sign_in(guessed.email, PASSWORD).status_code == 429
    assert not is_signed_in()


def test_writing_the_address_in_capitals_opens_nothing(guessed: User, try_to_sign_in: TryToSignIn) -> None:
    assert try_to_sign_in(f" {guessed.email.upper()} ", PASSWORD).status_code == 429


def test_another_browser_at_the_same_sender_opens_nothing(guessed: User) -> None:
    form = {"login": guessed.email, "password": PASSWORD}
    answer = Client(headers={"user-agent": "another"}).post("/accounts/login/", form, REMOTE_ADDR="203.0.113.5")
    assert answer.status_code == 429


def test_colleagues_behind_the_same_router_sign_in(
    guessed: User, coordinator: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    try_to_sign_in(coordinator.email)
    assert is_signed_in()


def test_a_stranger_elsewhere_cannot_lock_the_owner_out(
    guessed: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    try_to_sign_in(guessed.email, sender="198.51.100.9")
    assert is_signed_in()


def test_a_new_password_from_whoever_manages_people_opens_the_door_again(
    guessed: User, administrator: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    actions.set_password(actions.by_person(administrator), guessed, "another-long-word")
    try_to_sign_in(guessed.email, "another-long-word")
    assert is_signed_in()


def test_the_count_survives_a_restart(guessed: User, try_to_sign_in: TryToSignIn) -> None:
    caches["default"].clear()
    caches["process"].clear()
    AxesProxyHandler.get_implementation(force=True)
    assert try_to_sign_in(guessed.email, PASSWORD).status_code == 429


def test_trying_on_while_locked_out_does_not_make_it_longer(
    guessed: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14, seconds=30))
    answer = try_to_sign_in(guessed.email, WRONG)
    assert "Try again in 1 minute." in answer.content.decode()
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1))
    try_to_sign_in(guessed.email)
    assert is_signed_in()


def test_an_unknown_address_is_locked_like_a_known_one(db: None, try_to_sign_in: TryToSignIn) -> None:
    answers = [try_to_sign_in("nobody@example.org", WRONG) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2


def test_no_password_that_was_tried_is_kept(guessed: User) -> None:
    for attempt in AccessAttempt.objects.all():
        assert WRONG not in f"{attempt.post_data}{attempt.get_data}{attempt.path_info}"


def test_the_password_asked_for_again_counts_too(client: Client, keeper: User) -> None:
    client.force_login(keeper)
    answers = [client.post("/accounts/again/", {"password": WRONG}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]


def test_the_password_asked_for_again_is_counted_for_each_person_apart(keeper: User, coordinator: User) -> None:
    browsers = {person: Client() for person in (keeper, coordinator)}
    for person, browser in browsers.items():
        browser.force_login(person)
    for _ in range(5):
        browsers[keeper].post("/accounts/again/", {"password": WRONG})
    answer = browsers[coordinator].post("/accounts/again/?next=/accounts/app/add/", {"password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/app/add/"
