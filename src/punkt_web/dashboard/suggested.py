"""Suggested transfers in words: a run for each source, and the same as a table for other programs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from punkt.ids import new_ulid
from punkt_web.common.alphabets import alphabetical
from punkt_web.common.moments import clock_and_day, written
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.dashboard.requests import km_words
from punkt_web.operations.supplies.redistribution import Suggestion
from punkt_web.operations.supplies.request_wording import item_words
from punkt_web.registry.titles import point_title


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One transfer in words, and what the form that makes a request of it sends."""

    title: str
    code: str
    where: str
    giver_code: str
    depot_id: str
    item: str
    item_name: str
    litres: int
    way: str
    alive: str
    ulid: str


@dataclass(frozen=True, slots=True)
class Run:
    """All that is brought from one source, the nearest point first. ``code`` is "" for a depot.

    ``totals`` are the litres of each item, by its name. It is no route: the ways are from the source to each point.
    """

    source: str
    code: str
    totals: list[tuple[str, int]]
    lines: list[TransferLine]


def runs(transfers: Iterable[Suggestion]) -> list[Run]:
    """The sources, of which most is brought first, of as much by name in the order of the language."""
    return [_run(source, code, found) for (source, code), found in _by_source(transfers)]


_Source = tuple[str, str]


def _by_source(transfers: Iterable[Suggestion]) -> list[tuple[_Source, list[Suggestion]]]:
    """Name and code of each source with what is brought from it, the nearest point first."""
    grouped: dict[_Source, list[Suggestion]] = {}
    for one in sorted(transfers, key=lambda one: (one.way_km is None, one.way_km or 0.0, one.taker.code)):
        grouped.setdefault((source_title(one), _giver_code(one)), []).append(one)
    language = get_language() or ""

    def order(pair: tuple[_Source, list[Suggestion]]) -> tuple[object, ...]:
        (source, code), found = pair
        return -sum(one.litres for one in found), alphabetical(source, language), code

    return sorted(grouped.items(), key=order)


def _run(source: str, code: str, found: Sequence[Suggestion]) -> Run:
    totals: dict[str, int] = {}
    for one in found:
        totals[one.item] = totals.get(one.item, 0) + one.litres
    named = [(item_words(item), litres) for item, litres in totals.items()]
    return Run(source, code, named, [_line(one) for one in found])


def _line(one: Suggestion) -> TransferLine:
    return TransferLine(
        title=point_title(one.taker),
        code=one.taker.code,
        where=_where(one),
        giver_code=_giver_code(one),
        depot_id=str(one.depot.pk) if one.depot is not None else "",
        item=one.item,
        item_name=item_words(one.item),
        litres=one.litres,
        way=km_words(one.way_km),
        alive=clock_and_day(one.alive_until, one.taker.country),
        ulid=new_ulid(),
    )


def source_title(one: Suggestion) -> str:
    """What the place is called that it comes from."""
    if one.depot is not None:
        return one.depot.name
    return point_title(one.giver) if one.giver is not None else ""


def _giver_code(one: Suggestion) -> str:
    return one.giver.code if one.giver is not None else ""


def _where(one: Suggestion) -> str:
    return ", ".join(filter(None, (one.taker.settlement, one.taker.address)))


_COLUMNS: dict[str, Callable[[Suggestion], object]] = {
    "from": source_title,
    "from_code": _giver_code,
    "to": lambda one: point_title(one.taker),
    "to_code": lambda one: one.taker.code,
    "to_where": _where,
    "item": lambda one: one.item,
    "litres": lambda one: one.litres,
    "way_km": lambda one: None if one.way_km is None else round(one.way_km, 1),
    "goes_on_until": lambda one: written(one.alive_until),
}


def suggestions_as_csv(transfers: Iterable[Suggestion]) -> str:
    """One row for each transfer, in the order of the page. An empty cell is not known."""
    ordered = (one for _source, found in _by_source(transfers) for one in found)
    cells = ([column(one) for column in _COLUMNS.values()] for one in ordered)
    return "".join(csv_lines(_COLUMNS, cells, is_demo=settings.IS_DEMO))
