"""Coordinates in the notations that people type, paste and forward."""

import time
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import InvalidCoordinates
from punkt.geo.coordinates import MAX_TEXT, parse_coordinates
from punkt.geo.distance import great_circle_m

KYIV = (50.45, 30.52)


def assert_reads(text: str, latitude: float, longitude: float) -> None:
    position = parse_coordinates(text)
    assert position is not None, text
    assert (position.latitude, position.longitude) == pytest.approx((latitude, longitude), abs=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "50.45, 30.52",
        "50.45,30.52",
        "50.45 30.52",
        "  (50.45; 30.52)\n",
        "50,45 30,52",
        "50,45; 30,52",
        "50,45, 30,52",
        "50,45,30,52",
        "50.45N 30.52E",
        "N50.45 E30.52",
        "50.45° N, 30.52° E",
        "50°27'00\"N 30°31'12\"E",
        "50°27’00”N, 30°31’12”E",
        "50º 27' 00'' N   30º 31' 12'' E",
        "50°27′00″ 30°31′12″",
        "50-27-00N 30-31-12E",
        "50:27:00, 30:31:12",
        "50 27 0, 30 31 12",
        "50° 27′ пн. ш., 30° 31.2′ сх. д.",
        "50°27′ пн.ш. 30°31,2′ сх.д.",
        "50.45 північної широти 30.52 східної довготи",
        "північна широта 50.45, східна довгота 30.52",
        "широта: 50,45 довгота: 30,52",
        "50.45° с. ш. 30.52° в. д.",
        "50 градусів 27 хвилин пн 30 градусів 31,2 хвилин сх",
        "50.45 põhjalaiust, 30.52 idapikkust",
        "50,45 N 30,52 Ö",
        "nord 50,45 ost 30,52",
        "50,45° nordlig bredd, 30,52° östlig längd",
        "lat: 50.45 lon: 30.52",
        "lon=30.52; lat=50.45",
        "30.52 E, 50.45 N",
        "Координати: 50.45, 30.52",
        "50.45, 30.52 WGS84",
        "30.52, 50.45",
    ],
)
def test_one_place_in_many_notations(text: str) -> None:
    assert_reads(text, *KYIV)


@pytest.mark.parametrize(
    "link",
    [
        "geo:50.45,30.52",
        "geo:50.45,30.52,120;crs=wgs84;u=35",
        "geo:50.45,30.52?z=12",
        "geo:0,0?q=50.45,30.52(Пункт)",
        "https://www.google.com/maps?q=50.45,30.52",
        "https://www.google.com/maps/@50.45,30.52,15z",
        "https://www.google.com/maps/place/X/@50.40,30.39,11z/data=!3m1!4b1!3d50.45!4d30.52",
        "https://www.google.com/maps/search/50.45,+30.52",
        "https://maps.google.com/?ll=50.45%2C30.52",
        "maps.google.com/maps?q=loc:50.45,30.52",
        "https://www.openstreetmap.org/?mlat=50.45&mlon=30.52#map=15/50.1/30.1",
        "https://www.openstreetmap.org/#map=12/50.45/30.52",
        "https://maps.apple.com/?ll=50.45,30.52&t=m",
        "https://www.bing.com/maps?cp=50.45~30.52&lvl=11",
        "https://waze.com/ul?ll=50.45,30.52&navigate=yes",
        "https://share.here.com/l/50.45,30.52",
        "https://example.org/map?lon=30.52&zoom=3&lat=50.45",
    ],
)
def test_links_of_map_sites_and_geo_addresses(link: str) -> None:
    assert_reads(link, *KYIV)


def test_a_geo_address_keeps_its_uncertainty() -> None:
    position = parse_coordinates("geo:50.45,30.52;u=35")
    assert position is not None
    assert position.accuracy_m == 35.0


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [  # from the test values of the specification: test_data/decoding.csv of google/open-location-code
        ("7FG49Q00+", 20.375, 2.775),
        ("7FG49QCJ+2V", 20.3700625, 2.7821875),
        ("7FG49QCJ+2VX", 20.3701125, 2.782234375),
        ("7FG49QCJ+2VXGJ", 20.3701135, 2.78223535156),
        ("8FVC2222+22", 47.0000625, 8.0000625),
        ("4VCPPQGP+Q9", -41.2730625, 174.7859375),
        ("62G20000+", 0.5, -179.5),
        ("22220000+", -89.5, -179.5),
        ("7FG40000+", 20.5, 2.5),
        ("6VGX0000+", 0.5, 179.5),
        ("cfx30000+", 89.5, 1.5),
        ("84000000+", 40.0, -130.0),
        ("6FH32222+222", 1.0000125, 1.000015625),
        ("849VGJQF+VX7QR3J", 37.53966914, -122.3750697632),
        ("849VGJQF+VX7QR3J7QR3J", 37.53966914, -122.3750697632),
    ],
)
def test_full_plus_codes(code: str, latitude: float, longitude: float) -> None:
    position = parse_coordinates(code)
    assert position is not None
    assert (position.latitude, position.longitude) == pytest.approx((latitude, longitude), abs=1e-9)
    assert position.accuracy_m is not None


