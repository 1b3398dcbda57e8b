"""Several things that wait for others, such as hosts, are done at once: a slow one holds up none of the rest."""

import logging
import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from punkt.errors import PunktError
from punkt.wording import gettext_noop as _

Key = TypeVar("Key")
_log = logging.getLogger(__name__)


def each_at_once(
    tasks: Iterator[tuple[Key, Callable[[], None]]], *, most: int, begin_for_s: float, is_first_alone: bool = False
) -> Iterator[tuple[Key, PunktError | None]]:
    """Does tasks in threads, at most so many at once, and gives each key with what went wrong as soon as it ended.

    A task is taken from ``tasks`` when there is room for it, in the caller's thread; after ``begin_for_s`` none is
    begun any more, and what goes on is waited for: each task is bounded in time by itself. ``is_first_alone``: no other
    begins before the first has ended. Tasks ask no database: a thread would have a connection of its own.
    """
    ended: SimpleQueue[tuple[Key, PunktError | None]] = SimpleQueue()
    until = time.monotonic() + begin_for_s
    n_running, room = 0, 1 if is_first_alone else most
    while True:
        while n_running < room and time.monotonic() < until and (task := next(tasks, None)) is not None:
            Thread(target=_do, args=(*task, ended), name="at once", daemon=True).start()
            n_running += 1
        if not n_running:
            return
        yield ended.get()
        n_running, room = n_running - 1, most


def _do(key: Key, task: Callable[[], None], ended: "SimpleQueue[tuple[Key, PunktError | None]]") -> None:
    fault: PunktError | None = None
    try:
        task()
    except PunktError as error:
        fault = error
    except Exception:  # noqa: BLE001 - told, and the others go on
        _log.exception("Something that was done beside others broke off.")
        fault = PunktError(_("Sending it broke off because of a fault in Punkt."))
    ended.put((key, fault))
