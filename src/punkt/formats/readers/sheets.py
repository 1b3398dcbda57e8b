"""XLSX, XLSB, XLS and ODS: the first sheet that holds a table."""

from collections.abc import Sequence

from punkt.errors import UnreadableFile
from punkt.formats.readers.cells import clean_cell
from punkt.formats.readers.grid import CHECK_EXPORT, NO_ROWS, table_from_grid
from punkt.formats.readers.limits import MAX_CELLS, SPLIT, TOO_MANY_CELLS
from punkt.formats.readers.repairs import MERGED_CELLS, OTHER_SHEETS, repair
from punkt.formats.table import Cell, SourceTable
from punkt.wording import gettext_noop
from punkt.workbooks.apart import read_apart

WORKBOOK_BROKEN = gettext_noop("This workbook is damaged or was not downloaded completely.")
OPEN_AND_SAVE = gettext_noop("Open it in a spreadsheet program, save it as XLSX or CSV and try again.")
WORKBOOK_LOCKED = gettext_noop("This workbook is protected by a password.")
REMOVE_PASSWORD = gettext_noop("Save a copy without a password and try again.")

_FAILURES = {
    "password": (WORKBOOK_LOCKED, REMOVE_PASSWORD),
    "size": (TOO_MANY_CELLS, SPLIT),
    "empty": (NO_ROWS, CHECK_EXPORT),
}


def read_sheet(content: bytes, *, format_name: str) -> SourceTable:
    """A workbook as a table; ``number`` is the row of the sheet, dates are ISO text.

    Raises ``UnreadableFile`` for a damaged, locked, empty or oversized workbook.
    """
    found = read_apart(content, max_cells=MAX_CELLS)
    if "error" in found:
        what, remedy = _FAILURES.get(found["error"], (WORKBOOK_BROKEN, OPEN_AND_SAVE))
        raise UnreadableFile(what, remedy=remedy)
    rows: list[list[Cell]] = [[clean_cell(cell) for cell in row] for row in found["rows"]]
    repairs = _filled_merged_cells(rows, found["merged"])
    others = [name for name in found["sheets"] if name != found["sheet"]]
    if others:
        repairs.append(repair(OTHER_SHEETS, detail=f"{found['sheet']}; {', '.join(others[:10])}"))
    first = found["start"] + 1
    grid = [(number, row) for number, row in enumerate(rows, start=first) if any(cell is not None for cell in row)]
    return table_from_grid(format_name, grid, repairs=repairs)


def _filled_merged_cells(rows: list[list[Cell]], merged: Sequence[Sequence[int]]) -> list[str]:
    """A cell merged over several rows speaks for each of them, but only the first holds its value."""
    filled = 0
    for top, left, bottom, _ in merged:
        if not 0 <= top < len(rows) or not 0 <= left < len(rows[top]) or rows[top][left] is None:
            continue
        for row in rows[top + 1 : bottom + 1]:
            if row[left] is None and any(cell is not None for cell in row):
                row[left] = rows[top][left]
                filled += 1
    return [repair(MERGED_CELLS, detail=str(filled))] if filled else []
