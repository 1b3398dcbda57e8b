"""Bytes of packs of 10,676 points, beside the entropy of what they tell and beside other formats in the same run.

    .venv/bin/python benchmarks/pack_bytes.py

The network is the Ukrainian part of the demo, all of it public. Bounds, in bytes for the whole network:

- positions: a set drawn from the distribution from which the demo draws it (so many points around each settlement, a
  normal scatter), known to the reader: -log2 of its density, less log2 n! for the order, on the grid of the pack;
- services, capacity: the entropy of each column; the demo draws them independently;
- live: the entropy of the state, and of the rest given the state.

A reader knows none of these distributions; a format that learns them as it goes can come near. Reach: 1.25 times.

Other formats hold the same columns (``_peers``); `make env-bench` installs their libraries, and one that is missing is
named. Of the pack "few" are its sections of positions, services and capacity, without envelope and texts.
"""

# ruff: noqa: PLC0415 - Django can be imported only when its home is known

import math
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import _peers  # beside this script
import numpy as np

REACH = 1.25
REACH_DELTA, REACH_STATES, REACH_COUNTRY = 700, 1_500, 450_000
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


def entropy_bytes(column: Iterable[Hashable]) -> float:
    """What a column tells, in bytes."""
    counts = Counter(column)
    n = counts.total()
    return -sum(count * math.log2(count / n) for count in counts.values()) / 8


def place_bound(planned: Sequence[Any]) -> float:
    """What the set of positions tells a reader who knows how it was drawn, in bytes."""
    from punkt.pack.points import STEP_DEGREES

    places = list(dict.fromkeys(one.place for one in planned))
    n_at = Counter(one.place for one in planned)
    latitude, longitude, spread_km, weight = np.array(
        [
            (place.latitude, place.longitude, (0.25 + 2.7 * math.sqrt((place.population or 0) / 100_000)) / 2,
             n_at[place] / len(planned))
            for place in places
        ]
    ).T  # fmt: skip
    bits = 0.0
    for one in planned:
        position = one.statements["position"]
        north = (position.latitude - latitude) * 111.2
        across = 111.2 * np.cos(np.radians(latitude))
        east = (position.longitude - longitude) * across
        density = weight * np.exp(-(north**2 + east**2) / (2 * spread_km**2)) / (2 * np.pi * spread_km**2)
        cell_km2 = STEP_DEGREES**2 * 111.2 * across
        bits -= math.log2(float((density * cell_km2).sum()))
    return (bits - math.lgamma(len(planned) + 1) / math.log(2)) / 8


def pack_points(planned: Sequence[Any]) -> list[Any]:
    """The planned points as a pack holds them."""
    from punkt.model.fields import NEEDS
    from punkt.model.vocabulary import Availability
    from punkt.pack.points import PackPoint

    facts = [need.fact for need in NEEDS.values()]
    return [
        PackPoint(
            code=one.code,
            place=(one.statements["position"].latitude, one.statements["position"].longitude),
            accuracy_m=round(one.statements["position"].accuracy_m),
            territory=f"UA-{one.place.region_code}",
            host_kind=one.statements["host_kind"],
            opening_mode=one.mode,
            capacity_seated=one.capacity,
            hours_normal=one.statements.get("hours_normal", ""),
            hours_activated=one.statements.get("hours_activated", ""),
            settlement=one.statements["settlement"],
            address=one.statements["address"],
            entrance_note=one.statements.get("entrance_note", ""),
            names=one.statements["name"],
            services={key: Availability(one.statements[key]) for key in facts if key in one.statements},
        )
        for one in planned
    ]


def live_points(points: Sequence[Any]) -> list[Any]:
    """A round of the demo's reports as last words."""
    from punkt.model.vocabulary import ReportChannel
    from punkt.pack.live import SILENT, LivePoint, Teller, age_band, occupancy_band
    from punkt_web.demo.reports import ReportingPoint, report_round

    asked = [ReportingPoint(at, one.opening_mode, one.capacity_seated, None, ()) for at, one in enumerate(points)]
    live = [SILENT] * len(points)
    for report in report_round(asked, at=NOW, seed=1):
        age_min = age_band((NOW - report.observed_at) / timedelta(minutes=1))
        seats = points[report.point_id].capacity_seated
        is_counted = report.headcount is not None and seats
        live[report.point_id] = LivePoint(
            report.state,
            Teller.RESIDENT if report.channel is ReportChannel.RESIDENT else Teller.STAFF,
            age_min,
            occupancy_band(report.headcount / seats) if is_counted else None,
        )
    return live


def live_bound(live: Sequence[Any]) -> float:
    """What the last words tell: the state, and the rest given the state."""
    states = entropy_bytes(one.state for one in live)
    rest = 0.0
    for part in ("teller", "age_min", "occupancy", "autonomy"):
        for state in {one.state for one in live}:
            rest += entropy_bytes(getattr(one, part) for one in live if one.state == state)
    return states + rest


def said(word: str, n_bytes: int, bound: float | None, reach: float) -> bool:
    """Prints a figure beside its bound, where one is known; whether the reach is met."""
    is_reached = n_bytes <= reach
    answer = "yes" if is_reached else "NO"
    beside = f"{bound:>8,.0f} {n_bytes / bound:>6.2f}" if bound else " " * 15
    print(f"{word:<36} {n_bytes:>8,} {beside}   {reach:>8,.0f}  {answer}", flush=True)
    return is_reached


