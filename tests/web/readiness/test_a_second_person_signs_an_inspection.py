"""Who signs did not write it; what was seen lands in the registry, failures become tasks, a later look closes them."""

from datetime import timedelta
from functools import partial

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.access import actor
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import Membership
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import first_fault
from punkt_web.readiness.actions.inspection_tasks import assign_task, do_task, drop_task
from punkt_web.readiness.actions.inspections import Asking, ask_again
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.readiness.actions.signing import TASK_DAYS, Signing, sign
from punkt_web.readiness.inspections.queries import open_tasks, tasks_within
from punkt_web.readiness.models import Inspection, InspectionTask, PointAssessment
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Verification
from punkt_web.registry.queries import reach_now
from tests.at_once import at_once
from tests.web.inspecting import (
    BY_LAW,
    BY_PRACTICE,
    EVERYWHERE,
    GOOD,
    NOT_SEEN,
    ask,
    due,
    hand_in,
    make_point,
    send,
    sheet,
    signed,
)

MENDED = {"key": "power.lighting", "answer": "yes"}


@pytest.fixture
def point(world):
    return make_point(**{"power.lighting": "yes", "power.n_generators": 2, "water.drinking_l": 100})


@pytest.fixture
def inspection(point, coordinator, inspector) -> Inspection:
    return ask(coordinator, inspector, point)[0]


def test_who_wrote_a_sheet_does_not_sign_it(inspection, inspector, coordinator, region_officer):
    hand_in(inspector, inspection, GOOD)
    hand_in(coordinator, inspection, GOOD)
    with pytest.raises(NotYours, match="somebody else"):
        signed(coordinator, inspection)
    with pytest.raises(NotYours, match="coordinate"):
        signed(inspector, inspection)
    signed(region_officer, inspection)
    assert Inspection.objects.get().signed_by == region_officer.email


def test_who_may_not_sign(inspection, inspector, others):
    hand_in(inspector, inspection, GOOD)
    for nobody in (*others, inspector):
        with pytest.raises(NotYours):
            signed(nobody, inspection)
    assert Inspection.objects.get().signed_at is None


def test_only_what_was_handed_in_and_seen_is_signed(inspection, inspector, coordinator):
    assert send(inspector, sheet(inspection, GOOD, final=False))
    with pytest.raises(InvalidValue, match="handed"):
        signed(coordinator, inspection)
    hand_in(inspector, inspection, GOOD)
    with pytest.raises(InvalidValue, match="meanwhile"):
        signed(coordinator, inspection, sheets=[])
    signed(coordinator, inspection)
    with pytest.raises(InvalidValue, match="already"):
        signed(coordinator, inspection)


def test_what_was_seen_is_in_the_registry_with_where_it_comes_from(inspection, inspector, coordinator, point):
    hand_in(inspector, inspection, GOOD, BY_LAW, BY_PRACTICE, NOT_SEEN)
    assert signed(coordinator, inspection).n_facts == 2
    point.refresh_from_db()
    assert point.facts == {"power.lighting": "no", "power.n_generators": 2, "water.drinking_l": 100}
    changed, same, unseen = (
        point.provenance[key] for key in ("power.lighting", "power.n_generators", "water.drinking_l")
    )
    today = clock.now().date().isoformat()
    assert (changed["source"], changed["method"], changed["verified"]) == (f"inspection {inspection.pk}", "seen", True)
    assert (same["source"], same["method"], same["verified"]) == ("town list", "seen", True)
    assert changed["stated_on"] == same["stated_on"] == today
    assert unseen["method"] == "imported"
    check = Verification.objects.get()
    assert set(check.fields) == {"power.lighting", "power.n_generators"}
    assert (check.verified_by, check.note) == (coordinator.email, f"inspection {inspection.pk}")
    inspection.refresh_from_db()
    assert {row["key"]: row["failed"] for row in inspection.result if row["by"]} == {
        "power.lighting": "law", "practice.door_open": "practice", "power.n_generators": "", "water.drinking_l": "",
    }  # fmt: skip
    assert {row["by"] for row in inspection.result if row["answer"] or row["value"] is not None} == {inspector.email}
    assert first_fault() is None


