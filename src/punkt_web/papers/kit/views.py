"""The kit of a point, for those who report on it: a page with all its papers, and each as PDF."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from punkt.papers.paper import Paper
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.common.forms import within_reason
from punkt_web.keeper.queries import kept_point
from punkt_web.papers.files import pdf, print_paper
from punkt_web.papers.kit.asked import KitOf, today_at
from punkt_web.papers.kit.parts import PARTS
from punkt_web.papers.kit.whole import kit, sheet
from punkt_web.registry.published import published_point
from punkt_web.registry.queries import field_sight


@require_safe
@requires(Power.REPORT)
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """``/papers/CODE/``: everything that can be printed of a point; ``paper=uk`` in that language."""
    of, chosen = _asked(request, code), request.GET.get("paper", "")
    page = {
        "point": of.point,
        "title": of.title,
        "is_public": published_point(of.point.code) is not None,
        "parts": [(key, _(part.title)) for key, part in PARTS.items()],
        "languages": LANGUAGE_NAMES.items(),
        "chosen": chosen if chosen in LANGUAGE_NAMES else get_language(),
        "on": of.on.isoformat(),
        "sees_secret": of.sees_secret,
    }
    return render(request, "papers/papers.html", page)


@require_safe
@requires(Power.REPORT)
def part(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """``/papers/CODE/KEY.pdf``: one sheet of the kit; with ``on=DAY`` for that day."""
    if key not in PARTS:
        raise Http404
    of = _asked(request, code)
    return _answer(of, sheet(of, key))


@require_safe
@requires(Power.REPORT)
def whole(request: HttpRequest, code: str) -> HttpResponse:
    """``/papers/CODE/kit.pdf``: the whole kit."""
    of = _asked(request, code)
    return _answer(of, kit(of))


def _answer(of: KitOf, paper: Paper) -> HttpResponse:
    return pdf(print_paper(paper), f"{paper.kind}-{of.point.code}-{get_language()}")


def _asked(request: HttpRequest, code: str) -> KitOf:
    user = signed_in(request)
    point = kept_point(user, code)
    if point is None:
        raise Http404
    address = request.build_absolute_uri(f"/p/{point.code}")
    return KitOf(point, address, field_sight(user, point).sees_secret, _day(request) or today_at(point))


def _day(request: HttpRequest) -> date | None:
    """The day that the address asks for; one that is none is that of today."""
    try:
        return within_reason(date.fromisoformat(request.GET.get("on", "")[:10]))
    except (ValueError, ValidationError):
        return None
