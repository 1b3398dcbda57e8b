"""Which reader a file goes to: by its content first, by its name second."""

import re
from collections.abc import Sequence

from punkt.errors import UnreadableFile
from punkt.formats.readers.archives import is_stream, unfold_stream, unfold_zip
from punkt.formats.readers.decoding import decode
from punkt.formats.readers.delimited import find_delimiter, is_delimited, read_delimited
from punkt.formats.readers.foreign import (
    OTHER_XML,
    SERVER_REPORT,
    foreign_by_signature,
    refuse,
    web_page,
)
from punkt.formats.readers.grid import CHECK_EXPORT, NO_ROWS
from punkt.formats.readers.json_text import read_json
from punkt.formats.readers.kml import read_kml
from punkt.formats.readers.limits import check_bytes
from punkt.formats.readers.osm_xml import read_osm_xml
from punkt.formats.readers.sheets import read_sheet
from punkt.formats.readers.text_list import read_text_list
from punkt.formats.readers.xml_text import root_name
from punkt.formats.table import SourceTable
from punkt.wording import gettext_noop

EMPTY_FILE = gettext_noop("This file is empty.")
EMPTY_TEXT = gettext_noop("There is no text.")
PASTE_LINES = gettext_noop("Paste at least one line.")
PACKED_TWICE = gettext_noop("This is an archive inside an archive.")
UNPACK = gettext_noop("Unpack it and import the files one by one.")

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ERROR_ROOTS = frozenset({"ServiceExceptionReport", "ExceptionReport", "Error", "error"})
_JSON_START = re.compile(r"""\s*+(?:\{\s*+(?:["}]|\Z)|\[\s*+(?:[\[{"\]]|\Z))""")
_TABLE_NAMES = (".csv", ".tsv", ".tab")


def read_table(content: bytes, *, file_name: str = "") -> SourceTable:
    """The rows of a file in any format that Punkt reads, as received.

    ``file_name`` is only a hint and the place that an error names. Raises ``UnreadableFile``, and nothing else, for
    what is no list of points.
    """
    try:
        return _with_rows(_read(content, file_name=file_name.lower(), is_inner=False))
    except UnreadableFile as error:
        where = ", ".join(part for part in (file_name, error.where) if part)
        raise UnreadableFile(error.what, where=where, remedy=error.remedy, values=error.values) from error


def pasted_table(text: str) -> SourceTable:
    """A list pasted as text: cells of a spreadsheet, delimited lines, JSON, KML, or lines as people write them.

    Raises ``UnreadableFile`` for an empty text and for one that begins like JSON or XML and is broken.
    """
    if not text.strip():
        raise UnreadableFile(EMPTY_TEXT, remedy=PASTE_LINES)
    return read_table(text.encode("utf-8", errors="replace"))


def _with_rows(table: SourceTable) -> SourceTable:
    """An empty list is an error: taken for a list, it would say that every known point is gone."""
    if not table.rows:
        raise UnreadableFile(NO_ROWS, remedy=CHECK_EXPORT)
    return table


def _read(content: bytes, *, file_name: str, is_inner: bool) -> SourceTable:
    check_bytes(len(content))
    if not content.strip(b" \t\r\n\x00"):
        raise UnreadableFile(EMPTY_FILE, remedy=CHECK_EXPORT)
    if is_stream(content) or content.startswith(_ZIP):
        return _read_archive(content, file_name=file_name, is_inner=is_inner)
    if content.startswith(_OLD_OFFICE):
        return read_sheet(content, format_name="xls")
    foreign = foreign_by_signature(content)
    if foreign is not None:
        raise refuse(foreign)
    text, repairs = decode(content)
    return _read_text(text, file_name=file_name, repairs=repairs)


def _read_archive(content: bytes, *, file_name: str, is_inner: bool) -> SourceTable:
    """An archive may hold a workbook, but no second archive."""
    unfolded = unfold_stream(content, file_name=file_name) if is_stream(content) else unfold_zip(content)
    if unfolded.kind == "sheet":
        return read_sheet(content, format_name=unfolded.file_name)
    if unfolded.kind == "kml":
        text, repairs = decode(unfolded.content)
        return read_kml(text, format_name="kmz", repairs=[*repairs, *unfolded.repairs])
    if is_inner:
        raise UnreadableFile(PACKED_TWICE, remedy=UNPACK)
    return _read(unfolded.content, file_name=unfolded.file_name.lower(), is_inner=True)


def _read_text(text: str, *, file_name: str, repairs: Sequence[str]) -> SourceTable:
    if not text.strip():
        raise UnreadableFile(EMPTY_FILE, remedy=CHECK_EXPORT)
    if web_page(text) is not None or root_name(text):
        return _read_xml(text, repairs=repairs)
    if _JSON_START.match(text):
        return read_json(text, repairs=repairs)
    return _read_lines(text, file_name=file_name, repairs=repairs)


def _read_xml(text: str, *, repairs: Sequence[str]) -> SourceTable:
    page = web_page(text)
    if page is not None:
        raise refuse(page)
    name = root_name(text)
    if name in {"kml", "Document", "Folder", "Placemark"}:
        return read_kml(text, repairs=repairs)
    if name in {"osm", "osmChange"}:
        return read_osm_xml(text, repairs=repairs)
    raise refuse(SERVER_REPORT if name in _ERROR_ROOTS else OTHER_XML, where=f"<{name[:60]}>")


def _read_lines(text: str, *, file_name: str, repairs: Sequence[str]) -> SourceTable:
    delimiter = find_delimiter(text)
    if file_name.endswith(_TABLE_NAMES) or is_delimited(text, delimiter):
        return read_delimited(text, repairs=repairs, delimiter=delimiter)
    return read_text_list(text, repairs=repairs)
