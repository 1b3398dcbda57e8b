"""What makes an installation unsafe, in plain words. ``punkt check --deploy`` runs these beside Django's own checks."""

import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from punkt_web import env
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.finder.map.operator import why_unreadable
from punkt_web.finder.walks import why_unusable
from punkt_web.registry.models import Point

_SHORTEST_KEY = 50
_FEWEST_LETTERS = 8

# Django says the same of these settings, in its own words and once for each consequence.
SAID_HERE = frozenset(
    {"security.W004", "security.W008", "security.W009", "security.W012", "security.W016", "security.W018"}
    | {"security.W020"}
)

Findings = Iterator[Error]


def _unsafe(number: int, what: str, remedy: str) -> Error:
    return Error(what, hint=remedy, id=f"punkt.E{number:03}")


def _run(command: str) -> str:
    return _("Run: %(command)s") % {"command": command}


def _deployment(check: Callable[[], Findings]) -> Callable[[], Findings]:
    def run(**_context: Any) -> Sequence[Error]:
        return list(check())

    register(run, Tags.security, deploy=True)
    return check


@_deployment
def developer_pages() -> Findings:
    """Errors must not show the source."""
    if settings.DEBUG:
        yield _unsafe(
            1, _("Developer pages are on: an error shows the source and the settings."), _("Set PUNKT_DEBUG=no.")
        )


@_deployment
def secret_key() -> Findings:
    """A key that can be guessed lets anyone sign in as anyone."""
    given = env.SECRET_KEY.text()
    if given and (len(given) < _SHORTEST_KEY or len(set(given)) < _FEWEST_LETTERS):
        yield _unsafe(
            2,
            _("PUNKT_SECRET_KEY is too easy to guess: it needs %(n)s random letters or more.") % {"n": _SHORTEST_KEY},
            _("Leave PUNKT_SECRET_KEY empty; Punkt then makes a key and keeps it in PUNKT_HOME."),
        )


@_deployment
def names_of_the_site() -> Findings:
    """An answer under any name can be used to steal links."""
    remedy = _("Give the names of the site: %(setting)s") % {"setting": "PUNKT_ALLOWED_HOSTS=points.example.org"}
    if not settings.ALLOWED_HOSTS:
        yield _unsafe(3, _("PUNKT_ALLOWED_HOSTS is empty."), remedy)
    if any(host.startswith("*") for host in settings.ALLOWED_HOSTS):
        yield _unsafe(3, _("PUNKT_ALLOWED_HOSTS has a *: the site answers under every name."), remedy)


@_deployment
def https() -> Findings:
    """Passwords and sessions must not travel in the clear."""
    if not env.HTTPS.is_on():
        yield _unsafe(
            4,
            _("HTTPS is off: passwords and sessions can be read on the way."),
            _("Put a server that speaks HTTPS in front and set PUNKT_HTTPS=yes. See docs/reference/settings.md."),
        )


@_deployment
def sender_of_requests() -> Findings:
    """Behind a proxy everybody seems to be one sender, and wrong passwords are counted by sender."""
    if env.HTTPS.is_on() and not settings.TRUSTED_PROXIES:
        yield _unsafe(
            13,
            _("No proxy is named: everybody seems to come from one address, so a stranger can lock others out."),
            _("Let the proxy write X-Forwarded-For and say how many proxies there are: %(setting)s")
            % {"setting": "PUNKT_TRUSTED_PROXIES=1"},
        )


@_deployment
def map_tiles() -> Findings:
    """A map that was asked for must be there."""
    reason = why_unreadable(settings.MAP_TILES) if settings.MAP_TILES else ""
    if reason:
        yield _unsafe(
            14,
            _("The map in PUNKT_MAP_TILES cannot be read (%(reason)s); the plain one is shown.") % {"reason": reason},
            _("Give the path of a file in the PMTiles format, version 3, or leave PUNKT_MAP_TILES empty."),
        )


@_deployment
def streets() -> Findings:
    """Streets that were given must be there: without them a river is no obstacle."""
    reason = why_unusable(settings.STREETS) if settings.STREETS else ""
    if reason:
        yield _unsafe(
            15,
            _("The streets in PUNKT_STREETS cannot be used (%(reason)s); walks are measured by the air line.")
            % {"reason": reason},
            _("Make the file with punkt streets build, or leave PUNKT_STREETS empty."),
        )


@_deployment
def demo_network() -> Findings:
    """Invented points must not stand where people look for real ones."""
    if settings.IS_DEMO:
        yield _unsafe(
            5,
            _("The installation shows the demo network: its points do not exist."),
            _("Set PUNKT_DEMO=no and start with an empty PUNKT_HOME."),
        )


def _readable_by_others(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


@_deployment
def files_that_others_can_read() -> Findings:
    """Keys and database are for the account that runs Punkt and for nobody else on the machine."""
    home = env.home()
    if not _readable_by_others(home):
        return
    yield _unsafe(
        6, _("Other accounts of this machine can look into %(folder)s.") % {"folder": home}, _run(f"chmod 700 '{home}'")
    )
    kept = [home / name for name in env.KEPT_KEYS]
    if connection.vendor == "sqlite":
        kept.append(Path(connection.settings_dict["NAME"]))
    for path in kept:
        if _readable_by_others(path):
            yield _unsafe(
                6, _("Other accounts of this machine can read %(file)s.") % {"file": path}, _run(f"chmod 600 '{path}'")
            )


@_deployment
def home_inside_the_program() -> Findings:
    """An upgrade or a clean-up of the program must not take the network with it."""
    if env.home().is_relative_to(settings.ROOT):
        yield _unsafe(
            7,
            _("The installation's folder %(folder)s lies inside the program's folder; a new version may remove it.")
            % {"folder": env.home()},
            _("Set PUNKT_HOME to a folder of its own, such as /var/lib/punkt."),
        )


def administrators() -> QuerySet[User]:
    """Everybody who can run the installation."""
    holders = Membership.objects.filter(role=Role.ADMINISTRATOR, scope=Scope.EVERYWHERE).values("user")
    return User.objects.filter(Q(is_superuser=True) | Q(pk__in=holders), is_active=True)


def _people() -> Findings:
    everybody = administrators()
    if not everybody.exists():
        yield _unsafe(
            9, _("There is no administrator."), _run("punkt person add name@example.org --role administrator")
        )
    secured = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user")
    for person in everybody.exclude(pk__in=secured).order_by("email"):
        yield _unsafe(
            10,
            _("The administrator %(email)s signs in with a password alone.") % {"email": person.email},
            _("Let this person sign in and add a second factor under Account."),
        )


def _remains_of_a_demo() -> Findings:
    n_accounts = User.objects.filter(is_demo=True, is_active=True).count()
    if n_accounts:
        yield _unsafe(
            11,
            _("Accounts of the demo network that can sign in: %(n)s. Their passwords are known to everybody.")
            % {"n": n_accounts},
            _("Start with an empty PUNKT_HOME, or remove them in the desk."),
        )
    n_points = Point.objects.filter(is_demo=True).count()
    if n_points and not settings.IS_DEMO:
        yield _unsafe(
            12,
            _("Invented points of the demo network among the real ones: %(n)s.") % {"n": n_points},
            _("Start with an empty PUNKT_HOME and import the real list there."),
        )


@_deployment
def what_the_database_holds() -> Findings:
    """People and points of the demo, and who runs the installation."""
    try:
        yield from _people()
        yield from _remains_of_a_demo()
    except DatabaseError:
        yield _unsafe(8, _("The database is not prepared or cannot be reached."), _run("punkt prepare"))
