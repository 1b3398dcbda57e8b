"""Every write to people and roles, each with its audit row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from punkt import clock
from punkt.wording import gettext_noop as _
from punkt_web.accounts import queries
from punkt_web.accounts.access import actor
from punkt_web.accounts.errors import InvalidPerson, InvalidRole, LastAdministrator, NotYours
from punkt_web.accounts.models import SCOPES, Membership, Scope, User
from punkt_web.accounts.names import forget_names
from punkt_web.accounts.places import places
from punkt_web.accounts.roles import Power, Role
from punkt_web.common.audit import Actor, Write, record

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Giver:
    """Who changes people: a person, bound by their own reach, or a command of the installation (``person`` is None)."""

    actor: Actor
    person: User | None = None


def by_person(person: User) -> Giver:
    """Somebody who is signed in."""
    return Giver(actor(person), person)


def by_command(name: str) -> Giver:
    """A command at the machine itself, such as ``punkt person``; it may do everything."""
    return Giver(Actor(name))


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, over everything, one territory with all below it, or one point; times are aware, None is open."""

    role: Role
    scope: Scope
    scope_code: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@transaction.atomic
def give_person(
    by: Giver,
    email: str,
    *,
    name: str = "",
    language: str = "",
    password: str | None = None,
    is_demo: bool = False,
) -> User:
    """A new person without a role. With no password they cannot sign in until they have set one."""
    if by.person is not None and Power.MANAGE_PEOPLE not in queries.powers(by.person):
        raise NotYours(_("You may not add people."))
    user = User(email=_free_address(email), name=name, language=language, is_demo=is_demo, added_by=by.person)
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
        user.password_by = by.person
    user.save()
    forget_names()
    record(by.actor, _write("give_person", user, after={"email": user.email, "name": name, "language": language}))
    return user


@transaction.atomic
def give_person_with_role(by: Giver, email: str, grant: Grant, *, name: str = "", password: str | None = None) -> User:
    """A new person with a first role: both or neither."""
    user = give_person(by, email, name=name, password=password)
    give_role(by, user, grant)
    return user


@transaction.atomic
def change_person(by: Giver, user: User, *, email: str, name: str, language: str) -> bool:
    """Changes what is known of a person; answers whether anything was different.

    Another address may be another human: a password that a third person could know ends.
    """
    _must_manage(by, user)
    stored = User.objects.select_for_update().get(pk=user.pk)
    wanted = {"email": email.strip().lower(), "name": name, "language": language}
    before = {key: getattr(stored, key) for key, value in wanted.items() if getattr(stored, key) != value}
    if not before:
        return False
    if "email" in before:
        wanted["email"] = _free_address(email)
    for key in before:
        setattr(user, key, wanted[key])
    user.save(update_fields=list(before))
    forget_names()
    record(by.actor, _write("change_person", user, before=before, after={key: wanted[key] for key in before}))
    if "email" in before and by.person not in (user, stored.password_by):
        _end_known_password(by, user)
    return True


@transaction.atomic
def set_password(by: Giver, user: User, password: str, *, is_by_link: bool = False) -> None:
    """A new password. Other sessions of the person end, and so does a lock-out. The trail says only that it was set.

    Who could know it is kept: for one set behind a link, whoever was shown the link. Somebody's own new password in
    place of one that was known to another stays known, as nobody can tell which of the two has changed it.
    """
    _must_manage(by, user)
    _check_password(password, user)
    user.set_password(password)
    if is_by_link:
        user.password_by = user.link_by
    elif by.person != user:
        user.password_by = by.person
    user.save(update_fields=["password", "password_by"])
    AccessAttempt.objects.filter(username=user.email.lower()).delete()
    record(by.actor, _write("set_password", user))


@transaction.atomic
def give_password_link(by: Giver, user: User) -> None:
    """Notes that ``by`` was shown a link behind which ``user`` sets a password; the caller makes and shows it.

    Links that others were shown before no longer work.
    """
    _must_be_another(by, user)
    _must_manage(by, user)
    if not user.is_active:
        raise InvalidPerson(_("The account is closed."), remedy=_("Open it again first."))
    user.link_by = by.person
    user.save(update_fields=["link_by"])
    record(by.actor, _write("give_password_link", user))


@transaction.atomic
def deactivate(by: Giver, user: User, *, reason: str = "") -> None:
    """Closes the account: no sign-in, and open sessions end. The person and the trail of what they did stay."""
    _must_manage(by, user)
    _keep_an_administrator(without=user)
    _set_active(by, user, is_active=False, reason=reason)


@transaction.atomic
def reactivate(by: Giver, user: User, *, reason: str = "") -> None:
    """Opens a closed account again, with the roles it had."""
    _must_manage(by, user)
    _set_active(by, user, is_active=True, reason=reason)


@transaction.atomic
def remove_second_factor(by: Giver, user: User) -> int:
    """For somebody who lost phone and recovery codes; answers how many factors were removed."""
    _must_be_another(by, user)
    _must_manage(by, user)
    factors = list(Authenticator.objects.filter(user=user))
    for factor in factors:
        factor.delete()
    if factors:
        types = [str(factor.type) for factor in factors]
        record(by.actor, _write("remove_second_factor", user, before={"types": types}))
    return len(factors)


