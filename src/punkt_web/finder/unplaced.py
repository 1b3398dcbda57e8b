"""Published points of which nobody knows where exactly they are: found by the names of places, not by distance.

A list without coordinates still says in which town its points stand. Such a point is matched by its settlement, or by
a territory above it, with the names of a place; one that is known to stand in another region is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from punkt.geo.nearest import NearestIndex
from punkt.model.vocabulary import TerritoryLevel
from punkt.places.gazetteer import Place
from punkt.places.question import read_question
from punkt.places.search import default_places
from punkt_web.registry.published import PublishedPoint
from punkt_web.registry.published_territories import NamedTerritory, TerritoryName

AROUND_KM = 15.0
"""How far around a question places are looked at whose points have no position (decision of ours: a ride by bus)."""

_MOST_PLACES = 200
_REGION_DEPTH = 2


class UnplacedPoints:
    """Points without a position, by the names of where they are. It never changes.

    ``territories`` are the names of the territories above them, by code.
    """

    def __init__(self, points: Iterable[PublishedPoint], territories: Mapping[str, TerritoryName]) -> None:
        self._territories = territories
        self._by_name: dict[str, list[PublishedPoint]] = defaultdict(list)
        self._by_territory: dict[str, list[PublishedPoint]] = defaultdict(list)
        self._regions: dict[int, frozenset[tuple[str, str]]] = {}
        for point in points:
            for code in point.lineage:
                self._by_territory[code].append(point)
            for name in names_in(_where_as_written(point)) | self._names_above(point):
                self._by_name[name].append(point)
            self._regions[point.id] = self._regions_of(point)

    def _names_above(self, point: PublishedPoint) -> set[str]:
        """What the territories of a point are called; a country is no town."""
        above = [self._territories[code] for code in point.lineage if code in self._territories]
        towns = [territory for territory in above if territory.level != TerritoryLevel.COUNTRY]
        return {name for territory in towns for text in territory.names.values() for name in names_in(text)}

    def _regions_of(self, point: PublishedPoint) -> frozenset[tuple[str, str]]:
        """The regions of the gazetteer that the point may stand in; empty where that is not known."""
        above = [self._territories[code] for code in point.lineage if code in self._territories]
        names = [name for one in above if one.level == TerritoryLevel.REGION for name in one.names.values()]
        return frozenset().union(*(read_question(f"{name} region").regions for name in names))

    def in_places(self, places: Iterable[Place]) -> list[PublishedPoint]:
        """The points that may stand in one of the places, in the order of the places, then by id."""
        found: dict[int, PublishedPoint] = {}
        for place in places if self._by_name else ():
            named = [point for name in _names_of(place) for point in self._by_name.get(name, ())]
            for point in sorted(named, key=lambda one: one.id):
                if self._may_stand_in(point, place):
                    found.setdefault(point.id, point)
        return list(found.values())

    def _may_stand_in(self, point: PublishedPoint, place: Place) -> bool:
        regions = self._regions[point.id]
        is_country = point.country in {"", place.country}
        return is_country and (not regions or (place.country, place.region_code) in regions)

    def in_territory(self, territory: NamedTerritory) -> list[PublishedPoint]:
        """The points of a territory, and those that name it and are not known to stand in another region; by id."""
        names = {name for text in territory.names.values() for name in names_in(text)}
        named = [point for name in names for point in self._by_name.get(name, ())]
        here = territory.lineage[:_REGION_DEPTH]
        found = {
            point.id: point
            for point in named
            if point.country in {"", territory.country} and (point.lineage[:_REGION_DEPTH] or here) == here
        }
        found |= {point.id: point for point in self._by_territory.get(territory.code, ())}
        return [point for _id, point in sorted(found.items())]


def names_in(text: str) -> set[str]:
    """The folded names in an address or the name of a unit, without words for "town" or "municipality"."""
    return {name for _typed, name in read_question(text).parts if name}


def _where_as_written(point: PublishedPoint) -> str:
    """The settlement; where none is stated, the address, which may name it."""
    return point.settlement or point.address


@lru_cache(maxsize=4096)
def _names_of(place: Place) -> tuple[str, ...]:
    """All names of a place as they are compared."""
    texts = (place.name, place.latin_name, place.english_name, *place.other_names)
    return tuple(sorted({name for text in texts for name in names_in(text)}))


@lru_cache(maxsize=1)
def _place_index() -> NearestIndex:
    places = default_places().places
    return NearestIndex([place.latitude for place in places], [place.longitude for place in places])


def places_around(latitude: float, longitude: float) -> list[Place]:
    """The places within ``AROUND_KM``, the nearest first; then the towns that these are parts of."""
    index = default_places()
    found = _place_index().nearest(latitude, longitude, n=_MOST_PLACES, max_km=AROUND_KM)
    near = [index.places[number] for number, _distance_m in found]
    wholes = [index.place(place.counted_in) for place in near if place.counted_in is not None]
    return list(dict.fromkeys([*near, *(whole for whole in wholes if whole is not None)]))
