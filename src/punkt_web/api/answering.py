"""Answers: the form that was asked for, a name for what they say (ETag), and where the next page is."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.finder.views import conditional

JSON = "application/json"
GEOJSON = "application/geo+json"
CSV = "text/csv"
HTML = "text/html"

# What only says when somebody asked. A quote inside of a text is written \", so no text is taken for one of these.
_OF_THE_MOMENT = re.compile(rb'"(?:age_s|at|timeStamp)":(?:-?\d+|"[^"]*"|null)')


def reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose answers may be kept if the keeper asks each time whether they still hold (304)."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        patch_vary_headers(response, ("Accept",))
        return response

    wrapped: Callable[..., HttpResponse] = csrf_exempt(conditional(answered))
    return wrapped


def as_json(body: Mapping[str, Any], media_type: str = JSON) -> HttpResponse:
    """A JSON answer. Its ETag is weak and names what is said, not when it was asked: the same states, the same tag."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(content, content_type=media_type)
    digest = hashlib.blake2b(_OF_THE_MOMENT.sub(b"", content), digest_size=12).hexdigest()
    response.headers["ETag"] = f'W/"{digest}"'
    return response


def chosen_form(request: HttpRequest, asked: str | None, forms: Mapping[str, str]) -> str:
    """The key of ``forms`` (key -> media type) that was asked for by parameter, else by ``Accept``, else the first."""
    if asked:
        return asked
    preferred = request.get_preferred_type(list(forms.values()))
    return next((key for key, media_type in forms.items() if media_type == preferred), next(iter(forms)))


def address(request: HttpRequest, path: str | None = None, **changed: str) -> str:
    """The whole address of a path here, or of this request with some parameters changed ("" leaves one out)."""
    if path is not None:
        return request.build_absolute_uri(path)
    kept = [(name, text) for name in request.GET for text in request.GET.getlist(name) if name not in changed]
    query = urlencode([*kept, *((name, text) for name, text in changed.items() if text)])
    return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)


def with_language(request: HttpRequest, path: str) -> str:
    """A path with the language that this request asked for by its address: no cookie remembers it in this room."""
    asked = request.GET.get("lang", "")
    if asked not in LANGUAGE_NAMES:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'lang': asked})}"


def linked(response: HttpResponse, links: Mapping[str, str]) -> HttpResponse:
    """With links (rel -> address) in the header as RFC 8288 writes them; empty addresses are left out."""
    told = ", ".join(f'<{target}>; rel="{rel}"' for rel, target in links.items() if target)
    if told:
        response.headers["Link"] = told
    return response
