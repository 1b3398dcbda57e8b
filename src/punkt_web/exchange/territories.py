"""Which territory a row lies in: by code, by the names of places within one another, by position."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from shapely import STRtree, from_geojson, points
from shapely.geometry.base import BaseGeometry

from punkt.places.fold import folded
from punkt_web.registry.models import Territory, TerritoryBoundary

_ASKED_LEVELS = ("region", "district", "municipality", "settlement")
# A city can be its own municipality or region (Kyiv), and a list may put its city districts in the same column.
_STANDS_FOR = {
    "region": {"region"},
    "district": {"district", "municipality", "quarter"},
    "municipality": {"municipality", "settlement", "region", "district"},
    "settlement": {"settlement", "municipality", "region", "quarter"},
}
_KIND_WORDS = re.compile(
    r"\b(?:автономна республіка|область|обл|район|р н|міська|сільська|селищна|територіальна|громада|тг|отг|мтг|стг|рада"
    r"|місто|м|село|с|селище міського типу|селище|смт|сел|oblast|region|raion|rayon|district|hromada|city|county"
    r"|municipality|maakond|vald|linn|alevik|alev|küla|kula|linnaosa|län|lan|kommun|stad)\b"
)
_GENITIVE = re.compile(r"s$")
_SWEDISH = re.compile(r"\b(?:län|lan|kommun|stad)$")
# About 28 km: a village beyond the last middle is not refused. A degree of longitude is half as long in the north.
_MARGIN_DEG = 0.25
_SHORT_CODE = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class KnownTerritory:
    """A territory as far as the finder needs it. ``path`` ends with its own code."""

    id: int
    code: str
    level: str
    path: str

    @property
    def lineage(self) -> tuple[str, ...]:
        """The codes from the country down."""
        return tuple(code for code in self.path.split("/") if code)

    def is_in(self, other: "KnownTerritory") -> bool:
        """Whether it is the other or lies below it."""
        return self.path.startswith(other.path)


@dataclass(frozen=True, slots=True)
class Found:
    """What the words of a row led to: a territory, or the code of the finding that says why there is none."""

    territory: KnownTerritory | None = None
    fault: str = ""


NOT_SAID = Found()


class TerritoryFinder:
    """Knows all territories at once; a list of 100,000 rows asks it 100,000 times.

    ``within`` narrows the search: a name that occurs twice in a country is often clear inside one region.
    """

    def __init__(self, within: str = "") -> None:
        rows = Territory.objects.order_by("path").values_list("id", "code", "level", "path", "names")
        self._by_code: dict[str, KnownTerritory] = {}
        self._by_name: dict[str, list[KnownTerritory]] = defaultdict(list)
        for pk, code, level, path, names in rows.iterator(chunk_size=5000):
            known = KnownTerritory(pk, code, level, path)
            self._by_code[code] = known
            for stem in {stem for name in (names or {}).values() for stem in _stems(name)}:
                self._by_name[stem].append(known)
        self.within = self._by_code.get(within)
        self._asked: dict[tuple[tuple[str, str], ...], Found] = {}

    def is_far_outside(self, place: tuple[float, float]) -> bool:
        """Whether a place (latitude, longitude) lies clearly outside ``within`` as far as middles of units tell.

        Boundaries decide where they are loaded; this is for where they are not. Clearly: more than ``_MARGIN_DEG``
        beyond every middle. Never where fewer than three middles are known.
        """
        frame = self._frame
        if frame is None:
            return False
        south, west, north, east = frame
        return not (south <= place[0] <= north and west <= place[1] <= east)

    @cached_property
    def _frame(self) -> tuple[float, float, float, float] | None:
        if self.within is None:
            return None
        below = Territory.objects.filter(path__startswith=self.within.path, latitude__isnull=False)
        middles = list(below.exclude(longitude=None).values_list("latitude", "longitude"))
        if len(middles) < 3:
            return None
        latitudes, longitudes = zip(*middles, strict=True)
        low, high = min(latitudes) - _MARGIN_DEG, max(latitudes) + _MARGIN_DEG
        return low, min(longitudes) - 2 * _MARGIN_DEG, high, max(longitudes) + 2 * _MARGIN_DEG

    def by_code(self, code: str) -> KnownTerritory | None:
        """The territory of a code as it stands in the register."""
        return self._by_code.get(code)

    def by_words(self, places: Mapping[str, str]) -> Found:
        """The territory that place words name (``PointDraft.places``); searched once for each different wording.

        Where no territories are loaded at all no row is blamed for naming one that is not known.
        """
        if not places or not self._by_code:
            return NOT_SAID
        asked = tuple(sorted(places.items()))
        found = self._asked.get(asked)
        if found is None:
            found = self._asked[asked] = self._search(places)
        return found

    def _search(self, places: Mapping[str, str]) -> Found:
        code = places.get("code", "").strip()
        if code:
            known = self._coded(code)
            if known is not None:
                return Found(known)
        named = self._named(places)
        if code and named.territory is None and not named.fault:
            return Found(fault="unknown-territory")
        return named

    def _coded(self, code: str) -> KnownTerritory | None:
        exact = self._by_code.get(code) or self._by_code.get(code.upper())
        if exact is not None or not _SHORT_CODE.fullmatch(code):
            return exact
        # EHAK and kommunkod are bare numbers whose leading zeros a spreadsheet eats; the register says EE- and SE-.
        countries = {self.within.path[:2]} if self.within else {path_code[:2] for path_code in self._by_code}
        hits = [self._by_code.get(f"{country}-{code.zfill(4)}") for country in sorted(countries)]
        known = [hit for hit in hits if hit is not None]
        return known[0] if len(known) == 1 else None

    def _named(self, places: Mapping[str, str]) -> Found:
        """Goes down level by level; a word that is not found is passed over as long as another one is."""
        candidates: list[KnownTerritory] | None = None
        n_words = 0
        for level in _ASKED_LEVELS:
            if not places.get(level):
                continue
            n_words += 1
            narrower = self._called(places[level], level, candidates)
            candidates = narrower or candidates
        if not n_words:
            return NOT_SAID
        if not candidates:
            return Found(fault="unknown-territory")
        return Found(candidates[0]) if len(candidates) == 1 else Found(fault="ambiguous-territory")

    def _called(self, word: str, level: str, above: Sequence[KnownTerritory] | None) -> list[KnownTerritory]:
        for stem in _stems(word):
            called = [known for known in self._by_name.get(stem, ()) if known.level in _STANDS_FOR[level]]
            if above is not None:
                called = [known for known in called if any(known.is_in(upper) for upper in above)]
            elif self.within is not None and len(called) > 1:
                called = [known for known in called if known.is_in(self.within) or self.within.is_in(known)] or called
            if called:
                return [known for known in called if known.level == level] or _topmost(called)
        return []

    def by_positions(self, places: Sequence[tuple[float, float]]) -> list[KnownTerritory | None]:
        """For each latitude and longitude the smallest territory whose boundary is loaded and holds it."""
        found: list[KnownTerritory | None] = [None] * len(places)
        owners, shapes = self._bounded()
        if not shapes or not places:
            return found
        latitudes, longitudes = np.asarray(places, dtype=float).T
        hits = STRtree(shapes).query(points(longitudes, latitudes), predicate="within")
        for place, shape in hits.T.tolist():
            before = found[place]
            if before is None or owners[shape].path.count("/") > before.path.count("/"):
                found[place] = owners[shape]
        return found

    def _bounded(self) -> tuple[list[KnownTerritory], list[BaseGeometry]]:
        rows = TerritoryBoundary.objects.order_by("territory__code").values_list("territory__code", "geometry")
        owners, shapes = [], []
        for code, boundary in rows:
            owners.append(self._by_code[code])
            shapes.append(from_geojson(json.dumps(boundary)))
        return owners, shapes


def lineage_of(code: str) -> tuple[str, ...]:
    """The codes from the country down to a territory; empty where there is none of that code."""
    path = Territory.objects.filter(code=code).values_list("path", flat=True).first() or ""
    return tuple(part for part in path.split("/") if part)


def _topmost(called: Iterable[KnownTerritory]) -> list[KnownTerritory]:
    """Of a municipality and its town of the same name the municipality: the wider statement is surely true."""
    top: list[KnownTerritory] = []
    for known in sorted(called, key=lambda one: len(one.path)):
        if not any(known.is_in(upper) for upper in top):
            top.append(known)
    return top


@lru_cache(maxsize=65_536)
def _stems(name: str) -> tuple[str, ...]:
    """The folded name, then without the words that say what kind of unit it is: "Сумська область" -> "сумська"."""
    whole = folded(name[:200])
    bare = " ".join(_KIND_WORDS.sub(" ", whole).replace(".", " ").split())
    stems = dict.fromkeys(stem for stem in (whole, bare) if stem)
    if bare and _SWEDISH.search(whole):
        stems[_GENITIVE.sub("", bare)] = None
    return tuple(stems)
