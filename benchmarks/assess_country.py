"""Every point of a country against the whole Ukrainian standard: seconds of the processor in the library.

    .venv/bin/python benchmarks/assess_country.py [--points 10676]

The points are made up: each fact of the register is told of two points in three, by a fixed seed.
"""

import argparse
import random
import time
from datetime import date

from punkt.model.fields import FACTS, FieldDefinition, FieldKind
from punkt.standards.assessing import Assessed, assess_all
from punkt.standards.editions import standard_on
from punkt.standards.gaps import next_level
from punkt.standards.prices import packaged_prices

ON = date(2026, 12, 1)


def value(field: FieldDefinition, chance: random.Random) -> object:
    """Something that the field can hold."""
    match field.kind:
        case FieldKind.AVAILABILITY:
            return chance.choice(["yes", "yes", "yes", "limited", "no", "unknown"])
        case FieldKind.CHOICE:
            return chance.choice([option for option, _label in field.options])
        case FieldKind.TEXT:
            return "told"
        case _:
            return chance.randint(0, 100)


def points(n_points: int) -> list[Assessed]:
    """Points of which two facts in three are known."""
    chance = random.Random(1)
    made = []
    for number in range(n_points):
        facts = {key: value(field, chance) for key, field in FACTS.items() if chance.random() < 2 / 3}
        facts["capacity_seated"] = chance.randint(40, 500)
        origin = {key: {"method": "declared", "stated_on": "2026-10-01"} for key in facts}
        kind = chance.choice(["ua-stationary", "ua-stationary", "ua-mobile", "ua-support", "ua-business", None])
        made.append(Assessed(str(number), facts, kind, "school", chance.randint(500, 900_000), origin))
    return made


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=10_676)
    asked = parser.parse_args()
    country, standard, prices = points(asked.points), standard_on("ua-1401", ON), packaged_prices()
    begun = time.process_time()
    done = list(assess_all(country, standard, on=ON))
    assessed = time.process_time()
    levels: dict[str, int] = {}
    for one in done:
        levels[one.readiness.value] = levels.get(one.readiness.value, 0) + 1
    told = time.process_time()
    ways = [next_level(one, prices, "UA") for one in done]
    priced = time.process_time()
    n_findings = sum(len(one.findings) for one in done)
    print(f"{len(done)} points, {n_findings} findings against {standard.name}")
    print(f"findings        {assessed - begun:6.2f} s")
    print(f"and readiness   {told - begun:6.2f} s   {levels}")
    print(f"cheapest ways   {priced - told:6.2f} s   for {sum(way is not None for way in ways)} points")


if __name__ == "__main__":
    main()
