"""How large a list may be. The figures bound memory: a crafted file ends in an error, not in a machine that swaps."""

from punkt.errors import UnreadableFile
from punkt.wording import gettext_noop

MAX_BYTES = 200 * 2**20
"""Bytes of a file, and of what a compressed file unfolds to. The largest real list met so far has 4 MB."""
MAX_ROWS = 1_000_000
MAX_COLUMNS = 4_096
MAX_CELLS = 40_000_000
"""Rows times columns; a cell costs 8 bytes before it holds anything."""
MAX_MARKS = 10_000_000
"""Opening brackets of a JSON text or tags of an XML text; each becomes an object of 60 to 120 bytes."""

TOO_LARGE = gettext_noop("This file is larger than 200 MB.")
TOO_MANY_CELLS = gettext_noop("This list has too many rows or columns to be one list of points.")
TOO_MANY_PARTS = gettext_noop("This file has too many parts to be one list of points.")
SPLIT = gettext_noop("Split it into several files, for example one for each region.")


def check_bytes(n_bytes: int) -> None:
    """Raises ``UnreadableFile`` when a file, or what it unfolds to, is over the limit."""
    if n_bytes > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE, remedy=SPLIT)


def check_cells(n_rows: int, n_columns: int) -> None:
    """Raises ``UnreadableFile`` when a table of this size would not fit."""
    if n_rows > MAX_ROWS or n_columns > MAX_COLUMNS or n_rows * n_columns > MAX_CELLS:
        raise UnreadableFile(TOO_MANY_CELLS, where=f"{n_rows} x {n_columns}", remedy=SPLIT)


def check_marks(n_marks: int) -> None:
    """Raises ``UnreadableFile`` when a text would unfold to more objects than fit."""
    if n_marks > MAX_MARKS:
        raise UnreadableFile(TOO_MANY_PARTS, remedy=SPLIT)
