"""Where what a point asks for may come from: the depots that have it, the nearest first, and what is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from punkt.model.request_words import RequestKind, RequestStepKind
from punkt.model.stock_items import STOCKED, kind_of, stocked_as
from punkt.supply.arrival import SPEED_KM_H, likely_arrival
from punkt.supply.redistribution import Place, ways_km
from punkt_web.dashboard.requests import km_words, level_words
from punkt_web.operations.models import Depot, SupplyRequest
from punkt_web.operations.supplies.redistribution import place_of, place_of_depot
from punkt_web.operations.supplies.request_wording import item_words
from punkt_web.operations.supplies.requests import progress_of, standing
from punkt_web.operations.supplies.stock import levels
from punkt_web.registry.models import Point

OF_A_POINT = "point"
"""The choice of the point that was to give when the request was accepted."""


@dataclass(frozen=True, slots=True)
class Source:
    """An item of a depot. ``level`` is ``None`` where nobody counted it, ``way_km`` where nobody knows the way."""

    depot: Depot
    item: str
    level: float | None
    way_km: float | None

    @property
    def choice(self) -> str:
        """As the form writes it."""
        return f"{self.depot.pk}:{self.item}"

    def has(self, needed: float | None) -> bool:
        """Whether it is known to have enough; where nobody knows how much is needed, whether it is known to have any.

        What nobody counted is not enough.
        """
        return self.level is not None and self.level > 0.0 and self.level >= (needed or 0.0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form of sending shows at first. ``expected_at`` is ``None`` where nobody knows how far it is.

    ``giver`` is the point that was to give; ``why`` says how the time was come by, "" for none.
    """

    choice: str
    quantity: float | None
    giver: Point | None
    expected_at: datetime | None
    why: str


def sources_for(request: SupplyRequest, depots: Sequence[Depot]) -> list[Source]:
    """What fits the request and lies in ``depots``: the nearest first, and last where nobody knows how far it is."""
    kind, wanted = RequestKind(request.kind), stocked_as(RequestKind(request.kind), request.item)
    held = levels([depot.pk for depot in depots])
    found = []
    for depot in depots:
        way_km = _way_km(place_of_depot(depot), standing(request))
        for item in STOCKED:
            fits = item == wanted if wanted else kind_of(item) is kind
            if fits and held.get((depot.pk, item), 0.0) != 0.0:
                found.append(Source(depot, item, held[depot.pk, item], way_km))
    return sorted(found, key=lambda one: (one.way_km is None, one.way_km or 0.0))


def source_choices(sources: Sequence[Source]) -> list[tuple[str, str]]:
    """The sources in words: which depot, what, how much there is and how far it is."""
    return [(one.choice, _source_words(one)) for one in sources]


def proposal(request: SupplyRequest, sources: Sequence[Source], sees_points: set[int], now: datetime) -> Proposal:
    """Where it was to come from when it was accepted; else the nearest depot that is known to have enough.

    The point that was to give is named where it is among ``sees_points``.
    """
    choice, planned, giver = _planned(request)
    needed = planned or _lacking(request)
    if giver is not None and giver.pk not in sees_points:
        return Proposal("", needed, None, None, "")
    if giver is not None:
        way_km = _way_km(place_of(giver), standing(request))
        return Proposal(OF_A_POINT, needed, giver, *_arrival(giver.code, way_km, now))
    by_choice = {one.choice: one for one in sources}
    near = min((one for one in sources if one.has(needed)), key=lambda one: _last(one.way_km), default=None)
    source = by_choice.get(choice) or (None if choice else near)
    if source is None:
        return Proposal(choice, needed, None, None, "")
    return Proposal(source.choice, needed, None, *_arrival(source.depot.name, source.way_km, now))


def _source_words(one: Source) -> str:
    told = {"depot": one.depot.name, "item": item_words(one.item), "level": level_words(one.item, one.level)}
    return _("%(depot)s: %(item)s, %(level)s, %(way)s") % {**told, "way": km_words(one.way_km)}


def _arrival(name: str, way_km: float | None, now: datetime) -> tuple[datetime | None, str]:
    if way_km is None:
        return None, ""
    told = {"place": name, "way": km_words(way_km), "speed": number_format(SPEED_KM_H, 0)}
    why = _(
        "A proposal: from %(place)s, %(way)s at %(speed)s km/h, up to the next quarter of an hour. "
        "Change it where you know better."
    )
    return likely_arrival(now, way_km), why % told


def _planned(request: SupplyRequest) -> tuple[str, float | None, Point | None]:
    """What was said when it was accepted: the choice of a depot, how much, and the point that gives."""
    accepted = [step for step in request.steps.all() if step.kind == RequestStepKind.ACCEPT]
    if not accepted:
        return "", None, None
    last = accepted[-1]
    return f"{last.depot_id}:{last.item}" if last.depot_id is not None else "", last.quantity, last.from_point


def _lacking(request: SupplyRequest) -> float | None:
    """How much of what was asked for neither came nor is on its way; ``None`` where nobody knows how much is needed."""
    if request.quantity is None:
        return None
    come_to = progress_of(request.steps.all())
    on_its_way = sum(step.quantity or 0.0 for step in come_to.coming)
    return max(request.quantity - (come_to.received or 0.0) - on_its_way, 0.0) or request.quantity


def _way_km(place: Place, to: Point) -> float | None:
    way_km = float(ways_km([place], [place_of(to)])[0, 0])
    return way_km if way_km == way_km else None  # noqa: PLR0124 - of a place that nobody knows it is no number


def _last(way_km: float | None) -> float:
    return inf if way_km is None else way_km
