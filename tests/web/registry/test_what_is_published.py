"""One door: what policy keeps back does not leave it, and what is public leaves it whole."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from punkt import clock
from punkt.model.position import Position
from punkt.model.vocabulary import Visibility
from punkt_web.registry.actions.points import set_status
from punkt_web.registry.actions.policies import end_policy, set_policy
from punkt_web.registry.models import Point, PointAlias, PointPhoto, Territory
from punkt_web.registry.published import (
    current_edition,
    photo_address,
    published_point,
    published_points,
)
from tests.conftest import COUNTRY, REGION, TOWN
from tests.web.registry.conftest import ACTOR, MakePoint

SECRETS = {
    "name": {"en": "Planted Name"},
    "address": "Planted street 7",
    "settlement": "Plantedville",
    "entrance_note": "planted knock",
    "hours_normal": "planted hours",
    "position": Position(49.123456, 30.654321, 5),
    "safety.shelter": "planted cellar",
    "access.languages": "planted tongue",
    "hazard.attack": "high",
    "communication.static_ip": "planted 192.0.2.7",
    "power.generator_kw": 77.7,
    "service.heat": "yes",
    "capacity_seated": 40,
}
PLANTED = ("planted", "49.1234", "30.6543")


@pytest.fixture
def secret_point(make_point: MakePoint) -> Point:
    point = make_point(TOWN, **SECRETS)
    PointAlias.objects.create(point=point, language="en", name="Planted alias")
    photo = PointPhoto(point=point, description="planted door")
    photo.image.save("planted.jpg", ContentFile(b"x"))
    return point


def test_a_public_point_is_published_without_members_and_secret_fields(secret_point: Point) -> None:
    published = published_point(secret_point.code)
    assert published is not None
    assert published.names == {"en": "Planted Name"}
    assert published.facts == {
        "service.heat": "yes",
        "safety.shelter": "planted cellar",
        "access.languages": "planted tongue",
    }
    assert published.aliases == ("Planted alias",)
    assert published.photos == ((photo_address(secret_point.photos.get().pk), "planted door"),)


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.HIDDEN])
@pytest.mark.parametrize("subject", ["point", "territory", "region"])
def test_what_is_kept_back_is_not_published(
    secret_point: Point, world: dict[str, Territory], visibility: Visibility, subject: str
) -> None:
    owners: dict[str, Point | Territory] = {"point": secret_point, "territory": world[TOWN], "region": world[REGION]}
    set_policy(ACTOR, owners[subject], visibility, reason="attacks")
    assert published_point(secret_point.code) is None
    assert list(published_points()) == []


def test_a_point_shown_as_an_area_leaves_without_anything_that_names_the_place(secret_point: Point) -> None:
    set_policy(ACTOR, secret_point, Visibility.AREA, reason="attacks")
    published = published_point(secret_point.code)
    assert published is not None
    assert published.is_area_only
    assert published.facts == {"service.heat": "yes"}
    assert not [word for word in PLANTED if word in repr(published).lower()]


def test_of_all_policies_the_strictest_counts(secret_point: Point, world: dict[str, Territory]) -> None:
    set_policy(ACTOR, world[COUNTRY], Visibility.AREA, reason="war")
    set_policy(ACTOR, secret_point, Visibility.PUBLIC, reason="known to all")
    published = published_point(secret_point.code)
    assert published is not None
    assert published.is_area_only


def test_a_policy_ends_by_itself_and_the_edition_says_when(secret_point: Point) -> None:
    until = clock.now() + timedelta(hours=2)
    set_policy(ACTOR, secret_point, Visibility.HIDDEN, reason="attacks", until_at=until)
    assert current_edition().policies_end_at == until
    with clock.fixed_at(until - timedelta(seconds=1)):
        assert published_point(secret_point.code) is None
    with clock.fixed_at(until):
        assert published_point(secret_point.code) is not None


def test_ending_a_policy_publishes_again(secret_point: Point) -> None:
    set_policy(ACTOR, secret_point, Visibility.HIDDEN, reason="attacks")
    before = current_edition().revision
    end_policy(ACTOR, secret_point, reason="over")
    assert published_point(secret_point.code) is not None
    assert current_edition().revision > before


@pytest.mark.parametrize("status", ["planned", "withdrawn"])
def test_only_designated_points_are_published(secret_point: Point, status: str) -> None:
    set_status(ACTOR, secret_point, status, reason="test")
    assert published_point(secret_point.code) is None
