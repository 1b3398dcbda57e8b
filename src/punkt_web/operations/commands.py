"""``punkt sureness``: how good what was said of doors was, beside what turned out."""

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from punkt import clock
from punkt.confidence.parameters import parameters
from punkt.errors import InvalidValue
from punkt.wording import gettext_noop
from punkt_web.common.moments import written
from punkt_web.operations.sureness.figures import bin_lines, figure_lines, values
from punkt_web.operations.sureness.outcomes import Figures, figures
from punkt_web.registry.models import Point
from punkt_web.registry.queries import territory_for

_USUAL = timedelta(days=30)
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


@click.group()
def sureness() -> None:
    """How sure it is that points are open, and how often that was so."""


@sureness.command()
@click.option("--territory", default="", help="Code of the territory; without it, the whole network.")
@click.option(
    "--since",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Day (UTC) from which on; by default the last 30 days.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
def score(*, territory: str, since: datetime | None, form: str) -> None:
    """Replay what was received, and set what was said of doors beside what turned out: Brier score, calibration table,
    share known, false-open rate."""
    until = clock.now()
    # Before the first report there is nothing; at the beginning of the calendar nothing can be taken off a time.
    begins = until - _USUAL if since is None else max(since.replace(tzinfo=UTC), _FIRST)
    found = figures(_points(territory), begins, until)
    if form == "json":
        told = {"since": written(begins), "until": written(until), "territory": territory or None, **as_json(found)}
        click.echo(json.dumps(told, indent=2))
    elif form == "csv":
        _write_csv(found)
    else:
        click.echo("\n".join(_lines(found)))


def _points(code: str) -> QuerySet[Point]:
    if not code:
        return Point.objects.all()
    territory = territory_for(code)
    if territory is None:
        raise InvalidValue(
            gettext_noop("There is no territory %(code)s."),
            remedy=gettext_noop("`punkt territories find NAME` tells the codes."),
            values={"code": repr(code)},
        )
    return Point.objects.filter(territory__path__startswith=territory.path)


def as_json(found: Figures) -> dict[str, Any]:
    """The figures and the calibration table, JSON-safe; ``null`` is not known."""
    bins = found.score.bins if found.score is not None else ()
    low, high = found.false_open_bounds
    return {
        "parameters": parameters().version,
        **values(found),
        "false_open_at_least": low if found.n_claimed else None,
        "false_open_at_most": high if found.n_claimed else None,
        "n_known": found.n_known,
        "n_claimed": found.n_claimed,
        "n_open": found.n_open,
        "calibration": [asdict(one) for one in bins],
    }


def _write_csv(found: Figures) -> None:
    """A row for each figure and for each row of the calibration table; an empty cell is not known."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["figure", "low", "high", "n", "value", "at_least", "at_most"])
    counts = {"share_known": found.n_moments, "false_open": found.n_claimed, "missed_open": found.n_open}
    for key, value in values(found).items():
        n = counts.get(key, found.n_known if key != "moments" else "")
        bounds = found.false_open_bounds if key == "false_open" and found.n_claimed else ("", "")
        rows.writerow([key, "", "", n, "" if value is None else value, *bounds])
    for one in found.score.bins if found.score is not None else ():
        rows.writerow(["calibration", one.low, one.high, one.n, one.share, one.at_least, one.at_most])


def _lines(found: Figures) -> Iterator[str]:
    for line in figure_lines(found):
        yield f"{line.name}: {line.words}"
    if found.score is None:
        return
    yield ""
    yield _("What was said, how often, and how often it was so:")
    for row in bin_lines(found.score.bins):
        yield f"  {row.said:>20}  {row.n:>6}  {row.share:>8}  ({row.bounds})"
