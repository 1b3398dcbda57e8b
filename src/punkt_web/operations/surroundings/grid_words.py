"""Power by the schedule of the grid, in words that stay true on a page that is left open: with times, not ages."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from punkt.model.feed_words import GridPower, WhyGrid
from punkt.model.vocabulary import label
from punkt.power.grid import Outage
from punkt_web.common.moments import clock_and_day
from punkt_web.common.zones import local_zone
from punkt_web.operations.surroundings.grid import GridNow

_MOST_AHEAD = 6
_NOBODY_TELLS = frozenset({WhyGrid.NO_GROUP, WhyGrid.NO_SCHEDULE})


@dataclass(frozen=True, slots=True)
class GridLine:
    """``short`` is "" where nobody tells anything: a list need not say so at every point."""

    words: str
    short: str
    ahead: list[str]
    source: str
    power: GridPower


def grid_line(now: GridNow, country: str) -> GridLine:
    """What the schedule says, with times as the clocks of the country show them."""
    answer = now.answer
    told = {"power": _(label(answer.power)), "why": _(label(answer.why))}
    short = told["power"]
    if answer.until is not None:
        told["until"] = clock_and_day(answer.until, country)
        short = _("%(power)s until %(until)s") % told
        words = _("%(power)s until %(until)s: %(why)s.") % told
    else:
        words = _("%(power)s: %(why)s.") % told
    return GridLine(
        words=words,
        short="" if answer.why in _NOBODY_TELLS else short,
        ahead=[_outage(one, country) for one in now.ahead[:_MOST_AHEAD]],
        source=_source(now, country),
        power=answer.power,
    )


def _outage(outage: Outage, country: str) -> str:
    """ "14:00, 15 January – 18:00, announced"."""
    begins, ends = (localtime(at, local_zone(country)) for at in (outage.starts_at, outage.ends_at))
    is_same_day = begins.date() == ends.date()
    until = date_format(ends, pgettext("date format", "H:i")) if is_same_day else clock_and_day(outage.ends_at, country)
    return f"{clock_and_day(outage.starts_at, country)} – {until}, {_(label(outage.certainty))}"


def _source(now: GridNow, country: str) -> str:
    feed = now.feed
    if feed is None or feed.read_at is None:
        return ""
    told = {"feed": feed.name, "read": clock_and_day(feed.read_at, country)}
    if feed.source_updated_at is None:
        return _("Source: %(feed)s, read at %(read)s.") % told
    told["updated"] = clock_and_day(feed.source_updated_at, country)
    return _("Source: %(feed)s, read at %(read)s; it is of %(updated)s.") % told
