"""The key under the packs of this installation, and the keys of others that it believes."""

import fcntl
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from punkt.errors import PunktError
from punkt.pack.keys import KeyRing, KnownKey, keys_of
from punkt.wording import gettext_noop as _
from punkt_web import env

_KEY_NAME = "pack_key"


def signing_key() -> Ed25519PrivateKey:
    """The key under the packs of this installation; made once."""
    return Ed25519PrivateKey.from_private_bytes(sha256(b"punkt.pack.1:" + env.kept_key(_KEY_NAME).encode()).digest())


def believed_keys() -> KeyRing:
    """The installation's own key, and those in its list of others."""
    path = _others()
    return KeyRing([*(listed_keys(path) if path.exists() else []), KnownKey(signing_key().public_key())])


def listed_keys(path: Path) -> list[KnownKey]:
    """The keys of a list. Raises ``InvalidValue``, which names the line, and ``PunktError`` for what is no text."""
    try:
        return keys_of(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise PunktError(_("This is no list of keys."), where=str(path)) from None


def replace_key(*, at: datetime) -> None:
    """Makes a new key. The old one is believed for packs made until that day: those are still out there."""
    with (env.home() / "pack_key.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        old = KnownKey(signing_key().public_key(), at.date(), "replaced")
        # A list that people edit may not end with a line break, and what is added at its end never cuts it short.
        with _others().open("a", encoding="utf-8") as file:
            file.write(f"\n{old.as_line()}\n")
        (env.home() / _KEY_NAME).unlink()


def _others() -> Path:
    return env.home() / "pack_keys"
