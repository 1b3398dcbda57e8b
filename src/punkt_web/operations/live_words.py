"""The last words on all points as the live board needs them, held in memory.

A number in the database tells whether anything was said since; then only what was said is read again. The words of ten
thousand points are most of the work of a board.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from punkt.confidence.evidence import CounterWord
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common import memories
from punkt_web.operations.models import CurrentStatus
from punkt_web.operations.queries import counter_words, current_statuses, last_words_after
from punkt_web.registry.revisions import Revisions, revisions
from punkt_web.registry.standing import who_others_lead_to

_MOST_AT_ONCE = 500
"""Of more changed points than this all are read again."""


class Words(NamedTuple):
    """The last words on a point as the board needs them; named as the columns that hold them."""

    state: PointState | None = None
    state_at: datetime | None = None
    state_channel: ReportChannel | None = None
    headcount: int | None = None
    headcount_at: datetime | None = None
    fuel_l: float | None = None
    fuel_at: datetime | None = None
    fuel_quarters: int | None = None
    fuel_quarters_at: datetime | None = None
    indoor_c: float | None = None
    indoor_at: datetime | None = None
    shortages: list[str] | None = None
    shortages_at: datetime | None = None
    shut_words: tuple[CounterWord, ...] = ()


NOTHING = Words()
"""Of a point that nobody ever spoke of."""


class LiveWords:
    """The last words by point. Threads may share it; what it gives is not to be changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at: Revisions | None = None
        self._words: dict[int, Words] = {}

    def now(self) -> dict[int, Words]:
        """By id, of every point that was ever spoken of; of merged points with what was said of those they lead."""
        if not memories.may_be_kept():
            return _read_all()
        with self._lock:
            at = revisions()
            if self._at is None or self._at.network != at.network or self._at.last_words > at.last_words:
                self._words, self._at = _read_all(), at
            elif self._at.last_words != at.last_words:
                self._take_in(last_words_after(self._at.last_words))
                self._at = at
            return self._words

    def _take_in(self, changed: set[int]) -> None:
        """A new dict: who still reads the old one is not disturbed."""
        self._words = _read_all() if len(changed) > _MOST_AT_ONCE else self._words | _read(changed)


def _read_all() -> dict[int, Words]:
    rows = CurrentStatus.objects.order_by().values_list("point_id", *Words._fields).iterator(5000)
    words = {point_id: as_words(told) for point_id, *told in rows}
    return words | _read(who_others_lead_to())


def _read(point_ids: Iterable[int]) -> dict[int, Words]:
    statuses = current_statuses(point_ids)
    return {
        point_id: Words(*(getattr(status, name) for name in Words._fields)) for point_id, status in statuses.items()
    }


_STATES = {state.value: state for state in PointState}
_CHANNELS = {channel.value: channel for channel in ReportChannel}


def as_words(told: Iterable[Any]) -> Words:
    """From the columns in the order of ``Words``, as the database holds them."""
    state, state_at, channel, *measured, shut_words = told
    words = Words(_STATES.get(state), state_at, _CHANNELS.get(channel), *measured)
    return words._replace(shut_words=counter_words(shut_words))


_held = LiveWords()


def live_words() -> dict[int, Words]:
    """The last words of now, by point."""
    return _held.now()


FEW = 500
"""Of so few points the words are read for the asking; of more they come from memory."""


def words_on(point_ids: Collection[int]) -> dict[int, Words]:
    """The last words of now on some points, by id."""
    if len(point_ids) <= FEW:
        return _read(point_ids)
    words = live_words()
    return {point_id: words[point_id] for point_id in point_ids if point_id in words}


def forget_live_words() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    global _held  # noqa: PLW0603 - the one memory of the process
    _held = LiveWords()