@transaction.atomic
def give_role(by: Giver, user: User, grant: Grant) -> Membership:
    """One more role. Giving a role that the person has in that place changes its times.

    Open links for a password no longer work. A password ends when somebody could know it who may not give this role:
    they would have it too.
    """
    _check_grant(grant)
    lineage = _lineage(grant.scope, grant.scope_code)
    if by.person is not None and not queries.may_give(by.person, grant.role, grant.scope, lineage):
        raise NotYours(_("This role or this place is wider than your own."))
    if grant.role is Role.ADMINISTRATOR and (grant.valid_from or grant.valid_until):
        _keep_an_administrator(without=user)
    times = {"valid_from": grant.valid_from, "valid_until": grant.valid_until}
    held = Membership.objects.select_for_update().filter(
        user=user, role=grant.role.value, scope=grant.scope.value, scope_code=grant.scope_code
    )
    before = _described(earlier) if (earlier := held.first()) else _NOTHING
    membership, _made = held.update_or_create(
        defaults=times, user=user, role=grant.role.value, scope=grant.scope.value, scope_code=grant.scope_code
    )
    record(by.actor, _write("give_role", user, before=before, after=_described(membership)))
    knower = User.objects.filter(pk=user.pk).select_related("password_by").get().password_by
    if knower not in (None, user, by.person) and not queries.may_give(knower, grant.role, grant.scope, lineage):
        _end_known_password(by, user)
    return membership


@transaction.atomic
def end_role(by: Giver, membership: Membership, *, reason: str = "") -> None:
    """Takes a role away, now."""
    role, scope = Role(membership.role), Scope(membership.scope)
    place = places().find([(scope.value, membership.scope_code)]).get((scope.value, membership.scope_code))
    lineage = place.lineage if place else ()
    if by.person is not None and not queries.may_give(by.person, role, scope, lineage):
        raise NotYours(_("This role or this place is wider than your own."))
    if role is Role.ADMINISTRATOR and not membership.user.is_superuser:
        _keep_an_administrator(without=membership.user)
    write = _write("end_role", membership.user, before=_described(membership), reason=reason)
    membership.delete()
    record(by.actor, write)


def _set_active(by: Giver, user: User, *, is_active: bool, reason: str) -> None:
    if user.is_active == is_active:
        return
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    action = "reactivate" if is_active else "deactivate"
    before, after = {"is_active": not is_active}, {"is_active": is_active}
    record(by.actor, _write(action, user, before=before, after=after, reason=reason))


def _end_known_password(by: Giver, user: User) -> None:
    """The person needs a new link; sessions that were opened with the password end with it."""
    stored = User.objects.select_for_update().get(pk=user.pk)
    if stored.password_by_id in (None, user.pk) or not stored.has_usable_password():
        return
    user.set_unusable_password()
    user.password_by = None
    user.save(update_fields=["password", "password_by"])
    record(by.actor, _write("end_password", user))


def _must_be_another(by: Giver, user: User) -> None:
    """An open session alone, perhaps a thief's, must not be enough to take an account over."""
    if by.person == user:
        raise NotYours(
            _("You cannot do this for yourself here."),
            remedy=_("Use the pages of your own account; they ask for the password."),
        )


def _must_manage(by: Giver, user: User) -> None:
    if by.person is None or by.person == user or queries.may_manage(by.person, user):
        return
    if user.is_superuser or queries.has_role(user):
        raise NotYours(_("This person has a role that is wider than your own."))
    raise NotYours(_("This person has no role, so only who added them or an administrator may change the account."))


def _free_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidPerson(_("This is not an e-mail address."), where=address[:80]) from error
    if User.objects.filter(email__iexact=address).exists():
        raise InvalidPerson(_("There already is an account with this address."), where=address)
    return address


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidPerson(" ".join(error.messages)) from error


def _check_grant(grant: Grant) -> None:
    if grant.scope not in SCOPES[grant.role]:
        raise InvalidRole(_("This role cannot be given in such a place."), remedy=_("Choose another kind of place."))
    if grant.valid_from and grant.valid_until and grant.valid_until <= grant.valid_from:
        raise InvalidRole(_("The role would end before it starts."))
    if grant.valid_until and grant.valid_until <= clock.now():
        raise InvalidRole(_("The role would already be over."))


def _lineage(scope: Scope, code: str) -> tuple[str, ...]:
    if scope is Scope.EVERYWHERE:
        if code:
            raise InvalidRole(_("A role that holds everywhere names no place."))
        return ()
    place = places().find([(scope.value, code)]).get((scope.value, code))
    if place is None:
        raise InvalidRole(_("There is no place with this code."), where=code[:40])
    return place.lineage


def _keep_an_administrator(*, without: User) -> None:
    """Locks the administrators, so that two of them cannot remove each other at the same moment."""
    if queries.lasting_administrators(lock=True) == {without.pk}:
        raise LastAdministrator(
            _("This is the last administrator."), remedy=_("Make somebody else an administrator first.")
        )


def _described(membership: Membership) -> dict[str, object]:
    times = {"valid_from": membership.valid_from, "valid_until": membership.valid_until}
    described: dict[str, object] = {key: time.isoformat() for key, time in times.items() if time}
    return described | {"role": membership.role, "scope": membership.scope, "scope_code": membership.scope_code}


def _write(
    action: str,
    user: User,
    *,
    before: Mapping[str, object] = _NOTHING,
    after: Mapping[str, object] = _NOTHING,
    reason: str = "",
) -> Write:
    return Write(action, "person", str(user.pk), before=before, after=after, reason=reason)
