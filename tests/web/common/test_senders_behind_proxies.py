"""Whose request it is: what proxies of ours wrote counts, what a visitor writes does not."""

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from punkt.errors import PunktError
from punkt_web import env
from punkt_web.accounts.models import User
from punkt_web.common.middleware import sender_behind_proxies
from tests.conftest import PASSWORD

PROXY = "10.0.0.1"


def sender(header: str | None) -> str:
    """The address that the site sees of a request with that X-Forwarded-For."""
    seen: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if header is None else {"X-Forwarded-For": header}
    sender_behind_proxies(answer)(RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY))
    return seen[0]


@pytest.mark.parametrize(
    ("n_proxies", "header", "address"),
    [
        (0, "203.0.113.5", PROXY),
        (0, None, PROXY),
        (1, None, PROXY),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.9, 203.0.113.5", "203.0.113.5"),
        (1, "127.0.0.1, 10.0.0.1,   203.0.113.5 ", "203.0.113.5"),
        (2, "198.51.100.9, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (2, "203.0.113.5", PROXY),
        (1, "203.0.113.5:4711", "203.0.113.5"),
        (1, "[2001:DB8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "unknown", PROXY),
        (1, "203.0.113.5, ", PROXY),
        (1, "", PROXY),
        (1, "<script>", PROXY),
    ],
)
def test_the_address_is_counted_from_the_right(settings: Settings, n_proxies: int, header: str, address: str) -> None:
    settings.TRUSTED_PROXIES = n_proxies
    assert sender(header) == address


def test_nothing_looks_at_a_sender_before_it_is_known() -> None:
    assert django_settings.MIDDLEWARE[0] == "punkt_web.common.middleware.sender_behind_proxies"


def try_to_sign_in(user: User, sender: str, password: str, *, lie: str = "") -> int:
    """Through a proxy that adds the true sender at the right of what the sender claims."""
    header = f"{lie}, {sender}" if lie else sender
    form = {"login": user.email, "password": password}
    return Client().post("/accounts/login/", form, headers={"X-Forwarded-For": header}, REMOTE_ADDR=PROXY).status_code


def test_a_stranger_behind_the_same_proxy_locks_nobody_out(settings: Settings, coordinator: User) -> None:
    settings.TRUSTED_PROXIES = 1
    answers = [try_to_sign_in(coordinator, "198.51.100.9", "wrong") for _ in range(5)]
    assert answers[-1] == 429
    assert try_to_sign_in(coordinator, "203.0.113.5", PASSWORD) == 302


def test_a_stranger_cannot_lock_out_by_writing_the_address_of_another(settings: Settings, coordinator: User) -> None:
    settings.TRUSTED_PROXIES = 1
    answers = [try_to_sign_in(coordinator, "198.51.100.9", "wrong", lie="203.0.113.5") for _ in range(5)]
    assert answers[-1] == 429
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"198.51.100.9"}
    assert try_to_sign_in(coordinator, "203.0.113.5", PASSWORD) == 302


def test_a_stranger_cannot_guess_on_by_writing_another_address_each_time(settings: Settings, coordinator: User) -> None:
    settings.TRUSTED_PROXIES = 1
    answers = [try_to_sign_in(coordinator, "198.51.100.9", "wrong", lie=f"203.0.113.{n}") for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]


@pytest.mark.parametrize("given", ["", "-1", "one", "1.0", "١", "10", "9" * 5000])
def test_what_is_no_number_of_proxies_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PUNKT_TRUSTED_PROXIES", given)
    with pytest.raises(PunktError, match="PUNKT_TRUSTED_PROXIES"):
        env.trusted_proxies()
    monkeypatch.setenv("PUNKT_TRUSTED_PROXIES", " 2 ")
    assert env.trusted_proxies() == 2
