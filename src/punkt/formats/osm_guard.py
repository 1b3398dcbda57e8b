"""Extracts of OpenStreetMap are looked through before osmium has them: a small file must not hold it up for hours.

PBF: each block says how large it is unpacked, and osmium unpacks no more than that and no block over 32 MB; so the
sum is checked. XML: its parser begins again at each piece of a tag that does not end, so one endless tag, attribute or
comment takes it hours; here tags must begin often enough, and comments and declarations, which no program writes into
extracts, are refused. Sources: wiki.openstreetmap.org, PBF Format; the manual of Expat (reparse deferral).
"""

import bz2
import codecs
import gzip
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from punkt.errors import UnusableStreets
from punkt.wording import gettext_noop as _

MOST_TIMES_UNPACKED = 50
"""How many times its size an extract may be unpacked [I]; XML packs to a fifteenth, blocks of PBF to less than half."""
ALWAYS_UNPACKED = 256 * 2**20
"""Bytes that any extract may be unpacked, however well it packs [I]."""
STRETCH = 512 * 2**10
"""Bytes of XML in which at least one tag begins: those of a node or a way have some hundred, rarely some thousand."""

_MOST_HEADER_BYTES, _MOST_BLOCK_BYTES = 64 * 2**10, 32 * 2**20
_ALWAYS_OF_A_BLOCK, _MOST_TIMES_A_BLOCK = 64 * 2**10, 20
"""Bytes that any block of PBF may be unpacked, and how many times its size larger ones may [I]: osmium makes some 20 of
each, so blocks of nothing but zeros would fill the memory."""
_KINDS = ("pbf", "osm", "osm.gz", "osm.bz2")
_BROKEN = (OSError, EOFError, ValueError, zlib.error, struct.error)


def checked_format(path: Path) -> str:
    """The format as osmium names it. Raises ``UnusableStreets`` where the file is none, cut off or a trap."""
    kind = next((kind for kind in _KINDS if path.name.lower().endswith(f".{kind}")), None)
    try:
        if kind is None:
            raise ValueError("another ending")
        _check_size(_pbf_sizes(path) if kind == "pbf" else _xml_sizes(path, kind), path)
    except _BROKEN as error:
        raise not_an_extract(path) from error
    return kind


def not_an_extract(path: Path) -> UnusableStreets:
    """What to raise for a file that osmium or the guard cannot read."""
    return UnusableStreets(
        _("This is no extract of OpenStreetMap, or it is changed or cut off."),
        where=path.name,
        remedy=_("Fetch it again, as .osm.pbf, .osm, .osm.gz or .osm.bz2."),
    )


def _check_size(sizes: Iterator[int], path: Path) -> None:
    most = max(ALWAYS_UNPACKED, MOST_TIMES_UNPACKED * path.stat().st_size)
    total = 0
    for size in sizes:
        total += size
        if total > most:
            raise UnusableStreets(
                _("Unpacked this is over %(most)d MB, more than %(times)d times the file: no extract packs so well."),
                where=path.name,
                remedy=_("Fetch the extract again from where it is published."),
                values={"most": most // 2**20, "times": MOST_TIMES_UNPACKED},
            )


def _xml_sizes(path: Path, kind: str) -> Iterator[int]:
    """Sizes of the pieces, each looked at. A stretch of twice ``STRETCH`` without a tag has a whole piece of them."""
    at, before = 0, b""
    with _unpacked(path, kind) as stream:
        while piece := stream.read(STRETCH):
            if len(piece) == STRETCH and b"<" not in piece:
                raise _endless(path, at)
            # The byte before joins what two pieces part; UTF-16, which hides tags from this look, has zero bytes.
            joined = before + (piece if at else piece.removeprefix(codecs.BOM_UTF8).removeprefix(b"<?xml"))
            if any(mark in joined for mark in (b"<!", b"<?", b"\0")):
                raise ValueError("XML that no extract has")
            at, before = at + len(piece), piece[-1:]
            yield len(piece)


def _unpacked(path: Path, kind: str) -> IO[bytes] | gzip.GzipFile | bz2.BZ2File:
    if kind == "osm.gz":
        return gzip.GzipFile(path)
    if kind == "osm.bz2":
        return bz2.BZ2File(path)
    return path.open("rb")


def _endless(path: Path, at: int) -> UnusableStreets:
    return UnusableStreets(
        _("No tag begins in %(n)d KB of XML, from byte %(at)d unpacked: no extract has tags as long as that."),
        where=path.name,
        remedy=_("Fetch the extract again from where it is published."),
        values={"n": STRETCH // 2**10, "at": at},
    )


def _pbf_sizes(path: Path) -> Iterator[int]:
    """Unpacked size of each block, as it says itself."""
    with path.open("rb") as file:
        while length := file.read(4):
            head = _exactly(file, struct.unpack(">I", length)[0], _MOST_HEADER_BYTES)
            n_bytes = max((value for number, value in _numbers(head) if number == 3), default=0)
            block = _exactly(file, n_bytes, _MOST_BLOCK_BYTES)
            unpacked = max((value for number, value in _numbers(block) if number in {1, 2}), default=0)
            if unpacked > max(_ALWAYS_OF_A_BLOCK, _MOST_TIMES_A_BLOCK * n_bytes):
                raise ValueError("a block that packs better than any place does")
            yield unpacked


def _exactly(file: IO[bytes], n_bytes: int, most: int) -> bytes:
    content = file.read(n_bytes) if n_bytes <= most else b""
    if len(content) != n_bytes:
        raise ValueError("a block that is cut off or too large")
    return content


def _numbers(message: bytes) -> Iterator[tuple[int, int]]:
    """Number of each field of a protocol buffer with its value, or with its length where it holds bytes."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        value, at = _varint(message, at)
        if key & 7 not in {0, 2}:
            raise ValueError("a field of a kind that blocks do not have")
        at += value if key & 7 == 2 else 0
        yield key >> 3, value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number of up to 64 bits, and where the next byte is."""
    value = 0
    for shift in range(0, 70, 7):
        byte = message[at + shift // 7 : at + shift // 7 + 1]
        if not byte:
            break
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value, at + shift // 7 + 1
    raise ValueError("a number that does not end")
