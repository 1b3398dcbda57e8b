"""What holds for every address under ``/api/`` and ``/ogc/``: reading only, from any site, not too often, no cookie,
and every error a problem document, whoever found it.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from punkt_web.api.problems import MEDIA_TYPE, Problem, problem_document
from punkt_web.api.rate import limiter
from punkt_web.common.senders import sender_of

ROOMS = ("/api/", "/ogc/")
_METHODS = "GET, HEAD, OPTIONS"
_DAY_S = 86_400
_DETAILS = {
    HTTPStatus.BAD_REQUEST: "The request could not be understood.",
    HTTPStatus.NOT_FOUND: "There is nothing under this address.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The site is busy. Ask again in a minute.",
}


class ApiDoor:
    """The middleware. It stands outside of all others but the one that knows the sender."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of what stands further in, as programs read it."""
        if not request.path_info.startswith(ROOMS):
            return self._get_response(request)
        response = self._answered(request)
        response.cookies.clear()
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The document of a problem that a view raised; ``None`` for other faults and for pages."""
        return problem_document(exception) if isinstance(exception, Problem) else None

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in {"GET", "HEAD"}:
            refused = problem_document(Problem(HTTPStatus.METHOD_NOT_ALLOWED, f"Only {_METHODS} are answered here."))
            refused.headers["Allow"] = _METHODS
            return refused
        return _too_often(request) or _as_problem(self._get_response(request))


def _preflight() -> HttpResponse:
    """Browsers ask whether a page of another site may read here: everybody may."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = _METHODS
    response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response.headers["Access-Control-Max-Age"] = str(_DAY_S)
    return response


def _too_often(request: HttpRequest) -> HttpResponse | None:
    per_minute = settings.API_REQUESTS_PER_MINUTE
    if not per_minute:
        return None
    wait_s = limiter.wait_s(sender_of(request.META.get("REMOTE_ADDR", "")), per_minute)
    if not wait_s:
        return None
    detail = f"More than {per_minute} requests a minute. Ask again in {wait_s} s."
    response = problem_document(Problem(HTTPStatus.TOO_MANY_REQUESTS, detail))
    response.headers["Retry-After"] = str(wait_s)
    return response


def _as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """An error page of the site becomes a document that says no more than the status does."""
    if response.status_code < HTTPStatus.BAD_REQUEST or response.headers.get("Content-Type") == MEDIA_TYPE:
        return response
    status = HTTPStatus(response.status_code)
    document = problem_document(Problem(status, _DETAILS.get(status, status.description or status.phrase)))
    if "Retry-After" in response.headers:
        document.headers["Retry-After"] = response.headers["Retry-After"]
    return document
