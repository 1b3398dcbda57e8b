"""Moments and intervals as RFC 3339 writes them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from punkt_web.api.parameters import Refused

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d))?", re.ASCII)
_OPEN = {"", ".."}


def written(moment: datetime) -> str:
    """ "2026-01-15T12:00:00Z"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Interval:
    """A time with both ends in it; ``None`` is open-ended."""

    since: datetime | None
    until: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Whether a moment, to the second as it is written, lies in it."""
        moment = moment.replace(microsecond=0)
        return (self.since is None or moment >= self.since) and (self.until is None or moment <= self.until)


def read_interval(text: str) -> Interval:
    """A moment, a day, or two of them with ``/`` between; ``..`` or nothing is an open end."""
    ends = text.split("/")
    if len(ends) > 2 or set(ends) <= _OPEN:
        raise Refused("A moment (RFC 3339), or two with / between; .. is an open end.")
    since, until = _end(ends[0], is_last=False), _end(ends[-1], is_last=True)
    if since is not None and until is not None and since > until:
        raise Refused("The interval ends before it begins.")
    return Interval(since, until)


def _end(text: str, *, is_last: bool) -> datetime | None:
    if text in _OPEN:
        return None
    if not _MOMENT.fullmatch(text):
        raise Refused("A moment is written as in 2026-01-15T12:00:00Z.")
    whole = f"{text}T{'23:59:59' if is_last else '00:00:00'}Z" if len(text) == 10 else text.upper()
    try:
        return datetime.fromisoformat(whole).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused("There is no such moment.") from error
