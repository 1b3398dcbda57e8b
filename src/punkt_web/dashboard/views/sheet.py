"""One point: what is known of it, its history, and what belongs to it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from punkt import clock
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.models import AuditEntry
from punkt_web.dashboard import queries
from punkt_web.dashboard.activations import asked_line
from punkt_web.dashboard.agreements import agreement_line
from punkt_web.dashboard.alarms import alarm_lines
from punkt_web.dashboard.incidents import open_incidents_at
from punkt_web.dashboard.inspections import point_inspections
from punkt_web.dashboard.reports import told_reports
from punkt_web.dashboard.requests import point_requests, shortage_choices
from punkt_web.dashboard.sheet import sheet
from punkt_web.dashboard.trail import written
from punkt_web.dashboard.views.reached import reached_point
from punkt_web.hosting.actions.agreements import AGREEMENT_ACTIONS
from punkt_web.hosting.queries import agreements_of
from punkt_web.operations.actions.alarms.checks import ALARM_ACTIONS
from punkt_web.operations.activating.progress import asked_of
from punkt_web.operations.alarms.going_on import at_point
from punkt_web.operations.now import point_now
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, point_for, powers_over, sight_with
from punkt_web.registry.visibility import policies_at

_PAGE = 50
_ASKED = (Power.SEE_SECRET, Power.EDIT, Power.MERGE, Power.SET_POLICY, Power.REPORT, Power.INSPECT)


@requires(Power.SEE_MEMBERS)
def point(request: HttpRequest, code: str) -> HttpResponse:
    """All fields with their origin, the unknown ones by name, what belongs to the point, the decision in force."""
    user = signed_in(request)
    shown = reached_point(request, code)
    powers = powers_over(user, shown, _ASKED)
    sight = sight_with(powers)
    groups = sheet(shown, sight)
    now = point_now(shown)
    visibility = policies_at(clock.now()).visibility(shown.pk, lineage_of(shown))
    context = {
        "point": shown,
        "groups": groups,
        "n_known": sum(len(group.known) for group in groups),
        "n_fields": sum(len(group.known) + len(group.asked) + len(group.unknown) for group in groups),
        "sees_secret": sight.sees_secret,
        "reports": told_reports(shown),
        "now": now,
        "requests": point_requests(shown) if Power.EDIT in powers else [],
        "shortages": shortage_choices(now.status),
        "alarms": alarm_lines(at_point(shown), clock.now()) if Power.EDIT in powers else [],
        "agreements": [agreement_line(row, sees_secret=sight.sees_secret) for row in agreements_of(shown)[:3]]
        if Power.EDIT in powers
        else None,
        "asked": [asked_line(asker, row, shown) for asker, row in asked_of(shown, clock.now())],
        "successor": point_for(user, shown.merged_into.code) if shown.merged_into else None,
        "contacts": shown.contacts.order_by("id") if sight.sees_secret else None,
        "aliases": shown.aliases.order_by("name"),
        "identifiers": shown.identifiers.order_by("authority", "value"),
        "photos": shown.photos.order_by("id"),
        "verification": queries.last_verification(shown),
        "visibility": visibility,
        "policies": queries.deciding_policies(shown),
        "has_public_page": _has_public_page(shown, visibility),
        "incidents": open_incidents_at(shown) if Power.EDIT in powers else [],
        "inspected": point_inspections(shown) if Power.INSPECT in powers else None,
        "may_edit": Power.EDIT in powers,
        "may_report": Power.REPORT in powers,
        "may_merge": Power.MERGE in powers,
        "may_set_policy": Power.SET_POLICY in powers,
    }
    return render(request, "desk/point.html", context)


def _has_public_page(shown: Point, visibility: Visibility) -> bool:
    return shown.status == Point.Status.DESIGNATED and visibility in {Visibility.PUBLIC, Visibility.AREA}


@requires(Power.SEE_MEMBERS)
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every write to the point, newest first, before and after in words."""
    user = signed_in(request)
    shown = reached_point(request, code)
    entries = AuditEntry.objects.filter(entity="point", object_key=shown.code).order_by("-number")
    powers = powers_over(user, shown, (Power.SEE_SECRET, Power.EDIT))
    if Power.EDIT not in powers:
        entries = entries.exclude(action__in=(*ALARM_ACTIONS, *AGREEMENT_ACTIONS))
    page = Paginator(entries, _PAGE).get_page(request.GET.get("page"))
    sight = sight_with(powers)
    context = {
        "point": shown,
        "page": page,
        "entries": written(page.object_list, sees_secret=sight.sees_secret),
    }
    return render(request, "desk/history.html", context)
