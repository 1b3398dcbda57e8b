"""The desk asks for inspections, signs them beside what the registry says, follows campaigns and tasks."""

from datetime import timedelta

import pytest
from django.test import Client

from punkt import clock
from punkt.ids import new_ulid
from punkt_web.accounts.models import User
from punkt_web.readiness.models import Inspection, InspectionCampaign, InspectionPhoto, InspectionTask
from punkt_web.registry.models import Point
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN, MakePerson
from tests.web.dashboard.conftest import Browser, text_of
from tests.web.dashboard.inspected.conftest import LIST, at
from tests.web.inspecting import (
    BY_LAW,
    BY_PRACTICE,
    GOOD,
    NOT_SEEN,
    ask,
    due,
    hand_in,
    in_ukraine,
    make_point,
    picture,
    send,
    signed,
)


def test_points_are_chosen_and_asked_about(desk: Client, point: Point, inspector: User, world) -> None:
    other, elsewhere = make_point(), make_point(OTHER_TOWN)
    page = text_of(desk.get(f"{LIST}ask"))
    assert point.code in page
    assert other.code in page
    assert elsewhere.code not in page
    told = {"inspector": inspector.pk, "due_on": due().isoformat(), "point": [point.code, elsewhere.code]}
    assert desk.post(f"{LIST}ask", told).status_code == 302
    assert [one.point for one in Inspection.objects.all()] == [point]
    assert point.code not in text_of(desk.get(f"{LIST}ask"))
    assert point.code in text_of(desk.get(LIST))
    empty = text_of(desk.post(f"{LIST}ask", {**told, "point": []}))
    assert "Choose at least one point" in empty
    assert "Choose a day" in text_of(desk.post(f"{LIST}ask", {**told, "due_on": "9999-01-01"}))
    refused = text_of(desk.post(f"{LIST}ask", {**told, "point": other.code, "due_on": "2020-01-01"}))
    assert "from today on" in refused
    assert f'value="{other.code}" checked' in refused


def test_one_point_is_asked_about_from_its_page(desk: Client, point: Point, inspector: User) -> None:
    make_point()
    assert f"/desk/inspections/ask?point={point.code}" in text_of(desk.get(f"/desk/points/{point.code}/"))
    page = desk.get(f"{LIST}ask?point={point.code}")
    assert [one.code for one, _picked in page.context["points"]] == [point.code]
    assert list(desk.get(f"{LIST}ask?point=%00x").context["points"]) == []


def test_a_sheet_stands_beside_the_registry_and_is_signed(
    desk: Client, inspection: Inspection, inspector: User, keeper: User, point: Point
) -> None:
    assert "Nothing was sent yet" in text_of(desk.get(at(inspection)))
    hand_in(inspector, inspection, GOOD, BY_LAW, BY_PRACTICE, NOT_SEEN)
    page = text_of(desk.get(at(inspection)))
    for words in ("Light without the grid", "two lamps are broken", "fails: Law", "fails: Practice of a place"):
        assert words in page
    sheet = inspection.sheets.get().ulid
    told = {"sheet": sheet, "owner": keeper.pk, "due_on": due(5).isoformat()}
    assert "meanwhile" in text_of(desk.post(at(inspection, "sign"), {**told, "sheet": new_ulid()}))
    assert "Choose a day" in text_of(desk.post(at(inspection, "sign"), {**told, "due_on": "0001-01-01"}))
    done = desk.post(at(inspection, "sign"), told, follow=True)
    assert "Signed. 2 facts are in the registry, 2 lines failed" in text_of(done)
    assert {task.owner for task in InspectionTask.objects.all()} == {keeper}
    assert "signed already" in text_of(desk.post(at(inspection, "sign"), told))
    assert "2 things are to be mended" in text_of(desk.get(f"/desk/points/{point.code}/"))
    trail = text_of(desk.get(f"/desk/points/{point.code}/history/"))
    for words in ("Inspection signed", "Task made of what failed", "Line of the inspection", "Light without the grid"):
        assert words in trail


def test_who_signs_chooses_where_two_differ(
    browser: Browser, inspection: Inspection, inspector: User, coordinator: User, region_officer: User
) -> None:
    hand_in(inspector, inspection, BY_LAW)
    hand_in(coordinator, inspection, {"key": "power.lighting", "answer": "yes"})
    assert "somebody else has to sign it" in text_of(browser(coordinator).get(at(inspection)))
    officer = browser(region_officer)
    page = text_of(officer.get(at(inspection)))
    assert "whose answer counts?" in page
    sheets = {one.author_name: one.ulid for one in inspection.sheets.all()}
    told = {"sheet": list(sheets.values()), "owner": "", "due_on": due().isoformat()}
    assert "not decided" in text_of(officer.post(at(inspection, "sign"), told))
    bad = {**told, "choice.power.lighting": "x"}
    assert "not decided" in text_of(officer.post(at(inspection, "sign"), bad))
    assert officer.post(at(inspection, "sign"), {**told, "choice.power.lighting": sheets[inspector.email]})
    inspection.refresh_from_db()
    assert inspection.n_failed == 1


