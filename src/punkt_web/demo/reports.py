"""What the demo points say of themselves: one round of made-up reports for a moment, drawn from a seed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from punkt.ids import ulid_at
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import OpeningMode, PointState, ReportChannel
from punkt_web.operations.actions.reports import Report


@dataclass(frozen=True, slots=True)
class ReportingPoint:
    """What of a point a round needs to know."""

    id: int
    mode: OpeningMode
    capacity: int | None
    tank_l: float | None
    service_keys: tuple[str, ...]


# Share of points by what they would say, per mode. One listed point in five shut: Kyiv, 11.2022 (facts/ukraine 3, Q1);
# 28 of 96 Donetsk points on standby (S1). What is left never reported.
_STATES: dict[OpeningMode, tuple[tuple[PointState, float], ...]] = {
    OpeningMode.ROUND_THE_CLOCK: ((PointState.OPEN, 0.72), (PointState.FULL, 0.03), (PointState.CLOSED, 0.12)),
    OpeningMode.SCHEDULE: ((PointState.OPEN, 0.5), (PointState.FULL, 0.02), (PointState.CLOSED, 0.3)),
    OpeningMode.STANDBY: ((PointState.STANDBY, 0.66), (PointState.OPENING, 0.05), (PointState.OPEN, 0.06)),
}
# Age of the last word in minutes: from a watch that reports hourly to points that fell silent. The US feed changes a
# count every 23.7 h at the median (peers, section 3): a long tail is what networks look like.
_AGES = ((3, 55, 0.5), (55, 180, 0.22), (180, 1440, 0.2), (1440, 7200, 0.08))


def report_round(points: Iterable[ReportingPoint], *, at: datetime, seed: int) -> Iterator[Report]:
    """At most one report a point, observed in the days before ``at``."""
    random = Random(seed)  # noqa: S311 - a play network, not a secret
    milliseconds = int(at.timestamp() * 1000)
    for number, point in enumerate(points):
        states = _STATES.get(point.mode, ())
        draw, state = random.random(), None
        for candidate, share in states:
            if draw < share:
                state = candidate
                break
            draw -= share
        age = timedelta(minutes=_age_minutes(random))
        details = _details(random, point, state) if state in {PointState.OPEN, PointState.FULL} else {}
        channel = ReportChannel.RESIDENT if random.random() < 0.04 else ReportChannel.KEEPER
        if state is not None:
            ulid = ulid_at(milliseconds, number)
            content = ReportContent(state, **details)
            yield Report(point.id, at - age, channel, content, ulid=ulid, author_name="demo")


def _age_minutes(random: Random) -> int:
    low, high, _share = random.choices(_AGES, [share for _low, _high, share in _AGES])[0]
    return random.randint(low, high)


def _details(random: Random, point: ReportingPoint, state: PointState | None) -> dict[str, Any]:
    capacity = point.capacity or 60
    # 0.64 visits a point and day in January 2026 (facts/simulation 2.2): most rooms hold a handful of people.
    people = min(capacity, round(random.lognormvariate(1.6, 0.9)))
    details: dict[str, Any] = {"headcount": round(capacity * 0.97) if state is PointState.FULL else people}
    if random.random() < 0.3:
        details["headcount"] = None
    if random.random() < 0.3:
        details["n_visits"] = random.randint(0, 2 * people)
    if random.random() < 0.5:
        details["indoor_c"] = float(random.randint(15, 22))
    if point.tank_l:
        details["fuel_l"] = round(point.tank_l * random.choice([0.25, 0.5, 0.75, 1.0]), 1)
    spoken_of = [key for key in point.service_keys if random.random() < 0.6]
    details["services"] = {key: random.choices(["yes", "limited", "no"], [0.9, 0.07, 0.03])[0] for key in spoken_of}
    return details
