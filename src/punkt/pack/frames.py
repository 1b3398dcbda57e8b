"""What was said last of a town's points, in frames for radio: at most 233 bytes, signed, each worth something alone.

233 bytes is what a Meshtastic packet carries (https://meshtastic.org/docs/overview/mesh-algo/). A frame names the
static pack whose points it tells of, which of them, and how many frames there are: so a receiver knows what it missed.
"""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from punkt.errors import InvalidValue, UnreadablePack
from punkt.pack import live
from punkt.pack.envelope import N_SIGNATURE, as_minutes, as_moment
from punkt.pack.live import LivePoint
from punkt.wording import gettext_noop as _

FRAME_BYTES = 233
MOST_FRAMES = 255
_MAGIC = b"PF\x01"
_HEAD = struct.Struct("<3s4sIHHBB")
_MOST_IN_A_FRAME = 4096
_N_PAYLOAD = FRAME_BYTES - _HEAD.size - N_SIGNATURE


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: the words on the points from number ``first`` on of the static pack whose id begins with ``base``."""

    base: bytes
    made_at: datetime
    number: int
    n_frames: int
    first: int
    points: tuple[LivePoint, ...]


def framed(points: Sequence[LivePoint], base: bytes, made_at: datetime, key: Ed25519PrivateKey) -> list[bytes]:
    """The frames that tell of ``points``, in the order of the static pack with the id ``base``.

    Raises ``InvalidValue`` where it would take more than ``MOST_FRAMES``.
    """
    parts: list[tuple[int, int, bytes]] = []
    first = 0
    while first < len(points):
        n, said = _as_many_as_fit(points, first)
        parts.append((first, n, said))
        first += n
    if len(parts) > MOST_FRAMES or len(points) > 0xFFFF:
        raise InvalidValue(
            _("So many points do not fit into %(most)s frames."),
            remedy=_("Choose a smaller territory."),
            values={"most": MOST_FRAMES},
        )
    frames: list[bytes] = []
    for number, (first, n, said) in enumerate(parts):
        head = _HEAD.pack(_MAGIC, base[:4], as_minutes(made_at), first, n, number, len(parts))
        frames.append(head + said + key.sign(head + said))
    return frames


def _as_many_as_fit(points: Sequence[LivePoint], first: int) -> tuple[int, bytes]:
    """How many points from ``first`` on go into one frame, and their words. One always does."""
    fits, too_many = 1, min(len(points) - first, _MOST_IN_A_FRAME) + 1
    while too_many - fits > 1:
        n = (fits + too_many) // 2
        if len(live.written(points[first : first + n])) <= _N_PAYLOAD:
            fits = n
        else:
            too_many = n
    return fits, live.written(points[first : first + fits])


def read_frame(content: bytes, keys: Callable[[datetime], Iterable[Ed25519PublicKey]]) -> Frame:
    """A frame signed by a key that ``keys`` gives for the moment at which it was made. Raises ``UnreadablePack``."""
    if not _HEAD.size + N_SIGNATURE <= len(content) <= FRAME_BYTES or not content.startswith(_MAGIC):
        raise UnreadablePack(_("This is no frame of Punkt."))
    said, signature = content[:-N_SIGNATURE], content[-N_SIGNATURE:]
    _magic, base, made, first, n, number, n_frames = _HEAD.unpack_from(said)
    made_at = as_moment(made)
    if not any(_is_signed(said, signature, key) for key in keys(made_at)):
        raise UnreadablePack(_("The frame was changed on the way, or nobody known signed it."))
    if number >= n_frames:
        raise UnreadablePack(_("The frame is damaged: its parts do not add up."))
    return Frame(base, made_at, number, n_frames, first, tuple(live.read(said[_HEAD.size :], n)))


def _is_signed(said: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(signature, said)
    except InvalidSignature:
        return False
    return True


@dataclass(slots=True)
class Gathered:
    """The frames of one moment that came in so far, in any order and as often as they like."""

    base: bytes
    made_at: datetime
    n_frames: int
    frames: dict[int, Frame] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        """The numbers of the frames that did not come."""
        return [number for number in range(self.n_frames) if number not in self.frames]

    @property
    def points(self) -> Mapping[int, LivePoint]:
        """What is known, by the number of the point in the static pack."""
        return {
            frame.first + at: point
            for _number, frame in sorted(self.frames.items())
            for at, point in enumerate(frame.points)
        }


def gathered(frames: Iterable[Frame]) -> list[Gathered]:
    """Frames put together by what they tell of, the newest moment first."""
    found: dict[tuple[bytes, datetime, int], Gathered] = {}
    for frame in frames:
        mine = found.setdefault(
            (frame.base, frame.made_at, frame.n_frames), Gathered(frame.base, frame.made_at, frame.n_frames)
        )
        mine.frames[frame.number] = frame
    return sorted(found.values(), key=lambda one: one.made_at, reverse=True)
