"""The commands that prepare, check and serve an installation."""

import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.core.checks import ERROR, WARNING, CheckMessage, run_checks
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from whitenoise.compress import Compressor

from punkt.errors import PunktError
from punkt.wording import gettext_noop
from punkt_web import checks, env, serving
from punkt_web.accounts.models import User
from punkt_web.demo.people import PASSWORD, PEOPLE
from punkt_web.ready import is_unprepared

# Of the map packages only these are asked for by a page; the rest is large.
_NOT_COLLECTED = ["*-10m.json", "*-110m.json", "land-*.json", "*-src*.js", "*.map", "package.json", "README.md"]


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing but faults.")
def prepare(*, quiet: bool) -> None:
    """Prepare the installation in PUNKT_HOME: the database and the files that pages need.

    Run it before the first start and after each new version. It may be repeated, and it keeps what is there.
    """
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=_NOT_COLLECTED)
        _compress(settings.STATIC_ROOT)
    if not quiet:
        _say_first_steps()


@contextmanager
def _alone() -> Iterator[None]:
    """One preparation at a time: a second one waits and then finds everything done."""
    with (env.home() / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _compress(folder: Path) -> None:
    compressor = Compressor(quiet=True)
    waiting = [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and compressor.should_compress(path.name) and not _is_compressed(path)
    ]
    with ThreadPoolExecutor() as pool:  # brotli and zlib leave the other threads to work
        list(pool.map(lambda path: list(compressor.compress(path)), waiting))


def _is_compressed(path: Path) -> bool:
    packed = path.with_name(f"{path.name}.br")
    return packed.exists() and packed.stat().st_mtime >= path.stat().st_mtime


def _say_first_steps() -> None:
    prepared = {"database": connection.vendor, "home": env.home()}
    click.echo(_("Prepared: %(database)s database, home %(home)s") % prepared)
    if not checks.administrators().exists():
        click.echo(
            _("Next, the first administrator: %(command)s")
            % {"command": "punkt person add name@example.org --role administrator"}
        )
    click.echo(_("What is still unsafe: %(command)s") % {"command": "punkt check --deploy"})
    click.echo(_("Start: %(command)s") % {"command": "punkt serve"})


@click.command()
@click.option("--deploy", is_flag=True, help="Also name every setting that is unsafe on a real installation.")
def check(*, deploy: bool) -> None:
    """Check the installation. Ends with status 1 when something is wrong or unsafe."""
    level = WARNING if deploy else ERROR
    found = [
        message
        for message in run_checks(include_deployment_checks=deploy, databases=["default"])
        if message.level >= level and message.id not in checks.SAID_HERE and not message.is_silenced()
    ]
    for message in found:
        _say_fault(message)
    if found:
        click.echo("\n" + ngettext("%(n)d to mend.", "%(n)d to mend.", len(found)) % {"n": len(found)}, err=True)
        raise SystemExit(1)
    click.echo(_("Nothing unsafe was found.") if deploy else _("Everything is in order."))


def _say_fault(message: CheckMessage) -> None:
    click.echo(f"- {message.msg}  [{message.id}]", err=True)
    if message.hint:
        click.echo(f"  {message.hint}", err=True)


def _say_demo_accounts(address: str) -> None:
    there = set(User.objects.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    found = [person for person in PEOPLE if person.email in there]
    if found:
        told = _("Accounts of the demo network, to try at %(address)s with the password %(password)s")
        click.echo(told % {"address": f"{address}accounts/login/", "password": PASSWORD})
        for person in found:
            click.echo(f"  {person.email:28} {person.name}")


def _default_workers() -> int:
    return min(os.cpu_count() or 1, 4)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on. 0.0.0.0 is every network.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Web processes. By default one for each processor core, at most 4."
)
def serve(*, host: str, port: int, workers: int | None) -> None:
    """Serve the site, with one worker for background tasks, until Ctrl-C or SIGTERM."""
    if is_unprepared():
        raise PunktError(gettext_noop("The database is not prepared. Run: punkt prepare"))
    if host not in serving.LOOPBACK and (settings.IS_DEMO or not env.HTTPS.is_on()):
        warning = _("Careful: %(host)s can be reached from outside. See: punkt check --deploy")
        click.echo(warning % {"host": host}, err=True)
    if settings.IS_DEMO:
        _say_demo_accounts(serving.address(host, port))
    connection.close()
    raise SystemExit(serving.serve(host=host, port=port, n_workers=workers or _default_workers()))
