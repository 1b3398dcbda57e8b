"""Addresses and names that published points have, found by what a person typed: a street, a school, a station.

They are no gazetteer of streets: they say where an asker is only where a point stands there or nearly there.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from punkt.geo.distance import great_circle_m
from punkt.places.fold import folded, folded_lines
from punkt.places.gazetteer import Place
from punkt_web.registry.published import PublishedPoint

AROUND_M = 30_000.0
"""How far from the middle of the town that was named with it an address may be."""

_MOST_FOUND = 200
"""A text that fits more points than this says nothing of where somebody is ("school")."""

_MOST_WORDS = 8
"""Of a question; each of one letter begins a tenth of all words."""

_WORD = re.compile(r"\w+")
_ABOVE_ALL = "\U0010ffff"
# Left out of questions: the same street is written with them, without them and short, in each language.
_STREET_WORDS = frozenset(
    folded(
        "вул вулиця ул улица просп проспект пр пров провулок переулок бул бульв бульвар пл площа площадь буд будинок"
        " дом street st str avenue ave road rd square house tänav tn tee maantee mnt puiestee pst maja gatan väg"
    ).split()
)


class KnownAddresses:
    """The points of a network by the words of their names and addresses. It never changes; threads may share it."""

    def __init__(self, points: Iterable[PublishedPoint]) -> None:
        self._points = [point for point in points if point.latitude is not None and (point.address or point.names)]
        texts = (" ".join((*point.names.values(), point.address, point.settlement)) for point in self._points)
        lines = folded_lines("\n".join(" ".join(text.split()) for text in texts)).split("\n")
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for number, line in enumerate(lines if self._points else ()):
            for word in _WORD.findall(line):
                self._by_word[word].add(number)
        self._words = sorted(self._by_word)

    def named(self, text: str, town: Place | None = None) -> list[PublishedPoint]:
        """The points that have each word of the text, the nearest house number first.

        A word may be half typed, a number not; where no point has the number, the street counts. Of a town its own
        streets count, and where it has none of the name, those around.
        """
        words = [word for word in _WORD.findall(folded(text)) if word not in _STREET_WORDS][:_MOST_WORDS]
        names = [word for word in words if not word[0].isdigit()]
        numbers = [word for word in words if word[0].isdigit()]
        if not any(len(name) > 2 for name in names):
            return []
        streets = self._having(names)
        if town is not None:
            streets = self._in_town(streets, town)
        found = self._having(numbers, streets) or streets
        if len(found) > _MOST_FOUND:
            return []
        points = (self._points[number] for number in found)
        return sorted(points, key=lambda point: (_houses_away(point, numbers), point.id))

    def _in_town(self, numbers: set[int], town: Place) -> set[int]:
        around = {number for number in numbers if _away_m(self._points[number], town) <= AROUND_M}
        names = {folded(name) for name in (town.name, town.latin_name, town.english_name, *town.other_names)}
        return {number for number in around if folded(self._points[number].settlement) in names} or around

    def _having(self, words: Iterable[str], among: set[int] | None = None) -> set[int]:
        found = among
        for word in words:
            having = self._by_word.get(word, set()) if word[0].isdigit() else self._beginning(word)
            found = having if found is None else found & having
            if not found:
                return set()
        return set(found or ())

    def _beginning(self, word: str) -> set[int]:
        first, last = bisect_left(self._words, word), bisect_left(self._words, word + _ABOVE_ALL)
        return set().union(*(self._by_word[known] for known in self._words[first:last]))


def _away_m(point: PublishedPoint, town: Place) -> float:
    return great_circle_m(town.latitude, town.longitude, point.latitude or 0.0, point.longitude or 0.0)


def _houses_away(point: PublishedPoint, numbers: list[str]) -> int:
    """How far apart two house numbers are; of a street without one nobody knows."""
    asked = next((int(match[0]) for word in numbers if (match := re.match(r"\d{1,6}", word))), None)
    stated = re.search(r"\d{1,6}", point.address)
    return abs(int(stated[0]) - asked) if asked is not None and stated else 0
