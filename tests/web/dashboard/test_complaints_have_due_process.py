"""Complaints stand in the order of need, one person looks into each, and what is late is seen a level higher."""

from datetime import timedelta

import pytest
from django.test import Client

from punkt import clock
from punkt.confidence.feedback import feedback_terms
from punkt.ids import point_code
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.accounts.models import Membership
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.dashboard.complaints import queue
from punkt_web.dashboard.queries import complaints_for
from punkt_web.operations.actions import complaints
from punkt_web.operations.actions.answering import (
    Answered,
    answer_complaints,
    claim_complaints,
    release_complaints,
)
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import Complaint
from punkt_web.registry.models import Point
from tests.conftest import TOWN

ONE, OTHER = Actor("one@example.org"), Actor("other@example.org")
RIGHT = Answered(ComplaintOutcome.RIGHT, "the guard had gone home", "The door is open again.")
CLOSED, FULL, NO_HEAT, RAMP = (
    ComplaintKind.CLOSED,
    ComplaintKind.FULL,
    ComplaintKind.NO_HEAT,
    ComplaintKind.NOT_ACCESSIBLE,
)
TERMS = feedback_terms()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, "punkt_web.accounts.backends.PasswordBackend")
    return client


@pytest.fixture
def make_point(world):
    def make(name: str = "School") -> Point:
        now, n = clock.now(), Point.objects.count()
        made = {"country": "ZZ", "created_at": now, "updated_at": now, "territory": world[TOWN]}
        return Point.objects.create(code=point_code(n + 1), names={"en": name}, **made)

    return make


def tell(point: Point, kind=CLOSED, n: int = 1, note: str = "", first: int = 1) -> None:
    for number in range(first, first + n):
        receive_complaint(point.pk, kind, note, sender=f"198.51.100.{number}")


def say_open(point: Point) -> None:
    content = ReportContent(PointState.OPEN)
    receive_report(ONE, Report(point.pk, clock.now() - timedelta(minutes=5), ReportChannel.KEEPER, content))


def lines(user, **more):
    return queue(user, complaints_for(user, is_answered=False), **more)


def test_people_who_agree_about_a_door_that_others_are_sent_to_stand_first(make_point, coordinator) -> None:
    ramp, cold, shut, lone, crowded = (make_point(name) for name in ("ramp", "cold", "shut", "lone", "crowded"))
    tell(ramp, RAMP, 9)
    tell(cold, NO_HEAT)
    tell(shut, CLOSED, 5)
    for point, n in ((lone, 1), (crowded, 2)):
        say_open(point)
        tell(point, CLOSED, n)
    assert [line.point.names["en"] for line in lines(coordinator)] == ["crowded", "lone", "shut", "cold", "ramp"]


def test_what_is_overdue_stands_before_what_is_not(make_point, coordinator) -> None:
    early, late = make_point("early"), make_point("late")
    tell(early, RAMP)
    with clock.fixed_at(clock.now() + TERMS.deadlines[RAMP] + timedelta(minutes=1)):
        tell(late, CLOSED)
        assert [line.is_overdue for line in lines(coordinator)] == [True, False]
        page = signed_in(coordinator).get("/desk/complaints/").content.decode()
    assert page.index("early") < page.index("late")
    assert page.count("Overdue") == 1


def test_each_kind_has_its_deadline(make_point) -> None:
    point = make_point()
    for number, kind in enumerate(ComplaintKind):
        receive_complaint(point.pk, kind, "words", sender=f"198.51.100.{number}")
    for one in Complaint.objects.all():
        assert one.due_at - one.received_at == TERMS.deadlines[ComplaintKind(one.kind)]


def test_a_burst_is_one_line_with_its_count_and_nothing_is_dropped(make_point, coordinator) -> None:
    point = make_point()
    tell(point, CLOSED, 19)
    tell(point, CLOSED, 1, note="the key is lost", first=50)
    tell(point, CLOSED, 30, first=100)
    (line,) = lines(coordinator)
    assert (line.n_told, line.n_people, line.notes) == (50, complaints.MOST_OF_A_POINT, ["the key is lost"])
    page = signed_in(coordinator).get("/desk/complaints/").content.decode()
    assert "told 50 times" in page
    assert "the key is lost" in page
    assert "50 complaints from doors" in signed_in(coordinator).get("/desk/").content.decode()


def test_one_person_who_says_it_ten_times_is_one(make_point, coordinator) -> None:
    point = make_point()
    for number in range(10):
        receive_complaint(point.pk, CLOSED, f"words {number}", sender="198.51.100.1")
    (line,) = lines(coordinator)
    assert (line.n_told, line.n_people) == (10, 1)


def test_one_looks_into_it_at_a_time_and_the_claim_ends_by_itself(make_point) -> None:
    tell(make_point())
    pk = Complaint.objects.get().pk
    assert claim_complaints(ONE, pk)
    assert not claim_complaints(OTHER, pk)
    assert not answer_complaints(OTHER, pk, RIGHT)
    assert claim_complaints(ONE, pk), "who holds it holds it longer"
    with clock.fixed_at(clock.now() + TERMS.claim_lasts + timedelta(seconds=1)):
        assert claim_complaints(OTHER, pk)
        assert not answer_complaints(ONE, pk, RIGHT)
        assert answer_complaints(OTHER, pk, RIGHT) == 1
    assert not claim_complaints(ONE, pk), "it is answered"


def test_a_claim_can_be_given_back_by_its_holder_only(make_point) -> None:
    tell(make_point())
    pk = Complaint.objects.get().pk
    claim_complaints(ONE, pk)
    assert not release_complaints(OTHER, pk)
    assert not claim_complaints(OTHER, pk)
    assert release_complaints(ONE, pk)
    assert claim_complaints(OTHER, pk)


