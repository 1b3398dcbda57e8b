"""CSV and its relatives: any delimiter, quoted line ends, ragged rows, stray quotation marks."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from punkt.formats.readers.grid import table_from_grid
from punkt.formats.readers.headers import speaks_for_a_header
from punkt.formats.readers.limits import check_cells
from punkt.formats.readers.repairs import ENDS_TOO_EARLY, STRAY_QUOTE, repair, some_of
from punkt.formats.table import Cell, SourceTable

DELIMITERS = (",", ";", "\t", "|", "^", "~", "¦")

_SAMPLE_CHARACTERS = 60_000
_SAMPLE_RECORDS = 200
_KNOWN_WORDS = 50_000
_LONGEST_CELL = 10_000_000
_LONGEST_RECORD = 100
"""Lines of one record. A longer one is not an address with line ends, but a quotation mark that nobody closed."""

_EXCEL_HINT = re.compile(r'\A"?sep=(.)"?[ \t]*(\r\n|\n|\r)', re.IGNORECASE)


def read_delimited(text: str, *, repairs: Sequence[str] = (), delimiter: str = "") -> SourceTable:
    """A delimited text as a table; all cells are text, ``number`` is the line on which the row begins.

    Without ``delimiter`` the one that gives the most even rows is taken. Raises ``UnreadableFile`` when there are no
    rows, or too many.
    """
    skipped = 0
    hint = _EXCEL_HINT.match(text)
    if hint:
        delimiter, text, skipped = delimiter or hint[1], text[hint.end() :], 1
    chosen = delimiter or find_delimiter(text) or ","
    records, notes = _records(text, chosen)
    grid: list[tuple[int, Sequence[Cell]]] = [
        (number + skipped, cells) for number, cells in records if any(cells) and "".join(cells).strip()
    ]
    return table_from_grid("tsv" if chosen == "\t" else "csv", grid, repairs=[*repairs, *notes])


def find_delimiter(text: str) -> str:
    """The delimiter that splits most rows into the same number of cells; empty where none splits them."""
    sample = text[:_SAMPLE_CHARACTERS]
    if len(text) > len(sample) and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS if delimiter in sample}
    best = max(scores, key=lambda delimiter: scores[delimiter], default="")
    return best if best and scores[best] > 0 else ""


def is_delimited(text: str, delimiter: str) -> bool:
    """Whether a text of unknown kind is a table and not lines that people wrote: tabs, or a header over even rows."""
    if not delimiter or delimiter == "\t":
        return bool(delimiter)
    sample = csv.reader(io.StringIO(text[:_SAMPLE_CHARACTERS], newline=""), delimiter=delimiter)
    try:
        grid = [(number, record) for number, record in enumerate(islice(sample, _SAMPLE_RECORDS)) if any(record)]
    except csv.Error:
        return False
    if len(grid) < 2 or _evenness(text[:_SAMPLE_CHARACTERS], delimiter) < 0.8:
        return False
    return speaks_for_a_header(grid)


def _evenness(sample: str, delimiter: str) -> float:
    """Share of rows with the commonest width, rewarded when the header has it too; 0 where rows stay whole."""
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in islice(records, _SAMPLE_RECORDS) if any(record)]
    except csv.Error:
        return 0.0
    split = Counter(width for width in widths if width > 1)
    if not split:
        return 0.0
    width, n_rows = max(split.items(), key=lambda item: (item[1], item[0]))
    header_agrees = widths[0] == width
    return n_rows / len(widths) + 0.5 * header_agrees + min(width, 50) / 1_000


def _records(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], list[str]]:
    csv.field_size_limit(_LONGEST_CELL)  # a module-wide figure; the usual 128 KB is less than some outlines in WKT
    found: list[tuple[int, list[str]]] = []
    known: dict[str, str] = {}
    try:
        for start, _, record in _parsed(io.StringIO(text, newline=""), delimiter, first_line=1):
            # Words that repeat (regions, yes, no) are kept once; a file of 100,000 rows then takes half the memory.
            if len(known) < _KNOWN_WORDS:
                record = [known.setdefault(cell, cell) for cell in record]  # noqa: PLW2901
            else:
                record = [known.get(cell, cell) for cell in record]  # noqa: PLW2901
            found.append((start, record))
            if not len(found) % 100_000:
                check_cells(len(found), len(record))
    except (csv.Error, _SwallowedLines):
        return _records_with_stray_quotes(text, delimiter)
    last = found[-1][1][-1] if found and found[-1][1] else ""
    is_cut = bool(last) and text.rstrip("\r\n").endswith('"' + last.rstrip("\r\n"))
    return found, [repair(ENDS_TOO_EARLY)] if is_cut else []


class _SwallowedLines(Exception):
    """A quotation mark that nobody closed took the following lines into its cell."""


def _parsed(lines: Iterable[str], delimiter: str, *, first_line: int) -> Iterator[tuple[int, int, list[str]]]:
    """Line on which a record begins, line after its end, cells."""
    taken: list[str] = []
    start, width = first_line, 0
    for record in csv.reader(_counted(lines, taken), delimiter=delimiter):
        if len(taken) > 2 and _has_swallowed(taken, delimiter, width):
            raise _SwallowedLines
        width = width or len(record)
        end = start + len(taken)
        yield start, end, record
        start = end
        taken.clear()


def _counted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        if len(taken) > _LONGEST_RECORD:
            raise _SwallowedLines
        yield line


def _has_swallowed(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether the quotes do not pair, or each line inside the record is a whole row by itself."""
    if "".join(lines).count('"') % 2:
        return True
    return width > 2 and all(line.count(delimiter) >= width - 1 for line in lines[1:-1])


def _records_with_stray_quotes(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Each line that would swallow those after it is read as it stands; the others as usual."""
    lines = io.StringIO(text, newline="").readlines()
    found: list[tuple[int, list[str]]] = []
    stray: list[int] = []
    position = 0
    while position < len(lines):
        try:
            for start, end, record in _parsed(islice(lines, position, None), delimiter, first_line=position + 1):
                found.append((start, record))
                position = end - 1
            break
        except (csv.Error, _SwallowedLines):
            stray.append(position + 1)
            found.append((position + 1, lines[position].rstrip("\r\n").split(delimiter)))
            position += 1
    check_cells(len(found), 1)
    return found, [repair(STRAY_QUOTE, detail=some_of(stray))]
