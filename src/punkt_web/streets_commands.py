"""``punkt streets``: make files of walkable streets and tell what is in them."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from punkt.formats.osm_streets import read_osm_streets
from punkt.geo.street_cover import Box
from punkt.geo.streets import StreetGraph
from punkt_web.common.texts import one_line
from punkt_web.common.unwritable import said_if_unwritable

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)


def _box(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Box | None:
    if value is None:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError as error:
        raise click.BadParameter("give four numbers with commas: west,south,east,north") from error
    return west, south, east, north


@click.group()
def streets() -> None:
    """Make and read files of streets, by which walks are measured."""


@streets.command()
@click.argument("file", type=_FILE)
@click.option("--out", required=True, type=_OUT, help="The file to write, NAME.streets.")
@click.option("--box", callback=_box, metavar="W,S,E,N", help="Only this part: edges in degrees.")
def build(*, file: Path, out: Path, box: Box | None) -> None:
    """Make a file of streets from an extract of OpenStreetMap: .osm.pbf, .osm, .osm.gz or .osm.bz2."""
    graph = read_osm_streets(file, box=box)
    with said_if_unwritable(out):
        graph.save(out)
    _tell(out, graph)


@streets.command()
@click.argument("file", type=_FILE)
def show(*, file: Path) -> None:
    """Tell what a file of streets holds: how much, from which day, and whom to name for it."""
    _tell(file, StreetGraph.load(file))


def _tell(path: Path, graph: StreetGraph) -> None:
    day = graph.data_date.isoformat() if graph.data_date else _("unknown")
    sizes = {"nodes": graph.n_nodes, "segments": graph.n_segments, "km": round(float(graph.metres.sum()) / 1000.0)}
    click.echo(f"{path}: " + _("%(km)d km of streets, %(segments)d segments, %(nodes)d nodes") % sizes)
    click.echo(_("Day of the data: %(day)s") % {"day": day})
    named = one_line(graph.attribution) or _("unknown")
    click.echo(_("Name wherever it is used: %(attribution)s") % {"attribution": named})
