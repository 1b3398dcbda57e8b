"""The keys whose signatures a reader believes, and until when.

A key that is replaced is believed a while longer, for packs that were made before: everybody who holds one can still
read it until it expires.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from punkt.errors import InvalidValue
from punkt.pack.envelope import key_id
from punkt.wording import gettext_noop as _

_FOUR_DIGITS = re.compile("....")
_LINE = re.compile(r"([0-9a-fA-F]{64})(?:\s+until\s+(\d{4}-\d\d-\d\d))?(?:\s+(.{0,100}))?")


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key; packs made after ``until`` are not believed for it."""

    public: Ed25519PublicKey
    until: date | None = None
    label: str = ""

    def counts_at(self, made_at: datetime) -> bool:
        """Whether a pack made then is believed."""
        return self.until is None or made_at.astimezone(UTC).date() <= self.until

    @property
    def short(self) -> str:
        """What people compare: the id of the key in groups of four digits, as a finder in a file shows it."""
        return " ".join(_FOUR_DIGITS.findall(key_id(self.public).hex()))

    def as_line(self) -> str:
        """The key as a line of a list of keys."""
        until = f" until {self.until.isoformat()}" if self.until else ""
        return f"{self.public.public_bytes_raw().hex()}{until} {self.label}".rstrip()


class KeyRing:
    """The keys that are known, by their id."""

    def __init__(self, keys: Iterable[KnownKey] = ()) -> None:
        # Of a key that is listed twice the earliest end counts: no copy of a line lifts a revocation.
        latest_first = sorted(keys, key=lambda key: key.until or date.max, reverse=True)
        self._keys = {key_id(key.public): key for key in latest_first}

    def __len__(self) -> int:
        return len(self._keys)

    def believed(self, signer: bytes, made_at: datetime) -> Ed25519PublicKey | None:
        """The key with this id, where a pack made then is believed for it."""
        key = self._keys.get(signer)
        return key.public if key is not None and key.counts_at(made_at) else None

    def publics(self, made_at: datetime) -> list[Ed25519PublicKey]:
        """All keys that count for what was made then: frames do not tell who signed them."""
        return [key.public for key in self._keys.values() if key.counts_at(made_at)]


def keys_of(text: str) -> list[KnownKey]:
    """The keys of a list: a line each, ``64 hex digits [until 2027-01-31] [label]``; # begins a remark.

    Raises ``InvalidValue``, which names the line.
    """
    found: list[KnownKey] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        key = _key_of(said)
        if key is None:
            raise InvalidValue(
                _("Line %(number)s is no key."),
                remedy=_("A line has 64 hexadecimal digits, as `punkt pack key` prints them."),
                values={"number": number},
            )
        found.append(key)
    return found


def _key_of(line: str) -> KnownKey | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    try:
        until = date.fromisoformat(match[2]) if match[2] else None
        return KnownKey(Ed25519PublicKey.from_public_bytes(bytes.fromhex(match[1])), until, match[3] or "")
    except ValueError:
        return None
