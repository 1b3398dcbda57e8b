"""Rows of a table whose columns are understood -> one draft of a point each. No row and no column is lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from punkt.errors import InvalidCode
from punkt.formats.column_map import IDENTIFIER_PREFIX, ColumnMap
from punkt.formats.draft import Finding, PointDraft
from punkt.formats.findings import finding
from punkt.formats.host_kinds import host_kind_of
from punkt.formats.languages import language_of, table_language
from punkt.formats.positions import PlacedRow, read_positions
from punkt.formats.stated import USUAL_TEXT_LIMIT, Reader, Stated, Value, checked_remark, read_text, reader_of
from punkt.formats.table import Cell, SourceTable
from punkt.formats.values import availability_of, clean_cell, is_bare_answer, is_blank, moment_of
from punkt.ids import normal_point_code
from punkt.model.fields import FIELDS, FieldKind
from punkt.model.vocabulary import Availability

CODE_AUTHORITY = "punkt"
"""Authority of the identifier under which a draft carries our own public code."""

_POSITION_TARGETS = frozenset({"latitude", "longitude", "coordinates", "easting", "northing"})
_PLACE_TARGETS = {
    "region": "region",
    "district": "district",
    "municipality": "municipality",
    "settlement": "settlement",
    "territory_code": "code",
}
_MAX_IDENTIFIER = 120
_TERRITORY_CODE = re.compile(r"UA\d{17}|\d{4,10}")


@dataclass(slots=True)
class _Row:
    """A draft in the making. ``side`` and ``remarks`` are weighed after every column has spoken for itself."""

    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    identifiers: dict[tuple[str, str], None] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    contacts: list[str] = field(default_factory=list)
    stated_on: str = ""
    extras: dict[str, Cell] = field(default_factory=dict)
    findings: dict[Finding, None] = field(default_factory=dict)
    address_parts: dict[str, str] = field(default_factory=dict)
    aliases: dict[tuple[str, str], None] = field(default_factory=dict)
    side: list[tuple[str, Value]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def note(self, code: str, about: str = "") -> None:
        self.findings[finding(code, about)] = None


Handler = Callable[[_Row, Cell], None]


def draft_points(table: SourceTable, columns: ColumnMap) -> Iterator[PointDraft]:
    """One draft for each row of ``table``, in order; a row that cannot be imported carries a REFUSED finding.

    Positions are worked out for the whole table first (one projection call), the rest row by row.
    """
    language = table_language(table)
    handlers = [(place, _handler(table, columns, column, language)) for place, column in enumerate(table.columns)]
    position_columns = [
        (place, column)
        for place, column in enumerate(table.columns)
        if columns.targets.get(column, "") in _POSITION_TARGETS
    ]
    for row, placed in zip(table.rows, read_positions(table, columns), strict=True):
        built = _Row()
        for place, handler in handlers:
            cell = row.cells[place]
            if cell is not None and cell != "":
                handler(built, cell)
        if placed.position is None:
            built.extras.update(
                {column: row.cells[place] for place, column in position_columns if not is_blank(row.cells[place])}
            )
        yield _finished(row.number, built, placed, is_empty=all(is_blank(cell) for cell in row.cells))


def _finished(number: int, row: _Row, placed: PlacedRow, *, is_empty: bool) -> PointDraft:
    if is_empty:
        return PointDraft(number, extras=row.extras, findings=(finding("empty-row"),))
    _compose_address(row)
    _weigh_remarks(row)
    for key, value in row.side:
        row.values.setdefault(key, value)
    _infer_host_kind(row)
    for noticed in placed.findings:
        row.findings[noticed] = None
    if placed.position is None:
        has_words = bool(row.names) or "address" in row.values
        row.note("no-position" if has_words else "nothing-to-identify", "position" if has_words else "")
    return PointDraft(
        number,
        names=row.names,
        aliases=tuple(alias for alias in row.aliases if alias[1] not in row.names.values()),
        values=row.values,
        position=placed.position,
        identifiers=tuple(row.identifiers),
        places=row.places,
        contacts=tuple(dict.fromkeys(row.contacts)),
        stated_on=row.stated_on,
        extras=row.extras,
        findings=tuple(row.findings),
    )


# --- what each column does -----------------------------------------------------------------------------------------


def _handler(table: SourceTable, columns: ColumnMap, column: str, language: str) -> Handler:
    """What is done with the filled cells of a column."""
    target = columns.targets.get(column, "")
    if target in _POSITION_TARGETS:
        return lambda row, cell: None  # noqa: ARG005 - read for the whole table at once
    by_name: dict[str, Callable[[], Handler]] = {
        "": lambda: _keeping(column),
        "name": lambda: _naming(column, None, language),
        "alias": lambda: _aliasing(column, language),
        "remark": lambda: _remarking(column),
        "services": lambda: _remarking(column),
        "stated_on": lambda: _dating(column),
        "contact": lambda: _contacting(column),
        "code": lambda: _coding(column),
        "territory": lambda: _placing_anywhere(column),
    }
    if target in by_name:
        return by_name[target]()
    if target.startswith("name."):
        return _naming(column, target.removeprefix("name."), language)
    if target == "identifier" or target.startswith(IDENTIFIER_PREFIX):
        return _identifying(column, target.removeprefix("identifier").removeprefix("."))
    if target in _PLACE_TARGETS or target in ("street", "house", "postcode"):
        return _placing(column, target)
    reader = reader_of(target, header=column, is_flag=_is_flag(table, column, target))
    return _stating(column, target, reader) if reader is not None else _keeping(column)


def _is_flag(table: SourceTable, column: str, target: str) -> bool:
    """Whether a yes/no column holds both 0 and 1 and nothing else."""
    if target not in FIELDS or FIELDS[target].kind is not FieldKind.AVAILABILITY:
        return False
    place = table.columns.index(column)
    return {clean_cell(row.cells[place]).text for row in table.rows} - {""} == {"0", "1"}


def _keeping(column: str) -> Handler:
    def keep(row: _Row, cell: Cell) -> None:
        if not isinstance(cell, str) or not cell.isspace():
            row.extras[column] = cell

    return keep


def _text(row: _Row, cell: Cell, target: str) -> str:
    text, is_stripped = clean_cell(cell)
    if is_stripped and text:
        row.note("stripped-markup", target)
    return text


def _whole(text: str) -> str:
    """A number that a spreadsheet has passed through, without its ".0"."""
    return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text


def _take(row: _Row, column: str, target: str, cell: Cell, stated: Stated) -> None:
    for key, value in stated.values:
        row.values.setdefault(key, value)
    row.side.extend(stated.side)
    for code in stated.codes:
        row.note(code, target)
    if stated.is_kept:
        row.extras[column] = cell


def _stating(column: str, target: str, reader: Reader) -> Handler:
    def state(row: _Row, cell: Cell) -> None:
        text = _text(row, cell, target)
        if text:
            _take(row, column, target, cell, reader(text))

    return state


def _naming(column: str, language: str | None, table_wide: str) -> Handler:
    def name(row: _Row, cell: Cell) -> None:
        text = _text(row, cell, "name")
        if not text:
            return
        stated = read_text("name", text)
        spoken = language if language is not None else language_of(text, table_wide)
        row.names.setdefault(spoken, str(stated.values[0][1]))
        _take(row, column, "name", cell, Stated(codes=stated.codes, is_kept=stated.is_kept))

    return name


def _aliasing(column: str, table_wide: str) -> Handler:
    """Other names, several of them with ; between (as OpenStreetMap writes them)."""

    def alias(row: _Row, cell: Cell) -> None:
        for part in _text(row, cell, "alias").split(";"):
            text = part.strip()
            if not text or is_bare_answer(text):
                continue
            stated = read_text("name", text)
            name = str(stated.values[0][1])
            row.aliases[language_of(name, table_wide), name] = None
            _take(row, column, "alias", cell, Stated(codes=stated.codes, is_kept=stated.is_kept))

    return alias


def _identifying(column: str, authority: str) -> Handler:
    def identify(row: _Row, cell: Cell) -> None:
        text = _whole(_text(row, cell, "identifier"))
        if 0 < len(text) <= _MAX_IDENTIFIER:
            row.identifiers[authority, text] = None
        elif text:
            _take(row, column, "identifier", cell, Stated(codes=("unreadable-value",), is_kept=True))

    return identify


def _coding(column: str) -> Handler:
    def read_code(row: _Row, cell: Cell) -> None:
        text = clean_cell(cell).text
        try:
            row.identifiers[CODE_AUTHORITY, normal_point_code(text)] = None
        except InvalidCode:
            if text:
                _take(row, column, "code", cell, Stated(codes=("unreadable-value",), is_kept=True))

    return read_code


def _placing(column: str, target: str) -> Handler:
    level = _PLACE_TARGETS.get(target, "")

    def place(row: _Row, cell: Cell) -> None:
        text = _text(row, cell, target)
        if not text:
            return
        stated = read_text("settlement" if target == "settlement" else "address", text)
        short = str(stated.values[0][1])
        if level:
            row.places.setdefault(level, short)
        else:
            row.address_parts[target] = short
        if target == "settlement":
            row.values.setdefault("settlement", short)
        _take(row, column, target, cell, Stated(codes=stated.codes, is_kept=stated.is_kept or target == "postcode"))

    return place


def _placing_anywhere(column: str) -> Handler:
    as_code, as_municipality = _placing(column, "territory_code"), _placing(column, "municipality")

    def place(row: _Row, cell: Cell) -> None:
        is_code = _TERRITORY_CODE.fullmatch(clean_cell(cell).text) is not None
        (as_code if is_code else as_municipality)(row, cell)

    return place


def _contacting(column: str) -> Handler:
    def contact(row: _Row, cell: Cell) -> None:
        text = _text(row, cell, "contact")
        if text and not is_bare_answer(text):
            row.contacts.append(_whole(text)[:USUAL_TEXT_LIMIT])
        if len(text) > USUAL_TEXT_LIMIT or is_bare_answer(text):
            row.extras[column] = cell

    return contact


def _dating(column: str) -> Handler:
    def stated_on(row: _Row, cell: Cell) -> None:
        moment = (
            moment_of(cell)
            if isinstance(cell, int | float) and not isinstance(cell, bool)
            else moment_of(clean_cell(cell).text)
        )
        if moment:
            row.stated_on = moment
        elif not is_blank(cell):
            _take(row, column, "stated_on", cell, Stated(codes=("unreadable-date",), is_kept=True))

    return stated_on


def _remarking(column: str) -> Handler:
    def remark(row: _Row, cell: Cell) -> None:
        if is_blank(cell):
            return
        row.extras[column] = cell
        text = _spoken(cell)
        if text:
            row.remarks.append((column, text))

    return remark


def _spoken(cell: Cell) -> str:
    """A remark as prose: of an object with yes and no ("heat": true) one short sentence for each answer."""
    if not isinstance(cell, dict):
        return clean_cell(cell).text
    sentences = []
    for key, value in cell.items():
        answer = availability_of(clean_cell(value).text)
        if answer in (Availability.YES, Availability.NO):
            sentences.append(f"{'no ' if answer is Availability.NO else ''}{clean_cell(key).text}")
    return ". ".join(sentences)


# --- the row as a whole --------------------------------------------------------------------------------------------


def _compose_address(row: _Row) -> None:
    """Street, house and post code as one line where no column holds the whole address."""
    parts = [row.address_parts[part] for part in ("street", "house", "postcode") if part in row.address_parts]
    if "street" in row.address_parts and "address" not in row.values:
        row.values["address"] = ", ".join(parts)[:USUAL_TEXT_LIMIT]
    elif "house" in row.address_parts and "settlement" in row.values and "address" not in row.values:
        row.values["address"] = f"{row.values['settlement']}, {', '.join(parts)}"[:USUAL_TEXT_LIMIT]


def _weigh_remarks(row: _Row) -> None:
    """What free text states is taken where no column states it; a column that says otherwise is believed."""
    for column, text in row.remarks:
        reading = checked_remark(text)
        for code in reading.codes:
            row.note(code, column)
        row.contacts.extend(reading.contacts)
        for key, value in reading.values.items():
            if key in row.values and row.values[key] != value:
                row.note("contradicting-remark", key)
                continue
            if key not in row.values:
                row.note("read-from-remark", key)
            row.values[key] = value


def _infer_host_kind(row: _Row) -> None:
    if "host_kind" in row.values:
        return
    for text in (*row.names.values(), *(name for _language, name in row.aliases), str(row.values.get("host", ""))):
        kind = host_kind_of(text) if text else None
        if kind is not None:
            row.values["host_kind"] = kind.value
            row.note("inferred-host-kind", "host_kind")
            return
