"""``punkt paper``: printed papers of a point or a territory, and the check of their numbers."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.utils import translation

from punkt.errors import InvalidCode, InvalidValue
from punkt.files import written_whole
from punkt.ids import normal_point_code
from punkt.papers.paper import Paper, Size
from punkt.papers.reading import MOST_BYTES, ReadPaper, read_paper
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _
from punkt_web.common.forms import FIRST_YEAR, LAST_YEAR
from punkt_web.common.texts import one_line
from punkt_web.common.unwritable import said_if_unwritable
from punkt_web.papers.checking import OUTCOME_WORDS, Checked, Outcome, checked
from punkt_web.papers.files import print_paper
from punkt_web.papers.kit.asked import KitOf, today_at
from punkt_web.papers.kit.parts import PARTS
from punkt_web.papers.kit.whole import kit as kit_of
from punkt_web.papers.kit.whole import sheet
from punkt_web.papers.public.board import board as board_of
from punkt_web.papers.public.leaflet import finder_path, leaflet_of
from punkt_web.papers.public.leaflet import leaflet as leaflet_for
from punkt_web.papers.public.poster import door_poster
from punkt_web.registry.models import Point
from punkt_web.registry.published import PublishedPoint, published_point
from punkt_web.registry.standing import standing_points

_YEARS = {"first": FIRST_YEAR, "last": LAST_YEAR}
_LANG = click.option("--lang", "language", type=click.Choice(LANGUAGES), required=True, help="Language of the paper.")
_OUT = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write: a PDF."
)
_ADDRESS = click.option(
    "--address",
    default="",
    metavar="URL",
    help="Where people find this site, for the picture to scan; by default the first of PUNKT_ALLOWED_HOSTS.",
)
_DOOR = click.option("--point", "code", required=True, metavar="CODE", help="Code of the point.")
_SIZE = click.option("--size", type=click.Choice(["a4", "a3"]), default="a4", show_default=True)


@click.group()
def paper() -> None:
    """Print papers of a point or a territory as PDF, and check the numbers of a printed one."""


def _of_a_door(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a paper that hangs at one door."""
    for option in (_OUT, _ADDRESS, _SIZE, _LANG, _DOOR):
        command = option(command)
    return command


@paper.command()
@_of_a_door
def poster(*, code: str, language: str, size: str, address: str, out: Path) -> None:
    """Print the poster for the door of a point: what it is, how to see whether it is open, the next points."""
    point, page = _door(code, address)
    _print(lambda: door_poster(point, page, Size(size)), language, out)


@paper.command()
@_of_a_door
def board(*, code: str, language: str, size: str, address: str, out: Path) -> None:
    """Print the sheet for the information board of a point: what is told now, and lines for what nobody said."""
    point, page = _door(code, address)
    _print(lambda: board_of(point, page, Size(size)), language, out)


def _door(code: str, address: str) -> tuple[PublishedPoint, str]:
    """The point, and the address of its page."""
    point = _published(code)
    return point, f"{_site(address)}/p/{point.code}"


@paper.command()
@click.option("--territory", "code", required=True, metavar="CODE", help="Code of the territory.")
@click.option("--settlement", default="", metavar="NAME", help="One settlement of it, by its name in the register.")
@_LANG
@_ADDRESS
@_OUT
def leaflet(*, code: str, settlement: str, language: str, address: str, out: Path) -> None:
    """Print the leaflet of a territory: its published points by street, their hours, and what they offer."""
    of = leaflet_of(code, settlement)
    page = f"{_site(address)}{finder_path(of)}"
    _print(lambda: leaflet_for(of, page), language, out)


