"""What is announced, held in memory by territory.

A number in the database tells whether anything was announced since; then all of it is read again, which is little.
"""

from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from punkt_web.common import memories
from punkt_web.registry.revisions import Revisions, revisions

T = TypeVar("T")


class Announcements(Generic[T]):
    """One kind of them. ``read`` gives those that are not over, by the code of their territory."""

    def __init__(self, read: Callable[[], dict[str, list[T]]]) -> None:
        self._read = read
        self._held: tuple[tuple[int, int], dict[str, list[T]]] | None = None

    def of(self, codes: Collection[str] | None, *, at: Revisions | None = None) -> list[T]:
        """Those of the territories of these codes, or of all, as of the counts ``at``, else as of now."""
        counts = at or revisions()
        named, held = (counts.network, counts.notices), self._held
        if held is None or held[0] != named:
            held = (named, self._read())
            if memories.may_be_kept():
                self._held = held
        by_code = held[1]
        return [one for code in (by_code if codes is None else sorted(codes)) for one in by_code.get(code, ())]

    def forget(self) -> None:
        """Drops what is held."""
        self._held = None
