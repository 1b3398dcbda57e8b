"""Reports that come at the same time are written together.

A report alone costs a transaction: locks, the head of the trail, a commit. Under load that is most of the work, and on
SQLite one writes after the other anyway. So whoever writes takes along what other threads of this process brought
meanwhile. Nobody waits for company: who finds nobody writing writes at once. A receipt is given after the commit.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from django.db import OperationalError, connection

from punkt_web.common.audit import Actor
from punkt_web.common.turns import turn_to_write
from punkt_web.operations.actions.reports import Report, take_in, take_in_of_many


@dataclass(slots=True)
class _Brought:
    """What one thread brought, and what became of it: the numbers of the new ones, or why none was taken."""

    actor: Actor
    reports: Sequence[Report]
    new: frozenset[str] | None = None
    fault: Exception | None = None

    @property
    def is_settled(self) -> bool:
        return self.new is not None or self.fault is not None


_LONGEST_WAIT_S = 10.0
_log = logging.getLogger(__name__)
_waiting: list[_Brought] = []
_waiting_lock, _writing_lock = Lock(), Lock()


def take_in_with_others(actor: Actor, reports: Sequence[Report]) -> frozenset[str]:
    """``reports.take_in``, with what others bring. Raises what that raises for these reports; others harm none of them.

    Within a transaction of the caller it writes alone: what others brought must not hang on it. ``OperationalError``
    where the one who writes does not come to an end: the sender tries again.
    """
    if connection.in_atomic_block:
        return take_in(actor, reports)
    mine = _Brought(actor, reports)
    with _waiting_lock:
        _waiting.append(mine)
    if not _writing_lock.acquire(timeout=_LONGEST_WAIT_S):
        _withdraw(mine)
        raise OperationalError("the database is locked: another thread has been writing for too long")
    try:
        if not mine.is_settled:
            with turn_to_write():
                _settle([mine, *_others_that_wait(mine)])
    finally:
        _writing_lock.release()
        _withdraw(mine)
    if mine.fault is not None:
        raise mine.fault
    if mine.new is None:
        raise RuntimeError("reports were left unsettled")
    return mine.new


def _withdraw(mine: _Brought) -> None:
    """Nobody is to take along what its thread gave up."""
    with _waiting_lock:
        _waiting[:] = [one for one in _waiting if one is not mine]


def _others_that_wait(mine: _Brought) -> list[_Brought]:
    """Whoever was taken along before by somebody who was stopped in the middle is not among them, and looks itself."""
    with _waiting_lock:
        brought = [one for one in _waiting if one is not mine]
        _waiting.clear()
    return brought


def _settle(brought: Sequence[_Brought]) -> None:
    """All in one write; where that fails, each alone: whose fault it was shows then.

    A database that does not answer is nobody's fault, and would keep each waiting in turn: that is said to all at once.
    """
    if len(brought) > 1:
        try:
            new = take_in_of_many([(one.actor, report) for one in brought for report in one.reports])
        except OperationalError as error:
            for one in brought:
                one.fault = error
            return
        except Exception as error:  # noqa: BLE001 - whatever it was, it is raised again for whom it concerns
            _log.info("Reports of %d senders could not be written together: %s", len(brought), error)
        else:
            for one in brought:
                one.new = new & {report.ulid for report in one.reports}
            return
    for one in brought:
        _settle_alone(one)


def _settle_alone(one: _Brought) -> None:
    try:
        one.new = take_in(one.actor, one.reports)
    except Exception as error:  # noqa: BLE001 - its own thread raises it
        one.fault = error
