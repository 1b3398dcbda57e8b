"""Columns of small whole numbers, written or read by the range coder, as the coder does.

Each function takes the column to write, and the empty column to read one of ``n`` numbers; it gives the column.
"""

from collections.abc import Sequence

from punkt.pack.places import Grid
from punkt.pack.range_coder import Coder
from punkt.pack.symbols import Number, Word

Column = Sequence[int]


def words(coder: Coder, n: int, size: int, column: Column = ()) -> list[int]:
    """Numbers below ``size``, each learned from all before it."""
    word = Word(size)
    return [word.code(coder, 0, column[at] if column else 0) for at in range(n)]


def words_after(coder: Coder, n: int, size: int, column: Column = ()) -> list[int]:
    """Numbers below ``size``; neighbours tend to have the same, so first it is told whether it is that of the last."""
    is_same, word = Word(2), Word(size)
    found: list[int] = []
    last = 0
    for at in range(n):
        number = column[at] if column else 0
        if not is_same.code(coder, 0, int(number == last)):
            last = word.code(coder, 0, number)
        found.append(last)
    return found


def numbers(coder: Coder, n: int, column: Column = ()) -> list[int]:
    """Numbers from 0 up, small ones in few bits."""
    number = Number()
    return [number.code(coder, 0, column[at] if column else 0) for at in range(n)]


def plain(coder: Coder, n: int, n_bits: int, column: Column = ()) -> list[int]:
    """Numbers below ``2**n_bits`` of which nothing is to be learned."""
    return [coder.plain(n_bits, column[at] if column else 0) for at in range(n)]


def grid(coder: Coder, given: Grid) -> Grid:
    """The grid of the places that follow."""
    south, west, n_bits = (
        coder.plain(n, value) for n, value in ((25, given.south), (26, given.west), (5, given.n_bits))
    )
    return Grid(south, west, n_bits)
