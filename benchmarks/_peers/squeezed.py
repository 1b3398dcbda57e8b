"""Brotli at its best, for formats that do not compress themselves."""

import brotli

_WINDOW_BITS = 24


def squeezed(content: bytes) -> bytes:
    """The content with the highest quality and the largest window that every reader of brotli takes."""
    return bytes(brotli.compress(content, quality=11, lgwin=_WINDOW_BITS))


def opened(content: bytes) -> bytes:
    """What was squeezed."""
    return bytes(brotli.decompress(content))
