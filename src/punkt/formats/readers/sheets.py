"""XLSX, XLSB, XLS and ODS: the first sheet that holds a table."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from punkt.errors import UnreadableFile
from punkt.formats.readers.cells import clean_cell
from punkt.formats.readers.grid import CHECK_EXPORT, NO_ROWS, table_from_grid
from punkt.formats.readers.limits import MAX_CELLS, SPLIT, TOO_MANY_CELLS
from punkt.formats.readers.repairs import MERGED_CELLS, OTHER_SHEETS, repair
from punkt.formats.table import Cell, SourceTable
from punkt.wording import gettext_noop

WORKBOOK_BROKEN = gettext_noop("This workbook is damaged or was not downloaded completely.")
OPEN_AND_SAVE = gettext_noop("Open it in a spreadsheet program, save it as XLSX or CSV and try again.")
WORKBOOK_LOCKED = gettext_noop("This workbook is protected by a password.")
REMOVE_PASSWORD = gettext_noop("Save a copy without a password and try again.")

_PROGRAM = Path(__file__).with_name("sheet_process.py")
_SECONDS = 120
_FAILURES = {
    "password": (WORKBOOK_LOCKED, REMOVE_PASSWORD),
    "size": (TOO_MANY_CELLS, SPLIT),
    "empty": (NO_ROWS, CHECK_EXPORT),
}


def read_sheet(content: bytes, *, format_name: str) -> SourceTable:
    """A workbook as a table; ``number`` is the row of the sheet, dates are ISO text.

    Raises ``UnreadableFile`` for a damaged, locked, empty or oversized workbook.
    """
    found = _read_apart(content)
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


def _read_apart(content: bytes) -> dict[str, Any]:
    """Runs ``sheet_process.py``; its death or delay is an error of the file."""
    try:
        finished = subprocess.run(  # noqa: S603 (our own program; the file goes in by standard input)
            [sys.executable, "-I", str(_PROGRAM), str(MAX_CELLS)],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        answer = json.loads(finished.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return {"error": "broken"}
    return answer if isinstance(answer, dict) else {"error": "broken"}


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
