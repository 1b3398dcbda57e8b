"""A paper: its blocks, its language and its size, with the figures in the order in which they are told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from punkt.errors import InvalidValue
from punkt.papers.blocks import (
    Block,
    Boxes,
    Bullets,
    ByPeople,
    CallOut,
    Columns,
    Heading,
    Line,
    Paragraph,
    Table,
)
from punkt.papers.figures import Figure
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _


class Size(StrEnum):
    """The sheet. A leaflet is A4 across in three columns on both sides, folded to and fro at the two lines."""

    A3 = "a3"
    A4 = "a4"
    A5 = "a5"
    A6 = "a6"
    A4_ACROSS = "a4-across"
    LEAFLET = "leaflet"


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is printed. ``title`` stands on top; ``kind`` is the name of this kind of paper for programs.

    ``made_at`` is told by the clocks of ``zone``. ``note`` stands at the foot of every page: whose paper it is.
    Raises ``InvalidValue`` for a language that is none of the four, or a title that is empty.
    """

    kind: str
    title: str
    language: str
    size: Size
    blocks: Sequence[Block]
    made_at: datetime
    zone: ZoneInfo
    note: str = ""
    title_language: str = ""
    scale: float = 1
    """How much larger than usual its letters are: for what is read from some steps away."""

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise InvalidValue(
                _("Papers are printed in these languages: %(languages)s."), values={"languages": ", ".join(LANGUAGES)}
            )
        if not self.title.strip():
            raise InvalidValue(_("A paper needs a title."))

    @property
    def figures(self) -> list[Figure]:
        """Each figure once, as it is told first; the number of a figure is its place here, from 1."""
        found = (word for line in _lines(self.blocks) for word in line if isinstance(word, Figure))
        return list(dict.fromkeys(found))

    @property
    def by_people(self) -> list[ByPeople]:
        """The texts that people wrote, in their order."""
        return [block for block in _flat(self.blocks) if isinstance(block, ByPeople)]


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Columns):
            for column in block.columns:
                yield from _flat(column)
        else:
            yield block


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in _flat(blocks):
        match block:
            case Heading() | Paragraph() | CallOut():
                yield block.words
            case Bullets() | Boxes():
                yield from block.lines
            case Table():
                yield from (cell for row in block.rows for cell in row)
