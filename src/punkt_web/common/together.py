"""What several threads of a process bring at the same time is settled together.

A write alone costs a transaction: locks, the head of the trail, a commit; and the questions before it cost the same
for one as for thirty. Under load that is most of the work, and on SQLite one writes after the other anyway. So whoever
settles takes along what other threads brought meanwhile. Nobody waits for company: who finds nobody at it begins.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition, Lock
from typing import Generic, TypeVar

from django.db import OperationalError, connection

from punkt_web.common.turns import turn_to_write

Brought = TypeVar("Brought")
Outcome = TypeVar("Outcome")

_LONGEST_WAIT_S = 10.0


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Brought, Outcome]):
    """What one thread brought; ``outcome`` is an error where it is to be raised for that thread."""

    brought: Brought
    outcome: Outcome | Exception | None = None
    is_settled: bool = False


class Together(Generic[Brought, Outcome]):
    """Settles what threads bring. ``settle`` is given one or several, and gives for each its outcome or its error.

    What ``settle`` raises itself is raised for all that it was given. It sees to its own transaction.
    """

    def __init__(self, settle: Callable[[Sequence[Brought]], Sequence[Outcome | Exception]]) -> None:
        self._settle = settle
        self._waiting: list[_Waiting[Brought, Outcome]] = []
        self._is_settling = False
        self._changed = Condition(Lock())

    def settled(self, brought: Brought) -> Outcome:
        """The outcome of what is brought, settled alone or with what others bring; raises its error.

        Within a transaction of the caller it is settled alone: what others brought must not hang on it.
        ``OperationalError`` where the one who settles does not come to an end: the sender tries again.
        """
        mine = _Waiting[Brought, Outcome](brought)
        if connection.in_atomic_block:
            self._settle_all([mine])
        elif self._is_my_turn(mine):
            try:
                with turn_to_write():
                    self._settle_all([mine, *self._others_that_wait(mine)])
            finally:
                with self._changed:
                    self._is_settling = False
                    self._changed.notify_all()
        return _given(mine)

    def _is_my_turn(self, mine: _Waiting[Brought, Outcome]) -> bool:
        """Waits until it was settled by another, or nobody is at it: then it is this thread that settles."""
        until = time.monotonic() + _LONGEST_WAIT_S
        with self._changed:
            self._waiting.append(mine)
            while self._is_settling and not mine.is_settled:
                if not self._changed.wait(until - time.monotonic()):
                    self._withdraw(mine)
                    raise OperationalError("the database is locked: another thread has been writing for too long")
            if not mine.is_settled:
                self._is_settling = True
            return not mine.is_settled

    def _others_that_wait(self, mine: _Waiting[Brought, Outcome]) -> list[_Waiting[Brought, Outcome]]:
        """Whoever was taken along before by one that was stopped in the middle is not among them, and looks itself."""
        with self._changed:
            others = [one for one in self._waiting if one is not mine]
            self._waiting = []
            return others

    def _withdraw(self, mine: _Waiting[Brought, Outcome]) -> None:
        """Nobody is to take along what its thread gave up."""
        self._waiting = [one for one in self._waiting if one is not mine]

    def _settle_all(self, those: Sequence[_Waiting[Brought, Outcome]]) -> None:
        try:
            outcomes = self._settle([one.brought for one in those])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again for each whom it concerns
            outcomes = [error] * len(those)
        for one, outcome in zip(those, outcomes, strict=True):
            one.outcome, one.is_settled = outcome, True


def _given(mine: _Waiting[Brought, Outcome]) -> Outcome:
    if not mine.is_settled:
        raise RuntimeError("what was brought was left unsettled")
    if isinstance(mine.outcome, Exception):
        raise mine.outcome
    return mine.outcome  # type: ignore[return-value] # settled: it is an outcome
