"""The OpenAPI document of the reading API. Parameters come from where they are read; a test holds answers to it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from punkt.confidence.freshness import PublicState, Sureness
from punkt.model.vocabulary import Availability, ReportChannel, TerritoryLevel
from punkt_web.api.answering import CSV, GEOJSON, JSON, as_json, reading
from punkt_web.api.as_json import SHOWN_FACTS
from punkt_web.api.parameters import Parameter, asked
from punkt_web.api.problems import MEDIA_TYPE
from punkt_web.api.views import ONE_FORMAT, POINTS, STATUS, TERRITORIES

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_DAY: Schema = {"type": "string", "format": "date"}
_NUMBER: Schema = {"type": "number"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_YES_OR_NO: Schema = {"type": "boolean"}
_NAMES: Schema = {"type": "object", "additionalProperties": _TEXT, "description": "Language -> name."}


def _or_null(schema: Schema) -> Schema:
    """``null`` is not known or withheld."""
    return {**schema, "nullable": True}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _words(words: Sequence[str]) -> Schema:
    return {"type": "string", "enum": [str(word) for word in words]}


def _object(**properties: Schema) -> Schema:
    """All of them are always there."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_JUDGEMENT = {
    "state": _words(list(PublicState)),
    "sureness": _words(list(Sureness)),
    "confirmed_at": _or_null({**_MOMENT, "description": "When the last word was said, whatever it is worth now."}),
    "channel": _or_null(_words(list(ReportChannel))),
    "age_s": _or_null(_COUNT),
    "expires_at": _or_null({**_MOMENT, "description": "When the state stops being true by itself."}),
}
_POINT = {
    "code": _TEXT,
    "names": _NAMES,
    "country": _TEXT,
    "territories": _list(_TEXT),
    "territory_names": _NAMES,
    "kind": _or_null(_NAMES),
    "host_kind": _TEXT,
    **{
        key: _or_null(_TEXT)
        for key in (
            "host", "authority", "settlement", "address", "entrance_note", "hours_normal", "hours_activated",
        )
    },
    "latitude": _or_null(_NUMBER),
    "longitude": _or_null(_NUMBER),
    "position_kind": _words(["point", "rough", "area", "unknown"]),
    "position_accuracy_m": _or_null(_NUMBER),
    "capacity_seated": _or_null(_COUNT),
    "capacity_lying": _or_null(_COUNT),
    "opening_mode": _TEXT,
    "promised_minutes": _or_null(_COUNT),
    "now": _object(**_JUDGEMENT, people=_or_null(_COUNT), people_at=_or_null(_MOMENT)),
    "services": _object(**dict.fromkeys(SHOWN_FACTS, _words(list(Availability)))),
    "updated_at": _MOMENT,
}  # fmt: skip
_FULL = {
    "aliases": _list(_TEXT),
    "facts": {"type": "object", "additionalProperties": True, "description": 'Field -> value; "unknown" is a value.'},
    "unknown": _list(_TEXT),
    "withheld": _list(_TEXT),
    "photos": _list(_object(address=_TEXT, description=_TEXT)),
}
_TERRITORY = {
    "code": _TEXT,
    "country": _TEXT,
    "level": _words(list(TerritoryLevel)),
    "category": _or_null(_TEXT),
    "names": _NAMES,
    "parent": _or_null(_TEXT),
    "lineage": _list(_TEXT),
    "latitude": _or_null(_NUMBER),
    "longitude": _or_null(_NUMBER),
    "population": _or_null(_COUNT),
    "population_on": _or_null(_DAY),
    "valid_from": _or_null(_DAY),
    "valid_until": _or_null(_DAY),
}
_PACK_FILE = {"address": _TEXT, "size_bytes": _COUNT, "id": _TEXT, "made_at": _MOMENT, "expires_at": _MOMENT}
_HEAD = {"demo": _YES_OR_NO, "at": _MOMENT, "returned": _COUNT, "next": _or_null(_TEXT)}
_GEOMETRY = _object(type=_words(["Point"]), coordinates=_list(_NUMBER))
_PROPERTIES = {key: schema for key, schema in _POINT.items() if key not in {"latitude", "longitude"}}


