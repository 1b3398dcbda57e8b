"""Links as OGC API - Features wants them: whole addresses, each with its relation, its media type and a title."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from punkt_web.api.answering import GEOJSON, HTML, JSON, address, with_language

Link = dict[str, Any]

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
FORMS = {"json": JSON, "html": HTML}
ITEM_FORMS = {"json": GEOJSON, "html": HTML}
API_FORMS = {"json": OPENAPI, "html": HTML}

ROOT = "/ogc/"
API = f"{ROOT}api"
CONFORMANCE = f"{ROOT}conformance"
COLLECTIONS = f"{ROOT}collections"
POINTS = f"{COLLECTIONS}/points"
ITEMS = f"{POINTS}/items"

COLLECTION_TITLE = gettext_lazy("Resilience points")


def item_path(code: str) -> str:
    """Where one point is."""
    return f"{ITEMS}/{code}"


def link(rel: str, href: str, media_type: str, title: str) -> Link:
    """One link."""
    return {"rel": rel, "href": href, "type": media_type, "title": title}


def own_links(request: HttpRequest, forms: Mapping[str, str], form: str, path: str = "") -> list[Link]:
    """To this document and to it in every other form. ``path`` is where it is, if not where it was asked."""

    def of(key: str) -> str:
        return address(request, asking(request, path, key)) if path else address(request, f=key)

    others = [key for key in forms if key != form]
    return [
        link("self", of(form), forms[form], _("This document")),
        *(link("alternate", of(key), forms[key], _in_form(key)) for key in others),
    ]


def asking(request: HttpRequest, path: str, form: str = "html") -> str:
    """A path that asks for a form, in the language that this request asked for: no cookie remembers it here."""
    return with_language(request, f"{path}?{urlencode({'f': form})}")


def links_to(request: HttpRequest, rel: str, path: str, title: str, media_type: str = JSON) -> list[Link]:
    """To another document, for programs and as a page."""
    return [
        link(rel, address(request, path), media_type, title),
        link(rel, address(request, asking(request, path)), HTML, title),
    ]


def licence_links() -> list[Link]:
    """To the licence of the points, where the installation names one."""
    licence = settings.DATA_LICENCE
    return [link("license", licence, HTML, _("Licence of the points"))] if licence else []


def _in_form(key: str) -> str:
    return _("This document as a page") if key == "html" else _("This document for programs")
