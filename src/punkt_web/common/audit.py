"""Writing and checking the audit trail."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction

from punkt import clock
from punkt.wording import gettext_noop as _
from punkt_web.common.models import AuditEntry, AuditHead

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes: a person, or a command that runs with no person ("punkt import")."""

    name: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """One write to note; ``before`` and ``after`` hold only what changed, ``{}`` where there was or is nothing."""

    action: str
    entity: str
    object_key: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(actor: Actor, write: Write) -> None:
    """Adds one row. Call it inside the transaction of the write it notes."""
    record_many(actor, [write])


def record_many(actor: Actor, writes: Iterable[Write]) -> int:
    """Adds a row for each write, in order; returns how many. Call it inside the transaction of the writes."""
    head = _locked_head()
    number, digest = head.last_number, head.last_digest
    at = clock.now()
    entries: list[AuditEntry] = []
    first_number = number
    for write in writes:
        number += 1
        entry = AuditEntry(
            number=number,
            at=at,
            actor_id=actor.user_id,
            actor_name=actor.name,
            action=write.action,
            entity=write.entity,
            object_key=write.object_key,
            before=dict(write.before),
            after=dict(write.after),
            reason=write.reason,
        )
        digest = entry.digest = _digest(digest, entry)
        entries.append(entry)
        if len(entries) >= _BATCH:
            AuditEntry.objects.bulk_create(entries)
            entries = []
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.filter(pk=head.pk).update(last_number=number, last_digest=digest)
    return number - first_number


@dataclass(frozen=True, slots=True)
class AuditFault:
    """The first place where the chain does not hold; ``reason`` is a text to translate."""

    number: int
    reason: str


def first_fault() -> AuditFault | None:
    """Walks the whole chain; ``None`` when every row is as it was written and none is missing."""
    digest, expected = "", 1
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=_BATCH):
        if entry.number != expected:
            return AuditFault(expected, _("Rows are missing here."))
        if not hmac.compare_digest(entry.digest, _digest(digest, entry)):
            return AuditFault(entry.number, _("This row was changed after it was written."))
        digest, expected = entry.digest, expected + 1
    head = AuditHead.objects.first()
    if head is not None and (head.last_number, head.last_digest) != (expected - 1, digest):
        return AuditFault(expected, _("Rows at the end were removed."))
    return None


def history(entity: str, object_key: str) -> Iterator[AuditEntry]:
    """The writes to one object, newest first."""
    return AuditEntry.objects.filter(entity=entity, object_key=object_key).order_by("-number").iterator()


def _locked_head() -> AuditHead:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit row is written inside the transaction of the write it notes")
    AuditHead.objects.get_or_create(pk=1)
    return AuditHead.objects.select_for_update().get(pk=1)


def _digest(previous: str, entry: AuditEntry) -> str:
    content = json.dumps(
        [
            previous,
            entry.number,
            entry.at.isoformat(timespec="microseconds"),
            entry.actor_id,
            entry.actor_name,
            entry.action,
            entry.entity,
            entry.object_key,
            entry.before,
            entry.after,
            entry.reason,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hmac.new(settings.AUDIT_KEY.encode(), content.encode(), hashlib.sha256).hexdigest()
