"""The OpenAPI document of the reading API. Parameters come from where they are read; a test holds answers to it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from punkt_web.api.answering import CSV, GEOJSON, JSON, as_json, reading
from punkt_web.api.figures import FIGURES
from punkt_web.api.figures import SCHEMA as FIGURES_SCHEMA
from punkt_web.api.operations import InPath, Operation
from punkt_web.api.parameters import asked
from punkt_web.api.schemas import SCHEMAS, TEXT, ref
from punkt_web.api.views import ONE_FORMAT, POINTS, STATUS, TERRITORIES

_CODE = InPath("code", "The code on the door, as in K7F-2M3. That of a merged point leads on.", is_moved=True)
_UNIT = InPath("code", "KATOTTG, EHAK, kommunkod.")
_REGION = InPath("code", "A region, or `all`.")

OPERATIONS = (
    Operation(
        "/api/v1/points",
        "getPoints",
        _("Points with their states now, in the order of their codes"),
        {JSON: ref("Points"), GEOJSON: ref("Features"), CSV: TEXT},
        POINTS,
        example="/api/v1/points?need=heat&state=open&bbox=36,49.8,36.5,50.1",
    ),
    Operation(
        "/api/v1/points/{code}",
        "getPoint",
        _("One point with every fact that is told of it"),
        {JSON: ref("PointInFull"), GEOJSON: ref("FeatureInFull")},
        (ONE_FORMAT,),
        in_path=_CODE,
        example="/api/v1/points/K7F-2M3",
    ),
    Operation(
        "/api/v1/status",
        "getStatuses",
        _("The states alone"),
        {JSON: ref("Statuses")},
        STATUS,
        example="/api/v1/status?country=UA&limit=1000",
    ),
    Operation(
        "/api/v1/territories",
        "getTerritories",
        _("The administrative units of today"),
        {JSON: ref("Territories")},
        TERRITORIES,
        example="/api/v1/territories?country=EE&level=municipality",
    ),
    Operation(
        "/api/v1/territories/{code}",
        "getTerritory",
        _("One administrative unit, of earlier days too"),
        {JSON: ref("Territory")},
        in_path=_UNIT,
        example="/api/v1/territories/UA63000000000041885",
    ),
    Operation(
        "/api/v1/figures",
        "getFigures",
        _("Figures of whole days that are over, each with its definition and share known"),
        {JSON: ref("Figures")},
        FIGURES,
        example="/api/v1/figures?by=day",
    ),
    Operation(
        "/api/v1/packs",
        "getPacks",
        _("The packs that can be had"),
        {JSON: ref("Packs")},
        example="/api/v1/packs",
    ),
    Operation(
        "/api/v1/packs/{code}",
        "getPack",
        _("Sizes and ages of the files of one pack"),
        {JSON: ref("Pack")},
        in_path=_REGION,
        example="/api/v1/packs/all",
    ),
)


@reading
def openapi(request: HttpRequest) -> HttpResponse:
    """``/api/v1/openapi.json``: this document (OpenAPI 3.0.3)."""
    asked(request.GET, ())
    about = (
        "Read only, public data only. Listed is not open: a state is what the last word is worth at this moment, and "
        "turns into not_confirmed by itself. null is not known or withheld; unknown is a value."
    )
    return as_json(
        {
            "openapi": "3.0.3",
            "info": {"title": "Punkt", "version": "1", "description": about, "x-demo": settings.IS_DEMO},
            "servers": [{"url": request.build_absolute_uri("/").rstrip("/")}],
            "paths": {one.path: one.as_openapi() for one in OPERATIONS},
            "components": {"schemas": {**SCHEMAS, "Figures": FIGURES_SCHEMA}},
        }
    )
