"""Words, numbers and places as decisions of the range coder; each function writes or reads, as its coder does."""

from bisect import bisect_left
from collections.abc import Sequence

from punkt.errors import UnreadablePack
from punkt.pack.range_coder import Chances, Coder
from punkt.wording import gettext_noop as _

_MOST_BITS = 32
_TOLD_BITS = 4
"""Of a count in a large box the highest bits are learned; what follows is as good as chance."""


class Word:
    """A word out of ``size``, told by its number, in one of ``n_contexts`` situations."""

    def __init__(self, size: int, n_contexts: int = 1) -> None:
        self._n_bits = max(size - 1, 0).bit_length()
        self._size = size
        self._chances = Chances(n_contexts << self._n_bits)

    def code(self, coder: Coder, context: int, word: int = 0) -> int:
        """Writes ``word`` or reads one."""
        base, node = context << self._n_bits, 1
        for place in range(self._n_bits - 1, -1, -1):
            node = node << 1 | coder.bit(self._chances, base + node, word >> place & 1)
        return _within(node - (1 << self._n_bits), self._size)


class Number:
    """A whole number from 0 up, small ones in few bits."""

    def __init__(self, n_contexts: int = 1) -> None:
        self._length = Word(_MOST_BITS + 1, n_contexts)
        self._highest = Chances(n_contexts * (_MOST_BITS + 1) * 8)

    def code(self, coder: Coder, context: int, number: int = 0) -> int:
        """Writes ``number`` (below 2**32 - 1) or reads one."""
        length = self._length.code(coder, context, (number + 1).bit_length() - 1)
        base = (context * (_MOST_BITS + 1) + length) * 8
        made, left = 1, length
        while left and made < 8:
            left -= 1
            made = made << 1 | coder.bit(self._highest, base + made, (number + 1) >> left & 1)
        rest = coder.plain(left, (number + 1) & (1 << left) - 1)
        return (made << left | rest) - 1


class Boxes:
    """A set of whole numbers below ``2**n_bits`` in rising order, each told as often as it occurs.

    The range is halved again and again, and of each half it is told how many lie in the lower one: numbers that lie
    together, as villages do, cost little, and their order costs nothing.
    """

    def __init__(self, n_bits: int) -> None:
        self._n_bits = n_bits
        self._alone = Chances(n_bits + 1)
        self._is_none = Chances((n_bits + 1) * 32)
        self._is_all = Chances((n_bits + 1) * 32)
        self._few = Chances(16 * 32)
        self._many = Chances(32 << _TOLD_BITS)

    def code(self, coder: Coder, n: int, numbers: Sequence[int] = ()) -> list[int]:
        """Writes ``numbers`` (sorted) or reads ``n`` of them."""
        found: list[int] = []
        waiting = [(0, self._n_bits, n, 0)]
        while waiting:
            lowest, bits, n_here, start = waiting.pop()
            if n_here == 1:
                found.append(self._lone(coder, lowest, bits, numbers[start] if numbers else 0))
            elif bits == 0:
                found += [lowest] * n_here
            elif n_here:
                middle = lowest | 1 << bits - 1
                n_low = bisect_left(numbers, middle, start, start + n_here) - start if numbers else 0
                n_low = self._count(coder, bits, n_here, n_low)
                waiting.append((middle, bits - 1, n_here - n_low, start + n_low))
                waiting.append((lowest, bits - 1, n_low, start))
        return found

    def _lone(self, coder: Coder, lowest: int, bits: int, number: int) -> int:
        for place in range(bits - 1, -1, -1):
            lowest |= coder.bit(self._alone, place, number >> place & 1) << place
        return lowest

    def _count(self, coder: Coder, bits: int, n: int, n_low: int) -> int:
        """How many of ``n`` lie in the lower half."""
        size = n.bit_length()
        if coder.bit(self._is_none, bits * 32 + size, int(n_low == 0)):
            return 0
        if coder.bit(self._is_all, bits * 32 + size, int(n_low == n)):
            return n
        n_bits = (n - 2).bit_length()
        if n <= 17:
            chances, base, n_told = self._few, (n - 2) * 32, n_bits
        else:
            chances, base, n_told = self._many, n_bits << _TOLD_BITS, _TOLD_BITS
        node = 1
        for place in range(n_bits - 1, n_bits - n_told - 1, -1):
            node = node << 1 | coder.bit(chances, base + node, (n_low - 1) >> place & 1)
        left = n_bits - n_told
        rest = coder.plain(left, (n_low - 1) & (1 << left) - 1)
        return _within((node - (1 << n_told)) << left | rest, n - 1) + 1


def _within(number: int, size: int) -> int:
    """Some numbers of a tree stand for nothing, and only a damaged pack has them."""
    if number >= max(size, 1):
        raise UnreadablePack(_("The pack is damaged: it names what there is not."))
    return number
