"""What the tests of papers share."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from pypdf import PdfReader, PdfWriter

from punkt.papers.blocks import Block
from punkt.papers.figures import Figure, Query
from punkt.papers.paper import Paper, Size

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def paper(blocks: Sequence[Block] = (), *, language: str = "en", title: str = "A paper", size: Size = Size.A4) -> Paper:
    """A paper with these blocks."""
    return Paper("test", title, language, size, blocks, NOON, ZoneInfo("Europe/Kyiv"), note="Test town")


def figure(value: float = 120, *, unit: str = "", n_known: int = 1, n_all: int = 1) -> Figure:
    """A number of seats."""
    query = Query("point.seats", {"point": "K7QW3"})
    return Figure(value, "Seats of the point", query, NOON, unit, "UA05", n_known, n_all)


def text_of(content: bytes) -> str:
    """The text of all pages, without the marks of breaks."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\u200b", "")


def n_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(BytesIO(content)).pages)


def with_attachment(content: bytes, name: str, attached: bytes | None) -> bytes:
    """The same pages with another file inside."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content)).pages:
        writer.add_page(page)
    if attached is not None:
        writer.add_attachment(name, attached)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def attached_to(content: bytes) -> dict:
    """The figures inside a PDF."""
    return json.loads(PdfReader(BytesIO(content)).attachments["figures.json"][0])
