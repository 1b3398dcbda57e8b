"""What a point is now, for members: the last word on its door, its hours left, its grid and air alert, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.supply_words import Sustained
from punkt.model.vocabulary import label
from punkt_web.operations.activating.asked import asked_now
from punkt_web.operations.hours_left import hours_left
from punkt_web.operations.hours_words import HoursLine, hours_lines, hours_words
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.state_words import state_words
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.sureness.judged import around, point_sureness
from punkt_web.operations.sureness.words import SureLine, door_line, service_lines
from punkt_web.operations.surroundings.alert_words import alert_words
from punkt_web.operations.surroundings.grid import grid_now, on_grid
from punkt_web.operations.surroundings.grid_words import GridLine, grid_line
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of


@dataclass(frozen=True, slots=True)
class PointNow:
    """``state`` is "" where nobody said anything. ``fuel_doubt`` says why the last reading of fuel cannot be true.

    ``grid`` is power by the schedule of the grid; ``alert`` is "" where no air alert is told.
    """

    status: StatusNow
    state: str
    hours: list[HoursLine]
    power_lasts: str
    fuel_doubt: str
    grid: GridLine
    alert: str
    sure: SureLine
    sure_services: list[SureLine]


def point_now(point: Point) -> PointNow:
    """What is known of a point at this moment. Who may see the point is the caller's part."""
    at = clock.now()
    status = current_statuses([point.pk]).get(point.pk, StatusNow())
    found = hours_left(point, status, at)
    grid = grid_now([on_grid(point)], at)[point.pk]
    asked = asked_now(at, [point.pk]).get(point.pk)
    sure = point_sureness(point, status, at, around(asked=asked, grid=grid, hours=found))
    return PointNow(
        status=status,
        state=state_words(status, at),
        hours=hours_lines(found.left, point.country),
        power_lasts=hours_words(found.left[Sustained.POWER], point.country),
        fuel_doubt=_(label(found.doubt)) if found.doubt else "",
        grid=grid_line(grid, point.country),
        alert=alert_words(lineage_of(point), point.country, at),
        sure=door_line(sure.door, point.country),
        sure_services=service_lines(sure.services),
    )
