"""The header is found under titles, over two rows, or known to be missing; a point is never taken for a header."""

import pytest

from punkt.errors import UnreadableFile
from punkt.formats.readers import read_table
from punkt.formats.table import SourceTable


def table_of(*lines: str) -> SourceTable:
    return read_table("\n".join(lines).encode(), file_name="list.csv")


def test_title_lines_above_the_header_are_left_out_and_told() -> None:
    table = table_of(
        "Перелік пунктів незламності;;;", "станом на 01.02.2026;;;", ";;;",
        "№;Назва;Адреса;Місткість", "1;Школа;вул. Миру, 5;100", "2;Ліцей;вул. Миру, 7;80",
    )  # fmt: skip
    assert table.columns == ("№", "Назва", "Адреса", "Місткість")
    assert [row.number for row in table.rows] == [5, 6]
    assert any("Перелік пунктів незламності · станом на 01.02.2026" in repair for repair in table.repairs)


def test_a_group_over_two_columns_is_joined_to_their_names() -> None:
    table = table_of(";;Координати;", "№;Назва;широта;довгота", "1;Школа;50.1;30.1", "2;Ліцей;50.2;30.2")
    assert table.columns[2:] == ("Координати / широта", "Координати / довгота")
    assert len(table.rows) == 2


def test_names_and_codes_in_two_rows_are_joined() -> None:
    table = table_of("Код,Назва,К-ть працівників", "code,name,workers", "1,ЦНАП,5", "2,ЦНАП Суми,7")
    assert table.columns == ("Код / code", "Назва / name", "К-ть працівників / workers")
    assert [row.number for row in table.rows] == [3, 4]


def test_a_first_row_with_unknown_figures_is_not_a_second_header() -> None:
    table = table_of("id,name,lat,lon", "a,School,unknown,unknown", "b,Lyceum,50.1,30.1", "c,Library,50.2,30.2")
    assert table.columns == ("id", "name", "lat", "lon")
    assert len(table.rows) == 3


def test_a_row_of_column_numbers_under_the_header_is_not_a_point() -> None:
    table = table_of("№;Назва;Адреса", "1;2;3", "1;Школа;вул. Миру, 5", "2;Ліцей;вул. Миру, 7")
    assert [row.cells[1] for row in table.rows] == ["Школа", "Ліцей"]


@pytest.mark.parametrize(
    "lines",
    [
        ("1;Школа №5;50.45;30.52", "2;Школа №7;50.46;30.53", "3;Ліцей;50.47;30.54"),
        ("Школа №5;вул. Миру, 5;так", "Школа №7;вул. Миру, 7;так", "Ліцей №1;вул. Миру, 9;ні"),
        ("Solna;8465020;75", "Solna;8465021;80", "Malmö;8465022;90"),
    ],
)
def test_a_list_without_header_keeps_its_first_point(lines: tuple[str, ...]) -> None:
    table = table_of(*lines)
    assert [row.number for row in table.rows] == [1, 2, 3]
    assert table.columns[0] == "column 1"
    assert any("no header" in repair for repair in table.repairs)


def test_a_single_row_of_values_has_no_header() -> None:
    assert table_of("1;Школа;50.45;30.52").rows[0].cells == ("1", "Школа", "50.45", "30.52")


def test_years_may_be_names_of_columns() -> None:
    table = table_of("name,2023,2024,2025", "School,10,20,30", "Lyceum,11,21,31")
    assert table.columns == ("name", "2023", "2024", "2025")


def test_equal_and_empty_names_become_unique() -> None:
    table = table_of("name,name,,name (2),id", "a,b,c,d,1", "e,f,g,h,2")
    assert table.columns == ("name", "name (2)", "column 3", "name (2) (2)", "id")
    assert len(set(table.columns)) == 5


def test_names_lose_line_ends_and_double_blanks() -> None:
    assert table_of('"Назва\n  пункту ",id', "a,1", "b,2").columns == ("Назва пункту", "id")


def test_a_header_of_hundreds_of_equal_names_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="same name"):
        table_of(",".join(["name"] * 300), ",".join(["x"] * 300), ",".join(["y"] * 300))
