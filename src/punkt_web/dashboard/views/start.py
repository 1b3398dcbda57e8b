"""The start page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.queries import powers
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.overview import gap_tiles, overview
from punkt_web.dashboard.wording import field_label
from punkt_web.registry.models import SavedView


@requires(Power.SEE_MEMBERS)
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Where signing in leads: who only reports or inspects comes to the console, everybody else to the desk."""
    held = powers(signed_in(request))
    if Power.EDIT in held:
        return redirect("desk:board")
    if Power.REPORT in held:
        return redirect("keep:points")
    return redirect("keep:inspections" if Power.INSPECT in held else "desk:board")


@requires(Power.SEE_MEMBERS)
def board(request: HttpRequest) -> HttpResponse:
    """What the doors are, what waits for somebody, and how much of the main fields is known."""
    user = signed_in(request)
    found = queries.board(user)
    context = {
        "board": found,
        "overview": overview(user) if found.n_points else None,
        "gaps": gap_tiles(found.gaps),
        "known": [(share, field_label(share.key)) for share in found.known],
        "views": SavedView.objects.filter(owner=user).order_by("name"),
    }
    return render(request, "desk/board.html", context)
