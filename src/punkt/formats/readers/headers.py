"""Which rows of a grid are its header: title lines above it, two header rows, a row of column numbers, none at all.

A header is told from a row by comparing it with what stands below: a text over numbers is a name, a number over
numbers is a row. A list that is taken for having no header loses nothing; one that is wrongly given a header loses
its first point, so doubt is decided for the header only where a column speaks for it or nothing speaks against it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from punkt.formats.readers.cells import free_name
from punkt.formats.readers.repairs import LINES_ABOVE, NO_HEADER, NUMBERED_HEADER, TWO_HEADER_ROWS, repair
from punkt.formats.table import Cell

Grid = Sequence[tuple[int, Sequence[Cell]]]
"""Rows that are not wholly empty, each with its number in the file."""

_SEARCHED_ROWS = 30
_EVIDENCE_ROWS = 50
_EXAMINED_CHARACTERS = 200
_JOIN = " / "
_BLANK_WORDS = frozenset(
    {"", "-", "–", "—", "?", "н/д", "n/a", "na", "null", "none", "nan", "nil", "немає", "нема", "невідомо", "відсутнє"}
    | {"відсутній", "не вказано", "unknown", "teadmata", "puudub", "okänt", "saknas", "uppgift saknas"}
)
_CODE = re.compile(r"[^\W\d_]{1,4}[-/]?\d{3,}[\w/-]*")
_LINK = re.compile(r"https?://\S+|\S+@\S+\.\S+|true|false", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d")
_HEADER_WORD = re.compile(
    r"id|no|№|name|title|address|phone|lat(itude)?|lon(gitude)?|lng|capacity|type|city|назва|адреса|телефон|широта|довгота"
    r"|місткість|тип|nimi|aadress|telefon|laiuskraad|pikkuskraad|namn|adress|kommun|latitud|longitud|kapacitet",
    re.IGNORECASE,
)
_NUMBERED_NAME = re.compile(r"[^\W\d]+[ _.-]?\d{1,2}")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.:]*")


@dataclass(frozen=True, slots=True)
class Header:
    """Unique column names and the index in the grid at which the rows begin."""

    names: tuple[str, ...]
    body: int
    repairs: tuple[str, ...] = ()
    line: Sequence[Cell] = ()
    """The header row as it stands, to know it again further down."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    names_over_values: int
    values_over_values: int
    hints_of_a_row: int


def find_header(grid: Grid) -> Header:
    """Where the header of a grid is and what the columns are called. ``grid`` has at least one row."""
    top = _first_full_row(grid)
    row = grid[top][1]
    evidence = _evidence(row, grid[top + 1 : top + 1 + _EVIDENCE_ROWS])
    against = evidence.values_over_values + evidence.hints_of_a_row
    if against > evidence.names_over_values or (len(grid) == 1 and _is_a_value_row(row)):
        return Header(unique_names([""] * len(row)), 0, (repair(NO_HEADER),))
    labels, body = [_label(cell) for cell in row], top + 1
    above = grid[:top]
    repairs = []
    if _has_groups_above(grid, top):
        above, labels = grid[: top - 1], _joined([_label(cell) for cell in grid[top - 1][1]], labels)
        repairs.append(repair(TWO_HEADER_ROWS))
    elif _is_second_header(grid, top):
        labels, body = _joined(labels, [_label(cell) for cell in grid[top + 1][1]]), top + 2
        repairs.append(repair(TWO_HEADER_ROWS))
    if above:
        repairs.append(_lines_above(above))
    if _is_numbering(grid, body):
        body += 1
        repairs.append(repair(NUMBERED_HEADER))
    return Header(unique_names(labels), body, tuple(repairs), row)


def speaks_for_a_header(grid: Grid) -> bool:
    """Whether the first full row is surely names: a word that only headers use, or texts over measurements."""
    top = _first_full_row(grid)
    row = grid[top][1]
    if any(map(looks_like_a_value, (cell for cell in row if not is_blank(cell)))):
        return False
    if any(_HEADER_WORD.fullmatch(str(cell).strip()) for cell in row):
        return True
    return _evidence(row, grid[top + 1 : top + 1 + _EVIDENCE_ROWS]).names_over_values > 0


