"""While a new snapshot is built beside the requests, answers come from the old one and show nothing hidden since."""

import threading

import pytest

from punkt import clock
from punkt.model.vocabulary import Visibility
from punkt_web.finder import network as module
from punkt_web.finder.network import Network, RecheckedNetwork, network
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from tests.web.finder.conftest import ACTOR, HERE, NOW, Town, address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db):
    with clock.fixed_at(NOW):
        yield Town()


@pytest.fixture
def lagging(town, monkeypatch):
    """A snapshot of three points, one without a position, that no thread renews; counts the attempts."""
    points = [town.open_point(north_m=300, name="Перша"), town.open_point(north_m=900, name="Друга")]
    points.append(town.open_point(north_m=None, name="Третя", settlement="Харків"))
    assert isinstance(network(), Network)
    attempts: list[int] = []
    monkeypatch.setattr(module, "_build_alongside", lambda: attempts.append(1))
    return points, attempts


def changed(point: Point, **columns) -> None:
    Point.objects.filter(pk=point.pk).update(updated_at=clock.now().replace(year=2027), **columns)
    publish_revision()


def test_an_unrelated_edit_is_answered_from_the_old_snapshot_at_once(lagging, town, ask):
    points, attempts = lagging
    town.point(north_m=100, name="Четверта")
    page = ask(address("heat"))
    assert attempts
    assert all(point.names["uk"] in page for point in points)
    assert "Четверта" not in page


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_point_hidden_now_leaves_every_answer_at_once(lagging, ask, number):
    points, _attempts = lagging
    set_policy(ACTOR, points[number], Visibility.HIDDEN, reason="threat")
    addresses = [
        address("heat"),
        "/?q=Kharkiv",
        *(f"/p/{point.code}" for point in points if point is not points[number]),
    ]
    for path in addresses:
        page = ask(path)
        assert points[number].code not in page, path
        assert points[number].names["uk"] not in page, path
    assert isinstance(network(), RecheckedNetwork)


@pytest.mark.parametrize("status", ["withdrawn", "planned", "merged"])
def test_a_point_withdrawn_now_leaves_every_answer_at_once(lagging, ask, status):
    points, _attempts = lagging
    Point.objects.filter(pk=points[0].pk).update(status=status)
    publish_revision()
    assert points[0].code not in ask(address("heat"))


def test_a_hidden_territory_takes_its_points_along_and_one_moved_into_it(lagging, ask):
    points, _attempts = lagging
    quiet = Territory.objects.create(country="UA", code="UA7", level="municipality", names={"en": "Q"}, path="UA/UA7/")
    set_policy(ACTOR, quiet, Visibility.HIDDEN, reason="threat")
    assert points[1].code in ask(address())
    Point.objects.filter(pk=points[1].pk).update(territory=quiet)
    assert points[1].code not in ask(address())


def test_a_point_that_becomes_area_only_is_told_as_one_at_once(lagging, ask):
    points, _attempts = lagging
    set_policy(ACTOR, points[0], Visibility.AREA, reason="threat")
    set_policy(ACTOR, points[2], Visibility.AREA, reason="threat")
    page = ask(address("heat"))
    assert "Перша" not in page
    assert f"{points[0].latitude:.4f}" not in page
    found = {near.point.id: near for near in network().near(*HERE, n=9, max_km=50)}
    assert abs(found[points[0].pk].distance_m - 300) > 20  # measured to the middle of the square
    assert points[2].code not in ask("/?q=Kharkiv")  # the name of the town is withheld, so it does not find it


def test_a_point_changed_now_is_shown_as_it_is_now_and_in_its_new_place(lagging):
    points, _attempts = lagging
    changed(points[0], names={"uk": "Нова назва"}, latitude=HERE[0] + 0.02)
    nearest = network().near(*HERE, n=5, max_km=50)
    assert [near.point.id for near in nearest] == [points[1].pk, points[0].pk]
    assert nearest[1].point.names == {"uk": "Нова назва"}
    assert nearest[1].distance_m == pytest.approx(2224, abs=2)
    changed(points[0], latitude=None, longitude=None)
    assert [near.point.id for near in network().near(*HERE, n=5, max_km=50)] == [points[1].pk]


def test_one_thread_builds_the_new_snapshot_and_it_is_there_soon(town):
    town.point()
    first = network()
    town.point()
    assert isinstance(network(), RecheckedNetwork)
    builder = module._builder
    assert builder is not None
    builder.join(10)
    found = network()
    assert isinstance(found, Network)
    assert found is not first
    assert found.n_points == 2


def test_two_requests_start_one_thread_and_a_failure_is_logged_and_tried_again(town, monkeypatch, caplog):
    town.point()
    network()
    gate, built = threading.Event(), []

    def failing():
        built.append(1)
        gate.wait(10)
        raise RuntimeError("disk")

    monkeypatch.setattr(module, "published_points", failing)
    town.point()
    for _request in range(5):
        assert network().n_points == 1
    gate.set()
    module._builder.join(10)
    assert built == [1]
    assert "could not be read again" in caplog.text
    network()  # it rests first
    assert built == [1]
    monkeypatch.setattr(module, "_rested_at", 0.0)
    network()
    module._builder.join(10)
    assert built == [1, 1]
