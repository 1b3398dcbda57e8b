"""The password of demo accounts is known to everybody: on a real installation they open nothing."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from punkt_web.accounts.models import User
from tests.web.accounts.conftest import TryToSignIn

BAR = "DEMO: made-up points, not a real network"


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Whether there are demo people is remembered for a minute."""
    caches["process"].clear()
    yield
    caches["process"].clear()


@pytest.fixture
def demo_person(administrator: User) -> User:
    """An administrator of a demo."""
    User.objects.filter(pk=administrator.pk).update(is_demo=True)
    return administrator


@pytest.mark.parametrize("is_demo", [True, False])
def test_they_sign_in_where_the_installation_is_a_demo(
    demo_person: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool], is_demo: bool
) -> None:
    with override_settings(IS_DEMO=is_demo):
        answer = try_to_sign_in(demo_person.email)
    assert is_signed_in() is is_demo
    assert answer.status_code == (302 if is_demo else 200)


def test_a_session_that_was_opened_in_the_demo_ends_with_it(client: Client, demo_person: User) -> None:
    with override_settings(IS_DEMO=True):
        client.force_login(demo_person)
        assert client.get("/desk/people/").status_code == 200
    with override_settings(IS_DEMO=False):
        assert client.get("/desk/people/").status_code == 302


@override_settings(IS_DEMO=False)
def test_real_people_sign_in_on_a_real_installation(
    keeper: User, try_to_sign_in: TryToSignIn, is_signed_in: Callable[[], bool]
) -> None:
    try_to_sign_in(keeper.email)
    assert is_signed_in()


@override_settings(IS_DEMO=False)
def test_a_copied_demo_still_says_so_on_every_page(client: Client, demo_person: User) -> None:
    assert BAR in client.get("/accounts/login/").content.decode()
    assert BAR in client.get("/no/such/").content.decode()


@override_settings(IS_DEMO=False)
def test_a_real_installation_does_not_say_so(client: Client, keeper: User) -> None:
    assert BAR not in client.get("/accounts/login/").content.decode()
