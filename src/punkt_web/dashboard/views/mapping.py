"""What the map of the position picker shows around."""

from functools import cache
from math import isfinite

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from punkt.places.gazetteer import Place, read_gazetteer
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.queries import points_in_box
from punkt_web.dashboard.wording import point_title
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for

_MOST_POINTS = 400
_MOST_PLACES = 80


@requires(Power.SEE_MEMBERS)
@require_GET
def surroundings(request: HttpRequest) -> JsonResponse:
    """Points that the person may see and the largest settlements in ``south,west,north,east`` (degrees)."""
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
            ],
            "places": [
                {"name": one.name, "latitude": one.latitude, "longitude": one.longitude}
                for one in _largest_places(south, west, north, east)
            ],
        }
    )


def _degrees(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _largest_places(south: float, west: float, north: float, east: float) -> list[Place]:
    found: list[Place] = []
    for place in _places_by_size():
        if south <= place.latitude <= north and west <= place.longitude <= east:
            found.append(place)
            if len(found) == _MOST_PLACES:
                break
    return found


@cache
def _places_by_size() -> tuple[Place, ...]:
    return tuple(sorted(read_gazetteer(), key=lambda place: -(place.population or 0)))
