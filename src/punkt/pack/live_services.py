"""What was said last of the services of points: few have any word, so only those are told, each with its age.

A reader weighs it against the register with ``punkt.confidence``: a heater that broke an hour ago is no heater.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from punkt.model.vocabulary import Availability
from punkt.pack.range_coder import Reader, Writer
from punkt.pack.symbols import Word

AGE_EDGES_MIN = (15, 30, 60, 120, 180, 240, 1440, 4320, 10080)
"""Older edges of the bands of an age in minutes. What is older than a week is not told: it counts no more."""

ServiceWords = Mapping[str, tuple[Availability, int]]
"""Fact key -> what was said and its age in minutes, one of ``AGE_EDGES_MIN``."""

_WORDS = tuple(Availability)


def age_band(minutes: float) -> int | None:
    """The older edge of the band of an age; ``None`` for what is too old to be told."""
    at = bisect_left(AGE_EDGES_MIN, max(minutes, 0.0))
    return AGE_EDGES_MIN[at] if at < len(AGE_EDGES_MIN) else None


def written(points: Sequence[ServiceWords], keys: Sequence[str]) -> bytes:
    """The words on all points, in their order, of the services ``keys`` of the static pack; others are left out."""
    coder, has_any, word, age = Writer(), Word(2), *_models(keys)
    for said in points:
        if not has_any.code(coder, 0, int(any(key in said for key in keys))):
            continue
        for at, key in enumerate(keys):
            answer, minutes = said.get(key, (None, 0))
            if word.code(coder, at, 0 if answer is None else _WORDS.index(answer) + 1):
                age.code(coder, 0, AGE_EDGES_MIN.index(minutes))
    return coder.finished()


def read(content: bytes, n: int, keys: Sequence[str]) -> list[dict[str, tuple[Availability, int]]]:
    """What ``written`` wrote of ``n`` points. Raises ``UnreadablePack``."""
    coder, has_any, word, age = Reader(content), Word(2), *_models(keys)
    found: list[dict[str, tuple[Availability, int]]] = []
    for _at in range(n):
        said: dict[str, tuple[Availability, int]] = {}
        for at, key in enumerate(keys if has_any.code(coder, 0) else ()):
            answer = word.code(coder, at)
            if answer:
                said[key] = (_WORDS[answer - 1], AGE_EDGES_MIN[age.code(coder, 0)])
        found.append(said)
    return found


def _models(keys: Sequence[str]) -> tuple[Word, Word]:
    return Word(len(_WORDS) + 1, max(len(keys), 1)), Word(len(AGE_EDGES_MIN))
