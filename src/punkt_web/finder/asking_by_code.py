"""A page that is asked for by a code which one person was given: it is not to be tried out, and nobody keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from punkt.errors import InvalidCode
from punkt.ids import normal_receipt_code
from punkt_web.common.rate import Limiter
from punkt_web.common.senders import sender_of
from punkt_web.finder.views import NOBODY_KEEPS, kept

MOST_A_MINUTE = 20
"""Of one sender: a person who mistypes, and nobody who tries codes."""
Context = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AskedByCode:
    """``told`` gives what the template tells of a code, ``None`` where nobody was given that code.

    ``address`` is that of the page of a code, which stands in it as ``{code}``.
    """

    template: str
    address: str
    told: Callable[[str], Context | None]
    limiter: Limiter

    def lead(self, request: HttpRequest, typed: str) -> HttpResponse:
        """From what somebody typed to the page of the code."""
        try:
            return HttpResponseRedirect(self.address.format(code=normal_receipt_code(typed)))
        except InvalidCode:
            return self.unknown(request, typed)

    def answer(self, request: HttpRequest, typed: str) -> HttpResponse:
        """The page of a code. One that nobody was given is not told from one that cannot be."""
        wait_s = self.limiter.wait_s(sender_of(request.META.get("REMOTE_ADDR", "")), MOST_A_MINUTE)
        if wait_s:
            response = self.page(request, {"is_too_often": True}, HTTPStatus.TOO_MANY_REQUESTS)
            response.headers["Retry-After"] = str(wait_s)
            return response
        try:
            stored = normal_receipt_code(typed)
        except InvalidCode:
            return self.unknown(request, typed)
        told = self.told(stored)
        return self.unknown(request, typed) if told is None else self.page(request, {"code": stored, **told})

    def unknown(self, request: HttpRequest, typed: str) -> HttpResponse:
        """That there is no such code."""
        return self.page(request, {"is_unknown": True, "typed": typed[:40]}, HTTPStatus.NOT_FOUND)

    def page(self, request: HttpRequest, context: Context, status: int = HTTPStatus.OK) -> HttpResponse:
        """The template as it is."""
        return kept(render(request, self.template, dict(context), status=status), NOBODY_KEEPS)
