"""The pages of a point beside the report. Each works as a form; with scripts what is said waits in the queue."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from punkt import clock
from punkt.checklists.lists import ListKind
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.common.zones import local_zone
from punkt_web.keeper import pages, receiving
from punkt_web.keeper.checklists import list_page, lists_shown
from punkt_web.keeper.hand_overs import hand_over_page
from punkt_web.keeper.incidents import incidents_page
from punkt_web.keeper.item_forms import content_of
from punkt_web.keeper.power_trials import power_trials_page
from punkt_web.keeper.queries import kept_point
from punkt_web.keeper.roster import roster_page
from punkt_web.keeper.supplies import supply_cards
from punkt_web.keeper.visits import visits_page
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.registry.models import Point

_PAGE_OF = {
    "checklist": "keep:lists",
    "incident": "keep:incidents",
    "incident_note": "keep:incidents",
    "hand_over": "keep:hand_over",
    "shift": "keep:shifts",
    "shift_cancelled": "keep:shifts",
    "shift_person_removed": "keep:shifts",
    "shift_step": "keep:shifts",
    "power_trial": "keep:power_trials",
}
_REFUSED = 422


def _point(request: HttpRequest, code: str) -> Point:
    point = kept_point(signed_in(request), code)
    if point is None:
        raise Http404
    return point


def _shown(request: HttpRequest, template: str, point: Point, page: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, pages.part_page(point) | {"fresh_ulid": new_ulid} | page, status=status)


@require_safe
@requires(Power.REPORT)
def visits(request: HttpRequest, code: str) -> HttpResponse:
    """How many came in, by hour and day."""
    point = _point(request, code)
    return _shown(request, "keep/visits.html", point, visits_page(point))


@require_safe
@requires(Power.REPORT)
def lists(request: HttpRequest, code: str) -> HttpResponse:
    """The lists of a point, each with when it was gone through last."""
    point = _point(request, code)
    return _shown(request, "keep/lists.html", point, {"lists": lists_shown(point, clock.now())})


@require_safe
@requires(Power.REPORT)
def checklist(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One list, to be gone through."""
    point = _point(request, code)
    if kind not in set(ListKind):
        raise Http404
    return _shown(request, "keep/list.html", point, list_page(point, ListKind(kind)))


@require_safe
@requires(Power.REPORT)
def incidents(request: HttpRequest, code: str) -> HttpResponse:
    """The incident log of a point."""
    point = _point(request, code)
    return _shown(request, "keep/incidents.html", point, incidents_page(point))


@require_safe
@requires(Power.REPORT)
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """What is handed over, and what was."""
    point = _point(request, code)
    return _shown(request, "keep/hand_over.html", point, hand_over_page(point))


@require_safe
@requires(Power.REPORT)
def power_trials(request: HttpRequest, code: str) -> HttpResponse:
    """Trials of the own power of a point, and what they say together."""
    point = _point(request, code)
    return _shown(request, "keep/power_trials.html", point, power_trials_page(point, clock.now()))


@require_safe
@requires(Power.REPORT)
def supplies(request: HttpRequest, code: str) -> HttpResponse:
    """How far the requests of a point are, for the script that keeps the console up to date."""
    point = _point(request, code)
    return render(request, "keep/supply_cards.html", {"point": point, "supply_cards": supply_cards(point, clock.now())})


@require_POST
@requires(Power.REPORT)
def item(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Takes an item from a page without scripts."""
    point = _point(request, code)
    if kind not in KINDS:
        raise Http404
    given = Item(
        kind, request.POST.get("ulid", ""), point.code, clock.now(), content_of(request.POST, local_zone(point.country))
    )
    fault = receiving.entered_item(signed_in(request), given)
    if fault is not None:
        return _shown(request, "keep/not_taken.html", point, {"why": said(fault, with_place=False)}, _REFUSED)
    messages.success(request, _("Received."))
    if kind == "checklist" and given.content.get("list") in set(ListKind):
        return redirect("keep:list", point.code, given.content["list"])
    return redirect(_PAGE_OF.get(kind, "keep:console"), point.code)


@require_safe
@requires(Power.REPORT)
def shift_roster(request: HttpRequest, code: str) -> HttpResponse:
    """Who is here when, and the form that plans a shift."""
    point = _point(request, code)
    return _shown(request, "keep/shifts.html", point, roster_page(point))
