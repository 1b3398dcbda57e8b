"""``punkt figures``: figures of points over some days, as a table or as a file."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from django.utils.translation import gettext

from punkt.errors import InvalidValue
from punkt.statistics.figures import FIGURES, OPEN_HOURS
from punkt.wording import gettext_noop as _
from punkt_web.operations.figures.asking import read_up_to_now, tell
from punkt_web.operations.figures.export import ToldTable, exported
from punkt_web.operations.figures.frame import Cut, frame_of
from punkt_web.operations.figures.table import Question
from punkt_web.operations.figures.words import figure_lines, row_lines
from punkt_web.operations.published_figures import PublishedFigures, published_figures
from punkt_web.registry.models import Point
from punkt_web.registry.queries import territory_for

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--territory", default="", help="Code of the territory; without it, the whole network.")
@click.option("--from", "first", type=_DAY, help="First day; by default the last 7 days.")
@click.option("--to", "last", type=_DAY, help="Last day, by the clocks of the country; by default today.")
@click.option("--by", type=click.Choice([cut.value for cut in Cut]), default=Cut.TERRITORY.value, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "csv", "xlsx", "json"]), default="text", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; needed for XLSX.")
@click.option("--public", "is_public", is_flag=True, help="As anybody is told: public points, small counts withheld.")
def figures(
    *,
    territory: str,
    first: datetime | None,
    last: datetime | None,
    by: str,
    form: str,
    output: Path | None,
    is_public: bool,
) -> None:
    """Tell what points did over some days: open, people, reports, each with its share known."""
    if form == "xlsx" and output is None:
        raise InvalidValue(_("A sheet is written to a file."), remedy=_("Name it with --output FILE."))
    days = {"from": first, "to": last}
    query = {name: day.date().isoformat() for name, day in days.items() if day}
    query |= {"territory": territory, "by": by}
    told = _published(query) if is_public else _everything(query)
    if form == "text":
        click.echo("\n".join(_lines(told)))
    elif output is not None:
        output.write_bytes(exported(told, form))
    else:
        click.echo(exported(told, form).decode(), nl=form == "json")


def _published(query: dict[str, str]) -> ToldTable:
    found: PublishedFigures = published_figures(query)
    if found.territory is None:
        raise _unknown(query["territory"])
    if found.asked.fault:
        raise InvalidValue(found.asked.fault)
    return found.told


def _everything(query: dict[str, str]) -> ToldTable:
    territory = territory_for(query["territory"]) if query["territory"] else None
    if query["territory"] and territory is None:
        raise _unknown(query["territory"])
    asked = read_up_to_now(query, country=territory.country if territory else "", shown=FIGURES)
    if asked.fault:
        raise InvalidValue(asked.fault)
    points, path = Point.objects.all(), territory.path if territory else ""
    frame = frame_of(points.filter(territory__path__startswith=path) if path else points)
    return tell(frame, Question(asked.period, asked.by, above=path), query["territory"])


def _unknown(code: str) -> InvalidValue:
    return InvalidValue(
        _("There is no territory %(code)s."),
        remedy=_("`punkt territories find NAME` tells the codes."),
        values={"code": repr(code)},
    )


def _lines(told: ToldTable) -> Iterator[str]:
    yield f"{told.asked.period.first} – {told.asked.period.last}"
    for line in figure_lines(told.table.whole, told.asked.shown):
        yield f"{line.title}: {line.words}{_known(line.known_words)}"
    yield ""
    for row in row_lines(told.table, told.asked.by, OPEN_HOURS):
        yield f"{row.name}: {gettext(OPEN_HOURS.title)} {row.words}{_known(row.known_words)}"


def _known(percent: str) -> str:
    return "" if not percent else " " + gettext("(%(percent)s %% known)") % {"percent": percent}
