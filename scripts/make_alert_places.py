"""Makes src/punkt/formats/air_alerts/places.csv: which territory a number of the services of air alerts stands for.

    .venv/bin/python scripts/make_alert_places.py states.json katottg.csv

``states.json`` is the list of places of the service (states, their districts, their communities, each with its
number), ``katottg.csv`` the codifier of Ukraine as the Ministry publishes it. Both services number alike: 31 is the
city of Kyiv, 14 its region, 44 the district of Dnipro.

Places are matched by name within the place that holds them. A district that was renamed is found by its communities.
Names that fit none or two are left out: the product says of such a number that it is not known.
"""

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from punkt.places.fold import folded

OUT = Path(__file__).parents[1] / "src" / "punkt" / "formats" / "air_alerts" / "places.csv"
HEADER = """\
# Which territory a place number of alerts.in.ua and ukrainealarm stands for: uid,code,kind.
# Numbers: the list of places of the service, as published by Vadimkin (MIT licence). Codes: KATOTTG of 16.05.2025, the
#   codifier of administrative units, by way of igskak/KATOTTG. Matched by name within the place above; what fits none
#   or two is left out. Crimea, Sevastopol: numbers as alerts.in.ua documents them.
# Made by scripts/make_alert_places.py; do not edit.
"""
# The list above has neither; alerts.in.ua documents both.
OTHERS = (("29", "UA01000000000013043", "region"), ("30", "UA85000000000065278", "region"))
_NOISE = re.compile(r"^м\. .* та |^м\. | (область|район|міська громада|селищна громада|територіальна громада)$")

Row = tuple[str, str, str]
Codifier = tuple[dict[str, str], dict[tuple[str, str], str], dict[tuple[str, str], list[tuple[str, str]]]]


def name_key(name: str) -> str:
    """A name as both lists can be brought to spell it."""
    return folded(_NOISE.sub("", _NOISE.sub("", name.strip())))


def codes(
    file: Path,
) -> tuple[dict[str, str], dict[tuple[str, str], str], dict[tuple[str, str], list[tuple[str, str]]]]:
    """Regions by name; districts by region and name; communities (district, code) by region and name."""
    regions: dict[str, str] = {}
    districts: dict[tuple[str, str], str] = {}
    communities: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        for first, second, third, _fourth, _fifth, category, name in list(csv.reader(opened, delimiter=";"))[1:]:
            if category in {"O", "K"}:
                regions[name_key(name)] = first
            elif category == "P":
                districts[first, name_key(name)] = second
            elif category == "H":
                communities[first, name_key(name)].append((second, third))
    return regions, districts, communities


def rows(states: list[dict[str, Any]], file: Path) -> Iterator[Row]:
    """Every place that is matched."""
    regions, districts, communities = codes(file)
    for state in states:
        region = regions[name_key(state["stateName"])]
        yield str(state["stateId"]), region, "region"
        for district in state["districts"]:
            found = {one["communityId"]: communities.get((region, name_key(one["communityName"])), [])
                     for one in district["communities"]}  # fmt: skip
            code = districts.get((region, name_key(district["districtName"]))) or _by_communities(found.values())
            if code:
                yield str(district["districtId"]), code, "district"
            for number, places in found.items():
                inside = [place for above, place in places if above == code]
                if len(inside) == 1:
                    yield str(number), inside[0], "community"
    yield from OTHERS


def _by_communities(found: Any) -> str:
    """The district that holds most of the communities."""
    above = Counter(places[0][0] for places in found if len(places) == 1)
    return above.most_common(1)[0][0] if above else ""


def once(found: list[Row]) -> list[Row]:
    """Without codes that two numbers claim."""
    claims = Counter(code for _uid, code, _kind in found)
    return sorted((row for row in found if claims[row[1]] == 1), key=lambda row: int(row[0]))


def main() -> None:
    """Writes the file and says how much of the list is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("states", type=Path)
    parser.add_argument("katottg", type=Path)
    given = parser.parse_args()
    states = json.loads(given.states.read_text(encoding="utf-8"))["states"]
    kept = once(list(rows(states, given.katottg)))
    OUT.write_text(HEADER + "".join(f"{','.join(row)}\n" for row in kept), encoding="utf-8")
    n_all = sum(
        1 + len(state["districts"]) + sum(len(one["communities"]) for one in state["districts"]) for state in states
    )
    print(f"{len(kept)} of {n_all + len(OTHERS)} places: {dict(Counter(kind for _uid, _code, kind in kept))}")


if __name__ == "__main__":
    main()
