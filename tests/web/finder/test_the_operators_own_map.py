"""PUNKT_MAP_TILES: a file of tiles of the operator's own, served from here."""

import gzip
from pathlib import Path

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from punkt_web import checks
from punkt_web.finder.map.operator import open_map

PICTURE = b"\x89PNG not really"
SHAPES = b"\x1a\x05water"


def make(path: Path, kind: TileType, tile: bytes, *, packed: bool = False) -> Path:
    header = {
        "tile_type": kind,
        "tile_compression": Compression.GZIP if packed else Compression.NONE,
        "min_lon_e7": 220_000_000, "min_lat_e7": 440_000_000, "max_lon_e7": 400_000_000, "max_lat_e7": 520_000_000,
        "min_zoom": 2, "max_zoom": 5, "center_zoom": 3, "center_lon_e7": 300_000_000, "center_lat_e7": 480_000_000,
    }  # fmt: skip
    with write(str(path)) as writer:
        writer.write_tile(zxy_to_tileid(3, 4, 2), gzip.compress(tile) if packed else tile)
        writer.finalize(header, {"attribution": '<a href="https://osm.org/">© OpenStreetMap</a> &amp; <b>others</b>'})
    return path


@pytest.fixture
def given(settings, tmp_path):
    def give(kind=TileType.PNG, tile=PICTURE, *, packed=False):
        settings.MAP_TILES = make(tmp_path / f"{kind.name}{packed}.pmtiles", kind, tile, packed=packed)

    yield give
    open_map.cache_clear()


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [(TileType.PNG, "image/png"), (TileType.WEBP, "image/webp"), (TileType.MVT, "application/vnd.mapbox-vector-tile")],
)
def test_a_tile_is_given_as_it_lies_in_the_file(client, db, given, kind, media_type):
    given(kind)
    response = client.get("/map/tiles/3/4/2")
    assert (response.content, response["Content-Type"]) == (PICTURE, media_type)
    for missing in ("3/4/3", "1/0/0", "6/40/20"):
        assert client.get(f"/map/tiles/{missing}").status_code == 404


def test_a_packed_tile_is_unpacked_for_who_wants_it_so(client, db, given):
    given(TileType.MVT, SHAPES, packed=True)
    packed = client.get("/map/tiles/3/4/2", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == SHAPES
    plain = client.get("/map/tiles/3/4/2", headers={"accept-encoding": "identity"})
    assert "Content-Encoding" not in plain
    assert plain.content == SHAPES


def test_pages_say_which_map_they_have_and_whose_it_is(town, ask, given):
    town.point()
    assert 'data-kind="plain"' in ask("/")
    given(TileType.PNG)
    page = ask("/")
    assert 'data-kind="pictures"' in page
    assert 'data-max-zoom="3"' in page
    assert 'data-credits="© OpenStreetMap &amp; others"' in page
    assert "streets not at all" not in page
    given(TileType.MVT)
    assert 'data-kind="shapes"' in ask("/")


def test_a_file_that_cannot_be_read_leaves_the_plain_map_and_is_told_by_the_check(
    client, town, ask, settings, tmp_path
):
    town.point()
    path = tmp_path / "broken.pmtiles"
    for content in (None, b"", b"PMTiles\x02" + bytes(119), b"PMTiles\x03" + bytes(119), b"x" * 400):
        if content is not None:
            path.write_bytes(content)
        settings.MAP_TILES = path
        assert 'data-kind="plain"' in ask("/")
        assert client.get("/map/tiles/3/4/2").status_code == 404
        (finding,) = checks.map_tiles()
        assert "PUNKT_MAP_TILES" in finding.msg
    settings.MAP_TILES = None
    assert not list(checks.map_tiles())


def test_a_good_file_is_no_finding(given):
    given()
    assert not list(checks.map_tiles())


def test_a_damaged_tile_is_no_fault_of_ours(client, db, given, settings):
    given()
    whole = settings.MAP_TILES.read_bytes()
    settings.MAP_TILES = settings.MAP_TILES.with_name("cut.pmtiles")
    settings.MAP_TILES.write_bytes(whole[: len(whole) - len(PICTURE)])
    assert client.get("/map/tiles/3/4/2").status_code == 404
