"""Of which point a kit is, for which day, and what its reader may see."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from punkt.papers.blocks import Said
from punkt_web.common.names import name_and_language
from punkt_web.common.zones import today_in
from punkt_web.finder.words import language
from punkt_web.registry.models import Point


@dataclass(frozen=True, slots=True)
class KitOf:
    """``address`` is that of the page of the point, for pictures to scan.

    ``sees_secret``: whoever asks may see contacts; ``on`` is the day of the sheets, by the clocks of the country.
    """

    point: Point
    address: str
    sees_secret: bool
    on: date

    @property
    def title(self) -> Said:
        """What people call the point, in its language."""
        name, spoken = name_and_language(self.point.names, self.point.country)
        if not name:
            return Said(self.point.address or gettext("Point %(code)s") % {"code": self.point.code})
        return Said(name, "" if spoken == language() else spoken)


def today_at(point: Point) -> date:
    """The day that it is at a point."""
    return today_in(point.country)
