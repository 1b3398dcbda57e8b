"""Whose turn it is to write, among the processes that share one SQLite file.

SQLite lets one write at a time, and has the others try again after pauses that grow to a tenth of a second: under load
the processors stand idle meanwhile, and who has just written is first again. Here the system wakes up the next. Only
who writes much takes turns; others wait as before.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from punkt_web import env

_LOCK = "writing.lock"


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Waits until no other process holds the turn, and holds it to the end of the block. Of use with SQLite only."""
    if connection.vendor != "sqlite":
        yield
        return
    with (env.home() / _LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go when the file is closed, also by the end of the process
        yield
