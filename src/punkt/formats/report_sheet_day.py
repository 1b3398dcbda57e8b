"""A day as people write it by hand, without its year: 30.11, 30.11., 30/11, 1.12."""

import re
from datetime import date

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

_SHORT = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\.?(?:[ ,]+([0-9]{1,2}[:.][0-9]{2}))?")
_YEARS_BACK = 8
"""So often there is a 29 February, but for the turns of centuries."""


def short_day(text: str, *, today: date) -> tuple[date, str] | None:
    """The nearest such day that is not after ``today``, and the time of day behind it as it stands, "" for none.

    ``None`` for what is no day without a year. Raises ``InvalidValue`` where there is no such day: 31.11.
    """
    match = _SHORT.fullmatch(text.strip())
    if match is None:
        return None
    day, month = int(match[1]), int(match[3])
    for year in range(today.year, today.year - _YEARS_BACK - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found, match[4] or ""
    raise InvalidValue(_("There is no day %(text)s."), values={"text": text.strip()[:20]})