def test_a_plus_code_may_be_followed_by_the_town_or_stand_in_a_link() -> None:
    assert_reads("8FVC2222+22 Київ", 47.0000625, 8.0000625)
    assert_reads("https://plus.codes/8FVC2222+22", 47.0000625, 8.0000625)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("26.72, 58.38", 58.38, 26.72),  # Tartu
        ("18.06 59.33", 59.33, 18.06),  # Stockholm
        ("151.21, -33.86", -33.86, 151.21),  # 151 is no latitude
        ("-33.86, 151.21", -33.86, 151.21),
        ("33.86 S 151.21 E", -33.86, 151.21),
        ("30.52 N 50.45 E", 30.52, 50.45),  # said so: not turned
        ("lat 30.52 lon 50.45", 30.52, 50.45),
    ],
)
def test_numbers_are_turned_round_only_where_nothing_else_can_be_meant(
    text: str, latitude: float, longitude: float
) -> None:
    assert_reads(text, latitude, longitude)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Київ",
        "м. Харків",
        "вул. Сумська 25, 7",
        "113 30",
        "+380 44 123 45 67",
        "044-123-45-67",
        "10:30, 12:45",
        "2024-01-05",
        "5 6",
        "50.45",
        "E40",
        "N",
        "põhja",
        "nan, nan",
        "6580822 674032",
        "CG2F+3X Київ",
        "K7F-2MX",
        "https://maps.app.goo.gl/x",
        "50.45, 30.52\x00",
        "50.45, 30.52, 12.0",
        "1234567890123456789.5 30.5",
    ],
)
def test_what_is_not_coordinates_is_none(text: str) -> None:
    assert parse_coordinates(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "95.2, 200.1",
        "50°75'N 30°E",
        "50.5°27'N 30°E",
        "50.45 N 30.52 N",
        "-50 S 30 E",
        "N 50.45 E 190",
        "50'27° 30'31°",
        "geo:95,30",
        "https://www.google.com/maps?q=95.2,200.1",
        "XXXXXXXX+XX",
    ],
)
def test_coordinates_of_no_place_are_an_error_and_not_silence(text: str) -> None:
    with pytest.raises(InvalidCoordinates):
        parse_coordinates(text)


@pytest.mark.parametrize("piece", ["a.", "1,", "1 ", "N ", "°", "-", "/1", "lat=1&", "&", "é"])
def test_a_very_long_text_is_refused_and_a_long_one_is_read_at_once(piece: str) -> None:
    assert parse_coordinates("50.45, 30.52" + piece * MAX_TEXT) is None
    start = time.process_time()
    for before in ("", "x.com/?q=", "x.com/?mlat=1", "geo:", "x.com/place/"):
        with suppress(InvalidCoordinates):
            parse_coordinates((before + piece * MAX_TEXT)[:MAX_TEXT])
    assert time.process_time() - start < 5  # a pattern that backtracks takes minutes


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.,;°'\"NSEWnп шсхд-+/:?=@&lat geo"), max_size=40))
def test_any_text_is_read_refused_or_left_and_nothing_else(text: str) -> None:
    with suppress(InvalidCoordinates):
        position = parse_coordinates(text)
        assert position is None or abs(position.latitude) <= 90.0


def sexagesimal(degrees: float, sides: Sequence[str], marks: str, n_parts: int) -> str:
    """Degrees written in two or three parts with the given marks and side letters."""
    whole, rest = divmod(round(abs(degrees) * 3600 * 1000), 3600 * 1000)
    side = sides[degrees < 0]
    if n_parts == 2:
        return f"{whole}{marks[0]}{rest / 60_000:.6f}{marks[1]}{side}"
    minutes, thousandths = divmod(rest, 60_000)
    return f"{whole}{marks[0]}{minutes}{marks[1]}{thousandths / 1000:.3f}{marks[2]}{side}"


notations = st.tuples(
    st.sampled_from(["°'\"", "º’”", "°′″", "˚ʹʺ", "   "]),
    st.sampled_from([("N", "S", "E", "W"), (" пн.ш.", " пд.ш.", " сх.д.", " зх.д."), ("N", "S", "Ö", "V")]),
    st.sampled_from([", ", " ", "; ", " / "]),
    st.sampled_from([2, 3]),
)


@settings(max_examples=200, deadline=None)
@given(st.floats(-90.0, 90.0), st.floats(-180.0, 180.0), notations, st.booleans())
def test_degrees_minutes_and_seconds_come_back_as_the_same_place(
    latitude: float, longitude: float, notation: tuple[str, tuple[str, ...], str, int], with_commas: bool
) -> None:
    marks, sides, between, n_parts = notation
    north = sexagesimal(latitude, sides[:2], marks, n_parts)
    east = sexagesimal(longitude, sides[2:], marks, n_parts)
    text = f"{north}{between}{east}"
    position = parse_coordinates(text.replace(".", ",") if with_commas and "." not in sides[0] else text)
    assert position is not None
    assert great_circle_m(position.latitude, position.longitude, latitude, longitude) < 0.1


@settings(max_examples=200, deadline=None)
@given(
    st.floats(44.0, 52.0),
    st.floats(23.0, 40.0),
    st.sampled_from(
        [
            "{0:.6f}, {1:.6f}",
            "{1:.6f}, {0:.6f}",
            "{0:.6f}N {1:.6f}E",
            "E{1:.6f} N{0:.6f}",
            "geo:{0:.6f},{1:.6f}",
            "https://www.openstreetmap.org/#map=17/{0:.6f}/{1:.6f}",
            "https://www.google.com/maps/@{0:.6f},{1:.6f},17z",
            "lat={0:.6f} lon={1:.6f}",
        ]
    ),
)
def test_decimal_degrees_come_back_as_the_same_place(latitude: float, longitude: float, form: str) -> None:
    assert_reads(form.format(latitude, longitude), latitude, longitude)
    if "://" not in form and "geo:" not in form:
        assert_reads(form.format(latitude, longitude).replace(", ", "; ").replace(".", ","), latitude, longitude)
