"""The parameters of ``/ogc/``: those of the reading API, where the standard asks for another reading in its own."""

from django.conf import settings
from django.utils.translation import gettext_noop as _

from punkt_web.api.asking import COUNTRY, CURSOR, MOST_POINTS, NEED, STATE, TERRITORY
from punkt_web.api.boxes import box_parameter
from punkt_web.api.parameters import whole_number, word
from punkt_web.api.spans import DATETIME

FORM = word(
    "f", _("The form of the answer; without it the header Accept decides, and else it is JSON."), ["json", "html"]
)
LANGUAGE = word(
    "lang",
    _("The language of titles and pages; without it the header Accept-Language decides."),
    [code for code, _name in settings.LANGUAGES],
)
LIMIT = whole_number(
    "limit",
    _("How many at most. A greater number than the greatest counts as the greatest."),
    least=1,
    most=MOST_POINTS,
    default=100,
    is_lowered=True,
)
BBOX = box_parameter(
    _(
        "Only points in this box: west, south, east, north in degrees (WGS 84). A west greater than the east crosses "
        "the antimeridian. Points without a position are in every box; of an area-only point the middle of its square "
        "counts. Six numbers have heights, which count for nothing."
    )
)

EVERYWHERE = (FORM, LANGUAGE)
ITEMS = (BBOX, DATETIME, LIMIT, CURSOR, TERRITORY, COUNTRY, NEED, STATE, *EVERYWHERE)
