"""What a paper is made of: frozen blocks that know nothing of how they are set."""

from collections.abc import Sequence
from dataclasses import dataclass

from punkt.errors import InvalidValue
from punkt.papers.figures import Figure
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text in a language of its own ("" for that of the paper).

    ``is_strong`` is to be seen at once; ``is_whole``, like a code, is never torn apart by the end of a line.
    """

    text: str
    language: str = ""
    is_strong: bool = False
    is_whole: bool = False


Inline = str | Said | Figure
Line = Sequence[Inline]


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is a part of the paper, 2 what is in it; the title of the paper stands above both."""

    words: Line
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text. ``is_large`` is to be read from some steps away, ``is_small`` by who looks for it."""

    words: Line
    is_large: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, each line for itself."""

    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings; ``widths`` are shares of the width. An empty cell is one to write in.

    ``row_mm`` is the least height of a row in millimetres, for what is filled in by hand; 0 for as high as its text.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[Line]]
    widths: Sequence[float]
    row_mm: float = 0

    def __post_init__(self) -> None:
        n = len(self.headings)
        if len(self.widths) != n or any(len(row) != n for row in self.rows) or not n:
            raise InvalidValue(_("Every row of a table has as many cells as there are headings."))


@dataclass(frozen=True, slots=True)
class Boxes:
    """Lines with a box to tick in front of each."""

    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class CallOut:
    """What nobody should miss, in a frame: told by weight and line, never by colour alone."""

    words: Line


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in SVG, ``width_mm`` wide; ``alt`` says what it shows to who does not see it."""

    svg: str
    alt: str
    width_mm: float

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise InvalidValue(_("A picture in a paper needs a text that says what it shows."))


@dataclass(frozen=True, slots=True)
class Code:
    """An address to scan, with the same in letters below; ``alt`` says where it leads."""

    address: str
    written: str
    alt: str
    width_mm: float = 40


@dataclass(frozen=True, slots=True)
class ToFill:
    """A line to write on by hand, after its label: what nobody told the register, and what only the day can tell."""

    label: str
    n_lines: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side, ``widths`` as shares."""

    columns: Sequence[Sequence["Block"]]
    widths: Sequence[float]

    def __post_init__(self) -> None:
        if len(self.columns) != len(self.widths) or not self.columns:
            raise InvalidValue(_("Columns need a width each."))


@dataclass(frozen=True, slots=True)
class ByPeople:
    """Text that a person wrote, kept apart from what was generated: a later issue of the paper keeps it by its ``id``.

    ``author`` is an office or a name, "" where it is not told.
    """

    id: str
    text: str
    author: str = ""
    language: str = ""


Block = (
    Heading | Paragraph | Bullets | Table | Boxes | CallOut | Picture | Code | ToFill | PageBreak | Columns | ByPeople
)
