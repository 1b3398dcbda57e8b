"""Metres on a national grid -> degrees: which grid it is, told by header, by the file or by the numbers themselves.

The EPSG codes and the areas of use are those of the EPSG dataset that pyproj carries.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

Numbers = NDArray[np.float64]

WGS84, WEB_MERCATOR, L_EST97, SWEREF99_TM = 4326, 3857, 3301, 3006
UCS2000_ZONES = {4: 5562, 5: 5563, 6: 5564, 7: 5565}
"""UCS-2000 / Gauss-Kruger: the million of the easting is the six-degree zone."""
CS63_ZONES = {zone: 7824 + zone for zone in range(1, 8)}
"""Pulkovo 1942 / CS63 zones X1-X7 (the old cadastre of Ukraine): three-degree zones with the zone in the easting."""
_ALIASES = {102100: WEB_MERCATOR, 102113: WEB_MERCATOR, 900913: WEB_MERCATOR, 3785: WEB_MERCATOR, 4258: WGS84, 0: None}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, latitudes: Numbers, longitudes: Numbers) -> NDArray[np.bool_]:
        """Which of the places lie in the box."""
        is_in_band = (latitudes >= self.south) & (latitudes <= self.north)
        inside: NDArray[np.bool_] = is_in_band & (longitudes >= self.west) & (longitudes <= self.east)
        return inside


COUNTRY_BOXES = {
    "UA": Box(44.0, 52.5, 22.0, 40.3),
    "EE": Box(57.4, 59.9, 21.5, 28.3),
    "SE": Box(55.0, 69.2, 10.4, 24.3),
}
"""The three countries with their islands, rounded outwards. No box meets another with its axes swapped."""


def normal_epsg(epsg: int | None) -> int | None:
    """The code in use for a code as stated (Esri's 102100 is 3857); ``None`` for none."""
    return _ALIASES.get(epsg, epsg) if epsg is not None else None


def is_projected(epsg: int) -> bool:
    """Whether the code names a grid in metres that can be turned into degrees."""
    try:
        return bool(CRS.from_epsg(epsg).is_projected)
    except CRSError:
        return False


@lru_cache(maxsize=32)
def _transformer(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, WGS84, always_xy=True)


def _zones(epsg: int) -> dict[int, int]:
    if epsg in UCS2000_ZONES.values():
        return UCS2000_ZONES
    return CS63_ZONES if epsg in CS63_ZONES.values() else {}


def to_degrees(northings: Numbers, eastings: Numbers, epsg: int) -> tuple[Numbers, Numbers]:
    """Latitudes and longitudes (NaN where there is no such place), in one call of pyproj for each zone in use."""
    latitudes, longitudes = np.full(len(northings), np.nan), np.full(len(northings), np.nan)
    zones = _zones(epsg)
    prefixes = np.where(np.isfinite(eastings), eastings, 0) // 1_000_000
    parts = [(prefixes == zone, code) for zone, code in zones.items()] or [(np.ones(len(northings), dtype=bool), epsg)]
    for chosen, code in parts:
        if not chosen.any():
            continue
        try:
            x, y = _transformer(code).transform(eastings[chosen], northings[chosen])
        except (CRSError, ProjError):
            continue
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        is_place = np.isfinite(x) & np.isfinite(y) & (np.abs(y) <= 90) & (np.abs(x) <= 180)
        latitudes[chosen], longitudes[chosen] = np.where(is_place, y, np.nan), np.where(is_place, x, np.nan)
    return latitudes, longitudes


@lru_cache(maxsize=32)
def area_of(epsg: int) -> Box:
    """Where the grid is meant to be used, with a margin of half a degree; the whole Earth where that is not stated."""
    zones = _zones(epsg)
    if zones:
        return COUNTRY_BOXES["UA"]
    try:
        area: Any = CRS.from_epsg(epsg).area_of_use
    except CRSError:
        area = None
    if area is None:
        return Box(-90, 90, -180, 180)
    return Box(area.south - 0.5, area.north + 0.5, area.west - 0.5, area.east + 0.5)


# --- which grid ----------------------------------------------------------------------------------------------------

_NAMED = (
    (re.compile(r"l[\s_-]?est|3301", re.IGNORECASE), L_EST97),
    (re.compile(r"sweref|3006", re.IGNORECASE), SWEREF99_TM),
    (re.compile(r"mercator|меркатор|3857|900913|102100", re.IGNORECASE), WEB_MERCATOR),
    (re.compile(r"cs[\s_-]?63|ск[\s_-]?63", re.IGNORECASE), CS63_ZONES[5]),
    (re.compile(r"уск[\s_-]?2000|ucs[\s_-]?2000", re.IGNORECASE), UCS2000_ZONES[6]),
)
_CODE = re.compile(
    r"(?<!\d)(6381|6382|6383|6384|6385|6386|6387|556[2-9]|78(?:2[5-9]|3[01])|2180|326\d\d|258\d\d)(?!\d)"
)
_ESTONIAN = re.compile(r"maakond|\bvald\b|küla|\bnimi\b|aadress|\btn\b|\bmnt\b|kool|alevik|linn\b", re.IGNORECASE)
_SWEDISH = re.compile(r"kommun|gatan|vägen|skola\b|gatuadress|\blän\b|antal|plats|torget|besöksadress", re.IGNORECASE)


def named_projection(headers: Iterable[str]) -> int | None:
    """The grid that a header names ("sweref_n", "EPSG:6384 X", "lest_x")."""
    for header in headers:
        code = _CODE.search(header)
        if code:
            return int(code.group())
        for pattern, epsg in _NAMED:
            if pattern.search(header):
                return epsg
    return None


def likely_projection(northings: Numbers, eastings: Numbers, words: str) -> tuple[int | None, bool]:
    """``(epsg, is_swapped)`` for metres whose grid nobody names; ``(None, False)`` where none or several fit.

    ``words`` is text of the table: between the Estonian and the Swedish grid, which overlap, the language decides.
    """
    for is_swapped, (y, x) in ((False, (northings, eastings)), (True, (eastings, northings))):
        fitting = [epsg for epsg in (L_EST97, SWEREF99_TM) if _fits(y, x, epsg)]
        if len(fitting) == 2:
            n_estonian, n_swedish = len(_ESTONIAN.findall(words)), len(_SWEDISH.findall(words))
            if n_estonian == n_swedish:
                return None, False
            fitting = [L_EST97 if n_estonian > n_swedish else SWEREF99_TM]
        zone = _zone_of(y, x)
        fitting = fitting or ([zone] if zone else [])
        if not fitting and any(_fits(y, x, WEB_MERCATOR, box=box) for box in COUNTRY_BOXES.values()):
            fitting = [WEB_MERCATOR]
        if fitting:
            return fitting[0], is_swapped
    return None, False


def _fits(northings: Numbers, eastings: Numbers, epsg: int, *, box: Box | None = None) -> bool:
    """Whether 95 of 100 places lie where the grid (or the box) is."""
    latitudes, longitudes = to_degrees(northings, eastings, epsg)
    area = box or COUNTRY_BOXES["EE" if epsg == L_EST97 else "SE"]
    return len(northings) > 0 and float(area.holds(latitudes, longitudes).mean()) >= 0.95


def _zone_of(northings: Numbers, eastings: Numbers) -> int | None:
    """UCS-2000 (the state grid, preferred where both fit) or CS63, by the zone and the offset in the easting."""
    is_ukrainian = (northings > 4_800_000) & (northings < 5_900_000)
    zones, offsets = eastings // 1_000_000, eastings % 1_000_000
    is_ucs = is_ukrainian & np.isin(zones, list(UCS2000_ZONES)) & (offsets > 260_000) & (offsets < 740_000)
    is_cs63 = is_ukrainian & np.isin(zones, list(CS63_ZONES)) & (offsets > 170_000) & (offsets < 430_000)
    for is_inside, codes in ((is_ucs, UCS2000_ZONES), (is_cs63, CS63_ZONES)):
        if len(zones) and float(is_inside.mean()) >= 0.95:
            return codes[int(np.median(zones[is_inside]))]
    return None
