"""Which place an address means, when its parts name several."""

from collections.abc import Sequence
from dataclasses import replace

from punkt.geo.distance import great_circle_m
from punkt.places.gazetteer import Place
from punkt.places.matches import NAMED, SURE, WORD_NAMED, PlaceMatch

_NEIGHBOURHOOD_M = 30_000.0
_MOST_NAMESAKES = 2
"""Places of another part's name in the region of the answer that are offered before the town of that name."""


def meant(found: Sequence[list[PlaceMatch]]) -> tuple[list[PlaceMatch], set[int]]:
    """Of the matches of each part of an address those that mean the place, and the parts that are known names.

    People write the town first or last, so the order tells little: a part that is the name of a town beats one that
    only begins like a name or is that of a quarter ("Одеса, Шевченка" is Одеса and not a Шевченка in Київ).
    """
    town = max(range(len(found)), key=lambda part: (*_how_surely_a_town(found[part]), part))
    for part, matches in enumerate(found):
        if part != town and matches and matches[0].score >= SURE and (inner := _inner(matches, found[town])):
            return _with_other_towns(inner, found, {town, part})
    return _with_other_towns(found[town], found, {town})


def _with_other_towns(
    answer: list[PlaceMatch], found: Sequence[list[PlaceMatch]], named: set[int]
) -> tuple[list[PlaceMatch], set[int]]:
    """The answer with the towns behind its first match that further parts name, and all parts that are known names."""
    firsts = {part: matches[0] for part, matches in enumerate(found) if matches and part not in named}
    is_answer = {part for part, one in firsts.items() if one.place == answer[0].place}
    is_other = {part for part, one in firsts.items() if one.score >= NAMED and one.place.is_town} - is_answer
    towns = [match for part in sorted(is_other) for match in _nearest_first(found[part], answer[0].place)]
    others = {match.place: replace(match, is_other_town=True) for match in towns}
    rest = [match for match in answer[1:] if match.place not in others]
    return [*answer[:1], *others.values(), *rest], named | is_answer | is_other


def _nearest_first(matches: Sequence[PlaceMatch], centre: Place) -> list[PlaceMatch]:
    """The first match, and before it those of equal names that are in the region of the centre."""
    first, *more = matches
    here = frozenset({(centre.country, centre.region_code)})
    if first.is_in(here):
        return [first]
    alike = [one for one in more if one.score == first.score and one.is_in(here)]
    return [*sorted(alike, key=lambda one: _away_m(one.place, centre))[:_MOST_NAMESAKES], first]


def _how_surely_a_town(matches: Sequence[PlaceMatch]) -> tuple[bool, bool, float, bool, int]:
    if not matches:
        return False, False, 0.0, False, 0
    score, place = matches[0].score, matches[0].place
    # Among sure ones the score tells how much of the name was typed, which makes no town of a village.
    return score >= NAMED, score >= SURE, min(score, SURE), place.counted_in is None, place.population or 0


def _inner(matches: Sequence[PlaceMatch], town_matches: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """Of two parts of an address that name places beside each other, the matches that mean the smaller one.

    It must be named: near every town there is something that begins like a region or like another town ("Skåne",
    Skanör). A word of a longer name will do where nothing is called just so.
    """
    needed = NAMED if matches[0].score >= NAMED else WORD_NAMED
    inside = [match for match in matches if match.score >= needed and _is_beside(match.place, town_matches[0].place)]
    least = min(town_matches[0].score, NAMED)
    return inside or [one for one in town_matches if one.score >= least and _is_beside(one.place, matches[0].place)]


def _is_beside(place: Place, centre: Place) -> bool:
    """In or next to the centre, and smaller, so that "Харків, Салтівка" means Салтівка in either order."""
    if place.place_id == centre.place_id or (place.population or 0) > (centre.population or 0):
        return False
    return _away_m(place, centre) <= _NEIGHBOURHOOD_M


def _away_m(place: Place, centre: Place) -> float:
    return float(great_circle_m(place.latitude, place.longitude, centre.latitude, centre.longitude))
