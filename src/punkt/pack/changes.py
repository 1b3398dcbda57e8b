"""A pack of changes: what was said of points since a live pack was made, for who has that one already.

It names the live pack as its base, and in its head the static pack and the moment from which on it tells everything:
a reader refuses one that leaves a gap. A point that is not told of keeps its words, which go on ageing from when the
live pack was made.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from punkt.errors import UnreadablePack
from punkt.pack import live, live_services
from punkt.pack.envelope import Envelope, as_minutes, as_moment
from punkt.pack.live import LivePoint
from punkt.pack.live_services import ServiceWords
from punkt.pack.range_coder import Reader, Writer
from punkt.pack.symbols import Word
from punkt.wording import gettext_noop as _

_HEAD = struct.Struct("<8sI")


@dataclass(frozen=True, slots=True)
class Changes:
    """What is told of points by their place in the static pack; ``since`` is the moment from which all is told."""

    static_id: bytes
    since: datetime
    points: Mapping[int, tuple[LivePoint, ServiceWords]]


def written(changes: Changes, n: int, keys: Sequence[str]) -> tuple[bytes, ...]:
    """The sections of a pack of changes of ``n`` points, with the services ``keys`` of the static pack."""
    coder, is_told = Writer(), Word(2)
    for at in range(n):
        is_told.code(coder, 0, int(at in changes.points))
    told = [changes.points[at] for at in sorted(changes.points)]
    return (
        _HEAD.pack(changes.static_id, as_minutes(changes.since)),
        coder.finished(),
        live.written([words for words, _services in told]),
        live_services.written([services for _words, services in told], keys),
    )


@dataclass(frozen=True, slots=True)
class ToldDoors:
    """What a pack of changes tells without its static pack, whose services it has no names of."""

    static_id: bytes
    since: datetime
    words: Mapping[int, LivePoint]


def read_doors(pack: Envelope) -> ToldDoors:
    """The words on points in a pack of changes. Raises ``UnreadablePack``."""
    if len(pack.sections) != 4 or len(pack.sections[0]) != _HEAD.size:
        raise UnreadablePack(_("The pack is damaged: its parts do not add up."))
    static_id, since = _HEAD.unpack(pack.sections[0])
    coder, is_told = Reader(pack.sections[1]), Word(2)
    places = [at for at in range(pack.n_points) if is_told.code(coder, 0)]
    words = live.read(pack.sections[2], len(places))
    since_at = as_moment(since)
    if since_at > pack.made_at:
        raise UnreadablePack(_("The pack is damaged: its parts do not add up."))
    return ToldDoors(static_id, since_at, dict(zip(places, words, strict=True)))


def read(pack: Envelope, keys: Sequence[str]) -> Changes:
    """The changes in a pack. Raises ``UnreadablePack``."""
    doors = read_doors(pack)
    services = live_services.read(pack.sections[3], len(doors.words), keys)
    told = zip(doors.words.items(), services, strict=True)
    return Changes(doors.static_id, doors.since, {place: (word, said) for (place, word), said in told})