def unique_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Names for columns: an empty one becomes ``column 3``, a repeated one gets ``(2)``."""
    taken: dict[str, None] = {}
    for number, label in enumerate(labels, start=1):
        taken[free_name(label or f"column {number}", taken=taken)] = None
    return tuple(taken)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or a word for nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in _BLANK_WORDS)


def looks_like_a_value(cell: Cell) -> bool:
    """Whether a cell is rather a measurement, code, date, phone or link than the name of a column."""
    if not isinstance(cell, str):
        return cell is not None
    text = cell[:_EXAMINED_CHARACTERS].strip()
    if _LINK.fullmatch(text) or _CODE.fullmatch(text):
        return True
    n_digits = sum(character.isdigit() for character in text)
    return n_digits * 2 >= len(text) and bool(re.match(r"[+(-]?\d", text))


def _first_full_row(grid: Grid) -> int:
    """The first row that is about as full as the others; titles and remarks above a table fill a cell or two."""
    typical = median(_n_filled(row) for _, row in grid[:_EVIDENCE_ROWS])
    for index, (_, row) in enumerate(grid[:_SEARCHED_ROWS]):
        filled = _n_filled(row)
        if filled >= typical or filled * 2 > typical:
            return index
    return 0


def _n_filled(row: Sequence[Cell]) -> int:
    return sum(1 for cell in row if cell not in (None, ""))


def _lines_above(skipped: Grid) -> str:
    text = " · ".join(str(cell).strip() for _, row in skipped for cell in row if cell not in (None, ""))
    return repair(LINES_ABOVE, detail=text[:200])


def _label(cell: Cell) -> str:
    return " ".join(str(cell).split())[:300] if cell is not None else ""


def _column(grid: Grid, index: int) -> list[Cell]:
    return [row[index] for _, row in grid if index < len(row) and not is_blank(row[index])]


def _evidence(row: Sequence[Cell], below: Grid) -> _Evidence:
    names = values = hints = 0
    below = [numbered for numbered in below if numbered[1] != row]  # a header repeated on each page says nothing
    for index, head in enumerate(row):
        column = _column(below, index)
        if is_blank(head) or not column:
            continue
        is_value = looks_like_a_value(head)
        if sum(map(looks_like_a_value, column)) * 5 >= len(column) * 4:
            values += is_value and not _is_year(head)
            names += not is_value
        elif _is_repeated(head, column) or _has_number_like(head, column):
            hints += 1
    return _Evidence(names, values, hints)


def _is_year(head: Cell) -> bool:
    return _YEAR.fullmatch(str(head).strip()) is not None


def _is_repeated(head: Cell, column: Sequence[Cell]) -> bool:
    """A word that stands again below is a value, unless the whole column is one word (a repeated header)."""
    return isinstance(head, str) and len(column) > 2 and column.count(head) > 0 and len(set(map(str, column))) > 1


def _has_number_like(head: Cell, column: Sequence[Cell]) -> bool:
    """A house or school number in the first row where nearly all rows have one ("вул. Миру, 5")."""
    with_digit = sum(1 for cell in column if re.search(r"\d", str(cell)))
    text = str(head).strip()
    return with_digit * 10 >= len(column) * 9 and bool(re.search(r"\d", text)) and not _NUMBERED_NAME.fullmatch(text)


def _is_a_value_row(row: Sequence[Cell]) -> bool:
    return any(looks_like_a_value(cell) and not _is_year(cell) for cell in row if not is_blank(cell))


def _has_groups_above(grid: Grid, top: int) -> bool:
    """Whether the line right above the header names groups of columns: unlike a title it leaves the first one free."""
    if top == 0 or grid[top - 1][0] != grid[top][0] - 1:
        return False
    return not _at(grid[top - 1][1], 0) and bool(_at(grid[top][1], 0))


def _is_second_header(grid: Grid, top: int) -> bool:
    if len(grid) < top + 3:
        return False
    first, second = grid[top][1], grid[top + 1][1]
    evidence = _evidence(second, grid[top + 2 : top + 2 + _EVIDENCE_ROWS])
    if evidence.names_over_values == 0 or evidence.values_over_values or evidence.hints_of_a_row:
        return False
    texts = [str(cell).strip() for cell in second if cell not in (None, "")]
    if len(set(texts)) < len(texts) or any(map(looks_like_a_value, texts)):
        return False
    fills_a_gap = any(not _at(first, index) and _at(second, index) for index in range(len(second)))
    is_full = len(texts) * 10 >= _n_filled(first) * 9
    is_named = evidence.names_over_values > 1 or all(_IDENTIFIER.fullmatch(text) for text in texts)
    return fills_a_gap or (is_full and is_named)


def _at(row: Sequence[Cell], index: int) -> str:
    return _label(row[index]) if index < len(row) else ""


def _joined(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """``Координати`` over ``широта`` and ``довгота`` -> ``Координати / широта``, ``Координати / довгота``."""
    labels, group = [], ""
    for index in range(max(len(first), len(second))):
        upper, lower = _at(first, index), _at(second, index)
        group = upper or (group if lower else "")
        labels.append(_JOIN.join(dict.fromkeys(part for part in (group, lower) if part)))
    return labels


def _is_numbering(grid: Grid, index: int) -> bool:
    """A row 1, 2, 3 ... under the header, as official forms have it."""
    if len(grid) <= index + 1 or len(grid[index][1]) < 3:
        return False
    return [str(cell).strip() for cell in grid[index][1]] == [str(n + 1) for n in range(len(grid[index][1]))]
