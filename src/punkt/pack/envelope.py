"""Around the sections of a pack: what it is, how long it holds, and whose signature stands under it.

A reader believes nothing of a pack before the signature of a key that it knows. docs/reference/pack.md tells each byte.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from punkt.errors import UnreadablePack
from punkt.wording import gettext_noop as _

MAGIC = b"PNKT"
VERSION = 1
MOST_BYTES = 32 * 2**20
N_SIGNATURE = 64
_HEAD = struct.Struct("<4sBBBBII8s8sI")
_SECTION = struct.Struct("<BI")

CLOCK_SLACK = timedelta(minutes=10)
"""How far a clock may be behind that of who made a pack (decision of ours): ages are a little too young then."""
MOST_POINTS = 200_000
"""Points of a pack at most: whatever a pack says, a reader does no more work than for so many."""


class PackKind(IntEnum):
    """What a pack holds: the register, what was said last of its points, or what changed since."""

    STATIC = 1
    LIVE = 2
    DELTA = 3


@dataclass(frozen=True, slots=True)
class Envelope:
    """A pack without its signature.

    ``base`` is the id of the static pack that a live one belongs to, of a delta that of the live one; zeros for none.
    ``sections`` are told by their number from 1 on.
    """

    kind: PackKind
    territory: str
    n_points: int
    made_at: datetime
    expires_at: datetime
    sections: tuple[bytes, ...]
    base: bytes = bytes(8)

    def is_ahead(self, now: datetime) -> bool:
        """Whether it was made after ``now``: that clock is wrong, and no age can be told by it."""
        return now < self.made_at - CLOCK_SLACK

    def is_expired(self, now: datetime) -> bool:
        """Whether what it tells is no longer to be shown as of now."""
        return now >= self.expires_at


def pack_id(content: bytes) -> bytes:
    """Eight bytes that name a pack."""
    return sha256(content).digest()[:8]


def key_id(key: Ed25519PublicKey) -> bytes:
    """Eight bytes that name a key."""
    return sha256(key.public_bytes_raw()).digest()[:8]


def sealed(envelope: Envelope, key: Ed25519PrivateKey) -> bytes:
    """The bytes of a pack, signed."""
    territory = envelope.territory.encode("ascii")
    parts = [
        _HEAD.pack(
            MAGIC, VERSION, envelope.kind, len(envelope.sections), len(territory),
            as_minutes(envelope.made_at), as_minutes(envelope.expires_at),
            key_id(key.public_key()), envelope.base, envelope.n_points,
        ),
        territory,
    ]  # fmt: skip
    for number, section in enumerate(envelope.sections, 1):
        parts += [_SECTION.pack(number, len(section)), section]
    said = b"".join(parts)
    return said + key.sign(said)


def opened(content: bytes, believed: Callable[[bytes, datetime], Ed25519PublicKey | None]) -> Envelope:
    """The pack in ``content``. ``believed`` gives the key of an id for a pack made at a moment, ``None`` for no such.

    Whether it is expired is for the caller to ask: what is old may still be shown as old. Raises ``UnreadablePack``,
    which says whether it is no pack, too new, signed by nobody known, or changed or cut off since.
    """
    if len(content) < _HEAD.size + N_SIGNATURE or not content.startswith(MAGIC) or len(content) > MOST_BYTES:
        raise UnreadablePack(_("This is no pack of Punkt."))
    _magic, version, kind, n_sections, n_territory, made, expires, signer, base, n_points = _HEAD.unpack_from(content)
    if version != VERSION:
        raise UnreadablePack(_("The pack is of a newer kind."), remedy=_("Update Punkt."))
    key = believed(signer, as_moment(made))
    if key is None:
        raise UnreadablePack(
            _("The pack is signed with a key that is not known here."),
            remedy=_("Get it from somebody you trust, or add the key of who made it."),
        )
    try:
        key.verify(content[-N_SIGNATURE:], content[:-N_SIGNATURE])
    except InvalidSignature:
        raise UnreadablePack(
            _("The pack was changed or cut off after it was signed."), remedy=_("Get it again.")
        ) from None
    if n_points > MOST_POINTS:
        raise UnreadablePack(_("The pack is damaged: its parts do not add up."))
    try:
        body = content[_HEAD.size : -N_SIGNATURE]
        return Envelope(
            PackKind(kind), body[:n_territory].decode("ascii"), n_points, as_moment(made), as_moment(expires),
            _sections(body[n_territory:], n_sections), base,
        )  # fmt: skip
    except (ValueError, struct.error, OverflowError):
        raise UnreadablePack(_("The pack is damaged: its parts do not add up.")) from None


def _sections(body: bytes, n: int) -> tuple[bytes, ...]:
    found: list[bytes] = []
    at = 0
    for expected in range(1, n + 1):
        number, length = _SECTION.unpack_from(body, at)
        at += _SECTION.size
        if number != expected or at + length > len(body):
            raise ValueError
        found.append(body[at : at + length])
        at += length
    if at != len(body):
        raise ValueError
    return tuple(found)


def as_minutes(moment: datetime) -> int:
    """Whole minutes since 1970."""
    return int(moment.timestamp() // 60)


def as_moment(minutes: int) -> datetime:
    """The moment that many minutes after the start of 1970. Raises ``UnreadablePack`` past the year 9999."""
    try:
        return datetime.fromtimestamp(0, UTC) + timedelta(minutes=minutes)
    except OverflowError:
        raise UnreadablePack(_("The pack is damaged: its parts do not add up.")) from None
