"""Land, borders and settlements: drawn on this site, whole across the edges of tiles, with Crimea in Ukraine."""

import re

import pytest
import shapely
from django.contrib.staticfiles import finders
from shapely import Point as Place
from shapely import Polygon

from punkt.geo.mercator import Tile, on_square
from punkt.geo.topology import Area
from punkt_web.finder.map.drawing import tile_picture
from punkt_web.finder.map.land import TILE_PX, Land, land, mended
from punkt_web.finder.map.settlements import settlements

SIMFEROPOL, KYIV, TALLINN = (44.95, 34.1), (50.45, 30.52), (59.437, 24.753)


def box_area(code: str, west: float, south: float, east: float, north: float) -> Area:
    return Area(code, (shapely.box(west, south, east, north),))


UKRAINE, CRIMEA = shapely.box(22, 46.2, 40, 52), shapely.box(32.5, 44.4, 36.6, 46.2)
RUSSIA = shapely.box(40, 43, 60, 60)
SMALL = [Area("804", (UKRAINE,)), Area("643", (RUSSIA, CRIMEA)), box_area("233", 22, 57.5, 28, 60)]


def test_crimea_is_ukraines_and_no_border_parts_it():
    by_code = {area.code: area for area in mended(SMALL)}
    assert by_code["643"].polygons == (RUSSIA,)
    (ukraine,) = by_code["804"].polygons
    assert ukraine.contains(Place(SIMFEROPOL[::-1]))
    assert ukraine.contains(Place(34, 46.2))  # the isthmus, where the atlas has a border


def rings(path: str) -> list[Polygon]:
    """The closed lines of a path, in pixels of its tile."""
    drawn = []
    for ring in filter(None, path.split("M")):
        start, _, steps = ring.rstrip("z").partition("l")
        x, y = map(int, start.split())
        corners = [(x, y)]
        numbers = list(map(int, steps.split()))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        drawn.append(Polygon([(x / 2, y / 2) for x, y in corners]))
    return drawn


@pytest.mark.parametrize("zoom", [3, 6, 9, 12])
def test_land_is_where_it_is(zoom):
    drawn_from = Land(SMALL)
    for latitude, longitude in (SIMFEROPOL, KYIV, TALLINN):
        x, y = (float(part) * 2**zoom for part in on_square(latitude, longitude))
        path = drawn_from.path(Tile(zoom, int(x), int(y)))
        place = Place(x % 1 * TILE_PX, y % 1 * TILE_PX)
        assert any(ring.buffer(1).contains(place) for ring in rings(path))
    assert drawn_from.path(Tile(zoom, 0, 2**zoom - 1)) == ""


def test_no_line_of_a_cut_is_seen():
    """What is cut off at the edge of a tile is closed beyond what the tile shows."""
    (path,) = {Land(SMALL).path(Tile(9, 301, 175))}
    (ring,) = rings(path)
    assert ring.bounds == (-8, -8, TILE_PX + 8, TILE_PX + 8)


def test_names_across_an_edge_are_on_both_tiles_at_the_same_place():
    seen = {}
    for zoom in (5, 8, 11):
        x, y = (int(float(part) * 2**zoom) for part in on_square(*KYIV))
        for column in (x, x + 1):
            tile = Tile(zoom, column, y)
            for name in settlements().names(tile, "uk"):
                key = (zoom, name.text, round(name.x + column * TILE_PX), round(name.y))
                seen.setdefault(key, set()).add(column)
        shared = [key for key, columns in seen.items() if key[0] == zoom and len(columns) == 2]
        reaching = [
            key for key in seen if key[0] == zoom and abs(key[2] - (x + 1) * TILE_PX) < 100 and 0 < key[3] < TILE_PX
        ]
        assert set(reaching) <= set(shared)


@pytest.mark.parametrize(("language", "name"), [("uk", "Київ"), ("en", "Kyiv"), ("et", "Kyiv"), ("sv", "Kyiv")])
def test_names_are_in_letters_that_the_reader_reads(language, name):
    x, y = (int(float(part) * 2**7) for part in on_square(*KYIV))
    assert name in [one.text for one in settlements().names(Tile(7, x, y), language)]


def test_no_two_names_cover_each_other():
    for zoom in (4, 7, 10, 12):
        x, y = (int(float(part) * 2**zoom) for part in on_square(*KYIV))
        names = settlements().names(Tile(zoom, x, y), "uk")
        assert names
        crowded = [
            (one.text, other.text)
            for place, one in enumerate(names)
            for other in names[:place]
            if abs(one.x - other.x) < 115 and abs(one.y - other.y) < 18
        ]
        assert not crowded


def test_a_name_cannot_be_markup(monkeypatch):
    (tile,) = [Tile(7, *(int(float(part) * 2**7) for part in on_square(*KYIV)))]
    monkeypatch.setattr("punkt_web.finder.map.settlements.place_name", lambda _place, _language: "<script>&\"'")
    picture = tile_picture(Land(SMALL), tile, "sv")
    assert "<script" not in picture
    assert "&lt;script&gt;&amp;" in picture


needs_atlas = pytest.mark.skipif(
    finders.find("vendor/world-atlas/countries-10m.json") is None, reason="set-up could not bring the atlas"
)


@needs_atlas
@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_a_tile_is_served_as_a_picture_that_may_be_kept(client, db, language):
    response = client.get(f"/map/land/{language}/6/37/21.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    text = response.content.decode()
    assert re.search(r'<path[^>]* d="M', text)
    assert "prefers-color-scheme:dark" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert len(text) < 20_000


@needs_atlas
def test_the_atlas_that_is_served_has_crimea_in_ukraine():
    drawn_from = land()
    assert drawn_from is not None
    x, y = (float(part) * 2**9 for part in on_square(46.15, 33.7))  # Perekop
    path = drawn_from.path(Tile(9, int(x), int(y)))
    place = Place(x % 1 * TILE_PX, y % 1 * TILE_PX)
    assert not any(ring.exterior.distance(place) < 3 for ring in rings(path))
    assert any(ring.contains(place) for ring in rings(path))


def test_a_language_that_we_do_not_speak_has_no_map(client, db):
    assert client.get("/map/land/xx/6/37/21.svg").status_code == 404
