"""How sure it is that a point is open and that its services work: what is known of it, put to ``punkt.confidence``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from punkt.confidence.evidence import Activation, Evidence, PowerLoss, Weighed
from punkt.confidence.services import NEED_POWER, ServiceEvidence, WeighedService, weigh_service
from punkt.confidence.weighing import weigh
from punkt.model.feed_words import GridPower
from punkt.model.fields import FIELDS
from punkt.model.supply_words import Sustained
from punkt.model.vocabulary import Availability, OpeningMode
from punkt_web.common.schedules import schedule_at
from punkt_web.operations.activating.asked import Asked
from punkt_web.operations.hours_left import PointHours
from punkt_web.operations.statuses import PublishedStatus
from punkt_web.operations.sureness.contradicted import said_of
from punkt_web.operations.surroundings.grid import GridNow
from punkt_web.registry.models import Point

_SERVICES = tuple(key for key, definition in FIELDS.items() if definition.is_service)


@dataclass(frozen=True, slots=True)
class PointSureness:
    """Of the door, and of each service of which anything is known, by field key."""

    door: Weighed
    services: Mapping[str, WeighedService]


@dataclass(frozen=True, slots=True)
class Around:
    """What bears on a door besides words about it."""

    activation: Activation | None = None
    power_loss: PowerLoss | None = None


_NOTHING_AROUND = Around()


def around(*, asked: Asked | None, grid: GridNow, hours: PointHours | None) -> Around:
    """What is asked of a point, and what is left to it where the schedule of the grid says that it has no power.

    ``hours`` are needed only there (``has_power_cut``).
    """
    loss = None
    if has_power_cut(grid):
        loss = PowerLoss(None if hours is None else hours.left[Sustained.POWER].hours)
    return Around(None if asked is None else Activation(asked.asked_at, asked.promised), loss)


def has_power_cut(grid: GridNow) -> bool:
    """Whether the schedule of the grid says that there is no power."""
    return grid.answer.power is GridPower.OFF


def door_sureness(point: Point, status: PublishedStatus, at: datetime, about: Around = _NOTHING_AROUND) -> Weighed:
    """How sure it is that the point is open at ``at``."""
    said = said_of(status)
    hours = schedule_at(point.hours_normal, point.country, at)
    evidence = Evidence(
        mode=OpeningMode(point.opening_mode),
        is_meant_open=None if hours is None else hours.is_open,
        said=() if said is None else (said,),
        counter=status.shut_words,
        activation=about.activation,
        power_loss=about.power_loss,
    )
    return weigh(evidence, at)


def point_sureness(
    point: Point, status: PublishedStatus, at: datetime, about: Around = _NOTHING_AROUND
) -> PointSureness:
    """The same with the services; power that is gone bears on those that need it."""
    services = {}
    for key in _SERVICES:
        stated = Availability(point.facts.get(key, Availability.UNKNOWN))
        live, live_at = status.services.get(key, (None, None))
        loss = about.power_loss if key in NEED_POWER else None
        found = weigh_service(ServiceEvidence(stated, live, live_at, loss), at)
        if found.probability is not None:
            services[key] = found
    return PointSureness(door_sureness(point, status, at, about), services)
