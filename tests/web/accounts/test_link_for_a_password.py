"""A link behind which somebody sets their own password."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client

from punkt import clock
from punkt_web.accounts.models import User
from punkt_web.common.models import AuditEntry
from tests.conftest import PASSWORD

FRESH = {"new_password1": "another-long-word", "new_password2": "another-long-word"}


@pytest.fixture
def link(administrator: User, keeper: User) -> str:
    """The path that an administrator was shown for the keeper."""
    browser = Client()
    browser.force_login(administrator)
    page = browser.post(f"/desk/people/{keeper.pk}/link/").content.decode()
    found = re.search(r"http://testserver(/accounts/password/new/\S+?/\S+?/)", page)
    assert found is not None
    return found[1]


def test_the_link_sets_the_password_and_the_trail_names_both_sides(
    client: Client, link: str, keeper: User, administrator: User
) -> None:
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    assert link.split("/")[-2] not in path  # the token has left the address
    client.post(path, FRESH)
    keeper.refresh_from_db()
    assert keeper.check_password("another-long-word")
    noted = AuditEntry.objects.order_by("number").values_list("action", "actor_id")
    assert list(noted) == [("give_password_link", administrator.pk), ("set_password", keeper.pk)]
    assert link.split("/")[-2] not in "".join(f"{one.before}{one.after}" for one in AuditEntry.objects.all())


def test_it_works_once(client: Client, link: str) -> None:
    client.post(client.get(link).headers["Location"], FRESH)
    assert "This link no longer works" in Client().get(link).content.decode()


def test_it_works_for_a_day(client: Client, link: str) -> None:
    later = clock.now().replace(tzinfo=None) + timedelta(hours=30)
    with patch.object(PasswordResetTokenGenerator, "_now", return_value=later):
        assert "This link no longer works" in client.get(link).content.decode()


def test_a_weak_password_is_refused_there_too(client: Client, link: str, keeper: User) -> None:
    answer = client.post(client.get(link).headers["Location"], {"new_password1": "short", "new_password2": "short"})
    assert answer.status_code == 200
    keeper.refresh_from_db()
    assert keeper.check_password(PASSWORD)


@pytest.mark.parametrize("broken", ["MQ/abc-def", "x/y", "%00/abc-0", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5/abc-def"])
def test_a_made_up_link_opens_nothing(client: Client, db: None, broken: str) -> None:
    answer = client.get(f"/accounts/password/new/{broken}/")
    assert answer.status_code == 200
    assert "This link no longer works" in answer.content.decode()


def test_it_is_shown_to_nobody_by_get(client: Client, administrator: User, keeper: User) -> None:
    client.force_login(administrator)
    assert client.get(f"/desk/people/{keeper.pk}/link/").status_code == 405


def test_a_closed_account_gets_none(client: Client, administrator: User, keeper: User) -> None:
    User.objects.filter(pk=keeper.pk).update(is_active=False)
    client.force_login(administrator)
    answer = client.post(f"/desk/people/{keeper.pk}/link/", follow=True)
    assert "The account is closed" in answer.content.decode()
    assert not AuditEntry.objects.exists()
