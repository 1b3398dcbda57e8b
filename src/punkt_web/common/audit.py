"""Writing and checking the audit trail."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction

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


class PreparedWrite(NamedTuple):
    """A write in the words of its row, all but number, time and digest, which are known only when it is added.

    ``tail`` is the end of the text that the digest stands for, from the actor on.
    """

    columns: tuple[int | str | None, ...]
    tail: str


def prepared(actor: Actor, write: Write) -> PreparedWrite:
    """Puts a write into words, so that a long list of them need not be while others wait for the trail."""
    before, after = _steady(dict(write.before)), _steady(dict(write.after))
    columns = (
        actor.user_id, actor.name, write.action, write.entity, write.object_key, before, after, write.reason,
    )  # fmt: skip
    return PreparedWrite(columns, _tail(columns))


def record(actor: Actor, write: Write) -> None:
    """Adds one row. Call it inside the transaction of the write it notes."""
    record_many(actor, [write])


def record_many(actor: Actor, writes: Iterable[Write]) -> int:
    """Adds a row for each write, in order; returns how many. Call it inside the transaction of the writes."""
    return record_prepared(prepared(actor, write) for write in writes)


# Plain SQL that SQLite and PostgreSQL share: the ORM takes five times as long to put the same rows into words.
_ADD = """
INSERT INTO common_auditentry
    (number, at, actor_id, actor_name, action, entity, object_key, before, after, reason, digest)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def record_prepared(writes: Iterable[PreparedWrite]) -> int:
    """``record_many`` for writes that were put into words before."""
    head = _locked_head()
    number, digest = head.last_number, head.last_digest
    at = clock.now()
    stored_at, said_at = connection.ops.adapt_datetimefield_value(at), _json(at.isoformat(timespec="microseconds"))
    rows: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for write in writes:
            number += 1
            digest = _chained(digest, number, said_at, write.tail)
            rows.append((number, stored_at, *write.columns, digest))
            if len(rows) >= _BATCH:
                cursor.executemany(_ADD, rows)
                rows = []
        if rows:
            cursor.executemany(_ADD, rows)
    n_added = number - head.last_number
    if n_added:
        AuditHead.objects.filter(pk=head.pk).update(last_number=number, last_digest=digest)
    return n_added


def locked_number() -> int:
    """The number of the last row; until the commit nobody else adds one."""
    return _locked_head().last_number


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
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        AuditHead.objects.get_or_create(pk=1)
        head = AuditHead.objects.select_for_update().get(pk=1)
    return head


def _digest(previous: str, entry: AuditEntry) -> str:
    said = (
        entry.actor_id, entry.actor_name, entry.action, entry.entity, entry.object_key,
        _steady(entry.before), _steady(entry.after), entry.reason,
    )  # fmt: skip
    return _chained(previous, entry.number, _json(entry.at.isoformat(timespec="microseconds")), _tail(said))


def _tail(columns: tuple[int | str | None, ...]) -> str:
    """The end of a row's text; ``before`` and ``after`` are JSON already."""
    *who_and_what, before, after, reason = columns
    return ",".join((*map(_json, who_and_what), str(before), str(after), _json(reason)))


def _chained(previous: str, number: int, said_at: str, tail: str) -> str:
    content = f"[{_json(previous)},{number},{said_at},{tail}]"
    return hmac.new(settings.AUDIT_KEY.encode(), content.encode(), hashlib.sha256).hexdigest()


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

_UNSTEADY = re.compile(r"-0\.0|e\+")


def _steady(values: object) -> str:
    """JSON in which every number is written as both databases give it back.

    PostgreSQL keeps JSON numbers as decimals: the sign of -0.0 is lost, and 1e+16 comes back as a whole number.
    https://www.postgresql.org/docs/current/datatype-json.html
    """
    text = _json(values)
    return _json(json.loads(text, parse_float=_given_back)) if _UNSTEADY.search(text) else text


def _given_back(number: str) -> float | int:
    return int(Decimal(number)) if "e+" in number else float(number) or 0.0
