"""Public papers that were printed lately, given again while what is published stays the same.

Setting a leaflet takes tenths of a second and whoever asks may ask often; so the bytes are kept for as long as the
network has the same edition. Within this hour the same paper tells the same moment.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from punkt import clock
from punkt_web.common import memories
from punkt_web.registry.published import Edition, current_edition

_LASTS = timedelta(hours=1)
_MOST_BYTES = 24_000_000
_PATIENCE_S = 3.0

Key = tuple[str, ...]


class PrinterBusy(Exception):
    """Others are being set, and the wait for them is too long for a page."""


@dataclass(frozen=True, slots=True)
class _Kept:
    edition: Edition
    made_at: datetime
    content: bytes

    def holds(self, edition: Edition, now: datetime) -> bool:
        return self.edition == edition and timedelta(0) <= now - self.made_at < _LASTS


_making = Lock()
_looking = Lock()
_papers: OrderedDict[Key, _Kept] = OrderedDict()


def kept_paper(key: Key, make: Callable[[], bytes]) -> bytes:
    """The paper of a key (kind, language, what it is of), made by ``make`` where it is not there or no longer true.

    ``make`` has to read what it tells of: what was read before the edition was looked at may be withheld by now.

    One is made at a time, and who asks for one that is there does not wait for it: a printer that is asked by many at
    once must not take every processor. Raises ``PrinterBusy``.
    """
    if not memories.may_be_kept():
        return make()
    held = _held(key)
    if held is not None:
        return held
    with one_at_a_time():
        held = _held(key)  # somebody else may have made it meanwhile
        if held is not None:
            return held
        edition, now = current_edition(), clock.now()
        content = make()
        _keep(key, _Kept(edition, now, content))
        return content


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Nobody else is set meanwhile in this process. Raises ``PrinterBusy`` rather than hold up pages that are read."""
    if not _making.acquire(timeout=_PATIENCE_S):
        raise PrinterBusy
    try:
        yield
    finally:
        _making.release()


def _held(key: Key) -> bytes | None:
    edition, now = current_edition(), clock.now()
    with _looking:
        held = _papers.get(key)
        if held is None or not held.holds(edition, now):
            return None
        _papers.move_to_end(key)
        return held.content


def _keep(key: Key, paper: _Kept) -> None:
    with _looking:
        _papers[key] = paper
        _papers.move_to_end(key)
        while sum(len(one.content) for one in _papers.values()) > _MOST_BYTES and len(_papers) > 1:
            _papers.popitem(last=False)


def forget_papers() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same editions."""
    with _looking:
        _papers.clear()
