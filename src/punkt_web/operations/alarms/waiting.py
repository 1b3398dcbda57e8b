"""Which messages of alarms are due, when one that failed is tried again, and what it tells."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from punkt.model.alarm_words import AlarmChannel
from punkt_web.common.batches import in_batches
from punkt_web.operations.alarms.going_on import waiting
from punkt_web.operations.models import Alarm, AlarmMessage
from punkt_web.operations.models.outgoing import UNSENT, to_send

CLAIMED_FOR = timedelta(minutes=3)
"""Longer than any try takes: who died with a message in hand gives it back after this."""
_RETRIES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360))
"""After the first try, the second, and so on: ten hours in all (decision of ours, after the Standard Webhooks)."""
MOST_TRIES = len(_RETRIES) + 1
_MOST_AT_ONCE = 200
MOST_LINES = 20
"""So many territories are named in a message, those with most alarms first; the others are counted."""


def retry_after(n_tries: int) -> timedelta | None:
    """How long to wait after so many tries; ``None`` where that was the last one."""
    return _RETRIES[n_tries - 1] if n_tries <= len(_RETRIES) else None


def due_messages(channel: AlarmChannel, at: datetime) -> QuerySet[AlarmMessage]:
    """What one channel is to send now, the oldest first: of one recipient nothing new before what failed is through."""
    earlier = AlarmMessage.objects.filter(UNSENT, recipient=OuterRef("recipient"), is_open=False)
    due = AlarmMessage.objects.filter(to_send(at), channel=channel).exclude(Q(is_open=True) & Exists(earlier))
    related = ("user", "device__user", "webhook__territory")
    return due.select_related(*related).order_by("due_at", "ulid")[:_MOST_AT_ONCE]


Content = dict[str, Any]
"""``n_alarms``, ``territories`` with code and count by kind, and ``n_more`` that are not named. JSON-safe."""


def content_of(alarm_ids: Iterable[int], at: datetime) -> Content:
    """What is left to tell of alarms: those that go on and that nobody looks into, counted by territory and kind."""
    counts: dict[str, Counter[str]] = {}
    for ids in in_batches(alarm_ids):
        found = waiting(Alarm.objects.filter(pk__in=ids), at).order_by()
        for code, kind in found.values_list("point__territory__code", "kind"):
            counts.setdefault(code or "", Counter())[kind] += 1
    order = sorted(counts, key=lambda code: (-counts[code].total(), code))
    return {
        "n_alarms": sum(one.total() for one in counts.values()),
        "territories": [{"code": code, "kinds": dict(counts[code])} for code in order[:MOST_LINES]],
        "n_more": max(len(order) - MOST_LINES, 0),
    }


def last_tries(recipients: Iterable[str]) -> dict[str, AlarmMessage]:
    """The message to each recipient ("email:5") that was tried last: whether it arrived, or why not."""
    tried = AlarmMessage.objects.filter(recipient__in=list(recipients), n_tries__gt=0).order_by("due_at", "ulid")
    return {message.recipient: message for message in tried}


def recipient_key(channel: AlarmChannel, pk: int) -> str:
    """How a message names whom it is for: the way, and the key of the person, browser or webhook."""
    return f"{channel}:{pk}"
