"""Checklists of a territory as the desk shows them: each line with where it comes from, and those that do not apply."""

from dataclasses import dataclass

from django.utils.translation import gettext

from punkt import clock
from punkt.checklists.lists import ListKind, newest
from punkt_web.common.names import name_for_reader
from punkt_web.operations.keeping.own_lines import ListHere, ListLine, choice_of, list_in_territory
from punkt_web.registry.models import Territory


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line. ``is_own``: this territory added it, and may end it; ``is_shipped``: it may be marked as not here."""

    key: str
    text: str
    source: str
    is_own: bool
    is_shipped: bool


@dataclass(frozen=True, slots=True)
class MarkedShown:
    """A line that does not apply, and why; ``is_own``: this territory said so, and may take it back."""

    key: str
    text: str
    why: str
    said_by: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list of a territory, in the order in which it is gone through. ``has_order``: that is its own decision."""

    lines: list[LineShown]
    marked: list[MarkedShown]
    has_order: bool


def list_shown(territory: Territory, kind: ListKind) -> ListShown:
    """A list as a point in the territory is asked it."""
    here = list_in_territory(territory, newest(kind), clock.now())
    marked = [
        MarkedShown(
            one.line.key,
            name_for_reader(one.line.texts, territory.country),
            one.why,
            from_words(here, one.origin),
            one.origin == territory.code,
        )
        for one in here.not_here
    ]
    lines = [_line(line, here, territory) for line in here.lines]
    return ListShown(lines, marked, bool(choice_of(territory, kind).order))


def _line(line: ListLine, here: ListHere, territory: Territory) -> LineShown:
    return LineShown(
        line.key,
        name_for_reader(line.texts, territory.country),
        from_words(here, line.origin) if line.origin else line.source,
        is_own=line.origin == territory.code,
        is_shipped=not line.origin,
    )


def from_words(here: ListHere, origin: str) -> str:
    """Whose word a line or a mark is."""
    return gettext("from %(name)s") % {"name": name_for_reader(here.names.get(origin, {})) or origin}
