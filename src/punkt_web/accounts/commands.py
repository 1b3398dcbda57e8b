"""``punkt person``: people and roles from the command line; the first administrator is made here."""

from typing import TextIO

import click
from django.conf import settings
from django.utils.translation import gettext as _

from punkt.wording import gettext_noop
from punkt_web.accounts import actions
from punkt_web.accounts.errors import InvalidPerson, InvalidRole
from punkt_web.accounts.held import held_roles
from punkt_web.accounts.models import SCOPES, Membership, Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.accounts.views import new_password_path

_BY = "punkt person"
# What to type for a role that holds in these kinds of place.
_OPTIONS = {
    frozenset({Scope.TERRITORY, Scope.POINT}): gettext_noop("Give --territory CODE or --point CODE."),
    frozenset({Scope.TERRITORY}): gettext_noop("Give --territory CODE."),
    frozenset({Scope.TERRITORY, Scope.EVERYWHERE}): gettext_noop("Give --territory CODE, or no place."),
    frozenset({Scope.EVERYWHERE}): gettext_noop("It holds everywhere: give no --territory and no --point."),
}
_ROLES = click.Choice([role.value for role in Role])


@click.group()
def person() -> None:
    """People who work with the network, and their roles."""


@person.command("add")
@click.argument("email")
@click.option("--role", type=_ROLES, required=True, help="What the person is.")
@click.option("--territory", default="", metavar="CODE", help="The role holds in this territory with all below it.")
@click.option("--point", default="", metavar="CODE", help="The role holds at this point.")
@click.option("--name", default="", help="How the person is called.")
@click.option(
    "--password-file", type=click.File("r", encoding="utf-8"), help="Read the password from here; - is stdin."
)
def add(email: str, *, role: str, territory: str, point: str, name: str, password_file: TextIO | None) -> None:
    """Adds a person with a role. The password is asked for; with no role in a place the role holds everywhere."""
    grant = _grant(role, territory, point)
    password = _password(password_file)
    by = actions.by_command(_BY)
    user = actions.give_person_with_role(by, email, grant, name=name, password=password)
    click.echo(_("%(email)s is added. Role: %(role)s.") % {"email": user.email, "role": role})


@person.command("password")
@click.argument("email")
@click.option("--link", is_flag=True, help="Print a link behind which the person sets it: once, within a day.")
@click.option(
    "--password-file", type=click.File("r", encoding="utf-8"), help="Read the password from here; - is stdin."
)
def password(email: str, *, link: bool, password_file: TextIO | None) -> None:
    """Sets a new password, or prints a link for one."""
    user = _person(email)
    by = actions.by_command(_BY)
    if link:
        actions.give_password_link(by, user)
        click.echo(_site() + new_password_path(user))
    else:
        actions.set_password(by, user, _password(password_file))
        click.echo(_("The password of %(email)s is set.") % {"email": user.email})


@person.command("role")
@click.argument("email")
@click.option("--role", type=_ROLES, required=True, help="What the person is.")
@click.option("--territory", default="", metavar="CODE", help="The role holds in this territory with all below it.")
@click.option("--point", default="", metavar="CODE", help="The role holds at this point.")
@click.option("--end", is_flag=True, help="End this role instead of giving it.")
def role_of(email: str, *, role: str, territory: str, point: str, end: bool) -> None:
    """Gives a person one more role, or ends one."""
    user = _person(email)
    grant = _grant(role, territory, point)
    by = actions.by_command(_BY)
    if not end:
        actions.give_role(by, user, grant)
        click.echo(_("%(email)s now has the role %(role)s.") % {"email": user.email, "role": role})
        return
    held = Membership.objects.filter(user=user, role=role, scope=grant.scope, scope_code=grant.scope_code).first()
    if held is None:
        raise InvalidPerson(
            gettext_noop("%(email)s has no such role."),
            remedy=gettext_noop("See: punkt person list"),
            values={"email": user.email},
        )
    actions.end_role(by, held)
    click.echo(_("%(email)s no longer has the role %(role)s.") % {"email": user.email, "role": role})


@person.command("second-factor")
@click.argument("email")
def second_factor(email: str) -> None:
    """Removes the second factor of somebody who lost phone and recovery codes."""
    user = _person(email)
    removed = actions.remove_second_factor(actions.by_command(_BY), user)
    told = _("%(email)s signs in with the password alone.") if removed else _("%(email)s has no second factor.")
    click.echo(told % {"email": user.email})


@person.command("list")
def list_people() -> None:
    """Prints everybody: address, name, roles."""
    roles = held_roles(Membership.objects.order_by("pk"))
    for user in User.objects.order_by("email"):
        held = [f"{one.role} {one.code or one.place}" for one in roles.get(user.pk, []) if not one.is_over]
        marks = [_("administrator everywhere")] * user.is_superuser + [_("account closed")] * (not user.is_active)
        click.echo("\t".join([user.email, user.name, ", ".join(held + marks) or _("no role")]))


def _grant(role: str, territory: str, point: str) -> actions.Grant:
    if territory and point:
        raise click.UsageError(_("Give --territory or --point, not both."))
    scope = Scope.TERRITORY if territory else Scope.POINT if point else Scope.EVERYWHERE
    if scope not in SCOPES[Role(role)]:
        raise InvalidRole(
            gettext_noop("This role cannot be given in such a place."), remedy=_OPTIONS[SCOPES[Role(role)]]
        )
    return actions.Grant(Role(role), scope, (territory or point).upper())


def _person(email: str) -> User:
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise InvalidPerson(
            gettext_noop("There is no person with this address."),
            where=email[:80],
            remedy=gettext_noop("See: punkt person list"),
        )
    return user


def _password(file: TextIO | None) -> str:
    if file is not None:
        return file.read().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt="Password again"))


def _site() -> str:
    host = next((name for name in settings.ALLOWED_HOSTS if name != "*"), "127.0.0.1")
    return f"https://{host}" if settings.SESSION_COOKIE_SECURE else f"http://{host}:8000"
