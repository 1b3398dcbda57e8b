"""The columns of a pack, as whole numbers and words, for any format that knows these two."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from punkt.ids import code_number
from punkt.model.vocabulary import Availability
from punkt.pack.points import STEP_DEGREES, PackPoint

PER_DEGREE = round(1 / STEP_DEGREES)
"""Positions are whole steps north and east, as many as a pack keeps."""
_FEW = 32


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name, all of the same length. ``None`` and the empty word are unknown."""

    numbers: dict[str, list[int | None]]
    words: dict[str, list[str]]

    def columns(self) -> dict[str, list[Any]]:
        """All columns."""
        return {**self.numbers, **self.words}

    def rows(self) -> Iterator[dict[str, Any]]:
        """A mapping for each point."""
        columns = self.columns()
        return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))

    def only(self, names: Iterable[str]) -> "Table":
        """The table with these columns alone."""
        kept = set(names)
        return Table(
            {name: column for name, column in self.numbers.items() if name in kept},
            {name: column for name, column in self.words.items() if name in kept},
        )

    def vocabularies(self) -> dict[str, list[str]]:
        """The words of each column that has few, the unknown one first: a format may number them."""
        found = {name: sorted({"", *column}) for name, column in self.words.items()}
        return {name: words for name, words in found.items() if len(words) <= _FEW}

    def is_same(self, other: "Table") -> bool:
        """Whether both tell the same of the same points. The order of points is no part of what is told."""
        return sorted(map(_in_order, self.rows())) == sorted(map(_in_order, other.rows()))


class Form(NamedTuple):
    """A way to write a table. To ``read``, the table is but a schema: which columns there are, which have few words."""

    name: str
    write: Callable[[Table], bytes]
    read: Callable[[bytes, Table], Table]


def _in_order(row: dict[str, Any]) -> list[tuple[str, str]]:
    """What can be sorted, and still tells unknown from zero and a number from its digits."""
    return sorted((name, repr(value)) for name, value in row.items())


def table_of(points: Sequence[PackPoint]) -> Table:
    """All that a pack tells of ``points``, which have places. The code is its number, as in a pack."""
    places = [one.place for one in points if one.place is not None]
    if len(places) < len(points):
        raise ValueError("points without a place are not compared")
    languages = sorted({language for one in points for language in one.names})
    return Table(
        {
            "north": [round(place[0] * PER_DEGREE) for place in places],
            "east": [round(place[1] * PER_DEGREE) for place in places],
            "code": [code_number(one.code) for one in points],
            "accuracy_m": [one.accuracy_m for one in points],
            "is_area_only": [int(one.is_area_only) for one in points],
            "seats": [one.capacity_seated for one in points],
            "beds": [one.capacity_lying for one in points],
        },
        {
            **services_of(points),
            **{name: [str(getattr(one, field)) for one in points] for name, field in _WORDS.items()},
            **{f"name_{language}": [one.names.get(language, "") for one in points] for language in languages},
        },
    )


def services_of(points: Sequence[PackPoint]) -> dict[str, list[str]]:
    """A column for each service, by the last part of its key; an answer "unknown" is to a pack as none at all."""
    return {
        key.rpartition(".")[2]: [_answer(one, key) for one in points]
        for key in sorted({key for one in points for key in one.services})
    }


def _answer(point: PackPoint, key: str) -> str:
    answer = point.services.get(key, Availability.UNKNOWN)
    return "" if answer is Availability.UNKNOWN else str(answer)


_WORDS = {
    "territory": "territory",
    "host": "host_kind",
    "opens": "opening_mode",
    "hours_normal": "hours_normal",
    "hours_activated": "hours_activated",
    "settlement": "settlement",
    "address": "address",
    "entrance": "entrance_note",
}
