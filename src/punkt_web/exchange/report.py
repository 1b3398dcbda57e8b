"""The quality report of an import: what became of every row, and why."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from punkt.formats.draft import Finding, Severity
from punkt.model.vocabulary import RowOutcome
from punkt_web.exchange.reasons import reason_of

COUNTS = ("read", "new", "updated", "unchanged", "refused", "matched", "suspicious", "gone")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A known point that a refused row may be."""

    point_code: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row. ``code`` says why (``reasons``); ``point_code`` is empty for a new point of a preview."""

    number: int
    outcome: RowOutcome
    code: str
    point_code: str = ""
    findings: tuple[Finding, ...] = ()
    key: str = ""
    proposal: Proposal | None = None

    @property
    def is_suspicious(self) -> bool:
        """Whether a person should look at the row."""
        return any(finding.severity is Severity.SUSPICIOUS for finding in self.findings)

    @property
    def is_question(self) -> bool:
        """Whether a person can decide what becomes of the row."""
        return self.proposal is not None or self.code == "duplicate-in-file"

    def as_json(self) -> dict[str, Any]:
        """The row as it stands in the report."""
        row: dict[str, Any] = {
            "row": self.number,
            "outcome": str(self.outcome),
            "reason": reason_of(self.code),
            "code": self.code,
            "point": self.point_code or None,
            "findings": [_finding_json(finding) for finding in self.findings],
        }
        if self.proposal is not None:
            row["proposal"] = {
                "point": self.proposal.point_code,
                "score": round(self.proposal.score, 3),
                "reason": self.proposal.reason,
            }
        if self.is_question:
            row["key"] = self.key
        return row


_json = json.JSONEncoder(ensure_ascii=False).encode


def _finding_json(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "field": finding.field,
        "reason": finding.reason,
    }


@dataclass(slots=True)
class Report:
    """The report of one run. ``counts`` add up: read = new + updated + unchanged + refused."""

    source: str
    file_name: str
    sha256: str
    format: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    repairs: tuple[str, ...] = ()
    rows: list[RowResult] = field(default_factory=list)
    gone_codes: list[str] = field(default_factory=list)
    is_applied: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, and what became of them."""
        by_outcome = Counter(row.outcome for row in self.rows)
        return {
            "read": len(self.rows),
            **{str(outcome): by_outcome[outcome] for outcome in RowOutcome},
            "matched": by_outcome[RowOutcome.UPDATED] + by_outcome[RowOutcome.UNCHANGED],
            "suspicious": sum(row.is_suspicious for row in self.rows),
            "gone": len(self.gone_codes),
        }

    def json_parts(self) -> Iterator[str]:
        """The report as JSON, in parts: a list of 100,000 rows is never one text in memory."""
        head = {
            "source": self.source,
            "file": self.file_name,
            "sha256": self.sha256,
            "format": self.format,
            "is_applied": self.is_applied,
            "counts": self.counts,
            "columns": self.columns,
            "repairs": list(self.repairs),
            "gone": self.gone_codes,
        }
        yield _json(head)[:-1] + ', "rows": ['
        for place, row in enumerate(self.rows):
            yield (",\n" if place else "\n") + _json(row.as_json())
        yield "\n]}\n"

    def compressed(self) -> bytes:
        """The JSON as it is kept with the run."""
        packer = zlib.compressobj(6)
        return b"".join([*(packer.compress(part.encode()) for part in self.json_parts()), packer.flush()])


def unpacked(content: bytes) -> dict[str, Any]:
    """A kept report, read again."""
    report: dict[str, Any] = json.loads(zlib.decompress(content))
    return report


def of_interest(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The rows of a read report that a person should see: refused, or with a suspicious finding."""
    for row in rows:
        if row["outcome"] == RowOutcome.REFUSED or any(
            finding["severity"] == Severity.SUSPICIOUS for finding in row["findings"]
        ):
            yield row
