"""Figures of my points over some days, set side by side, as a page and as files for other programs."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from punkt.statistics.figures import FALSE_OPEN, FIGURES, Figure
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.views.reached import chosen_territory
from punkt_web.operations.figures.asking import FigureQuery, read_up_to_now, tell
from punkt_web.operations.figures.export import ToldTable
from punkt_web.operations.figures.frame import Cut, FramePoint, frame_of
from punkt_web.operations.figures.page import check_form, file_of, page_of
from punkt_web.operations.figures.table import Question
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import points_for

_PAGE = 50


@requires(Power.SEE_MEMBERS)
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The whole area, and what it is made of by one figure."""
    found = _found(request)
    context = page_of(request, found.asked, found.told, cuts=tuple(Cut), n_rows=_PAGE) | {"place": found.territory}
    return render(request, "desk/figures.html", context)


@requires(Power.SEE_MEMBERS)
@require_GET
def figures_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same for other programs."""
    check_form(form)
    found = _found(request)
    return file_of(found.asked, found.told, form)


@dataclass(frozen=True, slots=True)
class _Found:
    territory: Territory | None
    asked: FigureQuery
    told: ToldTable


def _found(request: HttpRequest) -> _Found:
    user = signed_in(request)
    chosen = chosen_territory(request)
    territory = chosen.territory
    points = points_for(user)
    frame = frame_of(points.filter(territory__path__startswith=territory.path) if territory else points)
    shown = _shown(user, frame)
    asked = read_up_to_now(request.GET.dict(), country=chosen.country, shown=shown)
    question = Question(
        asked.period,
        asked.by,
        above=territory.path if territory else "",
        own=tuple(one.path for one in chosen.own),
        shown=shown,
    )
    return _Found(territory, asked, tell(frame, question, territory.code if territory else ""))


def _shown(user: User, frame: list[FramePoint]) -> tuple[Figure, ...]:
    """What became of complaints is in the false-open rate: it is for those who may hear of all of them."""
    heard = set(queries.answered_for(user).values_list("pk", flat=True))
    if all(point.id in heard for point in frame):
        return FIGURES
    return tuple(figure for figure in FIGURES if figure is not FALSE_OPEN)
