"""Inspections are asked of those who inspect there, handed in once from any bearer, and kept when two do them."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt_web.accounts.access import actor
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import first_fault
from punkt_web.operations.actions.inbox import Outcome
from punkt_web.operations.actions.keeping.items import NotYet
from punkt_web.readiness.actions.campaigns import CampaignPlan, start_campaign
from punkt_web.readiness.actions.inspection_items import MOST_JPEG_LETTERS
from punkt_web.readiness.actions.inspections import cancel_inspection, reassign, send_back
from punkt_web.readiness.inspections.queries import (
    inspection_for,
    inspections_of,
    inspections_within,
    open_inspection_at,
    own_inspections,
    photo_for,
)
from punkt_web.readiness.inspections.sheets import counting_sheets
from punkt_web.readiness.inspections.states import InspectionState, in_state, overdue, state_of, with_sheets
from punkt_web.readiness.models import Inspection, InspectionCampaign, InspectionPhoto, InspectionSheet
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import set_status
from punkt_web.registry.queries import reach_now
from tests.at_once import at_once
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.inspecting import (
    BY_LAW,
    BY_PRACTICE,
    EVERYWHERE,
    GOOD,
    NOT_SEEN,
    ask,
    due,
    hand_in,
    jpeg,
    make_point,
    picture,
    send,
    sheet,
    signed,
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def point(world):
    return make_point()


@pytest.fixture
def inspection(point, coordinator, inspector) -> Inspection:
    return ask(coordinator, inspector, point)[0]


def state(inspection: Inspection) -> InspectionState:
    told = state_of(with_sheets(Inspection.objects.filter(pk=inspection.pk)).get())
    assert [one.pk for one in in_state(Inspection.objects.all(), told)] == [inspection.pk]
    return told


def test_lines_are_those_of_the_day_on_which_it_was_asked_for(inspection):
    assert inspection.template == "ua-1401@2026-02-27+poltava-1"
    assert "power.lighting" in inspection.line_keys
    assert "safety.n_beds" not in inspection.line_keys, "this is no support point"
    assert state(inspection) is InspectionState.ASKED


def test_a_point_has_one_open_inspection_however_often_somebody_asks(point, coordinator, inspector, world):
    other = make_point()
    assert len(ask(coordinator, inspector, point)) == 1
    assert [one.point_id for one in ask(coordinator, inspector, point, other)] == [other.pk]
    assert ask(coordinator, inspector, point, other) == []
    set_status(actor(coordinator), other, "withdrawn", reason="closed")
    Inspection.objects.all().delete()
    assert [one.point_id for one in ask(coordinator, inspector, point, other)] == [point.pk]


def test_who_may_not_ask(point, others, inspector, coordinator, make_person):
    for nobody in (*others, inspector):
        with pytest.raises(NotYours):
            ask(nobody, inspector, point)
    elsewhere = make_person("elsewhere", "inspector", "territory", OTHER_TOWN)
    for stranger in (elsewhere, *others):
        with pytest.raises(InvalidValue):
            ask(coordinator, stranger, point)
    for days in (-1, 400):
        with pytest.raises(InvalidValue):
            ask(coordinator, inspector, point, days=days)
    estonian = make_point()
    type(estonian).objects.filter(pk=estonian.pk).update(country="FI")
    estonian.refresh_from_db()
    with pytest.raises(InvalidValue):
        ask(coordinator, inspector, estonian)


def test_a_sheet_that_comes_twice_is_one(inspection, inspector):
    one = sheet(inspection, GOOD, BY_LAW, BY_PRACTICE, NOT_SEEN)
    assert send(inspector, one, one) == [Outcome.TAKEN, Outcome.KNOWN]
    assert send(inspector, one) == [Outcome.KNOWN]
    kept = InspectionSheet.objects.get()
    assert (kept.n_answered, kept.n_failed, kept.n_not_seen, kept.is_final) == (4, 2, 1, True)
    assert (kept.author, kept.author_name, kept.bearer) == (inspector, inspector.email, "console")
    clash = Item(one.kind, one.ulid, one.point_code, one.observed_at, {**one.content, "answers": [GOOD]})
    assert "this number" in str(send(inspector, clash)[0])
    assert state(inspection) is InspectionState.HANDED_IN
    assert first_fault() is None


def test_parts_are_kept_and_only_the_last_final_sheet_of_each_counts(inspection, inspector, coordinator):
    now = clock.now()
    part = sheet(inspection, GOOD, final=False, at=now - timedelta(minutes=50))
    assert send(inspector, part) == [Outcome.TAKEN]
    assert state(inspection) is InspectionState.PART
    assert counting_sheets(inspection) == []
    first, second = (sheet(inspection, GOOD, at=now - timedelta(minutes=ago)) for ago in (40, 30))
    by_another = sheet(inspection, BY_LAW, at=now - timedelta(minutes=35))
    late_part = sheet(inspection, BY_LAW, final=False, at=now - timedelta(minutes=1))
    assert send(inspector, second, first, late_part) == [Outcome.TAKEN] * 3
    assert send(coordinator, by_another) == [Outcome.TAKEN]
    assert [one.ulid for one in counting_sheets(inspection)] == [second.ulid, by_another.ulid]
    assert InspectionSheet.objects.count() == 5


def test_who_may_not_send(inspection, others, make_person):
    elsewhere = make_person("elsewhere", "inspector", "territory", OTHER_TOWN)
    for nobody in (*others, elsewhere):
        for one in (sheet(inspection, GOOD), picture(inspection)):
            (why,) = send(nobody, one)
            assert isinstance(why, NotYours)
    assert not InspectionSheet.objects.exists()
    assert not InspectionPhoto.objects.exists()


def test_an_inspection_that_is_not_here_waits_and_bad_ones_are_refused(inspection, inspector, point):
    other = make_point()
    strange = sheet(inspection, GOOD)
    for told in (
        Item("inspection", new_ulid(), point.code, clock.now(), {**strange.content, "inspection": new_ulid()}),
        Item("inspection", new_ulid(), other.code, clock.now(), strange.content),
    ):
        (why,) = send(inspector, told)
        assert isinstance(why, NotYet)
    bad = [
        sheet(inspection), sheet(inspection, {"key": "power.lighting", "answer": ""}),
        sheet(inspection, {"key": "safety.guard", "answer": "yes"}), sheet(inspection, "x"),
        Item("inspection", new_ulid(), point.code, clock.now(), {**strange.content, "colour": "red"}),
        Item("inspection", new_ulid(), point.code, clock.now(), {**strange.content, "inspection": "\0"}),
        Item("inspection", new_ulid(), point.code, clock.now(), {**strange.content, "answers": {"a": 1}}),
        Item("inspection", new_ulid(), point.code, clock.now() + timedelta(days=2), strange.content),
        picture(inspection, "no.such"), picture(inspection, jpeg=""), picture(inspection, jpeg="x"),
        picture(inspection, jpeg="QUJD"), picture(inspection, jpeg=["x"]),
        picture(inspection, jpeg="A" * (MOST_JPEG_LETTERS + 4)), picture(inspection, colour="red"),
    ]  # fmt: skip
    outcomes = send(inspector, *bad, sheet(inspection, GOOD))
    assert all(isinstance(why, InvalidValue) for why in outcomes[:-1]), outcomes
    assert outcomes[-1] is Outcome.TAKEN


def test_a_picture_is_drawn_anew_kept_once_and_seen_by_those_who_inspect(inspection, inspector, coordinator, others):
    one = picture(inspection)
    assert send(inspector, one, one) == [Outcome.TAKEN, Outcome.KNOWN]
    clash = Item(one.kind, one.ulid, one.point_code, one.observed_at, {**one.content, "jpeg": jpeg("blue")})
    assert "this number" in str(send(inspector, clash)[0])
    kept = InspectionPhoto.objects.get()
    assert (kept.line_key, kept.description, kept.author) == ("power.lighting", "Lamp", inspector)
    assert kept.image.name.startswith("inspections/")
    with kept.image.open() as image:
        assert image.read()[:2] == b"\xff\xd8"
    assert photo_for(inspector, kept.pk) == photo_for(coordinator, kept.pk) == kept
    for nobody in (*others, None):
        assert photo_for(nobody, kept.pk) is None


def test_who_sees_which(inspection, inspector, coordinator, others, make_person):
    point = inspection.point
    colleague = make_person("colleague", "inspector", "point", point.code)
    for somebody in (inspector, coordinator, colleague):
        assert list(inspections_within(somebody)) == list(inspections_of(somebody, point)) == [inspection]
        assert open_inspection_at(somebody, point) == inspection_for(somebody, inspection.pk) == inspection
    assert list(own_inspections(inspector)) == [inspection]
    assert list(own_inspections(colleague)) == []
    for nobody in (*others, None):
        assert list(inspections_within(nobody)) == list(inspections_of(nobody, point)) == []
        assert open_inspection_at(nobody, point) is None


def test_it_is_given_to_somebody_else_who_inspects_there(inspection, coordinator, inspector, keeper, make_person):
    within, by = reach_now(coordinator, Power.EDIT), actor(coordinator)
    other = make_person("other", "inspector", "territory", TOWN)
    assert reassign(by, inspection.pk, other, due(30), within=within)
    assert not reassign(by, inspection.pk, other, due(30), within=within)
    assert list(own_inspections(inspector)) == []
    assert [one.due_on for one in own_inspections(other)] == [due(30)]
    with pytest.raises(InvalidValue):
        reassign(by, inspection.pk, keeper, due(30), within=within)
    with pytest.raises(NotYours):
        reassign(actor(inspector), inspection.pk, inspector, due(), within=reach_now(inspector, Power.EDIT))


def test_what_comes_after_the_end_is_refused_with_why_and_pictures_are_not_lost(
    inspection, inspector, coordinator, point
):
    hand_in(inspector, inspection, GOOD)
    signed(coordinator, inspection)
    (late,) = send(inspector, sheet(inspection, BY_LAW))
    assert "signed already" in str(late)
    assert send(inspector, picture(inspection)) == [Outcome.TAKEN]
    (again,) = ask(coordinator, inspector, point)
    within = reach_now(coordinator, Power.EDIT)
    with pytest.raises(InvalidValue):
        cancel_inspection(actor(coordinator), again.pk, "  ", within=within)
    with pytest.raises(NotYours):
        cancel_inspection(actor(inspector), again.pk, "x", within=reach_now(inspector, Power.EDIT))
    assert cancel_inspection(actor(coordinator), again.pk, "The point moved", within=within)
    assert not cancel_inspection(actor(coordinator), again.pk, "The point moved", within=within)
    why = send(inspector, sheet(again, BY_LAW), picture(again))
    assert ["cancelled" in str(one) for one in why] == [True, True]
    with pytest.raises(InvalidValue):
        cancel_inspection(actor(coordinator), inspection.pk, "x", within=within)


def test_what_was_sent_back_is_handed_in_anew(inspection, inspector, coordinator):
    early = sheet(inspection, GOOD, at=clock.now() - timedelta(hours=2))
    assert send(inspector, early) == [Outcome.TAKEN]
    with pytest.raises(InvalidValue):
        send_back(actor(coordinator), inspection.pk, "", within=EVERYWHERE)
    assert send_back(actor(coordinator), inspection.pk, "Look at the water", within=EVERYWHERE)
    assert not send_back(actor(coordinator), inspection.pk, "Look at the water", within=EVERYWHERE)
    assert state(inspection) is InspectionState.SENT_BACK
    older = sheet(inspection, BY_LAW, at=clock.now() - timedelta(hours=1))
    assert send(inspector, older) == [Outcome.TAKEN], "it was under way; nothing is lost"
    assert state(inspection) is InspectionState.SENT_BACK, "it was seen before that"
    hand_in(inspector, inspection, GOOD, NOT_SEEN)
    assert state(inspection) is InspectionState.HANDED_IN


def test_overdue_is_what_nobody_handed_in_by_its_day(inspection, inspector):
    everything = Inspection.objects.all()
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    Inspection.objects.update(due_on=noon.date())
    with clock.fixed_at(noon):
        assert list(overdue(everything)) == []
    with clock.fixed_at(noon.replace(hour=23)):  # in Kyiv the next day has begun
        assert list(overdue(everything)) == [inspection]
    hand_in(inspector, inspection, GOOD)
    with clock.fixed_at(noon.replace(hour=23)):
        assert list(overdue(everything)) == []


def test_what_was_asked_of_a_point_that_was_merged_goes_on_at_the_other(inspection, point, inspector, coordinator):
    keep = make_point(name={"en": "Other school"})
    merge_points(actor(coordinator), keep, point)
    assert open_inspection_at(inspector, keep) == inspection
    assert list(inspections_within(inspector)) == [inspection]
    assert ask(coordinator, inspector, keep) == [], "one is open already"
    assert send(inspector, sheet(inspection, GOOD)) == [Outcome.TAKEN]
    by_heir = Item("inspection", new_ulid(), keep.code, clock.now(), {
        "inspection": inspection.pk, "answers": [GOOD, BY_LAW], "final": True,
    })  # fmt: skip
    assert send(inspector, by_heir) == [Outcome.TAKEN]
    assert set(inspection.sheets.values_list("point_id", flat=True)) == {keep.pk}
    signed(coordinator, inspection, sheets=[by_heir.ulid])
    keep.refresh_from_db()
    assert (keep.facts["power.n_generators"], keep.facts["power.lighting"]) == (2, "no")


@pytest.mark.django_db(transaction=True)
def test_a_campaign_whose_form_is_sent_twice_at_once_is_one(point, coordinator):
    plan = CampaignPlan("Autumn", due())
    start = partial(start_campaign, actor(coordinator), new_ulid(), point.territory, plan, within=EVERYWHERE)
    assert len(set(at_once(start, start, start))) == 1
    assert InspectionCampaign.objects.count() == 1
