"""The live board of my territory: who is open, silent, running dry, full; as of now or of a moment that is past."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response

from punkt import clock
from punkt.model.board_words import CallReason, DoorWord
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.zones import local_zone
from punkt_web.dashboard import live as words
from punkt_web.dashboard import queries
from punkt_web.dashboard.changes import stream_of_changes
from punkt_web.dashboard.forms.moments import MomentField
from punkt_web.dashboard.queries import alarms_for
from punkt_web.dashboard.views.reached import chosen_territory
from punkt_web.operations.alarms.going_on import waiting
from punkt_web.operations.as_of import rows_as_of
from punkt_web.operations.calls import call_queue
from punkt_web.operations.live import LiveRow, live_rows
from punkt_web.operations.supplies.requests import n_open
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import points_for

_PAGE = 50
_FIRST_CALLS = 5
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@requires(Power.SEE_MEMBERS)
def live(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    return render(request, "desk/live.html", _board(request))


@requires(Power.SEE_MEMBERS)
def live_part(request: HttpRequest) -> HttpResponse:
    """Its changing part, for the script that keeps it up to date; 304 where nothing changed."""
    content = render_to_string("desk/live_part.html", _board(request), request=request)
    same = _TOKEN.sub("", content)  # it is another one each time
    etag = f'"{sha256(same.encode()).hexdigest()[:32]}"'
    response = HttpResponse(content, headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response


@requires(Power.SEE_MEMBERS)
def changes(_request: HttpRequest) -> HttpResponseBase:
    """Server-sent events: one for each time that something was said, of whatever point."""
    return stream_of_changes()


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the board is asked for. ``at`` is a past moment, ``None`` for now; ``at_fault`` where it is none.

    ``known_then``: by what had come in at that moment.
    """

    territory: Territory | None
    own: list[Territory]
    at: datetime | None
    at_text: str
    at_fault: str
    known_then: bool
    door: str
    reason: str


def _board(request: HttpRequest) -> dict[str, object]:
    user = signed_in(request)
    asked = asked_of(request)
    rows = board_rows(user, asked)
    at = asked.at or clock.now()
    shown = words.narrowed(rows, door=asked.door, reason=asked.reason)
    page = Paginator(shown, _PAGE).get_page(request.GET.get("page"))
    parts = words.part_lines(rows, asked.territory.path if asked.territory else "", asked.own)
    board: dict[str, object] = {
        "asked": asked,
        "at": words.as_of_words(at, _country(asked)),
        "sums": words.tally(rows),
        "doors": words.door_counts(rows, asked.door),
        "reasons": words.reason_counts(rows, asked.reason),
        "parts": parts if len(parts) > 1 else [],
        "page": page,
        "rows": words.point_lines(list(page.object_list)),
        "query": _query(asked),
    }
    return board if asked.at else board | _calls(user, rows, at)


def _calls(user: User, rows: list[LiveRow], at: datetime) -> dict[str, object]:
    queue = call_queue(rows, at)
    n_requests, n_not_accepted = n_open(queries.answered_for(user))
    return {
        "n_requests": n_requests,
        "n_not_accepted": n_not_accepted,
        "calls": words.point_lines(queue.waiting[:_FIRST_CALLS]),
        "n_waiting": len(queue.waiting),
        "taken": words.called_lines(queue.taken[:_PAGE]),
        "later": words.called_lines(queue.later[:_PAGE]),
        "may_call": bool(reach(user, Power.EDIT)),
        "n_alarms": waiting(alarms_for(user), at).count(),
    }


def board_rows(user: User, asked: Asked, *, code: str = "") -> list[LiveRow]:
    """The rows of the board that is asked for, of all doors and reasons; with ``code`` of that point alone."""
    points = points_for(user)
    if code:
        points = points.filter(code=code)
    if asked.territory is not None:
        points = points.filter(territory__path__startswith=asked.territory.path)
    return (
        live_rows(points, clock.now())
        if asked.at is None
        else rows_as_of(points, asked.at, known_then=asked.known_then)
    )


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for; what it asks wrongly is left out, a wrong moment is said to be so."""
    chosen = chosen_territory(request)
    at_text = request.GET.get("at", "")
    with timezone.override(local_zone(chosen.country)):
        at, fault = _moment(at_text)
    door, reason = request.GET.get("door", ""), request.GET.get("reason", "")
    return Asked(
        territory=chosen.territory,
        own=chosen.own,
        at=at,
        at_text=at_text,
        at_fault=fault,
        known_then=at is not None and request.GET.get("known") == "then",
        door=door if door in set(DoorWord) else "",
        reason=reason if reason in set(CallReason) else "",
    )


def _moment(text: str) -> tuple[datetime | None, str]:
    """A past moment; one that is to come is now."""
    if not text.strip():
        return None, ""
    try:
        moment = MomentField().clean(text)
    except ValidationError as error:
        return None, " ".join(error.messages)
    return (moment if moment < clock.now() else None), ""


def _country(asked: Asked) -> str:
    known = asked.territory or (asked.own[0] if asked.own else None)
    return known.country if known else ""


def _query(asked: Asked) -> str:
    """What is kept when another door, reason or page is chosen."""
    kept = {"territory": asked.territory.code if asked.territory else "", "at": asked.at_text if asked.at else ""}
    kept["known"] = "then" if asked.known_then else ""
    return urlencode({name: value for name, value in kept.items() if value})
