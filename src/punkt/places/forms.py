"""A list of words that answers three questions fast: which are equal, which begin so, which are nearly so."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_WIDTH = 24  # letters compared when spelling is forgiven; longer names differ enough before
_ABOVE_ALL = "\U0010ffff"


def edit_distances(word: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Edit distances of a word (n letters) to every beginning of each other word (m x width, letters as numbers).

    Returns (width + 1) x m: row j is the distance to the first j letters. Insertion, deletion, change of a letter
    and swap of two neighbours cost one each (optimal string alignment); n and width stay under 64.
    """
    letters_by_place = np.ascontiguousarray(others.T)
    n_places, n_others = letters_by_place.shape
    steps = np.arange(n_places + 1, dtype=np.int8)[:, np.newaxis]
    older = row = np.broadcast_to(steps, (n_places + 1, n_others))
    matched = np.zeros((n_places, n_others), dtype=bool)
    for position, letter in enumerate(word, start=1):
        is_same = letters_by_place == letter
        new = row + np.int8(1)
        np.minimum(new[1:], row[:-1] + ~is_same, out=new[1:])
        if position > 1:
            is_swap = is_same[:-1] & matched[1:]
            np.minimum(new[2:], older[:-2] + np.int8(1), out=new[2:], where=is_swap)
        new = np.minimum.accumulate(new - steps, axis=0) + steps  # insertions: one more for each letter passed over
        older, row, matched = row, new, is_same
    return np.asarray(row, dtype=np.int8)


def _as_numbers(words: Sequence[str]) -> NDArray[np.uint8]:
    flat = "".join(word[:_WIDTH].ljust(_WIDTH) for word in words).encode("latin-1", "replace")
    return np.frombuffer(flat, dtype=np.uint8).reshape(len(words), _WIDTH)


def _letter_sets(numbers: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """One bit per letter that occurs; letters 32 apart share a bit, spaces of the padding have none."""
    bits = np.where(numbers == ord(" "), np.uint32(0), np.uint32(1) << (numbers & np.uint8(31)).astype(np.uint32))
    return np.asarray(np.bitwise_or.reduce(bits, axis=1), dtype=np.uint32)


class Forms:
    """Words, each belonging to an entry (its position in the list given)."""

    def __init__(self, words: Sequence[str], *, forgiving: bool = False) -> None:
        order = sorted(range(len(words)), key=words.__getitem__)
        self._entries = np.array(order, dtype=np.int32)
        self._unique: list[str] = []
        starts: list[int] = []
        for rank, entry in enumerate(order):
            if not self._unique or words[entry] != self._unique[-1]:
                self._unique.append(words[entry])
                starts.append(rank)
        self._starts = np.array([*starts, len(order)], dtype=np.int32)
        if forgiving:
            self._letters = _as_numbers(self._unique)
            self._sets = _letter_sets(self._letters)
            self._lengths = np.array([min(len(word), _WIDTH) for word in self._unique], dtype=np.int16)

    def equal(self, word: str) -> NDArray[np.int32]:
        """Entries whose word is this one."""
        rank = bisect_left(self._unique, word)
        if rank == len(self._unique) or self._unique[rank] != word:
            return self._entries[:0]
        return self._entries[self._starts[rank] : self._starts[rank + 1]]

    def beginning(self, word: str) -> NDArray[np.int32]:
        """Entries whose word begins with this one, equal ones among them."""
        first, last = bisect_left(self._unique, word), bisect_left(self._unique, word + _ABOVE_ALL)
        return self._entries[self._starts[first] : self._starts[last]]

    def _possible(self, asked: NDArray[np.uint8], length: int, within: int) -> NDArray[np.intp]:
        """Ranks of words that a test of letter sets and lengths does not rule out."""
        letters = _letter_sets(asked)
        has_letters = np.bitwise_count(letters & ~self._sets) <= within
        has_no_others = (np.bitwise_count(self._sets & ~letters) <= within) & (self._lengths <= length + within)
        begins_alike = self._letters[:, 0] == asked[0, 0]
        return np.flatnonzero(has_letters & (self._lengths >= length - within) & (has_no_others | begins_alike))

    def nearly(self, word: str, *, within: int) -> tuple[NDArray[np.int32], NDArray[np.int8], NDArray[np.int8]]:
        """Entries within so many edits, with the edits to the whole word and to its best beginning.

        Every word within the edits is found; a longer word of which only the beginning is, if its first letter agrees.
        """
        word = word[:_WIDTH]
        asked = _as_numbers([word])
        possible = self._possible(asked, len(word), within)
        width = min(len(word) + within, _WIDTH)
        table = edit_distances(asked[0, : len(word)], self._letters[possible, :width])
        lengths = self._lengths[possible]
        whole = np.where(lengths <= width, table[np.minimum(lengths, width), np.arange(len(possible))], np.int8(99))
        start = table.min(axis=0)
        near = np.flatnonzero(start <= within)
        counts = np.diff(self._starts)[possible[near]]
        ranks = [self._entries[self._starts[rank] : self._starts[rank + 1]] for rank in possible[near]]
        entries = np.concatenate(ranks) if ranks else self._entries[:0]
        return entries, np.repeat(whole[near], counts), np.repeat(start[near], counts)
