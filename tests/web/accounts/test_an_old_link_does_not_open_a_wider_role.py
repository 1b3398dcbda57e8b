"""Who took a link or set a password for somebody does not grow with the roles that others give that person."""

import re

import pytest
from django.test import Client

from punkt_web.accounts import actions, queries
from punkt_web.accounts.actions import Grant, by_command, by_person
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.accounts.views import new_password_path
from punkt_web.common.models import AuditEntry
from tests.conftest import TOWN, MakePerson

pytestmark = pytest.mark.usefixtures("world")

ADMINISTRATOR = Grant(Role.ADMINISTRATOR, Scope.EVERYWHERE)
KEEPER = Grant(Role.KEEPER, Scope.TERRITORY, TOWN)
FRESH = "another-long-word"
DEAD = "This link no longer works"


@pytest.fixture
def fresh(region_officer: User) -> User:
    """Somebody whom the officer has just added."""
    return actions.give_person(by_person(region_officer), "fresh@example.org")


def link_from(giver: User, receiver: User) -> str:
    browser = Client()
    browser.force_login(giver)
    page = browser.post(f"/desk/people/{receiver.pk}/link/").content.decode()
    found = re.search(r"http://testserver(/accounts/password/new/\S+?/\S+?/)", page)
    assert found is not None
    return found[1]


def use(link: str) -> Client:
    browser = Client()
    page = browser.get(link, follow=True)
    browser.post(page.redirect_chain[-1][0], {"new_password1": FRESH, "new_password2": FRESH})
    return browser


def is_dead(link: str) -> bool:
    return DEAD in Client().get(link, follow=True).content.decode()


def test_a_link_taken_before_a_role_was_given_is_dead(region_officer: User, administrator: User, fresh: User) -> None:
    link = link_from(region_officer, fresh)
    assert not is_dead(link)
    actions.give_role(by_person(administrator), fresh, ADMINISTRATOR)
    assert is_dead(link)


def test_a_page_that_was_open_behind_the_link_sets_nothing_either(
    region_officer: User, administrator: User, fresh: User
) -> None:
    browser = Client()
    path = browser.get(link_from(region_officer, fresh), follow=True).redirect_chain[-1][0]
    actions.give_role(by_person(administrator), fresh, ADMINISTRATOR)
    browser.post(path, {"new_password1": FRESH, "new_password2": FRESH})
    fresh.refresh_from_db()
    assert not fresh.has_usable_password()


def test_a_password_set_behind_that_link_ends_with_its_sessions_when_the_role_is_wider_than_the_officers(
    region_officer: User, administrator: User, fresh: User
) -> None:
    use(link_from(region_officer, fresh))
    officers = Client()
    officers.force_login(User.objects.get(pk=fresh.pk))
    assert "_auth_user_id" in officers.session
    actions.give_role(by_person(administrator), fresh, ADMINISTRATOR)
    stored = User.objects.get(pk=fresh.pk)
    assert not stored.has_usable_password()
    assert officers.get("/desk/people/").status_code == 302
    assert AuditEntry.objects.latest("number").action == "end_password"


def test_the_new_password_behind_the_administrators_link_stays(
    region_officer: User, administrator: User, fresh: User
) -> None:
    use(link_from(region_officer, fresh))
    actions.give_role(by_person(administrator), fresh, ADMINISTRATOR)
    use(link_from(administrator, fresh))
    actions.give_role(by_person(administrator), fresh, Grant(Role.NATION, Scope.EVERYWHERE))
    assert User.objects.get(pk=fresh.pk).check_password(FRESH)


def test_a_link_of_somebody_else_makes_the_earlier_one_dead(
    region_officer: User, administrator: User, fresh: User
) -> None:
    actions.give_role(by_person(region_officer), fresh, KEEPER)
    earlier = link_from(region_officer, fresh)
    later = link_from(administrator, fresh)
    assert is_dead(earlier)
    assert not is_dead(later)


def test_changing_it_oneself_does_not_make_a_known_password_unknown(
    region_officer: User, administrator: User, fresh: User
) -> None:
    use(link_from(region_officer, fresh))
    stored = User.objects.get(pk=fresh.pk)
    actions.set_password(by_person(stored), stored, "the-officer-changed-it")
    actions.give_role(by_person(administrator), fresh, ADMINISTRATOR)
    assert not User.objects.get(pk=fresh.pk).has_usable_password()


def test_a_role_that_the_officer_may_give_keeps_the_password(
    region_officer: User, administrator: User, fresh: User
) -> None:
    use(link_from(region_officer, fresh))
    actions.give_role(by_person(administrator), fresh, KEEPER)
    assert User.objects.get(pk=fresh.pk).check_password(FRESH)


def test_a_password_of_their_own_stays_with_a_wider_role(administrator: User, keeper: User) -> None:
    before = keeper.password
    actions.give_role(by_person(administrator), keeper, ADMINISTRATOR)
    assert User.objects.get(pk=keeper.pk).password == before


def test_another_address_ends_the_link_and_a_password_that_a_third_person_could_know(
    region_officer: User, administrator: User, fresh: User
) -> None:
    use(link_from(region_officer, fresh))
    link = link_from(region_officer, fresh)
    stored = User.objects.get(pk=fresh.pk)
    actions.change_person(by_person(administrator), stored, email="chief@example.org", name="", language="")
    assert is_dead(link)
    assert not User.objects.get(pk=fresh.pk).has_usable_password()


def test_a_link_from_the_command_line_works_after_the_roles_are_given(fresh: User) -> None:
    by = by_command("punkt person")
    actions.give_role(by, fresh, KEEPER)
    actions.give_password_link(by, fresh)
    use(new_password_path(fresh))
    assert User.objects.get(pk=fresh.pk).check_password(FRESH)


def test_somebody_without_a_role_is_changed_by_who_added_them_and_by_administrators_only(
    region_officer: User, administrator: User, fresh: User, make_person: MakePerson
) -> None:
    colleague = make_person("colleague", "region", "territory", "ZZ01")
    nation = make_person("nation", "nation")
    assert queries.may_manage(region_officer, fresh)
    assert queries.may_manage(administrator, fresh)
    for other in (colleague, nation):
        assert not queries.may_manage(other, fresh)
        with pytest.raises(NotYours, match="no role"):
            actions.give_password_link(by_person(other), fresh)
    assert fresh in queries.people_for(region_officer)
    assert fresh not in queries.people_for(colleague)
    browser = Client()
    browser.force_login(nation)
    page = browser.get(f"/desk/people/{fresh.pk}/").content.decode()
    assert "only who added them or an administrator" in page
