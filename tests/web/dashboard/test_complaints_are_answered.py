"""What people at doors say reaches those who coordinate the point, and nobody else."""

import pytest
from django.test import Client

from punkt import clock
from punkt.ids import point_code
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.vocabulary import Visibility
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.operations.actions import complaints
from punkt_web.operations.actions.answering import Answered, answer_complaints
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.models import Complaint
from punkt_web.registry.actions import merging, policies
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN

ACTOR = Actor("test")
WORDS = "замок на дверях"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, "punkt_web.accounts.backends.PasswordBackend")
    return client


@pytest.fixture
def point(world):
    now = clock.now()
    made = {"country": "ZZ", "created_at": now, "updated_at": now}
    return Point.objects.create(code=point_code(1), names={"en": "School"}, territory=world[TOWN], **made)


@pytest.fixture
def complaint(point):
    receive_complaint(point.pk, ComplaintKind.CLOSED, WORDS, sender="198.51.100.1")
    return Complaint.objects.get()


@pytest.mark.parametrize("who", ["coordinator", "region_officer", "administrator"])
def test_those_who_coordinate_the_point_see_it(complaint, request, who) -> None:
    client = signed_in(request.getfixturevalue(who))
    page = client.get("/desk/complaints/").content.decode()
    assert WORDS in page
    assert "The door is shut" in page
    assert "1 complaint from a door" in client.get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 403), ("viewer", 403), ("keeper", 403), ("other_coordinator", 200)]
)
def test_nobody_else_does(complaint, request, who, status) -> None:
    client = signed_in(request.getfixturevalue(who))
    response = client.get("/desk/complaints/")
    assert response.status_code == status
    assert WORDS not in response.content.decode()
    answer = client.post(f"/desk/complaints/{complaint.pk}/", {"outcome": "right"})
    assert answer.status_code in {403, 404}
    assert not Complaint.objects.get().outcome
    assert "complaint from a door" not in client.get("/desk/").content.decode()


def test_a_stranger_is_asked_to_sign_in(complaint, client) -> None:
    assert client.get("/desk/complaints/")["Location"].startswith("/accounts/login/")
    assert client.post(f"/desk/complaints/{complaint.pk}/", {"outcome": "right"}).status_code == 302
    assert not Complaint.objects.get().outcome


def test_an_answer_closes_it_and_stands_in_the_history_of_the_point(complaint, coordinator) -> None:
    client = signed_in(coordinator)
    client.post(f"/desk/complaints/{complaint.pk}/", {"outcome": "right", "answer": "the guard had gone home"})
    assert WORDS not in client.get("/desk/complaints/").content.decode()
    answered = client.get("/desk/complaints/?answered=1").content.decode()
    assert "It was right" in answered
    assert "the guard had gone home" in answered
    history = client.get(f"/desk/points/{complaint.point.code}/history/").content.decode()
    assert "Complaint answered" in history
    assert "the guard had gone home" in history
    assert WORDS not in history


def test_of_two_answers_the_first_stays(complaint) -> None:
    assert answer_complaints(ACTOR, complaint.pk, Answered(ComplaintOutcome.RIGHT, "first"))
    assert not answer_complaints(ACTOR, complaint.pk, Answered(ComplaintOutcome.NOT_RIGHT, "second"))
    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.answer) == ("right", "first")


def test_an_answer_needs_an_outcome(complaint, coordinator) -> None:
    page = signed_in(coordinator).post(f"/desk/complaints/{complaint.pk}/", {"answer": "?"})
    assert page.status_code == 200
    assert not Complaint.objects.get().outcome


def test_a_hidden_point_is_seen_by_those_who_may_see_it(complaint, coordinator, point) -> None:
    policies.set_policy(ACTOR, point, Visibility.HIDDEN, reason="front line")
    assert WORDS in signed_in(coordinator).get("/desk/complaints/").content.decode()


def test_a_complaint_about_a_merged_point_leads_to_what_stands_for_it(complaint, coordinator, point, world) -> None:
    now = clock.now()
    keep = Point.objects.create(
        code=point_code(2), country="ZZ", names={"en": "Hall"}, territory=world[TOWN], created_at=now, updated_at=now
    )
    merging.merge_points(ACTOR, keep, point)
    page = signed_in(coordinator).get("/desk/complaints/").content.decode()
    assert f"/desk/points/{keep.code}/" in page


def test_a_point_that_moved_away_takes_its_complaints_along(complaint, coordinator, other_coordinator, point, world):
    Point.objects.filter(pk=point.pk).update(territory=world[OTHER_TOWN])
    assert WORDS not in signed_in(coordinator).get("/desk/complaints/").content.decode()
    assert WORDS in signed_in(other_coordinator).get("/desk/complaints/").content.decode()


@pytest.mark.parametrize("is_answered", [True, False])
def test_what_came_long_ago_is_deleted_answered_or_not_and_the_trail_says_so(complaint, point, is_answered) -> None:
    if is_answered:
        answer_complaints(ACTOR, complaint.pk, Answered(ComplaintOutcome.UNCLEAR))
    with clock.fixed_at(clock.now() + complaints.KEPT * 1.01):
        receive_complaint(point.pk, ComplaintKind.FULL, "", sender="198.51.100.2")
    assert [one.kind for one in Complaint.objects.all()] == ["full"]
    assert AuditEntry.objects.get(action="forget complaint").actor_name == "punkt"


def test_what_somebody_answers_late_is_not_deleted_under_their_hands(complaint) -> None:
    with clock.fixed_at(clock.now() + complaints.KEPT * 1.01):
        assert answer_complaints(ACTOR, complaint.pk, Answered(ComplaintOutcome.RIGHT, "late"))
    assert Complaint.objects.get().answer == "late"