def test_what_joins_a_line_that_somebody_holds_is_theirs_too(make_point) -> None:
    point = make_point()
    tell(point)
    first = Complaint.objects.get().pk
    claim_complaints(ONE, first)
    tell(point, first=2)
    second = Complaint.objects.latest("pk").pk
    assert not claim_complaints(OTHER, second)
    assert not answer_complaints(OTHER, second, RIGHT)


def test_an_answer_is_for_all_that_was_seen_and_for_nothing_that_came_since(make_point) -> None:
    point = make_point()
    tell(point, CLOSED, 3)
    tell(point, FULL, first=9)
    seen = list(Complaint.objects.filter(kind=CLOSED).order_by("pk"))
    tell(point, CLOSED, first=4)
    assert answer_complaints(ONE, seen[0].pk, RIGHT, last_id=seen[-1].pk) == 3
    told = Complaint.objects.filter(outcome="right")
    assert {one.pk for one in told} == {one.pk for one in seen}
    assert {one.reply for one in told} == {RIGHT.reply}
    assert Complaint.objects.filter(outcome="").count() == 2
    assert AuditEntry.objects.filter(action="answer complaint").count() == 3


def test_the_form_answers_the_line_that_it_shows(make_point, coordinator) -> None:
    point = make_point()
    tell(point, CLOSED, 2)
    client, first = signed_in(coordinator), Complaint.objects.earliest("pk").pk
    assert client.post(f"/desk/complaints/{first}/take")["Location"] == f"/desk/complaints/{first}/"
    page = client.get(f"/desk/complaints/{first}/").content.decode()
    last = Complaint.objects.latest("pk").pk
    assert f'name="last" value="{last}"' in page
    tell(point, CLOSED, first=3)
    told = {"outcome": "right", "answer": "called", "reply": "It is open again.", "last": str(last)}
    client.post(f"/desk/complaints/{first}/", told)
    assert Complaint.objects.filter(outcome="right", reply="It is open again.").count() == 2
    assert Complaint.objects.filter(outcome="").count() == 1


@pytest.mark.parametrize("last", ["x", "-1", "99999999999999999999999"])
def test_a_number_that_cannot_be_answers_no_more_than_was_asked_for(make_point, coordinator, last) -> None:
    tell(make_point(), CLOSED, 1)
    pk = Complaint.objects.get().pk
    response = signed_in(coordinator).post(f"/desk/complaints/{pk}/", {"outcome": "right", "last": last})
    assert response.status_code in {200, 302}


def test_a_superior_sees_it_when_it_is_overdue_and_may_look_at_all(make_point, coordinator, region_officer) -> None:
    tell(make_point())
    assert len(lines(coordinator)) == 1
    assert lines(region_officer) == []
    assert len(lines(region_officer, is_whole=True)) == 1
    client = signed_in(region_officer)
    assert "The door is shut" not in client.get("/desk/complaints/").content.decode()
    assert "The door is shut" in client.get("/desk/complaints/?all=1").content.decode()
    with clock.fixed_at(clock.now() + TERMS.deadlines[CLOSED] + timedelta(minutes=1)):
        (line,) = lines(region_officer)
        assert line.level == 1
        assert "shown to the level above" in client.get("/desk/complaints/").content.decode()


def test_it_goes_up_level_by_level(make_point, make_person, coordinator, region_officer) -> None:
    nation = make_person("nation", "nation")
    tell(make_point())
    deadline = TERMS.deadlines[CLOSED]
    for spans, seeing in (
        (0.5, [coordinator]),
        (1.5, [coordinator, region_officer]),
        (2.5, [coordinator, region_officer, nation]),
    ):
        with clock.fixed_at(clock.now() + spans * deadline):
            assert [user for user in (coordinator, region_officer, nation) if lines(user)] == seeing


def test_where_nobody_is_in_charge_below_the_level_above_sees_it_at_once(make_point, region_officer) -> None:
    tell(make_point())
    assert len(lines(region_officer)) == 1


def test_a_coordinator_whose_role_ended_is_nobody_in_charge(make_point, coordinator, region_officer) -> None:
    tell(make_point())
    Membership.objects.filter(user=coordinator).update(valid_until=clock.now() - timedelta(days=1))
    assert len(lines(region_officer)) == 1


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 403), ("viewer", 403), ("keeper", 403), ("other_coordinator", 404)]
)
def test_nobody_else_takes_gives_back_or_answers(make_point, request, who, status) -> None:
    tell(make_point(), note="secret words")
    pk = Complaint.objects.get().pk
    client = signed_in(request.getfixturevalue(who))
    for action in ("take", "give-back", ""):
        assert client.post(f"/desk/complaints/{pk}/{action}", {"outcome": "right"}).status_code == status
    one = Complaint.objects.get()
    assert (one.outcome, one.claimed_by) == ("", "")
    assert "secret words" not in client.get("/desk/complaints/?all=1").content.decode()


def test_a_look_takes_nothing(make_point, coordinator) -> None:
    tell(make_point())
    pk = Complaint.objects.get().pk
    client = signed_in(coordinator)
    assert client.get(f"/desk/complaints/{pk}/take").status_code == 405
    client.get(f"/desk/complaints/{pk}/")
    assert Complaint.objects.get().claimed_by == ""


def test_the_address_of_a_sender_leads_to_no_row(make_point) -> None:
    tell(make_point())
    one = Complaint.objects.get()
    assert len(one.source) == 16
    assert "198.51" not in str(Complaint.objects.values().get())
