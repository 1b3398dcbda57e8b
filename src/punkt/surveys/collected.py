"""Answers that were collected with a form of ours in KoboToolbox or ODK, from their export as CSV or XLSX.

Such an export has a row for each submission and a column for each question, by its name in the form or by its label
with groups before it (``s4/s4_fuel_l``); of several options one column with all words and one for each option.
Entries of groups that repeat stand in sheets or files of their own and are not read.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from punkt.errors import UnreadableFile
from punkt.surveys.questionnaire import Question, Questionnaire
from punkt.surveys.spellings import clean_words
from punkt.surveys.words import Kind
from punkt.surveys.xlsform_faults import Remarks, SheetRemark
from punkt.surveys.xlsform_names import AS_OF_PART, BASIS_PART, CURRENCY_PART, UNKNOWN_PART, form_name
from punkt.wording import gettext_noop as _
from punkt.workbooks.apart import read_apart

MOST_BYTES = 50 * 2**20
MOST_CELLS = 5_000_000
_MOST_LETTERS = 200_000
_SAMPLE = 10_000
_BESIDE = {UNKNOWN_PART: "unknown", BASIS_PART: "source", AS_OF_PART: "as_of", CURRENCY_PART: "currency"}
_NO_TABLE = _("This file is no table of answers.")
_ZIP = b"PK\x03\x04"
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Submission:
    """One row: its number in the file, and what was answered, for ``check_answers``."""

    row: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Collected:
    """The submissions of an export, and the columns that no question of the questionnaire knows."""

    submissions: tuple[Submission, ...]
    left_out: tuple[SheetRemark, ...]


def read_collected(
    content: bytes, questionnaire: Questionnaire, *, names: Mapping[str, str] | None = None, where: str = ""
) -> Collected:
    """The submissions of an export. ``names`` has the id of a question by the name of its column, where another
    program or form named it.

    Raises ``UnreadableFile`` for what is no such file. An empty cell is a blank, never a no and never a zero.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("This file is too large for answers."), where=where)
    rows = list(_sheet(content, where) if content.startswith(_ZIP) else _csv(content, where))
    columns = _Columns(questionnaire, names or {})
    heads = list(rows[0][1]) if rows else []
    if not any(columns.knows(head) for head in heads):
        raise UnreadableFile(_NO_TABLE, where=where, remedy=_("Is it an export of this questionnaire?"))
    remarks = Remarks()
    for head in heads:
        if not columns.knows(head):
            remarks.leave_out(
                where, 1, _("The column %(name)s: no question is called so."), name=clean_words(head)[:60]
            )
    submissions = tuple(Submission(number, columns.given(cells)) for number, cells in rows)
    return Collected(submissions, tuple(remarks.left_out))


class _Columns:
    """Which column says what of which question."""

    def __init__(self, questionnaire: Questionnaire, names: Mapping[str, str]) -> None:
        self._places: dict[str, tuple[Question, str]] = {}
        self._known: set[str] = set()
        for question in questionnaire.questions:
            for name in (form_name(question.id), *(name for name, key in names.items() if key == question.id)):
                self._add(name, question)

    def _add(self, name: str, question: Question) -> None:
        if question.kind is Kind.GROUP:
            return
        self._places[name] = (question, "value")
        for part, key in _BESIDE.items():
            self._places[f"{name}_{part}"] = (question, key)
        for row in question.matrix.rows if question.matrix else ():
            self._places[f"{name}_{row.id}"] = (question, f"row {row.id}")
            self._known |= (
                {f"{name}_{row.id}/{one.id}" for one in question.matrix.columns} if question.matrix else set()
            )
        self._known |= {f"{name}/{one.id}" for one in question.options} | {f"{name}/unknown"}

    def knows(self, head: str) -> bool:
        """Whether a column belongs to a question, also one for a single option: the column of all options says it."""
        return self._place(head) is not None or any(head == one or head.endswith(f"/{one}") for one in self._known)

    def _place(self, head: str) -> tuple[Question, str] | None:
        return self._places.get(head) or (None if head in self._known else self._places.get(head.rpartition("/")[2]))

    def given(self, cells: Cells) -> dict[str, Any]:
        """What a row answers."""
        found: dict[str, dict[str, Any]] = {}
        for head, cell in cells.items():
            place = self._place(head)
            if place is None or not cell.strip():
                continue
            question, key = place
            told = found.setdefault(question.id, {})
            if key.startswith("row "):
                if not isinstance(told.get("value"), dict):  # a column of the matrix itself holds nothing to keep
                    told["value"] = {}
                told["value"][key.removeprefix("row ")] = cell.split()
            elif key == "unknown":
                told["unknown"] = True
            elif key == "value" and question.kind is Kind.MATRIX:
                continue
            elif key == "value":
                told.update(_value(question, cell.strip()))
            else:
                told[key] = cell.strip()
        return found


def _value(question: Question, cell: str) -> dict[str, Any]:
    """Machines write these numbers: a point is before decimals. Several options are words with blanks between."""
    if question.kind is Kind.NUMBER:
        whole, _point, places = cell.partition(".")
        return {"number": whole if places and not places.strip("0") else cell}
    return {"value": cell.split() if question.kind is Kind.MULTIPLE else cell}


def _csv(content: bytes, where: str) -> Iterator[tuple[int, Cells]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("This file is no UTF-8 text."), where=where) from error
    first = text[:_SAMPLE].split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    csv.field_size_limit(max(_MOST_LETTERS, csv.field_size_limit()))  # a module-wide figure that others raise, too
    try:
        yield from _rows(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1)
    except csv.Error as error:
        raise UnreadableFile(_NO_TABLE, where=where) from error


def _sheet(content: bytes, where: str) -> Iterator[tuple[int, Cells]]:
    found = read_apart(content, max_cells=MOST_CELLS)
    if "error" in found:
        raise UnreadableFile(_("This workbook is damaged or was not downloaded completely."), where=where)
    yield from _rows(
        ([str(cell) if cell is not None else "" for cell in row] for row in found["rows"]), found["start"] + 1
    )


def _rows(rows: Iterable[Sequence[str]], first: int) -> Iterator[tuple[int, Cells]]:
    heads: list[str] | None = None
    for number, row in enumerate(rows, first):
        if heads is None:
            heads = [cell.strip() for cell in row]
        elif any(cell.strip() for cell in row):
            yield number, {head: cell for head, cell in zip(heads, row, strict=False) if head}
