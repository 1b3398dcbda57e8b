"""Rows of cells without names (delimited text, sheets, arrays of arrays) -> a table with a header."""

from collections.abc import Iterable, Sequence
from itertools import islice

from punkt.errors import UnreadableFile
from punkt.formats.readers.headers import Grid, find_header, unique_names
from punkt.formats.readers.limits import check_cells
from punkt.formats.readers.repairs import LONG_ROWS, REPEATED_HEADER, SHORT_ROWS, repair, some_of
from punkt.formats.table import Cell, SourceRow, SourceTable
from punkt.wording import gettext_noop

NO_ROWS = gettext_noop("There is no row in this list.")
CHECK_EXPORT = gettext_noop("Check that the list was saved or downloaded completely.")


def table_from_grid(format_name: str, grid: Grid, *, repairs: Iterable[str] = ()) -> SourceTable:
    """A table out of rows that are not wholly empty; each has its number in the file.

    Empty text is ``None``. Rows that are too short are filled, those that are too long get columns of their own, and
    columns without name and content (trailing delimiters) go. Raises ``UnreadableFile`` when nothing is left.
    """
    if not grid:
        raise UnreadableFile(NO_ROWS, remedy=CHECK_EXPORT)
    check_cells(1, max(len(cells) for _, cells in islice(grid, 100)))
    header = find_header(grid)
    names = _names_for(header.names, grid, header.body)
    check_cells(len(grid), len(names))
    rows, narrow, repeated = _rows(grid, header.body, len(names), header.line)
    width = len(header.names)
    # A last empty delimiter that the header has and the rows lack is a habit of some exports, not a short row.
    n_named = max((index for index, cell in enumerate(header.line, 1) if cell not in (None, "")), default=width)
    short = [number for number, n_cells in narrow if n_cells < n_named]
    noted = [*repairs, *header.repairs]
    if short:
        noted.append(repair(SHORT_ROWS, detail=some_of(short)))
    if len(names) > width:
        long = [number for number, cells in islice(grid, header.body, None) if _n_used(cells) > width]
        noted.append(repair(LONG_ROWS, detail=some_of(long)))
    if repeated:
        noted.append(repair(REPEATED_HEADER, detail=some_of(repeated)))
    return _without_empty_columns(SourceTable(format_name, names, rows, repairs=tuple(noted)), header.line)


def _n_used(cells: Sequence[Cell]) -> int:
    """Cells up to the last one that holds something."""
    used = len(cells)
    while used and cells[used - 1] in (None, ""):
        used -= 1
    return used


def _names_for(names: tuple[str, ...], grid: Grid, body: int) -> tuple[str, ...]:
    width = len(names)
    used = max((_n_used(cells) for _, cells in islice(grid, body, None) if len(cells) > width), default=0)
    if used <= width:
        return names
    check_cells(1, used)
    return unique_names([*names, *([""] * (used - width))])


def _rows(
    grid: Grid, body: int, width: int, header_line: Sequence[Cell]
) -> tuple[tuple[SourceRow, ...], list[tuple[int, int]], list[int]]:
    """The rows padded to ``width``, the short ones as (number, cells) and the numbers of repeated headers."""
    rows: list[SourceRow] = []
    short: list[tuple[int, int]] = []
    repeated: list[int] = []
    padding = (None,) * width
    for number, cells in islice(grid, body, None):
        if cells == header_line:
            repeated.append(number)
            continue
        row = tuple([None if cell == "" else cell for cell in cells])
        if len(row) != width:
            if len(row) < width:
                short.append((number, len(row)))
            row = (row + padding)[:width]
        rows.append(SourceRow(number, row))
    return tuple(rows), short, repeated


def _without_empty_columns(table: SourceTable, header_line: Sequence[Cell]) -> SourceTable:
    nameless = [
        index
        for index in range(len(table.columns))
        if index >= len(header_line) or header_line[index] is None or not str(header_line[index]).strip()
    ]
    empty = {index for index in nameless if table.columns[index].startswith("column ") and _is_empty(table.rows, index)}
    if not empty:
        return table
    kept = [index for index in range(len(table.columns)) if index not in empty]
    rows = tuple(SourceRow(row.number, tuple([row.cells[index] for index in kept])) for row in table.rows)
    return SourceTable(table.format, tuple(table.columns[index] for index in kept), rows, repairs=table.repairs)


def _is_empty(rows: Sequence[SourceRow], index: int) -> bool:
    return all(row.cells[index] is None for row in rows)
