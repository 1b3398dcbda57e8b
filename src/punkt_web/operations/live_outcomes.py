"""What the last words on points come to on the live board, held in memory until a word or the time changes it.

A door and the reasons for a call follow from the last words, from what is asked of a point, from the register and from
the hour. Of ten thousand points few change from one look to the next. Nobody's rights are in it, and no complaint.
"""

from collections.abc import MutableMapping
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from punkt.model.board_words import CallReason, DoorWord
from punkt_web.common import memories
from punkt_web.operations.activating.asked import Asked
from punkt_web.operations.live_words import Words
from punkt_web.registry.revisions import revisions


class Outcome(NamedTuple):
    """What ``words`` and ``asked`` come to from ``since`` to before ``until``."""

    words: Words
    asked: Asked | None
    since: datetime
    until: datetime
    door: DoorWord
    reasons: list[CallReason]

    def holds(self, words: Words, asked: Asked | None, at: datetime) -> bool:
        """Whether it would be the same: these very words, as they are held, and the same asked."""
        return self.words is words and self.since <= at < self.until and self.asked == asked


class _Outcomes:
    """By point id, for as long as the register stays as it is. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._network = -1
        self._held: dict[int, Outcome] = {}

    def held(self) -> MutableMapping[int, Outcome]:
        """What is held now; what is put into it is held from then on."""
        if not memories.may_be_kept():
            return {}
        with self._lock:
            network = revisions().network
            if network != self._network:
                self._network, self._held = network, {}
            return self._held


_outcomes = _Outcomes()


def held_outcomes() -> MutableMapping[int, Outcome]:
    """Those of this process. Ask before the register is read: what was read earlier may be older than the count."""
    return _outcomes.held()


def forget_live_outcomes() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    global _outcomes  # noqa: PLW0603 - the one memory of the process
    _outcomes = _Outcomes()