def _feature(**properties: Schema) -> Schema:
    return _object(type=_words(["Feature"]), id=_TEXT, geometry=_or_null(_GEOMETRY), properties=_object(**properties))


SCHEMAS: dict[str, Schema] = {
    "Problem": {
        **_object(type=_TEXT, title=_TEXT, status=_COUNT, detail=_TEXT),
        "description": "RFC 9457. `errors` names each faulty parameter.",
    },
    "Point": _object(**_POINT),
    "PointInFull": _object(demo=_YES_OR_NO, at=_MOMENT, **_POINT, **_FULL),
    "Points": _object(**_HEAD, points=_list(_ref("Point"))),
    "Feature": _feature(**_PROPERTIES),
    "FeatureInFull": _feature(**_PROPERTIES, **_FULL),
    "Features": _object(type=_words(["FeatureCollection"]), **_HEAD, features=_list(_ref("Feature"))),
    "Statuses": _object(**_HEAD, points=_list(_object(code=_TEXT, **_JUDGEMENT))),
    "Territory": _object(**_TERRITORY),
    "Territories": _object(next=_or_null(_TEXT), territories=_list(_ref("Territory"))),
    "Packs": _object(
        packs=_list(
            _object(
                code=_TEXT, names=_NAMES, n_points=_COUNT, about=_TEXT, static=_TEXT, live=_TEXT, html=_or_null(_TEXT)
            )
        )
    ),
    "Pack": _object(
        code=_TEXT,
        n_points=_COUNT,
        static=_object(**_PACK_FILE),
        live=_object(**_PACK_FILE, base=_TEXT),
        places=_object(address=_TEXT),
        html=_or_null(_object(address=_TEXT)),
    ),
}


def _answer(summary: str, parameters: Sequence[Parameter], forms: dict[str, Schema], *, key: str = "") -> Schema:
    """One address: what it takes and what comes back. ``key`` says what a part of the path is."""
    problem = {"content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}
    in_path = {"name": "code", "in": "path", "required": True, "description": key, "schema": _TEXT}
    refused = {
        "304": {"description": "It says the same as the one whose ETag was sent in If-None-Match."},
        "400": {"description": "Parameters that are not understood.", **problem},
        **({"404": {"description": "Nothing is shown under this code.", **problem}} if key else {}),
        "429": {"description": "Too many requests; Retry-After says when to come again.", **problem},
        "503": {"description": "The site is busy.", **problem},
    }
    answer = {"description": "The answer.", "content": {form: {"schema": schema} for form, schema in forms.items()}}
    told = [*([in_path] if key else []), *(parameter.as_openapi() for parameter in parameters)]
    return {"get": {"summary": summary, "parameters": told, "responses": {"200": answer, **refused}}}


PATHS: dict[str, Schema] = {
    "/api/v1/points": _answer(
        "Points with their states now, in the order of their codes",
        POINTS,
        {JSON: _ref("Points"), GEOJSON: _ref("Features"), CSV: _TEXT},
    ),
    "/api/v1/points/{code}": _answer(
        "One point with every fact that is told of it",
        (ONE_FORMAT,),
        {JSON: _ref("PointInFull"), GEOJSON: _ref("FeatureInFull")},
        key="The code on the door, as in K7F-2MR. That of a merged point leads on (301).",
    ),
    "/api/v1/status": _answer("The states alone", STATUS, {JSON: _ref("Statuses")}),
    "/api/v1/territories": _answer("The administrative units of today", TERRITORIES, {JSON: _ref("Territories")}),
    "/api/v1/territories/{code}": _answer(
        "One administrative unit, of earlier days too", (), {JSON: _ref("Territory")}, key="KATOTTG, EHAK, kommunkod."
    ),
    "/api/v1/packs": _answer("The packs that can be had", (), {JSON: _ref("Packs")}),
    "/api/v1/packs/{code}": _answer(
        "Sizes and ages of the files of one pack", (), {JSON: _ref("Pack")}, key="A region, or `all`."
    ),
}


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
            "paths": PATHS,
            "components": {"schemas": SCHEMAS},
        }
    )
