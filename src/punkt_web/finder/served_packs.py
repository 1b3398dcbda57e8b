"""Packs as they are given out over HTTP: made when somebody asks, kept while they are true, the same on every worker.

Each worker makes the same static pack of the same points, so that a live pack made by one belongs to the static pack
that another gave out, until the register changes. Who has the older static pack then
sees by its name in the live one that there is a newer.
"""

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from punkt import clock
from punkt_web.finder.offline import offline_html
from punkt_web.finder.packs import LivePack, StaticPack, make_live_pack, make_static_pack
from punkt_web.registry.published import Edition, current_edition

WHOLE = "all"
"""Stands for the whole network in an address."""
LIVE_EVERY = timedelta(minutes=1)
"""How old what is told of doors may be when it is given out."""
_MOST_KEPT = 64
_DAY = timedelta(days=1)


@dataclass(slots=True)
class ServedPacks:
    """The packs of one territory."""

    static: StaticPack
    live: LivePack
    html: dict[str, bytes] = field(default_factory=dict)
    """The finder in a file with these packs, compressed with gzip, by language."""


@dataclass(slots=True)
class _Kept:
    edition: Edition
    static: StaticPack
    packs: ServedPacks | None = None


_kept: OrderedDict[str, _Kept] = OrderedDict()
_makers = [Lock() for _number in range(16)]


def served_packs(territory: str) -> ServedPacks:
    """The packs of a territory now, of the whole network for an empty code. Raises as ``make_static_pack`` does."""
    with _maker(territory):
        now = clock.now()
        kept = _of_today(territory, now)
        if kept.packs is None or not timedelta(0) <= now - kept.packs.live.made_at < LIVE_EVERY:
            kept.packs = ServedPacks(kept.static, make_live_pack(kept.static, at=now))
        return kept.packs


def served_static(territory: str) -> StaticPack:
    """The static pack alone: what was said of doors is not put together for who does not ask. Raises as above."""
    with _maker(territory):
        return _of_today(territory, clock.now()).static


def _of_today(territory: str, now: datetime) -> _Kept:
    edition = current_edition()
    kept = _kept.pop(territory, None)
    if kept is None or not _is_true(kept, edition, now):
        kept = _Kept(edition, make_static_pack(territory, at=now))
    _kept[territory] = kept
    if len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return kept


def _maker(territory: str) -> Lock:
    """One makes the packs of a territory while others wait; hardly anybody waits for another territory."""
    return _makers[hash(territory) % len(_makers)]


def _is_true(kept: _Kept, edition: Edition, now: datetime) -> bool:
    """Packs are true for an edition of the published network, and for a day."""
    made_at = kept.static.made_at
    return kept.edition == edition and made_at <= now < made_at + _DAY


def served_html(packs: ServedPacks, language: str) -> bytes:
    """The finder in a file, compressed with gzip; ``language`` for readers whose device speaks none of the four."""
    with _maker(packs.static.territory):
        if language not in packs.html:
            packs.html[language] = gzip.compress(offline_html(packs.static, packs.live, language=language).encode())
        return packs.html[language]


def forget_packs() -> None:
    """Makes all packs anew when they are next asked for."""
    _kept.clear()
