"""How many demo points stand where, and what each offers; the same seed gives the same network."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from punkt.ids import new_point_code
from punkt.model.position import Position
from punkt.model.vocabulary import HostKind, OpeningMode, PositionMethod
from punkt.places.gazetteer import Place
from punkt_web.common.names import COUNTRY_LANGUAGES
from punkt_web.demo.inspected import inspected
from punkt_web.demo.words import ENTRANCES, HOSTS, STREETS, HostWords

N_POINTS = {"UA": 10_676, "EE": 140, "SE": 900}
"""Ukraine: 10,676 on 19.01.2026 (facts/ukraine 4.1, N21). Estonia: about one per 10,000 residents (facts/estonia 2.2).
Sweden: about three for each of 290 municipalities, between Sollentuna's 3 and Nykoping's 16 (3.2)."""

# Points of a region where a source states them (facts/ukraine 4.2); the rest is shared out by population.
# GeoNames region number -> points: Kyiv over 1,200 (N20), Kyiv oblast 466 (P3), Poltava 526 (N8), Ivano-Frankivsk 468
# (N7), Kharkiv 928 (N16), Sumy 429 (C2), Zaporizhzhia 427 (N30), Mykolaiv 402 (S4), Volyn 361 (N31),
# Cherkasy 176 (P4), Donetsk 65 + 8 (S2).
_STATED = {
    "12": 1200, "13": 466, "18": 526, "06": 468, "07": 928, "21": 429, "26": 427, "16": 402, "24": 361, "01": 176,
    "05": 73,
}  # fmt: skip
_OCCUPIED = {"11", "14", "20"}

# Ukraine: 3,302 of 13,390 on need (N: L7), over one third of the rest day and night (N8).
_MODES = {
    "UA": ((OpeningMode.ROUND_THE_CLOCK, 0.26), (OpeningMode.SCHEDULE, 0.49), (OpeningMode.STANDBY, 0.25)),
    "EE": ((OpeningMode.STANDBY, 0.9), (OpeningMode.SCHEDULE, 0.1)),
    "SE": ((OpeningMode.STANDBY, 0.95), (OpeningMode.SCHEDULE, 0.05)),
}

# key -> (share yes, share limited, share no); what is left is unknown. Internet: 59 % in Poltava oblast (N18).
# Wheelchair access known for about 15 % of shelters in the US feed (peers, section 3); we suppose twice that.
_SERVICES: dict[str, tuple[float, float, float]] = {
    "service.heat": (0.84, 0.06, 0.02),
    "service.charging": (0.86, 0.07, 0.01),
    "service.medical_power": (0.22, 0.1, 0.12),
    "service.internet": (0.53, 0.12, 0.12),
    "service.water": (0.66, 0.08, 0.06),
    "service.hot_drink": (0.5, 0.1, 0.12),
    "service.first_aid": (0.6, 0.08, 0.05),
    "service.mother_child": (0.16, 0.06, 0.3),
    "service.overnight": (0.1, 0.05, 0.45),
    "service.pets": (0.14, 0.1, 0.16),
    "service.toilet": (0.62, 0.08, 0.04),
    "service.information": (0.7, 0.04, 0.01),
    "service.emergency_call": (0.4, 0.05, 0.08),
    "access.step_free": (0.16, 0.08, 0.12),
    "access.toilet": (0.08, 0.04, 0.14),
    "power.lighting": (0.7, 0.05, 0.02),
    "heat.without_grid": (0.5, 0.05, 0.15),
}


@dataclass(frozen=True, slots=True)
class DemoPoint:
    """One made-up point, ready to be stated to the registry. ``place`` is the settlement that it stands in."""

    code: str
    place: Place
    kind: str
    mode: OpeningMode
    capacity: int | None
    statements: dict[str, Any]


def planned_points(places: Sequence[Place], *, seed: int, scale: float = 1.0) -> Iterator[DemoPoint]:
    """All points of the demo network. ``scale`` below 1 gives a smaller one of the same make, for tests."""
    random = Random(seed)  # noqa: S311 - a play network, not a secret
    taken: set[str] = set()
    for country, n_country in N_POINTS.items():
        shares = _shares([place for place in places if place.country == country], round(n_country * scale))
        for place, n_here in shares:
            numbers: Counter[str] = Counter()
            for _ in range(n_here):
                yield _point(random, place, numbers, taken, seed=seed)


def _shares(places: Sequence[Place], n_all: int) -> list[tuple[Place, int]]:
    """Points by settlement: a region's stated number, else by population, with the largest remainders rounded up."""
    regions: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if (
            place.counted_in is None
            and place.population
            and not (place.country == "UA" and place.region_code in _OCCUPIED)
        ):
            regions[place.region_code].append(place)
    stated = {code: n for code, n in _STATED.items() if code in regions and places[0].country == "UA"}
    scale = n_all / N_POINTS[places[0].country]
    weights = {code: float(sum(place.population or 0 for place in rows)) for code, rows in regions.items()}
    n_left = n_all - round(sum(stated.values()) * scale)
    weight_left = sum(weight for code, weight in weights.items() if code not in stated) or 1.0
    quotas = [
        (stated[code] * scale if code in stated else n_left * weights[code] / weight_left, rows)
        for code, rows in sorted(regions.items())
    ]
    counts = _rounded([quota for quota, _rows in quotas], n_all)
    return [share for count, (_quota, rows) in zip(counts, quotas, strict=True) for share in _in_region(rows, count)]


