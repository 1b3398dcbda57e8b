"""``punkt assess``: points of a list or of the registry held against a standard."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click
from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

from punkt.errors import InvalidValue
from punkt.standards.assessing import Assessment, assess_all
from punkt.standards.prices import PriceList, packaged_prices, read_prices
from punkt.standards.requirements import Standard
from punkt.wording import gettext_noop as _
from punkt_web.common.zones import today_in
from punkt_web.readiness import told
from punkt_web.readiness.assessed import assessed_points
from punkt_web.readiness.kept import is_kept, kept_assessments
from punkt_web.readiness.laid import Laid, laid_over, standards_named
from punkt_web.readiness.listed import read_list
from punkt_web.readiness.prices import prices_now
from punkt_web.readiness.queries import kept_rows
from punkt_web.readiness.rows import as_csv, as_json
from punkt_web.readiness.standard_commands import (
    FORMATS,
    ON,
    OVERLAYS,
    named_territory,
    overlay_files,
    standard_with,
)
from punkt_web.readiness.summary import Summary, summary_of, summary_of_rows
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
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write as JSON how FILE was understood, with each cell that could not be read.",
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
    report_file: Path | None,
    is_each: bool,
    form: str,
) -> None:
    """Hold points against a standard: those of a list, FILE, or those of the registry in a territory.

    JSON and CSV tell each finding of each point; text tells the whole, and with --points each point. Points of the
    registry are also asked what territories laid over the standard at the desk; overlays of files come last.

    Of a day that is past (--on) points of the registry come out as it was kept then, by the standard of their country;
    by any other standard or overlay, its version of that day judges what is known now, and that is said. What could
    not be read of FILE goes to standard error. Exit status 1 when the file is no table, or nothing was kept of that
    day.
    """
    if bool(file) == bool(code):
        raise InvalidValue(_("Name a file of points or a territory, and not both."))
    if report_file and not file:
        raise InvalidValue(_("--report tells how a file was understood: name a file."))
    standard = standard_with(key, on, overlays if file else ())
    prices = _prices(price_file, of_registry=bool(code))
    day = on.date() if on else today_in(standard.country)
    if file:
        came_out = _of_file(file, standard, day, prices, report_file)
    else:
        territory, laid = named_territory(code), laid_over(standard, day, last=overlay_files(overlays, day))
        standard = laid.at(territory.path)
        came_out = _of_territory(territory, laid, day, prices, can_be_kept=not overlays)
    is_demo = bool(code) and settings.IS_DEMO
    if form != "text":
        rows = told.assessment_rows(came_out.found, facts_of=came_out.facts_of, is_kept=came_out.is_kept)
        write = as_json if form == "json" else as_csv
        click.echo(write(rows, is_demo=is_demo), nl=False)
        return
    if is_demo:
        click.echo(gettext("DEMO: made-up points, not a real network"))
    click.echo("\n".join(told.summary_lines(came_out.summary, standard, prices.currency, came_out.as_of)))
    if is_each:
        click.echo("\n".join(_each(came_out.found)))


@dataclass(frozen=True, slots=True)
class _CameOut:
    """``facts_of`` is the day of which the facts are; ``as_of`` says so where that is not the day that was asked."""

    found: list[Assessment]
    summary: Summary
    facts_of: date
    is_kept: bool = False
    as_of: str = ""


def _each(found: list[Assessment]) -> Iterator[str]:
    for one in found:
        yield ""
        yield from told.assessment_lines(one)


def _of_file(file: Path, standard: Standard, day: date, prices: PriceList, report_file: Path | None) -> _CameOut:
    country = _country(standard)
    read = read_list(file, country=standard.country)
    for line in read.lines():
        click.echo(line, err=True)
    if report_file:
        report_file.write_text(read.as_json(), "utf-8")
    found = list(assess_all(read.points, standard, on=day))
    return _CameOut(found, summary_of(found, prices, country, standard), today_in(country))


def _of_territory(territory: Territory, laid: Laid, day: date, prices: PriceList, *, can_be_kept: bool) -> _CameOut:
    points = standing_points(Point.objects.filter(territory__path__startswith=territory.path))
    today = today_in(territory.country)
    if can_be_kept and day < today and is_kept(laid.standard, territory.country, day):
        return _kept(points, laid.standard, day, prices)
    paths: Mapping[str, str] = dict(points.values_list("code", "territory__path"))
    found = list(laid.assess_all(assessed_points(points), paths, day))
    as_of = ""
    if day != today:
        as_of = gettext("By the version of %(day)s, by what is known on %(today)s: no facts of that day were kept.") % {
            "day": date_format(day),
            "today": date_format(today),
        }
    told_by = laid.at(territory.path)
    return _CameOut(found, summary_of(found, prices, _country(told_by), told_by), today, as_of=as_of)


def _kept(points: QuerySet[Point], standard: Standard, day: date, prices: PriceList) -> _CameOut:
    rows = kept_rows(points, standard.id, day)
    if not rows:
        raise InvalidValue(
            _("Nothing was kept of these points on %(day)s."),
            remedy=_("Leave --on out, or take a later day: what came out is kept since the first assessment."),
            values={"day": day.isoformat()},
        )
    used = standards_named({row.name for row in rows})
    as_of = gettext("As it was kept on %(day)s.") % {"day": date_format(day)}
    found = list(kept_assessments(rows, points, day, used))
    return _CameOut(found, summary_of_rows(rows, standard, prices, used), day, is_kept=True, as_of=as_of)


def _country(standard: Standard) -> str:
    return "" if standard.country == "*" else standard.country


def _prices(file: Path | None, *, of_registry: bool) -> PriceList:
    """Those of the file; else, for points of the registry, what was stated at the desk counts as well."""
    if file:
        return read_prices(file.read_text("utf-8"), where=file.name)
    return prices_now() if of_registry else packaged_prices()
