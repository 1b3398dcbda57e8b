"""What should be brought from where so that points go on until a moment: what is known, put into ``punkt.supply``.

docs/methods/redistribution.md says what counts as spare and as missing. What nobody knows is neither.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import floor

from django.db.models import QuerySet

from punkt.model.board_words import DoorWord
from punkt.model.request_words import RequestKind, RequestState, RequestStepKind
from punkt.model.stock_items import WATER
from punkt.model.supply_words import Resource, Sustained
from punkt.model.vocabulary import IS_THERE
from punkt.power.autonomy import HoursLeft
from punkt.power.spans import Span
from punkt.supply.redistribution import Giver, Place, Taker, Transfer, redistribute
from punkt_web.operations.hours_left import PointHours, fuel_item, hours_left_at
from punkt_web.operations.live import COUNT_LASTS, LiveRow, live_rows
from punkt_web.operations.models import Depot, SupplyRequest
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.supplies.requests import progress_of, standing
from punkt_web.operations.supplies.stock import levels
from punkt_web.registry.models import Point

_SHUT = frozenset({DoorWord.CLOSED, DoorWord.STANDBY})
_MEDICAL = 3
"""Where devices that people live by can be plugged in, a person counts as so many [I]."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Every point is to go on for ``hours``, and who gives keeps enough for ``reserve_h`` more.

    Nobody drives for less than ``least_l`` litres.
    """

    kind: RequestKind
    hours: float
    reserve_h: float
    farthest_km: float | None = None
    least_l: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One transfer. ``alive_until`` is how long the point surely goes on with all that is suggested for it.

    It comes from ``depot`` or from the spare of ``giver``.
    """

    taker: Point
    item: str
    litres: int
    way_km: float | None
    alive_until: datetime
    depot: Depot | None = None
    giver: Point | None = None


@dataclass(slots=True)
class Suggestions:
    """``unmet`` is what points still lack, in litres; ``unknown`` are points, and depots, of which nobody knows.

    ``unplaced`` are depots with something to give of which nobody knows where they are. ``gap`` and ``is_shortest``
    say how sure it is that there is no better answer (``punkt.supply.redistribution``), by the worst of the items.
    """

    transfers: list[Suggestion] = field(default_factory=list)
    unmet: list[tuple[Point, int]] = field(default_factory=list)
    unknown: list[Point] = field(default_factory=list)
    uncounted: list[tuple[Depot, str]] = field(default_factory=list)
    unplaced: list[tuple[Depot, str]] = field(default_factory=list)
    n_enough: int = 0
    gap: float = 0.0
    is_shortest: bool = True


@dataclass(frozen=True, slots=True)
class _Holding:
    """What is surely at one point: for how many hours, and how much is used in an hour at most."""

    point: Point
    item: str
    hours: float
    used_per_h: float
    coming_l: float
    promised_l: float
    weight: int
    is_shut: bool

    def short_l(self, aim: Aim) -> float:
        lacks = (aim.hours - self.hours) * self.used_per_h - self.coming_l
        fits = self.point.facts.get("power.tank_l") if aim.kind is RequestKind.FUEL else None
        room = fits - self.hours * self.used_per_h if isinstance(fits, int | float) and fits > 0 else lacks
        return 0.0 if self.is_shut else max(min(lacks, room), 0.0)

    def spare_l(self, aim: Aim) -> float:
        return max((self.hours - aim.hours - aim.reserve_h) * self.used_per_h - self.promised_l, 0.0)


def suggestions(points: QuerySet[Point], depots: Iterable[Depot], aim: Aim, at: datetime) -> Suggestions:
    """What to bring to ``points`` from each other and from ``depots``. Who may see them is the caller's part."""
    rows = {row.id: row for row in live_rows(points, at)}
    found = Suggestions()
    by_id = Point.objects.filter(pk__in=rows).select_related("territory").in_bulk()
    hours = hours_left_at(by_id.values(), current_statuses(by_id), at)
    plans = _Plans(aim.kind)
    holdings: dict[str, list[_Holding]] = {}
    for pk, point in by_id.items():
        if aim.kind is RequestKind.FUEL and hours[pk].fuel_l_per_h is None and not _has_generator(point):
            continue
        one = _holding(point, hours[pk], rows[pk], aim, plans)
        if one is None:
            if rows[pk].door not in _SHUT:
                found.unknown.append(point)
        else:
            holdings.setdefault(one.item, []).append(one)
    stock = _stock(list(depots), aim, found, plans)
    for item in sorted(holdings):
        _suggest(found, holdings[item], stock.get(item, []), aim, at)
    return found


def _has_generator(point: Point) -> bool:
    return bool(point.facts.get("power.generator_kw") or point.facts.get("power.n_generators"))


def _holding(point: Point, hours: PointHours, row: LiveRow, aim: Aim, plans: "_Plans") -> _Holding | None:
    """``None`` where nobody knows how much there is, how fast it is used, or which fuel it is."""
    is_fuel = aim.kind is RequestKind.FUEL
    left = hours.left[Sustained.POWER if is_fuel else Sustained.WATER]
    used = hours.fuel_l_per_h if is_fuel else hours.water_l_per_h
    item = fuel_item(point) if is_fuel else WATER
    if used is None or used.high <= 0.0 or not item or not _is_read(left, is_fuel=is_fuel):
        return None
    return _Holding(
        point,
        item,
        left.hours.low if left.hours is not None else left.at_least,
        used.high,
        plans.to_come.get(point.pk, 0.0),
        plans.from_points.get(point.pk, 0.0),
        _weight(point, row, used),
        row.door in _SHUT,
    )


