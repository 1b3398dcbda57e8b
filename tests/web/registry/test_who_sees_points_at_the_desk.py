"""Members see the points of their reach; hidden ones and secret fields need a power more."""

import pytest

from punkt.model.fields import Audience
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import field_sight, may, may_in, point_for, points_for, with_visibility
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN, MakePerson
from tests.web.registry.conftest import ACTOR, MakePoint


def seen(user: User) -> set[str]:
    return set(points_for(user).values_list("code", flat=True))


def test_everybody_sees_their_reach_and_nothing_else(
    make_point: MakePoint, viewer: User, region_officer: User, outsider: User, other_coordinator: User
) -> None:
    town, neighbour, other = make_point(TOWN), make_point(NEIGHBOUR_TOWN), make_point(OTHER_TOWN)
    assert seen(viewer) == {town.code}
    assert seen(region_officer) == {town.code, neighbour.code}
    assert seen(other_coordinator) == {other.code}
    assert seen(outsider) == set()


def test_a_point_without_territory_is_seen_by_those_who_reach_everywhere_only(
    make_point: MakePoint, viewer: User, make_person: MakePerson, administrator: User
) -> None:
    point = make_point("")
    assert seen(viewer) == set()
    assert seen(make_person("nation_viewer", "viewer")) == {point.code}
    assert seen(administrator) == {point.code}


@pytest.mark.parametrize("subject", ["point", "territory", "country"])
def test_a_viewer_does_not_see_hidden_points_a_keeper_does(
    make_point: MakePoint, world: dict[str, Territory], viewer: User, keeper: User, subject: str
) -> None:
    point = make_point(TOWN)
    owners: dict[str, Point | Territory] = {"point": point, "territory": world[TOWN], "country": world[COUNTRY]}
    set_policy(ACTOR, owners[subject], Visibility.HIDDEN, reason="attacks")
    assert seen(viewer) == set()
    assert point_for(viewer, point.code) is None
    assert seen(keeper) == {point.code}


def test_a_hidden_point_without_territory_is_not_seen_by_a_viewer_of_everything(
    make_point: MakePoint, make_person: MakePerson
) -> None:
    hidden, shown = make_point(""), make_point("")
    set_policy(ACTOR, hidden, Visibility.HIDDEN, reason="attacks")
    assert seen(make_person("nation_viewer", "viewer")) == {shown.code}


def test_the_keeper_of_one_point_sees_that_point_alone(make_point: MakePoint, make_person: MakePerson) -> None:
    mine, _other = make_point(TOWN), make_point(TOWN)
    assert seen(make_person("guard", "keeper", "point", mine.code)) == {mine.code}


def test_powers_hold_over_the_very_point(make_point: MakePoint, coordinator: User, other_coordinator: User) -> None:
    point = make_point(TOWN)
    assert may(coordinator, Power.EDIT, point)
    assert not may(other_coordinator, Power.EDIT, point)


def test_no_territory_counts_as_everywhere(coordinator: User, administrator: User, world: dict[str, Territory]) -> None:
    assert may_in(coordinator, Power.EDIT, world[TOWN])
    assert not may_in(coordinator, Power.EDIT, world[REGION])
    assert not may_in(coordinator, Power.EDIT, None)
    assert may_in(administrator, Power.EDIT, None)


def test_secret_fields_are_for_those_with_the_power(make_point: MakePoint, keeper: User, coordinator: User) -> None:
    point = make_point(TOWN)
    assert not field_sight(keeper, point).shows(Audience.SECRET)
    assert field_sight(keeper, point).shows(Audience.MEMBERS)
    assert field_sight(coordinator, point).shows(Audience.SECRET)


def test_each_point_has_exactly_one_visibility(make_point: MakePoint, world: dict[str, Territory]) -> None:
    plain, by_territory, both, none = (
        make_point(TOWN),
        make_point(NEIGHBOUR_TOWN),
        make_point(OTHER_TOWN),
        make_point(""),
    )
    set_policy(ACTOR, world[NEIGHBOUR_TOWN], Visibility.AREA, reason="x")
    set_policy(ACTOR, world[OTHER_TOWN], Visibility.AREA, reason="x")
    set_policy(ACTOR, both, Visibility.HIDDEN, reason="x")
    found = {word: set(with_visibility(Point.objects.all(), word)) for word in Visibility}
    assert found == {
        Visibility.PUBLIC: {plain, none},
        Visibility.AREA: {by_territory},
        Visibility.MEMBERS: set(),
        Visibility.HIDDEN: {both},
    }
