"""What the tests of imports share: lists as bytes, and imports in one line."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from punkt.formats.draft import Severity
from punkt_web.exchange.actions.importing import apply_order
from punkt_web.exchange.orders import Importer, ImportOrder
from punkt_web.exchange.report import Report, RowResult

HEADER = ("id", "name", "address", "settlement", "lat", "lon", "capacity")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("A1", "School No 1", "Oak street 1", "Town", "50.4501", "30.5234", "120"),
    ("A2", "School No 2", "Elm street 22", "Town", "50.4602", "30.5335", "80"),
    ("A3", "Library", "Main square 3", "Town", "50.4703", "30.5436", ""),
)


def as_csv(rows: Iterable[Sequence[Any]], header: Sequence[str] = HEADER) -> bytes:
    """A list as the bytes of a file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def imported(content: bytes, *, importer: Importer | None = None, **order: Any) -> Report:
    """Imports a list and gives its report; the command line's reach unless another is given."""
    choices = {"file_name": "list.csv", "source_name": "the list", **order}
    return apply_order(ImportOrder(content, **choices), importer or Importer.installation())


def outcomes(report: Report) -> list[tuple[str, str]]:
    """Outcome and code of each row."""
    return [(str(row.outcome), row.code) for row in report.rows]


def adds_up(counts: Mapping[str, int]) -> bool:
    """Whether every row has exactly one outcome."""
    return counts["read"] == counts["new"] + counts["updated"] + counts["unchanged"] + counts["refused"]


def finding_codes(row: RowResult) -> set[str]:
    """The codes of the findings of a row that ask for a look."""
    return {finding.code for finding in row.findings if finding.severity != Severity.REPAIRED}
