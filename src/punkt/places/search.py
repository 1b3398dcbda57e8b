"""Finds a settlement by what a person typed: either alphabet, any romanisation, misspelt, half typed, with a street.

Every name is compared in two forms: folded (the same letters, ``fold.folded``) and by ear (``fold.sound_key``, where
Харків, Kharkiv and Xarkiv are one). Equal names beat names that begin with the question, and these beat misspellings;
places that match equally well are ordered by population, or by population and nearness.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from punkt.geo.distance import great_circle_m
from punkt.places.address import meant
from punkt.places.fold import folded_lines, sound_key
from punkt.places.forms import Forms
from punkt.places.gazetteer import Place, read_gazetteer
from punkt.places.matches import NAMED, SURE, WORD_NAMED, PlaceMatch
from punkt.places.question import (
    AreaReading,
    Question,
    area_readings,
    read_question,
    town_of_district,
    words_of_districts,
)

_MOST_WORDS = 8
# By what the name is to its place: its own name, another name of it, a later word of its name.
_OWN, _OTHER, _WORD = 0, 1, 2
_SCORE_EQUAL = np.array([1.0, 0.97, 0.87])
_SCORE_EQUAL_BY_EAR = np.array([0.95, NAMED, WORD_NAMED])
_SCORE_BEGINNING = np.array([0.85, 0.83, 0.77])
_SCORE_OF_A_REGION = 0.7
_SCORE_BEGINNING_BY_EAR = np.array([0.82, 0.81, 0.76])
_BY_EAR_ABROAD = 0.77
"""What is left of the score of a name that only sounds so, in a country where nobody writes these letters: a guess."""
_CYRILLIC_COUNTRY = "UA"
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_MOST_OF_A_PART = 40
"""Matches of each of several parts that are looked at: the town beside them chooses."""


_ByEar = tuple[NDArray[np.int32], NDArray[np.float64]]
"""Entries that sound like a name or begin so, and the scores of that by what the name is to its place."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where to search: in one country or in all, ``weights`` ordering equal matches; ``inside`` are the places of the
    regions that were said, ``is_abroad`` is whether these or the country are where nobody writes Cyrillic."""

    country: str | None
    weights: NDArray[np.float64]
    inside: NDArray[np.bool_] | None
    is_abroad: bool
    limit: int


class _Scores:
    """The best score of each place so far, and the name that gave it."""

    def __init__(self, n_places: int) -> None:
        self.best = np.zeros(n_places)
        self.entry = np.full(n_places, -1, dtype=np.int32)

    def offer(self, owners: NDArray[np.int32], entries: NDArray[np.int32], scores: NDArray[np.float64]) -> None:
        if not len(entries):
            return
        order = np.argsort(scores, kind="stable")  # of one place's names the best comes last and stays
        owners, entries, scores = owners[order], entries[order], scores[order]
        better = scores > self.best[owners]
        self.best[owners[better]] = scores[better]
        self.entry[owners[better]] = entries[better]


class PlaceIndex:
    """A search over places. Build it once; it never changes and may be shared between threads."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self._by_id = {place.place_id: place for place in self.places}
        self._names: list[str] = []
        owners: list[int] = []
        kinds: list[int] = []
        for number, place in enumerate(self.places):
            own = dict.fromkeys((place.name, place.latin_name, place.english_name))
            names = [*own, *place.other_names]
            self._names += names
            owners += [number] * len(names)
            kinds += [_OWN] * len(own) + [_OTHER] * len(place.other_names)
        lines = folded_lines("\n".join(name.replace("\n", " ") for name in self._names)).split("\n")
        if not self.places:
            lines = []
        words = [(entry, word) for entry, line in enumerate(lines) if kinds[entry] == _OWN for word in line.split()[1:]]
        words = [(entry, word) for entry, word in words if len(word) > 2]
        self._name_of_entry = [*range(len(lines)), *(entry for entry, _ in words)]
        self._owners = np.array([owners[entry] for entry in self._name_of_entry], dtype=np.int32)
        self._kinds = np.array(kinds + [_WORD] * len(words), dtype=np.int8)
        forms = [*(" ".join(line.split()) for line in lines), *(word for _, word in words)]
        self._folded = Forms(forms)
        self._by_ear = Forms(sound_key("\n".join(forms)).split("\n") if forms else [], forgiving=True)
        self._latitudes = np.array([place.latitude for place in self.places])
        self._longitudes = np.array([place.longitude for place in self.places])
        self._weights = np.log10(np.array([place.population or 0 for place in self.places], dtype=float) + 100.0)
        self._countries = np.array([place.country for place in self.places])
        self._is_town = np.array([place.is_town for place in self.places], dtype=bool)
        self._is_whole = np.array([place.counted_in is None for place in self.places], dtype=bool)
        self._is_cyrillic_country = self._countries == _CYRILLIC_COUNTRY
        is_latin = np.array([not _CYRILLIC.search(form) for form in forms], dtype=bool)
        self._is_latin_abroad = is_latin & ~self._is_cyrillic_country[self._owners]
        self._regions = np.array([place.country + place.region_code for place in self.places])

    def __len__(self) -> int:
        return len(self.places)

    def with_places(self, extra: Iterable[Place]) -> "PlaceIndex":
        """A new index over these places and more."""
        return PlaceIndex((*self.places, *extra))

    def place(self, place_id: int) -> Place | None:
        """The place of that id."""
        return self._by_id.get(place_id)

    def search(
        self, text: str, *, country: str | None = None, near: tuple[float, float] | None = None, limit: int = 8
    ) -> list[PlaceMatch]:
        """The places that the text may mean, best first, at most ``limit``; an empty list when nothing is like it.

        ``country`` ("UA", "EE", "SE") leaves others out; ``near`` (latitude, longitude) puts near ones first among
        equal matches. Of an address one part names the town, in whatever order; where another part is a known place
        beside it ("Салтівка, Харків"), that place is the answer; where it is a town elsewhere, that comes second; other
        parts come back as ``unmatched``.
        """
        question = read_question(text)
        for reading in area_readings(question):
            if not self._is_name(reading.name):
                matches = self._answers(reading.question, country, near, limit)
                if matches and _is_borne_out(reading, matches[0]):
                    return matches
        return self._answers(question, country, near, limit)

    def _is_name(self, name: str) -> bool:
        """Whether a place is called so: "Kalmar" is the town, with the word for it the region."""
        entries = self._by_ear.equal(sound_key(name))
        return bool((self._kinds[entries] != _WORD).any())

    def _answers(
        self, question: Question, country: str | None, near: tuple[float, float] | None, limit: int
    ) -> list[PlaceMatch]:
        scope = self._scope(question, country or question.country, near, limit)
        if not question.parts:
            return self._largest(scope) if question.regions or question.country else []
        if towns := self._towns_of_districts(question, scope):
            return towns[:limit]
        matches = self._search_parts(question, scope)
        if len(question.parts) == 1 and not (matches and matches[0].score >= SURE):
            matches = self._search_words(question.parts[0][0], scope) or matches
        return _guesses_outside(question, matches[:limit])

    def _scope(self, question: Question, country: str | None, near: tuple[float, float] | None, limit: int) -> _Scope:
        regions = [region_country + code for region_country, code in question.regions]
        countries = {country} if country else {region_country for region_country, _code in question.regions}
        return _Scope(
            country,
            self._weights_for(near),
            np.isin(self._regions, regions) if regions else None,
            bool(countries) and _CYRILLIC_COUNTRY not in countries,
            limit,
        )

    def _weights_for(self, near: tuple[float, float] | None) -> NDArray[np.float64]:
        """What orders equal matches: the logarithm of population, less for distance."""
        weights = self._weights
        if near is not None:
            away_m = great_circle_m(self._latitudes, self._longitudes, *map(np.asarray, near))
            weights = weights - 2.0 * np.log10(1.0 + away_m / 10_000.0)
        return weights

    def _largest(self, scope: _Scope) -> list[PlaceMatch]:
        """Where only a region or a country was named: its largest places that are no parts of others, as guesses."""
        is_there = self._is_whole if scope.inside is None else self._is_whole & scope.inside
        if scope.country is not None:
            is_there = is_there & (self._countries == scope.country)
        numbers = np.flatnonzero(is_there)
        largest = numbers[np.argsort(-scope.weights[numbers], kind="stable")][: scope.limit]
        return [PlaceMatch(self.places[number], _SCORE_OF_A_REGION, self.places[number].name) for number in largest]

    def _towns_of_districts(self, question: Question, scope: _Scope) -> list[PlaceMatch]:
        """Where only a district was named that is called after a town: that town, as a guess."""
        names = [name for _, name in question.parts] if question.is_district else []
        begun = [town_of_district(name) for name in names if not self._is_name(name)]
        matches = [match for name in begun if name for match in self._search_name(name, scope)]
        towns = [match for match in matches if match.score >= SURE and match.place.is_town]
        return [replace(match, score=_SCORE_OF_A_REGION, is_named=False) for match in towns]

    def _search_parts(self, question: Question, scope: _Scope) -> list[PlaceMatch]:
        parts = (*question.parts, *question.beside_districts)[:_MOST_WORDS]
        each = _of_parts(scope) if len(parts) > 1 else scope
        answer, named = meant([self._search_name(name, each) for _, name in parts])
        unmatched = ", ".join(typed for part, (typed, _) in enumerate(question.parts) if part not in named)
        return [replace(match, unmatched=unmatched) for match in answer[: scope.limit]] if unmatched else answer

    def _search_words(self, typed: str, scope: _Scope) -> list[PlaceMatch]:
        """An address without commas: the longest run of words at its start and at its end that are names."""
        words = typed.split()[:_MOST_WORDS]
        each = _of_parts(scope)
        starts = [range(n_words) for n_words in range(len(words) - 1, 0, -1)]
        head, at_start = self._longest_run(words, starts, each)
        ends = [range(first, len(words)) for first in range(max(1, len(head)), len(words))]
        tail, at_end = self._longest_run(words, ends, each)
        if not (at_start or at_end):
            return []
        answer, named = meant([at_start, at_end])
        said = words_of_districts(words).union(*((head, tail)[run] for run in named))
        rest = " ".join(word for number, word in enumerate(words) if number not in said)
        return [replace(match, unmatched=rest) for match in answer[: scope.limit]]

    def _longest_run(
        self, words: Sequence[str], runs: Iterable[range], scope: _Scope
    ) -> tuple[range, list[PlaceMatch]]:
        """The first of ``runs`` that is a name, with its matches."""
        for run in runs:
            if matches := self._search_run(words[run.start : run.stop], scope):
                return run, matches
        return range(0), []

    def _search_run(self, words: Sequence[str], scope: _Scope) -> list[PlaceMatch]:
        """Matches of words that are the very name of a place, else none."""
        parts = read_question(" ".join(words)).parts
        matches = self._search_name(parts[0][1], scope) if parts else []
        return matches if matches and matches[0].score >= NAMED else []

    def _search_name(self, name: str, scope: _Scope) -> list[PlaceMatch]:
        scores = _Scores(len(self.places))
        key = sound_key(name)
        if not key:
            return []
        by_ear = [(self._by_ear.equal(key), _SCORE_EQUAL_BY_EAR)]
        if len(key) > 1:  # "zzzz" sounds like "z", and that like half of the country
            by_ear.append((self._by_ear.beginning(key), _SCORE_BEGINNING_BY_EAR))
        is_strange = not scope.is_abroad and self._sounds_like_names_abroad(name, by_ear)
        for entries, score_of_kind in by_ear:
            self._offer(scores, entries[~self._is_latin_abroad[entries]] if is_strange else entries, score_of_kind)
        self._offer(scores, self._folded.beginning(name), _SCORE_BEGINNING)
        self._offer(scores, self._folded.equal(name), _SCORE_EQUAL)
        if is_strange:
            self._offer_by_ear_abroad(scores, by_ear, is_name_at_home=self._is_name_at_home(name, by_ear[0][0]))
        best = scores.best.max(initial=0.0)
        if best < _SCORE_EQUAL[_OTHER]:  # a name that only sounds so may still be a slip for another: Черніів
            self._offer_misspellings(scores, key, at_most=2 if best >= NAMED else 3)
        if scope.country is not None:
            scores.best[self._countries != scope.country] = 0.0
        is_named = self._is_named(by_ear[0][0])
        numbers = np.flatnonzero(scores.best)
        order = self._order(numbers, scores.best[numbers], is_named[numbers], scope)[: scope.limit]
        return self._matches(scores, numbers[order], is_named)

    def _is_named(self, equal_by_ear: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Of which places an entry is a whole name."""
        is_named = np.zeros(len(self.places), dtype=bool)
        is_named[self._owners[equal_by_ear[self._kinds[equal_by_ear] != _WORD]]] = True
        return is_named

    def _order(
        self, numbers: NDArray[np.intp], best: NDArray[np.float64], is_named: NDArray[np.bool_], scope: _Scope
    ) -> NDArray[np.intp]:
        """The best first. What is called so in the region that was said beats a better name elsewhere."""
        if scope.inside is None:
            return np.lexsort((numbers, -scope.weights[numbers], -best))
        inside = scope.inside[numbers]
        return np.lexsort((numbers, -scope.weights[numbers], ~inside, -best, ~(inside & is_named)))

    def _matches(self, scores: _Scores, numbers: NDArray[np.intp], is_named: NDArray[np.bool_]) -> list[PlaceMatch]:
        columns = (numbers, scores.best[numbers], scores.entry[numbers], is_named[numbers])
        return [
            PlaceMatch(self.places[number], round(score, 3), self._names[self._name_of_entry[entry]], is_named=named)
            for number, score, entry, named in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def _offer(self, scores: _Scores, entries: NDArray[np.int32], score_of_kind: NDArray[np.float64]) -> None:
        scores.offer(self._owners[entries], entries, score_of_kind[self._kinds[entries]])

    def _sounds_like_names_abroad(self, name: str, by_ear: Sequence[_ByEar]) -> bool:
        """Whether a Cyrillic name sounds like Latin ones where nobody writes Cyrillic."""
        return bool(_CYRILLIC.search(name)) and any(self._is_latin_abroad[entries].any() for entries, _ in by_ear)

    def _is_name_at_home(self, name: str, equal_by_ear: NDArray[np.int32]) -> bool:
        """Whether it is a name, or the first words of one, where Cyrillic is written."""
        entries = np.concatenate((equal_by_ear, self._folded.beginning(name + " ")))
        return bool(self._is_cyrillic_country[self._owners[entries]].any())

    def _offer_by_ear_abroad(
        self,
        scores: _Scores,
        by_ear: Sequence[_ByEar],
        *,
        is_name_at_home: bool,
    ) -> None:
        """Latin names that sound like Cyrillic ones: "Тарту" is the town, "Мала" not Malå but half a name at home.

        Of villages they are guesses, and of towns too where something at home is called so.
        """
        for entries, score_of_kind in by_ear:
            abroad = entries[self._is_latin_abroad[entries]]
            is_guess = ~self._is_town[self._owners[abroad]] | is_name_at_home
            weight = np.where(is_guess, _BY_EAR_ABROAD, 1.0)
            scores.offer(self._owners[abroad], abroad, score_of_kind[self._kinds[abroad]] * weight)

    def _offer_misspellings(self, scores: _Scores, key: str, *, at_most: int) -> None:
        """One edit for short names, two for those of five letters, three from nine; only the nearest and the next."""
        if len(key) < 3:
            return
        within = min(at_most, 1 if len(key) < 5 else 2 if len(key) < 9 else 3)
        entries, whole, start = self._by_ear.nearly(key, within=within)
        half_typed = np.where(len(key) >= 5, start + 1, 99)  # an unfinished and misspelt word is a longer shot
        edits = np.minimum(whole, half_typed).astype(np.float64)
        near = (edits > 0) & (edits <= min(within, edits.min(initial=99, where=edits > 0) + 1))
        edits, entries = edits[near], entries[near]
        scores.offer(self._owners[entries], entries, (SURE - 0.01) * (1.0 - edits / (len(key) + 1.0)))


def _of_parts(scope: _Scope) -> _Scope:
    return replace(scope, limit=max(scope.limit, _MOST_OF_A_PART))


def _is_borne_out(reading: AreaReading, match: PlaceMatch) -> bool:
    """Whether what was taken for a region or country is one: it stands alone, or beside the name of a place in it."""
    question = reading.question
    is_inside = not question.regions or match.is_in(question.regions)
    is_beside = reading.neighbour not in match.unmatched.split()
    return not question.parts or (match.score >= NAMED and is_inside and is_beside)


def _guesses_outside(question: Question, matches: list[PlaceMatch]) -> list[PlaceMatch]:
    """The matches as they are, or as guesses where the first is in none of the regions that were said.

    There are villages that we do not know: who asks for one is not led to a namesake three hundred kilometres off as
    if it were the answer. Who was wrong about the region finds the place all the same.
    """
    if not matches or not question.regions or matches[0].is_in(question.regions):
        return matches
    return [
        replace(
            match,
            score=min(match.score, _SCORE_OF_A_REGION),
            unmatched=", ".join(filter(None, (match.unmatched, *question.said_regions))),
        )
        for match in matches
    ]


@lru_cache(maxsize=1)
def default_places() -> PlaceIndex:
    """The index of the settlements that come with Punkt, built at the first call and kept."""
    return PlaceIndex(read_gazetteer())