def _in_region(places: Sequence[Place], n_region: int) -> list[tuple[Place, int]]:
    # Villages get more than their share of people: each hromada has its points (facts/ukraine 1.4).
    weights = [math.pow(place.population or 1, 0.85) for place in places]
    total = sum(weights)
    counts = _rounded([n_region * weight / total for weight in weights], n_region)
    return [(place, count) for place, count in zip(places, counts, strict=True) if count]


def _rounded(quotas: Sequence[float], n_all: int) -> list[int]:
    counts = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda index: (counts[index] - quotas[index], index))
    for index in by_remainder[: n_all - sum(counts)]:
        counts[index] += 1
    return counts


def _point(random: Random, place: Place, numbers: Counter[str], taken: set[str], *, seed: int) -> DemoPoint:
    country = place.country
    host = random.choices(HOSTS[country], [words.share for words in HOSTS[country]])[0]
    numbers[host.local] += 1
    mode = random.choices([m for m, _ in _MODES[country]], [share for _, share in _MODES[country]])[0]
    capacity = _capacity(random)
    statements: dict[str, Any] = {
        "name": _names(host, numbers[host.local], COUNTRY_LANGUAGES[country]),
        "host_kind": host.kind,
        "opening_mode": mode,
        "position": _position(random, place),
        "settlement": place.name,
        "address": f"{random.choice(STREETS[country])}, {random.randint(1, 120)}",
        "capacity_seated": capacity,
        **_opening(random, mode),
        **_offers(random, host.kind),
    }
    if random.random() < 0.4:
        statements["entrance_note"] = random.choice(ENTRANCES[country])
    code = _code(random, taken)
    statements |= inspected(code, host.kind, capacity, seed=seed)
    known = {key: value for key, value in statements.items() if value is not None}
    return DemoPoint(code, place, _kind(country, host.kind), mode, capacity, known)


def _code(random: Random, taken: set[str]) -> str:
    while (code := new_point_code(random.randrange)) in taken:
        pass
    taken.add(code)
    return code


def _names(host: HostWords, number: int, language: str) -> dict[str, str]:
    return {language: host.local.format(n=number), "en": host.english.format(n=number)}


def _kind(country: str, host: HostKind) -> str:
    if country != "UA":
        return {"EE": "ee-centre", "SE": "se-safety-point"}[country]
    if host is HostKind.RESCUE_TENT:
        return "ua-mobile"
    return "ua-business" if host in {HostKind.BUSINESS, HostKind.SHOP, HostKind.FUEL_STATION} else "ua-stationary"


def _position(random: Random, place: Place) -> Position:
    """Scattered around the middle of the settlement; a town of 100,000 people has a radius of about 3 km [I]."""
    spread_km = 0.25 + 2.7 * math.sqrt((place.population or 0) / 100_000)
    north_km, east_km = random.gauss(0, spread_km / 2), random.gauss(0, spread_km / 2)
    latitude = place.latitude + north_km / 111.2
    longitude = place.longitude + east_km / (111.2 * math.cos(math.radians(place.latitude)))
    return Position(round(latitude, 5), round(longitude, 5), random.choice([10.0, 30.0, 100.0]), PositionMethod.ADDRESS)


def _capacity(random: Random) -> int | None:
    """40 to 500 people (facts/ukraine 1.2, N13); one in six points does not state it."""
    if random.random() < 1 / 6:
        return None
    return 10 * round(min(500.0, max(40.0, random.lognormvariate(4.5, 0.6))) / 10)


def _opening(random: Random, mode: OpeningMode) -> dict[str, Any]:
    if mode is OpeningMode.ROUND_THE_CLOCK:
        return {"hours_activated": "24/7"}
    if mode is OpeningMode.SCHEDULE:
        return {"hours_normal": random.choice(["Mo-Su 08:00-20:00", "Mo-Fr 09:00-18:00", "Mo-Su 07:00-22:00"])}
    # Donetsk: within two hours of the decision (S1, S2); Narva: within six (facts/estonia 2.2).
    return {"promised_minutes": random.choice([60, 120, 120, 180, 360]), "hours_activated": "24/7"}


def _offers(random: Random, host: HostKind) -> dict[str, Any]:
    offers: dict[str, Any] = {}
    for key, (yes, limited, no) in _SERVICES.items():
        draw = random.random()
        if draw < yes:
            offers[key] = "yes"
        elif draw < yes + limited:
            offers[key] = "limited"
        elif draw < yes + limited + no:
            offers[key] = "no"
    if random.random() < 0.55:
        # 10.4 kW is the mean of 509 donated generators (facts/simulation 1.3).
        offers |= {"power.generator_kw": float(random.choice([5, 6, 8, 10, 12, 20])), "power.fuel": "diesel"}
        offers |= {"power.tank_l": float(random.choice([15, 25, 40, 60, 100]))}
    if host is not HostKind.RESCUE_TENT and random.random() < 0.3:
        offers["power.n_sockets"] = random.choice([20, 30, 50, 50, 80])
    return offers