def whole_pack(points: Sequence[Any], sections: Iterable[bytes]) -> bytes:
    """The file that somebody takes along, signed. Raises ``ValueError`` where it does not tell the same points."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from punkt.pack.envelope import Envelope, PackKind, opened, sealed
    from punkt.pack.static import StaticSections, read

    key = Ed25519PrivateKey.generate()
    pack = Envelope(PackKind.STATIC, "", len(points), NOW, NOW + timedelta(days=30), tuple(sections))
    content = sealed(pack, key)
    back = opened(content, lambda _id, _at: key.public_key())
    if read(StaticSections(*back.sections), back.n_points).points != list(points):
        raise ValueError("the pack does not give back what went in")
    return content


def beside_others(points: Sequence[Any], n_whole: int, n_columns: int) -> None:
    """Prints what the same table takes in other formats, each read back and equal, and which of them are left out."""
    table = _peers.table_of(points)
    few = table.only(["north", "east", "seats", "beds", *_peers.services_of(points)])
    print(f"\nThe same points in the same order, read back and equal. All columns: {', '.join(table.columns())}.")
    print(f"Few columns: {', '.join(few.columns())}.")
    print(f"{'':<36} {'all':>8} {'of pack':>8} {'few':>8} {'of pack':>8}")
    print(f"{'pack, signed / its columns':<36} {n_whole:>8,} {1:>8.2f} {n_columns:>8,} {1:>8.2f}")
    left_out = []
    for module, name in _peers.MODULES.items():
        try:
            forms = _peers.forms_of(module)
        except _peers.LibraryIsMissing as missing:
            left_out.append(
                f"Left out: {name}, because its module {missing} is not installed. To install it: make env-bench"
            )
            continue
        for form in forms:
            n_all, n_few = _peers.n_bytes(form, table), _peers.n_bytes(form, few)
            shares = n_all / n_whole, n_few / n_columns
            print(f"{form.name:<36} {n_all:>8,} {shares[0]:>8.2f} {n_few:>8,} {shares[1]:>8.2f}", flush=True)
    for line in left_out:
        print(line)


def main() -> int:
    """Prints the figures; exit status 1 when one misses its reach."""
    os.environ["PUNKT_HOME"] = tempfile.mkdtemp(prefix="punkt-pack-")
    from punkt_web.ready import prepare

    prepare()
    from punkt.model.vocabulary import PointState
    from punkt.pack import changes
    from punkt.pack import live as live_part
    from punkt.pack.static import ordered, written
    from punkt.places.gazetteer import read_gazetteer
    from punkt_web.demo.plan import planned_points

    planned = [one for one in planned_points(read_gazetteer(), seed=1) if one.place.country == "UA"]
    points = ordered(pack_points(planned))
    sections = written(points, {"names": {}, "is_demo": True})
    n_whole = len(whole_pack(points, sections))
    live = live_points(points)
    draw = Random(3)
    later = list(live)
    for at in draw.sample(range(len(live)), len(live) // 50):
        later[at] = replace(later[at], state=draw.choice(live).state, age_min=0)
    keys = sorted({key for one in points for key in one.services})
    bound_places = place_bound(planned)
    bound_services = sum(entropy_bytes(one.services.get(key) for one in points) for key in keys)
    bound_seats = entropy_bytes(one.capacity_seated for one in points)
    bound_columns, bound_live = bound_places + bound_services + bound_seats, live_bound(live)
    n_columns = len(sections.places) + len(sections.services) + len(sections.capacity)
    n_changed = sum(old != new for old, new in zip(live, later, strict=True))
    bound_delta = entropy_bytes(old != new for old, new in zip(live, later, strict=True))
    bound_delta += live_bound([new for old, new in zip(live, later, strict=True) if old != new])
    changed = {at: (new, {}) for at, (old, new) in enumerate(zip(live, later, strict=True)) if old != new}
    delta = changes.written(changes.Changes(bytes(8), datetime(2026, 1, 1, tzinfo=UTC), changed), len(points), keys)
    n_delta = sum(map(len, delta))
    is_open = [replace(live_part.SILENT, state=PointState.OPEN if one.state == "open" else None) for one in live]
    print(f"{len(points)} points, {len(keys)} services")
    print(f"{'':<36} {'bytes':>8} {'bound':>8} {'times':>6}   {'reach':>8}")
    checks = [
        said("positions", len(sections.places), bound_places, REACH * bound_places),
        said("positions, services, seats", n_columns, bound_columns, REACH * bound_columns),
        said("live columns", len(live_part.written(live)), bound_live, REACH * bound_live),
        said(f"live, {n_changed} changed", n_delta, bound_delta, REACH_DELTA),
        said(
            "live, which of eight states",
            len(live_part.written_states(live)),
            entropy_bytes(one.state for one in live),
            REACH_STATES,
        ),
        said(
            "live, open or not",
            len(live_part.written_states(is_open)),
            entropy_bytes(one.state for one in is_open),
            REACH_STATES,
        ),
        said("whole pack, names and addresses", n_whole, None, REACH_COUNTRY),
    ]
    beside_others(points, n_whole, n_columns)
    return int(not all(checks))


if __name__ == "__main__":
    sys.exit(main())
