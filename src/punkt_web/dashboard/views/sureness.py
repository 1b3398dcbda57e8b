"""How good our words on doors were, for the points of a person."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from punkt import clock
from punkt.confidence.parameters import parameters
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.operations.outcomes import figures
from punkt_web.operations.sureness_figures import bin_lines, figure_lines
from punkt_web.registry.queries import points_for

SPANS_DAYS = (1, 7, 30, 90)


@requires(Power.EDIT)
@require_GET
def sureness(request: HttpRequest) -> HttpResponse:
    """The figures over the last days, each with its definition, and the calibration table."""
    days = next((one for one in SPANS_DAYS if str(one) == request.GET.get("days")), 7)
    until = clock.now()
    found = figures(points_for(signed_in(request)), until - timedelta(days=days), until)
    context = {
        "days": days,
        "spans": SPANS_DAYS,
        "lines": figure_lines(found),
        "bins": bin_lines(found.score.bins) if found.score is not None else [],
        "n_moments": found.n_moments,
        "parameters": parameters(),
    }
    return render(request, "desk/sureness.html", context)
