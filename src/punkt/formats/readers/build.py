"""Records (column -> cell) -> a table. For formats whose rows name their columns themselves."""

from collections.abc import Iterable, Mapping

from punkt.formats.readers.limits import check_cells
from punkt.formats.table import Cell, SourceRow, SourceTable

Record = tuple[int, dict[str, Cell]]
"""The number a person would look for, and the cells by column."""


def table_from_records(
    format_name: str,
    records: Iterable[Record],
    *,
    epsg: int | None = None,
    repairs: Iterable[str] = (),
    labels: Mapping[str, str] | None = None,
) -> SourceTable:
    """Columns stand in the order in which they first occur; ``labels`` renames them.

    Raises ``UnreadableFile`` when the table would be too large.
    """
    kept = list(records)
    names = list(dict.fromkeys(name for _, cells in kept for name in cells))
    check_cells(len(kept), len(names))
    rows = tuple(SourceRow(number, tuple([cells.get(name) for name in names])) for number, cells in kept)
    columns = tuple((labels or {}).get(name, name) for name in names)
    return SourceTable(format_name, columns, rows, epsg=epsg, repairs=tuple(repairs))