def _is_read(left: HoursLeft, *, is_fuel: bool) -> bool:
    """Whether somebody read the tank or the shelf. A battery of which nobody knows the charge adds nothing for sure."""
    needed = Resource.FUEL if is_fuel else Resource.DRINKING_WATER
    return left.read_at is not None and needed not in left.missing


def _weight(point: Point, row: LiveRow, used: Span) -> int:
    """How many tenths of an hour of a person end with a litre; seats where nobody counted, one where not even those."""
    is_fresh = row.people is not None and row.words.headcount_at is not None
    people = row.people if is_fresh and row.at - (row.words.headcount_at or row.at) <= COUNT_LASTS else None
    n_people = max(people if people is not None else (point.capacity_seated or 1), 1)
    has_devices = point.facts.get("service.medical_power") in IS_THERE
    return max(round(10 * n_people * (_MEDICAL if has_devices else 1) / used.high), 1)


class _Plans:
    """What open requests promise: how much comes to points, and how much is promised away by points and depots."""

    def __init__(self, kind: RequestKind) -> None:
        self.to_come: dict[int, float] = {}
        self.from_points: dict[int, float] = {}
        self.from_depots: dict[tuple[int, str], float] = {}
        states = (RequestState.ACCEPTED, RequestState.ON_THE_WAY)
        found = SupplyRequest.objects.filter(kind=kind, state__in=states)
        for request in found.select_related("point__merged_into").prefetch_related("steps"):
            self._note(request)

    def _note(self, request: SupplyRequest) -> None:
        steps = list(request.steps.all())
        come_to = progress_of(steps)
        if request.state == RequestState.ON_THE_WAY:
            self._add_coming(request, sum(step.quantity or 0.0 for step in come_to.coming))
            return
        accepted = [step for step in steps if step.kind == RequestStepKind.ACCEPT]
        last = accepted[-1] if accepted else None
        planned = (last.quantity if last is not None else None) or request.quantity or 0.0
        planned = max(planned - (come_to.received or 0.0), 0.0)
        self._add_coming(request, planned)
        if last is not None and last.depot_id is not None:
            key = (last.depot_id, last.item or request.item)
            self.from_depots[key] = self.from_depots.get(key, 0.0) + planned
        elif last is not None and last.from_point_id is not None:
            self.from_points[last.from_point_id] = self.from_points.get(last.from_point_id, 0.0) + planned

    def _add_coming(self, request: SupplyRequest, litres: float) -> None:
        pk = standing(request).pk
        self.to_come[pk] = self.to_come.get(pk, 0.0) + litres


def _stock(
    depots: Collection[Depot], aim: Aim, found: Suggestions, plans: _Plans
) -> dict[str, list[tuple[Depot, float]]]:
    """What depots hold of each item of that kind and promised nobody; those that nobody counted are told."""
    by_id = {depot.pk: depot for depot in depots}
    held: dict[str, list[tuple[Depot, float]]] = {}
    for (depot_id, item), level in levels(by_id).items():
        is_fuel = item.startswith("fuel.")
        if (aim.kind is RequestKind.FUEL) != is_fuel or (not is_fuel and item != WATER):
            continue
        if level is None:
            found.uncounted.append((by_id[depot_id], item))
        elif level and place_of_depot(by_id[depot_id]).latitude is None:
            found.unplaced.append((by_id[depot_id], item))
        else:
            free = max(level - plans.from_depots.get((depot_id, item), 0.0), 0.0)
            held.setdefault(item, []).append((by_id[depot_id], free))
    return held


def _suggest(
    found: Suggestions,
    holdings: list[_Holding],
    stock: list[tuple[Depot, float]],
    aim: Aim,
    at: datetime,
) -> None:
    by_code = {one.point.code: one for one in holdings}
    depots = {f"depot {depot.pk}": depot for depot, _free in stock}
    givers = [Giver(f"depot {depot.pk}", place_of_depot(depot), free) for depot, free in stock]
    givers += [
        Giver(one.point.code, place_of(one.point), one.spare_l(aim)) for one in holdings if one.spare_l(aim) >= 1
    ]
    takers = [
        Taker(one.point.code, place_of(one.point), one.short_l(aim), one.weight)
        for one in holdings
        if one.short_l(aim) > 0.0
    ]
    moved = redistribute(givers, takers, farthest_km=aim.farthest_km, least_l=aim.least_l)
    found.gap, found.is_shortest = max(found.gap, moved.gap), found.is_shortest and moved.is_shortest
    got: dict[str, int] = {}
    for transfer in moved.transfers:
        got[transfer.taker] = got.get(transfer.taker, 0) + transfer.litres
    for transfer in moved.transfers:
        found.transfers.append(_suggestion(transfer, by_code, depots, got, at))
    found.unmet += [(by_code[code].point, litres) for code, litres in moved.unmet.items()]
    found.n_enough += sum(one.short_l(aim) == 0.0 and not one.is_shut for one in holdings)


def _suggestion(
    transfer: Transfer,
    by_code: Mapping[str, _Holding],
    depots: Mapping[str, Depot],
    got: Mapping[str, int],
    at: datetime,
) -> Suggestion:
    taker = by_code[transfer.taker]
    hours = taker.hours + (taker.coming_l + got[transfer.taker]) / taker.used_per_h
    depot = depots.get(transfer.giver)
    return Suggestion(
        taker.point,
        taker.item,
        transfer.litres,
        transfer.way_km,
        at + timedelta(minutes=floor(hours * 60)),
        depot,
        None if depot is not None else by_code[transfer.giver].point,
    )


def place_of(point: Point) -> Place:
    """Where a point is."""
    return Place(point.latitude, point.longitude)


def place_of_depot(depot: Depot) -> Place:
    """Where a depot is: where the point is that it is at, else where it is said to be."""
    return place_of(depot.point) if depot.point is not None else Place(depot.latitude, depot.longitude)
