"""The pages of ``/ogc/``: what its documents say, for people."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from punkt_web.api.answering import with_language
from punkt_web.api.described import described
from punkt_web.api.ogc import links
from punkt_web.api.ogc.asking import EVERYWHERE
from punkt_web.api.ogc.openapi import ABOUT, OPERATIONS
from punkt_web.api.ogc.rows import told_of
from punkt_web.api.operations import Operation
from punkt_web.api.pages import shown
from punkt_web.finder import words
from punkt_web.finder.answers import Found

Document = dict[str, Any]

MOST_ON_A_PAGE = 100
"""Points on a page for people: each is told in full, and a page may hold fewer than were asked for."""


def document_page(request: HttpRequest, document: Document) -> HttpResponse:
    """A document with a title, a description, conformance classes or collections."""
    heading = document.get("title") or _HEADINGS[request.path]()
    return _rendered(request, "document", {"document": document, "heading": heading})


def description_page(request: HttpRequest, _document: Document) -> HttpResponse:
    """The description of the service."""
    page = {
        "about": _(ABOUT),
        "everywhere": described(EVERYWHERE),
        "operations": shown(request, [_without_everywhere(one) for one in OPERATIONS], "/ogc"),
        "document": {"links": links.own_links(request, links.API_FORMS, "html")},
    }
    return _rendered(request, "description", page)


def _without_everywhere(operation: Operation) -> Operation:
    own = tuple(one for one in operation.parameters if one not in EVERYWHERE)
    return replace(operation, parameters=own)


def items_page(request: HttpRequest, document: Document, found: Sequence[Found]) -> HttpResponse:
    """Some points."""
    points = [_point(request, feature, one) for feature, one in zip(document["features"], found, strict=True)]
    return _rendered(request, "items", {"document": document, "points": points})


def item_page(request: HttpRequest, document: Document, found: Found) -> HttpResponse:
    """One point."""
    return _rendered(request, "item", {"document": document, **_point(request, document, found)})


def _rendered(request: HttpRequest, name: str, page: Document) -> HttpResponse:
    paths = {"landing": links.ROOT, "collection": links.POINTS, "items": links.ITEMS}
    ways = {key: links.asking(request, path) for key, path in paths.items()}
    ways["about"] = with_language(request, "/api/")
    return render(request, f"api/ogc/{name}.html", {**page, "ways": ways})


def _point(request: HttpRequest, feature: Document, found: Found) -> Document:
    name, language = words.name_words(found.point)
    return {
        "code": found.point.code,
        "name": name,
        "name_language": language,
        "path": links.asking(request, links.item_path(found.point.code)),
        "page": f"/p/{found.point.code}",
        "state": words.state_words(found),
        "look": words.state_look(found),
        "confirmation": words.confirmation_words(found),
        "told": told_of(feature, found),
        "photos": found.point.photos,
    }


_HEADINGS = {
    links.CONFORMANCE: lambda: _("What this service conforms to"),
    links.COLLECTIONS: lambda: _("The collections"),
}
