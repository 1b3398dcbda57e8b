"""The actions of people and their roles, in every way in which they write."""

from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt

from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.roles import Role
from tests.architecture.scenario_making import BY, Call, person, scenario
from tests.conftest import PASSWORD, TOWN


@scenario
def a_person_is_added() -> Call:
    return person


@scenario
def a_person_is_added_with_a_role() -> Call:
    grant = people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN)
    return lambda: people.give_person_with_role(BY, "ann@example.org", grant)


@scenario
def a_person_is_changed() -> Call:
    user = person()
    return lambda: people.change_person(BY, user, email="anna@example.org", name="Anna", language="uk")


@scenario
def a_password_is_set_and_a_lockout_ends() -> Call:
    user = person()
    AccessAttempt.objects.create(username=user.email, ip_address="203.0.113.5", failures_since_start=9)
    return lambda: people.set_password(BY, user, f"{PASSWORD}-2")


@scenario
def a_link_is_shown() -> Call:
    user = person()
    return lambda: people.give_password_link(BY, user)


@scenario
def an_account_is_closed() -> Call:
    user = person()
    return lambda: people.deactivate(BY, user)


@scenario
def an_account_is_opened_again() -> Call:
    user = person()
    people.deactivate(BY, user)
    return lambda: people.reactivate(BY, user)


@scenario
def a_second_factor_is_removed() -> Call:
    user = person()
    Authenticator.objects.create(user=user, type="totp", data={})
    return lambda: people.remove_second_factor(BY, user)


@scenario
def a_role_is_given_and_given_again_for_a_time() -> Call:
    user, until = person(), datetime(2099, 1, 1, tzinfo=UTC)
    grant = people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN)
    people.give_role(BY, user, grant)
    return lambda: people.give_role(BY, user, people.Grant(grant.role, grant.scope, TOWN, valid_until=until))


@scenario
def a_role_ends_a_password_that_somebody_else_could_know() -> Call:
    user, knower = person(), person("knower@example.org")
    User.objects.filter(pk=user.pk).update(password_by=knower)
    return lambda: people.give_role(BY, user, people.Grant(Role.ADMINISTRATOR, Scope.EVERYWHERE))


@scenario
def a_role_is_ended() -> Call:
    people.give_role(BY, person(), people.Grant(Role.KEEPER, Scope.TERRITORY, TOWN))
    membership = Membership.objects.get()
    return lambda: people.end_role(BY, membership)
