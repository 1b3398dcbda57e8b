"""Of several who take, answer or tell the same at the same moment each row counts once, and one of them has it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from punkt.ids import point_code
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt_web.common.audit import Actor, first_fault
from punkt_web.operations.actions.answering import Answered, answer_complaints, claim_complaints
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.models import Complaint, CurrentStatus
from punkt_web.registry.models import Point

N = 6
RIGHT = Answered(ComplaintOutcome.RIGHT)


@pytest.fixture
def complaint(transactional_db) -> Complaint:
    now = datetime.now(UTC)
    point = Point.objects.create(code=point_code(1), created_at=now, updated_at=now)
    receive_complaint(point.pk, ComplaintKind.CLOSED, "", sender="198.51.100.1")
    return Complaint.objects.get()


def at_once(work):
    barrier = Barrier(N)

    def one(number):
        barrier.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(N) as pool:
        return list(pool.map(one, range(N)))


def test_one_of_those_who_take_it_has_it(complaint) -> None:
    got = at_once(lambda number: claim_complaints(Actor(f"person {number}"), complaint.pk))
    assert got.count(True) == 1
    complaint.refresh_from_db()
    assert complaint.claimed_by == f"person {got.index(True)}"


def test_one_answer_counts(complaint) -> None:
    got = at_once(lambda number: answer_complaints(Actor(f"person {number}"), complaint.pk, RIGHT))
    assert sorted(got) == [0] * (N - 1) + [1]
    complaint.refresh_from_db()
    assert complaint.answered_by == f"person {got.index(1)}"
    assert first_fault() is None


def test_all_who_tell_it_at_once_are_counted(complaint) -> None:
    point = complaint.point_id
    at_once(lambda number: receive_complaint(point, ComplaintKind.CLOSED, "", sender=f"198.51.100.{number + 10}"))
    assert Complaint.objects.count() == N + 1
    assert len(CurrentStatus.objects.get().shut_words) == N + 1
