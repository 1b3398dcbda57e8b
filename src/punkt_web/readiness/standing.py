"""Which points are held against a standard, and which standard a country has."""

from django.db.models import QuerySet

from punkt.standards.editions import packaged_standards
from punkt_web.registry.models import Point

_EVERYWHERE = "*"


def standing_points(points: QuerySet[Point]) -> QuerySet[Point]:
    """Those that are designated, or planned to be, and stand for themselves."""
    return points.filter(merged_into=None).exclude(status=Point.Status.WITHDRAWN)


def national_standards() -> dict[str, str]:
    """The id of the standard of each country that has one here."""
    latest = [versions[-1] for versions in packaged_standards().values()]
    return {standard.country: standard.id for standard in latest if standard.country != _EVERYWHERE}
