"""Since when points are asked to open, as anybody may know it: the only door for public pages.

It is held in memory. A number in the database tells whether anything was asked or ended since; then it is read again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from punkt import clock
from punkt_web.common import memories
from punkt_web.operations.activating.asked import asked_now
from punkt_web.registry.published import current_edition, published_ids
from punkt_web.registry.revisions import Revisions, revisions

_LATER_THAN_ANY = timedelta(days=366)


class _Held(NamedTuple):
    """``until``: when the first policy ends by itself, after which others may be seen. ``None`` where none does."""

    named: tuple[int, int]
    asked: Mapping[int, datetime]
    until: datetime | None


_held: list[_Held] = []


def published_asked(at: Revisions | None = None) -> Mapping[int, datetime]:
    """From when running activations ask points to be open, by point id; that may be to come.

    Exercises and standby ask no door to be open. ``at`` are counts that were asked for already. Points that the public
    does not see in full are not in it: an area that somebody outlined would tell where in it they lie, and answers that
    are made anew when one of them is asked would tell that it was.
    """
    counts = at or revisions()
    named = (counts.network, counts.notices)
    if _held and _held[0].named == named and (_held[0].until is None or clock.now() < _held[0].until):
        return _held[0].asked
    # As of the latest beginning that there can be: what begins later is held too, and is looked at by the clock.
    found = asked_now(clock.now() + _LATER_THAN_ANY)
    until = current_edition().policies_end_at
    may_be_seen = published_ids(found) if found else frozenset[int]()
    read: Mapping[int, datetime] = {pk: asked.asked_at for pk, asked in found.items() if pk in may_be_seen}
    if _held and _held[0].asked == read:
        read = _held[0].asked  # so that who holds it sees at once that nothing of it changed
    if memories.may_be_kept():
        _held[:] = [_Held(named, read, until)]
    return read


def forget_asked() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    _held.clear()
