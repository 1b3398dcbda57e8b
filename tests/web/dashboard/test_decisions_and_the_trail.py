"""Who may see what is decided in words; every write can be looked up, and a broken chain shows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from punkt import clock
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.models import AuditEntry
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import PublicationPolicy, Territory
from punkt_web.registry.published import published_point
from tests.conftest import OTHER_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import ACTOR, Browser, MakePoint, form_values, text_of


@pytest.fixture
def desk(world: dict[str, Territory], browser: Browser, coordinator: User) -> Client:
    return browser(coordinator)


def test_a_decision_for_a_territory_says_what_it_reaches_and_holds_at_once(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN)
    page = text_of(desk.get(f"/desk/policies/{TOWN}/"))
    assert "This reaches 1 designated point" in page
    assert "The public sees nothing" in page
    desk.post(f"/desk/policies/{TOWN}/", {"visibility": "members", "reason": "Shelling"})
    assert published_point(point.code) is None
    policy = PublicationPolicy.objects.get()
    assert (policy.decided_by, policy.reason, policy.until_at) == ("coordinator@example.org", "Shelling", None)
    assert "Shelling" in text_of(desk.get("/desk/policies/"))
    detail = text_of(desk.get(f"/desk/points/{point.code}/"))
    assert "Decided for the territory Town" in detail


def test_a_decision_for_a_point_ends_at_the_end_of_its_last_day(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN)
    day = timezone.localdate() + timedelta(days=2)
    desk.post(f"/desk/points/{point.code}/policy", {"visibility": "hidden", "reason": "x", "until_on": day.isoformat()})
    until = PublicationPolicy.objects.get().until_at
    assert until is not None
    assert timezone.localtime(until).date() == day + timedelta(days=1)
    assert timezone.localtime(until).hour == 0
    assert "1 decision that keeps points back ends within two weeks" in text_of(desk.get("/desk/"))


def test_correcting_the_reason_of_a_decision_keeps_its_end(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN)
    day = timezone.localdate() + timedelta(days=2)
    address = f"/desk/points/{point.code}/policy"
    desk.post(address, {"visibility": "hidden", "reason": "x", "until_on": day.isoformat()})
    until = PublicationPolicy.objects.get().until_at
    page = desk.get(address)
    assert f'value="{day.isoformat()}"' in text_of(page)
    desk.post(address, {**form_values(page), "reason": "y"})
    policy = PublicationPolicy.objects.get()
    assert (policy.reason, policy.until_at) == ("y", until)


def test_correcting_a_decision_without_an_end_gives_it_none(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN)
    set_policy(ACTOR, point, Visibility.AREA, reason="x")
    address = f"/desk/points/{point.code}/policy"
    desk.post(address, {**form_values(desk.get(address)), "reason": "y"})
    policy = PublicationPolicy.objects.get()
    assert (policy.reason, policy.until_at) == ("y", None)


@pytest.mark.parametrize(
    "given",
    [
        {"visibility": "hidden"},
        {"reason": "x"},
        {"visibility": "invisible", "reason": "x"},
        {"visibility": "hidden", "reason": "   "},
        {"visibility": "hidden", "reason": "x", "until_on": "2020-01-01"},
    ],
)
def test_no_decision_without_reason_or_for_a_day_that_is_over(
    desk: Client, make_point: MakePoint, given: dict[str, str]
) -> None:
    point = make_point(TOWN)
    assert desk.post(f"/desk/points/{point.code}/policy", given).context["form"].errors
    assert not PublicationPolicy.objects.exists()


def test_a_milder_decision_below_changes_nothing_and_the_page_says_so(
    desk: Client, make_point: MakePoint, world: dict[str, Territory]
) -> None:
    point = make_point(TOWN)
    set_policy(ACTOR, world[REGION], Visibility.HIDDEN, reason="Region decided")
    page = text_of(desk.get(f"/desk/points/{point.code}/policy"))
    assert "Region decided" in page
    assert "a milder one changes nothing" in page
    desk.post(f"/desk/points/{point.code}/policy", {"visibility": "public", "reason": "x"})
    assert published_point(point.code) is None
    assert "Also, but less strict" in text_of(desk.get(f"/desk/points/{point.code}/"))


def test_ending_a_decision_warns_of_what_the_public_then_sees(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN)
    set_policy(ACTOR, point, Visibility.HIDDEN, reason="x", within=Reach(territory_codes=frozenset({TOWN})))
    page = text_of(desk.get(f"/desk/points/{point.code}/policy/end"))
    assert "it is public" in page
    assert desk.post(f"/desk/points/{point.code}/policy/end", {}).context["form"].errors
    desk.post(f"/desk/points/{point.code}/policy/end", {"reason": "over"})
    assert published_point(point.code) is not None
    assert desk.get(f"/desk/points/{point.code}/policy/end").status_code == 404


def test_the_list_holds_only_decisions_of_ones_reach(
    desk: Client, make_point: MakePoint, world: dict[str, Territory]
) -> None:
    set_policy(ACTOR, world[OTHER_TOWN], Visibility.AREA, reason="Planted reason")
    set_policy(ACTOR, make_point(TOWN), Visibility.AREA, reason="Own reason")
    page = text_of(desk.get("/desk/policies/"))
    assert "Own reason" in page
    assert "Planted" not in page
    assert "Other Town" not in text_of(desk.get("/desk/policies/", {"territory": "Other Town"})).replace(
        'value="Other Town"', ""
    )


def test_only_decisions_that_keep_back_and_end_soon_are_counted_as_ending(desk: Client, make_point: MakePoint) -> None:
    soon, late = clock.now() + timedelta(days=3), clock.now() + timedelta(days=60)
    set_policy(ACTOR, make_point(TOWN), Visibility.AREA, reason="Soon", until_at=soon)
    set_policy(ACTOR, make_point(TOWN), Visibility.AREA, reason="Late", until_at=late)
    set_policy(ACTOR, make_point(TOWN), Visibility.PUBLIC, reason="Open", until_at=soon)
    assert "1 decision that keeps points back ends within two weeks" in text_of(desk.get("/desk/"))
    page = text_of(desk.get("/desk/policies/?ending=1"))
    assert "Soon" in page
    assert "Late" not in page


def test_the_trail_is_filtered_and_the_chain_is_checked_on_demand(
    browser: Browser, administrator: User, make_point: MakePoint, world: dict[str, Territory]
) -> None:
    one, two = make_point(TOWN), make_point(TOWN)
    set_policy(ACTOR, world[TOWN], Visibility.AREA, reason="Planted reason")
    admin = browser(administrator)
    rows = admin.get("/desk/audit/", {"object_key": one.code}).context["rows"]
    assert [entry.subject for entry in rows] == [f"point {one.code}"]
    assert "Planted reason" in text_of(admin.get("/desk/audit/", {"entity": "territory"}))
    assert two.code not in text_of(admin.get("/desk/audit/", {"entity": "territory"}))
    assert list(admin.get("/desk/audit/", {"until": "2000-01-01"}).context["rows"]) == []
    assert list(admin.get("/desk/audit/", {"actor": "nobody"}).context["rows"]) == []
    assert "The chain holds" in text_of(admin.post("/desk/audit/check"))
    AuditEntry.objects.filter(object_key=one.code).update(reason="tampered")
    assert "The chain does not hold" in text_of(admin.post("/desk/audit/check"))


def test_history_tells_before_and_after_in_words(desk: Client, make_point: MakePoint) -> None:
    from punkt_web.registry.actions.points import change_point
    from tests.web.dashboard.conftest import SEEN

    point = make_point(TOWN, capacity_seated=40, **{"service.heat": "no"})
    change_point(ACTOR, point, {"capacity_seated": 1200, "service.heat": None, "host_kind": "school"}, SEEN)
    entry = desk.get(f"/desk/points/{point.code}/history/").context["entries"][0]
    told = {change.label: (change.before, change.after) for change in entry.changes}
    assert told["Seats"][0] == "40 people"
    assert told["Warmth"] == ("no", "not known")
    assert told["Kind of host"] == ("not known", "School")