def test_it_is_sent_back_given_away_and_cancelled(
    desk: Client, inspection: Inspection, inspector: User, make_person: MakePerson
) -> None:
    other = make_person("other", "inspector", "territory", TOWN)
    hand_in(inspector, inspection, GOOD)
    assert "This field is required" in text_of(desk.post(at(inspection, "send-back"), {"why": ""}))
    assert desk.post(at(inspection, "send-back"), {"why": "Look at the water"}).status_code == 302
    assert "Look at the water" in text_of(desk.get(at(inspection)))
    told = {"inspector": other.pk, "due_on": due(9).isoformat()}
    assert desk.post(at(inspection, "give-to"), told).status_code == 302
    assert "Other" in text_of(desk.get(f"{LIST}?inspector={other.email}"))
    assert "There is no such inspection" in text_of(desk.get(f"{LIST}?inspector={inspector.email}"))
    assert desk.post(at(inspection, "cancel"), {"why": "The point moved"}).status_code == 302
    assert "There is no such inspection" in text_of(desk.get(LIST))
    assert "Cancelled" in text_of(desk.get(f"{LIST}?state=cancelled"))


def test_what_failed_is_looked_at_again(
    desk: Client, inspection: Inspection, inspector: User, coordinator: User
) -> None:
    hand_in(inspector, inspection, GOOD, BY_LAW)
    signed(coordinator, inspection)
    assert "Look again at the 1 thing that failed" in text_of(desk.get(at(inspection)))
    told = {"inspector": inspector.pk, "due_on": due(9).isoformat()}
    assert desk.post(at(inspection, "look-again"), told).status_code == 302
    again = Inspection.objects.get(follows=inspection)
    assert again.line_keys == ["power.lighting"]
    assert "is open" in text_of(desk.post(at(inspection, "look-again"), told))
    assert "looks again at what failed" in text_of(desk.get(LIST))


def test_tasks_are_given_done_and_dropped(
    browser: Browser, inspection: Inspection, inspector: User, coordinator: User, viewer: User
) -> None:
    desk = browser(coordinator)
    hand_in(inspector, inspection, BY_LAW, BY_PRACTICE)
    signed(coordinator, inspection)
    law, practice = (InspectionTask.objects.get(basis=basis) for basis in ("law", "practice"))
    tasks = f"{LIST}tasks/"
    page = text_of(desk.get(tasks))
    assert "Light without the grid" in page
    assert "The door is open, or somebody opens it at once" in page
    seen = browser(viewer)
    assert "There is no such task" in text_of(seen.get(tasks))
    assert seen.get(f"{tasks}{law.pk}/").status_code == 404
    assert desk.post(f"{tasks}{law.pk}/assign", {"owner": viewer.pk, "due_on": due().isoformat()}).status_code == 302
    assert "Light without the grid" in text_of(seen.get(f"{tasks}?which=mine"))
    assert seen.post(f"{tasks}{law.pk}/drop", {"why": "x"}).status_code == 403
    assert seen.post(f"{tasks}{law.pk}/done", {"note": "New lamps"}).status_code == 302
    assert "New lamps" in text_of(desk.get(f"{tasks}?which=done"))
    assert desk.post(f"{tasks}{practice.pk}/drop", {"why": "A new rule"}).status_code == 302
    assert "A new rule" in text_of(desk.get(f"{tasks}?which=closed"))
    with clock.fixed_at(clock.now() + timedelta(days=60)):
        assert "There is no such task" in text_of(desk.get(f"{tasks}?which=overdue"))


