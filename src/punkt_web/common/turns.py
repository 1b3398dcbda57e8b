"""Whose turn it is: to write, among the processes that share one SQLite file, and to do what takes a whole processor.

SQLite lets one write at a time, and has the others try again after pauses that grow to a tenth of a second: under load
the processors stand idle meanwhile, and who has just written is first again. Here the next comes within milliseconds.
Only who writes much takes turns; others wait as before. A turn is a courtesy, the file's own lock keeps order: who
never gets one, because its holder hangs or the lock cannot be had, writes without.
"""

import fcntl
import logging
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connection

from punkt_web import env

_LOCK = "writing.lock"
_LONGEST_WAIT_S = 2.0
_PAUSE_S = 0.001
_log = logging.getLogger(__name__)


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Waits until no other process holds the turn, two seconds at most, and holds it to the end of the block.

    Of use with SQLite only, and not within a transaction: who writes already has the file.
    """
    lock = _opened(_LOCK) if connection.vendor == "sqlite" and not connection.in_atomic_block else None
    try:
        if lock is not None:
            _wait_for(lock)
        yield
    finally:
        if lock is not None:
            os.close(lock)  # lets it go, as the end of the process does


@contextmanager
def only_turn(name: str) -> Iterator[bool]:
    """Whether nobody else on this machine, in whatever process or thread, is at what has this name; nobody waits.

    Who may go on holds the turn to the end of the block, or of the process. Where no lock can be had everybody may.
    """
    lock = _opened(f"{name}.lock")
    try:
        yield lock is None or _is_had(lock)
    finally:
        if lock is not None:
            os.close(lock)


def _is_had(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        _log.warning("No lock to be had, goes on without a turn: %s", error)
    return True


def _opened(name: str) -> int | None:
    """The file of the lock; ``None`` where there is none to be had, as where something else has its name."""
    lock = None
    with suppress(OSError):
        lock = os.open(env.home() / name, os.O_CREAT | os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        if stat.S_ISREG(os.fstat(lock).st_mode):
            return lock
    if lock is not None:
        os.close(lock)
    _log.warning("%s cannot be used as a lock: writing without turns.", env.home() / name)
    return None


def _wait_for(lock: int) -> None:
    until = time.monotonic() + _LONGEST_WAIT_S
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                _log.warning("Waited %d s for a turn to write, and writes without.", _LONGEST_WAIT_S)
                return
            time.sleep(_PAUSE_S)
        except OSError as error:
            _log.warning("No lock to be had, writes without turns: %s", error)
            return
        else:
            return
