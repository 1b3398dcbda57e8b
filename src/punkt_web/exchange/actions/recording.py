"""Keeps each row of a list as it was received, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from punkt_web.accounts.queries import Reach
from punkt_web.exchange.keys import payload_text
from punkt_web.exchange.models import ImportRun, MatchDecision, SourceRecord
from punkt_web.exchange.planning import Plan, RowPlan
from punkt_web.exchange.queries import KnownRecord, Network

_BATCH = 500

# Plain SQL that SQLite and PostgreSQL share: the ORM takes five times as long to put the same rows into words.
_KEEP = """
INSERT INTO exchange_sourcerecord
    (source_id, key, base_key, payload, digest, point_id, first_run_id, last_run_id, is_gone)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (source_id, key) DO UPDATE SET
    base_key = excluded.base_key, payload = excluded.payload, digest = excluded.digest,
    point_id = excluded.point_id, last_run_id = excluded.last_run_id, is_gone = excluded.is_gone
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row to keep. ``point_id`` is ``None`` where the row was refused."""

    row: RowPlan
    payload: dict[str, object]
    point_id: int | None


class RecordBook:
    """The remembered rows of the source of one run."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run

    def keep(self, kept: Sequence[Kept]) -> None:
        """Writes what rows said, and to which points they led.

        A refused row never covers up what was applied before.
        """
        renamed = [one.row.record.id for one in kept if one.row.record is not None and _is_renamed(one)]
        if renamed:
            SourceRecord.objects.filter(pk__in=renamed).delete()
        kept_now = [self._values(one) for one in kept if one.point_id is not None or _was_never_applied(one.row.record)]
        with connection.cursor() as cursor:
            cursor.executemany(_KEEP, kept_now)
        decided = [one.row.decided.id for one in kept if one.row.decided and one.point_id is not None]
        if decided:
            MatchDecision.objects.filter(pk__in=decided, is_applied=False).update(is_applied=True)

    def _values(self, one: Kept) -> tuple[str | int | bool | None, ...]:
        record = one.row.record
        return (
            self._run.source_id,
            one.row.key,
            one.row.base_key,
            payload_text(one.payload),
            one.row.digest if one.point_id is not None else "",
            one.point_id,
            record.first_run_id if record else self._run.pk,
            self._run.pk,
            False,
        )

    def mark_seen(self, record_ids: Sequence[int]) -> None:
        """Notes that rows stood in the file of this run as they stood before."""
        for start in range(0, len(record_ids), _BATCH):
            part = record_ids[start : start + _BATCH]
            SourceRecord.objects.filter(pk__in=part).update(last_run=self._run, is_gone=False)

    def mark_gone(self, records: Sequence[KnownRecord]) -> None:
        """Notes that rows vanished from their source. Their points stay as they are: a person looks into it."""
        ids = [record.id for record in records]
        for start in range(0, len(ids), _BATCH):
            SourceRecord.objects.filter(pk__in=ids[start : start + _BATCH]).update(is_gone=True)


def _was_never_applied(record: KnownRecord | None) -> bool:
    return record is None or record.point_id is None


def _is_renamed(one: Kept) -> bool:
    record = one.row.record
    return record is not None and record.key != one.row.key and one.point_id is not None


def gone_records(plan: Plan, where: Reach, territory_code: str) -> list[KnownRecord]:
    """Rows of earlier files that this file lacks; only of points that this import could have touched."""
    return [
        record
        for record in plan.records.values()
        if record.id not in plan.seen_records
        and not record.is_gone
        and _could_touch(plan.network, record, where, territory_code)
    ]


def _could_touch(network: Network, record: KnownRecord, where: Reach, territory_code: str) -> bool:
    point = network.point(record.point_id)
    if point is None or point.is_withdrawn or not where.covers(point.lineage, point.code):
        return False
    return not territory_code or territory_code in point.lineage
