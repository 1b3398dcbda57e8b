"""A list as it is gone through in a territory: the shipped lines and those of the territories above, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from punkt.checklists.lists import Checklist, ListKind
from punkt.checklists.order import arranged
from punkt_web.operations.models import ListChoice, OwnLine
from punkt_web.registry.models import Point, Territory


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line. ``origin`` is the code of the territory that added it, "" for one that Punkt ships with a source."""

    key: str
    texts: Mapping[str, str]
    source: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class NotHere:
    """A line that a territory marked as one that does not apply, and why."""

    line: ListLine
    why: str
    origin: str


@dataclass(frozen=True, slots=True)
class ListHere:
    """A list in a territory: ``lines`` in the order in which they are gone through, and those that do not apply.

    ``names`` are those of the territories that had a say, by code; ``keys`` all lines in their order, also those that
    do not apply.
    """

    version: int
    lines: Sequence[ListLine]
    not_here: Sequence[NotHere]
    keys: Sequence[str]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def list_at_point(point: Point, checklist: Checklist, at: datetime) -> ListHere:
    """The list that a point is asked at a moment, by the territories that it lies in."""
    lineage = point.territory.lineage if point.territory is not None else []
    return list_in(lineage, point.country, checklist, at)


def list_in_territory(territory: Territory, checklist: Checklist, at: datetime) -> ListHere:
    """The list that a point right in the territory would be asked."""
    return list_in(territory.lineage, territory.country, checklist, at)


def list_in(lineage: Sequence[str], country: str, checklist: Checklist, at: datetime) -> ListHere:
    """The list below ``lineage``, the codes of territories with the widest first."""
    there = {"territory__code__in": lineage, "kind": checklist.kind.value}
    added = OwnLine.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), added_at__lte=at, **there)
    own = list(added.select_related("territory").order_by("added_at", "key"))
    choices = {one.territory.code: one for one in ListChoice.objects.filter(**there).select_related("territory")}
    lines = {line.key: ListLine(line.key, line.texts, line.source) for line in checklist.asked_in(country)}
    lines |= {one.key: ListLine(one.key, one.texts, origin=one.territory.code) for one in own}
    keys = [key for key, line in lines.items() if not line.origin]
    not_here: dict[str, NotHere] = {}
    for code in lineage:
        choice = choices.get(code)
        order = choice.order if choice is not None else []
        keys = _with_own(keys, [key for key, line in lines.items() if line.origin == code], order)
        for key, why in (choice.not_here if choice is not None else {}).items():
            if key in lines:
                not_here.setdefault(key, NotHere(lines[key], why, code))
    return ListHere(
        checklist.version,
        [lines[key] for key in keys if key not in not_here],
        [not_here[key] for key in keys if key in not_here],
        keys,
        {one.code: one.names for one in ([row.territory for row in own] + [row.territory for row in choices.values()])},
    )


def _with_own(keys: Sequence[str], own: Sequence[str], order: Sequence[str]) -> list[str]:
    """What comes from above with the lines of a territory, by its order; those that it has not placed come last."""
    placed = [key for key in own if key in order]
    return [*arranged([*keys, *placed], order), *(key for key in own if key not in placed)]


def lines_of_keys(kind: ListKind, keys: set[str]) -> dict[str, ListLine]:
    """Lines of territories by their keys, also those that ended: a console without a network still has them."""
    rows = OwnLine.objects.filter(kind=kind.value, key__in=keys).select_related("territory")
    return {one.key: ListLine(one.key, one.texts, origin=one.territory.code) for one in rows}


def own_line(territory: Territory, key: str) -> OwnLine | None:
    """A line of a territory that has not ended."""
    # PostgreSQL stops at a NUL, which no key holds.
    return None if "\0" in key else OwnLine.objects.filter(territory=territory, key=key, ended_at=None).first()


def choice_of(territory: Territory, kind: ListKind) -> ListChoice:
    """What a territory decided on a list; one that is not saved yet where it decided nothing."""
    found = ListChoice.objects.filter(territory=territory, kind=kind.value).first()
    return found or ListChoice(territory=territory, kind=kind.value)


def names_of(codes: set[str]) -> dict[str, dict[str, str]]:
    """The names of territories by their codes."""
    return dict(Territory.objects.filter(code__in=codes).values_list("code", "names"))
