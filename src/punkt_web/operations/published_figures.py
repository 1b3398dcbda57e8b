"""Figures that anybody may be told: of points that the public sees in full, of whole days that are over for hours.

Nobody who is at a point now can be watched by them. Points that are shown as an area, for members or to nobody are in
no number; counts of few people enter no sum (``punkt.statistics.protection``).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from punkt import clock
from punkt.statistics.figures import OPEN_HOURS
from punkt_web.common.zones import local_zone
from punkt_web.operations.figures.asking import FigureQuery, read_asked, tell
from punkt_web.operations.figures.export import ToldTable
from punkt_web.operations.figures.frame import Cut, frame_of
from punkt_web.operations.figures.table import PUBLIC, Question
from punkt_web.registry.models import Point
from punkt_web.registry.published import published_ids
from punkt_web.registry.published_territories import PublishedTerritory, published_territory

OVER_FOR = timedelta(hours=6)
"""How long a day has to be over: most late reports have come by then, and who was there has left (decision of ours)."""
CUTS = (Cut.TERRITORY, Cut.KIND, Cut.HOST_KIND, Cut.DAY)


@dataclass(frozen=True, slots=True)
class PublishedFigures:
    """``countries`` are the codes of those that have public points, the one with most first. ``territory`` is ``None``
    for a code that there is not, and where nothing is public: then all figures are of no points."""

    territory: PublishedTerritory | None
    countries: list[str]
    asked: FigureQuery
    told: ToldTable


def published_figures(query: Mapping[str, str]) -> PublishedFigures:
    """What an address asks. Without a territory it is the country with most public points. Raises ``table.Busy``."""
    may_be_seen = published_ids()
    everything = [point for point in frame_of(Point.objects.all()) if point.id in may_be_seen]
    counted = Counter(point.path.partition("/")[0] for point in everything if point.path)
    countries = [code for code, _n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    code = query.get("territory", "") or next(iter(countries), "")
    territory = None if "\0" in code else published_territory(code)
    zone, now = local_zone(territory.country if territory else ""), clock.now()
    asked = read_asked(
        query, zone=zone, now=now, latest=latest_day(zone, now), cuts=CUTS, shown=PUBLIC, usual=OPEN_HOURS
    )
    path = "".join(f"{one}/" for one in territory.lineage) if territory else ""
    frame = [point for point in everything if point.path.startswith(path)] if territory else []
    question = Question(asked.period, asked.by, above=path, shown=PUBLIC, is_public=True)
    return PublishedFigures(territory, countries, asked, tell(frame, question, territory.code if territory else ""))


def latest_day(zone: ZoneInfo, now: datetime) -> date:
    """The last day that is over for long enough."""
    return (now - OVER_FOR).astimezone(zone).date() - timedelta(days=1)
