"""A list as people write it in a message or a document: numbered or bulleted lines, parts set off by dashes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from punkt.errors import UnreadableFile
from punkt.formats.readers.build import Record, table_from_records
from punkt.formats.readers.cells import clean_text
from punkt.formats.readers.grid import CHECK_EXPORT, NO_ROWS
from punkt.formats.readers.limits import MAX_ROWS, SPLIT, TOO_MANY_CELLS
from punkt.formats.table import Cell, SourceTable

TEXT_COLUMN = "text"
"""The whole entry as received, beside the parts that were recognised in it."""
COORDINATES_COLUMN = "coordinates"
SECTION_COLUMN = "section"

_BULLET = re.compile(r"^\s*(?:[-*•–—·▪●◦➢✓✔■]|\(?\d{1,5}[.)](?!\d)|№\s*\d{1,5}[.):]?)\s+")
_PART = re.compile(r"\s+[-–—|•·]\s+|\s*[;\t|]\s*")
_PHONE = re.compile(
    r"(?:\b(?:тел|моб|tel|phone|mob)\w*\.?:?\s*)?((?<![\d.,])\+?\(?\d[\d()\s-]{6,18}\d)(?!\d|[.,]\d)", re.IGNORECASE
)
_COORDINATES = re.compile(
    r"(?<![\d.,])[-+]?\d{1,3}[.,]\d{3,}\s*(?:°\s*)?[NSEWПСЗн]?\s*[,;/\s]\s*[-+]?\d{1,3}[.,]\d{3,}(?![\d])\s*°?\s*[NSEW]?"
    r"|\d{1,3}°\s*\d{1,2}['′]\s*[\d.,]*[\"″]?\s*[NSEW]?[,;\s]+\d{1,3}°\s*\d{1,2}['′]\s*[\d.,]*[\"″]?\s*[NSEW]?"
)
_LINK = re.compile(r"https?://\S+")
_STREET = re.compile(
    r"\b(?:вул|вулиця|просп|пр-т|проспект|пров|провулок|пл|площа|бульв|бул|бульвар|шосе|узвіз|набережна|майдан|мкр|ж/м"
    r"|ул|улица|tänav|tn|mnt|maantee|pst|puiestee|tee|plats|väljak|street|st|road|avenue|square)\b\.?"
    r"|(?:gatan|gata|vägen|väg|gränd|torget|torg|plan|allén|stigen)\b",
    re.IGNORECASE,
)
_BEFORE_STREET = re.compile(r",\s*|\s\(")
_HOURS = re.compile(
    r"\b\d{1,2}[:.]\d{2}\s*[-–—]\s*\d{1,2}[:.]\d{2}\b|цілодобово|24/7|ööpäev|dygnet runt", re.IGNORECASE
)
_MAX_BLOCK_LINES = 8
_LONGEST_ENTRY = 2_000
"""Characters. A longer one is an article, not a point; it is kept whole and not taken apart."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One point as written: the line it begins on, its lines, and the heading above it."""

    line: int
    parts: tuple[str, ...]
    section: str = ""


def read_text_list(text: str, *, repairs: Sequence[str] = ()) -> SourceTable:
    """Entries as a table with the columns text, name, address, phone, coordinates, hours, link, section, note.

    Only those columns are there that some entry fills; ``number`` is the line. Nothing is taken away: ``text`` is the
    whole entry, with single blanks. Raises ``UnreadableFile`` for a text without a line.
    """
    lines = [" ".join(line.replace("\t", " | ").split()) for line in text.splitlines()]
    if len(lines) > MAX_ROWS:
        raise UnreadableFile(TOO_MANY_CELLS, where=str(len(lines)), remedy=SPLIT)
    entries = list(_entries(lines))
    if not entries:
        raise UnreadableFile(NO_ROWS, remedy=CHECK_EXPORT)
    return table_from_records("text", [_record(entry) for entry in entries], repairs=repairs)