@paper.command()
@click.option("--point", "code", required=True, metavar="CODE", help="Code of the point, also of one that is hidden.")
@_LANG
@click.option(
    "--on",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Day of the sheets, and first of the roster; today by default.",
)
@click.option("--part", "key", type=click.Choice(list(PARTS)), help="One sheet instead of the whole kit.")
@click.option("--contacts", "sees_secret", is_flag=True, help="With the private contacts of the point.")
@_ADDRESS
@_OUT
def kit(
    *, code: str, language: str, on: datetime | None, key: str | None, sees_secret: bool, address: str, out: Path
) -> None:
    """Print the kit of a point: poster, board, lists, role cards, tally, roster, whom to call."""
    if on and not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise InvalidValue(_("Choose a day of the years %(first)s to %(last)s."), where="--on", values=_YEARS)
    point = _registered(code)
    of = KitOf(point, f"{_site(address)}/p/{point.code}", sees_secret, on.date() if on else today_at(point))
    _print(lambda: sheet(of, key) if key else kit_of(of), language, out)


@paper.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(*, file: Path) -> None:
    """Check the numbers of a printed PDF: which moved since, cannot be asked any more, or were changed in the file.

    Numbers are asked for on this installation and as anybody may know them. Exit status 1 when one was changed in the
    file, or the list of numbers was.
    """
    with file.open("rb") as opened:
        read = read_paper(opened.read(MOST_BYTES + 1))
    rows = checked(read)
    # Text of a file must not steer the terminal.
    click.echo(one_line(translation.gettext("%(title)s, printed %(made_at)s") % _head(read)))
    for row in rows:
        click.echo(one_line(_line(row)))
    if not rows:
        click.echo(translation.gettext("It tells no numbers."))
    if not read.is_whole or read.not_as_told:
        click.echo(translation.gettext("This file is not as it was printed: do not trust its numbers."), err=True)
        sys.exit(1)


def _head(read: ReadPaper) -> dict[str, str]:
    return {"title": read.title, "made_at": read.made_at}


def _line(row: Checked) -> str:
    told, words = row.told, translation.gettext(OUTCOME_WORDS[row.outcome])
    line = f"[{told.number}] {told.shown}  {told.definition}: {words}"
    if row.outcome is not Outcome.MOVED or row.now is None:
        return line
    known = {"value": row.now.value, "n": row.now.n_known, "all": row.now.n_all}
    return line + translation.gettext(", now %(value)s (known of %(n)s of %(all)s)") % known


def _print(make: Callable[[], Paper], language: str, out: Path) -> None:
    with translation.override(language):
        content = print_paper(make())
    with said_if_unwritable(out), written_whole(out) as file:
        file.write(content)
    click.echo(translation.gettext("%(file)s: %(n_bytes)d bytes") % {"file": out, "n_bytes": len(content)})


def _published(code: str) -> PublishedPoint:
    """What anybody may see of a point: a public paper is made of nothing else."""
    try:
        point = published_point(normal_point_code(code))
    except InvalidCode as error:
        raise InvalidValue(error.what, where=code, remedy=error.remedy, values=error.values) from error
    if point is None:
        raise InvalidValue(
            _("There is no published point %(code)s."),
            remedy=_("Papers for the public are made of published points only; `punkt find` tells them."),
            values={"code": repr(code)},
        )
    return point


def _registered(code: str) -> Point:
    """A point of the registry, whatever its policy: whoever has this machine has the registry."""
    try:
        point = standing_points(Point.objects.filter(code=normal_point_code(code))).first()
    except InvalidCode as error:
        raise InvalidValue(error.what, where=code, remedy=error.remedy, values=error.values) from error
    if point is None:
        raise InvalidValue(_("There is no point %(code)s."), values={"code": repr(code)})
    return point


def _site(address: str) -> str:
    """The address of the site, without a slash at its end."""
    if address:
        if not address.startswith(("http://", "https://")):
            raise InvalidValue(
                _("An address begins with https:// or http://."), where="--address", values={"address": address}
            )
        return address.rstrip("/")
    host = next((one for one in settings.ALLOWED_HOSTS if "*" not in one), "")
    if not host:
        raise InvalidValue(
            _("Nobody said where people find this site."), remedy=_("Name it with --address https://...")
        )
    return f"{'https' if settings.SECURE_SSL_REDIRECT else 'http'}://{host.lstrip('.')}"
