"""How good our words on doors were, for the points of a person."""

from datetime import timedelta
from math import ceil

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from punkt import clock
from punkt.confidence.parameters import parameters
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.operations.sureness.figures import bin_lines, figure_lines
from punkt_web.operations.sureness.outcomes import figures, n_words
from punkt_web.registry.queries import points_for

SPANS_DAYS = (1, 7, 30, 90)
MOST_WORDS = 30_000
"""That a page goes through (a second or two); of more it takes every second, third ... point."""


@requires(Power.EDIT)
@require_GET
def sureness(request: HttpRequest) -> HttpResponse:
    """The figures over the last days, each with its definition, and the calibration table."""
    days = next((one for one in SPANS_DAYS if str(one) == request.GET.get("days")), 7)
    until = clock.now()
    since, points = until - timedelta(days=days), points_for(signed_in(request))
    every = max(1, ceil(n_words(points, since, until) / MOST_WORDS))
    if every > 1:
        points = points.annotate(rest=F("pk") % every).filter(rest=0)
    found = figures(points, since, until)
    context = {
        "days": days,
        "every": every,
        "spans": SPANS_DAYS,
        "lines": figure_lines(found),
        "bins": bin_lines(found.score.bins) if found.score is not None else [],
        "n_moments": found.n_moments,
        "parameters": parameters(),
    }
    return render(request, "desk/sureness.html", context)
