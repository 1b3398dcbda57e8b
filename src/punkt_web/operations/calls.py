"""The queue "needs a call now": one at a time, ordered by need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from punkt.model.board_words import CallOutcome
from punkt_web.common.audit import Actor
from punkt_web.common.batches import in_batches
from punkt_web.operations.live import LiveRow
from punkt_web.operations.models import Call
from punkt_web.registry.models import Point, PointContact

TAKEN_FOR = timedelta(minutes=10)
"""Nobody else calls meanwhile (decision of ours: a call with what is entered of it, twice over)."""
AGAIN_AFTER = timedelta(minutes=15)
"""A point that was not reached comes up again after this (decision of ours)."""


@dataclass(frozen=True, slots=True)
class Queue:
    """``waiting`` in order of need; ``taken`` by somebody; ``later``: not reached a short while ago."""

    waiting: list[LiveRow]
    taken: list[tuple[LiveRow, Call]]
    later: list[tuple[LiveRow, Call]]


def running_call(point: Point, who: Actor, at: datetime) -> Call | None:
    """The call that goes on: that of ``who`` until somebody else takes it, that of another until its time is over."""
    goes_on = Q(taken_by=who.name) | Q(until_at__gt=at)
    return Call.objects.filter(goes_on, point=point, ended_at=None).first()


def call_queue(rows: Iterable[LiveRow], at: datetime) -> Queue:
    """Sorts the rows that need a call by whether somebody calls already, or did lately."""
    needing = sorted((row for row in rows if row.reasons), key=lambda row: row.by_need)
    running = {call.point_id: call for call in Call.objects.filter(ended_at=None, until_at__gt=at)}
    missed = Call.objects.filter(outcome=CallOutcome.NOT_REACHED, ended_at__gt=at - AGAIN_AFTER).order_by("ended_at")
    not_reached = {call.point_id: call for call in missed}
    waiting, taken, later = [], [], []
    for row in needing:
        if row.id in running:
            taken.append((row, running[row.id]))
        elif row.id in not_reached:
            later.append((row, not_reached[row.id]))
        else:
            waiting.append(row)
    return Queue(waiting, taken, later)


def next_calls(queue: Queue) -> list[LiveRow]:
    """What waits, in the order in which it is given out: first those of which a telephone number is known."""
    ids = [row.id for row in queue.waiting]
    called = {
        point_id
        for some in in_batches(ids)
        for point_id in PointContact.objects.filter(point__in=some).exclude(phone="").values_list("point_id", flat=True)
    }
    return sorted(queue.waiting, key=lambda row: row.id not in called)
