"""What a table is called that somebody saves: all in one form, so that they sort by what, where and when."""

import re
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from punkt_web.common.zones import today_in

_Response = TypeVar("_Response", bound=HttpResponseBase)
Download = HttpResponse | StreamingHttpResponse

EVERYWHERE = "all"
"""In place of a territory: all that whoever asked may see."""
_NO_PART_OF_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


def download_name(
    what: str, territory: str = "", on: date | None = None, *, since: date | None = None, form: str = "csv"
) -> str:
    """``punkt-WHAT-TERRITORY-YYYY-MM-DD.csv``, with the first day before the last where it tells of several.

    ``territory`` is a code, ``on`` today unless another day is told of. A demo network says so first. No letter in it
    needs quoting, whatever a register calls its territories.
    """
    mark = "DEMO-" if settings.IS_DEMO else ""
    where = _NO_PART_OF_A_NAME.sub("-", territory).strip("-") or EVERYWHERE
    days = "-".join(day.isoformat() for day in (since, on or today_in("")) if day)
    return f"{mark}punkt-{what}-{where}-{days}.{form}"


def as_download(response: _Response, name: str) -> _Response:
    """The response, to be saved under a name of ``download_name``."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
