"""The start page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.wording import field_label
from punkt_web.registry.models import SavedView


@requires(Power.SEE_MEMBERS)
def board(request: HttpRequest) -> HttpResponse:
    """What needs a person, and how much of the main fields is known."""
    user = signed_in(request)
    found = queries.board(user)
    policies = queries.policies_for(user)
    context = {
        "board": found,
        "gaps": [(gap, _gap_words(gap.key)) for gap in found.gaps if gap.count],
        "known": [(share, field_label(share.key)) for share in found.known],
        "n_ending": queries.ending_soon(policies).count(),
        "views": SavedView.objects.filter(owner=user).order_by("name"),
    }
    return render(request, "desk/board.html", context)


def _gap_words(key: str) -> str:
    return {
        "position": gettext("without a position"),
        "territory": gettext("without a territory"),
        "service.heat": gettext("nothing known of warmth"),
        "service.charging": gettext("nothing known of charging"),
        "capacity_seated": gettext("number of seats not known"),
        "verified": gettext("never checked by a person"),
    }[key]
