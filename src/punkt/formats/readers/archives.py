"""Compressed files: one gzip or bzip2 stream, or a ZIP archive (KMZ, or a list that was zipped). Nothing is unpacked
to disk, so names inside an archive are only looked at; what comes out is counted while it unfolds."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from punkt.errors import UnreadableFile
from punkt.formats.readers.foreign import OFFICE_TEXT, SHAPEFILE, refuse
from punkt.formats.readers.limits import MAX_BYTES, check_bytes
from punkt.formats.readers.repairs import OTHER_FILES, repair
from punkt.wording import gettext_noop

ARCHIVE_BROKEN = gettext_noop("This archive is damaged or was not downloaded completely.")
DOWNLOAD_AGAIN = gettext_noop("Download it again, or ask the sender for it.")
ARCHIVE_LOCKED = gettext_noop("This archive is protected by a password.")
UNPACK = gettext_noop("Unpack it and import the files one by one.")
ARCHIVE_OF_MANY = gettext_noop("This archive holds several files, or none that is a list.")

_CHUNK = 2**20
_MAX_MEMBERS = 10_000
_LISTS = (".csv", ".tsv", ".txt", ".json", ".geojson", ".ndjson", ".osm", ".xml", ".xlsx", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class Unfolded:
    """What an archive holds: the bytes of a file and its name; or, for ``kind`` "sheet", the archive itself."""

    kind: str
    content: bytes
    file_name: str
    repairs: tuple[str, ...] = ()


def is_stream(content: bytes) -> bool:
    """Whether the bytes are one gzip or bzip2 stream."""
    return content.startswith((b"\x1f\x8b", b"BZh"))


def unfold_stream(content: bytes, *, file_name: str) -> Unfolded:
    """The bytes inside a gzip or bzip2 file. Raises ``UnreadableFile`` when they are broken or too many."""
    inner = file_name.removesuffix(".gz").removesuffix(".bz2")
    try:
        opened = bz2.open if content.startswith(b"BZh") else gzip.open
        with opened(io.BytesIO(content)) as stream:
            unfolded = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise UnreadableFile(ARCHIVE_BROKEN, remedy=DOWNLOAD_AGAIN) from error
    check_bytes(len(unfolded))
    return Unfolded("file", unfolded, inner)


def unfold_zip(content: bytes) -> Unfolded:
    """The list inside a ZIP archive: ``kind`` is "sheet" (XLSX, ODS), "kml", or "file".

    Raises ``UnreadableFile`` for a broken or locked archive, one with several lists, and documents that are not lists.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MAX_MEMBERS:
                raise UnreadableFile(ARCHIVE_OF_MANY, remedy=UNPACK)
            return _chosen(archive, members, content)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise UnreadableFile(ARCHIVE_BROKEN, remedy=DOWNLOAD_AGAIN) from error
    except (NotImplementedError, RuntimeError) as error:  # a password, or a way of packing that Python does not know
        raise UnreadableFile(ARCHIVE_LOCKED, remedy=UNPACK) from error


def _chosen(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], content: bytes) -> Unfolded:
    names = [member.filename for member in members]
    office = _office_format(archive, names)
    if office:
        return Unfolded("sheet", content, office)
    if any(name.lower().endswith(".shp") for name in names):
        raise refuse(SHAPEFILE)
    maps = _real(members, (".kml",))
    if maps:
        chosen = min(
            maps, key=lambda member: (PurePosixPath(member.filename).name != "doc.kml", names.index(member.filename))
        )
        noted = (repair(OTHER_FILES, detail=chosen.filename[:100]),) if len(maps) > 1 else ()
        return Unfolded("kml", _read(archive, chosen), chosen.filename, noted)
    lists = _real(members, _LISTS)
    if len(lists) != 1:
        raise UnreadableFile(ARCHIVE_OF_MANY, remedy=UNPACK)
    return Unfolded("file", _read(archive, lists[0]), PurePosixPath(lists[0].filename).name)


def _real(members: list[zipfile.ZipInfo], endings: tuple[str, ...]) -> list[zipfile.ZipInfo]:
    """Members with one of the endings, without the shadow copies that macOS adds."""
    return [
        member
        for member in members
        if member.filename.lower().endswith(endings) and not member.filename.startswith("__MACOSX/")
    ]


def _office_format(archive: zipfile.ZipFile, names: list[str]) -> str:
    """The format of a workbook; raises for the other office documents."""
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    kind = _read(archive, archive.getinfo("mimetype"))[:200] if "mimetype" in names else b""
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    if b"opendocument" in kind or any(name.startswith(("word/", "ppt/")) for name in names):
        raise refuse(OFFICE_TEXT)
    return ""


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of one member; the size that it claims is not believed."""
    check_bytes(member.file_size)
    parts: list[bytes] = []
    total = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            check_bytes(total)
            parts.append(chunk)
    return b"".join(parts)
