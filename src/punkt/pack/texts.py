"""The texts of a pack: JSON, compressed with deflate without any wrapping (RFC 1951), read with a limit."""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from punkt.errors import UnreadablePack
from punkt.wording import gettext_noop as _

MOST_BYTES = 64 * 2**20
MOST_PARTS = 16 * 200_000
"""Lists, tables and entries of the texts at most, so that a small pack cannot fill the memory with them."""
_RAW = -15


def packed(texts: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """The texts as they stand in a pack."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    content = json.dumps(texts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return packer.compress(content.encode()) + packer.flush()


def unpacked(content: bytes) -> dict[str, Any]:
    """The texts of a pack. Raises ``UnreadablePack`` for what is damaged or larger than ``MOST_BYTES``."""
    unpacker = zlib.decompressobj(_RAW)
    try:
        found = unpacker.decompress(content, MOST_BYTES)
        if not unpacker.eof or unpacker.unused_data:
            raise damaged()
        if sum(map(found.count, (b"{", b"[", b","))) > MOST_PARTS:
            raise damaged()
        texts = json.loads(found.decode("utf-8"), parse_constant=_no_number)
    except (zlib.error, ValueError, RecursionError):
        raise damaged() from None
    if not isinstance(texts, dict):
        raise damaged()
    return texts


def _no_number(word: str) -> float:
    """JSON has no NaN and no Infinity, though Python reads them."""
    raise ValueError(word)


def words(texts: Mapping[str, Any], key: str, n: int | None = None) -> list[str]:
    """The list of texts at ``key``, of ``n`` texts where that is known. Raises ``UnreadablePack``."""
    found = texts.get(key)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise damaged()
    if n is not None and len(found) != n:
        raise damaged()
    return found


def damaged() -> UnreadablePack:
    """The error for texts that no writer of packs wrote."""
    return UnreadablePack(_("The pack is damaged: its texts cannot be read."))
