"""What a point is now, for members: the last word on its door, and its hours left, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.supply_words import Sustained
from punkt.model.vocabulary import label
from punkt_web.operations.hours_left import hours_left
from punkt_web.operations.hours_words import HoursLine, hours_lines, hours_words
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.state_words import state_words
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.sureness import point_sureness
from punkt_web.operations.sureness_words import SureLine, door_line, service_lines
from punkt_web.registry.models import Point


@dataclass(frozen=True, slots=True)
class PointNow:
    """``state`` is "" where nobody said anything. ``fuel_doubt`` says why the last reading of fuel cannot be true."""

    status: StatusNow
    state: str
    hours: list[HoursLine]
    power_lasts: str
    fuel_doubt: str
    sure: SureLine
    sure_services: list[SureLine]


def point_now(point: Point) -> PointNow:
    """What is known of a point at this moment. Who may see the point is the caller's part."""
    at = clock.now()
    status = current_statuses([point.pk]).get(point.pk, StatusNow())
    found = hours_left(point, status, at)
    sure = point_sureness(point, status, at)
    return PointNow(
        status=status,
        state=state_words(status, at),
        hours=hours_lines(found.left, point.country),
        power_lasts=hours_words(found.left[Sustained.POWER], point.country),
        fuel_doubt=_(label(found.doubt)) if found.doubt else "",
        sure=door_line(sure.door, point.country),
        sure_services=service_lines(sure.services),
    )