def _entries(lines: Sequence[str]) -> Iterator[_Entry]:
    numbered = [(number, line) for number, line in enumerate(lines, start=1)]
    n_bullets = sum(1 for line in lines if _BULLET.match(line))
    n_filled = sum(1 for line in lines if line.strip())
    if n_bullets > 1 and n_bullets * 4 >= n_filled:
        return _bulleted(numbered)
    blocks = list(_blocks(numbered))
    several = [block for block in blocks if 1 < len(block) <= _MAX_BLOCK_LINES]
    if len(several) > 1 and len(several) * 2 > len(blocks):
        return (_Entry(block[0][0], tuple(line.strip() for _, line in block)) for block in blocks)
    return _line_by_line(numbered)


def _line_by_line(numbered: Sequence[tuple[int, str]]) -> Iterator[_Entry]:
    section = ""
    for number, line in numbered:
        if _is_heading(line):
            section = line.strip().rstrip(":").strip()
        elif line.strip():
            yield _Entry(number, (_BULLET.sub("", line).strip(),), section)


def _bulleted(numbered: Sequence[tuple[int, str]]) -> Iterator[_Entry]:
    """Lines with a mark begin an entry, the others continue it; a line with a colon between entries is a heading."""
    section, start, parts = "", 0, list[str]()
    for number, line in numbered:
        if _BULLET.match(line) or _is_heading(line):
            if parts:
                yield _Entry(start, tuple(parts), section)
            parts = []
        if _is_heading(line):
            section = _BULLET.sub("", line).strip().rstrip(":").strip()
        elif line.strip() and (parts or _BULLET.match(line)):
            start = start if parts else number
            parts.append(_BULLET.sub("", line).strip())
        elif line.strip():
            yield _Entry(number, (line.strip(),), section)
    if parts:
        yield _Entry(start, tuple(parts), section)


def _blocks(numbered: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in [*numbered, (0, "")]:
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []


def _is_heading(line: str) -> bool:
    bare = line.strip()
    return bare.endswith(":") and len(bare) < 100 and not _PHONE.search(bare)


def _record(entry: _Entry) -> Record:
    whole = " — ".join(entry.parts)
    cells: dict[str, Cell] = {TEXT_COLUMN: clean_text(whole)}
    rest = whole
    if len(whole) > _LONGEST_ENTRY:
        return entry.line, cells
    for column, pattern in (
        ("link", _LINK), (COORDINATES_COLUMN, _COORDINATES), ("hours", _HOURS), ("phone", _PHONE),
    ):  # fmt: skip
        found = pattern.findall(rest)
        if found:
            cells[column] = clean_text(", ".join(part.strip() for part in found))
            rest = pattern.sub(" ", rest)
    if COORDINATES_COLUMN not in cells and "link" in cells:
        inside = _COORDINATES.search(str(cells["link"]))
        cells |= {COORDINATES_COLUMN: inside[0].strip()} if inside else {}
    cells |= _name_and_address(rest)
    if entry.section:
        cells[SECTION_COLUMN] = clean_text(entry.section)
    return entry.line, cells


def _name_and_address(text: str) -> dict[str, Cell]:
    parts = [part.strip(" ,.()[]—–-") for part in _PART.split(text)]
    parts = [part for part in parts if any(character.isalnum() for character in part)]
    if len(parts) == 1:
        parts = _split_before_street(parts[0])
    streets = [index for index, part in enumerate(parts) if _STREET.search(part)]
    address = parts.pop(streets[0]) if streets else (parts.pop(1) if len(parts) > 1 else "")
    name = parts.pop(0) if parts else ""
    named = {"name": name, "address": address, "note": "; ".join(parts)}
    return {column: clean_text(value) for column, value in named.items() if value}


def _split_before_street(text: str) -> list[str]:
    """``Школа №5, вул. Миру, 3`` -> the school and its address, parted at the comma or bracket before the street."""
    for start in (0, *(found.end() for found in _BEFORE_STREET.finditer(text))):
        if _STREET.search(re.split(r",|\(", text[start:], maxsplit=1)[0]):
            parts = (text[:start].strip(" ,("), text[start:].strip(" ,()"))
            return [part for part in parts if part]
    return [text]
