"""The sheets of an XLSForm as rows of texts, and the rows of ``survey`` put into each other as groups say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from punkt.errors import UnreadableFile
from punkt.surveys import xlsform_names as names
from punkt.surveys.spellings import clean_words
from punkt.surveys.xlsform_faults import Remarks
from punkt.wording import gettext_noop as _
from punkt.workbooks.apart import read_apart

MOST_BYTES = 20 * 2**20
MOST_CELLS = 2_000_000
MOST_ROWS = 5_000
_MOST_LETTERS = 5_000
_DEEPEST = 20
_FAILURES = {
    "password": _("This workbook is protected by a password."),
    "size": _("This workbook is too large for a form."),
}
_BROKEN = _("This workbook is damaged or was not downloaded completely.")
_AGAIN = _("Open it in a spreadsheet program, save it as XLSX and try again.")
_BEGIN = re.compile(r"begin[ _](group|repeat)")
_END = re.compile(r"end[ _](group|repeat)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, and its cells by the head of the column, in small letters."""

    number: int
    cells: Mapping[str, str]

    def get(self, head: str) -> str:
        """The cell under a head; "" for none."""
        return self.cells.get(head, "")


@dataclass(slots=True)
class Node:
    """A row of ``survey`` with the rows within it. ``kind`` is the first word of its type, ``of`` the rest."""

    row: Row
    kind: str
    of: str
    within: list["Node"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the question or group."""
        return self.row.get("name")


def read_sheets(content: bytes, *, where: str) -> dict[str, list[Row]]:
    """The sheets of a form by name. Raises ``UnreadableFile`` for what is no workbook, or one that is too large.

    Formulas are what the program that wrote the file made of them; nothing is reckoned here.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_FAILURES["size"], where=where)
    wanted = (names.SURVEY, names.CHOICES, names.SETTINGS, names.OURS)
    found = read_apart(content, max_cells=MOST_CELLS, names=wanted)
    if "named" not in found:
        raise UnreadableFile(_FAILURES.get(found.get("error", ""), _BROKEN), where=where, remedy=_AGAIN)
    named: dict[str, dict[str, object]] = found["named"]
    if names.SURVEY not in named:
        what = _("This workbook has no sheet survey, so it is no XLSForm.")
        raise UnreadableFile(what, where=where, remedy=_("Give the file that the form was made from."))
    return {key: list(_rows(sheet)) for key, sheet in named.items()}


def _rows(sheet: Mapping[str, object]) -> Iterator[Row]:
    rows, start = sheet.get("rows"), sheet.get("start")
    heads: list[str] | None = None
    for number, told in enumerate(rows if isinstance(rows, list) else [], (start if isinstance(start, int) else 0) + 1):
        cells = [_text(cell) for cell in told]
        if heads is None:
            heads = [re.sub(r"\s+", " ", cell).lower().replace("list name", "list_name") for cell in cells]
            continue
        row = {head: cell for head, cell in zip(heads, cells, strict=False) if head and cell}
        if row:
            yield Row(number, row)


def _text(cell: object) -> str:
    return clean_words(str(cell)[:_MOST_LETTERS]) if cell is not None else ""


def tree(rows: list[Row], remarks: Remarks) -> list[Node]:
    """The rows of ``survey`` in their groups; what does not open or close is a fault."""
    top: list[Node] = []
    opened: list[Node] = []
    if len(rows) > MOST_ROWS:
        remarks.fault(names.SURVEY, rows[MOST_ROWS].number, _("There are more rows than %(most)s."), most=MOST_ROWS)
    for row in rows[:MOST_ROWS]:
        told = re.sub(r"\s+", " ", row.get("type")).strip()
        if end := _END.fullmatch(told.lower()):
            if not opened or opened[-1].kind != f"begin_{end[1]}":
                remarks.fault(names.SURVEY, row.number, _("Nothing is open that ends here."))
            else:
                opened.pop()
            continue
        begin = _BEGIN.fullmatch(told.lower())
        kind, _space, of = told.partition(" ")
        node = Node(row, f"begin_{begin[1]}" if begin else kind.lower(), "" if begin else of)
        (opened[-1].within if opened else top).append(node)
        if begin and len(opened) < _DEEPEST:
            opened.append(node)
        elif begin:
            remarks.fault(names.SURVEY, row.number, _("Groups stand too deep in each other."))
    for node in opened:
        remarks.fault(names.SURVEY, node.row.number, _("This group does not end."))
    return top
