"""CSV and its relatives come back cell by cell, and each row keeps the line that a person would look for."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadableFile
from punkt.formats.readers import delimited, limits, read_table
from punkt.formats.table import SourceTable

HEADER = ["id", "назва", "місткість"]


def table_of(text: str, file_name: str = "list.csv") -> SourceTable:
    return read_table(text.encode(), file_name=file_name)


def cells_of(table: SourceTable) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_every_delimiter_is_found(delimiter: str) -> None:
    lines = [delimiter.join(["id", "name", "lat"]), delimiter.join(["7", "School", "50.1"])]
    table = table_of("\n".join(lines))
    assert table.columns == ("id", "name", "lat")
    assert cells_of(table) == [("7", "School", "50.1")]


def test_a_decimal_comma_does_not_win_over_the_semicolon() -> None:
    table = table_of("назва;широта;довгота\nШкола;50,45;30,52\nЛікарня;50,46;30,53\n")
    assert cells_of(table)[0] == ("Школа", "50,45", "30,52")


def test_quoted_line_ends_and_doubled_quotes_stay_inside_their_cell() -> None:
    table = table_of('id,name,note\n1,"Школа ""Надія""","first\nsecond"\n2,b,c\n')
    assert cells_of(table)[0] == ("1", 'Школа "Надія"', "first\nsecond")
    assert [row.number for row in table.rows] == [2, 4]


def test_blank_lines_are_no_rows_and_do_not_shift_the_line_numbers() -> None:
    table = table_of("id;name\r\n\r\n1;a\r\n;\r\n2;b\r\n")
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("1", "a")), (5, ("2", "b"))]


def test_short_rows_are_filled_and_long_rows_keep_their_surplus() -> None:
    table = table_of("id,name,lat\n1,a\n2,b,50.1,surplus\n3,c,50.2\n")
    assert table.columns == ("id", "name", "lat", "column 4")
    assert cells_of(table) == [("1", "a", None, None), ("2", "b", "50.1", "surplus"), ("3", "c", "50.2", None)]
    assert any("fewer cells" in repair and "(2)" in repair for repair in table.repairs)
    assert any("more cells" in repair and "(3)" in repair for repair in table.repairs)


def test_trailing_delimiters_make_no_columns() -> None:
    table = table_of("id;name;;\n1;a;;\n2;b;;\n")
    assert table.columns == ("id", "name")
    assert cells_of(table) == [("1", "a"), ("2", "b")]
    assert table.repairs == ()


def test_a_column_without_name_is_kept_when_it_holds_something() -> None:
    table = table_of("id;;name\n1;x;a\n2;;b\n")
    assert table.columns == ("id", "column 2", "name")


def test_the_hint_of_excel_names_the_delimiter_and_is_no_row() -> None:
    table = table_of("sep=|\nid|name, address\n1|a, b\n")
    assert table.columns == ("id", "name, address")
    assert table.rows[0].number == 3


def test_a_header_repeated_on_each_page_is_not_a_row() -> None:
    table = table_of("id,name,lat\n1,a,50.1\n2,b,50.2\nid,name,lat\n3,c,50.3\n")
    assert [row.cells[0] for row in table.rows] == ["1", "2", "3"]
    assert any("repeated" in repair and "(4)" in repair for repair in table.repairs)


def test_a_quotation_mark_that_nobody_closes_costs_no_rows() -> None:
    rows = [f"{number};School {number};50.{number}" for number in range(1, 400)]
    rows[9] = '10;"School;50.10'
    table = table_of("\n".join(["id;name;lat", *rows]))
    assert len(table.rows) == 399
    assert table.rows[9].cells == ("10", '"School', "50.10")
    assert table.rows[10].number == 12
    assert any("quotation mark" in repair and "(11)" in repair for repair in table.repairs)


def test_two_stray_quotation_marks_do_not_swallow_the_rows_between() -> None:
    rows = [f"{number};School {number};50.{number}" for number in range(1, 30)]
    rows[4], rows[14] = '5;"School;50.5', '15;School";50.15'
    assert len(table_of("\n".join(["id;name;lat", *rows])).rows) == 29


def test_a_file_cut_inside_a_quoted_cell_says_so() -> None:
    table = table_of('id,name\n1,a\n2,"School of the vil')
    assert cells_of(table)[-1] == ("2", "School of the vil")
    assert any("ends in the middle" in repair for repair in table.repairs)


def test_one_column_is_a_table_too() -> None:
    table = table_of("name\nSchool\nHospital\n")
    assert (table.columns, cells_of(table)) == (("name",), [("School",), ("Hospital",)])


def test_a_header_without_rows_is_an_error_and_not_an_empty_network() -> None:
    with pytest.raises(UnreadableFile, match="no row") as caught:
        table_of("id;name;lat\n")
    assert caught.value.where == "list.csv"
    assert caught.value.remedy


def test_a_table_over_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 10)
    with pytest.raises(UnreadableFile, match="too many"):
        table_of("a,b,c\n1,2,3\n4,5,6\n7,8,9\n")


def test_a_header_of_ten_thousand_columns_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="too many"):
        table_of(",".join(["a"] * 10_000) + "\n1,2\n")


def test_words_are_shared_only_while_they_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_KNOWN_WORDS", 4)
    text = "id,name\n" + "\n".join(f"{number},school {number}" for number in range(50))
    assert cells_of(table_of(text))[49] == ("49", "school 49")


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)
CELLS = st.one_of(WORDS, st.sampled_from(['say "yes"', "two\nlines", "a,b;c|d", "50,1", "так"]))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_writer_wrote_is_what_is_read(
    rows: list[tuple[str, str]], delimiter: str, line_end: str, encoding: str
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    writer.writerows([str(number), *row] for number, row in enumerate(rows))
    table = read_table(stream.getvalue().encode(encoding), file_name="list.csv")
    assert table.columns == tuple(HEADER)
    assert cells_of(table) == [(str(number), *(cell or None for cell in row)) for number, row in enumerate(rows)]
