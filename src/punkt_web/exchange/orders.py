"""What is to be imported, how, and by whom."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from punkt.errors import InvalidValue, PunktError
from punkt.formats.column_map import ColumnMap, is_target
from punkt.formats.columns import EPSG_KEY, recognise_columns
from punkt.formats.readers import read_table
from punkt.formats.table import SourceTable
from punkt.model.vocabulary import Visibility
from punkt.wording import gettext_noop as _
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor

OnProgress = Callable[[str, int, int], None]
"""Stage (one of ``STAGES``), steps done, steps in all. An exception raised in it ends the import."""

STAGES = ("reading", "matching", "writing")


class ImportStopped(PunktError):
    """A person stopped the import; the network is as it was."""


class NetworkChanged(PunktError):
    """Others kept writing to the registry while a list was prepared; the import wrote nothing."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports: the audit trail's name for them, and where they may import."""

    actor: Actor
    where: Reach

    @classmethod
    def installation(cls) -> "Importer":
        """The command line, which may import everywhere."""
        return cls(Actor("punkt import"), Reach(is_everywhere=True))


@dataclass(frozen=True)
class ImportOrder:
    """A file and the choices made for it.

    ``territory_code`` is where every row must lie, and where a row lies that does not say. ``columns`` are decisions
    for this import; they are remembered by the source. With ``accepts_probable`` a probable match is taken for
    certain; without it the row waits for a person. ``visibility`` is set for each new point.
    """

    content: bytes
    file_name: str = ""
    source_name: str = ""
    territory_code: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    accepts_probable: bool = False
    visibility: Visibility | None = None

    @cached_property
    def sha256(self) -> str:
        """Names the content."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def source(self) -> str:
        """The name of the source: the one given, else the name of the file."""
        name = " ".join((self.source_name or self.file_name or "").split())
        return name[:80] or "pasted list"

    @cached_property
    def reason(self) -> str:
        """Why the registry was changed, for the audit trail."""
        return f"import of {self.source}"[:300]


@dataclass(frozen=True, slots=True)
class ReadList:
    """A file that was read, and what its columns were taken for."""

    table: SourceTable
    columns: ColumnMap

    @property
    def reading(self) -> str:
        """Stands for the way in which the columns were read: a row read in another way is another statement."""
        pairs = sorted((column, target) for column, target in self.columns.targets.items() if target)
        return f"{pairs} {self.columns.epsg} {self.columns.is_axis_swapped}"


def read_list(order: ImportOrder, *, remembered: Mapping[str, str]) -> ReadList:
    """Reads the file and recognises its columns.

    Raises ``UnreadableFile`` or, for a decision about a column that is not there, ``InvalidValue``.
    """
    table = read_table(order.content, file_name=order.file_name)
    check_columns(order.columns, table.columns)
    decided = {**remembered, **order.columns}
    return ReadList(table, recognise_columns(table, remembered=decided))


def check_columns(decisions: Mapping[str, str], columns: tuple[str, ...]) -> None:
    """Raises ``InvalidValue`` for a column that the list has not, or a target that there is not."""
    for column, target in decisions.items():
        if column == EPSG_KEY:
            continue
        if column not in columns:
            raise InvalidValue(
                _("The list has no column %(column)s."),
                remedy=_("Its columns are: %(listed)s."),
                values={"column": repr(column), "listed": ", ".join(columns)[:500]},
            )
        if not is_target(target):
            remedy = _("docs/reference/import.md lists what columns can mean.")
            raise InvalidValue(
                _("%(target)s is not a field."), where=column, remedy=remedy, values={"target": repr(target)}
            )
