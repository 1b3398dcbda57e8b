"""The file of places: complete, in the local alphabets, attributed; names checked against the state codifier."""

import csv
import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from punkt.places.fold import folded, transliterated
from punkt.places.gazetteer import read_gazetteer
from punkt.places.regions import REGION_NAMES

CODIFIER = Path(__file__).parents[4] / "shared" / "data" / "territories" / "katottg-16-05-2025.csv"
PLACES = read_gazetteer()
# The codifier's first digits after UA for the numbers that GeoNames gives to regions.
CODIFIER_OF_REGION = {
    "01": "71", "02": "74", "03": "73", "04": "12", "05": "14", "06": "26", "07": "63", "08": "65", "09": "68",
    "10": "35", "13": "32", "14": "44", "15": "46", "16": "48", "17": "51", "18": "53", "19": "56", "21": "59",
    "22": "61", "23": "05", "24": "07", "25": "21", "26": "23", "27": "18",
}  # fmt: skip


def test_three_countries_with_all_their_places() -> None:
    assert Counter(place.country for place in PLACES) == {"UA": 5488, "SE": 1323, "EE": 218}
    assert len({place.place_id for place in PLACES}) == len(PLACES)


def test_the_file_says_whose_it_is_and_is_small() -> None:
    text = resources.files("punkt.places").joinpath("gazetteer.tsv").read_text(encoding="utf-8")
    assert "GeoNames" in text[:500]
    assert "CC BY 4.0" in text[:500]
    assert len(text.encode()) < 1_000_000


def test_every_place_lies_in_its_country_and_region() -> None:
    boxes = {"UA": (44.0, 52.5, 22.0, 40.3), "EE": (57.4, 60.0, 21.5, 28.3), "SE": (55.1, 69.2, 10.4, 24.3)}
    for place in PLACES:
        south, north, west, east = boxes[place.country]
        assert south <= place.latitude <= north, place
        assert west <= place.longitude <= east, place
        assert (place.country, place.region_code) in REGION_NAMES, place


def test_ukrainian_names_are_written_with_ukrainian_letters() -> None:
    strange = [p.name for p in PLACES if p.country == "UA" and not re.fullmatch("[А-ЩЬЮЯҐЄІЇа-щьюяґєії' -]+", p.name)]
    assert strange == []


def test_latin_names_are_the_national_romanisation() -> None:
    assert all(place.latin_name == transliterated(place.name) for place in PLACES)
    assert all(re.fullmatch("[A-Za-z -]+", place.latin_name) for place in PLACES if place.country == "UA")


def test_a_part_is_counted_in_a_larger_place_near_it() -> None:
    by_id = {place.place_id: place for place in PLACES}
    for place in PLACES:
        if place.counted_in is not None:
            whole = by_id[place.counted_in]
            assert whole.country == place.country
            assert whole.counted_in is None
            assert abs(whole.latitude - place.latitude) < 0.4


@pytest.mark.parametrize(
    ("country", "low", "high"),
    [("UA", 33e6, 40e6), ("EE", 1.0e6, 1.4e6), ("SE", 8.5e6, 10.5e6)],
)
def test_people_add_up_when_parts_are_left_out(country: str, low: float, high: float) -> None:
    people = sum(p.population or 0 for p in PLACES if p.country == country and p.counted_in is None)
    assert low < people < high


def test_ukrainian_names_are_those_of_the_state_codifier() -> None:
    if not CODIFIER.exists():
        pytest.skip("the codifier is not beside the repository")
    known: dict[str, set[str]] = {}
    with CODIFIER.open(encoding="utf-8-sig") as lines:
        for row in csv.reader(lines, delimiter=";"):
            if row[5] in {"M", "X", "C"}:
                known.setdefault(row[0][2:4], set()).add(folded(row[6]))
    # Crimea is left out: the codifier has names given back in 2016 and later that GeoNames does not know.
    asked = [
        place
        for place in PLACES
        if place.country == "UA" and place.counted_in is None and place.region_code not in {"11", "12", "20"}
    ]
    right = [place for place in asked if folded(place.name) in known[CODIFIER_OF_REGION[place.region_code]]]
    assert len(right) / len(asked) > 0.95
