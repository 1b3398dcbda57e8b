"""The start page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from punkt import clock
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.complaints import queue
from punkt_web.dashboard.incidents import n_severe_for
from punkt_web.dashboard.wording import field_label
from punkt_web.operations.activating.activations import activations_over
from punkt_web.operations.alarms.going_on import waiting
from punkt_web.operations.supplies.requests import n_open
from punkt_web.registry.models import SavedView
from punkt_web.registry.queries import points_for


@requires(Power.SEE_MEMBERS)
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Where signing in leads: who only reports comes to the console, everybody else to the desk."""
    user = signed_in(request)
    is_keeper = bool(reach(user, Power.REPORT)) and not reach(user, Power.EDIT)
    return redirect("keep:points" if is_keeper else "desk:board")


@requires(Power.SEE_MEMBERS)
def board(request: HttpRequest) -> HttpResponse:
    """What needs a person, and how much of the main fields is known."""
    user = signed_in(request)
    found = queries.board(user)
    policies = queries.policies_for(user)
    ends = activations_over(points_for(user), is_over=False).values_list("until_at", flat=True)
    now = clock.now()
    n_requests, n_not_accepted = n_open(queries.answered_for(user))
    context = {
        "board": found,
        "gaps": [(gap, _gap_words(gap.key, gap.count)) for gap in found.gaps if gap.count],
        "known": [(share, field_label(share.key)) for share in found.known],
        "n_complaints": sum(line.n_told for line in queue(user, queries.complaints_for(user, is_answered=False))),
        "n_requests": n_requests,
        "n_not_accepted": n_not_accepted,
        "n_alarms": waiting(queries.alarms_for(user), now).count(),
        "n_severe": n_severe_for(user),
        "n_activations": len(ends),
        "n_past_their_end": sum(end is not None and end <= now for end in ends),
        "n_unconfirmed_alerts": queries.n_unconfirmed_alerts(user),
        "n_bad_feeds": queries.n_feeds_to_look_at(user),
        "n_ending": queries.ending_soon(policies).count(),
        "views": SavedView.objects.filter(owner=user).order_by("name"),
    }
    return render(request, "desk/board.html", context)


def _gap_words(key: str, n: int) -> str:
    words = {
        "position": ngettext("%(n)s point without a position", "%(n)s points without a position", n),
        "territory": ngettext("%(n)s point without a territory", "%(n)s points without a territory", n),
        "service.heat": ngettext(
            "%(n)s point of which nothing is known about warmth",
            "%(n)s points of which nothing is known about warmth",
            n,
        ),
        "service.charging": ngettext(
            "%(n)s point of which nothing is known about charging",
            "%(n)s points of which nothing is known about charging",
            n,
        ),
        "capacity_seated": ngettext(
            "%(n)s point whose number of seats is not known", "%(n)s points whose number of seats is not known", n
        ),
        "verified": ngettext(
            "%(n)s point that no person has ever checked", "%(n)s points that no person has ever checked", n
        ),
    }[key]
    return words % {"n": number_format(n)}
