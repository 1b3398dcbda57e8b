"""``punkt import``: a list becomes points."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from django.utils.translation import gettext as _

from punkt.errors import InvalidValue, PunktError
from punkt.formats.readers import MAX_BYTES
from punkt.model.vocabulary import Visibility
from punkt.wording import gettext_noop
from punkt_web.exchange.actions.importing import apply_order, read_and_stage
from punkt_web.exchange.orders import Importer, ImportOrder, OnProgress
from punkt_web.exchange.report import Report
from punkt_web.exchange.report_text import report_text

STAGE_LABELS = {
    "reading": gettext_noop("Reading"),
    "matching": gettext_noop("Comparing with known points"),
    "writing": gettext_noop("Writing"),
}
_EVERY_S = 0.2


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--source", default="", help="Name under which the list is remembered; the file's name by default.")
@click.option("--territory", default="", metavar="CODE", help="Rows lie here; those that say otherwise are refused.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--report", "report_path", default="", metavar="OUT.json", help="Write the whole report as JSON.")
@click.option("--accept-probable", is_flag=True, help="Take a probable match for the same point instead of asking.")
@click.option("--columns", multiple=True, metavar="COLUMN=TARGET", help="What a column means; can be repeated.")
@click.option(
    "--visibility",
    type=click.Choice([word.value for word in Visibility]),
    help="Who may see the new points; without it the policy of their territory decides.",
)
def import_list(
    *,
    file: str,
    source: str,
    territory: str,
    dry_run: bool,
    report_path: str,
    accept_probable: bool,
    columns: Sequence[str],
    visibility: str | None,
) -> None:
    """Import a list of points: CSV, XLSX, JSON, GeoJSON, KML, OSM and more. FILE may be - for standard input.

    A row that may be a known point waits for a decision and is refused until there is one. Importing the same file
    again changes nothing.
    """
    order = ImportOrder(
        content=_content(file),
        file_name="" if file == "-" else Path(file).name,
        source_name=source,
        territory_code=territory,
        columns=dict(map(_column, columns)),
        accepts_probable=accept_probable,
        visibility=Visibility(visibility) if visibility else None,
    )
    with _report_file(report_path) as report_file, _progress_line(sys.stderr) as on_progress:
        report = _imported(order, is_dry=dry_run, on_progress=on_progress)
        if report_file is not None:
            report_file.writelines(report.json_parts())
    for line in report_text(report):
        click.echo(line)


def _imported(order: ImportOrder, *, is_dry: bool, on_progress: OnProgress) -> Report:
    importer = Importer.installation()
    try:
        if is_dry:
            return read_and_stage(order, importer, on_progress=on_progress).report
        return apply_order(order, importer, on_progress=on_progress)
    except KeyboardInterrupt:
        raise PunktError(gettext_noop("Stopped. The network is as it was.")) from None


def _content(file: str) -> bytes:
    """The bytes of the file, at most a little more than a reader takes, so that an endless pipe ends."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(file).open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise PunktError(gettext_noop("The file cannot be opened."), where=file) from error


def _column(text: str) -> tuple[str, str]:
    column, separator, target = text.rpartition("=")
    if not separator or not column:
        raise InvalidValue(
            gettext_noop("%(text)s is not COLUMN=TARGET."),
            remedy=gettext_noop('Write it like "Місткість=capacity_seated".'),
            values={"text": repr(text)},
        )
    return column, target


@contextmanager
def _report_file(path: str) -> Iterator[TextIO | None]:
    """A file that takes its name only when it is complete; opened first, so that no import ends without its report."""
    if not path:
        yield None
        return
    unfinished = Path(f"{path}.part")
    try:
        opened = unfinished.open("w", encoding="utf-8")
    except OSError as error:
        raise PunktError(gettext_noop("The report cannot be written."), where=path) from error
    try:
        with opened:
            yield opened
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _progress_line(stream: TextIO) -> Iterator[OnProgress]:
    """One line that is written over, on a terminal only."""
    told_at = 0.0

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at < _EVERY_S:
            return
        told_at = time.monotonic()
        share = f" {100 * done // total} %" if total else ""
        stream.write(f"\r\x1b[K{_(STAGE_LABELS[stage])}{share}")
        stream.flush()

    def silent(_stage: str, _done: int, _total: int) -> None:
        return

    if not stream.isatty():
        yield silent
        return
    try:
        yield tell
    finally:
        stream.write("\r\x1b[K")
        stream.flush()
