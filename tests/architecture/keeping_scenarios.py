"""The actions of the console (items, shifts, checklists), in every way in which they write."""

from datetime import timedelta

from punkt import clock
from punkt.checklists.lists import ListKind, newest
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Scope
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Role
from punkt_web.operations.actions import inbox
from punkt_web.operations.actions.keeping import items, own_lines, shifts
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.models import ShiftPerson
from punkt_web.registry.models import Point
from tests.architecture.scenario_making import ACTOR, BY, Call, person, point, scenario, territory
from tests.web.shifts import plan, planned, word


def item_of(kind: str, **content: object) -> Call:
    about = point()
    return receiving_items(about, Item(kind, new_ulid(), about.code, clock.now(), content))


def receiving_items(about: Point, *sent: Item) -> Call:
    where = Reach(point_codes=frozenset({about.code}))
    sender = inbox.Sender(ACTOR, [(ReportChannel.KEEPER, where)], ReportBearer.CONSOLE)
    return lambda: items.receive_items(sender, sent, KINDS)


@scenario
def a_list_is_gone_through() -> Call:
    return item_of("checklist", list="opening", version="1", lines={"water": {"answer": "done"}})


@scenario
def an_incident_is_written_and_something_added_to_it() -> Call:
    about, ulid = point(), new_ulid()
    told = {"about": "fire", "severity": "severe", "what": "Smoke from the stove"}
    note = {"incident": ulid, "what": "It is out", "closing": "yes"}
    incident = Item("incident", ulid, about.code, clock.now(), told)
    return receiving_items(about, incident, Item("incident_note", new_ulid(), about.code, clock.now(), note))


@scenario
def a_shift_is_handed_over_and_that_is_read() -> Call:
    about, ulid = point(), new_ulid()
    words = Item("hand_over", ulid, about.code, clock.now(), {"note": "The stove smokes"})
    read = Item("hand_over_read", new_ulid(), about.code, clock.now(), {"hand_over": ulid})
    return receiving_items(about, words, read)


@scenario
def the_own_power_is_tried() -> Call:
    return item_of("power_trial", hours="6.5", load="usual", ended="planned", fuel_before_l="40", fuel_after_l="27")


def planned_shift() -> ShiftPerson:
    about, now, who = point(), clock.now(), person("bo@example.org")
    people.give_role(BY, who, people.Grant(Role.KEEPER, Scope.POINT, about.code))
    return ShiftPerson.objects.get(shift=planned(about, now, now + timedelta(hours=8), users=[who.pk]))


@scenario
def a_shift_is_planned() -> Call:
    about, now = point(), clock.now()
    return receiving_items(about, plan(about, now, now + timedelta(hours=8), n_needed=2, names="Ann"))


@scenario
def a_shift_is_begun_and_ended() -> Call:
    who = planned_shift()
    about = who.shift.point
    steps = [word("shift_step", about, person=who.ulid, step=step) for step in ("begin", "end")]
    return receiving_items(about, *steps)


@scenario
def a_shift_is_cancelled() -> Call:
    shift = planned_shift().shift
    return receiving_items(shift.point, word("shift_cancelled", shift.point, shift=shift.ulid))


@scenario
def somebody_is_taken_out_of_a_shift() -> Call:
    who = planned_shift()
    return receiving_items(who.shift.point, word("shift_person_removed", who.shift.point, person=who.ulid))


@scenario
def the_names_of_an_old_shift_are_forgotten() -> Call:
    old = planned_shift().shift
    old.begins_at, old.ends_at = (clock.now() - timedelta(days=days) for days in (101, 100))
    old.save()
    return shifts.forget_old_names


_A_LINE = newest(ListKind.ROUND).lines[0].key


@scenario
def a_line_of_a_list_is_added() -> Call:
    where = territory()
    return lambda: own_lines.add_line(ACTOR, where, ListKind.ROUND, {"en": "Lock the yard"})


@scenario
def a_line_of_a_list_is_ended() -> Call:
    where = territory()
    line = own_lines.add_line(ACTOR, where, ListKind.ROUND, {"en": "Lock the yard"})
    return lambda: own_lines.end_line(ACTOR, where, ListKind.ROUND, line.key)


@scenario
def a_line_of_a_list_is_moved() -> Call:
    where = territory()
    return lambda: own_lines.move_line(ACTOR, where, ListKind.ROUND, _A_LINE, is_up=False)


@scenario
def the_order_of_a_list_is_taken_from_above() -> Call:
    where = territory()
    own_lines.move_line(ACTOR, where, ListKind.ROUND, _A_LINE, is_up=False)
    return lambda: own_lines.take_order_from_above(ACTOR, where, ListKind.ROUND)


@scenario
def a_line_of_a_list_is_marked_as_not_here() -> Call:
    where = territory()
    return lambda: own_lines.mark_not_here(ACTOR, where, ListKind.ROUND, _A_LINE, "No stove")
