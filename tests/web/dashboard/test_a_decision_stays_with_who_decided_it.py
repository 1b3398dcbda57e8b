"""What somebody of a wider reach decided is not undone by somebody of a narrower one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.queries import Reach
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.policies import DecidedHigher, end_policy, set_policy
from punkt_web.registry.models import PublicationPolicy, Territory
from punkt_web.registry.published import published_point
from tests.conftest import NEIGHBOUR_TOWN, REGION, TOWN, MakePerson
from tests.web.dashboard.conftest import ACTOR, Browser, MakePoint, text_of

IN_TOWN = Reach(territory_codes=frozenset({TOWN}))
ADDRESS = f"/desk/policies/{TOWN}/"


def test_a_town_does_not_end_what_the_region_decided_and_is_told_whom_to_ask(
    browser: Browser, coordinator: User, region_officer: User, make_point: MakePoint
) -> None:
    point = make_point(TOWN)
    browser(region_officer).post(ADDRESS, {"visibility": "hidden", "reason": "attacks"})
    assert PublicationPolicy.objects.get().decided_for == REGION
    desk = browser(coordinator)
    page = text_of(desk.get(ADDRESS))
    assert "decides for all of First Region" in page
    assert "ask Region Officer" in page
    assert "End this decision" not in page
    assert desk.post(f"{ADDRESS}end", {"reason": "over"}).context["form"].errors
    assert published_point(point.code) is None
    browser(region_officer).post(f"{ADDRESS}end", {"reason": "over"})
    assert published_point(point.code) is not None


@pytest.mark.parametrize(
    "milder",
    [
        {"visibility": "area"},
        {"visibility": "members", "until_on": "soon"},
        {"visibility": "hidden", "until_on": "soon"},
    ],
)
def test_a_town_makes_it_neither_milder_nor_shorter(
    browser: Browser, coordinator: User, region_officer: User, make_point: MakePoint, milder: dict[str, str]
) -> None:
    make_point(TOWN)
    browser(region_officer).post(ADDRESS, {"visibility": "members", "reason": "attacks"})
    if "until_on" in milder:
        milder = {**milder, "until_on": (timezone.localdate() + timedelta(days=1)).isoformat()}
    answer = browser(coordinator).post(ADDRESS, {**milder, "reason": "x"})
    assert answer.context["form"].errors
    policy = PublicationPolicy.objects.get()
    assert (policy.visibility, policy.reason, policy.until_at) == ("members", "attacks", None)


def test_a_stricter_word_of_the_town_stays_the_regions_to_end(
    browser: Browser, coordinator: User, region_officer: User, make_point: MakePoint
) -> None:
    make_point(TOWN)
    browser(region_officer).post(ADDRESS, {"visibility": "area", "reason": "attacks"})
    browser(coordinator).post(ADDRESS, {"visibility": "hidden", "reason": "worse"})
    policy = PublicationPolicy.objects.get()
    assert (policy.visibility, policy.decided_for) == ("hidden", REGION)
    assert browser(coordinator).post(f"{ADDRESS}end", {"reason": "over"}).context["form"].errors


def test_the_town_ends_its_own_and_so_does_the_region(
    browser: Browser, coordinator: User, region_officer: User, make_point: MakePoint
) -> None:
    make_point(TOWN)
    for who in (coordinator, region_officer):
        browser(coordinator).post(ADDRESS, {"visibility": "hidden", "reason": "attacks"})
        assert PublicationPolicy.objects.get().decided_for == TOWN
        browser(who).post(f"{ADDRESS}end", {"reason": "over"})
        assert not PublicationPolicy.objects.exists()


def test_what_was_decided_for_the_whole_network_says_so(
    browser: Browser, region_officer: User, administrator: User, make_point: MakePoint
) -> None:
    point = make_point(TOWN)
    browser(administrator).post(f"/desk/points/{point.code}/policy", {"visibility": "hidden", "reason": "attacks"})
    page = text_of(browser(region_officer).get(f"/desk/points/{point.code}/policy"))
    assert "decided for the whole network" in page


def test_a_role_at_one_point_decides_for_that_point(
    browser: Browser, make_person: MakePerson, coordinator: User, make_point: MakePoint
) -> None:
    point = make_point(TOWN)
    user = make_person("warden")
    # Nobody is given this role at a point; a row that says so all the same must not reach further.
    Membership.objects.create(user=user, role="coordinator", scope="point", scope_code=point.code)
    warden = browser(user)
    address = f"/desk/points/{point.code}/policy"
    warden.post(address, {"visibility": "hidden", "reason": "attacks"})
    assert PublicationPolicy.objects.get().decided_for == point.code
    warden.post(f"{address}/end", {"reason": "over"})
    assert not PublicationPolicy.objects.exists()
    browser(coordinator).post(address, {"visibility": "hidden", "reason": "attacks"})
    assert warden.post(f"{address}/end", {"reason": "over"}).context["form"].errors


def test_a_decision_that_has_ended_binds_nobody(world: dict[str, Territory]) -> None:
    set_policy(ACTOR, world[TOWN], Visibility.HIDDEN, reason="attacks")
    PublicationPolicy.objects.update(until_at=timezone.now() - timedelta(days=1))
    policy = set_policy(ACTOR, world[TOWN], Visibility.AREA, reason="x", within=IN_TOWN)
    assert policy.decided_for == TOWN


def test_a_merger_carries_whose_decision_it_is(make_point: MakePoint, world: dict[str, Territory]) -> None:
    keep, drop = make_point(TOWN), make_point(NEIGHBOUR_TOWN)
    set_policy(
        ACTOR, world[NEIGHBOUR_TOWN], Visibility.HIDDEN, reason="x", within=Reach(territory_codes=frozenset({REGION}))
    )
    merge_points(ACTOR, keep, drop, reason="same door")
    assert PublicationPolicy.objects.get(point=keep).decided_for == REGION
    with pytest.raises(DecidedHigher):
        end_policy(ACTOR, keep, reason="over", within=IN_TOWN)
