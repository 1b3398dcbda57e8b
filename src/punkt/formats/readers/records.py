"""JSON records: an array of objects, alone or inside an envelope, and the shapes that stand in for one."""

from collections.abc import Mapping, Sequence

from punkt.errors import UnreadableFile
from punkt.formats.readers.build import Record, table_from_records
from punkt.formats.readers.cells import clean_cell, flatten
from punkt.formats.readers.geojson import located
from punkt.formats.readers.geometry import is_geometry, point_of_geojson
from punkt.formats.readers.grid import CHECK_EXPORT, NO_ROWS, table_from_grid
from punkt.formats.readers.repairs import NOT_RECORDS, repair, some_of
from punkt.formats.readers.text_list import read_text_list
from punkt.formats.table import ID_COLUMN, LATITUDE_COLUMN, Cell, SourceTable

_MAX_SEARCH_DEPTH = 4
_LIST_NAMES = ("results", "records", "items", "data", "rows", "features", "elements", "list")
"""What envelopes call their list; when it is empty, the envelope is not a record."""
_COLUMN_LISTS = ("columns", "fields", "header", "headers")


def read_records(parsed: object, *, lines: Sequence[int] | None = None, repairs: Sequence[str] = ()) -> SourceTable:
    """The longest array of objects anywhere near the top, else an array of arrays, of texts, objects by key, or one.

    Raises ``UnreadableFile`` when there is nothing like a row.
    """
    if isinstance(parsed, dict):
        parsed = _unwrapped(parsed)
    values = parsed if isinstance(parsed, list) else [parsed]
    numbers = list(lines or range(1, len(values) + 1))
    if any(isinstance(value, dict) for value in values):
        return _objects_as_table(values, numbers, repairs)
    format_name = "ndjson" if lines else "json"
    if any(isinstance(value, list) for value in values):
        return _arrays_as_table(format_name, values, numbers, repairs)
    texts = [value for value in values if isinstance(value, str)]
    if not texts:
        raise UnreadableFile(NO_ROWS, remedy=CHECK_EXPORT)
    return read_text_list("\n".join(" ".join(text.split()) for text in texts), repairs=repairs)


def _objects_as_table(values: Sequence[object], numbers: Sequence[int], repairs: Sequence[str]) -> SourceTable:
    pairs = list(zip(numbers, values, strict=True))
    records = [_record(number, value) for number, value in pairs if isinstance(value, dict)]
    strange = [number for number, value in pairs if not isinstance(value, dict)]
    noted = [repair(NOT_RECORDS, detail=some_of(strange))] if strange else []
    return table_from_records("json", [record for record in records if record[1]], repairs=[*repairs, *noted])


def _record(number: int, value: Mapping[str, object]) -> Record:
    cells = flatten(value)
    embedded = next((part for part in value.values() if is_geometry(part)), None)
    if embedded is not None and LATITUDE_COLUMN not in cells:
        return number, located(cells, point_of_geojson(embedded))
    return number, cells


def _arrays_as_table(
    format_name: str, values: Sequence[object], numbers: Sequence[int], repairs: Sequence[str]
) -> SourceTable:
    grid: list[tuple[int, list[Cell]]] = [
        (number, [clean_cell(part) for part in value])
        for number, value in zip(numbers, values, strict=True)
        if isinstance(value, list)
    ]
    filled = [(number, row) for number, row in grid if any(cell is not None for cell in row)]
    return table_from_grid(format_name, filled, repairs=repairs)


def _unwrapped(parsed: dict[str, object]) -> object:
    """What of an envelope (``{"results": [...]}``, ``{"result": {"records": [...]}}``) is the list."""
    table = _columns_and_rows(parsed)
    if table is not None:
        return table
    found = max(_lists_in(parsed, depth=0), key=len, default=None)
    if found is not None:
        return found
    if any(parsed.get(name) == [] for name in _LIST_NAMES):
        return []
    keyed = {key: value for key, value in parsed.items() if isinstance(value, dict)}
    if len(keyed) > 1 and len(keyed) == len(parsed) and not any(map(is_geometry, keyed.values())):
        return [{ID_COLUMN: key} | value for key, value in keyed.items()]
    return parsed


def _lists_in(value: object, *, depth: int) -> list[list[object]]:
    if depth > _MAX_SEARCH_DEPTH or not isinstance(value, dict):
        return []
    found = [part for part in value.values() if _is_a_list_of_rows(part)]
    for part in value.values():
        found += _lists_in(part, depth=depth + 1)
    return found


def _is_a_list_of_rows(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict) for part in value)


def _columns_and_rows(parsed: Mapping[str, object]) -> list[object] | None:
    """``{"columns": ["name", ...], "rows": [["School", ...]]}`` with any of the usual words for the two."""
    names = next((parsed[key] for key in _COLUMN_LISTS if isinstance(parsed.get(key), list)), None)
    rows = next((value for value in parsed.values() if _is_a_list_of_lists(value)), None)
    if not isinstance(names, list) or not isinstance(rows, list):
        return None
    header = [name.get("id") or name.get("name") if isinstance(name, dict) else name for name in names]
    return [header, *rows]


def _is_a_list_of_lists(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, list) for part in value)
