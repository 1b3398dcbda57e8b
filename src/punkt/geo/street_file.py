"""Files of streets, ``NAME.streets``: a zip of numpy arrays and a note, as ``numpy.savez`` writes it.

A file may come from anybody: sizes are read before anything is unpacked, pickled objects are never read, and every
number is checked.
"""

import datetime as dt
import json
import struct
import tokenize
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from punkt.errors import UnusableStreets
from punkt.files import opened, written_whole
from punkt.geo.street_cover import Box, is_box
from punkt.wording import gettext_noop as _

FORMAT_VERSION = 1
MOST_NODES = 20_000_000
"""More than the walkable streets of Ukraine have [I]; they fill some 1 GB of memory."""
MOST_SEGMENTS = 2 * MOST_NODES
_MOST_NOTE_BYTES = 65_536
_MOST_HEADER_BYTES = 4_096
_MOST_LATITUDE, _MOST_LONGITUDE = 900_000_000, 1_800_000_000
_MEMBERS = frozenset({"note.npy", "latitudes.npy", "longitudes.npy", "ends.npy"})
_REMEDY = _("Make it again with punkt streets build.")

_CHANGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError, TypeError,
    OverflowError, tokenize.TokenError, RecursionError, MemoryError,
)  # fmt: skip
"""What zipfile, zlib and numpy raise for a file that is changed or cut off; OSError is a step to no place in it, the
last three come from brackets in the header of an array."""


@dataclass(frozen=True, slots=True)
class StreetRecord:
    """What a file holds: n nodes in 1e-7 degrees (``int32``), s x 2 numbers of nodes (``int32``), and where from.

    ``box`` is what the streets cover, ``None`` where they are cut off nowhere.
    """

    latitudes: NDArray[np.int32]
    longitudes: NDArray[np.int32]
    ends: NDArray[np.int32]
    attribution: str
    data_date: dt.date | None
    box: Box | None = None


def write_street_file(path: Path, record: StreetRecord) -> None:
    """Writes ``path`` whole or not at all. Raises ``OSError`` where it cannot be written."""
    day = record.data_date.isoformat() if record.data_date else None
    note = {
        "format": "punkt streets",
        "version": FORMAT_VERSION,
        "attribution": record.attribution,
        "data_date": day,
        "box": record.box,
    }
    with written_whole(path) as file:
        np.savez_compressed(
            file,
            note=np.frombuffer(json.dumps(note).encode(), dtype=np.uint8),
            latitudes=record.latitudes,
            longitudes=record.longitudes,
            ends=record.ends,
        )


def read_street_file(path: Path) -> StreetRecord:
    """What ``path`` holds. Raises ``OSError`` where it is no file, ``UnusableStreets`` where it is no such file."""
    with opened(path) as file:
        try:
            with zipfile.ZipFile(file) as archive:
                return _record(archive)
        except UnusableStreets as error:
            error.where = path.name
            raise
        except _CHANGED as error:
            raise UnusableStreets(
                _("This is no file of streets, or it is changed or cut off."), where=path.name, remedy=_REMEDY
            ) from error


def _record(archive: zipfile.ZipFile) -> StreetRecord:
    if len(archive.infolist()) != len(_MEMBERS) or set(archive.namelist()) != _MEMBERS:
        raise ValueError("other members")
    if any(member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for member in archive.infolist()):
        raise ValueError("packed in another way")
    note = _note(_array(archive, "note", np.uint8, 1, _MOST_NOTE_BYTES))
    latitudes = _array(archive, "latitudes", np.int32, 1, MOST_NODES)
    longitudes = _array(archive, "longitudes", np.int32, 1, MOST_NODES)
    ends = _array(archive, "ends", np.int32, 2, MOST_SEGMENTS)
    if latitudes.shape != longitudes.shape or ends.shape[1] != 2:
        raise ValueError("shapes that do not fit")
    for numbers, least, most in (
        (latitudes, -_MOST_LATITUDE, _MOST_LATITUDE),
        (longitudes, -_MOST_LONGITUDE, _MOST_LONGITUDE),
        (ends, 0, len(latitudes) - 1),
    ):
        if numbers.size and not (numbers.min() >= least and numbers.max() <= most):
            raise ValueError("a number out of range")
    day = None if note["data_date"] is None else dt.date.fromisoformat(note["data_date"])
    return StreetRecord(latitudes, longitudes, ends, str(note["attribution"]), day, _box(note))


def _note(content: NDArray[Any]) -> dict[str, Any]:
    note = json.loads(content.tobytes())
    if not isinstance(note, dict) or note.get("format") != "punkt streets":
        raise ValueError("no note")
    if note["version"] != FORMAT_VERSION:
        raise UnusableStreets(_("This file of streets was made for another version of Punkt."), remedy=_REMEDY)
    return note


def _box(note: dict[str, Any]) -> Box | None:
    if note.get("box") is None:
        return None
    west, south, east, north = map(float, note["box"])
    if not is_box((west, south, east, north)):
        raise ValueError("no box")
    return west, south, east, north


def _array(archive: zipfile.ZipFile, name: str, dtype: type[np.generic], n_axes: int, most_rows: int) -> NDArray[Any]:
    """One array; its size is judged by its header before it is read."""
    with archive.open(f"{name}.npy") as stream:
        shape, is_fortran, kind = _header(stream)
        if kind != np.dtype(dtype).newbyteorder("<") or is_fortran or len(shape) != n_axes:
            raise ValueError(f"{name} is another array")
        if any(type(n) is not int or n < 0 for n in shape):
            raise ValueError(f"{name} has no size")
        if shape[0] > most_rows:
            raise UnusableStreets(
                _("This file of streets is too large: there may be %(most)d entries."),
                remedy=_("Cut out the part that is needed with --box."),
                values={"most": most_rows},
            )
        if n_axes == 2 and shape[1] != 2:
            raise ValueError(f"{name} is another array")
        n_bytes = int(np.prod(shape, dtype=np.int64)) * kind.itemsize
        content = stream.read(n_bytes + 1)
    if len(content) != n_bytes:
        raise ValueError(f"{name} is cut off or has more than it says")
    return np.frombuffer(content, dtype=kind).reshape(shape).astype(dtype, copy=False)


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    if npy.read_magic(stream) != (1, 0):
        raise ValueError("another version of array")
    return npy.read_array_header_1_0(stream, max_header_size=_MOST_HEADER_BYTES)
