"""CSV with a line for each point; positions are whole steps, which take fewer digits than degrees."""

import csv
import io

from .squeezed import opened, squeezed
from .table import Form, Table


def written(table: Table) -> bytes:
    """Names of columns, then a line for each point."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    columns = table.columns()
    lines.writerow(columns)
    lines.writerows(zip(*columns.values(), strict=True))
    return squeezed(text.getvalue().encode())


def read(content: bytes, like: Table) -> Table:
    """The table of such lines."""
    rows = list(csv.DictReader(io.StringIO(opened(content).decode(), newline="")))
    return Table(
        {name: [int(row[name]) if row[name] else None for row in rows] for name in like.numbers},
        {name: [row[name] for row in rows] for name in like.words},
    )


FORMS = [Form("CSV + brotli", written, read)]
