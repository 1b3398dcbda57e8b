"""Reads what is asked of figures from the words of an address: days, what they are set beside, which one is compared.

What cannot be read is said, and the usual is shown instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from punkt.errors import InvalidValue
from punkt.statistics.figures import Figure
from punkt.wording import gettext_noop as _
from punkt_web.common.wording import said
from punkt_web.operations.figures.frame import Cut, Period, checked_period

USUAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """``fault`` is "" where all was understood. ``figure`` is the one by which rows are compared."""

    period: Period
    by: Cut
    figure: Figure
    fault: str


def read_asked(
    query: Mapping[str, str],
    *,
    zone: ZoneInfo,
    now: datetime,
    latest: date,
    cuts: Sequence[Cut],
    shown: Sequence[Figure],
    usual: Figure,
) -> FigureQuery:
    """What is asked. ``latest`` is the last day that may be told of; without days, it is the last of the usual ones."""
    by, key = query.get("by", ""), query.get("figure", "")
    period, fault = Period(latest - timedelta(days=USUAL_DAYS - 1), latest, zone, now), ""
    try:
        period = _period(query, period)
    except InvalidValue as error:
        fault = said(error)
    return FigureQuery(
        period=period,
        by=Cut(by) if by in {cut.value for cut in cuts} else cuts[0],
        figure=next((one for one in shown if one.key == key), usual),
        fault=fault,
    )


def _period(query: Mapping[str, str], usual: Period) -> Period:
    first, last = _day(query.get("from", "")), _day(query.get("to", "")) or usual.last
    if last > usual.last:
        raise InvalidValue(_("The last day that can be told of is %(day)s."), values={"day": usual.last})
    return checked_period(first or last - timedelta(days=USUAL_DAYS - 1), last, usual.zone, usual.now)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidValue(_("Days are written as 2026-01-30.")) from error
    if not 2000 <= day.year <= 9000:
        raise InvalidValue(_("Days are written as 2026-01-30."))
    return day