def test_the_point_is_assessed_anew_at_once(inspection, inspector, coordinator, point):
    with clock.fixed_at(clock.now() - timedelta(days=2)):
        assess_country(actor(coordinator), "ua-1401")
    before = PointAssessment.objects.get(point=point, until=None)
    hand_in(inspector, inspection, BY_LAW)
    signed(coordinator, inspection)
    after = PointAssessment.objects.get(point=point, until=None)
    assert after.n_not_met == before.n_not_met + 1
    assert after.since == PointAssessment.objects.get(pk=before.pk).until
    assert assess_country(actor(coordinator), "ua-1401").changed == frozenset()


def test_two_inspectors_at_once_are_both_kept_and_who_signs_chooses(
    inspection, inspector, coordinator, region_officer, point
):
    hand_in(inspector, inspection, GOOD, BY_LAW)
    hand_in(coordinator, inspection, {**GOOD, "value": 3}, MENDED, NOT_SEEN)
    with pytest.raises(InvalidValue, match=r"power\.n_generators, power\.lighting"):
        signed(region_officer, inspection)
    choices = {"power.lighting": inspector.email, "power.n_generators": coordinator.email}
    assert signed(region_officer, inspection, choices=choices).n_failed == 1
    point.refresh_from_db()
    assert (point.facts["power.lighting"], point.facts["power.n_generators"]) == ("no", 3)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_counts(inspection, inspector, coordinator, region_officer):
    hand_in(inspector, inspection, BY_LAW)
    sheets = list(inspection.sheets.values_list("ulid", flat=True))
    both = [
        partial(sign, actor(who), inspection.pk, Signing(sheets), within=EVERYWHERE)
        for who in (coordinator, region_officer)
    ]
    assert sorted(type(one).__name__ for one in at_once(*both)) == ["InvalidValue", "Signed"]
    assert InspectionTask.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_in_at_once_both_are_kept_and_a_form_sent_twice_is_one(inspection, inspector, coordinator):
    one = sheet(inspection, GOOD)
    outcomes = at_once(*[partial(send, inspector, one)] * 3, partial(send, coordinator, sheet(inspection, BY_LAW)))
    assert sorted(str(told[0]) for told in outcomes) == ["known", "known", "taken", "taken"]
    assert inspection.sheets.count() == 2


def test_failures_become_tasks_that_never_mix_law_and_practice(inspection, inspector, coordinator, keeper):
    hand_in(inspector, inspection, GOOD, BY_LAW, BY_PRACTICE)
    assert signed(coordinator, inspection, owner=keeper, due_on=due(5)).n_failed == 2
    told = {task.line_key: task for task in InspectionTask.objects.all()}
    law, practice = told["power.lighting"], told["practice.door_open"]
    assert (law.basis, law.requirements, law.what) == ("law", ["UA-LGT-01"], "two lamps are broken")
    assert (practice.basis, practice.requirements) == ("practice", [])
    assert {(task.owner, task.due_on) for task in (law, practice)} == {(keeper, due(5))}


def test_nobody_learns_of_a_hidden_point_by_a_task(inspection, inspector, coordinator, viewer, keeper):
    set_policy(actor(coordinator), inspection.point, Visibility.HIDDEN, reason="front line")
    hand_in(inspector, inspection, BY_LAW)
    with pytest.raises(InvalidValue, match="does not see"):
        signed(coordinator, inspection, owner=viewer)
    signed(coordinator, inspection, owner=keeper)
    task = InspectionTask.objects.get()
    with pytest.raises(InvalidValue, match="does not see"):
        assign_task(actor(coordinator), task.pk, viewer, due(), within=EVERYWHERE)
    assert list(tasks_within(keeper)) == [task]
    Membership.objects.filter(user=keeper).delete()
    assert list(tasks_within(keeper)) == []
    with pytest.raises(InvalidValue, match="does not see"):
        do_task(actor(keeper), task.pk, "New lamps", within=reach_now(keeper, Power.EDIT))


def test_a_task_without_a_day_has_one(inspection, inspector, coordinator):
    hand_in(inspector, inspection, BY_LAW)
    signed(coordinator, inspection)
    assert InspectionTask.objects.get().due_on == due(TASK_DAYS)


@pytest.fixture
def task(inspection, inspector, coordinator, keeper) -> InspectionTask:
    hand_in(inspector, inspection, GOOD, BY_LAW)
    signed(coordinator, inspection, owner=keeper)
    return InspectionTask.objects.get()


