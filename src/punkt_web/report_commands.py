"""``punkt report``: reports as text codes and as sheets that are typed in later."""

import json
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from django.conf import settings
from django.utils.translation import gettext as _

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.formats.draft import Severity
from punkt.formats.item_message import kind_of, read_item
from punkt.formats.readers import MAX_BYTES
from punkt.formats.report_message import read_report, written_report
from punkt.formats.report_sheet import SheetFinding, read_sheet
from punkt.formats.report_text import ReportText, WrittenText, write_text
from punkt.formats.request_text import RequestText, item_content
from punkt.formats.request_text_writing import write_request_text
from punkt.formats.supply_message import read_request
from punkt.formats.text_code import read_text_code
from punkt.model.items import REQUEST
from punkt.wording import gettext_noop
from punkt_web.common.texts import one_line
from punkt_web.common.wording import said

_FORM = click.Choice(["text", "json"])


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter("give a time like 2026-01-15T14:05:00Z") from error
    if moment.tzinfo is None:
        raise click.BadParameter("give the time with its zone: 2026-01-15T14:05:00Z")
    return moment


def _zone(_context: click.Context, _parameter: click.Parameter, value: str | None) -> ZoneInfo | None:
    if value is None:
        return None
    try:
        return ZoneInfo(value)
    except (OSError, ValueError, KeyError) as error:
        raise click.BadParameter("give a zone like Europe/Kyiv") from error


@click.group()
def report() -> None:
    """Reports of points as text codes (SMS, voice, radio) and as sheets of paper that are typed in later."""


@report.command()
@click.argument("text")
@click.option("--at", callback=_moment, metavar="ISO", help="When the text came; by default now.")
@click.option(
    "--zone",
    callback=_zone,
    metavar="ZONE",
    help="Zone of the times in the text that have no Z: by default PUNKT_TIME_ZONE.",
)
@click.option("--format", "form", type=_FORM, default="text", show_default=True)
def read(*, text: str, at: datetime | None, zone: ZoneInfo | None, form: str) -> None:
    """Read a text code and say what was understood, as it is read back over the radio."""
    found = read_text_code(text, received_at=at or clock.now(), zone=zone or ZoneInfo(settings.TIME_ZONE))
    if form == "json":
        click.echo(json.dumps(_as_json(found), ensure_ascii=False))
        return
    click.echo(found.read_back(_))
    if not found.is_timed:
        click.echo(_("The text tells no time; it counts for the minute in which it came."))


def _as_json(found: ReportText | RequestText) -> dict[str, object]:
    return {
        **_told(found),
        "read_back": found.read_back(_),
        "is_timed": found.is_timed,
        "is_checked": found.is_checked,
    }


def _told(found: ReportText | RequestText) -> dict[str, object]:
    if isinstance(found, ReportText):
        return {"report": written_report(found.message)}
    item = found.item()
    told = {"id": item.ulid, "point": item.point_code, "observed_at": item.observed_at.isoformat()}
    return {REQUEST: {"kind": REQUEST, **told, **item_content(found.asked)}}


@report.command()
@click.argument("file", metavar="FILE")
def write(*, file: str) -> None:
    """Write a report or a request as a text code of at most 160 characters. FILE is JSON, or - for standard input."""
    try:
        given = json.loads(_content(file))
    except (ValueError, RecursionError) as error:
        raise InvalidValue(gettext_noop("This is not JSON."), where=file) from error
    written = _written(given)
    click.echo(written.text)
    if written.left_out:
        click.echo(
            _("Left out, because it did not fit: %(listed)s") % {"listed": ", ".join(written.left_out)}, err=True
        )
    if written.rounded:
        click.echo(_("Rounded to tenths: %(listed)s") % {"listed": ", ".join(written.rounded)}, err=True)


def _written(given: object) -> WrittenText:
    if kind_of(given) != REQUEST:
        return write_text(read_report(given))
    item = read_item(given)
    return write_request_text(item.point_code, read_request(item), item.observed_at)


@report.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--zone", callback=_zone, required=True, metavar="ZONE", help="Zone of the times on the sheet: Europe/Kyiv."
)
def sheet(*, file: str, zone: ZoneInfo) -> None:
    """Read a CSV of reports, a row each, and print the messages as lines of JSON. FILE may be - for standard input.

    What was noticed goes to standard error; exit status 1 when a row was refused.
    """
    found = read_sheet(_content(file), zone=zone, received_at=clock.now())
    for message in found.messages:
        click.echo(json.dumps(written_report(message), ensure_ascii=False))
    for finding in found.findings:
        click.echo(_said_finding(finding), err=True)
    if any(finding.severity is Severity.REFUSED for finding in found.findings):
        sys.exit(1)


def _said_finding(finding: SheetFinding) -> str:
    row = _("Row %(row)s") % {"row": finding.row} if finding.row else ""
    place = ", ".join(part for part in (row, one_line(finding.column)) if part)
    return f"{place}: {said(finding.fault)}"


def _content(file: str) -> bytes:
    """The bytes of the file, at most a little more than a reader takes, so that an endless pipe ends."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(file).open("rb") as source:
            return source.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise PunktError(gettext_noop("The file cannot be opened."), where=file) from error
