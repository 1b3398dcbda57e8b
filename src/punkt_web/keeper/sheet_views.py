"""Sheets of paper: printed to be filled in by hand, and typed in later as a table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from punkt.checklists.lists import ListKind
from punkt.errors import PunktError
from punkt.model.vocabulary import Availability, PointState
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.keeper import sheets
from punkt_web.keeper.checklists import list_page
from punkt_web.keeper.forms import SheetForm
from punkt_web.keeper.pages import title, title_language
from punkt_web.keeper.queries import kept_point

_N_ROWS = 17
"""As many as A4 holds lengthwise, with room to write."""
_STATES = (PointState.OPEN, PointState.FULL, PointState.CLOSED)
_ANSWERS = (Availability.YES, Availability.LIMITED, Availability.NO)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Power.REPORT)
def typed_in(request: HttpRequest) -> HttpResponse:
    """A sheet as a table: first what was understood of it, then, with ``take``, into the inbox."""
    user = signed_in(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    page: dict[str, object] = {"form": form, "zone": sheets.zone_of(user).key, "headings": sheets.heading_words()}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        # A file is looked at before anything is taken, whatever button was pressed: nobody has seen what it says.
        is_seen = "take" in request.POST and form.cleaned_data["file"] is None
        try:
            page["read"] = sheets.take(user, text) if is_seen else sheets.look_at(user, text)
        except PunktError as error:
            form.add_error("text", said(error))
        else:
            page["form"] = SheetForm(initial={"text": text})
    return render(request, "keep/sheet.html", page)


@require_safe
@requires(Power.REPORT)
def blank(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet of a point to fill in by hand, for when nothing else works."""
    point = kept_point(signed_in(request), code)
    if point is None:
        raise Http404
    page = {
        "point": point,
        "title": title(point),
        "title_language": title_language(point),
        "headings": sheets.blank_headings(),
        "rows": range(_N_ROWS),
        "states": sheets.words_of(_STATES),
        "answers": sheets.words_of(_ANSWERS),
    }
    return render(request, "keep/blank_sheet.html", page)


@require_safe
@requires(Power.REPORT)
def checklist(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A list of a point to go through by hand, with the lines of its territories."""
    point = kept_point(signed_in(request), code)
    if point is None or kind not in set(ListKind):
        raise Http404
    names = {"point": point, "title": title(point), "title_language": title_language(point)}
    return render(request, "keep/list_sheet.html", list_page(point, ListKind(kind)) | names)
