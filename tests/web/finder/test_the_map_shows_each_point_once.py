"""Points on the map: each once at every zoom, never surer than the list, never nearer than may be told."""

from datetime import timedelta
from itertools import product

import pytest

from punkt import clock
from punkt.geo.distance import area_bounds
from punkt.geo.mercator import Tile, on_square
from punkt.model.vocabulary import Visibility
from punkt_web.finder.map import clusters
from punkt_web.finder.map.clusters import ALONE_FROM_ZOOM, MOST_IN_A_HEAP, on_tile
from punkt_web.finder.network import RecheckedNetwork, network
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.web.finder.conftest import ACTOR, HERE, NOW


def tiles_around(zoom: int, *, n: int = 1) -> list[Tile]:
    x, y = on_square(*HERE)
    column, row = int(x * 2**zoom), int(y * 2**zoom)
    around = [Tile(zoom, column + dx, row + dy) for dx, dy in product(range(-n, n + 1), repeat=2)]
    return [tile for tile in around if tile.exists]


def tile_of(point: Point, zoom: int) -> str:
    x, y = on_square(point.latitude, point.longitude)
    return f"/map/points/{zoom}/{int(x * 2**zoom)}/{int(y * 2**zoom)}.json"


@pytest.fixture
def many(town):
    made = [town.point(north_m=37.0 * number) for number in range(40)]
    for point in made[:7]:
        town.say(point)
    town.point(north_m=None)
    return made


@pytest.mark.parametrize("zoom", range(2, 18))
def test_at_every_zoom_each_point_is_in_one_mark(many, zoom):
    shown = [on_tile(network(), tile) for tile in tiles_around(zoom, n=30 if zoom > 14 else 3)]
    alone = [one.point.code for tile in shown for one in tile.alone]
    gathered = [point.code for tile in shown for cluster in tile.clusters for point in cluster.points]
    assert sorted(alone + gathered) == sorted(point.code for point in many)
    n_open = sum(cluster.n_open for tile in shown for cluster in tile.clusters)
    assert n_open + sum(one.shown.state == "open" for tile in shown for one in tile.alone) == 7
    for cluster in (cluster for tile in shown for cluster in tile.clusters):
        south, west, north, east = cluster.edges
        assert south - 1e-9 <= cluster.middle[0] <= north + 1e-9
        assert west - 1e-9 <= cluster.middle[1] <= east + 1e-9


def test_what_the_list_shows_is_left_out(many):
    listed = frozenset(point.code for point in many[:5])
    (tile,) = [tile for tile in tiles_around(9) if on_tile(network(), tile).clusters]
    shown = on_tile(network(), tile, listed)
    codes = {point.code for cluster in shown.clusters for point in cluster.points}
    assert codes | {one.point.code for one in shown.alone} == {point.code for point in many[5:]}


def test_points_in_one_house_are_told_together(client, town):
    for _number in range(3):
        town.open_point(north_m=100)
    last = town.point(north_m=100)
    told = client.get(tile_of(last, ALONE_FROM_ZOOM)).json()
    assert [(cluster["n"], cluster["open"], len(cluster["heap"])) for cluster in told["clusters"]] == [(4, 3, 4)]
    assert told["points"] == []
    assert client.get(tile_of(last, 9)).json()["clusters"][0]["heap"] == []


def test_a_whole_country_is_not_judged_for_one_tile(town, monkeypatch):
    monkeypatch.setattr(clusters, "MOST_JUDGED", 3)
    for number in range(4):
        town.open_point(north_m=number)
    far = town.open_point(north_m=300_000)
    shown = [on_tile(network(), tile) for tile in tiles_around(4)]
    assert [cluster.n_open for tile in shown for cluster in tile.clusters] == [None]
    assert [one.point.code for tile in shown for one in tile.alone] == [far.code]
    assert MOST_IN_A_HEAP > 3


def test_a_mark_says_what_a_card_says_and_decays_with_it(client, town, ask):
    point = town.point()
    town.say(point, minutes_ago=30)
    (told,) = client.get(tile_of(point, 15), headers={"accept-language": "uk"}).json()["points"]
    assert (told["look"], told["state"]) == ("open", "Відкрито, майже напевно")
    card = ask(f"/p/{point.code}")
    assert f'data-until="{told["until"]}"' in card
    assert f'data-at="{told["at"]}"' in card
    with clock.fixed_at(NOW + timedelta(days=2)):
        (told,) = client.get(tile_of(point, 15)).json()["points"]
    assert (told["look"], told["until"]) == ("", None)
    assert told["state"].startswith("Not confirmed for")


def test_of_an_area_only_point_the_square_is_shown(client, town, ask):
    point = town.point(north_m=413)
    set_policy(ACTOR, point, Visibility.AREA, reason="a target")
    square = area_bounds(point.latitude, point.longitude)
    middle = Point(latitude=(square[0] + square[2]) / 2, longitude=(square[1] + square[3]) / 2)
    (told,) = client.get(tile_of(middle, 13)).json()["points"]
    assert told["square"] == list(square)
    assert f"{point.latitude:.4f}" not in str(told)
    assert f'data-square="{",".join(map(str, square))}"' in ask(f"/p/{point.code}")


def test_what_is_hidden_meanwhile_is_gone_from_the_old_snapshot_too(town):
    point, moved, stays = town.point(), town.point(north_m=600), town.point(north_m=700)
    x, y = on_square(*HERE)
    tile = Tile(9, int(x * 2**9), int(y * 2**9))
    old = network()
    assert len(on_tile(old, tile).clusters[0].points) == 3
    set_policy(ACTOR, point, Visibility.HIDDEN, reason="front line")
    Point.objects.filter(pk=moved.pk).update(latitude=HERE[0] + 3, updated_at=NOW + timedelta(hours=1))
    publish_revision()
    shown = on_tile(RecheckedNetwork(old), tile)
    assert shown.clusters == []
    assert [one.point.code for one in shown.alone] == [stays.code]


def test_an_unchanged_tile_is_not_sent_twice(client, town):
    point = town.open_point()
    first = client.get(tile_of(point, 14))
    assert first["Cache-Control"] == "private, no-cache"
    assert client.get(tile_of(point, 14), headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "address", ["30/0/0", "2/4/0", "2/0/4", "99999999999999999999/0/0", "2/99999999999999999999/1"]
)
@pytest.mark.parametrize("kind", ["points/{}.json", "land/en/{}.svg", "tiles/{}"])
def test_tiles_that_there_cannot_be(client, town, kind, address):
    town.point()
    assert client.get(f"/map/{kind.format(address)}").status_code == 404


def test_junk_in_what_is_left_out_is_calmly_passed_over(client, town):
    point = town.point()
    for junk in ("%00", "," * 5000, "x" * 4000, point.code + "%0d%0a"):
        assert len(client.get(f"{tile_of(point, 14)}?without={junk}").json()["points"]) == 1
