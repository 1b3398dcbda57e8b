"""The settlements that go with packs, so that names are understood without a network as they are with one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from punkt.places.fold import folded_lines
from punkt.places.gazetteer import Place
from punkt.places.regions import OTHER_REGION_NAMES, REGION_NAMES
from punkt.places.search import default_places
from punkt_web.registry.published import PublishedPoint

REGIONS = {
    country + code: (*names, *OTHER_REGION_NAMES.get((country, code), ()))
    for (country, code), names in REGION_NAMES.items()
}
"""Names of regions: in the local alphabet, in Latin letters, then others. Places give the number of theirs."""

_MARGIN_DEGREES = 0.15
_NUMBER_OF_REGION = {code: number for number, code in enumerate(REGIONS)}


def places_around(points: Sequence[PublishedPoint]) -> list[list[Any]]:
    """The settlements around the points, the largest first: names, latitude, longitude, 1 for a town or 0, region.

    With them goes the place elsewhere that is the first answer to a name of one of them: who asks for Ялта is led to
    the same one as with a network, and offered the other.
    """
    inside = _inside(points)
    places = [*inside, *_first_namesakes(inside)]
    places.sort(key=lambda place: -(place.population or 0))
    return [
        [
            _all_names(place),
            round(place.latitude, 4),
            round(place.longitude, 4),
            int(place.is_town),
            _NUMBER_OF_REGION[place.country + place.region_code],
        ]
        for place in places
    ]


def _inside(points: Sequence[PublishedPoint]) -> list[Place]:
    north = [point.latitude for point in points if point.latitude is not None]
    east = [point.longitude for point in points if point.longitude is not None]
    if not north:
        return []
    south, west = min(north) - _MARGIN_DEGREES, min(east) - _MARGIN_DEGREES
    north_end, east_end = max(north) + _MARGIN_DEGREES, max(east) + _MARGIN_DEGREES
    return [
        place
        for place in default_places().places
        if south <= place.latitude <= north_end and west <= place.longitude <= east_end
    ]


def _first_namesakes(inside: Iterable[Place]) -> Iterator[Place]:
    """The places that are the first of a name of others and not among these."""
    first_of = _first_places()
    known = {place.place_id for place in inside}
    names = (name for place in inside for name in _folded_names(place))
    found = {first_of[name].place_id: first_of[name] for name in names}
    return (place for place_id, place in found.items() if place_id not in known)


@lru_cache(maxsize=1)
def _first_places() -> dict[str, Place]:
    """The place that a name leads to: of those whose own name it is the largest, else the largest that has it."""
    by_name: defaultdict[str, list[tuple[bool, int, int, Place]]] = defaultdict(list)
    for place in default_places().places:
        own = set(_folded_names(place)[:3])
        for name in _folded_names(place):
            by_name[name].append((name in own, place.population or 0, -place.place_id, place))
    return {name: max(ranked)[-1] for name, ranked in by_name.items()}


def _folded_names(place: Place) -> list[str]:
    names = (place.name, place.latin_name, place.english_name, *place.other_names)
    return folded_lines("\n".join(names)).split("\n")


def _all_names(place: Place) -> str:
    """The name in the local alphabet, in Latin letters, in English (each "" where it is the one before), and others."""
    latin = place.latin_name if place.latin_name != place.name else ""
    english = place.english_name if place.english_name != place.latin_name else ""
    return "|".join((place.name, latin, english, *place.other_names))
