"""The console tells keepers what an activation asks of their point, and takes their answer."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid, point_code
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel
from punkt.model.vocabulary import Availability
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.activations import Change, Terms, activate, change, close
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import Activation
from punkt_web.registry.models import Point
from tests.conftest import NEIGHBOUR_TOWN, TOWN

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
CODE, OTHER_CODE = point_code(1), point_code(2)


@pytest.fixture(autouse=True)
def _noon(world):
    with clock.fixed_at(NOON):
        for code, town in ((CODE, TOWN), (OTHER_CODE, NEIGHBOUR_TOWN)):
            Point.objects.create(
                code=code, names={"en": f"Hall {code}"}, territory=world[town], promised_minutes=45,
                status=Point.Status.DESIGNATED, created_at=NOON, updated_at=NOON,
            )  # fmt: skip
        yield


@pytest.fixture
def keeping(client, keeper):
    client.force_login(keeper)
    return client


def activated(world, town=TOWN, **more):
    given = {"reason": "Storm", "level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, **more}
    ulid, terms = new_ulid(), Terms(ActivationTrigger.DECISION, **given)
    activate(Actor("chief"), ulid, Area((world[town],)), terms, within=Reach(is_everywhere=True))
    return Activation.objects.get(pk=ulid).tasks.get()


def console(client):
    return client.get(f"/keep/{CODE}/").content.decode()


def answered(client, task, answer, note="", code=CODE):
    return client.post(f"/keep/{code}/tasks/{task.pk}", {"answer": answer, "note": note})


def test_the_console_tells_what_is_asked_and_by_when(keeping, world):
    assert "You are asked" not in console(keeping)
    activated(world)
    page = console(keeping)
    assert "You are asked to open" in page
    assert "Storm" in page
    assert "A warm place for the day. Open day and night" in page
    assert "You promised to be there by" in page
    assert "We are ready" not in page


def test_the_answer_is_at_the_coordinator_and_shown_again(keeping, world):
    task = activated(world)
    response = answered(keeping, task, "cannot", "no fuel")
    assert response["Location"] == f"/keep/{CODE}/"
    task.refresh_from_db()
    assert (task.answer, task.note) == ("cannot", "no fuel")
    page = console(keeping)
    assert "Your answer is at the coordinator" in page
    assert "You answered “We cannot”" in page
    assert "no fuel" in page


def test_what_cannot_be_taken_is_said(keeping, world):
    task = activated(world)
    answered(keeping, task, "cannot")
    assert "Write what keeps you from opening" in console(keeping)
    for nonsense in ("ready", "perhaps", ""):
        answered(keeping, task, nonsense)
    task.refresh_from_db()
    assert task.answer == ""


def test_an_exercise_says_so_and_asks_to_be_ready(keeping, world):
    task = activated(world, is_exercise=True)
    page = console(keeping)
    assert "Exercise: You are asked to be ready" in page
    assert "Do not open because of this" in page
    answered(keeping, task, "ready")
    task.refresh_from_db()
    assert task.ready_at == NOON


def test_the_list_of_points_marks_who_is_asked(client, region_officer, world):
    client.force_login(region_officer)
    assert "Asked to open" not in client.get("/keep/").content.decode()
    activated(world, is_exercise=True)
    assert client.get("/keep/").content.decode().count("<b>Exercise</b>") == 1
    activated(world)
    assert client.get("/keep/").content.decode().count("<b>Asked to open</b>") == 1


def test_nobody_answers_for_a_point_that_is_not_theirs(client, keeping, world, viewer, outsider):
    theirs, own = activated(world, NEIGHBOUR_TOWN), activated(world)
    assert answered(keeping, theirs, "confirmed", code=OTHER_CODE).status_code == 404
    assert answered(keeping, theirs, "confirmed").status_code == 404
    assert keeping.get(f"/keep/{CODE}/tasks/{own.pk}").status_code == 405
    for user in (viewer, outsider):
        client.force_login(user)
        assert answered(client, own, "confirmed").status_code == 403
    client.logout()
    assert answered(client, own, "confirmed").status_code == 302
    for task in (theirs, own):
        task.refresh_from_db()
        assert task.answer == ""


def test_what_begins_later_is_told_before_and_what_is_closed_no_more(keeping, world):
    task = activated(world, begins_at=NOON + timedelta(days=1))
    assert "You are asked to open" in console(keeping)
    Activation.objects.filter(pk=task.activation_id).update(ended_at=NOON)
    assert "You are asked" not in console(keeping)
    assert answered(keeping, task, "confirmed").status_code == 404


def test_who_is_open_has_answered_and_is_never_told_to_be_late(keeping, world):
    activated(world)
    with clock.fixed_at(NOON + timedelta(minutes=50)):
        assert 'class="notice bad" aria-labelledby' in console(keeping)
        keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open"})
        page = console(keeping)
    assert "You are open: that is your answer" in page
    assert 'class="notice bad" aria-labelledby' not in page


def test_keepers_are_told_why_it_changes_and_that_it_is_over(keeping, world):
    task, everywhere = activated(world), Reach(is_everywhere=True)
    how = Change(ServiceLevel.OVERNIGHT, ActivationMode.ROUND_THE_CLOCK, None, "colder than thought")
    change(Actor("chief"), task.activation_id, how, within=everywhere)
    assert "colder than thought" in console(keeping)
    well = dict.fromkeys(ClosingCriterion, Availability.YES)
    close(Actor("chief"), task.activation_id, well, reason="all is warm", within=everywhere)
    page = console(keeping)
    assert "Nobody asks you to be open any more" in page
    assert "all is warm" in page
    with clock.fixed_at(NOON + timedelta(hours=13)):
        assert "Nobody asks you to be open any more" not in console(keeping)
