"""A list pasted as text: numbered lines, dashes, blocks, cells of a spreadsheet; nothing of a line is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadableFile
from punkt.formats.readers import pasted_table
from punkt.formats.table import Cell


def rows_of(text: str) -> list[dict[str, Cell]]:
    return list(pasted_table(text).as_dicts())


def test_name_address_and_phone_between_dashes_are_told_apart() -> None:
    text = "1. Школа №5 — вул. Миру, 5 — +38 (050) 123-45-67\n2) Ліцей — просп. Перемоги, 12 — 0542 123 456\n"
    first, second = rows_of(text)
    assert (first["name"], first["address"], first["phone"]) == ("Школа №5", "вул. Миру, 5", "+38 (050) 123-45-67")
    assert (second["name"], second["address"]) == ("Ліцей", "просп. Перемоги, 12")
    assert first["text"] == "Школа №5 — вул. Миру, 5 — +38 (050) 123-45-67"


def test_a_comma_before_the_street_parts_name_and_address() -> None:
    first, second, third = rows_of("- Школа №5, вул. Миру, 3\n- вул. Соборна, 1\n- Trygghetspunkt, Storgatan 4\n")
    assert (first["name"], first["address"]) == ("Школа №5", "вул. Миру, 3")
    assert second["address"] == "вул. Соборна, 1"
    assert "name" not in second
    assert (third["name"], third["address"]) == ("Trygghetspunkt", "Storgatan 4")


def test_a_bracket_before_the_street_and_the_word_for_a_phone_are_understood() -> None:
    first, second = rows_of(
        "- Бібліотека (вул. Кооперативна, 6)\n- Школа — вул. Миру, 5 — тел. 0542 123-456, вхід з двору\n"
    )
    assert (first["name"], first["address"]) == ("Бібліотека", "вул. Кооперативна, 6")
    assert (second["phone"], second["note"]) == ("0542 123-456", "вхід з двору")


@pytest.mark.parametrize(
    "written",
    ["50.4501, 30.5234", "50,4501; 30,5234", "50.4501 30.5234", "50°27'00\"N 30°31'24\"E"],
)
def test_coordinates_are_found_as_written(written: str) -> None:
    row = rows_of(f"Школа №5 — вул. Миру, 5 — {written}\nЛіцей — вул. Миру, 7\n")[0]
    assert row["coordinates"] == written
    assert "phone" not in row


def test_coordinates_inside_a_map_link_are_found() -> None:
    row = rows_of("Школа https://maps.example.org/@50.4501,30.5234,17z\nЛіцей\n")[0]
    assert row["coordinates"] == "50.4501,30.5234"
    assert row["link"] == "https://maps.example.org/@50.4501,30.5234,17z"


def test_headings_with_a_colon_become_the_section_of_the_lines_below() -> None:
    text = "Шевченківський район:\n1. Школа №5\n2. Ліцей\nПодільський район:\n1. Клуб\n"
    table = pasted_table(text)
    assert [row["section"] for row in table.as_dicts()] == [
        "Шевченківський район", "Шевченківський район", "Подільський район",
    ]  # fmt: skip
    assert [row.number for row in table.rows] == [2, 3, 5]


def test_lines_under_a_numbered_one_belong_to_it() -> None:
    first, second = rows_of("1. Школа №5\nвул. Миру, 5\n+380501234567\n2. Ліцей\nвул. Миру, 7\n")
    assert (first["name"], first["address"], first["phone"]) == ("Школа №5", "вул. Миру, 5", "+380501234567")
    assert second["address"] == "вул. Миру, 7"


def test_blocks_apart_by_blank_lines_are_entries() -> None:
    table = pasted_table("Школа №5\nвул. Миру, 5\n\nЛіцей\nвул. Миру, 7\n")
    assert [(row.number, row.cells[1]) for row in table.rows] == [(1, "Школа №5"), (4, "Ліцей")]


def test_hours_are_not_phones() -> None:
    row = rows_of("Школа — вул. Миру, 5 — 08:00-20:00\nЛіцей — цілодобово\n")[0]
    assert row["hours"] == "08:00-20:00"
    assert "phone" not in row


def test_cells_of_a_spreadsheet_are_a_table() -> None:
    table = pasted_table("Назва\tШирота\tДовгота\nШкола\t50.1\t30.1\nЛіцей\t50.2\t30.2\n")
    assert (table.format, table.columns) == ("tsv", ("Назва", "Широта", "Довгота"))


def test_delimited_text_with_a_header_is_a_table_and_a_list_with_commas_is_not() -> None:
    assert pasted_table("name,address\nSchool,Main street 1\nLyceum,Main street 2\n").format == "csv"
    assert pasted_table("Школа, вул. Миру, 1\nЛіцей, вул. Миру, 2\n").format == "text"


def test_json_and_kml_may_be_pasted_too() -> None:
    assert pasted_table('[{"name": "School"}]').format == "json"
    assert pasted_table("<kml><Placemark><name>a</name></Placemark></kml>").format == "kml"
    assert pasted_table("[1] Школа\n[2] Ліцей\n").format == "text"


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_text_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        pasted_table(text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("Школа вул.5—-;:,\n\t|0123456789+()°'\"NE№абв[{<"), max_size=120))
def test_any_pasted_text_gives_rows_or_one_error(text: str) -> None:
    try:
        table = pasted_table(text)
    except UnreadableFile:
        return
    assert table.rows
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.text(st.sampled_from("абвгд єї№5"), min_size=1, max_size=15).filter(str.strip), min_size=1, max_size=8)
)
def test_each_filled_line_is_in_exactly_one_entry(lines: list[str]) -> None:
    table = pasted_table("\n".join(lines))
    assert [row.cells[0] for row in table.rows] == [" ".join(line.split()) for line in lines]
