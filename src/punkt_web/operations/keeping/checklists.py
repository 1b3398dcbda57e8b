"""Lists that were gone through at a point."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from punkt.checklists.answers import LineAnswer
from punkt.checklists.lists import ListKind
from punkt_web.operations.models import AnsweredList
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of

COUNTS = timedelta(hours=24)
"""A list that was gone through longer ago says nothing of today."""


@dataclass(frozen=True, slots=True)
class LastList:
    """The last time that a list was gone through."""

    kind: ListKind
    row: AnsweredList

    @property
    def n_left(self) -> int:
        """Lines that are open or were not possible."""
        not_possible = [line for line in self.row.lines if line["answer"] == LineAnswer.NOT_POSSIBLE]
        return int(self.row.n_open) + len(not_possible)


def lists_of(point: Point) -> QuerySet[AnsweredList]:
    """All lists that were gone through at a point, the newest first."""
    return AnsweredList.objects.filter(point__in=ids_of(point)).order_by("-observed_at", "-ulid")


def last_lists(point: Point, at: datetime) -> list[LastList]:
    """Each list that was gone through in the last day, as it was the last time."""
    found: dict[str, AnsweredList] = {}
    for row in lists_of(point).filter(observed_at__gt=at - COUNTS):
        found.setdefault(row.kind, row)
    return [LastList(kind, found[kind]) for kind in ListKind if kind in found]
