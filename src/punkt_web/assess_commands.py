"""``punkt assess``: points of a list or of the registry held against a standard."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext, ngettext

from punkt.errors import InvalidValue
from punkt.formats.columns import recognise_columns
from punkt.formats.drafting import draft_points
from punkt.formats.readers import read_table
from punkt.standards.assessing import Assessed, Assessment, assess_all
from punkt.standards.prices import PriceList, packaged_prices, read_prices
from punkt.wording import gettext_noop as _
from punkt_web.readiness import told
from punkt_web.readiness.assessed import assessed_draft, assessed_points
from punkt_web.readiness.laid import Laid, laid_over
from punkt_web.readiness.prices import prices_now
from punkt_web.readiness.rows import as_csv, as_json
from punkt_web.readiness.standard_commands import (
    FORMATS,
    ON,
    OVERLAYS,
    named_territory,
    overlay_files,
    standard_with,
    today,
)
from punkt_web.readiness.summary import summary_of
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.standing import standing_points


@click.command()
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--territory", "code", default="", metavar="CODE", help="Points of the registry in this territory.")
@click.option(
    "--standard",
    "key",
    required=True,
    metavar="STANDARD",
    help="ID or ID@VERSION (`punkt standards list` tells them), or a file of your own that ends with .toml.",
)
@ON
@OVERLAYS
@click.option(
    "--prices",
    "price_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A price list of your own in place of the one that comes with Punkt.",
)
@click.option("--points", "is_each", is_flag=True, help="Tell each point and each finding, not only the whole.")
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
def assess(
    *,
    file: Path | None,
    code: str,
    key: str,
    on: datetime | None,
    overlays: tuple[Path, ...],
    price_file: Path | None,
    is_each: bool,
    form: str,
) -> None:
    """Hold points against a standard: those of a list, FILE, or those of the registry in a territory.

    JSON and CSV tell each finding of each point; text tells the whole, and with --points each point. Points of the
    registry are also asked what territories laid over the standard at the desk; overlays of files come last.
    """
    if bool(file) == bool(code):
        raise InvalidValue(_("Name a file of points or a territory, and not both."))
    day = on.date() if on else today()
    if file:
        standard = standard_with(key, on, overlays)
        found = list(assess_all(_of_file(file, standard.country), standard, on=day))
    else:
        laid = laid_over(standard_with(key, on, ()), day, last=overlay_files(overlays, day))
        territory = named_territory(code)
        standard = laid.at(territory.path)
        found = list(_of_territory(territory, laid, day))
    is_demo = bool(code) and settings.IS_DEMO
    if form != "text":
        rows = told.assessment_rows(found)
        write = as_json if form == "json" else as_csv
        click.echo(write(rows, is_demo=is_demo), nl=False)
        return
    if is_demo:
        click.echo(gettext("DEMO: made-up points, not a real network"))
    prices = _prices(price_file, of_registry=bool(code))
    country = "" if standard.country == "*" else standard.country
    click.echo("\n".join(told.summary_lines(summary_of(found, prices, country), standard, prices.currency)))
    if is_each:
        click.echo("\n".join(_each(found)))


def _each(found: list[Assessment]) -> Iterator[str]:
    for one in found:
        yield ""
        yield from told.assessment_lines(one)


def _of_territory(territory: Territory, laid: Laid, day: date) -> Iterator[Assessment]:
    points = standing_points(Point.objects.filter(territory__path__startswith=territory.path))
    paths: Mapping[str, str] = dict(points.values_list("code", "territory__path"))
    return laid.assess_all(assessed_points(points), paths, day)


def _of_file(file: Path, country: str) -> Iterator[Assessed]:
    table = read_table(file.read_bytes(), file_name=file.name)
    n_refused = 0
    for draft in draft_points(table, recognise_columns(table)):
        if draft.is_refused:
            n_refused += 1
        else:
            yield assessed_draft(draft, country=country)
    if n_refused:
        left_out = ngettext(
            "%(n)d row names no point and is left out.", "%(n)d rows name no point and are left out.", n_refused
        )
        click.echo(left_out % {"n": n_refused}, err=True)


def _prices(file: Path | None, *, of_registry: bool) -> PriceList:
    """Those of the file; else, for points of the registry, what was stated at the desk counts as well."""
    if file:
        return read_prices(file.read_text("utf-8"), where=file.name)
    return prices_now() if of_registry else packaged_prices()
