"""Who is at a point when: planned, changed and begun in any order and however late, with names that are forgotten."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats import shift_message
from punkt.ids import new_ulid, point_code, ulid_after
from punkt.model.shifts import MOST_PEOPLE
from punkt_web.accounts.errors import NotYours
from punkt_web.common.audit import history
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.rounds import check_once
from punkt_web.operations.actions.inbox import Outcome
from punkt_web.operations.actions.keeping.items import NotYet
from punkt_web.operations.actions.keeping.shifts import KEPT
from punkt_web.operations.keeping.shifts import gaps_ahead, keepers_of, shifts_at, shifts_of
from punkt_web.operations.models import Shift, ShiftCancelled, ShiftPerson, ShiftPersonRemoved, ShiftStep
from punkt_web.registry.models import Point
from tests.web import shifts
from tests.web.shifts import received, sender, word

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TAKEN, KNOWN = Outcome.TAKEN, Outcome.KNOWN


def made(number: int) -> Point:
    return Point.objects.create(code=point_code(number), country="UA", created_at=NOW, updated_at=NOW)


@pytest.fixture
def point(world):
    with clock.fixed_at(NOW):
        yield made(1)


@pytest.fixture
def other(point):
    return made(2)


def plan(point, begins=0, n_hours=8, **more):
    return shifts.plan(point, NOW + begins * HOUR, NOW + (begins + n_hours) * HOUR, **more)


def planned(point, begins=0, n_hours=8, **more):
    return shifts.planned(point, NOW + begins * HOUR, NOW + (begins + n_hours) * HOUR, **more)


def merge(gone: Point, stands: Point) -> None:
    gone.merged_into, gone.status = stands, Point.Status.WITHDRAWN
    gone.save()


def step(person, which, minutes_ago=0):
    return word("shift_step", person.shift.point, NOW - timedelta(minutes=minutes_ago), person=person.ulid, step=which)


def cancelling(shift, at=None):
    return word("shift_cancelled", shift.point, at, shift=shift.ulid)


def taking_out(person, at=None):
    return word("shift_person_removed", person.shift.point, at, person=person.ulid)


def outcomes(*items, by=None):
    return [receipt.outcome for receipt in received(*items, by=by)]


def why(item, by=None):
    (receipt,) = received(item, by=by)
    return receipt.fault


def people(point):
    (shift,) = shifts_at(point, NOW, NOW + HOUR)
    return [one.name for one in shift.people]


def test_of_a_flood_of_names_no_more_are_read_than_it_takes_to_refuse_it(point, monkeypatch):
    numbered = []
    monkeypatch.setattr(shift_message, "ulid_after", lambda ulid, n: numbered.append(n) or ulid_after(ulid, n))
    (receipt,) = received(plan(point, names="Olena\n" * 5_000))
    assert "At most 50" in str(receipt.fault)
    assert len(numbered) == MOST_PEOPLE + 1


def test_people_are_named_by_account_or_by_a_word(point, make_person):
    keeper = make_person("keeper_here", "keeper", "point", point.code)
    make_person("keeper_there", "keeper", "point", point_code(2))
    assert list(keepers_of(point)) == [keeper]
    shift = planned(point, users=[str(keeper.pk), keeper.pk], names=" Olena \r\n\nIvan\nOlena")
    assert people(point) == ["Ivan", "Keeper Here", "Olena", "Olena"]
    assert [one.shift for one in shifts_of(keeper, Point.objects.all(), NOW)] == [shift]
    assert shifts_of(keeper, Point.objects.none(), NOW) == []


def test_people_have_the_numbers_that_follow_the_shifts_own(point, make_person):
    keeper = make_person("keeper_here", "keeper", "point", point.code)
    shift = planned(point, users=[keeper.pk], names="Olena\n\nIvan")
    told = {one.ulid: one.name for one in ShiftPerson.objects.all()}
    assert told == {
        ulid_after(shift.ulid, 1): "",
        ulid_after(shift.ulid, 2): "Olena",
        ulid_after(shift.ulid, 4): "Ivan",
    }


@pytest.mark.parametrize(
    ("begins", "n_hours", "more"),
    [
        (0, 0, {}),
        (0, -1, {}),
        (0, 49, {}),
        (-9, 8, {}),
        (9000, 8, {}),
        (0, 8, {"n_needed": "0"}),
        (0, 8, {"n_needed": 51}),
        (0, 8, {"n_needed": True}),
        (0, 8, {"n_needed": "two"}),
        (0, 8, {"names": "\n".join(f"Olena {number}" for number in range(51))}),
        (0, 8, {"names": "O" * 121}),
        (0, 8, {"names": ["Olena"]}),
        (0, 8, {"users": ["-1"]}),
        (0, 8, {"users": [True]}),
        (0, 8, {"users": ["9" * 19]}),
        (0, 8, {"mood": "good"}),
        (0, 8, {"begins_at": ""}),
        (0, 8, {"begins_at": "soon"}),
        (0, 8, {"ends_at": "2026-01-15T20:00"}),
        (0, 8, {"ends_at": "0001-01-01T00:00+02:00"}),
        (0, 8, {"begins_at": ["2026-01-15T20:00Z"]}),
    ],
)
def test_a_shift_that_cannot_be_is_refused_for_good(point, begins, n_hours, more):
    item = plan(point, begins, n_hours)
    item.content.update(more)
    assert type(why(item)) is InvalidValue
    assert not Shift.objects.exists()


def test_what_is_refused_names_nobody(point):
    fault = why(plan(point, names="Olena" * 30))
    assert "Olena" not in f"{fault} {fault.values} {fault.where} {fault.remedy}"


def test_shifts_that_overlap_are_shown(point):
    assert outcomes(plan(point), plan(point, 2)) == [TAKEN, TAKEN]
    assert len(shifts_at(point, NOW + 3 * HOUR, NOW + 4 * HOUR)) == 2


def test_who_does_not_report_on_the_point_plans_and_changes_nothing(point):
    shift = planned(point, names="Olena")
    person = ShiftPerson.objects.get()
    for item in (plan(point), cancelling(shift), taking_out(person), step(person, "begin")):
        assert isinstance(why(item, by=sender(point_code(2))), NotYours)
    assert (Shift.objects.count(), people(point)) == (1, ["Olena"])


def test_nobody_is_chosen_by_account_who_does_not_keep_the_point(point, make_person):
    """A shift shows the names of who is in it, and keys of accounts are easily guessed."""
    strangers = [
        make_person("next_door", "keeper", "point", point_code(2)),
        make_person("coordinator_here", "coordinator", "territory", "UA"),
    ]
    gone = make_person("gone", "keeper", "point", point.code)
    gone.is_active = False
    gone.save()
    for key in (*(one.pk for one in (*strangers, gone)), 10**15):
        assert type(why(plan(point, users=[key]))) is InvalidValue
    assert not ShiftPerson.objects.exists()


def test_what_is_sent_again_is_known_and_another_of_its_number_is_refused(point, make_person):
    keeper = make_person("keeper_here", "keeper", "point", point.code)
    item = plan(point, users=[keeper.pk], names="Olena")
    assert outcomes(item, item) == [TAKEN, KNOWN]
    later = word("shift", point, NOW + HOUR / 60, item.ulid, **item.content)
    assert outcomes(later) == [KNOWN]
    for changed in ({"names": "Ivan"}, {"names": "Olena\nIvan"}, {"users": []}, {"n_needed": 2}):
        other = word("shift", point, NOW, item.ulid, **{**item.content, **changed})
        assert type(why(other)) is InvalidValue
    (shift,) = Shift.objects.all()
    with clock.fixed_at(NOW + 9 * HOUR + KEPT):
        check_once()
        assert outcomes(item) == [KNOWN]
    person = ShiftPerson.objects.filter(user=None, name="").first()
    for twice in (cancelling(shift), taking_out(person)):
        assert outcomes(twice, twice) == [TAKEN, KNOWN]


def test_a_number_of_somebody_in_another_shift_is_not_given_again(point):
    first = plan(point, names="Olena\nIvan")
    near = word("shift", point, NOW, ulid_after(first.ulid, 1), **{**first.content, "names": "Petro"})
    assert outcomes(first) == [TAKEN]
    assert type(why(near)) is InvalidValue
    assert people(point) == ["Ivan", "Olena"]


def test_what_was_cancelled_or_taken_out_counts_no_more(point):
    shift = planned(point, names="Olena\nIvan")
    person = ShiftPerson.objects.get(name="Ivan")
    assert outcomes(taking_out(person), taking_out(person)) == [TAKEN, TAKEN]
    assert people(point) == ["Olena"]
    assert outcomes(cancelling(shift), cancelling(shift)) == [TAKEN, TAKEN]
    assert shifts_at(point, NOW, NOW + HOUR) == []
    assert (ShiftCancelled.objects.count(), ShiftPersonRemoved.objects.count()) == (2, 2)


def test_of_several_words_the_first_tells_when_it_was_cancelled(point):
    shift = planned(point, names="Olena")
    earlier, later = (NOW - timedelta(minutes=minutes) for minutes in (20, 10))
    for moments in permutations([earlier, later]):
        for moment in moments:
            assert outcomes(cancelling(shift, moment)) == [TAKEN]
        shift.refresh_from_db()
        assert shift.cancelled_at == earlier


def test_a_shift_and_all_that_is_said_of_it_are_taken_in_any_order_of_one_sending(point):
    for order in permutations(range(4)):
        item = plan(point, names="Olena\nIvan")
        first, second = (ulid_after(item.ulid, place) for place in (1, 2))
        said = [
            item,
            word("shift_step", point, person=first, step="begin"),
            word("shift_person_removed", point, person=second),
            word("shift_cancelled", point, shift=item.ulid),
        ]
        assert outcomes(*(said[place] for place in order)) == [TAKEN] * 4
        assert ShiftStep.objects.filter(person_ulid=first).count() == 1
        assert ShiftPerson.objects.get(pk=second).removed_at == Shift.objects.get(pk=item.ulid).cancelled_at == NOW


def test_what_speaks_of_a_shift_that_is_not_here_may_come_again(point):
    item = plan(point, names="Olena")
    said = word("shift_cancelled", point, shift=item.ulid)
    assert isinstance(why(said), NotYet)
    assert outcomes(item, said) == [TAKEN, TAKEN]


def test_what_was_said_in_time_counts_however_late_it_comes(point):
    item = plan(point, 1, names="Olena")
    begin = word("shift_step", point, NOW + HOUR, person=ulid_after(item.ulid, 1), step="begin")
    cancel = word("shift_cancelled", point, NOW + 8 * HOUR, shift=item.ulid)
    too_late = word("shift_cancelled", point, NOW + 9 * HOUR, shift=item.ulid)
    with clock.fixed_at(NOW + 100 * HOUR):
        assert outcomes(item, begin) == [TAKEN, TAKEN]
        assert type(why(too_late)) is InvalidValue
        assert type(why(word("shift_person_removed", point, person=ulid_after(item.ulid, 1)))) is InvalidValue
        assert outcomes(cancel) == [TAKEN]
        over = plan(point, 1, at=NOW + 9 * HOUR)
        assert type(why(over)) is InvalidValue
    shift = Shift.objects.get()
    assert (shift.observed_at, shift.received_at) == (NOW, NOW + 100 * HOUR)


def test_a_shift_that_comes_after_its_names_were_to_be_forgotten_has_none(point):
    item = plan(point, names="Olena")
    with clock.fixed_at(NOW + 9 * HOUR + KEPT):
        assert outcomes(item) == [TAKEN]
    assert not ShiftPerson.objects.exclude(name="").exists()


def test_a_shift_of_another_point_is_nobodys_here(point, other):
    shift = planned(other, names="Olena")
    person = ShiftPerson.objects.get()
    for kind, about in (("shift_cancelled", {"shift": shift.ulid}), ("shift_person_removed", {"person": person.ulid})):
        assert isinstance(why(word(kind, point, **about)), NotYet)
    assert isinstance(why(word("shift_step", point, person=person.ulid, step="begin")), NotYet)
    shift.refresh_from_db()
    assert (shift.cancelled_at, people(other)) == (None, ["Olena"])


def test_a_shift_of_a_merged_point_is_that_of_the_one_that_stands(point, other, make_person):
    keeper = make_person("keeper_here", "keeper", "point", point.code)
    shift = planned(point, names="Olena")
    person = ShiftPerson.objects.get()
    merge(point, other)
    assert people(other) == ["Olena"]
    assert list(keepers_of(other)) == [keeper]
    late = plan(point, names="Ivan", users=[keeper.pk])
    assert outcomes(late, by=sender(point.code)) == [TAKEN]
    assert Shift.objects.get(pk=late.ulid).point == other
    said = [
        word("shift_person_removed", other, person=person.ulid),
        word("shift_cancelled", other, shift=shift.ulid),
        word("shift_cancelled", point, shift=late.ulid),
    ]
    assert outcomes(*said) == [TAKEN] * 3
    assert shifts_at(other, NOW, NOW + HOUR) == []


def test_a_point_that_was_withdrawn_has_no_shifts_any_more(point):
    shift = planned(point)
    point.status = Point.Status.WITHDRAWN
    point.save()
    for item in (plan(point), cancelling(shift)):
        assert isinstance(why(item), NotYours)


def test_gaps_are_told_where_shifts_are_planned(point):
    assert gaps_ahead(shifts_at(point, NOW, NOW + 48 * HOUR), NOW) == []
    planned(point, 0, 8, n_needed=2, names="Olena")
    found = gaps_ahead(shifts_at(point, NOW, NOW + 48 * HOUR), NOW)
    assert [(gap.n_people, gap.n_needed) for gap in found] == [(1, 2), (0, 1)]
    assert found[1].begins_at == NOW + 8 * HOUR


def test_the_first_begin_and_the_last_end_count_in_whatever_order(point):
    planned(point, names="Olena")
    person = ShiftPerson.objects.get()
    steps = [step(person, "end", 1), step(person, "begin", 200), step(person, "begin", 240)]
    received(*steps, *steps)
    (shift,) = shifts_at(point, NOW, NOW + HOUR)
    (one,) = shift.people
    assert (one.began_at, one.ended_at) == (NOW - timedelta(minutes=240), NOW - timedelta(minutes=1))
    assert ShiftStep.objects.count() == 3


def test_names_are_in_no_trail_and_are_deleted_some_time_after_the_shift(point, make_person):
    somebody = make_person("somebody", "keeper", "point", point.code)
    planned(point, users=[somebody.pk], names="Olena")
    assert not AuditEntry.objects.filter(after__icontains="Olena").exists()
    later = 8 * HOUR + KEPT
    for past, is_there in ((later - HOUR, True), (later + HOUR, False)):
        with clock.fixed_at(NOW + past):
            shifts.planned(point, NOW + past, NOW + past + HOUR)
        named = ShiftPerson.objects.exclude(name="", user=None)
        assert named.exists() is is_there
    assert next(iter(history("point", point.code))).action == "forget name"


def test_names_are_deleted_though_nobody_ever_plans_a_shift_again(point):
    planned(point, names="Olena")
    with clock.fixed_at(NOW + 9 * HOUR + KEPT):
        check_once()
    assert not ShiftPerson.objects.exclude(name="").exists()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("shift_step", {"person": "x", "step": "begin"}),
        ("shift_step", {"person": new_ulid(0), "step": "sleep"}),
        ("shift_step", {"person": new_ulid(0), "step": "begin", "mood": "good"}),
        ("shift_cancelled", {}),
        ("shift_cancelled", {"shift": ["x"]}),
        ("shift_cancelled", {"shift": new_ulid(0), "why": "ill"}),
        ("shift_person_removed", {"person": "x"}),
    ],
    ids=["no number", "no step", "a stranger", "of nothing", "a list", "a reason", "no person"],
)
def test_words_that_cannot_be_are_refused_for_good(point, kind, content):
    assert type(why(word(kind, point, **content))) is InvalidValue


def test_a_roster_takes_few_queries(point, django_assert_max_num_queries):
    for number in range(6):
        planned(point, number, names="Olena\nIvan")
    with django_assert_max_num_queries(4):
        assert len(shifts_at(point, NOW, NOW + 48 * HOUR)) == 6
