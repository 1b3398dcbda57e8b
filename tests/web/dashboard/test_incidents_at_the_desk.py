"""The desk sees the incidents of its own area, the most severe first, adds to them and closes them with a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.dashboard.views import incidents as views
from punkt_web.operations.actions.inbox import Outcome, Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.models import IncidentNote
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import text_of


@pytest.fixture
def happened(make_point):
    """``happened("What", "severe")``: an incident at a point of its own."""

    def make(what, severity="severe", town=TOWN, days_ago=0.1):
        point = make_point(town, name={"en": f"School of {what}"})
        told = {"about": "fire", "severity": severity, "what": what, "called": ["rescue"]}
        item = Item("incident", new_ulid(), point.code, clock.now() - timedelta(days=days_ago), told)
        by = Sender(Actor("keeper"), [(ReportChannel.KEEPER, Reach(is_everywhere=True))], ReportBearer.CONSOLE)
        assert receive_items(by, [item], KINDS)[0].outcome is Outcome.TAKEN
        return item

    return make


def test_the_most_severe_of_the_own_area_comes_first(browser, coordinator, happened):
    happened("Smoke", "minor")
    happened("Explosion")
    happened("Neighbours", town=NEIGHBOUR_TOWN)
    happened("Far away", town=OTHER_TOWN)
    page = text_of(browser(coordinator).get("/desk/incidents/"))
    assert page.index("Explosion") < page.index("Smoke")
    for elsewhere in ("Neighbours", "Far away"):
        assert elsewhere not in page
    assert "1 severe incident is open" in text_of(browser(coordinator).get("/desk/"))


def test_one_that_nobody_closed_stays_however_old_it_is_and_a_closed_one_goes(browser, coordinator, happened):
    with clock.fixed_at(clock.now() - timedelta(days=40)):
        happened("Left open")
        closed = happened("Dealt with")
        words = {"ulid": new_ulid(), "what": "Out", "closing": "yes"}
        assert browser(coordinator).post(f"/desk/incidents/{closed.ulid}/add", words).status_code == 302
        assert "Dealt with" in text_of(browser(coordinator).get("/desk/incidents/?closed=1"))
    assert "Left open" in text_of(browser(coordinator).get("/desk/incidents/"))
    assert "Dealt with" not in text_of(browser(coordinator).get("/desk/incidents/?closed=1"))
    assert "1 severe incident is open" in text_of(browser(coordinator).get("/desk/"))


def test_one_that_was_carried_for_weeks_is_read_when_it_comes(browser, coordinator, happened):
    happened("Cable fire", days_ago=40)
    assert "Cable fire" in text_of(browser(coordinator).get("/desk/incidents/"))
    assert "1 severe incident is open" in text_of(browser(coordinator).get("/desk/"))


def test_strangers_keepers_and_viewers_see_and_close_none(browser, client, happened, keeper, viewer):
    one = happened("Smoke")
    address, words = f"/desk/incidents/{one.ulid}/add", {"ulid": new_ulid(), "what": "Out", "closing": "yes"}
    assert client.get("/desk/incidents/")["Location"].startswith("/accounts/login/")
    for who in (keeper, viewer):
        assert browser(who).get("/desk/incidents/").status_code == 403
        assert browser(who).post(address, words).status_code == 403
    assert not IncidentNote.objects.exists()
    assert "severe incident" not in text_of(browser(viewer).get("/desk/"))


def test_who_coordinates_another_place_sees_and_closes_none(browser, happened, other_coordinator):
    one = happened("Smoke")
    address, words = f"/desk/incidents/{one.ulid}/add", {"ulid": new_ulid(), "what": "Out", "closing": "yes"}
    assert "Smoke" not in text_of(browser(other_coordinator).get("/desk/incidents/"))
    assert browser(other_coordinator).post(address, words).status_code == 404
    assert browser(other_coordinator).post(f"/desk/incidents/{new_ulid()}/add", words).status_code == 404
    assert browser(other_coordinator).post("/desk/incidents/x/add", words).status_code == 404
    assert not IncidentNote.objects.exists()
    assert "severe incident" not in text_of(browser(other_coordinator).get("/desk/"))


def test_members_read_nothing_of_it_in_the_history_or_at_the_point(browser, viewer, coordinator, happened):
    one = happened("Smoke")
    for part in ("", "history/"):
        page = text_of(browser(viewer).get(f"/desk/points/{one.point_code}/{part}"))
        assert "Fire or smoke" not in page
        assert "Severe" not in page
    assert "Fire or smoke, Severe" in text_of(browser(coordinator).get(f"/desk/points/{one.point_code}/"))


def test_it_is_closed_with_a_reason_and_opened_by_a_new_word(browser, coordinator, happened):
    one, desk = happened("Smoke"), browser(coordinator)
    address = f"/desk/incidents/{one.ulid}/add"
    page = text_of(desk.post(address, {"ulid": new_ulid(), "what": " ", "closing": "yes"}, follow=True))
    assert "Write in a few words" in page
    words = {"ulid": new_ulid(), "what": "The stove was repaired", "closing": "yes"}
    for _time in range(2):
        desk.post(address, words)
    note = IncidentNote.objects.get()
    assert (note.author_name, note.channel, note.is_closing) == (coordinator.email, "coordinator", True)
    assert note.bearer == "desk"
    assert "Smoke" not in text_of(desk.get("/desk/incidents/"))
    assert "The stove was repaired" in text_of(desk.get("/desk/incidents/?closed=1"))
    with clock.fixed_at(clock.now() + timedelta(minutes=5)):
        desk.post(address, {"ulid": new_ulid(), "what": "It smokes again", "severity": "minor"})
        page = text_of(desk.get("/desk/incidents/"))
    assert "It smokes again" in page
    assert "<b>Minor</b>" in page


def test_who_keeps_the_point_reads_that_a_word_came_from_the_desk(browser, coordinator, happened):
    one = happened("Smoke")
    told = {"incident": one.ulid, "what": "Still smoking"}
    note = Item("incident_note", new_ulid(), one.point_code, clock.now(), told)
    by = Sender(Actor("keeper"), [(ReportChannel.KEEPER, Reach(is_everywhere=True))], ReportBearer.CONSOLE)
    assert receive_items(by, [note], KINDS)[0].outcome is Outcome.TAKEN
    browser(coordinator).post(f"/desk/incidents/{one.ulid}/add", {"ulid": new_ulid(), "what": "A fitter comes"})
    page = text_of(browser(coordinator).get(f"/keep/{one.point_code}/incidents/"))
    from_the_desk, of_the_keeper = (
        f"{coordinator.name}, from the desk<br>A fitter comes",
        "keeper<br>Still smoking",
    )
    assert from_the_desk in page
    assert of_the_keeper in page
    assert page.count("from the desk") == 1


def test_the_page_and_the_start_read_no_more_for_many(browser, coordinator, happened, monkeypatch):
    monkeypatch.setattr(views, "_PAGE", 3)
    desk, asked = browser(coordinator), []
    happened("Smoke 0")
    desk.get("/desk/incidents/")
    for n_more in (1, 8):
        for number in range(n_more):
            happened(f"Smoke {n_more} {number}")
        with CaptureQueriesContext(connection) as page:
            shown = text_of(desk.get("/desk/incidents/"))
        assert shown.count("Smoke") - shown.count("School of Smoke") == min(n_more + 1, 3)
        with CaptureQueriesContext(connection) as start:
            assert "severe incidents are open" in text_of(desk.get("/desk/"))
        asked.append((len(page), len(start)))
    assert asked[0] == asked[1]
    assert asked[0][0] <= 16
