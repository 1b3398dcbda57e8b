"""What a page of figures shows and what its files are, alike for the desk and for everybody."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from punkt.statistics.figures import VERSION
from punkt_web.common.downloads import as_download
from punkt_web.operations.figures.asking import FigureQuery
from punkt_web.operations.figures.export import MEDIA_TYPES, ToldTable, exported, file_name
from punkt_web.operations.figures.frame import Cut
from punkt_web.operations.figures.words import CUT_LABELS, day_words, figure_lines, row_lines


def page_of(
    request: HttpRequest, asked: FigureQuery, told: ToldTable, *, cuts: Sequence[Cut], n_rows: int
) -> dict[str, Any]:
    """In the reader's language, with so many rows at once."""
    table = told.table
    lines = figure_lines(table.whole, told.asked.shown)
    return {
        "asked": asked,
        "territory": told.territory,
        "first": day_words(asked.period.first),
        "last": day_words(asked.period.last),
        "lines": lines,
        "cuts": [(cut.value, gettext(CUT_LABELS[cut])) for cut in cuts],
        "by": gettext(CUT_LABELS[asked.by]),
        "figure": next(line for line in lines if line.key == asked.figure.key),
        "page": Paginator(row_lines(table, asked.by, asked.figure), n_rows).get_page(request.GET.get("page")),
        "links": asked.by is Cut.TERRITORY,
        "whole": table.whole,
        "table": table,
        "forms": list(MEDIA_TYPES),
        "query": told.query,
        "version": VERSION,
    }


def check_form(form: str) -> None:
    """404 for a form of file that there is not, before anything is reckoned."""
    if form not in MEDIA_TYPES:
        raise Http404


def file_of(asked: FigureQuery, told: ToldTable, form: str) -> HttpResponse:
    """A file of one of ``MEDIA_TYPES``; 400 with why where the question was not understood."""
    if asked.fault:
        return HttpResponse(asked.fault, status=400, content_type="text/plain; charset=utf-8")
    response = HttpResponse(exported(told, form), content_type=MEDIA_TYPES[form])
    return as_download(response, file_name(told, form))
