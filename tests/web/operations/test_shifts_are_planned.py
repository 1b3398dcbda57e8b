"""Who is at a point when: planned by its keepers, begun and ended in any order, with names that are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid, point_code
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import NOWHERE, Reach
from punkt_web.common.audit import Actor, history
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.rounds import check_once
from punkt_web.operations.actions.inbox import Sender
from punkt_web.operations.actions.keeping.items import NotYet, receive_items
from punkt_web.operations.actions.keeping.shifts import KEPT, PlannedTime, cancel_shift, plan_shift, remove_person
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.keeping.shifts import gaps_ahead, people_at, shifts_at, shifts_of
from punkt_web.operations.models import ShiftPerson, ShiftStep
from punkt_web.registry.models import Point

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ACTOR = Actor("ann@example.org")
EVERYWHERE = Reach(is_everywhere=True)


@pytest.fixture
def point(world):
    with clock.fixed_at(NOW):
        yield Point.objects.create(code=point_code(1), country="UA", created_at=NOW, updated_at=NOW)


def planned(point, begins=0, n_hours=8, n_needed=1, within=EVERYWHERE, **more):
    when = PlannedTime(NOW + begins * HOUR, NOW + (begins + n_hours) * HOUR, n_needed)
    return plan_shift(ACTOR, point, when, within=within, **more)


def step(point, person, which, minutes_ago=0) -> Item:
    at = NOW - timedelta(minutes=minutes_ago)
    return Item("shift_step", new_ulid(), point.code, at, {"person": person.ulid, "step": which})


def received(point, *items: Item):
    sender = Sender(ACTOR, [(ReportChannel.KEEPER, Reach(point_codes=frozenset({point.code})))], ReportBearer.CONSOLE)
    return receive_items(sender, items, KINDS)


def test_people_are_named_by_account_or_by_a_word(point, make_person):
    keeper = make_person("keeper_here", "keeper", "point", point.code)
    make_person("keeper_there", "keeper", "point", point_code(2))
    assert list(people_at(point)) == [keeper]
    planned(point, users=[keeper], names=["Olena", " Olena ", ""])
    (shift,) = shifts_at(point, NOW, NOW + HOUR)
    assert [one.name for one in shift.people] == ["Keeper Here", "Olena"]
    assert [one.shift for one in shifts_of(keeper, Point.objects.all(), NOW)] == [shift.shift]
    assert shifts_of(keeper, Point.objects.none(), NOW) == []


@pytest.mark.parametrize(
    ("begins", "n_hours", "n_needed"),
    [(0, 0, 1), (0, -1, 1), (0, 49, 1), (-9, 8, 1), (9000, 8, 1), (0, 8, 0), (0, 8, 51)],
)
def test_a_time_that_cannot_be_is_refused(point, begins, n_hours, n_needed):
    with pytest.raises(InvalidValue):
        planned(point, begins, n_hours, n_needed)


def test_who_does_not_report_on_the_point_plans_and_cancels_nothing(point):
    shift = planned(point, names=["Olena"])
    elsewhere = Reach(point_codes=frozenset({point_code(2)}))
    for within in (NOWHERE, elsewhere):
        with pytest.raises(NotYours):
            planned(point, within=within)
        with pytest.raises(NotYours):
            cancel_shift(ACTOR, shift.ulid, within=within)
        with pytest.raises(NotYours):
            remove_person(ACTOR, ShiftPerson.objects.get().ulid, within=within)
    assert len(shifts_at(point, NOW, NOW + HOUR)) == 1


def test_what_was_cancelled_or_taken_out_counts_no_more(point):
    shift = planned(point, names=["Olena", "Ivan"])
    person = ShiftPerson.objects.first()
    assert remove_person(ACTOR, person.ulid, within=EVERYWHERE)
    assert not remove_person(ACTOR, person.ulid, within=EVERYWHERE)
    (left,) = shifts_at(point, NOW, NOW + HOUR)
    assert len(left.people) == 1
    assert cancel_shift(ACTOR, shift.ulid, within=EVERYWHERE)
    assert not cancel_shift(ACTOR, shift.ulid, within=EVERYWHERE)
    assert shifts_at(point, NOW, NOW + HOUR) == []


def test_a_shift_of_a_merged_point_is_for_who_reports_on_the_one_that_stands(point):
    shift = planned(point, names=["Olena"])
    person = ShiftPerson.objects.get()
    stands = Point.objects.create(code=point_code(2), country="UA", created_at=NOW, updated_at=NOW)
    point.merged_into, point.status = stands, Point.Status.WITHDRAWN
    point.save()
    gone, here = (Reach(point_codes=frozenset({one.code})) for one in (point, stands))
    for change, ulid in ((remove_person, person.ulid), (cancel_shift, shift.ulid)):
        with pytest.raises(NotYours):
            change(ACTOR, ulid, within=gone)
        assert change(ACTOR, ulid, within=here)


def test_gaps_are_told_where_shifts_are_planned(point):
    assert gaps_ahead(shifts_at(point, NOW, NOW + 48 * HOUR), NOW) == []
    planned(point, 0, 8, n_needed=2, names=["Olena"])
    found = gaps_ahead(shifts_at(point, NOW, NOW + 48 * HOUR), NOW)
    assert [(gap.n_people, gap.n_needed) for gap in found] == [(1, 2), (0, 1)]
    assert found[1].begins_at == NOW + 8 * HOUR


def test_the_first_begin_and_the_last_end_count_in_whatever_order(point):
    planned(point, names=["Olena"])
    person = ShiftPerson.objects.get()
    steps = [step(point, person, "end", 1), step(point, person, "begin", 200), step(point, person, "begin", 240)]
    received(point, *steps, *steps)
    (shift,) = shifts_at(point, NOW, NOW + HOUR)
    (one,) = shift.people
    assert (one.began_at, one.ended_at) == (NOW - timedelta(minutes=240), NOW - timedelta(minutes=1))
    assert ShiftStep.objects.count() == 3


def test_a_step_of_a_shift_of_another_point_is_not_taken(point):
    other = Point.objects.create(code=point_code(2), country="UA", created_at=NOW, updated_at=NOW)
    planned(other, names=["Olena"])
    (receipt,) = received(point, step(point, ShiftPerson.objects.get(), "begin"))
    assert isinstance(receipt.fault, NotYet)


def test_names_are_in_no_trail_and_are_deleted_some_time_after_the_shift(point, make_person):
    somebody = make_person("somebody", "keeper", "point", point.code)
    planned(point, users=[somebody], names=["Olena"])
    assert not AuditEntry.objects.filter(after__icontains="Olena").exists()
    later = NOW + 8 * HOUR + KEPT
    for at, is_there in ((later - HOUR, True), (later + HOUR, False)):
        with clock.fixed_at(at):
            plan_shift(ACTOR, point, PlannedTime(at, at + HOUR), within=EVERYWHERE)
        named = ShiftPerson.objects.exclude(name="", user=None)
        assert named.exists() is is_there
    assert next(iter(history("point", point.code))).action == "forget name"


def test_names_are_deleted_though_nobody_ever_plans_a_shift_again(point):
    planned(point, names=["Olena"])
    with clock.fixed_at(NOW + 9 * HOUR + KEPT):
        check_once()
    assert not ShiftPerson.objects.exclude(name="").exists()


def test_a_roster_takes_few_queries(point, django_assert_max_num_queries):
    for number in range(6):
        planned(point, number, names=["Olena", "Ivan"])
    with django_assert_max_num_queries(4):
        assert len(shifts_at(point, NOW, NOW + 48 * HOUR)) == 6
