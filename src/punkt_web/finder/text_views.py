"""The text twin: every answer as plain text of at most 2 KB, for text browsers and the worst of links."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt_web.finder.answers import alternatives, now_at
from punkt_web.finder.as_text import how_to_ask, short_answer, short_point
from punkt_web.finder.asking import code_problem
from punkt_web.finder.kept_answers import remember_while_it_stands
from punkt_web.finder.network import network
from punkt_web.finder.pages import answered, notes_of, place_of
from punkt_web.finder.views import ASK_AGAIN, asked_question, conditional, kept
from punkt_web.registry.published import published_point, successor_code


@conditional
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """``/t/``: the answer of the first page as text; without a question, how to ask."""
    held = network()
    question = asked_question(request, held)
    if question.code:
        return HttpResponseRedirect(f"/t/p/{question.code}")
    if question.where is None and question.territory is None:
        return _text(how_to_ask(question.problem, notes_of(question)), status=400 if question.problem else 200)
    asked = answered(held, question, n=3)
    response = _text(short_answer(asked))
    remember_while_it_stands(response, held, asked)
    return response


@conditional
@require_safe
def point(_request: HttpRequest, code: str) -> HttpResponse:
    """``/t/p/CODE``: one point as text."""
    try:
        stored = normal_point_code(code)
    except InvalidCode:
        return _text(how_to_ask(code_problem(code)), status=404)
    if stored != code:
        return HttpResponsePermanentRedirect(f"/t/p/{stored}")
    shown = published_point(stored)
    if shown is None:
        if successor := successor_code(stored):
            return kept(HttpResponsePermanentRedirect(f"/t/p/{successor}"), ASK_AGAIN)
        return _text(how_to_ask(_("No point is shown under this code")), status=404)
    return _text(short_point(now_at(shown), alternatives(network(), shown), place_of(shown)))


def _text(text: str, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return kept(response, ASK_AGAIN)
