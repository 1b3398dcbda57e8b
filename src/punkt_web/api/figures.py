"""``/api/v1/figures``: what the public page of figures tells, for programs."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _

from punkt.statistics.figures import FigureUnit
from punkt_web.api.answering import as_json, reading
from punkt_web.api.parameters import asked, text_like, word
from punkt_web.api.problems import Fault, Problem, problem_document
from punkt_web.api.schemas import COUNT, MOMENT, NUMBER, TEXT, YES_OR_NO, list_of, object_of, or_null, words_of
from punkt_web.finder.figures_views import RETRY_AFTER_S
from punkt_web.operations.figures import export
from punkt_web.operations.figures.table import PUBLIC, Busy
from punkt_web.operations.published_figures import CUTS, published_figures

_DAY_FORM, _DAY_MUST_BE = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "A day as 2026-01-30."
TERRITORY = text_like(
    "territory",
    _(
        "The territory with this code (KATOTTG, EHAK, kommunkod); without it, the country with most public points. A "
        "code that there is not has no points."
    ),
    "[A-Za-z0-9_-]{1,24}",
    "A code of at most 24 letters and digits.",
)
FROM = text_like("from", _("The first day, by the clocks of the country."), _DAY_FORM, _DAY_MUST_BE)
TO = text_like(
    "to", _("The last day, over for at least 6 hours; without it, the last such day."), _DAY_FORM, _DAY_MUST_BE
)
BY = word("by", _("What the rows are."), [cut.value for cut in CUTS], default=CUTS[0].value)
FIGURES = (TERRITORY, FROM, TO, BY)

_VALUE = object_of(
    value={**or_null(NUMBER), "description": "null is not known or withheld."},
    share_known=or_null(NUMBER),
    n_known=NUMBER,
    n_all=NUMBER,
    at_least=or_null(NUMBER),
    at_most=or_null(NUMBER),
)
_VALUES = object_of(**{figure.key: _VALUE for figure in PUBLIC})
_ROW = {
    "n_points": COUNT,
    "n_withheld": {**COUNT, "description": "Counts of fewer than five people that enter no sum, by place and day."},
    "values": _VALUES,
}
_DAY = {"type": "string", "format": "date"}
SCHEMA = object_of(
    demo=YES_OR_NO,
    territory=or_null(TEXT),
    until=MOMENT,
    time_zone=TEXT,
    by=words_of([cut.value for cut in CUTS]),
    computed_at=MOMENT,
    version=COUNT,
    query=TEXT,
    figures=list_of(
        object_of(
            key=words_of([figure.key for figure in PUBLIC]),
            title=TEXT,
            unit=words_of(list(FigureUnit)),
            definition=TEXT,
            known=TEXT,
            sources=list_of(TEXT),
        )
    ),
    whole=object_of(**_ROW),
    rows=list_of(object_of(key=or_null(TEXT), name=TEXT, **_ROW)),
    **{"from": _DAY, "to": _DAY},
)


@reading
def figures(request: HttpRequest) -> HttpResponse:
    """Figures of a territory over whole days that are over."""
    values = asked(request.GET, FIGURES)
    query = {name: value for name, value in values.items() if value}
    try:
        found = published_figures(query)
    except Busy:
        return _busy()
    if found.asked.fault:
        fault = Fault("from" if "from" in query else "to", found.asked.fault)
        raise Problem(HTTPStatus.BAD_REQUEST, "Some parameters are not understood.", [fault])
    return as_json(export.as_json(found.told))


def _busy() -> HttpResponse:
    response = problem_document(Problem(HTTPStatus.SERVICE_UNAVAILABLE, "Other figures are being reckoned. Ask again."))
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response
