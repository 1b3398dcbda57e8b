"""``/desk/live/`` and its calls: who sees what, nobody calls twice, and what is told on the telephone is a report."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel, Visibility
from punkt_web.common.audit import Actor
from punkt_web.common.zones import local_zone
from punkt_web.dashboard import changes
from punkt_web.operations.actions.calls import take_call
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import Call, StatusReport
from punkt_web.registry.actions.contacts import ContactCard, add_contact
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import form_values, text_of

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
WHO = Actor("tester@example.org")
MINUTE = timedelta(minutes=1)


def local(moment):
    """As a browser writes it, by the clocks of the country."""
    return moment.astimezone(local_zone(COUNTRY)).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture(autouse=True)
def _noon(world):
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def desk(browser, coordinator):
    return browser(coordinator)


@pytest.fixture
def cold(make_point):
    """A point that needs a call."""
    point = make_point(TOWN, name={"en": "Cold School"}, capacity_seated=60)
    said(point, state=PointState.OPEN, indoor_c=8.0, headcount=44)
    return point


def said(point, *, ago=10, **content):
    at = NOON - ago * MINUTE
    receive_report(WHO, Report(point.pk, at, ReportChannel.KEEPER, ReportContent(**content)))


def test_the_board_tells_what_doors_are_and_how_much_of_that_is_known(desk, cold, make_point):
    make_point(TOWN, name={"en": "Quiet Hall"})
    page = text_of(desk.get("/desk/live/"))
    assert "the state of 1 of 2 points is known (50 %)" in page
    assert (
        "44 people inside by the counts of the last 4 hours, at 1 of 1 points that are open or counted people" in page
    )
    assert "It is cold inside" in page
    assert page.index("Cold School") < page.index("Quiet Hall")
    only = text_of(desk.get("/desk/live/?door=never"))
    assert "Quiet Hall" in only
    assert only.count("Cold School") == 1  # among the next calls, not in the table
    assert 'href="/desk/live/"' in text_of(desk.get("/desk/"))


def test_nonsense_in_the_address_is_answered_calmly(desk, cold):
    for query in (
        "door=x&reason=y",
        "at=yesterday",
        "at=0001-01-01T00:00",
        "territory=%00",
        "territory=nowhere",
        "page=z",
    ):
        assert desk.get(f"/desk/live/?{query}").status_code == 200, query


def test_a_past_moment_offers_no_calls(desk, cold):
    page = text_of(desk.get(f"/desk/live/?at={local(NOON - 5 * MINUTE)}"))
    assert "Next calls" not in page
    assert "data-part" not in page
    assert "the state of 1 of 1 point is known" in page
    assert "the state of 0 of 1 point is known" in text_of(desk.get(f"/desk/live/?at={local(NOON - 60 * MINUTE)}"))


def test_a_past_moment_is_told_as_it_was_known_then_too(desk, cold):
    then = f"/desk/live/?at={local(NOON - 5 * MINUTE)}"  # what was seen before came in at noon
    assert "the state of 1 of 1 point is known" in text_of(desk.get(then))
    assert "the state of 0 of 1 point is known" in text_of(desk.get(f"{then}&known=then"))


def test_who_sees_several_territories_sees_each_with_what_is_known_of_it(browser, region_officer, cold, make_point):
    make_point(NEIGHBOUR_TOWN)
    desk = browser(region_officer)
    page = text_of(desk.get("/desk/live/"))
    assert f"?territory={TOWN}" in page
    assert f"?territory={NEIGHBOUR_TOWN}" in page
    assert "Cold School" not in text_of(desk.get(f"/desk/live/?territory={NEIGHBOUR_TOWN}"))


ADDRESSES = [
    "/desk/live/", "/desk/live/part", f"/desk/live/?territory={REGION}", f"/desk/live/?at={local(NOON - 5 * MINUTE)}",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_sees_points_of_others(desk, browser, other_coordinator, cold, address):
    assert "Cold School" not in text_of(browser(other_coordinator).get(address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hidden_point_is_neither_shown_nor_counted(browser, viewer, cold, make_point, address):
    set_policy(WHO, make_point(TOWN, name={"en": "Hidden Hall"}), Visibility.HIDDEN, reason="attack")
    seen = text_of(browser(viewer).get(address))
    assert "Hidden Hall" not in seen
    assert "1 of 1 points" in seen


def test_the_changing_part_is_not_sent_again_unchanged(desk, cold):
    first = desk.get("/desk/live/part")
    again = desk.get("/desk/live/part", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    said(cold, ago=0, headcount=3)
    assert desk.get("/desk/live/part", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_points(desk, cold, make_point):
    with CaptureQueriesContext(connection) as few:
        desk.get("/desk/live/")
    for number in range(30):
        said(make_point(TOWN), state=PointState.OPEN, indoor_c=5.0, ago=number)
    with CaptureQueriesContext(connection) as many:
        desk.get("/desk/live/")
    assert len(many) <= len(few) + 1


def test_the_call_that_is_needed_most_is_taken_once(desk, browser, region_officer, cold, make_point):
    low = make_point(TOWN)
    said(low, state=PointState.OPEN, fuel_quarters=0)
    assert desk.post("/desk/calls/next")["Location"] == f"/desk/calls/{low.code}/"
    other = browser(region_officer)
    assert other.post("/desk/calls/next")["Location"] == f"/desk/calls/{cold.code}/"
    page = text_of(desk.get("/desk/live/"))
    assert "Region Officer is calling since" in page
    assert other.post("/desk/calls/next")["Location"] == "/desk/live/"
    assert other.post(f"/desk/calls/{low.code}/take")["Location"] == f"/desk/calls/{low.code}/"
    assert Call.objects.get(point=low).taken_by == "coordinator@example.org"


def test_a_call_that_ran_out_is_anybodys(desk, browser, region_officer, cold):
    desk.post("/desk/calls/next")
    with clock.fixed_at(NOON + 11 * MINUTE):
        assert browser(region_officer).post("/desk/calls/next")["Location"] == f"/desk/calls/{cold.code}/"
        assert Call.objects.get(ended_at=None).taken_by == "region_officer@example.org"


def test_a_call_of_another_is_told_until_it_runs_out(desk, browser, region_officer, cold):
    browser(region_officer).post(f"/desk/calls/{cold.code}/take")
    assert "is calling this point" in text_of(desk.get(f"/desk/calls/{cold.code}/"))
    with clock.fixed_at(NOON + 11 * MINUTE):
        page = text_of(desk.get(f"/desk/calls/{cold.code}/"))
    assert "is calling this point" not in page
    assert "Take this call" in page


def test_what_is_told_is_a_report_of_the_coordinator_and_ends_the_call(desk, cold):
    add_contact(WHO, cold, ContactCard(role="Guard", phone="+380 50 000 00 00"))
    desk.post("/desk/calls/next")
    page = desk.get(f"/desk/calls/{cold.code}/")
    assert "tel:+380 50 000 00 00" in text_of(page)
    assert "people inside: 44 of 60 seats" in text_of(page)
    given = {
        "ulid": form_values(page)["ulid"],
        "state": "open",
        "indoor_c": "20",
        "fuel_quarters": "0",
        "shortages": "nothing",
    }
    for _twice in range(2):
        desk.post(f"/desk/calls/{cold.code}/", given)
    report = StatusReport.objects.get(bearer="call")
    assert (report.channel, report.state, report.indoor_c, report.fuel_quarters) == ("coordinator", "open", 20.0, 0)
    assert (report.shortages, report.headcount) == ([], None)
    assert Call.objects.get().outcome == "told"


def test_an_empty_form_is_no_call(desk, cold):
    desk.post("/desk/calls/next")
    page = desk.get(f"/desk/calls/{cold.code}/")
    answer = desk.post(f"/desk/calls/{cold.code}/", {"ulid": form_values(page)["ulid"]})
    assert "Enter what they said" in text_of(answer)
    assert Call.objects.get().ended_at is None


def test_who_was_not_reached_comes_up_again_later(desk, cold):
    desk.post("/desk/calls/next")
    desk.post(f"/desk/calls/{cold.code}/end", {"outcome": "not_reached", "note": "rang long"})
    assert "Not reached by Coordinator" in text_of(desk.get("/desk/live/"))
    assert desk.post("/desk/calls/next")["Location"] == "/desk/live/"
    with clock.fixed_at(NOON + 16 * MINUTE):
        assert desk.post("/desk/calls/next")["Location"] == f"/desk/calls/{cold.code}/"


def test_what_is_given_back_waits_again_at_once(desk, cold):
    desk.post("/desk/calls/next")
    desk.post(f"/desk/calls/{cold.code}/end", {"outcome": ""})
    assert desk.post("/desk/calls/next")["Location"] == f"/desk/calls/{cold.code}/"


def test_who_does_not_coordinate_calls_nobody(browser, viewer, keeper, other_coordinator, cold):
    for user, status in ((viewer, 403), (keeper, 403), (other_coordinator, 404)):
        desk = browser(user)
        assert desk.get(f"/desk/calls/{cold.code}/").status_code == status
        for address in ("take", "end"):
            assert desk.post(f"/desk/calls/{cold.code}/{address}").status_code == status
    assert browser(viewer).post("/desk/calls/next").status_code == 403
    assert browser(other_coordinator).post("/desk/calls/next")["Location"] == "/desk/live/"
    assert "Take the next call" not in text_of(browser(viewer).get("/desk/live/"))
    assert not Call.objects.exists()


def test_the_call_of_another_is_not_ended(browser, coordinator, region_officer, cold):
    browser(coordinator).post("/desk/calls/next")
    assert browser(region_officer).post(f"/desk/calls/{cold.code}/end").status_code == 404
    page = browser(region_officer).get(f"/desk/calls/{cold.code}/")
    assert "Coordinator is calling this point" in text_of(page)
    browser(region_officer).post(f"/desk/calls/{cold.code}/", {"state": "closed"})
    assert not StatusReport.objects.filter(bearer="call").exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_a_call_at_once_one_gets_it(world):
    point = Point.objects.create(code="K7F2M3A", created_at=NOON, updated_at=NOON)
    got, barrier = [], threading.Barrier(4)

    def take(number):
        barrier.wait()
        try:
            got.append(take_call(Actor(f"caller {number}"), point))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(call is not None for call in got) == 1
    assert Call.objects.count() == 1


def test_a_stream_tells_of_changes_and_there_are_few_of_them(desk, cold, monkeypatch):
    monkeypatch.setattr(changes, "_LOOK_S", 0.0)
    first = desk.get("/desk/live/changes", headers={"Accept-Encoding": "gzip"})
    lines = iter(first.streaming_content)
    assert next(lines).startswith(b"retry")
    assert desk.get("/desk/live/changes").status_code == 204
    said(cold, ago=0, headcount=3)
    assert next(lines).startswith(b"event: changed")
    ended(first)
    unread = desk.get("/desk/live/changes")
    assert unread.status_code == 200
    ended(unread)
    ended(unread)
    last = desk.get("/desk/live/changes")
    assert (last.status_code, desk.get("/desk/live/changes").status_code) == (200, 204)
    ended(last)


def ended(response):
    """What the server does when an answer is over, but for the connection to the database, which is the test's."""
    for close in response._resource_closers:
        close()


