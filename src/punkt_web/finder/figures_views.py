"""Figures for everybody: how much was open, for how many people, and how well this system knows it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from punkt.statistics.figures import FALSE_OPEN, REPORT_DELAY, REPORT_GAP, SHARE_KNOWN
from punkt.statistics.protection import LEAST_MOMENTS, LEAST_PEOPLE
from punkt_web.common.names import name_for_reader
from punkt_web.finder.views import ASK_AGAIN, conditional, kept, unknown_place
from punkt_web.operations.figures.page import check_form, file_of, page_of
from punkt_web.operations.figures.table import Busy
from punkt_web.operations.published_figures import CUTS, PublishedFigures, published_figures
from punkt_web.registry.published_territories import PublishedTerritory, territory_names

RETRY_AFTER_S = 10
_PAGE = 60
_OF_THE_SYSTEM = frozenset({FALSE_OPEN.key, REPORT_DELAY.key, REPORT_GAP.key, SHARE_KNOWN.key})
"""What tells how well the system itself works: completeness, freshness, and how often it was wrong."""


@conditional
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """``/figures``: a country, or with ``territory=CODE`` what is in it, over whole days that are over."""
    try:
        found = published_figures(request.GET.dict())
    except Busy:
        return _busy(request)
    if found.territory is None:
        code = request.GET.get("territory", "")[:40]
        none = unknown_place(request, region=code) if code else render(request, "finder/figures_none.html")
        return kept(none, ASK_AGAIN)
    page = _page(request, found, found.territory)
    return kept(render(request, "finder/figures.html", page), ASK_AGAIN)


@conditional
@require_safe
def figures_file(request: HttpRequest, form: str) -> HttpResponse:
    """``/figures.csv``, ``.xlsx`` and ``.json``: the same for other programs."""
    check_form(form)
    try:
        found = published_figures(request.GET.dict())
    except Busy:
        return _busy(request)
    if found.territory is None:
        raise Http404
    response = file_of(found.asked, found.told, form)
    if found.asked.fault:
        return response
    response.headers["X-Robots-Tag"] = "noindex"
    return kept(response, ASK_AGAIN)


def _busy(request: HttpRequest) -> HttpResponse:
    response = render(request, "finder/figures_none.html", {"busy": True}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return kept(response, "no-store")


def _page(request: HttpRequest, found: PublishedFigures, territory: PublishedTerritory) -> dict[str, object]:
    above = territory_names([*territory.lineage[:-1], *found.countries])
    named = {code: name_for_reader(one.names, territory.country) or code for code, one in above.items()}
    page = page_of(request, found.asked, found.told, cuts=CUTS, n_rows=_PAGE)
    lines = page["lines"]
    return page | {
        "place": name_for_reader(territory.names, territory.country) or territory.code,
        "above": [(code, named[code]) for code in territory.lineage[:-1] if code in named],
        "countries": [(code, named[code]) for code in found.countries if code in named and code != territory.code],
        "of_points": [line for line in lines if line.key not in _OF_THE_SYSTEM],
        "of_the_system": [line for line in lines if line.key in _OF_THE_SYSTEM],
        "least_people": LEAST_PEOPLE,
        "least_moments": LEAST_MOMENTS,
    }
