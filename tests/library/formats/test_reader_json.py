"""JSON of any shape becomes rows: flat or nested, wrapped or bare, one a line, and safe to store again as JSON."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadableFile
from punkt.formats.readers import read_table
from punkt.formats.readers.cells import clean_cell, clean_text, flatten
from punkt.formats.table import ID_COLUMN, LATITUDE_COLUMN, LONGITUDE_COLUMN, SourceTable


def table_of(value: object) -> SourceTable:
    return read_table(json.dumps(value).encode(), file_name="list.json")


def test_nested_objects_become_columns_with_dots() -> None:
    table = table_of([{"id": 1, "coordinate": {"lat": 50.3, "lng": 34.9}, "tags": ["a", "b"]}, {"id": 2, "x": None}])
    assert table.format == "json"
    assert table.columns == ("id", "coordinate.lat", "coordinate.lng", "tags", "x")
    assert table.rows[0].cells == (1, 50.3, 34.9, ["a", "b"], None)
    assert [row.number for row in table.rows] == [1, 2]


@pytest.mark.parametrize(
    "envelope",
    [
        lambda rows: {"results": rows, "count": 2},
        lambda rows: {"success": True, "result": {"fields": [{"id": "a"}], "records": rows}},
        lambda rows: {"meta": {"page": 1}, "data": {"items": rows}},
    ],
)
def test_an_envelope_is_opened(envelope) -> None:  # type: ignore[no-untyped-def]
    table = table_of(envelope([{"name": "School"}, {"name": "Lyceum"}]))
    assert table.columns == ("name",)
    assert len(table.rows) == 2


def test_objects_by_key_keep_their_key_as_identity() -> None:
    table = table_of({"A1": {"name": "School"}, "A2": {"name": "Lyceum"}})
    assert [dict(row) for row in table.as_dicts()] == [
        {ID_COLUMN: "A1", "name": "School"},
        {ID_COLUMN: "A2", "name": "Lyceum"},
    ]


def test_arrays_of_arrays_have_a_header() -> None:
    assert table_of([["name", "lat"], ["School", 50.1], ["Lyceum", 50.2]]).rows[1].cells == ("Lyceum", 50.2)
    assert table_of({"columns": ["name", "lat"], "rows": [["School", 50.1]]}).columns == ("name", "lat")


def test_a_geometry_inside_a_record_gives_the_position() -> None:
    table = table_of([{"name": "School", "location": {"type": "Point", "coordinates": [30.5, 50.4]}}])
    row = next(table.as_dicts())
    assert (row[LATITUDE_COLUMN], row[LONGITUDE_COLUMN]) == (50.4, 30.5)
    assert row["location.coordinates"] == [30.5, 50.4]


def test_one_object_a_line_keeps_the_line_numbers() -> None:
    table = read_table(b'{"id": 1, "name": "a"}\n\n{"id": 2, "name": "b"}\n', file_name="list.ndjson")
    assert [(row.number, row.cells) for row in table.rows] == [(1, (1, "a")), (3, (2, "b"))]


def test_a_broken_line_is_named() -> None:
    with pytest.raises(UnreadableFile, match="broken") as caught:
        read_table(b'{"id": 1}\n{"id": 2\n', file_name="list.ndjson")
    assert caught.value.where == "list.ndjson, line 2"


def test_nan_and_infinity_become_empty_and_are_told() -> None:
    table = read_table(b'[{"a": NaN, "b": -Infinity, "c": 1e999, "d": 1}]')
    assert table.rows[0].cells == (None, None, None, 1)
    assert any("not numbers" in repair and "(2)" in repair for repair in table.repairs)


def test_values_that_a_database_refuses_are_made_safe() -> None:
    table = read_table(
        b'[{"a": "x\\u0000y", "b": "\\ud800z", "c": 99999999999999999999999, "d": "", "e": {}, "f": []}]'
    )
    assert dict(next(table.as_dicts())) == {"a": "xy", "b": "z", "c": "99999999999999999999999"}


def test_equal_names_after_flattening_stay_apart() -> None:
    assert flatten({"a.b": 1, "a": {"b": 2}}) == {"a.b": 1, "a.b (2)": 2}


def test_parts_that_are_no_records_are_told() -> None:
    table = table_of([{"name": "School"}, "remark", None])
    assert len(table.rows) == 1
    assert any("not records" in repair and "(2, 3)" in repair for repair in table.repairs)


@pytest.mark.parametrize("content", [b'[{"a": 1}, {"a"', b'{"a": ', b"[{'a': 1}]", b'[{"a": ' + b"9" * 5000 + b"}]"])
def test_broken_json_is_one_clear_error(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="broken") as caught:
        read_table(content, file_name="list.json")
    assert caught.value.where.startswith("list.json")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b'{"a":' * 100_000, b'[{"a":' + b"[" * 60 + b"1" + b"]" * 60 + b"}]",
     b'[{"a":' + b'{"b":' * 60 + b"1" + b"}" * 60 + b"}]"],
)  # fmt: skip
def test_deep_nesting_is_an_error_and_not_a_crash(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_table(content)


def test_more_brackets_than_memory_holds_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="too many parts"):
        read_table(b"[" + b"{}," * 10_000_001 + b"{}]")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"error": {"code": 400, "message": "Invalid URL", "details": ["Invalid URL"]}}, "400 Invalid URL"),
        ({"success": False, "error": "Not found"}, "Not found"),
        ({"errors": [{"message": "Token required"}]}, "Token required"),
    ],
)
def test_an_error_of_the_server_is_named(answer: object, words: str) -> None:
    with pytest.raises(UnreadableFile, match="answered with an error") as caught:
        table_of(answer)
    assert words in caught.value.where


@pytest.mark.parametrize("content", [b"[]", b"{}", b"[[]]", b'{"results": []}', b"[{}]"])
def test_json_without_rows_is_an_error(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="no row"):
        read_table(content, file_name="list.json")


@pytest.mark.parametrize(
    "value",
    [
        {"type": ["Point"], "coordinates": [1, 2]}, [{"a": {"type": {}, "coordinates": []}}],
        {"elements": [{"type": []}]},
        {"features": [{"attributes": {"a": 1}, "geometry": 5}], "spatialReference": {"wkid": [1], "latestWkid": {}}},
        {"features": [{"attributes": []}], "fields": [{"name": "a", "domain": {"codedValues": [{"name": "x"}]}}]},
        {"type": "FeatureCollection", "features": [1, {"properties": 2, "geometry": [], "id": {}}],
         "crs": {"properties": 1}},
    ],
)  # fmt: skip
def test_members_of_the_wrong_kind_break_nothing(value: object) -> None:
    with contextlib.suppress(UnreadableFile):
        assert table_of(value).rows


def test_a_single_object_is_one_row() -> None:
    assert table_of({"name": "School", "lat": 50.1}).rows[0].cells == ("School", 50.1)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(JSON_VALUES)
def test_any_json_gives_rows_that_are_json_again_or_one_error(value: object) -> None:
    try:
        table = read_table(json.dumps(value).encode())
    except UnreadableFile:
        return
    for row in table.rows:
        json.dumps(row.cells, allow_nan=False, ensure_ascii=False).encode()
        assert len(row.cells) == len(table.columns)
    assert len(set(table.columns)) == len(table.columns)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_cell(cleaned) == cleaned