def test_whom_nobody_can_call_comes_after_those_who_can_be_called(desk, cold, make_point):
    low = make_point(TOWN)
    said(low, state=PointState.OPEN, fuel_quarters=0)
    add_contact(WHO, cold, ContactCard(role="Guard", phone="+380 50 000 00 00"))
    assert desk.post("/desk/calls/next")["Location"] == f"/desk/calls/{cold.code}/"
    assert desk.post("/desk/calls/next")["Location"] == f"/desk/calls/{low.code}/"


def test_what_was_written_down_counts_when_the_time_ran_out_and_another_calls(desk, browser, region_officer, cold):
    desk.post("/desk/calls/next")
    ulid = form_values(desk.get(f"/desk/calls/{cold.code}/"))["ulid"]
    with clock.fixed_at(NOON + 11 * MINUTE):
        browser(region_officer).post("/desk/calls/next")
        desk.post(f"/desk/calls/{cold.code}/", {"ulid": ulid, "state": "full"})
        assert StatusReport.objects.get(bearer="call").state == "full"
        assert Call.objects.get(ended_at=None).taken_by == "region_officer@example.org"
    with clock.fixed_at(NOON + 12 * MINUTE):
        assert desk.post(f"/desk/calls/{cold.code}/", {"ulid": ulid, "state": "full"})["Location"] == "/desk/live/"
    assert StatusReport.objects.filter(bearer="call").count() == 1