def again(task: InspectionTask, by, inspector) -> Inspection:
    within = reach_now(by, Power.EDIT)
    return ask_again(actor(by), task.inspection_id, Asking(inspector, due()), within=within)


def test_looking_again_asks_what_failed_and_closes_it(task, inspection, inspector, coordinator):
    follow_up = again(task, coordinator, inspector)
    assert (follow_up.line_keys, follow_up.follows) == (["power.lighting"], inspection)
    with pytest.raises(InvalidValue, match="open"):
        again(task, coordinator, inspector)
    hand_in(inspector, follow_up, MENDED)
    assert signed(coordinator, follow_up).n_closed == 1
    task.refresh_from_db()
    assert task.closed_by == follow_up
    assert list(open_tasks(tasks_within(coordinator))) == []
    with pytest.raises(InvalidValue, match="Nothing"):
        again(task, coordinator, inspector)


def test_what_failed_again_is_the_same_task_and_not_done(task, inspector, coordinator, keeper):
    assert do_task(actor(keeper), task.pk, "New lamps", within=reach_now(keeper, Power.EDIT))
    assert list(open_tasks(tasks_within(coordinator))) == []
    follow_up = again(task, coordinator, inspector)
    hand_in(inspector, follow_up, BY_LAW)
    assert signed(coordinator, follow_up).n_failed == 1
    task.refresh_from_db()
    assert (task.done_at, task.done_note, task.closed_at) == (None, "", None)
    assert InspectionTask.objects.count() == 1


def test_not_seen_closes_nothing(task, inspector, coordinator):
    follow_up = again(task, coordinator, inspector)
    hand_in(inspector, follow_up, {"key": "power.lighting", "answer": "not_seen"})
    assert signed(coordinator, follow_up).n_closed == 0
    assert list(open_tasks(tasks_within(coordinator))) == [task]


def test_of_two_things_of_which_one_would_do_the_other_closes_it(inspection, inspector, coordinator):
    radio, landline = ({"key": f"communication.{name}", "answer": "no"} for name in ("radio", "landline"))
    hand_in(inspector, inspection, radio, landline)
    signed(coordinator, inspection)
    task = InspectionTask.objects.get()
    follow_up = again(task, coordinator, inspector)
    assert set(follow_up.line_keys) == {"communication.radio", "communication.landline"}
    hand_in(inspector, follow_up, {**landline, "answer": "yes"})
    assert signed(coordinator, follow_up).n_closed == 1


def test_the_owner_says_that_it_is_done_and_nobody_else_but_who_coordinates(
    task, keeper, others, inspector, coordinator
):
    for nobody in (inspector, *(one for one in others if one != keeper)):
        with pytest.raises(NotYours):
            do_task(actor(nobody), task.pk, "done", within=reach_now(nobody, Power.EDIT))
    with pytest.raises(InvalidValue):
        do_task(actor(keeper), task.pk, " ", within=reach_now(keeper, Power.EDIT))
    assert do_task(actor(keeper), task.pk, "New lamps", within=reach_now(keeper, Power.EDIT))
    assert not do_task(actor(coordinator), task.pk, "New lamps", within=reach_now(coordinator, Power.EDIT))


def test_a_task_is_given_to_somebody_who_sees_the_point_and_may_be_dropped(
    task, coordinator, keeper, viewer, other_coordinator
):
    within, by = reach_now(coordinator, Power.EDIT), actor(coordinator)
    assert assign_task(by, task.pk, viewer, due(40), within=within)
    assert not assign_task(by, task.pk, viewer, due(40), within=within)
    assert [list(tasks_within(one)) for one in (viewer, keeper, other_coordinator)] == [[task], [], []]
    with pytest.raises(InvalidValue):
        assign_task(by, task.pk, other_coordinator, due(40), within=within)
    with pytest.raises(NotYours):
        assign_task(actor(keeper), task.pk, keeper, due(40), within=reach_now(keeper, Power.EDIT))
    with pytest.raises(NotYours):
        drop_task(actor(viewer), task.pk, "x", within=reach_now(viewer, Power.EDIT))
    assert drop_task(by, task.pk, "The point is given up", within=within)
    assert not drop_task(by, task.pk, "The point is given up", within=within)
    with pytest.raises(InvalidValue):
        do_task(by, task.pk, "x", within=within)
