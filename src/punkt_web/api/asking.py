"""The parameters that several addresses share."""

from django.utils.translation import gettext_noop as _

from punkt.confidence.freshness import PublicState
from punkt.model.fields import NEEDS
from punkt_web.api.boxes import BBOX
from punkt_web.api.choosing import code_of_cursor, text_of_cursor
from punkt_web.api.parameters import Parameter, text_like, whole_number, word

MOST_POINTS = 1000

TERRITORY = text_like(
    "territory",
    _(
        "Only points in the territory with this code (KATOTTG, EHAK, kommunkod) and below it. A code that there is not "
        "has no points."
    ),
    "[A-Za-z0-9_-]{1,24}",
    "A code of at most 24 letters and digits.",
)
COUNTRY = text_like(
    "country",
    _("Only what is in this country (ISO 3166-1, two letters)."),
    "[A-Z]{2}",
    "Two capital letters, as in UA.",
)
NEED = word(
    "need",
    _(
        "Only points that are known to have this now: a fresh live word first, then the register. A point of which "
        "nobody knows is left out. Repeat it for points that have all of several."
    ),
    list(NEEDS),
    is_repeatable=True,
)
STATE = word(
    "state",
    _("Only points in this state as it is judged at this moment. Repeat it for any of several."),
    [state.value for state in PublicState],
    is_repeatable=True,
)
LIMIT = whole_number("limit", _("How many at most."), least=1, most=MOST_POINTS, default=100)
_CURSOR = _("Where the page before ended: follow its `next`.")
_CURSOR_SCHEMA = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,80}$"}
CURSOR = Parameter("cursor", _CURSOR, _CURSOR_SCHEMA, code_of_cursor)
TEXT_CURSOR = Parameter("cursor", _CURSOR, _CURSOR_SCHEMA, text_of_cursor)

CHOOSING = (TERRITORY, COUNTRY, NEED, STATE, BBOX)
