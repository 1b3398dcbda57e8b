"""The snapshot is built once for each edition, by one thread, and never outlives what is published."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import numpy as np
import pytest

from punkt import clock
from punkt.ids import point_code
from punkt.model.fields import NEEDS
from punkt.model.vocabulary import Visibility
from punkt_web.finder import network as module
from punkt_web.finder.network import Network, having, mask_of, network, not_lacking
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from punkt_web.registry.published import Edition, published_points
from tests.web.finder.conftest import ACTOR, HERE, NOW


def test_the_same_edition_is_the_same_snapshot_and_a_write_makes_another(town, django_assert_num_queries):
    town.point()
    first = network()
    with django_assert_num_queries(1):
        assert network() is first
    town.point()
    assert network() is not first
    assert network().n_points == 2


def test_the_end_of_a_policy_makes_another_snapshot_without_any_write(town):
    point = town.point()
    set_policy(ACTOR, point, Visibility.HIDDEN, reason="tonight", until_at=NOW + timedelta(hours=1))
    assert network().n_points == 0
    with clock.fixed_at(NOW + timedelta(hours=2)):
        assert network().n_points == 1


def test_many_threads_build_it_once(now, monkeypatch):
    built = []
    monkeypatch.setattr(module, "current_edition", lambda: Edition(7, None))

    def slow_points():
        built.append(1)
        time.sleep(0.05)
        return iter(())

    monkeypatch.setattr(module, "published_points", slow_points)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _number: network(), range(16)))
    assert len(built) == 1
    assert len({id(one) for one in found}) == 1


@pytest.mark.parametrize(
    ("word", "has", "is_not_no"),
    [("yes", True, True), ("limited", True, True), ("no", False, False), ("n/a", False, False), (None, False, True),
     ("unknown", False, True)],
)  # fmt: skip
def test_two_bits_tell_has_from_not_no(town, word, has, is_not_no):
    point = town.point(needs="", facts={"access.step_free": word} if word else {})
    shown = next(published_points())
    assert shown.id == point.pk
    bits = mask_of(shown)
    assert (bits & having(["step_free"]) == having(["step_free"])) is has
    assert (bits & not_lacking(["step_free"]) == not_lacking(["step_free"])) is is_not_no


def test_the_bits_of_all_needs_fit_and_do_not_overlap():
    both = [*(having([need]) for need in NEEDS), *(not_lacking([need]) for need in NEEDS)]
    assert sum(both) == having(NEEDS) | not_lacking(NEEDS) == np.bitwise_or.reduce(np.array(both, dtype=np.uint64))
    assert having(["heat", "heat"]) == having(["heat"])


def test_points_without_a_position_are_counted_and_not_placed(town):
    town.point(north_m=None)
    assert network().n_points == 1
    assert network().near(*HERE, n=5, max_km=50) == []


def test_a_country_is_in_memory_within_seconds(now):
    facts = dict.fromkeys(("service.heat", "service.charging", "service.water", "access.step_free"), "yes")
    Point.objects.bulk_create(
        Point(
            code=point_code(number), country="UA", names={"uk": f"Школа {number}"}, address="вулиця", facts=facts,
            latitude=44.5 + number % 100 / 13, longitude=22.5 + number % 107 / 6, created_at=NOW, updated_at=NOW,
        )
        for number in range(10_676)
    )  # fmt: skip
    publish_revision()
    found: Network = network()
    assert found.n_points == 10_676
