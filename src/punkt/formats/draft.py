"""A point as one source row states it, with everything that was noticed while reading the row."""

from dataclasses import dataclass, field
from enum import StrEnum

from punkt.formats.table import Cell
from punkt.model.position import Position


class Severity(StrEnum):
    """How a finding weighs: REPAIRED and SUSPICIOUS rows are imported, a row with a REFUSED finding is not."""

    REPAIRED = "repaired"
    SUSPICIOUS = "suspicious"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed. ``code`` is a stable kebab-case word, ``reason`` says it in English.

    docs/reference/import.md lists all codes.
    """

    code: str
    severity: Severity
    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class PointDraft:
    """What one row states, and nothing else.

    ``values`` maps field keys (core fields except ``name`` and ``position``; facts) to stored values.
    ``names`` maps language ("uk", "en", "et", "sv", or "" where it cannot be told) to a name; ``aliases`` are pairs of
    language and another name. ``identifiers`` are ``(authority, value)`` pairs ("" = the source itself). ``places``
    keeps place words by level ("region", "district", "municipality", "settlement", "code"). ``contacts`` are private
    lines as received. ``extras`` are the columns nobody expected, kept as received.
    """

    row_number: int
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, str | float | int] = field(default_factory=dict)
    aliases: tuple[tuple[str, str], ...] = ()
    position: Position | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    places: dict[str, str] = field(default_factory=dict)
    contacts: tuple[str, ...] = ()
    stated_on: str = ""
    """ISO date or datetime at which the source says that the row was last edited."""
    extras: dict[str, Cell] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether a finding forbids the import of this row."""
        return any(finding.severity is Severity.REFUSED for finding in self.findings)
