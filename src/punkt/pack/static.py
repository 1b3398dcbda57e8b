"""The static part of a pack: what the register says of the points of a territory, column by column.

Points stand in the order of their place (``punkt.pack.places``); those without one stand behind them in the order of
their code. Texts are one JSON; all else is decisions of the range coder, one section for each group of columns, so
that a reader takes what it needs. docs/reference/pack.md tells it byte by byte.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from punkt.errors import InvalidCode
from punkt.ids import code_number, point_code
from punkt.model.vocabulary import Availability, HostKind, OpeningMode
from punkt.pack import columns
from punkt.pack import texts as texts_of
from punkt.pack.envelope import MOST_POINTS
from punkt.pack.places import Grid, grid_of
from punkt.pack.points import PackPoint
from punkt.pack.range_coder import Coder, Reader, Writer
from punkt.pack.symbols import Number
from punkt.pack.texts import damaged

_CODE_BITS = 23
_MOST_NEEDS = 64
MOST_PEOPLE = 1_000_000
"""Seats or beds of a point at most."""
_TEXTS = ("address", "entrance_note")
_TABLES = ("territory", "settlement", "hours_normal", "hours_activated")
_ANSWERS, _HOST_KINDS, _MODES = tuple(Availability), tuple(HostKind), tuple(OpeningMode)
_UNKNOWN = Availability.UNKNOWN


class StaticSections(NamedTuple):
    """The sections of a static pack, in the order of their numbers from 1 on."""

    places: bytes
    services: bytes
    capacity: bytes
    register: bytes
    texts: bytes


@dataclass(frozen=True, slots=True)
class StaticPart:
    """The points of a pack, in its order, its columns of services, and what is told of the pack as a whole."""

    points: list[PackPoint]
    services: list[str]
    about: dict[str, Any]


def ordered(points: Iterable[PackPoint]) -> list[PackPoint]:
    """The points in the order in which a pack holds them; live packs tell of them in the same order."""
    waiting = list(points)
    grid = grid_of([one.place for one in waiting if one.place is not None])
    return sorted(waiting, key=lambda one: (*((0, grid.key(*one.place)) if one.place else (1, 0)), one.code))


# --- writing -------------------------------------------------------------------------------------------------------


def written(points: Sequence[PackPoint], about: Mapping[str, Any], services: Iterable[str] = ()) -> StaticSections:
    """The sections for ``points``, which stand in the order of ``ordered``; ``about`` tells of the pack as a whole.

    ``services`` are fact keys that get a column even where the register knows nothing: a live word may come.
    """
    languages = sorted({language for one in points for language in one.names})
    texts: dict[str, Any] = {
        "about": dict(about),
        "services": sorted({*services, *(key for one in points for key in one.services)}),
        "capacities": sorted({n for one in points for n in (one.capacity_seated, one.capacity_lying) if n is not None}),
        **{name: sorted({"", *(getattr(one, name) for one in points)}) for name in _TABLES},
        **{name: [getattr(one, name) for one in points] for name in _TEXTS},
        "names": {language: [one.names.get(language, "") for one in points] for language in languages},
    }
    return StaticSections(
        places=_written_places(points),
        services=_written_services(points, texts["services"]),
        capacity=_written_capacity(points, texts["capacities"]),
        register=_written_register(points, texts),
        texts=texts_of.packed(texts),
    )


def _written_places(points: Sequence[PackPoint]) -> bytes:
    coder, placed = Writer(), [one.place for one in points if one.place is not None]
    grid = columns.grid(coder, grid_of(placed))
    Number().code(coder, 0, len(placed))
    grid.code(coder, len(placed), [grid.key(*place) for place in placed])
    return coder.finished()


def _written_services(points: Sequence[PackPoint], keys: Sequence[str]) -> bytes:
    coder = Writer()
    for key in keys:
        answers = [_ANSWERS.index(one.services.get(key, _UNKNOWN)) for one in points]
        columns.words(coder, len(points), len(_ANSWERS), answers)
    return coder.finished()


def _written_capacity(points: Sequence[PackPoint], capacities: Sequence[int]) -> bytes:
    coder, place = Writer(), {n: at for at, n in enumerate((None, *capacities))}
    for name in ("capacity_seated", "capacity_lying"):
        columns.words(coder, len(points), len(place), [place[getattr(one, name)] for one in points])
    return coder.finished()


def _written_register(points: Sequence[PackPoint], texts: Mapping[str, Any]) -> bytes:
    coder, n = Writer(), len(points)
    columns.plain(coder, n, _CODE_BITS, [code_number(one.code) for one in points])
    columns.words(coder, n, 2, [int(one.is_area_only) for one in points])
    columns.words(coder, n, len(_HOST_KINDS), [_HOST_KINDS.index(one.host_kind) for one in points])
    columns.words(coder, n, len(_MODES), [_MODES.index(one.opening_mode) for one in points])
    columns.numbers(coder, n, [0 if one.accuracy_m is None else one.accuracy_m + 1 for one in points])
    for name in _TABLES:
        place = {text: at for at, text in enumerate(texts[name])}
        columns.words_after(coder, n, len(place), [place[getattr(one, name)] for one in points])
    return coder.finished()


# --- reading -------------------------------------------------------------------------------------------------------


def read(sections: StaticSections, n: int) -> StaticPart:
    """The points of a pack that tells of ``n``. Raises ``UnreadablePack`` where the sections are damaged."""
    if not 0 <= n <= MOST_POINTS:
        raise damaged()
    texts = texts_of.unpacked(sections.texts)
    about = texts.get("about")
    if not isinstance(about, dict):
        raise damaged()
    services = texts_of.words(texts, "services")
    known: dict[str, Sequence[Any]] = {
        "place": _read_places(sections.places, n),
        "services": _read_services(sections.services, n, services),
        **_read_capacity(sections.capacity, n, texts),
        **_read_register(sections.register, n, texts),
        **{name: texts_of.words(texts, name, n) for name in _TEXTS},
        "names": _read_names(texts, n),
    }
    rows = zip(*known.values(), strict=True)
    return StaticPart([PackPoint(**dict(zip(known, row, strict=True))) for row in rows], services, about)


def _read_places(section: bytes, n: int) -> list[tuple[float, float] | None]:
    coder: Coder = Reader(section)
    grid = columns.grid(coder, Grid(0, 0, 0))
    n_placed = Number().code(coder, 0)
    if n_placed > n or not grid.is_possible:
        raise damaged()
    places = [grid.place(key) for key in grid.code(coder, n_placed)]
    if any(abs(latitude) > 90 or abs(longitude) > 180 for latitude, longitude in places):
        raise damaged()
    return [*places, *[None] * (n - n_placed)]


def _read_services(section: bytes, n: int, keys: Sequence[str]) -> list[dict[str, Availability]]:
    if len(keys) > _MOST_NEEDS or len(set(keys)) < len(keys):
        raise damaged()
    coder, found = Reader(section), [dict[str, Availability]() for _at in range(n)]
    for key in keys:
        for at, answer in enumerate(columns.words(coder, n, len(_ANSWERS))):
            if _ANSWERS[answer] is not _UNKNOWN:
                found[at][key] = _ANSWERS[answer]
    return found


def _read_capacity(section: bytes, n: int, texts: Mapping[str, Any]) -> dict[str, list[int | None]]:
    known = texts.get("capacities")
    if not isinstance(known, list) or not all(type(one) is int and 0 <= one <= MOST_PEOPLE for one in known):
        raise damaged()
    coder, table = Reader(section), [None, *known]
    names = ("capacity_seated", "capacity_lying")
    return {name: [table[at] for at in columns.words(coder, n, len(table))] for name in names}


def _read_register(section: bytes, n: int, texts: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    coder = Reader(section)
    try:
        codes = [point_code(number) for number in columns.plain(coder, n, _CODE_BITS)]
    except InvalidCode:
        raise damaged() from None
    found: dict[str, Sequence[Any]] = {
        "code": codes,
        "is_area_only": [bool(word) for word in columns.words(coder, n, 2)],
        "host_kind": [_HOST_KINDS[word] for word in columns.words(coder, n, len(_HOST_KINDS))],
        "opening_mode": [_MODES[word] for word in columns.words(coder, n, len(_MODES))],
        "accuracy_m": [number - 1 if number else None for number in columns.numbers(coder, n)],
    }
    for name in _TABLES:
        table = texts_of.words(texts, name) or [""]
        found[name] = [table[at] for at in columns.words_after(coder, n, len(table))]
    return found


def _read_names(texts: Mapping[str, Any], n: int) -> list[dict[str, str]]:
    by_language = texts.get("names")
    if not isinstance(by_language, dict):
        raise damaged()
    names = {language: texts_of.words(by_language, language, n) for language in by_language}
    return [{language: said[at] for language, said in names.items() if said[at]} for at in range(n)]
