"""The reading API: points, their states, territories, packs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_noop as _

from punkt import clock
from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt.model.vocabulary import TerritoryLevel
from punkt_web.api.answering import CSV, GEOJSON, JSON, address, as_json, chosen_form, linked, reading
from punkt_web.api.as_csv import points_as_csv
from punkt_web.api.as_geojson import feature, features
from punkt_web.api.as_json import point_as_json, point_in_full, status_as_json
from punkt_web.api.asking import CHOOSING, COUNTRY, CURSOR, LIMIT, TEXT_CURSOR
from punkt_web.api.choosing import Page, choice_of, cursor_of, page_of
from punkt_web.api.parameters import asked, text_like, word
from punkt_web.api.problems import nothing_here
from punkt_web.api.territories import territory_as_json
from punkt_web.common.downloads import as_download, download_name
from punkt_web.common.moments import written
from punkt_web.finder.answers import now_at
from punkt_web.operations.published_bulletins import published_bulletins
from punkt_web.operations.published_notices import published_notices
from punkt_web.registry.published import PublishedPoint, published_point, successor_code
from punkt_web.registry.published_territories import published_territory, territories_after
from punkt_web.registry.revisions import revisions

LIST_FORMS = {"json": JSON, "geojson": GEOJSON, "csv": CSV}
ONE_FORMS = {"json": JSON, "geojson": GEOJSON}
_FORMAT = _("The form of the answer; without it the header Accept decides, and else it is JSON.")
LIST_FORMAT = word("format", _FORMAT, list(LIST_FORMS))
ONE_FORMAT = word("format", _FORMAT, list(ONE_FORMS))
LEVEL = word("level", _("Only units of this rank."), [level.value for level in TerritoryLevel])
PARENT = text_like(
    "parent",
    _("Only units right below the one with this code."),
    "[A-Za-z0-9_-]{1,24}",
    "A code of at most 24 letters.",
)

POINTS = (*CHOOSING, LIMIT, CURSOR, LIST_FORMAT)
STATUS = (*CHOOSING, LIMIT, CURSOR)
TERRITORIES = (COUNTRY, LEVEL, PARENT, LIMIT, TEXT_CURSOR)


@reading
def points(request: HttpRequest) -> HttpResponse:
    """``/api/v1/points``: what is published of points, with their states now."""
    values = asked(request.GET, POINTS)
    page = _page(values)
    match chosen_form(request, values["format"], LIST_FORMS):
        case "csv":
            response = HttpResponse(points_as_csv(page.found), content_type="text/csv; charset=utf-8")
            as_download(response, download_name("points", values["territory"] or ""))
        case "geojson":
            body = {"type": "FeatureCollection", **_head(request, page), "features": features(page.found)}
            response = as_json(body, GEOJSON)
        case _:
            response = as_json({**_head(request, page), "points": [point_as_json(one) for one in page.found]})
    return linked(response, {"next": _next(request, page.next_cursor)})


@reading
def status(request: HttpRequest) -> HttpResponse:
    """``/api/v1/status``: the states alone."""
    page = _page(asked(request.GET, STATUS))
    body = {**_head(request, page), "points": [status_as_json(one) for one in page.found]}
    return linked(as_json(body), {"next": _next(request, page.next_cursor)})


@reading
def point(request: HttpRequest, code: str) -> HttpResponse:
    """``/api/v1/points/CODE``: one point with every fact that is told of it."""
    values = asked(request.GET, (ONE_FORMAT,))
    shown = asked_point(code)
    if isinstance(shown, str):
        return moved(request, f"/api/v1/points/{shown}")
    found = now_at(shown)
    if chosen_form(request, values["format"], ONE_FORMS) == "geojson":
        return as_json(feature(found, is_full=True), GEOJSON)
    return as_json({"demo": settings.IS_DEMO, "at": written(found.at), **point_in_full(found)})


def asked_point(code: str) -> PublishedPoint | str:
    """The published point of a code in any spelling, or the code of the one that stands for it since a merger.

    Raises ``Problem`` (404), the same for a point that is not shown and for one that never was.
    """
    try:
        stored = normal_point_code(code)
    except InvalidCode as error:
        raise nothing_here() from error
    shown = published_point(stored) or successor_code(stored)
    if not shown:
        raise nothing_here()
    return shown


def moved(request: HttpRequest, path: str) -> HttpResponse:
    """Sends on to the point that took the place of the one asked for, with the same parameters."""
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


@reading
def territories(request: HttpRequest) -> HttpResponse:
    """``/api/v1/territories``: the administrative units of today, by code."""
    values = asked(request.GET, TERRITORIES)
    limit: int = values["limit"]
    units = territories_after(
        values["cursor"] or "",
        limit=limit + 1,
        country=values["country"] or "",
        parent=values["parent"] or "",
        level=values["level"] or "",
    )
    after = _next(request, cursor_of(units[limit - 1].code)) if len(units) > limit else ""
    at, counts = clock.now(), revisions()
    notices, bulletins = published_notices(at=counts), published_bulletins(at=counts)
    told = [territory_as_json(unit, notices, bulletins, at) for unit in units[:limit]]
    body = {"next": after or None, "territories": told}
    return linked(as_json(body), {"next": after})


@reading
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """``/api/v1/territories/CODE``: one unit, one of earlier days too."""
    asked(request.GET, ())
    unit = None if "\x00" in code else published_territory(code)
    if unit is None:
        raise nothing_here()
    counts = revisions()
    notices = published_notices(unit.lineage, at=counts)
    bulletins = published_bulletins(unit.lineage, at=counts)
    return as_json(territory_as_json(unit, notices, bulletins, clock.now()))


@reading
def nothing(_request: HttpRequest, **_path: str) -> HttpResponse:
    """Any other address below: there is nothing."""
    raise nothing_here()


def _page(values: dict[str, Any]) -> Page:
    return page_of(choice_of(values), after=values["cursor"] or "", limit=values["limit"])


def _head(request: HttpRequest, page: Page) -> dict[str, Any]:
    return {
        "demo": settings.IS_DEMO,
        "at": written(page.at),
        "returned": len(page.found),
        "next": _next(request, page.next_cursor) or None,
    }


def _next(request: HttpRequest, cursor: str) -> str:
    return address(request, cursor=cursor) if cursor else ""
