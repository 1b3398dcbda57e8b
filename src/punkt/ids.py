"""Public codes of points and identifiers of messages.

A point's code stands on its door, is read out on a radio and is typed by cold hands, so:

* six characters in two groups, ``K7F-2M3``: five that are drawn at random, one that checks them;
* 23 characters that differ by eye and ear (no 0/O, 1/I, 5/S, 8/B, V/U, Z/2, M/N pairs both in use);
* nine of the letters look the same in Cyrillic, and the Cyrillic letter is accepted for the Latin one;
* the check is a weighted sum modulo 23. Because 23 is prime and the weights differ, every single wrong
  character and every swap of two characters is found.

23**5 = 6,436,343 codes: with 10,676 points a random code names a point once in about 600 guesses.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable

from punkt.errors import InvalidCode
from punkt.wording import gettext_noop

ALPHABET = "23456789ACEFHJKLMPRTUWX"
_BASE = len(ALPHABET)
_N_PAYLOAD = 5
_WEIGHTS = (2, 3, 4, 5, 6, 1)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_SAME_LOOK = str.maketrans("АСЕНКМРТХасенкмртх", "ACEHKMPTXACEHKMPTX")
_SEPARATORS = str.maketrans("", "", "-–—‑ .·_/\u00a0")
N_TIME_CHARACTERS = 10
"""Of the 26 of a ULID, those that tell its moment."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_N_ULIDS = 2**128


def _check_character(payload: str) -> str:
    total = sum(weight * _VALUE[character] for weight, character in zip(_WEIGHTS, payload, strict=False))
    return ALPHABET[-total % _BASE]


def point_code(payload_number: int) -> str:
    """The code of a whole number in ``range(23**5)``, written ``XXX-XXX``."""
    if not 0 <= payload_number < _BASE**_N_PAYLOAD:
        raise InvalidCode(
            gettext_noop("%(payload_number)s is outside the range of point codes."),
            values={"payload_number": payload_number},
        )
    characters = []
    for _ in range(_N_PAYLOAD):
        payload_number, value = divmod(payload_number, _BASE)
        characters.append(ALPHABET[value])
    payload = "".join(reversed(characters))
    code = payload + _check_character(payload)
    return f"{code[:3]}-{code[3:]}"


def code_number(code: str) -> int:
    """The whole number of a code in stored form: ``point_code`` of it gives the code again."""
    number = 0
    for character in code.replace("-", "")[:_N_PAYLOAD]:
        number = number * _BASE + _VALUE[character]
    return number


def new_point_code(draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A fresh random code; ``draw(n)`` gives a whole number below ``n``. The caller checks that it is not taken."""
    return point_code(draw(_BASE**_N_PAYLOAD))


def normal_point_code(text: str) -> str:
    """The code as it is stored, from what a person typed: any case, any separators, Cyrillic look-alikes.

    Raises ``InvalidCode`` naming what is wrong.
    """
    compact = text.strip().translate(_SEPARATORS).translate(_SAME_LOOK).upper()
    remedy = gettext_noop("A point code looks like K7F-2M3; it is on the door of the point.")
    if len(compact) != _N_PAYLOAD + 1:
        raise InvalidCode(
            gettext_noop("A point code has 6 characters, this has %(n)s."), remedy=remedy, values={"n": len(compact)}
        )
    strangers = sorted({character for character in compact if character not in _VALUE})
    if strangers:
        raise InvalidCode(
            gettext_noop("Point codes never contain %(listed)s."),
            remedy=remedy,
            values={"listed": ", ".join(strangers)},
        )
    if compact[-1] != _check_character(compact[:-1]):
        raise InvalidCode(gettext_noop("One of the characters is wrong or two are swapped."), remedy=remedy)
    return f"{compact[:3]}-{compact[3:]}"


def new_ulid(milliseconds: int | None = None) -> str:
    """A ULID: 26 characters that sort by time (48 bits of milliseconds, 80 random bits)."""
    moment = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    return ulid_at(moment, int.from_bytes(os.urandom(10), "big"))


def ulid_at(milliseconds: int, low_bits: int) -> str:
    """The ULID of a moment and the number (below 2**80) that tells it from others of the same moment."""
    number = (milliseconds << 80) | low_bits
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def ulid_after(ulid: str, n: int) -> str:
    """The ULID that stands ``n`` places after another: a number that everybody who knows the first can work out."""
    number = 0
    for character in ulid:
        number = number * len(_CROCKFORD) + _CROCKFORD.index(character)
    return ulid_at(0, (number + n) % _N_ULIDS)


def ulid_of_content(milliseconds: int, content: bytes) -> str:
    """The ULID of a moment and of what was told then: the same content of the same moment always has the same one."""
    return ulid_at(milliseconds, int.from_bytes(hashlib.sha256(content).digest()[:10], "big"))


_N_RECEIPT = 11
_RECEIPT_WEIGHTS = tuple(range(2, _N_RECEIPT + 2))


def new_receipt_code(draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A fresh code for what somebody told, ``XXXX-XXXX-XXXX``: 23**11 of them, so that nobody comes upon another's."""
    payload = "".join(ALPHABET[draw(_BASE)] for _place in range(_N_RECEIPT))
    return _grouped_receipt(payload + _receipt_check(payload))


def normal_receipt_code(text: str) -> str:
    """The code as it is stored, from what a person typed, as ``normal_point_code`` does. Raises ``InvalidCode``."""
    compact = text.strip().translate(_SEPARATORS).translate(_SAME_LOOK).upper()
    is_one = len(compact) == _N_RECEIPT + 1 and all(character in _VALUE for character in compact)
    if not is_one or compact[-1] != _receipt_check(compact[:-1]):
        raise InvalidCode(
            gettext_noop("This is no code of a receipt."),
            remedy=gettext_noop("It has 12 characters and looks like K7F2-M3AC-HJ4L."),
        )
    return _grouped_receipt(compact)


def _receipt_check(payload: str) -> str:
    total = sum(weight * _VALUE[character] for weight, character in zip(_RECEIPT_WEIGHTS, payload, strict=True))
    return ALPHABET[-total % _BASE]


def _grouped_receipt(characters: str) -> str:
    return "-".join(characters[at : at + 4] for at in range(0, len(characters), 4))
