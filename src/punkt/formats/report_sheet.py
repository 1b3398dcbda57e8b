"""Paper sheets that are typed in later: a table with a row for each report becomes messages.

Each cell is read with the words of the text code (``report_text``), so a sheet and a text say the same in the same
words. A row that cannot be read as a whole is refused as a whole: half a report would pass for a whole one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from typing import TypeVar

from punkt.errors import InvalidValue, PunktError, UnreadableFile
from punkt.formats.draft import Severity
from punkt.formats.readers.decoding import decode
from punkt.formats.readers.delimited import read_delimited
from punkt.formats.readers.limits import check_bytes
from punkt.formats.report_sheet_columns import SheetColumn, column_of
from punkt.formats.report_sheet_day import short_day
from punkt.formats.report_text import content_of, report_ulid
from punkt.formats.report_text_statements import Statements, statements_of
from punkt.formats.report_text_time import check_shown, time_of_day
from punkt.formats.report_text_tokens import plain, shown, tokens_of
from punkt.formats.report_text_words import words_of
from punkt.formats.table import Cell
from punkt.formats.values import clean_cell, moment_of
from punkt.ids import normal_point_code
from punkt.model.reports import ReportContent, ReportMessage
from punkt.wording import gettext_noop as _

Fault = tuple[str, PunktError]
"""The heading of a column ("" for the whole row) and what is wrong under it."""

Result = TypeVar("Result")
_ONCE = frozenset({"code", "date", "time", "note"})
"""Columns that are read by themselves, and of which there is one; the others are read as the text code."""

_NOT_READ = _("This heading is not understood; the column was not read.")
_REPEATED = _("The same report stands in a row above; it was taken once.")
_NOT_ABOUT = _("This says what its column is not about.")
_NO_DAY = _("%(text)s is no day as 15.01.2026, 15.01 or 2026-01-15 is one.")
_READ_AS = _("%(text)s has no year; it was read as %(day)s.")
_NO_DATE = _("The row has no date.")
_NO_TIME = _("The row has no time.")
_TWO_TIMES = _("Two things are said that cannot both be: %(first)s and %(second)s.")
_REMEDY = _("The page on the text code (docs/reference/report-text.md) lists the columns of a sheet.")


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """What was noticed: ``row`` is the line of the file (0: the whole sheet), ``column`` its heading.

    REFUSED: the row gave no message. SUSPICIOUS: something was not read and the rest was. REPAIRED: what a day without
    a year was read as, once for each.
    """

    row: int
    column: str
    severity: Severity
    fault: PunktError


@dataclass(frozen=True, slots=True)
class SheetReports:
    """The messages of a sheet in the order of its rows, and what was noticed on the way."""

    messages: tuple[ReportMessage, ...]
    findings: tuple[SheetFinding, ...]


def read_sheet(content: bytes, *, zone: tzinfo, received_at: datetime) -> SheetReports:
    """Reads a CSV of reports; ``zone`` is that of the clock on the wall beside the sheet.

    A day without a year is the nearest one that is not after ``received_at``; which one that is, a finding says.
    The numbers of the messages are made of what they say, so a sheet that is typed or loaded twice counts once.
    Raises ``UnreadableFile`` for what is no table or has no columns for code and date.
    """
    check_bytes(len(content))
    text, _repairs = decode(content)
    table = read_delimited(text)
    columns = {name: column for name in table.columns if (column := column_of(name)) is not None}
    _check_columns(columns)
    found: dict[str, ReportMessage] = {}
    findings = [
        SheetFinding(0, name, Severity.SUSPICIOUS, InvalidValue(_NOT_READ))
        for name in table.columns
        if name not in columns
    ]
    clocks = _Clocks(zone, received_at.astimezone(zone).date())
    for row in table.rows:
        message, faults = _read_row(_Row(dict(zip(table.columns, row.cells, strict=True)), columns), clocks)
        findings += [SheetFinding(row.number, column, Severity.REFUSED, fault) for column, fault in faults]
        findings += clocks.news_of(row.number)
        if message is not None and found.setdefault(message.ulid, message) is not message:
            findings.append(SheetFinding(row.number, "", Severity.SUSPICIOUS, InvalidValue(_REPEATED)))
    return SheetReports(tuple(found.values()), tuple(findings))


def _check_columns(columns: Mapping[str, SheetColumn]) -> None:
    subjects = [column.subject for column in columns.values()]
    for subject in ("code", "date"):
        if subject not in subjects:
            names = " / ".join(word for word in words_of(f"column.{subject}") if " " not in word)
            raise UnreadableFile(_("No column is called %(name)s."), remedy=_REMEDY, values={"name": names})
    for name, column in columns.items():
        if column.subject in _ONCE and subjects.count(column.subject) > 1:
            raise UnreadableFile(_("Two columns say the same."), where=name, remedy=_REMEDY)


class _Row:
    """The cells of one row that say something, under the headings that are understood."""

    def __init__(self, cells: Mapping[str, Cell], columns: Mapping[str, SheetColumn]) -> None:
        texts = {name: clean_cell(cells[name]).text for name in columns}
        self.cells = [(name, columns[name], text) for name, text in texts.items() if text]

    def named(self, subject: str) -> tuple[str, str]:
        """Heading and text of the cell about this, two empty texts where it says nothing."""
        return next(((name, text) for name, column, text in self.cells if column.subject == subject), ("", ""))


class _Clocks:
    """The clock and the calendar beside the sheet: ``today`` is the day on which it is typed in."""

    def __init__(self, zone: tzinfo, today: date) -> None:
        self.zone, self._today = zone, today
        self._told: set[str] = set()
        self._news: list[tuple[str, InvalidValue]] = []

    def day_of(self, column: str, text: str) -> str:
        """ISO date, with the time of day where one stands behind it; "" for what is no day.

        Raises ``InvalidValue`` for a day that there is not, and for no time of day.
        """
        short = short_day(text, today=self._today)
        if short is None:
            return moment_of(text)
        day, clock_text = short
        if text not in self._told:
            self._told.add(text)
            values = {"text": shown(text), "day": day.isoformat()}
            self._news.append((column, InvalidValue(_READ_AS, values=values)))
        return f"{day.isoformat()}T{time_of_day(clock_text):%H:%M}" if clock_text else day.isoformat()

    def news_of(self, row: int) -> list[SheetFinding]:
        """What days without a year of this row were read as, where no row above said it."""
        news, self._news = self._news, []
        return [SheetFinding(row, column, Severity.REPAIRED, fault) for column, fault in news]


def _read_row(row: _Row, clocks: _Clocks) -> tuple[ReportMessage | None, list[Fault]]:
    """The message of a row, or all that is wrong with it."""
    faults: list[Fault] = []
    code = _tried(row.named("code"), normal_point_code, faults)
    observed_at = _tried(row.named("date"), lambda _text: _moment(row, clocks), faults)
    statements = Statements()
    for name, column, text in row.cells:
        if column.subject not in _ONCE:
            _tried((name, text), partial(_state, column, statements), faults)
    content = None if faults else _tried(("", ""), lambda _text: _content(statements, row.named("note")[1]), faults)
    if code is None or observed_at is None or content is None:
        return None, faults
    return ReportMessage(report_ulid(code, observed_at, content), code, observed_at, content), faults


def _tried(cell: tuple[str, str], read: Callable[[str], Result], faults: list[Fault]) -> Result | None:
    """What ``read`` makes of the cell; a fault is noted under its heading."""
    name, text = cell
    try:
        return read(text)
    except PunktError as fault:
        faults.append((name, fault))
        return None


def _state(column: SheetColumn, statements: Statements, text: str) -> None:
    """Adds what a cell states. Raises ``InvalidValue`` where it states what its column is not about."""
    tokens = tokens_of(plain(column.as_text(text)))
    stated = statements_of(tokens)
    if stated.note_start is not None or not stated.said or not stated.said.keys() <= column.keys:
        raise InvalidValue(_NOT_ABOUT, where=shown(text), remedy=_REMEDY)
    for key, value in stated.said.items():
        statements.say(key, value, tokens[-1])


def _content(statements: Statements, note: str) -> ReportContent:
    content = content_of(statements.said, note, "")
    if content == ReportContent():
        raise InvalidValue(_("Nothing is said of the point."))
    return content


def _moment(row: _Row, clocks: _Clocks) -> datetime:
    """Day and time of day of a row as a moment in UTC; where clocks showed it twice, the later one."""
    (column, text), (_column, clock_text) = row.named("date"), row.named("time")
    stated = clocks.day_of(column, text)
    if not stated:
        raise InvalidValue(_NO_DAY, values={"text": shown(text)}) if text else InvalidValue(_NO_DATE)
    if "T" not in stated and not clock_text:
        raise InvalidValue(_NO_TIME)
    moment = datetime.fromisoformat(stated)
    if "T" not in stated:
        moment = datetime.combine(moment.date(), time_of_day(clock_text))
    elif clock_text and time_of_day(clock_text) != moment.time().replace(second=0):
        raise InvalidValue(_TWO_TIMES, values={"first": f"{moment:%H:%M}", "second": shown(clock_text)})
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=clocks.zone, fold=1)
        moment = local.astimezone(UTC)
        check_shown(moment, local.time(), clocks.zone)
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
