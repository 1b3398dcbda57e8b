"""Tables that a spreadsheet will read."""

import csv
from collections.abc import Iterable, Iterator

from punkt_web.common.texts import one_line


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[object]], *, is_demo: bool = False) -> Iterator[str]:
    """A line of keys and a line for each row. In a demo network the first column says DEMO in every row."""
    writer = csv.writer(_Echo())
    demo = ["DEMO"] if is_demo else []
    # The mark at the start tells spreadsheets that this is UTF-8.
    yield "\ufeff" + writer.writerow([*demo, *columns])
    for row in rows:
        yield writer.writerow([*demo, *map(harmless, row)])


def harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it, also behind letters that nobody
    sees; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str) and one_line(cell).startswith(("=", "+", "-", "@", "|")):
        return f"'{cell}"
    return cell
