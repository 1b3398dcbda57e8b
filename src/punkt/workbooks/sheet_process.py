"""Reads one workbook in a process of its own: ``python sheet_process.py MAX_CELLS [NAME...] < workbook > sheets.json``.

The spreadsheet reader reserves memory for the whole rectangle that a sheet claims to fill. A file of 5 KB that claims
the last cell of the last row would end the process that reads it, so that process must not be the server. The answer
is one JSON object: ``{"sheets": [names], "sheet": name, "start": row, "rows": [[...]], "merged": [[...]]}`` or
``{"error": "password" | "size" | "broken" | "empty"}``. With names it is ``{"sheets": [names], "named": {name:
{"start": row, "rows": [[...]]}}}`` of the sheets that are called so, in capitals or not.
"""

import contextlib
import datetime as dt
import io
import json
import sys
from collections.abc import Sequence
from typing import Any

import python_calamine as calamine

MEMORY_BYTES = 3 * 2**30


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 (absent on Windows, where the time limit of the caller must do)

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _plain(cell: Any) -> Any:
    """Dates as ISO text, whole numbers as integers, the rest as it is."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 2**53 else cell
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return cell.isoformat(timespec="minutes") if not cell.second else cell.isoformat(timespec="seconds")
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return cell


def _n_table_rows(rows: list[list[Any]]) -> int:
    return sum(1 for row in rows if sum(cell != "" for cell in row) > 1)


def _sheet(workbook: calamine.CalamineWorkbook, max_cells: int) -> dict[str, Any]:
    """The first visible sheet with two rows of two cells; else the first that holds anything."""
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    fallback: dict[str, Any] = {"error": "empty"}
    for name in names or workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height * sheet.width > max_cells:
            return {"error": "size"}
        rows = sheet.to_python()
        first_row = sheet.start[0] if sheet.start else 0
        first_column = sheet.start[1] if sheet.start else 0
        found = {"sheets": names, "sheet": name, "start": first_row, "rows": rows}
        if _n_table_rows(rows) > 1:
            return found | {"merged": _merged(sheet, first_row, first_column)}
        if rows and "error" in fallback:
            fallback = found | {"merged": []}
    return fallback


def _named(workbook: calamine.CalamineWorkbook, max_cells: int, names: Sequence[str]) -> dict[str, Any]:
    """The sheets of these names, hidden ones too: whoever asks by name knows what they are for."""
    found: dict[str, Any] = {}
    for name in workbook.sheet_names:
        key = name.strip().lower()
        if key not in names or key in found:
            continue
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height * sheet.width > max_cells:
            return {"error": "size"}
        rows = [[_plain(cell) for cell in row] for row in sheet.to_python()]
        found[key] = {"start": sheet.start[0] if sheet.start else 0, "rows": rows}
    return {"sheets": workbook.sheet_names, "named": found}


def _merged(sheet: calamine.CalamineSheet, first_row: int, first_column: int) -> list[list[int]]:
    """Merged ranges of more than one row as [top, left, bottom, right], counted from the first filled cell."""
    ranges = sheet.merged_cell_ranges or []
    return [
        [top - first_row, left - first_column, bottom - first_row, right - first_column]
        for (top, left), (bottom, right) in ranges[:100_000]
        if bottom > top
    ]


def read_workbook(content: bytes, *, max_cells: int, names: Sequence[str] = ()) -> dict[str, Any]:
    """What the module says, as a dictionary whose cells may still be dates."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _named(workbook, max_cells, names) if names else _sheet(workbook, max_cells)
    except calamine.PasswordError:
        return {"error": "password"}
    except (calamine.CalamineError, OSError, ValueError, MemoryError):
        return {"error": "broken"}


def main() -> None:
    """Standard input to standard output."""
    _limit_memory()
    found = read_workbook(sys.stdin.buffer.read(), max_cells=int(sys.argv[1]), names=sys.argv[2:])
    found["rows"] = [[_plain(cell) for cell in row] for row in found.get("rows", [])]
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()
