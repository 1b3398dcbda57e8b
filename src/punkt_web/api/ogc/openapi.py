"""The description of ``/ogc/`` (OpenAPI 3.0.3). Parameters come from where they are read."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from punkt_web.api.answering import GEOJSON, HTML, JSON
from punkt_web.api.ogc.asking import EVERYWHERE, ITEMS
from punkt_web.api.ogc.links import OPENAPI
from punkt_web.api.operations import InPath, Operation
from punkt_web.api.schemas import (
    COUNT,
    FULL,
    GEOMETRY,
    MOMENT,
    NUMBER,
    PROPERTIES,
    SCHEMAS,
    TEXT,
    YES_OR_NO,
    Schema,
    list_of,
    object_of,
    or_null,
    ref,
    words_of,
)

_LINKS = list_of(ref("Link"))
_FEATURE = {"type": words_of(["Feature"]), "id": TEXT, "geometry": or_null(GEOMETRY)}


def _with(known: Schema, **more: Schema) -> Schema:
    """An object that may have more than it always has."""
    return {**known, "properties": {**known["properties"], **more}}


_COMPONENTS: dict[str, Schema] = {
    "Problem": SCHEMAS["Problem"],
    "Link": object_of(rel=TEXT, href={**TEXT, "format": "uri"}, type=TEXT, title=TEXT),
    "LandingPage": object_of(title=TEXT, description=TEXT, demo=YES_OR_NO, links=_LINKS),
    "Conformance": object_of(conformsTo=list_of(TEXT), links=_LINKS),
    "Extent": {
        "type": "object",
        "properties": {
            "spatial": object_of(bbox=list_of(list_of(NUMBER)), crs=TEXT),
            "temporal": object_of(interval=list_of(list_of(or_null(MOMENT))), trs=TEXT),
        },
    },
    "Collection": _with(
        object_of(
            id=TEXT, title=TEXT, description=TEXT, demo=YES_OR_NO, itemType=TEXT, crs=list_of(TEXT), links=_LINKS
        ),
        extent=ref("Extent"),
    ),
    "Collections": object_of(links=_LINKS, collections=list_of(ref("Collection"))),
    "Feature": object_of(**_FEATURE, properties=object_of(**PROPERTIES)),
    "FeatureInFull": object_of(
        **_FEATURE, properties=object_of(**PROPERTIES, **FULL), demo=YES_OR_NO, timeStamp=MOMENT, links=_LINKS
    ),
    "Features": _with(
        object_of(
            type=words_of(["FeatureCollection"]),
            demo=YES_OR_NO,
            timeStamp=MOMENT,
            numberReturned=COUNT,
            links=_LINKS,
            features=list_of(ref("Feature")),
        ),
        numberMatched={**COUNT, "description": "How many fit on all pages; left out where that is not known."},
    ),
}


def _operation(path: str, name: str, summary: str, schema: Schema, media_type: str = JSON) -> Operation:
    return Operation(path, name, summary, {media_type: schema, HTML: TEXT}, EVERYWHERE, example=f"/ogc{path}?f=json")


ABOUT = _(
    "OGC API - Features, part 1. Read only, public data only. Listed is not open: a state is what the last word is "
    "worth at this moment, and turns into not_confirmed by itself. null is not known or withheld; unknown is a value. "
    "With need or state a page may hold fewer points than asked for, even none: follow next to the end."
)
_CODE = InPath("featureId", "The code on the door, as in K7F-2M3.", is_moved=True)
OPERATIONS = (
    _operation("/", "getLandingPage", _("Where everything begins"), ref("LandingPage")),
    _operation("/conformance", "getConformance", _("What this service conforms to"), ref("Conformance")),
    _operation("/api", "getApi", _("Description of this service"), {"type": "object"}, OPENAPI),
    _operation("/collections", "getCollections", _("The collections"), ref("Collections")),
    _operation("/collections/points", "describePoints", _("What the collection of points is"), ref("Collection")),
    Operation(
        "/collections/points/items",
        "getPoints",
        _("Points with their states now, in the order of their codes"),
        {GEOJSON: ref("Features"), HTML: TEXT},
        ITEMS,
        example="/ogc/collections/points/items?bbox=36,49.8,36.5,50.1&limit=10",
    ),
    Operation(
        "/collections/points/items/{featureId}",
        "getPoint",
        _("One point with every fact that is told of it"),
        {GEOJSON: ref("FeatureInFull"), HTML: TEXT},
        EVERYWHERE,
        in_path=_CODE,
        example="/ogc/collections/points/items/K7F-2M3",
    ),
)


def description(request: HttpRequest, _form: str) -> dict[str, Any]:
    """The document."""
    return {
        "openapi": "3.0.3",
        "info": {"title": "Punkt", "version": "1", "description": ABOUT, "x-demo": settings.IS_DEMO},
        "servers": [{"url": request.build_absolute_uri("/ogc")}],
        "paths": {one.path: one.as_openapi() for one in OPERATIONS},
        "components": {"schemas": _COMPONENTS},
    }
