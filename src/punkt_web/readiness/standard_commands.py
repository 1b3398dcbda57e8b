"""``punkt standards``: the standards that there are, what they ask, what changed, and whether a file is one."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt import clock
from punkt.errors import InvalidValue, PunktError, UnreadableFile
from punkt.standards.changes import changes_between
from punkt.standards.crosswalk import crosswalk
from punkt.standards.editions import (
    Versions,
    holding_on,
    holds,
    packaged_standards,
    standard_of,
    standard_on,
    weaker_in,
    with_overlay,
)
from punkt.standards.faults import BadStandard
from punkt.standards.reading import StandardFile, read_standard_file
from punkt.standards.requirements import Standard
from punkt.toml.faults import MOST_TOLD
from punkt.wording import gettext_noop
from punkt_web.common.zones import today_in
from punkt_web.readiness import standards_told
from punkt_web.readiness.laid import laid_over
from punkt_web.readiness.rows import Row, as_csv, as_json
from punkt_web.readiness.words import in_language, standard_title
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import territory_for

_MOST_BYTES = 2_000_000
FORMATS = click.Choice(["text", "json", "csv"])
DAY = click.DateTime(formats=["%Y-%m-%d"])
_FORMAT = click.option("--format", "form", type=FORMATS, default="text", show_default=True)
ON = click.option("--on", type=DAY, help="Day on which the version has to hold; by default today.")
OVERLAYS = click.option(
    "--overlay",
    "overlays",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of a territory that extends or sharpens the standard; can be repeated.",
)


@click.group()
def standards() -> None:
    """Standards as data: what points have to have, by whom it is asked, and where that is written."""


@standards.command("list")
@click.option("--territory", "code", default="", metavar="CODE", help="With the overlays that reach this territory.")
def list_standards(*, code: str) -> None:
    """List the standards that come with Punkt, the newest version of each first.

    With a territory: those that hold today, each as it is asked there, and below it the overlays that were stated at
    the desk for that territory and for those above it.
    """
    if code:
        click.echo("\n".join(_lines_in(named_territory(code))))
        return
    for versions in packaged_standards().values():
        for standard in reversed(versions):
            click.echo(_listed(standard))


def _listed(standard: Standard) -> str:
    n_asked = len(standard.requirements)
    asked = ngettext("%(n)d requirement", "%(n)d requirements", n_asked) % {"n": n_asked}
    return f"{standard.name}  {standard.country}  {standard_title(standard)}  {asked}"


def _lines_in(territory: Territory) -> Iterator[str]:
    day = today_in(territory.country)
    for standard in holding_on(day).values():
        laid = laid_over(standard, day, path=territory.path)
        asked = laid.at(territory.path)
        yield _listed(asked)
        for file in laid.files_at(territory.path):
            mark = "" if file.where in asked.overlays else _("does not fit any more, and counts for nothing")
            yield "  ".join(filter(None, (f"  {file.where}", in_language(file.title), mark)))


def named_territory(code: str) -> Territory:
    """The territory of a code. Raises ``InvalidValue`` where there is none."""
    territory = territory_for(code)
    if territory is None:
        raise InvalidValue(
            gettext_noop("There is no territory %(code)s."),
            remedy=gettext_noop("`punkt territories find NAME` tells the codes."),
            values={"code": repr(code)},
        )
    return territory


@standards.command()
@click.argument("standard", metavar="STANDARD")
@ON
@OVERLAYS
@_FORMAT
def show(*, standard: str, on: datetime | None, overlays: tuple[Path, ...], form: str) -> None:
    """Show what a standard asks, each requirement with its citation.

    STANDARD is ID or ID@VERSION of one that comes with Punkt, or a file of your own that ends with .toml.
    """
    shown = standard_with(standard, on, overlays)
    _tell(standards_told.requirement_lines(shown), standards_told.requirement_rows(shown), form)


@standards.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def validate(*, files: tuple[Path, ...]) -> None:
    """Look through standard files and say each fault with its line. Exit status 1 when there are faults.

    A file that amends a version or is laid over a standard is tried on one that is named before it, or else on the
    one that comes with Punkt.
    """
    is_good = True
    known = dict(packaged_standards())
    for file in files:
        try:
            standard = _put_together(read_file(file), known)
        except BadStandard as bad:
            is_good = False
            click.echo("\n".join(_fault_lines(file, bad)))
        except PunktError as unusable:  # no text, or what it rests on is not there
            is_good = False
            click.echo(f"{file}:0: {unusable.advice(_)}")
        else:
            in_order = _("in order")
            click.echo(f"{file}: {in_order} ({standard.name})")
            click.echo("".join(f"{line}\n" for line in _warning_lines(file, known)), nl=False)
            if not standard.overlays:
                versions = (*known.get(standard.id, ()), standard)
                known[standard.id] = tuple(sorted(versions, key=lambda version: version.valid_from))
    if not is_good:
        sys.exit(1)


def _fault_lines(file: Path, bad: BadStandard) -> Iterator[str]:
    yield from (f"{file}:{fault.line}: {fault.told(_)}" for fault in bad.faults[:MOST_TOLD])
    if (n := len(bad.faults) - MOST_TOLD) > 0:
        more = ngettext("and %(n)s fault more", "and %(n)s faults more", n) % {"n": n}
        yield f"{file}:0: {more}"


def _warning_lines(file: Path, known: Versions) -> Iterator[str]:
    """What an overlay asks less of than its base does: allowed, and yet to be seen by whoever decides on it."""
    overlay = read_file(file)
    if not overlay.overlay_of:
        return
    base = standard_on(overlay.overlay_of, overlay.valid_from, known)
    for key in weaker_in(base, overlay):
        line = overlay.lines.get(key, 1)
        warning = _("warning: %(id)s asks less than %(base)s, or something else.") % {"id": key, "base": base.name}
        yield f"{file}:{line}: {warning}"


@standards.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_FORMAT
def diff(*, old: str, new: str, form: str) -> None:
    """Say everything that differs between two versions, each as ID@VERSION or as a file."""
    changes = changes_between(standard_with(old, None, ()), standard_with(new, None, ()))
    _tell(standards_told.change_lines(changes), standards_told.change_rows(changes), form)


@standards.command("crosswalk")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@_FORMAT
def crosswalk_of(*, ids: tuple[str, ...], form: str) -> None:
    """Say which requirements of several standards are about the same thing, and which standard asks nothing of it."""
    chosen = [standard_with(key, None, ()) for key in ids or packaged_standards()]
    rows = crosswalk(chosen)
    _tell(standards_told.crosswalk_lines(rows), standards_told.crosswalk_rows(rows), form)


def standard_with(key: str, on: datetime | None, overlays: Iterable[Path]) -> Standard:
    """The version that holds on the day, or that of a file, with the overlays on it, one after the other.

    Raises ``InvalidValue`` for an overlay that does not hold on that day, and for a version that was asked for by name
    or as a file and does not hold on a day that was told: it would ask what nobody asks then.
    """
    day = on.date() if on else today()
    standard = _named(key, day)
    if on and not holds(standard, day):
        raise InvalidValue(
            gettext_noop("This version does not hold on %(day)s: it holds from %(first)s on."),
            where=key,
            remedy=gettext_noop("Ask for a day on which it does, or leave --on out."),
            values={"day": day.isoformat(), "first": standard.valid_from.isoformat()},
        )
    for overlay in overlay_files(overlays, day):
        standard = with_overlay(standard, overlay)
    return standard


def overlay_files(paths: Iterable[Path], day: date) -> list[StandardFile]:
    """The overlays of files. Raises ``InvalidValue`` for one that does not hold on the day."""
    read = [read_file(path) for path in paths]
    for overlay in read:
        if not holds(overlay, day):
            raise InvalidValue(
                gettext_noop("This overlay does not hold on %(day)s."),
                where=overlay.where,
                remedy=gettext_noop("Ask for a day on which it does, with --on, or leave it out."),
                values={"day": day.isoformat()},
            )
    return read


def _named(key: str, day: date) -> Standard:
    if key.endswith(".toml"):
        return _put_together(read_file(Path(key)), packaged_standards())
    return standard_on(key, day)


def today() -> date:
    """The day by which versions are chosen."""
    return clock.now().date()


def read_file(path: Path) -> StandardFile:
    """A standard file, or an overlay. Raises ``BadStandard``, or ``UnreadableFile`` where it is no text at all."""
    try:
        content = path.read_bytes()
        if len(content) > _MOST_BYTES:
            raise UnreadableFile(gettext_noop("This file is too large for a standard."), where=path.name)
        return read_standard_file(content.decode("utf-8"), where=path.name)
    except OSError as error:
        raise UnreadableFile(gettext_noop("The file cannot be opened."), where=path.name) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(gettext_noop("This file is no UTF-8 text."), where=path.name) from error


def _put_together(file: StandardFile, known: Versions) -> Standard:
    """As it would be used: on the version that it amends, or on the standard that it is laid over."""
    if file.overlay_of:
        return with_overlay(standard_on(file.overlay_of, file.valid_from, known), file)
    if file.amends:
        return standard_of(file, standard_on(f"{file.id}@{file.amends}", file.valid_from, known))
    return standard_of(file)


def _tell(lines: Iterable[str], rows: Iterable[Row], form: str) -> None:
    if form == "text":
        click.echo("\n".join(lines))
    else:
        click.echo(as_json(rows) if form == "json" else as_csv(rows), nl=False)
