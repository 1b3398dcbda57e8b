"""What every reader hands on: the rows of a source as received, before anyone decides what they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Cell = str | int | float | bool | None | list["Cell"] | dict[str, "Cell"]
"""One value as received; always JSON-safe (no NaN, no infinity)."""

LATITUDE_COLUMN = "@latitude"
LONGITUDE_COLUMN = "@longitude"
ID_COLUMN = "@id"
"""Columns that a reader adds for a geometry or an identity which stands outside the properties of a feature."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row. ``number`` is what a person would look for: the line of a CSV, the row of a sheet, else 1, 2, 3 ..."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A list as received. ``rows`` line up with ``columns`` (a missing cell is ``None``).

    ``epsg`` is the projection that the file itself states for its geometry, ``None`` where it says nothing.
    ``repairs`` says in words what the reader had to mend to read the file at all (encoding guessed, ragged rows ...).
    """

    format: str
    columns: tuple[str, ...]
    rows: Sequence[SourceRow]
    epsg: int | None = None
    repairs: tuple[str, ...] = field(default=())

    def as_dicts(self) -> Iterator[dict[str, Cell]]:
        """Each row as a mapping of column to cell, without the empty cells."""
        for row in self.rows:
            yield {column: cell for column, cell in zip(self.columns, row.cells, strict=True) if cell is not None}
