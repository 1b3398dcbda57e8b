"""A moment or a stretch of time, as RFC 3339 and OGC API - Features write it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from punkt_web.api.parameters import Parameter, Refused

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_HOW = (
    "A moment, as in 2026-01-15T12:00:00Z, or two with a slash between them, one of which may be .. or nothing. "
    "In an address a plus is written %2B."
)
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` to ``end``, both included; ``None`` is an open end. Of a moment both are the same."""

    start: datetime | None
    end: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Whether a moment, told to the second, is inside."""
        told = moment.replace(microsecond=0)
        return (self.start is None or self.start <= told) and (self.end is None or told <= self.end)


def read_span(text: str) -> Span:
    """The span of a text. Raises ``Refused``."""
    parts = text.split("/")
    if len(parts) == 1:
        moment = _moment(text)
        return Span(moment, moment)
    if len(parts) != 2 or all(part in _OPEN for part in parts):
        raise Refused(_HOW)
    start, end = (None if part in _OPEN else _moment(part) for part in parts)
    if start is not None and end is not None and start > end:
        raise Refused("The start is after the end.")
    return Span(start, end)


def _moment(text: str) -> datetime:
    form = _MOMENT.fullmatch(text)
    if form is None:
        raise Refused(_HOW)
    day, minute, second, fraction, zone = form.groups(default="")
    is_leap = second == "60"
    told = f"{day}T{minute}:{'59' if is_leap else second}{fraction[:7]}{zone.upper()}"
    try:
        moment = datetime.fromisoformat(told)
        return moment + timedelta(seconds=1) if is_leap else moment
    except (ValueError, OverflowError) as error:
        raise Refused("There is no such moment.") from error


DATETIME = Parameter(
    "datetime",
    _("Only points whose register entry last changed (`updated_at`) at this moment or in this stretch of time."),
    {"type": "string"},
    read_span,
)
