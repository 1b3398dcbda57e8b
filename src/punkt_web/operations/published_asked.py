"""Since when points are asked to open, as anybody may know it: the only door for public pages.

It is held in memory. A number in the database tells whether anything was asked or ended since; then it is read again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from punkt import clock
from punkt_web.common import memories
from punkt_web.operations.asked import asked_now
from punkt_web.registry.revisions import Revisions, revisions

_LATER_THAN_ANY = timedelta(days=366)
_Held = tuple[tuple[int, int], Mapping[int, datetime]]
_held: list[_Held] = []


def published_asked(at: Revisions | None = None) -> Mapping[int, datetime]:
    """From when running activations ask points to be open, by point id; that may be to come.

    Exercises and standby ask no door to be open. ``at`` are counts that were asked for already. It is not for points of
    which only the area is told: an area that somebody outlined would tell where in it they lie.
    """
    counts = at or revisions()
    named = (counts.network, counts.notices)
    if _held and _held[0][0] == named:
        return _held[0][1]
    # As of the latest beginning that there can be: what begins later is held too, and is looked at by the clock.
    found = asked_now(clock.now() + _LATER_THAN_ANY)
    read: Mapping[int, datetime] = {point_id: asked.asked_at for point_id, asked in found.items()}
    if _held and _held[0][1] == read:
        read = _held[0][1]  # so that who holds it sees at once that nothing of it changed
    if memories.may_be_kept():
        _held[:] = [(named, read)]
    return read


def forget_asked() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    _held.clear()
