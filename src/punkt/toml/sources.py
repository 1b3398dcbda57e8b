"""The documents that a file cites, and how well each was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from punkt.toml.tables import Table
from punkt.wording import DECISION
from punkt.wording import gettext_noop as _


class Grade(StrEnum):
    """How well a source was read when a file was written down."""

    READ = "read"
    SECOND_HAND = "second_hand"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """Where something comes from. ``where`` is an address or what a library finds it by; ``on`` its date if known."""

    key: str
    title: str
    where: str
    grade: Grade
    on: str = ""


def read_sources(top: Table) -> Iterator[SourceDocument]:
    """The sources that a file lists."""
    seen: set[str] = set()
    for table in top.tables("source"):
        key = table.text("key", pattern=r"[A-Za-z0-9_.\-]{1,24}")
        if key in seen:
            table.fault("key", _("There are two sources %(key)s."), key=key)
        seen.add(key)
        grade = table.word("grade", Grade) or Grade.NOT_READ
        on = table.text("on", is_needed=False)
        yield SourceDocument(key, table.text("title"), table.text("where"), grade, on)
        table.end()


def cited(
    table: Table, sources: Mapping[str, SourceDocument], *, can_cite_others: bool = False, is_needed: bool = True
) -> tuple[str, ...]:
    """The sources of a table by key, or a choice of ours that begins with ``[decision]``.

    A file that rests on another can cite the sources of that one too.
    """
    keys = table.words("sources", is_needed=is_needed)
    for key in keys:
        if key not in sources and not can_cite_others and not key.startswith(DECISION):
            table.fault("sources", _("There is no source %(key)s."), key=key)
    return keys
