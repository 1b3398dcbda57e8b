"""The points whose rows count for a point: itself, and those that were merged into it."""

from punkt_web.registry.models import Point


def ids_of(point: Point) -> list[int]:
    """By key: a join would read whole tables."""
    return [point.pk, *Point.objects.filter(merged_into=point).values_list("pk", flat=True)]