def test_a_campaign_is_started_followed_and_ended(
    browser: Browser, region_officer: User, coordinator: User, inspector: User, world
) -> None:
    in_ukraine()
    first, second, third = make_point(), make_point(), make_point(NEIGHBOUR_TOWN)
    (earlier,) = ask(coordinator, inspector, first)
    hand_in(inspector, earlier, GOOD)
    signed(coordinator, earlier)
    officer, ulid = browser(region_officer), new_ulid()
    told = {"ulid": ulid, "name": "Before 1 October", "due_on": due(30).isoformat()}
    start = f"{LIST}campaigns/new/{REGION}/"
    for _twice in range(2):
        assert officer.post(start, told).status_code == 302
    campaign = InspectionCampaign.objects.get()
    own = browser(coordinator)
    assert own.post(start, told).status_code == 403
    answer = {"inspector": inspector.pk, "due_on": due(3).isoformat(), "campaign": ulid}
    asked = own.post(f"{LIST}ask?campaign={ulid}", {**answer, "point": [first.code, second.code]})
    assert asked.status_code == 302
    done, waiting = (Inspection.objects.get(point=point, campaign=ulid) for point in (first, second))
    assert {done.campaign, waiting.campaign} == {campaign}
    hand_in(inspector, done, GOOD, BY_LAW)
    signed(coordinator, done)
    assert first.code not in text_of(own.get(f"{LIST}ask?campaign={ulid}"))
    page = officer.get(f"{LIST}campaigns/{ulid}/?stage=not_asked")
    sums = page.context["sums"]
    assert (sums.n_points, sums.n_signed, sums.n_overdue, sums.percent) == (3, 1, 0, 33)
    assert [n for _word, _label, _look, n in page.context["tiles"]] == [1, 1, 0, 1, 0]
    assert third.code in text_of(page)
    assert [(name, one.n_signed, one.n_points) for _code, name, one in page.context["parts"]] == [
        ("Town", 1, 2), ("Neighbour Town", 0, 1),
    ]  # fmt: skip
    assert [(name, one.n_points) for name, one in page.context["inspectors"]] == [("Inspector", 2)]
    of_town = own.get(f"{LIST}campaigns/{ulid}/")
    assert of_town.context["sums"].n_points == 2, "only points that they coordinate"
    assert not of_town.context["may_end"]
    with clock.fixed_at(clock.now() + timedelta(days=5)):
        assert officer.get(f"{LIST}campaigns/{ulid}/").context["sums"].n_overdue == 1
    assert "1 of 2" in text_of(own.get(f"{LIST}campaigns/"))
    assert own.post(f"{LIST}campaigns/{ulid}/end", {"why": "x"}).status_code == 403
    assert officer.post(f"{LIST}campaigns/{ulid}/end", {"why": "The season is over"}).status_code == 302
    assert "The season is over" in text_of(officer.get(f"{LIST}campaigns/{ulid}/"))


def test_the_list_is_a_table_too(desk: Client, inspection: Inspection, inspector: User) -> None:
    hand_in(inspector, inspection, GOOD)
    lines = desk.get(f"{LIST}inspections.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("inspection,code,name,campaign")
    assert inspection.point.code in lines[1]
    assert ",handed_in," in lines[1]
    assert len(desk.get(f"{LIST}inspections.csv?state=signed").content.splitlines()) == 1


def test_who_may_not(
    browser: Browser, inspection: Inspection, inspector: User, keeper: User, other_coordinator: User
) -> None:
    assert send(inspector, picture(inspection))
    hand_in(inspector, inspection, GOOD)
    image = f"{LIST}photos/{InspectionPhoto.objects.get().pk}.jpg"
    told = {"sheet": inspection.sheets.get().ulid, "owner": "", "due_on": due().isoformat()}
    own = browser(inspector)
    assert own.get(at(inspection)).status_code == own.get(image).status_code == 200
    assert "Sign this inspection" not in text_of(own.get(at(inspection)))
    for path in ("sign", "send-back", "cancel", "give-to", "look-again"):
        assert own.post(at(inspection, path), told).status_code == 403
    for nobody, status in ((keeper, 403), (other_coordinator, 404)):
        client = browser(nobody)
        for path in (at(inspection), image):
            assert client.get(path).status_code == status
        assert client.post(at(inspection, "sign"), told).status_code == status
    inspection.refresh_from_db()
    assert inspection.signed_at is None


@pytest.mark.parametrize("path", ["x/", "x/sign", "photos/x.jpg", "tasks/x/", "campaigns/x/", "campaigns/new/x/"])
def test_addresses_that_cannot_be_are_not_found(desk: Client, world, path: str) -> None:
    response = desk.post(f"{LIST}{path}") if path.endswith("sign") else desk.get(f"{LIST}{path}")
    assert response.status_code == 404


def test_pages_take_few_queries_whatever_they_hold(
    desk: Client, inspection: Inspection, inspector: User, coordinator: User, django_assert_max_num_queries
) -> None:
    ask(coordinator, inspector, *(make_point() for _number in range(10)))
    hand_in(inspector, inspection, GOOD, BY_LAW)
    for path, most in ((LIST, 26), (at(inspection), 60), (f"{LIST}ask", 26), (f"{LIST}tasks/", 16)):
        with django_assert_max_num_queries(most):
            assert desk.get(path).status_code == 200
