"""Whoever finds an administrator's screen unlocked cannot set a new password or remove the second factor there."""

import pytest
from django.test import Client

from punkt_web.accounts import actions
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.common.models import AuditEntry
from tests.web.accounts.conftest import factors, with_second_factor


def test_nobody_gives_themselves_a_link(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    answer = client.post(f"/desk/people/{administrator.pk}/link/", follow=True)
    assert "You cannot do this for yourself here" in answer.content.decode()
    assert "/accounts/password/new/" not in answer.content.decode()
    assert not AuditEntry.objects.exists()


def test_nobody_removes_their_own_second_factor_without_the_password(client: Client, administrator: User) -> None:
    with_second_factor(administrator)
    client.force_login(administrator)
    assert client.post(f"/desk/people/{administrator.pk}/second-factor/").status_code == 422
    assert factors(administrator) == ["totp"]


def test_the_page_does_not_offer_it(client: Client, administrator: User, keeper: User) -> None:
    with_second_factor(administrator)
    client.force_login(administrator)
    own = client.get(f"/desk/people/{administrator.pk}/").content.decode()
    assert "Link for a new password" not in own
    assert "Remove the second factor" not in own
    assert "Link for a new password" in client.get(f"/desk/people/{keeper.pk}/").content.decode()


@pytest.mark.parametrize("action", [actions.give_password_link, actions.remove_second_factor])
def test_the_actions_refuse_it_and_a_command_at_the_machine_may(administrator: User, action: object) -> None:
    assert callable(action)
    with pytest.raises(NotYours):
        action(actions.by_person(administrator), administrator)
    action(actions.by_command("punkt person"), administrator)
