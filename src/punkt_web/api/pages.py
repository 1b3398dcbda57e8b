"""``/api/``: what programs can read here and how, for those who write them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from punkt_web.api.answering import address, with_language
from punkt_web.api.described import described
from punkt_web.api.openapi import OPERATIONS
from punkt_web.api.operations import Operation
from punkt_web.finder.views import ASK_AGAIN, conditional, kept


@conditional
def about(request: HttpRequest) -> HttpResponse:
    """The page. It needs no script, and whatever else stands in its address means nothing."""
    page = {
        "operations": shown(request, OPERATIONS),
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "licence": settings.DATA_LICENCE,
        "ogc": with_language(request, "/ogc/?f=html"),
    }
    return kept(render(request, "api/about.html", page), ASK_AGAIN)


def shown(request: HttpRequest, operations: Sequence[Operation], below: str = "") -> list[dict[str, Any]]:
    """Addresses for a page, in its language."""
    return [
        {
            "path": f"{below}{one.path}",
            "summary": _(one.summary),
            "forms": list(one.forms),
            "parameters": described(one.parameters),
            "example": address(request, one.example) if one.example else "",
        }
        for one in operations
    ]
