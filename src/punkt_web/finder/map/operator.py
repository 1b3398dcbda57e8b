"""The operator's own base map: a file of tiles in the PMTiles format, version 3 (setting PUNKT_MAP_TILES)."""

import gzip
import zlib
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, MagicNumberNotFound, SpecVersionUnsupported, TileType

from punkt.files import opened
from punkt.geo.mercator import Tile

_MEDIA_TYPES = {
    TileType.MVT: "application/vnd.mapbox-vector-tile",
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.AVIF: "image/avif",
}
_UNREADABLE = (
    OSError, EOFError, ValueError, LookupError, zlib.error, MagicNumberNotFound, SpecVersionUnsupported
)  # fmt: skip
"""What comes of a file that is missing, cut, or something else."""


@dataclass(frozen=True)
class OperatorMap:
    """An opened file of tiles."""

    reader: Any
    media_type: str
    is_gzipped: bool
    min_zoom: int
    max_zoom: int
    attribution: str
    """Plain text."""

    @property
    def is_drawn_here(self) -> bool:
        """Whether its tiles are shapes that a script draws, and not pictures."""
        return self.media_type == _MEDIA_TYPES[TileType.MVT]

    def tile(self, tile: Tile) -> bytes | None:
        """The tile as it lies in the file, compressed where ``is_gzipped``; ``None`` for one that it does not have."""
        if not self.min_zoom <= tile.z <= self.max_zoom:
            return None
        try:
            found: bytes | None = self.reader.get(tile.z, tile.x, tile.y)
        except _UNREADABLE:
            return None
        return found or None


def operator_map() -> OperatorMap | None:
    """The map of the settings; ``None`` where none is given or its file cannot be read."""
    path = settings.MAP_TILES
    if path is None:
        return None
    try:
        return open_map(path)
    except _UNREADABLE:
        return None


def why_unreadable(path: Path) -> str:
    """Why a file of tiles cannot be used, in English; "" where it can."""
    try:
        open_map(path)
    except _UNREADABLE as error:
        return str(error) or type(error).__name__
    return ""


@lru_cache(maxsize=2)
def open_map(path: Path) -> OperatorMap:
    """Opens a file of tiles. Raises what comes of one that cannot be read."""
    with opened(path) as file:
        reader = Reader(MmapSource(file))
    header = reader.header()
    media_type = _MEDIA_TYPES.get(header["tile_type"])
    if media_type is None or header["tile_compression"] not in {Compression.NONE, Compression.GZIP}:
        raise ValueError(f"tiles of kind {header['tile_type'].name}, {header['tile_compression'].name}")
    return OperatorMap(
        reader=reader,
        media_type=media_type,
        is_gzipped=header["tile_compression"] is Compression.GZIP,
        min_zoom=header["min_zoom"],
        max_zoom=header["max_zoom"],
        attribution=unescape(strip_tags(str(reader.metadata().get("attribution") or "")))[:200],
    )


def unpacked(tile: bytes) -> bytes:
    """A compressed tile for whoever does not take it so."""
    return gzip.decompress(tile)
