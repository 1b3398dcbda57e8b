"""What tests of people and roles share."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.test import Client

from punkt_web.accounts.models import User
from tests.conftest import PASSWORD

TryToSignIn = Callable[..., HttpResponse]


@pytest.fixture
def try_to_sign_in(client: Client) -> TryToSignIn:
    """Posts the sign-in form; the sender's address can be another."""

    def attempt(email: str, password: str = PASSWORD, *, sender: str = "203.0.113.5", after: str = "") -> HttpResponse:
        form = {"login": email, "password": password} | ({"next": after} if after else {})
        return client.post("/accounts/login/", form, REMOTE_ADDR=sender)

    return attempt


@pytest.fixture
def is_signed_in(client: Client) -> Callable[[], bool]:
    """Whether the browser is signed in now."""
    return lambda: "_auth_user_id" in client.session


def with_second_factor(user: User) -> str:
    """Gives ``user`` a second factor; answers its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    """What the app shows at this moment."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def wrong_code(secret: str) -> str:
    """Six digits that the app does not show."""
    return f"{(int(code_now(secret)) + 77_777) % 1_000_000:06d}"


def factors(user: User) -> list[str]:
    """The kinds of factor that ``user`` has."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
