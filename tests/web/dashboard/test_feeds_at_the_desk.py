"""``/desk/feeds/``: which feeds count here and how each is; who may not change them; power and alerts beside points."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.feed_words import FeedForm
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.feeds import take_file
from punkt_web.operations.actions.feeds import FeedTerms, add_feed, note_fault
from punkt_web.operations.models import Feed, OutageSpan, TerritoryNotice
from punkt_web.registry.models import Territory
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import Browser, MakePoint, text_of

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
BY, ANYWHERE = Actor("tester"), Reach(is_everywhere=True)
HEADER = "operator,group,start,end,certainty,status\n"
DAY = (
    "ДТЕК,1.1,2026-01-15T00:00Z,2026-01-15T14:00Z,none,applies\n"
    "ДТЕК,1.1,2026-01-15T14:00Z,2026-01-15T18:00Z,definite,\n"
)
EMERGENCY = "ДТЕК,1.1,2026-01-15T00:00Z,2026-01-16T00:00Z,none,emergency\n"
TOKEN = "s3cr3t-t0k3n"
NEW = {"name": "Town schedule", "form": "csv", "operator": "ДТЕК", "url": "", "token": ""}


@pytest.fixture(autouse=True)
def _noon(world: dict[str, Territory]) -> Iterator[None]:
    with clock.fixed_at(NOW):
        yield


def feed_of(code: str, name: str = "a schedule", rows: str = "", **more: Any) -> Feed:
    terms = FeedTerms(name, FeedForm.OUTAGE_CSV, **more)
    feed = add_feed(BY, Territory.objects.get(code=code), terms, within=ANYWHERE)
    return take_file(BY, feed, (HEADER + rows).encode(), "a file", within=ANYWHERE) if rows else feed


@pytest.fixture
def desk(browser: Browser, coordinator: User) -> Client:
    return browser(coordinator)


def test_a_coordinator_adds_a_feed_and_gives_it_a_file(desk: Client) -> None:
    added = desk.post(f"/desk/feeds/new/{TOWN}/", NEW)
    feed = Feed.objects.get()
    assert added["Location"] == f"/desk/feeds/{feed.pk}/"
    assert feed.territory.code == TOWN
    file = SimpleUploadedFile("day.csv", (HEADER + DAY + "ДТЕК,1.2,?,?,none,\n").encode())
    desk.post(f"/desk/feeds/{feed.pk}/", {"file": file})
    assert OutageSpan.objects.count() == 2
    page = text_of(desk.get(f"/desk/feeds/{feed.pk}/"))
    assert "Read at 14:00, 15 January" in page
    assert "line 4: ? is no moment" in page


def test_a_file_that_cannot_be_read_changes_nothing_and_is_refused_in_words(desk: Client) -> None:
    feed = feed_of(TOWN, rows=DAY)
    page = desk.post(f"/desk/feeds/{feed.pk}/", {"file": SimpleUploadedFile("x.csv", b"<html>")})
    assert "No column is called group" in text_of(page)
    assert OutageSpan.objects.count() == 2
    assert Feed.objects.get().failing_since is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"name": " "}, "name"),
        ({"form": "xml"}, "form"),
        ({"form": "dtek", "operator": ""}, "operator"),
        ({"url": "http://example.org/x"}, "url"),
        ({"url": "https://a:b@example.org/x"}, "url"),
        ({"token": "ключ"}, "token"),
    ],
)
def test_a_feed_that_cannot_be_is_refused_at_its_field(desk: Client, change: dict[str, str], where: str) -> None:
    page = desk.post(f"/desk/feeds/new/{TOWN}/", NEW | change)
    assert list(page.context["form"].errors) == [where]
    assert not Feed.objects.exists()


def test_two_feeds_of_one_name_are_one_too_many(desk: Client) -> None:
    for _number in range(2):
        page = desk.post(f"/desk/feeds/new/{TOWN}/", NEW)
    assert "already" in text_of(page)
    assert Feed.objects.count() == 1


def test_a_broken_and_an_old_feed_are_said_to_be_with_why_and_since_when(desk: Client, make_point: MakePoint) -> None:
    make_point(name={"uk": "Школа"})
    broken, _old = feed_of(TOWN, "broken", DAY), feed_of(TOWN, "old", DAY)
    with clock.fixed_at(NOW + timedelta(hours=6)):
        note_fault(BY, broken.pk, InvalidValue("The host does not answer."))
    with clock.fixed_at(NOW + timedelta(hours=7)):
        page = text_of(desk.get("/desk/feeds/"))
        assert "Broken since 20:00, 15 January" in page
        assert "The host does not answer." in page
        assert "Old since 20:00, 15 January: nobody read it any more" in page
        assert "2 feeds are broken, old or were never read" in text_of(desk.get("/desk/"))


def test_a_feed_is_removed_after_a_look(desk: Client) -> None:
    feed = feed_of(TOWN, rows=DAY)
    assert "Air alerts that it began are not ended" in text_of(desk.get(f"/desk/feeds/{feed.pk}/remove"))
    desk.post(f"/desk/feeds/{feed.pk}/remove")
    assert not Feed.objects.exists()
    assert not OutageSpan.objects.exists()


def test_feeds_of_territories_above_are_seen_and_not_changed(desk: Client) -> None:
    above, beside, elsewhere = (feed_of(code, code, DAY) for code in (REGION, NEIGHBOUR_TOWN, OTHER_TOWN))
    page = text_of(desk.get("/desk/feeds/"))
    assert (REGION in page, NEIGHBOUR_TOWN in page, OTHER_TOWN in page) == (True, False, False)
    assert "It belongs to a territory above yours" in text_of(desk.get(f"/desk/feeds/{above.pk}/"))
    file = SimpleUploadedFile("x.csv", (HEADER + EMERGENCY).encode())
    assert desk.post(f"/desk/feeds/{above.pk}/", {"file": file}).status_code == 403
    for action in ("fetch", "remove"):
        assert desk.post(f"/desk/feeds/{above.pk}/{action}").status_code == 403
    for feed in (beside, elsewhere):
        assert desk.get(f"/desk/feeds/{feed.pk}/").status_code == 404
        assert desk.post(f"/desk/feeds/{feed.pk}/remove").status_code == 404
    assert desk.post(f"/desk/feeds/new/{REGION}/", NEW).status_code == 403
    assert Feed.objects.count() == 3
    assert OutageSpan.objects.count() == 6


@pytest.mark.parametrize("who", ["viewer", "keeper", "outsider"])
def test_who_announces_nowhere_sees_no_feeds(browser: Browser, request: pytest.FixtureRequest, who: str) -> None:
    feed = feed_of(TOWN)
    person = browser(request.getfixturevalue(who))
    for path in ("", f"{feed.pk}/", f"new/{TOWN}/", f"{feed.pk}/remove"):
        assert person.get(f"/desk/feeds/{path}").status_code == 403
    assert person.post(f"/desk/feeds/{feed.pk}/fetch").status_code == 403


def test_the_token_and_what_follows_a_path_are_on_no_page(browser: Browser, administrator: User) -> None:
    feed = feed_of(COUNTRY, "secret", url=f"https://feeds.example.org/day?key={TOKEN}", token=TOKEN)
    chief = browser(administrator)
    for path in ("/desk/feeds/", f"/desk/feeds/{feed.pk}/", f"/desk/feeds/{feed.pk}/remove", "/desk/audit/",
                 f"/admin/operations/feed/{feed.pk}/change/", "/admin/operations/feed/"):  # fmt: skip
        page = chief.get(path)
        assert page.status_code == 200
        assert TOKEN not in text_of(page)
    assert "feeds.example.org/day" in text_of(chief.get(f"/desk/feeds/{feed.pk}/"))
    refused = chief.post(f"/desk/feeds/new/{COUNTRY}/", NEW | {"name": "", "token": TOKEN})
    assert TOKEN not in text_of(refused)
    assert TOKEN not in str(list(AuditEntry.objects.values_list("before", "after")))


def test_power_stands_beside_a_point_and_emergency_shutdowns_are_not_known(desk: Client, make_point: MakePoint) -> None:
    point = make_point(name={"uk": "Школа"}, outage_operator="ПрАТ «ДТЕК»", outage_group="Черга 1.1")
    feed = feed_of(REGION, rows=DAY)
    page = text_of(desk.get(f"/desk/points/{point.code}/"))
    assert "Power is on until 16:00, 15 January: by the announced schedule." in page
    assert "16:00, 15 January – 20:00, announced" in page
    assert "Grid: Power is on until 16:00, 15 January" in text_of(desk.get("/desk/points/"))
    take_file(BY, feed, (HEADER + EMERGENCY).encode(), "x", within=ANYWHERE)
    page = text_of(desk.get(f"/desk/points/{point.code}/"))
    assert "Not known until 02:00, 16 January: emergency shutdowns, no schedule holds." in page
    assert "Grid: Not known until" in text_of(desk.get("/desk/points/"))


def test_the_list_of_points_asks_no_question_for_each(
    desk: Client, make_point: MakePoint, django_assert_max_num_queries: Any
) -> None:
    feed_of(REGION, rows=DAY)
    for number in range(30):
        make_point(name={"uk": f"Школа {number}"}, outage_operator="ДТЕК", outage_group="1.1")
    with django_assert_max_num_queries(25):
        page = text_of(desk.get("/desk/points/"))
    assert page.count("Grid: Power is on until") == 30


def test_the_list_of_feeds_counts_the_points_that_meet_one(desk: Client, make_point: MakePoint) -> None:
    feed_of(REGION, rows=DAY)
    for group in ("1.1", "1.1", "2.1", ""):
        make_point(name={"uk": "Школа"}, outage_operator="ДТЕК", outage_group=group)
    make_point(OTHER_TOWN, name={"uk": "Школа"}, outage_operator="ДТЕК", outage_group="1.1")
    page = text_of(desk.get("/desk/feeds/"))
    assert "2 points stand in a schedule here." in page
    assert "1 point has an operator and a group of which no feed tells." in page
    assert "Of 1 point operator or group is not registered." in page


def test_an_alert_of_a_feed_is_told_to_be_from_it_and_its_name_is_not_public(
    desk: Client, stranger: Client, make_point: MakePoint
) -> None:
    point = make_point(name={"uk": "Школа"}, address="Oak street 1")
    feed = feed_of(TOWN, "quiet-source")
    TerritoryNotice.objects.create(
        territory=Territory.objects.get(code=TOWN), kind="air_alert", began_at=NOW, confirmed_at=NOW,
        said_by=feed.name, said_at=NOW, feed=feed,
    )  # fmt: skip
    assert "The feed quiet-source" in text_of(desk.get("/desk/notices/"))
    assert "Air alert since 14:00, 15 January" in text_of(desk.get(f"/desk/points/{point.code}/"))
    public = text_of(stranger.get(f"/p/{point.code}"))
    assert "quiet-source" not in public


def test_group_and_schedule_of_a_point_are_on_no_public_page(stranger: Client, make_point: MakePoint) -> None:
    point = make_point(name={"uk": "Школа"}, address="Oak street 1", outage_operator="ДТЕК-Планта", outage_group="77.7")
    feed_of(REGION, "quiet-source", DAY.replace("ДТЕК", "ДТЕК-Планта").replace("1.1", "77.7"))
    for path in (f"/p/{point.code}", f"/t/p/{point.code}", f"/p/{point.code}/sheet", f"/api/v1/points/{point.code}"):
        page = stranger.get(path)
        assert page.status_code == 200
        for secret in ("Планта", "77.7", "quiet-source", "by the announced schedule"):
            assert secret not in text_of(page)


def test_the_console_of_a_keeper_says_the_schedule(browser: Browser, keeper: User, make_point: MakePoint) -> None:
    point = make_point(name={"uk": "Школа"}, outage_operator="ДТЕК", outage_group="1.1")
    feed_of(REGION, rows=DAY)
    page = text_of(browser(keeper).get(f"/keep/{point.code}/"))
    assert "Power is on until 16:00, 15 January: by the announced schedule." in page
    assert "16:00, 15 January – 20:00, announced" in page
    assert "Source: a schedule, read at 14:00, 15 January" in page
