"""The live board on a map: where the points of the board are, and what it says of one of them."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from punkt.model.board_words import DoorWord
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import live as words
from punkt_web.dashboard.views.live import asked_of, board_rows
from punkt_web.dashboard.wording import word_label


@requires(Power.SEE_MEMBERS)
@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """The placed points of the board: code, latitude and longitude in degrees, door, 1 where one needs a call."""
    user = signed_in(request)
    asked = asked_of(request)
    rows = words.narrowed(board_rows(user, asked), door=asked.door, reason=asked.reason)
    doors = {
        door: {"word": word_label(DoorWord, door), "look": words.LOOKS.get(door, ""), "open": door in words.OPEN_DOORS}
        for door in DoorWord
    }
    placed = [row for row in rows if row.latitude is not None and row.longitude is not None]
    points = [(row.code, row.latitude, row.longitude, row.door, int(bool(row.reasons))) for row in placed]
    return JsonResponse({"doors": doors, "points": points})


@requires(Power.SEE_MEMBERS)
@require_safe
def point(request: HttpRequest, code: str) -> HttpResponse:
    """What the board says of one point, as a part of a page."""
    user = signed_in(request)
    found = words.point_lines(board_rows(user, asked_of(request), code=code))
    if not found:
        raise Http404
    return HttpResponse(get_template("desk/live_point.html").render({"row": found[0]}))
