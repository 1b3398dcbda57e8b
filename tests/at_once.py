"""Calls that are made at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import DatabaseError, connection

from punkt.errors import PunktError


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each gave, or the error that it raised, in the order of the calls."""
    barrier = Barrier(len(calls))
    given: list[object] = [None] * len(calls)

    def run(number: int) -> None:
        barrier.wait()
        try:
            given[number] = calls[number]()
        except (PunktError, DatabaseError) as error:
            given[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given
