"""OGC API - Features: the same points as the reading API, as programs for maps ask for them."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from punkt_web.api.answering import as_json, chosen_form, linked, reading
from punkt_web.api.choosing import choice_of, page_of
from punkt_web.api.ogc import documents, pages
from punkt_web.api.ogc.asking import EVERYWHERE, ITEMS
from punkt_web.api.ogc.documents import Document
from punkt_web.api.ogc.links import API_FORMS, FORMS, ITEM_FORMS, item_path
from punkt_web.api.ogc.openapi import description
from punkt_web.api.parameters import asked
from punkt_web.api.views import asked_point, moved
from punkt_web.finder.answers import now_at

Page = Callable[[HttpRequest, Document], HttpResponse]


def _of(
    make: Callable[[HttpRequest, str], Document], page: Page = pages.document_page, forms: Mapping[str, str] = FORMS
) -> Callable[..., HttpResponse]:
    """The view of a document that depends on nothing that is asked but its form."""

    @reading
    def view(request: HttpRequest) -> HttpResponse:
        values = asked(request.GET, EVERYWHERE)
        form = chosen_form(request, values["f"], forms)
        document = make(request, form)
        return _spoken(page(request, document) if form == "html" else as_json(document, forms[form]))

    return view


landing = _of(documents.landing)
conformance = _of(documents.conformance)
collections = _of(documents.collections)
collection = _of(documents.collection)
api = _of(description, pages.description_page, API_FORMS)


@reading
def items(request: HttpRequest) -> HttpResponse:
    """``/ogc/collections/points/items``: the points in the order of their codes."""
    values = asked(request.GET, ITEMS)
    form = chosen_form(request, values["f"], ITEM_FORMS)
    limit = min(values["limit"], pages.MOST_ON_A_PAGE) if form == "html" else values["limit"]
    choice = choice_of(values, is_every_box_around_unplaced=True)
    page = page_of(choice, after=values["cursor"] or "", limit=limit, is_counted=True)
    document = documents.items(request, form, page)
    if form == "html":
        response = pages.items_page(request, document, page.found)
    else:
        response = as_json(document, ITEM_FORMS[form])
    after = next((one["href"] for one in document["links"] if one["rel"] == "next"), "")
    return linked(_spoken(response), {"next": after})


@reading
def item(request: HttpRequest, code: str) -> HttpResponse:
    """``/ogc/collections/points/items/CODE``: one point. The code of a merged point leads on."""
    values = asked(request.GET, EVERYWHERE)
    shown = asked_point(code)
    if isinstance(shown, str):
        return moved(request, item_path(shown))
    form, found = chosen_form(request, values["f"], ITEM_FORMS), now_at(shown)
    document = documents.item(request, form, found)
    if form == "html":
        return _spoken(pages.item_page(request, document, found))
    return _spoken(as_json(document, ITEM_FORMS[form]))


def _spoken(response: HttpResponse) -> HttpResponse:
    """An answer that depends on the language that was asked for."""
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
