"""The sender of every request; headers and language of every answer; what is said while the database is busy."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponseBase]

# Inline style is allowed so that the first answer needs no second request; scripts come from our own files only.
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def sender_behind_proxies(get_response: Answer) -> Answer:
    """Sets ``REMOTE_ADDR`` to the address that the outermost of ``TRUSTED_PROXIES`` proxies saw.

    Each proxy adds the address it was asked from at the right of X-Forwarded-For; what stands farther to the left was
    written by the sender and is never looked at. With 0, the default, the header means nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        sender = _forwarded(request.META.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES)
        if sender:
            request.META["REMOTE_ADDR"] = sender
        return get_response(request)

    return middleware


def _forwarded(header: str, n_proxies: int) -> str:
    hops = header.split(",")
    if not 0 < n_proxies <= len(hops):
        return ""
    hop = hops[-n_proxies].strip()
    if hop.startswith("["):  # [2001:db8::1]:443
        hop = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:  # 203.0.113.5:443
        hop = hop.partition(":")[0]
    try:
        return str(ip_address(hop))
    except ValueError:
        return ""


def cookies_without_nul(get_response: Answer) -> Answer:
    """Leaves out every cookie with a NUL in it: none of ours has one, and PostgreSQL would stop at it wherever it is
    looked up."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        for name in [name for name, said in request.COOKIES.items() if "\0" in said]:
            del request.COOKIES[name]
        return get_response(request)

    return middleware


class BusyDatabase:
    """503 with a time to come back where SQLite stayed locked, as it does while a large import is written."""

    RETRY_AFTER_S = 60

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of what stands further in."""
        return self._get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so; ``None`` for every other fault. It asks the database nothing."""
        if not (isinstance(exception, OperationalError) and "is locked" in str(exception)):
            return None
        answer = HttpResponse(render_to_string("503.html"), status=503)
        answer.headers["Retry-After"] = str(self.RETRY_AFTER_S)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def security_headers(get_response: Answer) -> Answer:
    """Forbids other hosts, frames and plug-ins on every page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        return response

    return middleware


def chosen_language(get_response: Answer) -> Answer:
    """The language that ``?lang=`` asks for, else the cookie's, else the browser's. ``?lang=`` is remembered."""
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        language = asked if asked in known else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked in known:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=31_536_000,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    return middleware
