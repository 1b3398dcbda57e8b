"""Coordinates are read by the same rules with and without a network; what only the server reads is listed by name."""

import json

import pytest

from punkt.errors import InvalidCoordinates
from punkt.geo.coordinates import parse_coordinates
from punkt_web.finder.offline import rules

ALIKE = [
    "49.9935, 36.2304", "49.9935 36.2304", "49.9935;36.2304", "49.9935,36.2304", " 49.9935 , 36.2304. ",
    "49,9935; 36,2304", "50,4501, 30,5234", "50,4501 30,5234", "50,45,30,52", "50.45/30.52", "50.45 | 30.52",
    "50.45\n30.52", "(49.99, 36.23)", "[49.99, 36.23]", "(50,45; 30,52)", "50.45,, 30.52", "-33.86, 151.2",
    "−33,86; 151,2", "+49.99 +36.23", "36.2304, 49.9935", "30,52; 50,45", "24.75, 59.43", "18.06 59.33",
    "58.38, 26.72", "99.5, 36.2", "151.2, -33.86", "2.35, 48.85", "48.85, 2.35", "50 30", "30 50", "50, 30", "5, 20",
    "20, 5", "12 34 56", "50", "50.45", "", "((((", "0, 0", "0.0, 0.0", "91.5, 91.5", "99.5, 200.1", "50.45, 190.5",
    "61 1234567", "50.45, 30", "50, 30.52", "10.5, 20", "geo:50.45,30.52", "geo:50.45,30.52;u=35",
    "GEO:50.45,30.52,120;u=35", "geo:50.45,30.52?z=15", "geo:0,0?q=50.45,30.52(Name)", "geo:36.23,49.99",
    "geo:95.0,30.0", "geo:50,45", "lat 50.45 lon 30.52", "lat: 50.45, lon: 30.52", "lat=50.45;lng=30.52",
    "lon 30.52 lat 50.45", "latitude 36.23 longitude 49.99", "lat 50.45 lat 30.52", "широта 50,45 довгота 30,52",
    "bredd 59,33 längd 18,06", "laius 58,38 pikkus 26,72", "49°59'36.6\" N, 36°13'49.4\" E",
    "49°59′36.6″N 36°13′49.4″E", "N 49 59.61 E 36 13.82", "49°59' пн. ш. 36°13' сх. д.", "49,9935 N 36,2304 E",
    "36.2304 E 49.9935 N", "33.86 S, 151.2 E", "58.38 PL 26.72 IP", "58.38 P 26.72 I", "59.33 N 18.06 Ö",
    "49°61' N 36°13' E", "49-59-36 N 36-13-49 E", "49.99 N 36.23 N", "(49.99 N; 36.23 E)", "Kharkiv",
    "вул. Сумська, 1", "Sumska 1, 2", "49.99, 36.23 Kharkiv", "+380 57 123 45 67", "K7F-2MR", "1.2.3.4",
]  # fmt: skip
"""Texts that both read, or both leave to the search for names."""
ONLY_ONLINE = {
    "plus code": "9G8FXRMC+XX",
    "link of a map site": "https://www.openstreetmap.org/#map=15/50.45/30.52",
    "sides in full words": "50.45 north 30.52 east",
    "angles in full words": "50 degrees 27 minutes N 30 degrees 31 minutes E",
    "Russian words": "50.45 с 30.52 в",
    "one word for two numbers": "50.45 lon 30.52",
    "words that say nothing": "координати: 50.45, 30.52",
    "marks without sides": "50°27' 30°31'",
}
"""What is not read without a network (docs/guides/pack.md)."""


@pytest.fixture
def read_in_browser(page_with_scripts):
    page = page_with_scripts("coordinatesIn")
    boxes = json.loads(json.dumps(rules()["countryBoxes"]))

    def reading(texts):
        return page.evaluate(
            "([texts, boxes]) => texts.map((text) => coordinatesIn(text, boxes))", [list(texts), boxes]
        )

    return reading


def read_here(text):
    try:
        position = parse_coordinates(text)
    except InvalidCoordinates:
        return "nowhere"
    return position and pytest.approx([position.latitude, position.longitude], abs=1e-6)


def test_both_read_the_same(read_in_browser):
    found = dict(zip(ALIKE, read_in_browser(ALIKE), strict=True))
    assert {text: place for text, place in found.items() if place != read_here(text)} == {}
    assert sum(isinstance(place, list) for place in found.values()) > 50


def test_what_only_the_server_reads_is_known(read_in_browser):
    assert dict(zip(ONLY_ONLINE, read_in_browser(ONLY_ONLINE.values()), strict=True)) == dict.fromkeys(ONLY_ONLINE)
    assert all(parse_coordinates(text) for text in ONLY_ONLINE.values())
