"""What a feed gave replaces what it gave before: the spans of a schedule, the alerts that a service tells of."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.formats.air_alerts import AlertReading
from punkt.formats.feed_findings import Findings
from punkt.formats.outage_feeds import OutageReading
from punkt.model.outages import ScheduleSpan, outage_key
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.common.wording import kept
from punkt_web.operations.actions.feed_alerts import follow_alerts
from punkt_web.operations.actions.feeds import Marks, locked, recover
from punkt_web.operations.models import Feed, FeedReading, OutageSpan

KEPT_READINGS = 10
"""So many texts of a feed are kept as they were received: to look into a break, not to be an archive."""
KEPT_FINDINGS = 30
_BATCH = 2000
_TOLD = ("operator", "group", "starts_at", "ends_at", "certainty", "status", "source_updated_at")


@dataclass(frozen=True, slots=True)
class Received:
    """The text of a reading, and where it came from; ``file_name`` is empty for the address of the feed."""

    content: bytes
    file_name: str = ""
    marks: Marks = field(default_factory=Marks)


@transaction.atomic
def take_outages(actor: Actor, feed_id: int, reading: OutageReading, received: Received) -> Feed:
    """Puts the spans of a reading in place of those before. Raises ``InvalidValue`` where the feed was removed."""
    feed = locked(feed_id)
    _keep(
        actor,
        feed,
        received,
        updated_at=reading.source_updated_at,
        findings=reading.findings,
        n_told=len(reading.spans),
    )
    # The same text can say something else: a week that repeats has other days tomorrow.
    stored = OutageSpan.objects.filter(feed=feed)
    if set(stored.values_list(*_TOLD)) != {tuple(getattr(span, name) for name in _TOLD) for span in reading.spans}:
        stored.delete()
        OutageSpan.objects.bulk_create(_rows(feed, reading.spans), batch_size=_BATCH)
    return feed


@transaction.atomic
def take_alerts(actor: Actor, feed_id: int, reading: AlertReading, received: Received) -> Feed:
    """Begins, confirms and ends the alerts of the feed's territories. Raises as ``take_outages``."""
    feed = locked(feed_id)
    findings = Findings(list(reading.findings.kept), reading.findings.n_all)
    follow_alerts(actor, feed, reading, findings)
    n_told = len(reading.alerts)
    _keep(actor, feed, received, updated_at=reading.source_updated_at, findings=findings, n_told=n_told)
    return feed


def _keep(
    actor: Actor,
    feed: Feed,
    received: Received,
    *,
    updated_at: datetime | None,
    findings: Findings,
    n_told: int,
) -> None:
    """Notes on the feed what came, and keeps it as it was received where it differs from what came last."""
    recover(actor, feed)
    before = {"n_told": feed.n_told, "n_findings": feed.n_findings}
    feed.read_at, feed.source_updated_at = clock.now(), updated_at
    feed.etag = one_line(received.marks.etag)[:200]
    feed.last_modified = one_line(received.marks.last_modified)[:100]
    feed.n_told, feed.n_findings = n_told, findings.n_all
    feed.findings = [
        {"place": one.place, "severity": one.severity.value, **kept(one.fault)} for one in findings.kept[:KEPT_FINDINGS]
    ]
    feed.save()
    after: dict[str, Any] = {"n_told": n_told, "n_findings": findings.n_all}
    after |= _kept_text(feed, received)
    if after != before:
        record(actor, Write("read feed", "feed", str(feed.pk), before, after, feed.name))


def _kept_text(feed: Feed, received: Received) -> dict[str, str]:
    """Keeps what was received where it differs from what came last; what the trail tells of it, nothing where not."""
    digest = sha256(received.content).hexdigest()
    if feed.readings.order_by("-read_at", "-pk").values_list("sha256", flat=True).first() == digest:
        return {}
    made = FeedReading.objects.create(
        feed=feed,
        read_at=clock.now(),
        file_name=one_line(received.file_name)[:200],
        n_bytes=len(received.content),
        sha256=digest,
        content=zlib.compress(received.content),
    )
    old = feed.readings.order_by("-read_at", "-pk").values_list("pk", flat=True)[KEPT_READINGS:]
    FeedReading.objects.filter(pk__in=list(old)).delete()
    return {"sha256": digest} | ({"file": made.file_name} if made.file_name else {})


def _rows(feed: Feed, spans: Iterable[ScheduleSpan]) -> Iterable[OutageSpan]:
    for span in spans:
        key = outage_key(span.operator, span.group)
        told = {name: getattr(span, name) for name in _TOLD}
        yield OutageSpan(feed=feed, operator_key=key.operator, group_key=key.group, **told)
