"""Which points stand for themselves, which stands for one that was merged into it, and whose rows count for it.

A point leads to the one that stands for it in one step: merging again changes where those before lead. Nobody else
answers this; who may see a row is the caller's part.
"""

from collections.abc import Collection, Iterable

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from punkt_web.registry.models import Point

Points = Collection[int] | Collection[Point] | QuerySet[Point]


def standing_points(points: QuerySet[Point]) -> QuerySet[Point]:
    """Those that are designated, or planned to be, and stand for themselves."""
    return points.filter(merged_into=None).exclude(status=Point.Status.WITHDRAWN)


def designated_points(points: QuerySet[Point]) -> QuerySet[Point]:
    """Those that are designated and stand for themselves."""
    return points.filter(merged_into=None, status=Point.Status.DESIGNATED)


def heir(point: Point) -> Point:
    """The point that stands for this one: itself, or what it was merged into."""
    return point.merged_into or point


def heir_id(point: Point) -> int:
    """The key of ``heir``, without asking for its row."""
    return point.merged_into_id or point.pk


def ids_of(point: Point) -> QuerySet[Point, int]:
    """The keys of a point and of those that were merged into it, to be asked within another query: a join would read
    whole tables.
    """
    return Point.objects.filter(Q(pk=point.pk) | Q(merged_into=point)).order_by().values_list("pk", flat=True)


def rows_of(points: Points, at: str = "point") -> Q:
    """Which rows count for some of ``points``; ``at`` is how a row names its point: "point", "tasks__point"."""
    return Q(**{f"{at}__in": points}) | Q(**{f"{at}__merged_into__in": points})


def heir_of_row() -> Coalesce:
    """For each row that names its point: the key of the point for which it counts, asked of the database."""
    return Coalesce("point__merged_into_id", F("point_id"))


def who_stands_for(ids: Iterable[int]) -> dict[int, int]:
    """Whose words count for which of the points: their own, and those of the points that were merged into them."""
    stands_for = {point_id: point_id for point_id in ids}
    return stands_for | {pk: stands for pk, stands in _merged().items() if stands in stands_for}


def who_others_lead_to() -> set[int]:
    """The keys of all points into which others were merged."""
    return set(_merged().values())


def _merged() -> dict[int, int]:
    rows = Point.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
    return {pk: stands for pk, stands in rows if stands is not None}
