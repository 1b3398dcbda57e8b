"""The documents of OGC API - Features, as they stand in JSON. Pages show the same."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from punkt_web.api.answering import GEOJSON, HTML, address
from punkt_web.api.as_geojson import feature, features
from punkt_web.api.choosing import Page
from punkt_web.api.ogc import links
from punkt_web.api.ogc.extent import CRS84, extent
from punkt_web.api.ogc.links import FORMS, ITEM_FORMS, link, links_to, own_links
from punkt_web.common.moments import written
from punkt_web.finder.answers import Found

Document = dict[str, Any]

_CLASSES = ("core", "oas30", "html", "geojson")
CONFORMS_TO = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in _CLASSES)


def landing(request: HttpRequest, form: str) -> Document:
    """Where everything begins."""
    return {
        "title": _("Resilience points by OGC API - Features"),
        "description": _(
            "Warm, lit, connected rooms for when power, heat, water or the network fail. Public data only."
        ),
        "demo": settings.IS_DEMO,
        "links": [
            *own_links(request, FORMS, form),
            link("service-desc", address(request, links.API), links.OPENAPI, _("Description of this service")),
            link(
                "service-doc",
                address(request, links.asking(request, links.API)),
                HTML,
                _("Description of this service"),
            ),
            *links_to(request, "conformance", links.CONFORMANCE, _("What this service conforms to")),
            *links_to(request, "data", links.COLLECTIONS, _("The collections")),
            *links.licence_links(),
        ],
    }


def conformance(request: HttpRequest, form: str) -> Document:
    """The conformance classes that are met."""
    return {"conformsTo": list(CONFORMS_TO), "links": own_links(request, FORMS, form)}


def collections(request: HttpRequest, form: str) -> Document:
    """All collections: there is one."""
    return {
        "links": [*own_links(request, FORMS, form), *links.licence_links()],
        "collections": [collection(request, "json")],
    }


def collection(request: HttpRequest, form: str) -> Document:
    """What the collection of points is. It says the same wherever it stands."""
    known = extent()
    return {
        "id": "points",
        "title": str(links.COLLECTION_TITLE),
        "description": _(
            "Designated places with their states as judged at this moment. Listed is not open. The time of a point is "
            "when its register entry last changed."
        ),
        "demo": settings.IS_DEMO,
        "itemType": "feature",
        "crs": [CRS84],
        **({"extent": known} if known else {}),
        "links": [
            *own_links(request, FORMS, form, links.POINTS),
            *links_to(request, "items", links.ITEMS, _("The points"), GEOJSON),
            *links.licence_links(),
        ],
    }


def items(request: HttpRequest, form: str, page: Page) -> Document:
    """A page of points."""
    return {
        "type": "FeatureCollection",
        "demo": settings.IS_DEMO,
        "timeStamp": written(page.at),
        **({} if page.n_matched is None else {"numberMatched": page.n_matched}),
        "numberReturned": len(page.found),
        "links": [
            *own_links(request, ITEM_FORMS, form),
            *_next(request, form, page.next_cursor),
            *links_to(request, "collection", links.POINTS, str(links.COLLECTION_TITLE)),
            *links.licence_links(),
        ],
        "features": features(page.found),
    }


def item(request: HttpRequest, form: str, found: Found) -> Document:
    """One point with every fact that is told of it."""
    return {
        **feature(found, is_full=True),
        "demo": settings.IS_DEMO,
        "timeStamp": written(found.at),
        "links": [
            *own_links(request, ITEM_FORMS, form, links.item_path(found.point.code)),
            *links_to(request, "collection", links.POINTS, str(links.COLLECTION_TITLE)),
            *links.licence_links(),
        ],
    }


def _next(request: HttpRequest, form: str, cursor: str) -> list[links.Link]:
    if not cursor:
        return []
    return [link("next", address(request, cursor=cursor, f=form), ITEM_FORMS[form], _("The next page"))]
