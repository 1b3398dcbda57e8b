"""The live part of a pack: what was said last of each point, in bands, in the order of the static part.

Ages are told as the older edge of their band, measured when the pack was made: a reader that adds the time since then
never takes a word for fresher than it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from punkt.model.vocabulary import PointState, ReportChannel
from punkt.pack.range_coder import Coder, Reader, Writer
from punkt.pack.symbols import Word

AGE_EDGES_MIN = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 720, 1440)
"""Older edges of the bands of an age in minutes. Of what is older than the last one no age is told."""
OCCUPANCY_EDGES = (0.0, 0.25, 0.5, 0.75, 0.95)
"""Upper edges of the bands of how full a point is; above the last one it is full."""
AUTONOMY_EDGES_H = (2, 4, 8, 12, 24, 48, 72)
"""Lower edges of the bands of how many hours it can go on; below the first one it is nearly over."""


class Teller(StrEnum):
    """Who said it, as far as it matters for how long it counts."""

    STAFF = "staff"
    RESIDENT = "resident"

    @property
    def channel(self) -> ReportChannel:
        """A channel whose word counts as long."""
        return ReportChannel.KEEPER if self is Teller.STAFF else ReportChannel.RESIDENT


@dataclass(frozen=True, slots=True)
class LivePoint:
    """The last word on a point. ``None`` is not known: no state where nobody said anything, no teller where only a
    machine or a list did, no age where the word is older than the last band. A word that people at the door contradict
    has an age and no teller: who reads it, and knows nothing of this, shows no open door.

    ``age_min`` is one of ``AGE_EDGES_MIN``. ``occupancy`` is the place of the band among ``OCCUPANCY_EDGES`` (their
    number for full), ``autonomy`` how many of ``AUTONOMY_EDGES_H`` it reaches.
    """

    state: PointState | None = None
    teller: Teller | None = None
    age_min: int | None = None
    occupancy: int | None = None
    autonomy: int | None = None

    @property
    def is_contradicted(self) -> bool:
        """Whether people at the door say that it is shut."""
        return self.teller is None and self.age_min is not None


SILENT = LivePoint()
"""Nobody said anything."""

_STATES, _TELLERS = tuple(PointState), tuple(Teller)
_SIZES = (
    len(_STATES) + 1,
    len(_TELLERS) + 1,
    len(AGE_EDGES_MIN) + 1,
    len(OCCUPANCY_EDGES) + 2,
    len(AUTONOMY_EDGES_H) + 2,
)


def contradicted(state: PointState, age_min: int | None) -> LivePoint:
    """A word that people at the door contradict; one that is older than the last band counts for nothing anyway."""
    return LivePoint(state, None, age_min)


def age_band(minutes: float) -> int | None:
    """The older edge of the band of an age; ``None`` past the last one."""
    at = bisect_left(AGE_EDGES_MIN, max(minutes, 0.0))
    return AGE_EDGES_MIN[at] if at < len(AGE_EDGES_MIN) else None


def occupancy_band(share: float) -> int:
    """The band of people present per seat."""
    return bisect_left(OCCUPANCY_EDGES, share)


def autonomy_band(hours: float) -> int:
    """The band of hours that a point can go on."""
    return bisect_right(AUTONOMY_EDGES_H, hours)


class _Words:
    """Writes or reads the words on one point after the other; what follows the state is learned for each state."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder
        self._words = [Word(size, 1 if at == 0 else _SIZES[0]) for at, size in enumerate(_SIZES)]

    def code(self, live: LivePoint = SILENT) -> LivePoint:
        given = _as_numbers(live)
        state = self._words[0].code(self._coder, 0, given[0])
        rest = [word.code(self._coder, state, n) for word, n in zip(self._words[1:], given[1:], strict=True)]
        return _as_point((state, *rest))


def _as_numbers(live: LivePoint) -> tuple[int, ...]:
    """Each part as a number; 0 is not known."""
    return (
        0 if live.state is None else _STATES.index(live.state) + 1,
        0 if live.teller is None else _TELLERS.index(live.teller) + 1,
        0 if live.age_min is None else AGE_EDGES_MIN.index(live.age_min) + 1,
        0 if live.occupancy is None else live.occupancy + 1,
        0 if live.autonomy is None else live.autonomy + 1,
    )


def _as_point(numbers: Sequence[int]) -> LivePoint:
    state, teller, age, occupancy, autonomy = numbers
    return LivePoint(
        _STATES[state - 1] if state else None,
        _TELLERS[teller - 1] if teller else None,
        AGE_EDGES_MIN[age - 1] if age else None,
        occupancy - 1 if occupancy else None,
        autonomy - 1 if autonomy else None,
    )


def written(points: Sequence[LivePoint]) -> bytes:
    """The last words on all points."""
    coder = Writer()
    words = _Words(coder)
    for live in points:
        words.code(live)
    return coder.finished()


def read(content: bytes, n: int) -> list[LivePoint]:
    """What ``written`` wrote of ``n`` points. Raises ``UnreadablePack``."""
    words = _Words(Reader(content))
    return [words.code() for _at in range(n)]


def written_states(points: Sequence[LivePoint]) -> bytes:
    """Their states alone."""
    coder = Writer()
    word = Word(_SIZES[0])
    for live in points:
        word.code(coder, 0, _as_numbers(live)[0])
    return coder.finished()
