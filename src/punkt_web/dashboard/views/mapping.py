"""The points that a map of the desk shows around."""

from math import isfinite

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.queries import points_in_box
from punkt_web.dashboard.wording import point_title
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for

_MOST_POINTS = 400


@requires(Power.SEE_MEMBERS)
@require_GET
def surroundings(request: HttpRequest) -> JsonResponse:
    """Points that the person may see in ``south,west,north,east`` (degrees)."""
    try:
        south, west, north, east = (_degrees(request.GET[side]) for side in ("south", "west", "north", "east"))
    except (KeyError, ValueError):
        return JsonResponse({"error": "south, west, north and east are numbers."}, status=400)
    points = points_in_box(points_for(signed_in(request)), south, west, north, east)
    in_use = points.exclude(status=Point.Status.WITHDRAWN).order_by("-updated_at")[:_MOST_POINTS]
    return JsonResponse(
        {
            "points": [
                {"code": one.code, "name": point_title(one), "latitude": one.latitude, "longitude": one.longitude}
                for one in in_use
            ]
        }
    )


def _degrees(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number
