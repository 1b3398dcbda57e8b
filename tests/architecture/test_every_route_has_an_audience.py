"""Every address is for somebody by decision, and turns everybody else away."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import RoutePattern, URLPattern, URLResolver

from punkt_web.accounts.models import User
from punkt_web.audiences import AUDIENCES, PUBLIC, audience_of

SAMPLES = ("1", "x", "K7M2QX4", "en", "2026-01-01", "01ARZ3NDEKTSV4RRFFQ69G5FAV")


@dataclass(frozen=True)
class Route:
    """One address: its name (its path where it has none), a path to ask, and its view."""

    name: str
    path: str
    view: Any

    def __str__(self) -> str:
        return self.name or self.path


def sample(pattern: RoutePattern) -> str:
    """A path that fits a pattern."""
    text = str(pattern)
    for name, converter in pattern.converters.items():
        fitting = next(value for value in SAMPLES if fits(converter, value))
        start = text.index("<")
        assert name in text[start : text.index(">") + 1]
        text = text[:start] + fitting + text[text.index(">") + 1 :]
    return text


def fits(converter: Any, value: str) -> bool:
    try:
        return bool(re.fullmatch(converter.regex, value)) and converter.to_python(value) is not None
    except ValueError:
        return False


def routes(resolver: URLResolver | None = None, path: str = "", namespace: str = "") -> Iterator[Route]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            continue  # the admin's own two catch-alls; asked below
        below = path + sample(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}" if pattern.name else namespace or below
            yield Route(name, f"/{below}", pattern.callback)
        else:
            yield from routes(pattern, below, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))


ROUTES = list(routes())
CLOSED = [route for route in ROUTES if audience_of(route.name) not in (None, PUBLIC)]
POWERED = [route for route in CLOSED if (audience := audience_of(route.name)) is not None and audience.power]
# They lead a stranger back to where one signs in.
SIGN_IN_STEPS = frozenset({"account_logout", "admin:logout", "mfa_authenticate"})
# Django's admin has nearly the same seven addresses for each model; its catch-alls stand for what it does not know.
ADMIN_PATHS = ["/admin/nothing/here/", "/admin/axes/"]


def is_shut(client: Client, path: str) -> bool:
    """Whether reading and writing both end at a sign-in page, at "not for you", or at "not in this way".

    Django's admin sends everybody to its own door first, which is a route like the others and asked by itself.
    """
    follow = not path.startswith("/admin/") or path == reverse("admin:login")
    ends = [client.get(path, follow=follow), client.post(path, follow=follow)]
    shut = [one.status_code == 403 or is_door(one) for one in ends]
    return any(shut) and all(is_so or one.status_code == 405 for is_so, one in zip(shut, ends, strict=True))


def is_door(response: Any) -> bool:
    """Whether an answer is the sign-in page, or the way to one."""
    if response.status_code == 302:
        return urlsplit(response.headers["Location"]).path in {reverse("account_login"), reverse("admin:login")}
    return bool(response.request["PATH_INFO"] == reverse("account_login"))


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_route_has_an_audience(route: Route) -> None:
    assert audience_of(route.name) is not None, f"Say in punkt_web/audiences.py who {route.path} ({route.name}) is for"


@pytest.mark.parametrize("key", AUDIENCES)
def test_the_register_names_only_routes_that_exist(key: str) -> None:
    assert any(route.name == key or (key.endswith((":", "_")) and route.name.startswith(key)) for route in ROUTES)


@pytest.mark.parametrize("route", [route for route in POWERED if not route.name.startswith("admin:")], ids=str)
def test_the_gate_of_a_view_is_the_one_that_the_register_names(route: Route) -> None:
    audience = audience_of(route.name)
    assert audience is not None
    assert getattr(route.view, "required_power", None) is audience.power


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*[route.path for route in CLOSED], *ADMIN_PATHS])
def test_a_stranger_is_asked_to_sign_in_or_turned_away(stranger: Client, path: str) -> None:
    assert is_shut(stranger, path)


@pytest.mark.parametrize("path", [*[route.path for route in POWERED], *ADMIN_PATHS])
def test_an_account_without_a_role_is_turned_away(client: Client, outsider: User, path: str) -> None:
    client.force_login(outsider)
    assert is_shut(client, path)


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route in ROUTES if audience_of(route.name) == PUBLIC], ids=str)
def test_a_public_page_asks_nobody_to_sign_in(stranger: Client, route: Route) -> None:
    response = stranger.get(route.path)
    assert response.status_code < 500
    if route.name not in SIGN_IN_STEPS:
        assert not (response.status_code == 302 and "login" in response.headers["Location"])


@pytest.mark.django_db
def test_a_gate_that_stands_open_is_seen(stranger: Client) -> None:
    assert not is_shut(stranger, reverse("account_inactive"))
