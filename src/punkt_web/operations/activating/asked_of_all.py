"""Which points are asked to be open at a moment, all of them, held in memory.

A number in the database tells whether anything was asked or ended since, and the clock whether an activation began.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min

from punkt_web.common import memories
from punkt_web.operations.activating.asked import Asked, asked_now
from punkt_web.operations.models import Activation
from punkt_web.registry.revisions import revisions


class _Held(NamedTuple):
    """Holds from ``since`` to before ``until``, when the next activation begins; ``None`` where none is to come."""

    counts: tuple[int, int]
    since: datetime
    until: datetime | None
    asked: Mapping[int, Asked]

    def holds(self, counts: tuple[int, int], at: datetime) -> bool:
        return self.counts == counts and self.since <= at and (self.until is None or at < self.until)


_held: list[_Held] = []


def asked_of_all(at: datetime) -> Mapping[int, Asked]:
    """``asked_now`` of all points; not to be changed."""
    now = revisions()
    counts = (now.network, now.notices)
    held = next(iter(_held), None)
    if held is not None and held.holds(counts, at):
        return held.asked
    until = Activation.objects.filter(ended_at=None, begins_at__gt=at).aggregate(first=Min("begins_at"))["first"]
    asked = asked_now(at)
    if memories.may_be_kept():
        _held[:] = [_Held(counts, at, until, asked)]
    return asked


def forget_asked_of_all() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    _held.clear()
