"""Reads what is asked of figures from the words of an address: days, what they are set beside, which one is compared.

What cannot be read is said, and the usual is shown instead. ``tell`` answers it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from punkt import clock
from punkt.errors import InvalidValue
from punkt.statistics.figures import OPEN_HOURS, Figure
from punkt.wording import gettext_noop as _
from punkt_web.common.wording import said
from punkt_web.common.zones import local_zone
from punkt_web.operations.figures.export import ToldTable
from punkt_web.operations.figures.frame import Cut, FramePoint, Period, checked_period
from punkt_web.operations.figures.table import Question, figure_table

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


def read_up_to_now(query: Mapping[str, str], *, country: str, shown: Sequence[Figure]) -> FigureQuery:
    """What somebody asks who may be told of this minute, by the clocks of a country ("" where it is of none)."""
    zone, now = local_zone(country), clock.now().replace(second=0, microsecond=0)
    latest = now.astimezone(zone).date()
    return read_asked(query, zone=zone, now=now, latest=latest, cuts=tuple(Cut), shown=shown, usual=OPEN_HOURS)


def tell(frame: Sequence[FramePoint], question: Question, territory: str) -> ToldTable:
    """The answer, with an address that asks the same. ``territory`` is the code of the one that is told of, "" for all
    in reach. Raises ``table.Busy``."""
    period = question.period
    query = {"territory": territory, "from": period.first, "to": period.last, "by": question.by.value}
    return ToldTable(question, figure_table(frame, question), territory, urlencode(query))


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
