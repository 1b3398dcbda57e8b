"""The points whose rows count for a point: itself, and those that were merged into it."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from punkt_web.registry.models import Point


def ids_of(point: Point) -> QuerySet[Point, int]:
    """Their keys, to be asked within another query: a join would read whole tables."""
    return Point.objects.filter(Q(pk=point.pk) | Q(merged_into=point)).order_by().values_list("pk", flat=True)


def who_stands_for(ids: Iterable[int]) -> dict[int, int]:
    """Whose words count for which of the points: their own, and those of the points that were merged into them."""
    stands_for = {point_id: point_id for point_id in ids}
    leading = Point.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
    return stands_for | {pk: heir for pk, heir in leading if heir in stands_for}
