"""``punkt territories``: the registers of administrative units."""

from datetime import datetime
from pathlib import Path

import click
from django.utils.translation import gettext, ngettext

from punkt import clock
from punkt.errors import PunktError
from punkt.formats.readers import read_table
from punkt.formats.territories import territory_boundaries, territory_rows
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor
from punkt_web.registry.actions.territories import load_boundaries, load_territories, merge_territories
from punkt_web.registry.models import Territory
from punkt_web.registry.published_territories import territories_named
from punkt_web.registry.territories import n_points_on

_ACTOR = Actor("punkt territories")
_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def territories() -> None:
    """Load and change the tree of territories."""


@territories.command()
@_FILES
@click.option("--valid-from", type=_DAY, help="Day from which units of this edition stand where they stand now.")
def load(files: tuple[Path, ...], valid_from: datetime | None) -> None:
    """Load official registers: KATOTTG (CSV, XLSX), EHAK tables, Swedish municipalities."""
    for file in files:
        rows = territory_rows(read_table(file.read_bytes(), file_name=file.name))
        day = valid_from.date() if valid_from else None
        done = load_territories(_ACTOR, rows, source=file.name, valid_from=day)
        told = gettext("%(file)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged")
        numbers = {"new": done.n_new, "changed": done.n_changed, "unchanged": done.n_unchanged}
        click.echo(told % {"file": file.name, **numbers})


@territories.command()
@_FILES
def boundaries(files: tuple[Path, ...]) -> None:
    """Load boundaries from GeoJSON for territories that are there already."""
    for file in files:
        found = territory_boundaries(file.read_bytes(), file_name=file.name)
        n_set = load_boundaries(_ACTOR, found, source=file.name)
        told = gettext("%(file)s: boundaries read: %(read)d, set: %(set)d")
        click.echo(told % {"file": file.name, "read": len(found), "set": n_set})


@territories.command()
@click.argument("name")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 500), help="How many at the most.")
def find(name: str, limit: int) -> None:
    """Find the code of a territory by its name."""
    found = territories_named(name, limit=limit)
    if not found:
        raise PunktError(_("No territory that is known has this name."), where=name)
    for territory in found:
        own, above = (" / ".join(names.values()) for names in (territory.names, territory.parent_names))
        click.echo(f"{territory.code:22} {own}" + (f" ({above})" if above else ""))


@territories.command()
@click.argument("code")
@click.option("--on", "day", type=_DAY, help="Count in the boundaries of that day; without it, of today.")
def count(code: str, day: datetime | None) -> None:
    """Count the designated points of a territory, in its boundaries of a day."""
    territory = _territory(code)
    n_points = n_points_on(territory, day.date() if day else clock.now().date())
    name = next(iter(territory.names.values()), code)
    click.echo(ngettext("%(name)s: %(n)d point", "%(name)s: %(n)d points", n_points) % {"name": name, "n": n_points})


@territories.command()
@click.argument("predecessors", nargs=-1, required=True)
@click.option("--into", "successor", required=True, help="Code of the territory that they become part of.")
@click.option("--on", "happened_on", required=True, type=_DAY, help="Day of the merger.")
@click.option("--reason", default="", help="The act that decided it.")
def merge(predecessors: tuple[str, ...], successor: str, happened_on: datetime, reason: str) -> None:
    """Merge territories; figures of days before the merger stay as they were."""
    merge_territories(
        _ACTOR,
        [_territory(code) for code in predecessors],
        _territory(successor),
        happened_on=happened_on.date(),
        reason=reason,
    )
    told = ngettext("%(n)d merged into %(code)s", "%(n)d merged into %(code)s", len(predecessors))
    click.echo(told % {"n": len(predecessors), "code": successor})


def _territory(code: str) -> Territory:
    found = Territory.objects.filter(code=code).first()
    if found is None:
        raise PunktError(
            _("There is no territory %(code)s."),
            remedy=_("Load the register first: punkt territories load FILE."),
            values={"code": code},
        )
    return found
