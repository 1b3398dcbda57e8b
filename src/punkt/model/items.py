"""What a console keeps until it has a receipt: reports and whatever else is told from a door, each of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

REPORT = "report"
"""The kind of an item that names none: all were reports once."""
REQUEST = "request"
"""The kind of an item that asks for supplies."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is sent: of what kind, its number, made by the sender, whose door, when it was so, and what.

    The number makes an item that is sent twice one item. ``observed_at`` is the time of the sender's own clock;
    ``content`` is checked by whoever knows the kind.
    """

    kind: str
    ulid: str
    point_code: str
    observed_at: datetime
    content: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """What an error about it names."""
        return f"{self.kind} {self.ulid[:26]!r}"


def told_text(value: object) -> str:
    """A text of an item as it is kept: in one line, without letters that nobody sees; "" for what is no text.

    A NUL is no text to PostgreSQL, which would refuse what SQLite takes; a mark of direction shows other words than
    were written.
    """
    letters = value if isinstance(value, str) else ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in letters).split())


def checked_note(note: str, where: str, *, most: int) -> str:
    """The same. Raises ``InvalidValue``, which names ``where``, for a note of more than ``most`` characters."""
    if len(note) > most:
        raise InvalidValue(
            _("The note has %(n)s characters; the most are %(most)s."),
            where=where,
            values={"n": len(note), "most": most},
        )
    return note
