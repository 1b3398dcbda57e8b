"""Workbooks: the first sheet that holds a table, ISO dates, row numbers of the sheet, and no crash from any file."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from punkt.errors import UnreadableFile
from punkt.formats.readers import read_table
from punkt.workbooks import apart
from punkt.workbooks.sheet_process import read_workbook


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_of(*rows: list[object]) -> bytes:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return workbook(fill)


def test_cells_keep_their_kind_and_dates_become_iso() -> None:
    content = rows_of(
        ["name", "lat", "capacity", "on", "at", "opens", "has_wifi", "code"],
        [
            "School",
            50.25,
            40.0,
            dt.date(2026, 1, 2),
            dt.datetime.fromisoformat("2026-01-02T03:04"),
            dt.time(8, 30),
            True,
            "007",
        ],
    )
    table = read_table(content, file_name="list.xlsx")
    assert table.format == "xlsx"
    assert table.rows[0].cells == ("School", 50.25, 40, "2026-01-02", "2026-01-02T03:04:00", "08:30", True, "007")


def test_zero_and_false_are_not_blanks() -> None:
    table = read_table(rows_of(["name", "n", "b"], ["a", 0, False], ["b", None, None], ["c", 5, True]))
    assert table.rows[0].cells == ("a", 0, False)
    assert table.rows[1].cells == ("b", None, None)


def test_titles_blank_rows_and_the_place_on_the_sheet_do_not_shift_the_row_numbers() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"] = "Перелік пунктів"
        sheet.merge_cells("B3:D3")
        for column, name in zip("BCD", ["Назва", "Адреса", "Місткість"], strict=True):
            sheet[f"{column}5"] = name
        for row, name in ((6, "Школа"), (8, "Ліцей")):
            sheet[f"B{row}"], sheet[f"C{row}"], sheet[f"D{row}"] = name, "вул. Миру", row

    table = read_table(workbook(fill))
    assert table.columns == ("Назва", "Адреса", "Місткість")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(6, "Школа"), (8, "Ліцей")]


def test_a_cell_merged_downwards_speaks_for_each_row() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["Район", "Назва", "n"], ["Сумський", "Школа", 1], [None, "Ліцей", 2], ["Охтирський", "Клуб", 3]):
            sheet.append(row)
        sheet.merge_cells("A2:A3")

    table = read_table(workbook(fill))
    assert [row.cells[0] for row in table.rows] == ["Сумський", "Сумський", "Охтирський"]
    assert any("merged" in repair for repair in table.repairs)


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named() -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    cover["A1"] = "Read me first"
    hidden = book.create_sheet("hidden")
    hidden.append(["x", "y"])
    hidden.append([1, 2])
    hidden.sheet_state = "hidden"
    for name in ("points", "more"):
        sheet = book.create_sheet(name)
        sheet.append(["id", "name"])
        sheet.append([1, name])
    stream = io.BytesIO()
    book.save(stream)
    table = read_table(stream.getvalue())
    assert table.rows[0].cells == (1, "points")
    assert any("points; Sheet, more" in repair for repair in table.repairs)


def test_an_empty_workbook_is_an_error() -> None:
    with pytest.raises(UnreadableFile, match="no row"):
        read_table(rows_of(), file_name="list.xlsx")


def test_a_sheet_that_claims_the_last_cell_does_not_end_this_process() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "name", "bomb"

    with pytest.raises(UnreadableFile, match=r"damaged|too many"):
        read_table(workbook(fill), file_name="bomb.xlsx")


def test_a_workbook_cut_in_the_middle_is_an_error() -> None:
    content = rows_of(["id", "name"], [1, "a"])
    with pytest.raises(UnreadableFile, match="damaged"):
        read_table(content[: len(content) // 2], file_name="list.xlsx")


def test_junk_with_the_signature_of_old_excel_is_an_error() -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        read_table(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8, file_name="list.xls")


def test_a_reader_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0.001)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_table(rows_of(["id", "name"], [1, "a"]))


def test_the_process_refuses_a_sheet_over_the_cell_limit_before_it_unfolds() -> None:
    content = rows_of(["id", "name"], [1, "a"])
    assert read_workbook(content, max_cells=3) == {"error": "size"}
    assert read_workbook(b"PK nonsense", max_cells=3) == {"error": "broken"}


ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Лист1">
<table:table-row>{names}</table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Школа</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="50.25"><text:p>50,25</text:p></table:table-cell>
</table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_opendocument_sheet_is_read() -> None:
    names = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("назва", "широта")
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_CONTENT.format(names=names).replace("\n", ""))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    table = read_table(stream.getvalue())
    assert (table.format, table.columns) == ("ods", ("назва", "широта"))
    assert table.rows[0].cells == ("Школа", 50.25)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def old_workbook() -> bytes:
    """The smallest BIFF8 workbook (MS-XLS) in a compound file (MS-CFB): one stream of eight sectors."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    sheet += label(0, 0, "назва") + label(0, 1, "широта") + label(1, 0, "Школа")
    sheet += record(0x0203, struct.pack("<HHHd", 1, 1, 0, 50.25)) + record(0x000A, b"")
    entry = struct.pack("<BBBB", 0, 0, 6, 0) + b"points"
    offset = len(start) + 4 + 4 + len(entry) + 4
    stream = start + record(0x0085, struct.pack("<I", offset) + entry) + record(0x000A, b"") + sheet
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (512 - len(header) - 4)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    table = b"".join(struct.pack("<I", number) for number in chain).ljust(512, b"\xff")

    def directory(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        title = name.encode("utf-16-le")
        body = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return body + bytes(36) + struct.pack("<IQ", first, size)

    entries = directory("Root Entry", 5, 1, 0xFFFFFFFE, 0) + directory("Workbook", 2, 0xFFFFFFFF, 2, 4096)
    return header + table + entries.ljust(512, b"\0") + stream.ljust(4096, b"\0")


def test_an_old_excel_workbook_is_read() -> None:
    table = read_table(old_workbook(), file_name="list.xls")
    assert (table.format, table.columns) == ("xls", ("назва", "широта"))
    assert table.rows[0].cells == ("Школа", 50.25)
