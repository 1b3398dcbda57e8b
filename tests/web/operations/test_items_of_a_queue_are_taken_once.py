"""Items of every kind come in once, in any order, from who may, by our clock; what cannot be taken stops no other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.ids import new_ulid, point_code
from punkt.model.incident_words import Severity
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor, first_fault
from punkt_web.operations.actions.inbox import MOST_AT_ONCE, Outcome, Receipt, Sender
from punkt_web.operations.actions.keeping.items import NotYet, receive_items
from punkt_web.operations.actions.kinds import KIND_LABELS, KINDS
from punkt_web.operations.keeping.hand_overs import hand_overs_of, waiting_hand_over
from punkt_web.operations.keeping.incidents import (
    incidents_at,
    incidents_of,
    n_open_at,
    n_severe_open,
    n_severe_open_at,
    open_at,
    with_notes,
)
from punkt_web.operations.models import AnsweredList, HandOver, HandOverRead, Incident, IncidentNote
from punkt_web.registry.models import Point

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CODE, OTHER_CODE = point_code(1), point_code(2)
LINES = {"water": {"answer": "done"}, "warm": {"answer": "not_possible", "why": "stove broken"}}


@pytest.fixture(autouse=True)
def points(db):
    with clock.fixed_at(NOW):
        yield [
            Point.objects.create(code=code, country="UA", created_at=NOW, updated_at=NOW) for code in (CODE, OTHER_CODE)
        ]


def sender(*codes: str, lag: timedelta | None = None, name: str = "ann@example.org") -> Sender:
    where = Reach(point_codes=frozenset(codes or (CODE,)))
    return Sender(Actor(name), [(ReportChannel.KEEPER, where)], ReportBearer.CONSOLE, lag)


def item(kind: str, minutes_ago: float = 3, *, ulid: str = "", code: str = CODE, **content) -> Item:
    return Item(kind, ulid or new_ulid(), code, NOW - timedelta(minutes=minutes_ago), content)


def incident(minutes_ago: float = 3, **more) -> Item:
    content = {"about": "fire", "severity": "serious", "what": "Smoke", **more}
    return item("incident", minutes_ago, **content)


def taken(*items: Item, by: Sender | None = None) -> list[Outcome]:
    return [receipt.outcome for receipt in receive_items(by or sender(), items, KINDS)]


def why(one: Item, by: Sender | None = None) -> PunktError:
    (receipt,) = receive_items(by or sender(), [one], KINDS)
    assert receipt.outcome is Outcome.REFUSED
    assert receipt.fault is not None
    return receipt.fault


def test_every_kind_has_a_name():
    assert KINDS.keys() == KIND_LABELS.keys()


def test_an_item_that_comes_twice_is_known_and_another_with_its_number_is_refused():
    one = incident()
    later = Item(one.kind, one.ulid, one.point_code, one.observed_at + timedelta(seconds=9), one.content)
    assert taken(one, one, later) == [Outcome.TAKEN, Outcome.KNOWN, Outcome.KNOWN]
    clash = Item(one.kind, one.ulid, one.point_code, one.observed_at, {**one.content, "what": "Fire"})
    assert "this number" in str(why(clash))
    row = Incident.objects.get()
    assert (row.what, row.channel, row.bearer, row.author_name) == ("Smoke", "keeper", "console", "ann@example.org")
    assert (row.observed_at, row.stated_at, row.received_at) == (one.observed_at, one.observed_at, NOW)
    assert first_fault() is None


def test_a_kind_is_taken_from_those_who_have_the_power_that_it_needs_at_that_point():
    needs_inspecting = {**KINDS, "incident": replace(KINDS["incident"], power=Power.INSPECT)}
    keeper, here = sender(CODE, OTHER_CODE), Reach(point_codes=frozenset({CODE}))
    inspector = replace(keeper, voices=[], inspecting=[(ReportChannel.DUTY_OFFICER, here)])

    def receipt(by: Sender, code: str, kind: str = "incident", ulid: str = "") -> Receipt:
        content = {"incident": incident().content, "hand_over": {"note": "All well"}}[kind]
        (one,) = receive_items(by, [item(kind, code=code, ulid=ulid, **content)], needs_inspecting)
        return one

    taken_before = receipt(inspector, CODE)
    assert taken_before.outcome is Outcome.TAKEN
    assert Incident.objects.get().channel == "duty_officer"
    assert str(receipt(keeper, CODE).fault) == f"You inspect no point {CODE}."
    assert str(receipt(inspector, OTHER_CODE).fault) == f"You inspect no point {OTHER_CODE}."
    assert str(receipt(inspector, CODE, "hand_over").fault) == f"You report on no point {CODE}."
    assert receipt(keeper, CODE, "hand_over").outcome is Outcome.TAKEN
    assert receipt(keeper, CODE, ulid=taken_before.ulid).outcome is Outcome.KNOWN


def test_one_that_cannot_be_taken_stops_no_other():
    bad, strange, good = incident(about="weather"), item("weather"), incident()
    assert taken(bad, strange, good) == [Outcome.REFUSED, Outcome.REFUSED, Outcome.TAKEN]
    with pytest.raises(InvalidValue):
        receive_items(sender(), [incident()] * (MOST_AT_ONCE + 1), KINDS)


def test_one_that_stands_too_deep_to_be_read_stops_no_other():
    deep: list[object] = []
    for _number in range(5_000):
        deep = [deep]
    bad = [
        item("checklist", list=deep, version=1, lines=LINES),
        incident(called=[deep]),
        item("hand_over_read", hand_over=deep),
    ]
    assert taken(*bad, incident()) == [Outcome.REFUSED] * 3 + [Outcome.TAKEN]


def test_texts_are_kept_without_letters_that_nobody_sees():
    """PostgreSQL refuses a NUL, which would lose the incident; a mark of direction shows what was not written."""
    unseen = "Smoke\0 in\u202e the \x1b[31m hall"
    lines = {"warm": {"answer": "not_possible", "why": unseen}}
    told = incident(what=unseen, done=unseen)
    note = item("incident_note", incident=told.ulid, what=unseen)
    listed = item("checklist", list="opening", version=1, lines=lines)
    assert set(taken(told, note, item("hand_over", note=unseen), listed)) == {Outcome.TAKEN}
    row = Incident.objects.get()
    kept = {row.what, row.done, IncidentNote.objects.get().what, HandOver.objects.get().note}
    assert kept | {AnsweredList.objects.get().lines[0]["why"]} == {"Smoke in the [31m hall"}
    assert "what happened" in str(why(incident(what="\0\u202e")))


def test_who_reports_on_another_point_is_refused_in_the_words_of_one_that_there_is_not():
    of_another = Item("incident", new_ulid(), OTHER_CODE, NOW, incident().content)
    of_none = Item("incident", new_ulid(), point_code(9), NOW, incident().content)
    told = {str(why(of_another)), str(why(of_none)).replace(point_code(9), OTHER_CODE)}
    assert told == {f"You report on no point {OTHER_CODE}."}
    assert not Incident.objects.exists()


def test_what_was_taken_stays_known_to_who_lost_the_point():
    one = incident()
    taken(one)
    assert taken(one, by=sender(OTHER_CODE)) == [Outcome.KNOWN]
    assert "no point" in str(why(one, by=sender(OTHER_CODE, name="bo@example.org")))


def test_times_are_by_our_clock():
    behind = item("hand_over", 130)
    taken(behind, by=sender(lag=timedelta(hours=2)))
    assert HandOver.objects.get().observed_at == NOW - timedelta(minutes=12)
    assert "future" in str(why(item("hand_over", -30)))
    assert "more than a year old" in str(why(item("hand_over", 60 * 24 * 400)))


def test_a_merged_point_leads_on(points):
    points[1].merged_into, points[1].status = points[0], Point.Status.WITHDRAWN
    points[1].save()
    one = incident()
    moved = Item(one.kind, one.ulid, OTHER_CODE, one.observed_at, one.content)
    assert taken(moved, one, by=sender(CODE, OTHER_CODE)) == [Outcome.TAKEN, Outcome.KNOWN]
    assert [found.row.point for found in incidents_at(points[0])] == [points[0]]


def test_an_answered_list_remembers_its_version_and_its_texts():
    taken(item("checklist", list="opening", version="1", lines=LINES))
    row = AnsweredList.objects.get()
    assert (row.kind, row.version, row.n_open) == ("opening", 1, 13)
    assert [line["key"] for line in row.lines] == ["warm", "water"]  # as they stand in the list
    assert row.lines[0]["why"] == "stove broken"
    assert row.lines[1]["texts"]["et"] == "Joogivesi ja pesuvesi on olemas"


def test_a_list_of_a_newer_version_waits_and_a_line_that_there_is_not_is_refused():
    assert isinstance(why(item("checklist", list="opening", version="9", lines=LINES)), NotYet)
    strange = item("checklist", list="opening", version="1", lines={"party": {"answer": "done"}})
    assert "party" in str(why(strange))


def test_notes_in_any_order_end_in_the_same_incident(points):
    first = incident(60)
    notes = [
        item("incident_note", 50, incident=first.ulid, what="Bigger", severity="severe"),
        item("incident_note", 40, incident=first.ulid, what="Out", closing="yes"),
        item("incident_note", 30, incident=first.ulid, what="Smokes again", severity="minor"),
    ]
    for order in permutations([first, *notes]):
        IncidentNote.objects.all().delete()
        Incident.objects.all().delete()
        assert taken(*order, *order[:2]) == [Outcome.TAKEN] * 4 + [Outcome.KNOWN] * 2
        (found,) = incidents_at(points[0])
        assert [note.what for note in found.notes] == ["Bigger", "Out", "Smokes again"]
        assert (found.severity, found.is_closed) == (Severity.MINOR, False)
        assert [one.row.ulid for one in open_at(points[0])] == [first.ulid]


def test_a_note_on_an_incident_of_another_point_is_taken_as_one_on_none_and_says_nothing_of_it(points):
    first = incident(severity="severe")
    both = sender(CODE, OTHER_CODE)

    def closing(ulid):
        return item("incident_note", 1, code=OTHER_CODE, incident=ulid, what="Out", closing="yes")

    assert taken(closing(first.ulid), first, by=both) == [Outcome.TAKEN, Outcome.TAKEN]
    assert taken(closing(first.ulid), closing(new_ulid()), by=sender(OTHER_CODE)) == [Outcome.TAKEN, Outcome.TAKEN]
    (found,) = incidents_at(points[0])
    assert (found.notes, found.is_closed, n_severe_open_at(points[0])) == ((), False, 1)
    assert incidents_at(points[1]) == []


@pytest.mark.parametrize("n_notes", range(4))
def test_the_database_counts_what_the_notes_say_in_whatever_order_they_came(points, n_notes):
    first = incident(60, severity="minor")
    notes = [
        item("incident_note", 50, incident=first.ulid, what="Bigger", severity="severe"),
        item("incident_note", 40, incident=first.ulid, what="Out", closing="yes"),
        item("incident_note", 30, incident=first.ulid, what="Not out"),
    ][:n_notes]
    is_severe, is_closed = [(False, False), (True, False), (True, True), (True, False)][n_notes]
    for order in permutations([first, *notes]):
        IncidentNote.objects.all().delete()
        Incident.objects.all().delete()
        taken(*order)
        (found,) = incidents_at(points[0])
        assert (found.severity is Severity.SEVERE, found.is_closed) == (is_severe, is_closed)
        everywhere = Point.objects.all(), NOW - timedelta(days=1)
        assert n_severe_open(everywhere[0]) == n_severe_open_at(points[0]) == int(is_severe and not is_closed)
        assert n_open_at(points[0]) == int(not is_closed)
        assert [incidents_of(*everywhere, is_closed=told).count() for told in (False, True)] == [
            int(not is_closed),
            int(is_closed),
        ]


def test_a_note_of_a_point_counts_from_the_merger_on(points):
    first = incident(severity="severe")
    closing = item("incident_note", 1, code=OTHER_CODE, incident=first.ulid, what="Out", closing="yes")
    taken(first, closing, by=sender(CODE, OTHER_CODE))
    assert (n_severe_open_at(points[0]), incidents_at(points[0])[0].is_closed) == (1, False)
    points[0].merged_into, points[0].status = points[1], Point.Status.WITHDRAWN
    points[0].save()
    assert (n_severe_open_at(points[1]), incidents_at(points[1])[0].is_closed) == (0, True)


def test_the_most_severe_come_first(points, django_assert_max_num_queries):
    severe, newer, closed = (incident(minutes, severity="severe") for minutes in (90, 30, 5))
    minor, worse = incident(60, severity="minor"), incident(70, severity="minor")
    said = [
        item("incident_note", 1, incident=closed.ulid, what="Over", closing="yes"),
        item("incident_note", 1, incident=worse.ulid, what="Bigger", severity="serious"),
    ]
    taken(severe, minor, newer, closed, worse, *said)
    since = NOW - timedelta(days=1)
    with django_assert_max_num_queries(2):
        found = with_notes(incidents_of(Point.objects.all(), since, is_closed=False))
    assert [one.row.ulid for one in found] == [newer.ulid, severe.ulid, worse.ulid, minor.ulid]
    assert [one.ulid for one in incidents_of(Point.objects.all(), since, is_closed=True)] == [closed.ulid]
    with django_assert_max_num_queries(1):
        assert n_severe_open(Point.objects.all()) == 2
    assert not incidents_of(Point.objects.filter(code=OTHER_CODE), since, is_closed=False).exists()


def test_a_hand_over_stands_until_somebody_read_it(points):
    words = item("hand_over", 20, note="The stove smokes")
    taken(incident(30), item("checklist", 25, list="round", version="1", lines={"heat": {"answer": "done"}}), words)
    waiting = waiting_hand_over(points[0], NOW)
    assert waiting is not None
    assert waiting.known == {"n_incidents": 1, "n_requests": 0, "n_open_lines": 7}
    assert waiting_hand_over(points[0], NOW + timedelta(days=3)) is None
    read = item("hand_over_read", 5, hand_over=words.ulid)
    again = item("hand_over_read", 9, hand_over=words.ulid)
    assert taken(read, again, read) == [Outcome.TAKEN, Outcome.TAKEN, Outcome.KNOWN]
    assert waiting_hand_over(points[0], NOW) is None
    (shown,) = hand_overs_of(points[0], limit=5)
    assert shown.read is not None
    assert shown.read.ulid == again.ulid  # the first word, whatever order they came in


def test_a_hand_over_that_is_not_here_yet_is_read_later(points):
    words = item("hand_over")
    read = item("hand_over_read", 1, hand_over=words.ulid)
    assert isinstance(why(read), NotYet)
    assert taken(words, read) == [Outcome.TAKEN, Outcome.TAKEN]
    elsewhere = item("hand_over_read", 1, code=OTHER_CODE, hand_over=words.ulid)
    assert isinstance(why(elsewhere, by=sender(CODE, OTHER_CODE)), NotYet)
    assert HandOverRead.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("hand_over", {"note": "x" * 1001}),
        ("hand_over", {"mood": "good"}),
        ("hand_over_read", {"hand_over": "x"}),
        ("incident_note", {"incident": "x", "what": "y"}),
        ("shift_step", {"person": "x", "step": "begin"}),
        ("checklist", {"list": "opening"}),
    ],
)
def test_what_cannot_be_is_refused(kind, content):
    assert isinstance(why(item(kind, **content)), InvalidValue)
