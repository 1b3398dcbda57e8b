"""A list of points read to be assessed, and what of it could not be read: a cell that is dropped is told."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext, ngettext

from punkt.errors import UnreadableFile
from punkt.formats.columns import recognise_columns
from punkt.formats.draft import PointDraft, Severity
from punkt.formats.drafting import draft_points
from punkt.formats.readers import read_table
from punkt.formats.table import SourceTable
from punkt.standards.assessing import Assessed
from punkt.wording import gettext_noop as _
from punkt_web.readiness.assessed import assessed_draft

_MOST_LINES = 40
_NO_TABLE = "text"
_NOT_ABOUT_WHAT_IS_ASKED = frozenset({"position"})
"""Whether a row says where it is counts for an import; no standard looks at it."""


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that no value could be made of. ``column`` is its header and ``value`` what stands in it."""

    row: int
    column: str
    value: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListRead:
    """The points of a list, and how it was understood: ``columns`` are header -> meaning, empty for none."""

    file_name: str
    columns: Mapping[str, str]
    points: tuple[Assessed, ...]
    n_left_out: int
    unread: tuple[UnreadCell, ...]

    @property
    def not_understood(self) -> list[str]:
        """Columns of which nobody knows what they mean."""
        return [header for header, target in self.columns.items() if not target]

    def lines(self) -> Iterator[str]:
        """What was not read, in words; nothing where all of it was."""
        if n := self.n_left_out:
            yield ngettext(
                "%(n)d row names no point and is left out.", "%(n)d rows name no point and are left out.", n
            ) % {"n": n}
        if self.not_understood:
            counts = {"n": len(self.columns) - len(self.not_understood), "all": len(self.columns)}
            yield gettext("Columns understood: %(n)d of %(all)d") % counts
            yield gettext("Columns kept and not used: %(columns)s") % {"columns": ", ".join(self.not_understood)}
        if n := len(self.unread):
            yield ngettext(
                "%(n)d cell could not be read and counts as not known:",
                "%(n)d cells could not be read and count as not known:",
                n,
            ) % {"n": n}
        for one in self.unread[:_MOST_LINES]:
            told = {"number": one.row, "column": one.column, "value": one.value, "reason": gettext(one.reason)}
            yield "  " + gettext("Row %(number)d, %(column)s, “%(value)s”: %(reason)s") % told
        if len(self.unread) > _MOST_LINES:
            yield "  " + gettext("and more; --report FILE writes all of them.")

    def as_json(self) -> str:
        """The whole of it."""
        told = {
            "file": self.file_name,
            "n_points": len(self.points),
            "n_left_out": self.n_left_out,
            "columns": {header: target or None for header, target in self.columns.items()},
            "n_columns_understood": len(self.columns) - len(self.not_understood),
            "unread": [
                {"row": one.row, "column": one.column, "value": one.value, "code": one.code, "reason": one.reason}
                for one in self.unread
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_list(file: Path, *, country: str) -> ListRead:
    """The list of a file; its points are held to stand in ``country``.

    Raises ``UnreadableFile`` where it is no table, or where nothing of it is understood: of such a file every answer
    would be "not known", and that would look like an answer.
    """
    table = read_table(file.read_bytes(), file_name=file.name)
    columns = recognise_columns(table)
    meanings = {header: columns.targets.get(header, "") for header in table.columns}
    if table.format == _NO_TABLE or not any(meanings.values()):
        raise UnreadableFile(
            _("This file is no table of points."),
            where=file.name,
            remedy=_("Give a list with a header, such as CSV or XLSX; `punkt import` reads text that was pasted."),
        )
    drafts = list(draft_points(table, columns))
    good = [draft for draft in drafts if not draft.is_refused]
    return ListRead(
        file_name=file.name,
        columns=meanings,
        points=tuple(assessed_draft(draft, country=country) for draft in good),
        n_left_out=len(drafts) - len(good),
        unread=tuple(cell for draft in good for cell in _unread(draft, table, meanings)),
    )


def _unread(draft: PointDraft, table: SourceTable, meanings: Mapping[str, str]) -> Iterator[UnreadCell]:
    for found in draft.findings:
        if found.severity is not Severity.SUSPICIOUS or found.field in _NOT_ABOUT_WHAT_IS_ASKED:
            continue
        headers = [header for header in table.columns if meanings[header] == found.field and header in draft.extras]
        for header in headers or [found.field]:
            value = str(draft.extras.get(header, ""))
            yield UnreadCell(draft.row_number, header, value, found.code, found.reason)
