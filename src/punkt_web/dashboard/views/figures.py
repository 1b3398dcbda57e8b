"""Figures of my points over some days, set side by side, as a page and as files for other programs."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from punkt import clock
from punkt.statistics.figures import FALSE_OPEN, FIGURES, OPEN_HOURS, VERSION, Figure
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.zones import local_zone
from punkt_web.dashboard import queries
from punkt_web.operations.figures.asking import FigureQuery, read_asked
from punkt_web.operations.figures.export import MEDIA_TYPES, ToldTable, exported, file_name
from punkt_web.operations.figures.frame import Cut, FramePoint, frame_of
from punkt_web.operations.figures.table import Question, figure_table
from punkt_web.operations.figures.words import CUT_LABELS, day_words, figure_lines, row_lines
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import points_for, territory_for

_PAGE = 50
_CUTS = tuple(Cut)


@requires(Power.SEE_MEMBERS)
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The whole area, and what it is made of by one figure."""
    found = _found(request)
    asked, table = found.asked, found.told.table
    page = Paginator(row_lines(table, asked.by, asked.figure), _PAGE).get_page(request.GET.get("page"))
    lines = figure_lines(table.whole, found.shown)
    context = {
        "asked": asked,
        "place": found.territory,
        "territory": found.told.territory,
        "first": day_words(asked.period.first),
        "last": day_words(asked.period.last),
        "lines": lines,
        "cuts": [(cut.value, gettext(CUT_LABELS[cut])) for cut in _CUTS],
        "by": gettext(CUT_LABELS[asked.by]),
        "figure": next(line for line in lines if line.key == asked.figure.key),
        "page": page,
        "links": asked.by is Cut.TERRITORY,
        "whole": table.whole,
        "table": table,
        "forms": list(MEDIA_TYPES),
        "query": found.told.query,
        "version": VERSION,
    }
    return render(request, "desk/figures.html", context)


@requires(Power.SEE_MEMBERS)
@require_GET
def figures_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same for other programs."""
    if form not in MEDIA_TYPES:
        raise Http404
    found = _found(request)
    if found.asked.fault:
        return HttpResponse(found.asked.fault, status=400, content_type="text/plain; charset=utf-8")
    response = HttpResponse(exported(found.told, form), content_type=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found.told, form)}"'
    return response


@dataclass(frozen=True, slots=True)
class _Found:
    territory: Territory | None
    asked: FigureQuery
    shown: tuple[Figure, ...]
    told: ToldTable


def _found(request: HttpRequest) -> _Found:
    user = signed_in(request)
    own = queries.own_territories(reach(user, Power.SEE_MEMBERS))
    code = request.GET.get("territory", "")
    territory = territory_for(code) if code else None
    if territory is None and len(own) == 1:
        territory = own[0]
    known = territory or (own[0] if own else None)
    zone, now = local_zone(known.country if known else ""), clock.now().replace(second=0, microsecond=0)
    points = points_for(user)
    frame = frame_of(points.filter(territory__path__startswith=territory.path) if territory else points)
    shown = _shown(user, frame)
    asked = read_asked(
        request.GET.dict(),
        zone=zone,
        now=now,
        latest=now.astimezone(zone).date(),
        cuts=_CUTS,
        shown=shown,
        usual=OPEN_HOURS,
    )
    question = Question(
        asked.period,
        asked.by,
        above=territory.path if territory else "",
        own=tuple(one.path for one in own),
        shown=shown,
    )
    query = urlencode(
        {
            "territory": territory.code if territory else "",
            "from": asked.period.first,
            "to": asked.period.last,
            "by": asked.by.value,
        }
    )
    told = ToldTable(question, figure_table(frame, question), territory.code if territory else "", query)
    return _Found(territory, asked, shown, told)


def _shown(user: User, frame: list[FramePoint]) -> tuple[Figure, ...]:
    """What became of complaints is in the false-open rate: it is for those who may hear of all of them."""
    heard = set(queries.heard_points(user).values_list("pk", flat=True))
    if all(point.id in heard for point in frame):
        return FIGURES
    return tuple(figure for figure in FIGURES if figure is not FALSE_OPEN)
