"""``/desk/activations/``: a coordinator asks points to open without a script, follows them, steps down and closes."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel, TaskAnswer
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel, Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.activations import Terms, activate
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.actions.tasks import answer_task
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import Activation, Complaint
from punkt_web.registry.actions.policies import set_policy
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import form_values, text_of

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR, ANYWHERE = Actor("chief@example.org"), Reach(is_everywhere=True)
NEW = f"/desk/activations/new?territory={TOWN}"
WRITTEN = {"trigger": "outage_12_h", "reason": "No power in the north", "level": "day", "mode": "24/7"}
WELL = {f"criterion.{one}": "yes" for one in ClosingCriterion}


@pytest.fixture(autouse=True)
def _noon(world):
    """It is noon in Greenwich; ZZ goes by the clocks of the installation."""
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def desk(browser, coordinator):
    return browser(coordinator)


@pytest.fixture
def points(make_point):
    return [make_point(TOWN, name={"en": f"School {number}"}, promised_minutes=60) for number in range(2)]


def activated(world, *towns, **more):
    given = {"reason": "Storm", "level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, **more}
    ulid = new_ulid()
    area = Area(tuple(world[town] for town in towns or (TOWN,)))
    activate(ACTOR, ulid, area, Terms(ActivationTrigger.DECISION, **given), within=ANYWHERE)
    return Activation.objects.get(pk=ulid)


def filled(desk, **more):
    """The form as a browser would send it, with what a person writes."""
    return {**form_values(desk.get(NEW)), "is_exercise": "", "kinds": [], **WRITTEN, **more}


def test_the_desk_leads_there_and_offers_the_own_territory(desk, points):
    assert 'href="/desk/activations/"' in text_of(desk.get("/desk/"))
    page = text_of(desk.get("/desk/activations/"))
    assert "Nobody is asked to open now" in page
    assert 'href="/desk/activations/new"' in page
    offered = text_of(desk.get("/desk/activations/new"))
    assert f"territory={TOWN}" in offered
    assert "trigger" not in offered


def test_the_number_of_points_is_seen_before_anybody_is_asked(desk, points):
    given = filled(desk)
    page = text_of(desk.post(NEW, given))
    assert "2 points will be asked" in page
    assert not Activation.objects.exists()
    response = desk.post(NEW, {**given, "n_seen": "2"})
    found = Activation.objects.get()
    assert response["Location"] == f"/desk/activations/{found.pk}/"
    assert found.tasks.count() == 2
    page = text_of(desk.get(response["Location"]))
    assert "No power in the north" in page
    assert "School 0" in page
    assert "Asked, no answer" in page


def test_a_number_that_changed_since_it_was_seen_is_shown_anew(desk, points, make_point):
    given = {**filled(desk), "n_seen": "2"}
    make_point(TOWN)
    assert "3 points will be asked" in text_of(desk.post(NEW, given))
    assert not Activation.objects.exists()


def test_the_form_sent_twice_asks_once(desk, points):
    given = {**filled(desk), "n_seen": "2"}
    first, second = desk.post(NEW, given), desk.post(NEW, given)
    assert first["Location"] == second["Location"]
    assert Activation.objects.count() == 1


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(desk, points):
    given = filled(desk, begins_at="2026-01-01T10:00", corners="here and there", n_seen="2")
    page = text_of(desk.post(NEW, given))
    assert "Line 1 is no position" in page
    assert "No power in the north" in page
    given = filled(desk, begins_at="2026-01-01T10:00", n_seen="2")
    assert "within the last 24 hours" in text_of(desk.post(NEW, given))
    for begins_at in ("0001-01-01T00:00", "9999-12-31T23:59", "soon"):
        assert desk.post(NEW, filled(desk, begins_at=begins_at, n_seen="2")).status_code == 200
    assert not Activation.objects.exists()


def test_times_are_by_the_clocks_of_the_territory(desk, points, world):
    world[TOWN].country = "UA"
    world[TOWN].save()
    desk.post(NEW, filled(desk, begins_at="2026-01-15T15:00", until_at="2026-01-16T15:00", n_seen="2"))
    found = Activation.objects.get()
    assert found.begins_at == datetime(2026, 1, 15, 13, tzinfo=UTC)
    assert found.until_at == datetime(2026, 1, 16, 13, tzinfo=UTC)


def test_corners_narrow_the_area_and_who_has_no_position_is_counted(desk, points):
    page = text_of(desk.post(NEW, filled(desk, corners="50,30\n50,31\n51,31\n51,30")))
    assert "There is no point in this area that could open" in page
    assert "2 points of these territories have no position" in page


def test_several_territories_are_chosen_one_after_another(browser, region_officer, points, make_point):
    make_point(NEIGHBOUR_TOWN)
    desk = browser(region_officer)
    both = f"/desk/activations/new?territory={TOWN}&territory={NEIGHBOUR_TOWN}"
    found = text_of(desk.get(f"/desk/activations/new?territory={TOWN}&find={NEIGHBOUR_TOWN}"))
    assert f"territory={TOWN}&amp;territory={NEIGHBOUR_TOWN}" in found
    desk.post(both, {**form_values(desk.get(both)), "is_exercise": "", **WRITTEN, "n_seen": "3"})
    assert Activation.objects.get().tasks.count() == 3


def test_a_territory_of_others_is_not_chosen(desk, points, make_point):
    make_point(OTHER_TOWN)
    for code in (OTHER_TOWN, REGION, "nowhere", "\0"):
        assert "trigger" not in text_of(desk.get("/desk/activations/new", {"territory": code}))
        assert desk.post(f"/desk/activations/new?territory={code}", WRITTEN).status_code == 200
    assert not Activation.objects.exists()


def test_points_that_need_a_person_stand_first_and_are_filtered(desk, points, world):
    found = activated(world)
    receive(points[0], PointState.OPEN, 5)
    task = found.tasks.get(point=points[1])
    answer_task(ACTOR, task.pk, TaskAnswer.CANNOT, "no key", within=ANYWHERE)
    with clock.fixed_at(NOON + timedelta(minutes=10)):
        page = text_of(desk.get(f"/desk/activations/{found.pk}/"))
        assert page.index("Cannot open") < page.index("School 1") < page.index("School 0")
        assert "no key" in page
        only = text_of(desk.get(f"/desk/activations/{found.pk}/?stage=open"))
    assert "School 0" in only
    assert "School 1" not in only
    assert "5 min" in only


def receive(point, state, minutes):
    at = NOON + timedelta(minutes=minutes)
    with clock.fixed_at(at):
        receive_report(ACTOR, Report(point.pk, at, ReportChannel.KEEPER, ReportContent(state=state)))


def test_it_is_stepped_down_and_closed_with_what_was_looked_at(desk, points, world):
    found = activated(world)
    base = f"/desk/activations/{found.pk}/"
    changed = form_values(desk.get(f"{base}change")) | {"mode": "standby", "reason": "calmer"}
    assert desk.post(f"{base}change", changed)["Location"] == base
    assert "Ready, with the doors shut" in text_of(desk.get(base))
    cold = {**WELL, "criterion.heat": "no", "reason": ""}
    assert "Not all is well yet" in text_of(desk.post(f"{base}close", cold))
    assert desk.post(f"{base}close", {**cold, "reason": "the hall is needed"})["Location"] == base
    page = text_of(desk.get(base))
    assert "What it came to" in page
    assert "Homes are warm again: no" in page
    assert f"{base}close" not in page
    assert "No power" not in text_of(desk.get("/desk/activations/"))
    assert "Storm" in text_of(desk.get("/desk/activations/?over=1"))


def test_every_criterion_has_to_be_looked_at(desk, points, world):
    found = activated(world)
    half = {key: value for key, value in WELL.items() if key != "criterion.water"}
    assert desk.post(f"/desk/activations/{found.pk}/close", half).status_code == 200
    found.refresh_from_db()
    assert found.ended_at is None


def test_the_summary_tells_complaints_and_how_fast_points_opened(desk, points, world):
    found = activated(world)
    receive(points[0], PointState.OPEN, 20)
    receive(points[1], PointState.OPEN, 90)
    for minutes in (-5, 30, 40):
        at = NOON + timedelta(minutes=minutes)
        Complaint.objects.create(point=points[0], kind="closed", received_at=at, due_at=at)
    with clock.fixed_at(NOON + timedelta(hours=2)):
        page = text_of(desk.get(f"/desk/activations/{found.pk}/"))
    assert "2 of 2" in page
    assert "20 min" in page
    assert "1 h 30 min" in page
    assert "1 of 2" in page
    assert 'The door is shut: <b class="num">2</b>' in page


def test_points_registered_since_are_offered_and_asked(desk, points, world, make_point):
    found = activated(world)
    base = f"/desk/activations/{found.pk}/"
    assert "registered since" not in text_of(desk.get(base))
    make_point(TOWN)
    assert "1 point of this area was registered since" in text_of(desk.get(base))
    desk.post(f"{base}add-points")
    assert found.tasks.count() == 3


def test_the_table_for_programs_has_every_point_and_no_formula(desk, points, world):
    found = activated(world)
    answer_task(ACTOR, found.tasks.get(point=points[0]).pk, TaskAnswer.CANNOT, "=1+1", within=ANYWHERE)
    receive(points[1], PointState.OPEN, 20)
    text = desk.get(f"/desk/activations/{found.pk}/points.csv").content.decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(text.splitlines())}
    assert rows[points[0].code]["note"] == "'=1+1"
    assert rows[points[1].code]["took_min"] == "20"
    assert rows[points[1].code]["opened_at"] == "2026-01-15T12:20:00Z"
    assert rows[points[0].code]["opened_at"] == ""


def test_an_exercise_says_so_on_every_page(desk, points, world):
    found = activated(world, is_exercise=True)
    base = f"/desk/activations/{found.pk}/"
    for page in ("/desk/activations/", base, f"{base}change", f"{base}close", f"/desk/points/{points[0].code}/"):
        assert "Exercise" in text_of(desk.get(page)), page
    assert desk.post(f"{base}close", {"reason": ""})["Location"] == base


def test_who_only_sees_changes_nothing(browser, viewer, keeper, points, world):
    found = activated(world)
    base = f"/desk/activations/{found.pk}/"
    for user in (viewer, keeper):
        desk = browser(user)
        page = text_of(desk.get(base))
        assert "School 0" in page
        assert f"{base}close" not in page
        for address in ("change", "close", "add-points"):
            assert desk.post(f"{base}{address}", WELL).status_code == 403, address
        assert desk.get("/desk/activations/new").status_code == 403
    found.refresh_from_db()
    assert found.ended_at is None


def test_who_coordinates_a_part_sees_that_part_and_changes_nothing(browser, coordinator, points, world, make_point):
    make_point(NEIGHBOUR_TOWN, name={"en": "Neighbour Hall"})
    found = activated(world, TOWN, NEIGHBOUR_TOWN)
    desk = browser(coordinator)
    base = f"/desk/activations/{found.pk}/"
    page = text_of(desk.get(base))
    assert "School 0" in page
    assert "Neighbour Hall" not in page
    assert f"{base}close" not in page
    assert desk.post(f"{base}close", WELL).status_code == 403


def test_who_sees_none_of_its_points_does_not_learn_of_it(browser, other_coordinator, points, world):
    base = f"/desk/activations/{activated(world).pk}/"
    desk = browser(other_coordinator)
    assert "Storm" not in text_of(desk.get("/desk/activations/"))
    for address in ("", "points.csv", "change", "close"):
        assert desk.get(f"{base}{address}").status_code == 404, address
    for ulid in ("nothing", "0" * 26, "01ARZ3NDEKTSV4RRFFQ69G5FA\0"):
        assert desk.get(f"/desk/activations/{ulid}/").status_code == 404


def test_strangers_are_asked_to_sign_in_and_outsiders_turned_away(browser, outsider, stranger, points, world):
    base = f"/desk/activations/{activated(world).pk}/"
    for address in ("/desk/activations/", base, f"{base}points.csv", f"{base}change", f"{base}close"):
        assert browser(outsider).get(address).status_code == 403, address
        assert stranger.get(address).status_code == 302, address


def test_a_hidden_point_is_in_nobodys_page_or_table_who_may_not_see_it(browser, viewer, points, world):
    set_policy(ACTOR, points[0], Visibility.HIDDEN, reason="attack")
    found = activated(world)
    desk = browser(viewer)
    for address in ("", "points.csv"):
        page = desk.get(f"/desk/activations/{found.pk}/{address}").content.decode()
        assert points[0].code not in page
        assert points[1].code in page
        assert "2 points asked" not in page


def test_the_point_and_the_board_tell_of_it(desk, points, world):
    found = activated(world, until_at=NOON + timedelta(hours=1))
    assert f"/desk/activations/{found.pk}/" in text_of(desk.get(f"/desk/points/{points[0].code}/"))
    assert "1 activation goes on" in text_of(desk.get("/desk/"))
    with clock.fixed_at(NOON + timedelta(hours=2)):
        assert "1 is past its end" in text_of(desk.get("/desk/"))


def test_the_number_of_queries_does_not_grow_with_the_points(desk, points, world, make_point):
    found = activated(world)
    with CaptureQueriesContext(connection) as few:
        desk.get(f"/desk/activations/{found.pk}/")
    for _ in range(20):
        make_point(TOWN)
    more = activated(world)
    with CaptureQueriesContext(connection) as many:
        assert "School 0" in text_of(desk.get(f"/desk/activations/{more.pk}/"))
    assert len(many) <= len(few)


def test_who_may_not_read_complaints_does_not_learn_of_them_here(browser, viewer, keeper, points, world):
    found = activated(world)
    told = {"point": points[0], "kind": "closed", "received_at": NOON, "due_at": NOON + timedelta(hours=1)}
    Complaint.objects.create(**told)
    for user in (viewer, keeper):
        assert "The door is shut" not in text_of(browser(user).get(f"/desk/activations/{found.pk}/"))
        assert "People at the door say" not in text_of(browser(user).get("/desk/live/"))


def test_the_table_of_an_exercise_says_so(desk, points, world):
    found = activated(world, is_exercise=True)
    text = desk.get(f"/desk/activations/{found.pk}/points.csv").content.decode("utf-8-sig")
    assert {row["exercise"] for row in csv.DictReader(text.splitlines())} == {"yes"}


def test_an_exercise_does_not_say_that_doors_are_open_day_and_night(desk, world, points):
    path = f"/desk/activations/{activated(world, is_exercise=True).pk}/"
    for page in (text_of(desk.get(path)), text_of(desk.get("/desk/activations/"))):
        assert page.count("Open day and night") == page.count("To be practised, not done: Open day and night") > 0
    assert "no door has to open or shut" in text_of(desk.get(path))
    real = text_of(desk.get(f"/desk/activations/{activated(world).pk}/"))
    assert "Open day and night" in real
    assert "practised" not in real
