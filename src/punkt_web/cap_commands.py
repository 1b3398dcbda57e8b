"""``punkt cap``: messages of the Common Alerting Protocol (CAP 1.2) looked through and taken."""

import sys
from datetime import datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _

from punkt.errors import PunktError
from punkt.formats.cap.reading import MOST_BYTES, Examined, examine
from punkt.wording import gettext_noop
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.texts import one_line
from punkt_web.dashboard.bulletins import finding_words, outcome_words
from punkt_web.operations.actions.taking import take_alert
from punkt_web.registry.models import Territory

_ACTOR = Actor("punkt cap")
_FILE = click.argument("file", metavar="FILE")


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter("give a time like 2026-01-15T14:05:00+02:00") from error
    if moment is not None and moment.tzinfo is None:
        raise click.BadParameter("give the time with its zone: 2026-01-15T14:05:00+02:00")
    return moment


@click.group()
def cap() -> None:
    """Alerts of the Common Alerting Protocol, CAP 1.2."""


@cap.command()
@_FILE
def check(*, file: str) -> None:
    """Look through a message and say each fault with its line. FILE may be - for standard input.

    Nothing is written. Exit status 1 when the message has faults.
    """
    examined = examine(_content(file))
    _say(examined)
    if examined.alert is None:
        sys.exit(1)
    click.echo(_("This is valid CAP 1.2."))


@cap.command()
@_FILE
@click.option("--territory", "code", required=True, metavar="CODE", help="Code of the territory that it is for.")
@click.option("--until", callback=_moment, metavar="ISO", help="Until when it holds, where the message names no end.")
@click.option("--incomplete", is_flag=True, help="Tell it although some of the site's languages are missing.")
def take(*, file: str, code: str, until: datetime | None, incomplete: bool) -> None:
    """Tell residents what a message says, or take back what it cancels. FILE may be - for standard input.

    Exercises, tests and drafts are never told. The same message twice is one.
    """
    content = _content(file)
    territory = Territory.objects.filter(code=code).first()
    if territory is None:
        raise PunktError(
            gettext_noop("There is no territory %(code)s."),
            remedy=gettext_noop("Load the register first: punkt territories load FILE."),
            values={"code": one_line(code)},
        )
    examined = examine(content)
    _say(examined)
    if examined.alert is None:
        sys.exit(1)
    within = Reach(is_everywhere=True)
    taken = take_alert(_ACTOR, territory, content, within=within, until=until, may_lack_languages=incomplete)
    click.echo(outcome_words(taken))
    if taken.ulid:
        click.echo(f"/bulletins/{taken.ulid}")


def _say(examined: Examined) -> None:
    """What was noticed goes to standard error; no text of a stranger steers the terminal."""
    for finding in examined.findings:
        click.echo(one_line(finding_words(finding)), err=True)
    if examined.faults:
        click.echo(_("This CAP message has faults and was refused."), err=True)


def _content(file: str) -> bytes:
    """The bytes of the file, at most a little more than is read, so that an endless pipe ends."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as source:
            return source.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise PunktError(gettext_noop("The file cannot be opened."), where=file) from error
