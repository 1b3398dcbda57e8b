"""What drills measured at my points, as a page and as a file."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from punkt import clock
from punkt.power.trials import Tried
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.dashboard.drills import COLUMNS, drill_lines, drill_tiles, drilled, file_rows, narrowed
from punkt_web.dashboard.queries import answered_for
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.dashboard.views.reached import chosen_territory
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for
from punkt_web.registry.standing import designated_points

_PAGE = 30


@requires(Power.SEE_MEMBERS)
@require_safe
def drills(request: HttpRequest) -> HttpResponse:
    """How fast points opened beside their promise, and how their own power did; what failed or was late first."""
    rows = drilled(_points(request), answered_for(signed_in(request)), clock.now())
    lack = request.GET.get("lack", "")
    page = Paginator(narrowed(rows, lack), _PAGE).get_page(request.GET.get("page"))
    context = {
        "territory": chosen_territory(request).territory,
        "n_points": len(rows),
        "is_measured": any(row.opened or row.trials != Tried() for row in rows),
        "tiles": drill_tiles(rows),
        "lack": lack,
        "page": page,
        "lines": drill_lines(list(page.object_list)),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/drills.html", context)


@requires(Power.SEE_MEMBERS)
@require_safe
def drills_csv(request: HttpRequest) -> Download:
    """The same points for other programs."""
    rows = narrowed(
        drilled(_points(request), answered_for(signed_in(request)), clock.now()), request.GET.get("lack", "")
    )
    lines = csv_lines(COLUMNS, file_rows(rows), is_demo=settings.IS_DEMO)
    return csv_file(lines, "drills", chosen_territory(request).territory)


def _points(request: HttpRequest) -> QuerySet[Point]:
    chosen = chosen_territory(request)
    territory, points = chosen.territory, designated_points(points_for(signed_in(request)))
    if chosen.unknown:
        return points.none()
    return points.filter(territory__path__startswith=territory.path) if territory else points
