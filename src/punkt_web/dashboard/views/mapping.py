"""The points that a map of the desk shows around."""

from math import isfinite

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from punkt import clock
from punkt.model.board_words import DoorWord
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.live import LOOKS
from punkt_web.dashboard.queries import points_in_box
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.live import live_rows
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for
from punkt_web.registry.standing import standing_points
from punkt_web.registry.titles import point_title

_MOST_POINTS = 400


@requires(Power.SEE_MEMBERS)
@require_GET
def surroundings(request: HttpRequest) -> JsonResponse:
    """Points that the person may see in ``south,west,north,east`` (degrees), with what their doors are.

    ``door`` and its ``look`` are "" of points that are not designated.
    """
    try:
        south, west, north, east = (_degrees(request.GET[side]) for side in ("south", "west", "north", "east"))
    except (KeyError, ValueError):
        return JsonResponse({"error": "south, west, north and east are numbers."}, status=400)
    points = points_in_box(points_for(signed_in(request)), south, west, north, east)
    in_use = list(standing_points(points).order_by("-updated_at")[:_MOST_POINTS])
    doors = {row.id: row.door for row in live_rows(points.filter(pk__in=[one.pk for one in in_use]), clock.now())}
    return JsonResponse({"points": [_shown(one, doors.get(one.pk)) for one in in_use]})


def _shown(point: Point, door: DoorWord | None) -> dict[str, object]:
    return {
        "code": point.code,
        "name": point_title(point),
        "latitude": point.latitude,
        "longitude": point.longitude,
        "door": word_label(DoorWord, door) if door else "",
        "look": LOOKS.get(door, "") if door else "",
    }


def _degrees(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number
