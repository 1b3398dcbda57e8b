"""Schedules as a plain CSV of ours, for operators that publish a picture or a page: docs/reference/outage-csv.md.

What is written here is read again as it was.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from punkt.errors import InvalidValue, UnreadableFile
from punkt.formats.feed_findings import shown
from punkt.formats.feed_times import stamp
from punkt.formats.outage_feeds.reading import Builder, OutageReading
from punkt.model.feed_words import Certainty, DayStatus, FeedForm
from punkt.model.outages import MAX_GROUP, MAX_OPERATOR, ScheduleSpan, group_key, operator_key
from punkt.wording import gettext_noop as _

COLUMNS = ("operator", "group", "start", "end", "certainty", "status", "updated")
NEEDED = ("group", "start", "end", "certainty")
MAX_ROWS = 50_000
LONGEST = timedelta(days=31)
_DELIMITERS = ",;\t"
_LONGEST_CELL = 2_000
_REMEDY = _("The page on this form (docs/reference/outage-csv.md) says what stands in each column.")
_NO_COLUMN = _("No column is called %(name)s.")
_TOO_MANY_ROWS = _("This table has more than %(limit)s rows.")
_BROKEN = _("This table cannot be read: a quotation mark is open, or a cell is too long.")
_BLANK = _("Nothing stands under %(name)s; a blank is not taken for an answer.")
_NO_WORD = _("%(word)s is not one of %(listed)s.")
_BACKWARDS = _("This span ends before it begins.")
_TOO_LONG = _("A span of more than %(days)s days is no outage of a schedule.")
_NO_OPERATOR = _("No operator stands in the row, and the feed has none.")
_NOT_BOTH = _("%(certainty)s and %(status)s cannot both be.")
_CERTAINTIES, _STATUSES = ([word.value for word in words] for words in (Certainty, DayStatus))
_CAN_BE = frozenset(
    {
        *((Certainty.NONE, status) for status in DayStatus),
        (Certainty.DEFINITE, DayStatus.APPLIES),
        (Certainty.POSSIBLE, DayStatus.APPLIES),
        (Certainty.POSSIBLE, DayStatus.LIKELY),
    }
)
"""An outage is announced, or possible, where a schedule holds; in the usual week it is only ever possible."""


def looks_like(text: str) -> bool:
    """Whether the first line names the columns that are needed."""
    return set(NEEDED) <= set(_names(_header(text), _delimiter(text)))


def read_outage_csv(text: str, builder: Builder) -> OutageReading:
    """Reads every row; one that cannot be read is noted with its line and left out.

    Times without an offset are by the clocks of the feed's zone; of one that they show twice the beginning is the
    first and the end the last. Raises ``UnreadableFile``.
    """
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        _check_columns(names)
        for number, cells in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise UnreadableFile(_TOO_MANY_ROWS, remedy=_REMEDY, values={"limit": MAX_ROWS})
            if any(cell.strip() for cell in cells):
                row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
                builder.tried(f"line {reader.line_num}", partial(_read_row, row, builder))
    except csv.Error:
        raise UnreadableFile(_BROKEN, where=f"line {reader.line_num}", remedy=_REMEDY) from None
    return builder.reading(FeedForm.OUTAGE_CSV)


def write_outage_csv(spans: Iterable[ScheduleSpan]) -> str:
    """The spans as such a table, with times in UTC."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for span in spans:
        moments = (span.starts_at, span.ends_at)
        start, end = (_written(moment) for moment in moments)
        updated = _written(span.source_updated_at) if span.source_updated_at else ""
        writer.writerow([span.operator, span.group, start, end, span.certainty.value, span.status.value, updated])
    return out.getvalue()


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _header(text: str) -> str:
    return text[:_LONGEST_CELL].lstrip().partition("\n")[0]


def _delimiter(text: str) -> str:
    header = _header(text)
    return max(_DELIMITERS, key=header.count)


def _names(header: str, delimiter: str) -> list[str]:
    return [name.strip().strip('"').casefold() for name in header.split(delimiter)]


def _check_columns(names: list[str]) -> None:
    missing = next((name for name in NEEDED if name not in names), None)
    if missing is not None:
        raise UnreadableFile(_NO_COLUMN, remedy=_REMEDY, values={"name": missing})


def _read_row(row: Mapping[str, str], builder: Builder) -> None:
    for name in NEEDED:
        if not row.get(name):
            raise InvalidValue(_BLANK, where=name, values={"name": name})
    certainty = Certainty(_word(row["certainty"], _CERTAINTIES))
    status = DayStatus(_word(row.get("status") or DayStatus.APPLIES.value, _STATUSES))
    if (certainty, status) not in _CAN_BE:
        raise InvalidValue(_NOT_BOTH, values={"certainty": certainty.value, "status": status.value})
    starts_at, ends_at = _moment(row["start"], builder, is_end=False), _moment(row["end"], builder, is_end=True)
    if ends_at <= starts_at:
        raise InvalidValue(_BACKWARDS)
    if ends_at - starts_at > LONGEST:
        raise InvalidValue(_TOO_LONG, values={"days": LONGEST.days})
    operator = shown(row.get("operator") or builder.operator, MAX_OPERATOR)
    if not operator_key(operator):
        raise InvalidValue(_NO_OPERATOR)
    group = shown(row["group"], MAX_GROUP)
    if not group_key(group):
        raise InvalidValue(_BLANK, where="group", values={"name": "group"})
    updated_at = stamp(row["updated"], builder.zone) if row.get("updated") else None
    builder.add(ScheduleSpan(operator, group, starts_at, ends_at, certainty, status, updated_at))


def _word(text: str, listed: list[str]) -> str:
    word = text.casefold()
    if word not in listed:
        raise InvalidValue(_NO_WORD, values={"word": shown(text), "listed": ", ".join(listed)})
    return word


def _moment(text: str, builder: Builder, *, is_end: bool) -> datetime:
    return stamp(text, builder.zone, is_first=not is_end)
