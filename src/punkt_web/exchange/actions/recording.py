"""Keeps each row of a list as it was received, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from punkt_web.accounts.queries import Reach
from punkt_web.exchange.keys import payload_text
from punkt_web.exchange.models import ImportRun, MatchDecision, SourceRecord
from punkt_web.exchange.planning import Plan, RowPlan
from punkt_web.exchange.queries import KnownPoint, KnownRecord

_BATCH = 500

# Plain SQL that SQLite and PostgreSQL share: the ORM takes five times as long to put the same rows into words.
_KEEP = """
INSERT INTO exchange_sourcerecord
    (key, base_key, payload, digest, point_id, first_run_id, last_run_id, source_id, is_gone)
VALUES (%s, %s, %s, %s, (SELECT id FROM registry_point WHERE code = %s), %s, %s, %s, %s)
ON CONFLICT (source_id, key) DO UPDATE SET
    base_key = excluded.base_key, payload = excluded.payload, digest = excluded.digest,
    point_id = excluded.point_id, last_run_id = excluded.last_run_id, is_gone = excluded.is_gone
"""


@dataclass(slots=True)
class PreparedRecords:
    """What is to be remembered of a chunk of rows, in the words of the tables.

    ``kept`` are key, base key, payload, digest, code of the point (``None`` for a refused row) and the first run
    (``None`` for this one); ``renamed``, ``decided`` and ``seen`` are ids.
    """

    kept: list[tuple[str, str, str, str, str | None, int | None]] = field(default_factory=list)
    renamed: list[int] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)

    def keep(self, row: RowPlan, payload: dict[str, object], point_code: str | None) -> None:
        """Takes a row in. A refused row never covers up what was applied before."""
        record = row.record
        if point_code is not None and row.decided:
            self.decided.append(row.decided.id)
        if point_code is not None and record is not None and record.key != row.key:
            self.renamed.append(record.id)
        if point_code is None and record is not None and record.point_id is not None:
            return
        digest = row.digest if point_code is not None else ""
        first_run = record.first_run_id if record else None
        self.kept.append((row.key, row.base_key, payload_text(payload), digest, point_code, first_run))

    def write(self, run: ImportRun) -> None:
        """Writes the chunk, in the transaction of the import."""
        if self.renamed:
            SourceRecord.objects.filter(pk__in=self.renamed).delete()
        if self.kept:
            rows = [(*one, first_run or run.pk, run.pk, run.source_id, False) for *one, first_run in self.kept]
            with connection.cursor() as cursor:
                cursor.executemany(_KEEP, rows)
        if self.decided:
            MatchDecision.objects.filter(pk__in=self.decided, is_applied=False).update(is_applied=True)
        for start in range(0, len(self.seen), _BATCH):
            part = self.seen[start : start + _BATCH]
            SourceRecord.objects.filter(pk__in=part).update(last_run=run, is_gone=False)


def mark_gone(records: Sequence[KnownRecord]) -> None:
    """Notes that rows vanished from their source. Their points stay as they are: a person looks into it."""
    ids = [record.id for record in records]
    for start in range(0, len(ids), _BATCH):
        SourceRecord.objects.filter(pk__in=ids[start : start + _BATCH]).update(is_gone=True)


def gone_records(plan: Plan, where: Reach, territory_code: str) -> list[KnownRecord]:
    """Rows of earlier files that this file lacks; only of points that this import could have touched."""
    return [
        record
        for record in plan.records.values()
        if record.id not in plan.seen_records
        and not record.is_gone
        and _could_vanish(plan.network.point(record.point_id), where, territory_code)
    ]


def _could_vanish(point: KnownPoint | None, where: Reach, territory_code: str) -> bool:
    if point is None or point.is_withdrawn or not where.covers(point.lineage, point.code):
        return False
    return not territory_code or territory_code in point.lineage
