"""A binary range coder with adaptive probabilities: turns decisions into nearly as few bits as they tell.

The arithmetic is that of whole numbers below 2**53, so that a reader in JavaScript gives the same bits.
docs/reference/pack.md tells it byte by byte.
"""

from typing import Protocol

from punkt.errors import UnreadablePack
from punkt.wording import gettext_noop as _

_TOP = 1 << 24
_MASK = 0xFFFFFFFF
_ONE = 1 << 16
_MOST_SEEN = 255
"""How many decisions a probability remembers: later ones weigh one in 256, so that it keeps following the column."""
_STEPS = tuple(int(_ONE / (n + 1.6)) for n in range(_MOST_SEEN + 1))
_FLUSHED = 5


class Chances:
    """The probabilities of a set of decisions, each learned from those before it: ``p`` is that of a 1, in 2**-16."""

    __slots__ = ("p", "seen")

    def __init__(self, size: int) -> None:
        self.p = [_ONE // 2] * size
        self.seen = [0] * size

    def learn(self, index: int, bit: int) -> None:
        """Moves a probability towards what was decided: far at first, less and less later."""
        n, p = self.seen[index], self.p[index]
        if bit:
            self.p[index] = p + (((_ONE - p) * _STEPS[n]) >> 16)
        else:
            self.p[index] = p - ((p * _STEPS[n]) >> 16)
        if n < _MOST_SEEN:
            self.seen[index] = n + 1


class Coder(Protocol):
    """What writes or reads decisions.

    Writing takes a value and gives it back, reading takes any and gives what was written: so each column is described
    once for both ways.
    """

    def bit(self, chances: Chances, index: int, bit: int) -> int:
        """One decision with a learned probability."""
        ...

    def plain(self, n_bits: int, value: int) -> int:
        """``n_bits`` decisions of which nothing is to be learned, the highest first."""
        ...


class Writer:
    """Writes decisions; ``finished`` gives the bytes."""

    def __init__(self) -> None:
        self._low, self._range = 0, _MASK
        self._held, self._n_held = 0, 0
        self._out = bytearray()

    def bit(self, chances: Chances, index: int, bit: int) -> int:
        """One decision with a learned probability."""
        bound = (self._range >> 12) * _twelve_bits(chances.p[index])
        if bit:
            self._range = bound
        else:
            self._low += bound
            self._range -= bound
        chances.learn(index, bit)
        while self._range < _TOP:
            self._range <<= 8
            self._shift()
        return bit

    def plain(self, n_bits: int, value: int) -> int:
        """``n_bits`` decisions of which nothing is to be learned, the highest first."""
        for place in range(n_bits - 1, -1, -1):
            self._range >>= 1
            if not value >> place & 1:
                self._low += self._range
            while self._range < _TOP:
                self._range <<= 8
                self._shift()
        return value

    def _shift(self) -> None:
        """Lets a byte out once no carry can change it; until then it is held with the 0xFF after it."""
        if not self._n_held or self._low < 0xFF000000 or self._low > _MASK:
            carry = self._low >> 32
            if self._n_held:
                self._out.append((self._held + carry) & 0xFF)
                self._out += bytes([(0xFF + carry) & 0xFF]) * (self._n_held - 1)
            self._n_held, self._held = 0, self._low >> 24 & 0xFF
        self._n_held += 1
        self._low = (self._low & 0x00FFFFFF) << 8

    def finished(self) -> bytes:
        """All that was written, without zero bytes at its end: a reader takes what lies behind the end for zeros."""
        for _time in range(_FLUSHED):
            self._shift()
        return bytes(self._out).rstrip(b"\0")


class Reader:
    """Reads decisions from bytes; what lies behind their end reads as zeros, and not without end."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._place = 4
        self._code = int.from_bytes(content[:4].ljust(4, b"\0"), "big")
        self._range = _MASK

    def bit(self, chances: Chances, index: int, _bit: int = 0) -> int:
        """One decision with a learned probability."""
        bound = (self._range >> 12) * _twelve_bits(chances.p[index])
        if self._code < bound:
            self._range, bit = bound, 1
        else:
            self._code -= bound
            self._range -= bound
            bit = 0
        chances.learn(index, bit)
        while self._range < _TOP:
            self._range <<= 8
            self._fill()
        return bit

    def plain(self, n_bits: int, _value: int = 0) -> int:
        """``n_bits`` decisions of which nothing is to be learned, the highest first."""
        value = 0
        for _place in range(n_bits):
            self._range >>= 1
            if self._code < self._range:
                value = value << 1 | 1
            else:
                self._code -= self._range
                value <<= 1
            while self._range < _TOP:
                self._range <<= 8
                self._fill()
        return value

    def _fill(self) -> None:
        if self._place < len(self._content):
            byte = self._content[self._place]
        elif self._place < len(self._content) + 4096:
            byte = 0
        else:
            raise UnreadablePack(_("The pack is damaged: it tells of more than it holds."))
        self._place += 1
        self._code = (self._code << 8 | byte) & _MASK


def _twelve_bits(p: int) -> int:
    """A probability as the coder uses it: never certain."""
    return min(max(p >> 4, 1), 4095)
