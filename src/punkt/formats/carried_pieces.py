"""What waits on a device, in pieces of text that QR codes hold: read in any order, each checked, as a whole too.

A piece is ``PUNKT:2/5:1A2B3C4D:Z:9F3A:JBSWY3DP...``: the second of five; the CRC-32 of all that they hold together;
Z for squeezed (raw DEFLATE) and T for plain UTF-8; the lower half of the CRC-32 of this piece's own letters; and its
part of the whole in base 32 without padding. QR codes hold such letters in five and a half bits each, and no messenger,
no keyboard and no change of case harms them. ``pieces.js`` writes the same.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

LETTERS_OF_A_PIECE = 540
"""Letters of base 32 in one piece: with its head a QR code that a phone shows and another reads (version 14 at M)."""
MOST_PIECES = 99
MOST_BYTES = 500_000
"""Of the text that the pieces hold."""
MARK = "PUNKT:"
_PIECE = re.compile(r"PUNKT:([1-9][0-9]?)/([1-9][0-9]?):([0-9A-F]{8}):([ZT]):([0-9A-F]{4}):([A-Z2-7]+)")
_NOT_WHOLE = _("The pieces do not fit together: show the codes anew and take all of them.")


@dataclass(frozen=True, slots=True)
class Piece:
    """One of ``n_all``; pieces with the same ``check`` and number of all belong together."""

    number: int
    n_all: int
    check: str
    form: str
    letters: str

    @property
    def belongs_to(self) -> tuple[str, str, int]:
        """Equal for the pieces of one text."""
        return self.check, self.form, self.n_all


def is_piece(line: str) -> bool:
    """Whether a line means to be a piece."""
    return line.strip().upper().startswith(MARK)


def read_piece(line: str) -> Piece:
    """A piece from a line. Raises ``InvalidValue`` for one that is cut off or changed."""
    found = _PIECE.fullmatch("".join(line.split()).upper())
    if found is None or _short_check(found[6]) != found[5] or int(found[1]) > int(found[2]):
        raise InvalidValue(_("This piece is cut off or changed."), remedy=_("Scan or copy it again."))
    return Piece(int(found[1]), int(found[2]), found[3], found[4], found[6])


def missing(pieces: Iterable[Piece]) -> list[int]:
    """The numbers that are not there, of pieces of one text."""
    held = list(pieces)
    return sorted(set(range(1, held[0].n_all + 1)) - {one.number for one in held}) if held else []


def joined(pieces: Iterable[Piece]) -> str:
    """The text of all pieces of one. Raises ``InvalidValue`` where they do not make one."""
    by_number = {one.number: one for one in pieces}
    first = next(iter(by_number.values()), None)
    if first is None or len(by_number) != first.n_all:
        raise InvalidValue(_NOT_WHOLE)
    letters = "".join(by_number[number].letters for number in sorted(by_number))
    try:
        content = base64.b32decode(letters + "=" * (-len(letters) % 8))
        if f"{zlib.crc32(content):08X}" != first.check:
            raise InvalidValue(_NOT_WHOLE)
        return (_unsqueezed(content) if first.form == "Z" else content).decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError) as error:
        raise InvalidValue(_NOT_WHOLE) from error


def pieces_of(text: str) -> list[str]:
    """The pieces that hold a text, in order. Raises ``InvalidValue`` for one that is too long."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    content = squeezer.compress(text.encode()) + squeezer.flush()
    letters = base64.b32encode(content).decode().rstrip("=")
    parts = [letters[start : start + LETTERS_OF_A_PIECE] for start in range(0, len(letters), LETTERS_OF_A_PIECE)]
    if len(parts) > MOST_PIECES or len(text.encode()) > MOST_BYTES:
        raise InvalidValue(_("This is too much for codes: carry it as text."))
    check = f"{zlib.crc32(content):08X}"
    return [
        f"{MARK}{number}/{len(parts)}:{check}:Z:{_short_check(part)}:{part}" for number, part in enumerate(parts, 1)
    ]


def _unsqueezed(content: bytes) -> bytes:
    """No more than the text may have: a few bytes can stand for a great many."""
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    text = reader.decompress(content, MOST_BYTES)
    if reader.unconsumed_tail or not reader.eof:
        raise InvalidValue(_NOT_WHOLE)
    return text


def _short_check(letters: str) -> str:
    return f"{zlib.crc32(letters.encode()) & 0xFFFF:04X}"
