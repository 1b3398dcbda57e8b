"""What several bring at once is written together: each gets its own answer, and nobody's fault is another's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from punkt.errors import InvalidValue
from punkt.ids import new_ulid, point_code
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common.audit import Actor, first_fault
from punkt_web.common.models import AuditEntry
from punkt_web.operations.actions import together
from punkt_web.operations.actions.reports import Report
from punkt_web.operations.actions.together import take_in_with_others
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.models import Point

N_THREADS, N_ROUNDS = 6, 8


@pytest.fixture
def points(transactional_db):
    now = datetime.now(UTC)
    return [Point.objects.create(code=point_code(n), created_at=now, updated_at=now) for n in range(N_THREADS)]


def report(point: Point, **more) -> Report:
    content = ReportContent(PointState.OPEN, headcount=more.pop("headcount", 3))
    return Report(point.pk, datetime.now(UTC), ReportChannel.KEEPER, content, **more)


def at_once(work):
    """What each of the threads gives or raises, by number."""
    barrier = Barrier(N_THREADS)

    def one(number):
        barrier.wait()
        try:
            return work(number)
        except InvalidValue as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(N_THREADS) as pool:
        return list(pool.map(one, range(N_THREADS)))


def test_each_gets_the_numbers_of_its_own(points):
    for _round in range(N_ROUNDS):
        reports = [report(point) for point in points]
        found = at_once(lambda number, said=reports: take_in_with_others(Actor(f"person {number}"), [said[number]]))
        assert found == [frozenset({one.ulid}) for one in reports]
    assert StatusReport.objects.count() == N_THREADS * N_ROUNDS
    assert CurrentStatus.objects.count() == N_THREADS
    assert first_fault() is None
    names = {(entry.actor_name, entry.object_key) for entry in AuditEntry.objects.filter(action="report")}
    assert names == {(f"person {number}", point.code) for number, point in enumerate(points)}


def test_one_that_cannot_be_taken_stops_no_other(points):
    for _round in range(N_ROUNDS):
        reports = [report(point) for point in points]
        reports[2] = Report(999_999, datetime.now(UTC), ReportChannel.KEEPER)
        found = at_once(lambda number, said=reports: take_in_with_others(Actor("x"), [said[number]]))
        assert isinstance(found[2], InvalidValue)
        assert all(new == {one.ulid} for new, one in zip(found, reports, strict=True) if one is not reports[2])


def test_the_same_report_of_several_is_there_once(points):
    ulid = new_ulid()
    same = report(points[0], ulid=ulid)
    found = at_once(lambda _number: take_in_with_others(Actor("x"), [same]))
    assert all(new <= {ulid} for new in found)
    assert any(new == {ulid} for new in found)
    assert StatusReport.objects.count() == 1


def test_what_waits_is_taken_along_in_one_write(points, monkeypatch):
    """Two came while somebody was writing."""
    writes = []
    taken = together.take_in_of_many

    def counted(said):
        writes.append(len(said))
        return taken(said)

    monkeypatch.setattr(together, "take_in_of_many", counted)
    with ThreadPoolExecutor(2) as pool:

        def bring(point):
            try:
                return take_in_with_others(Actor("x"), [report(point)])
            finally:
                connection.close()

        with together._writing_lock:
            waiting = [pool.submit(bring, point) for point in points[:2]]
            while len(together._waiting) < 2:
                pass
        assert all(len(one.result()) == 1 for one in waiting)
    assert writes == [2]


def test_within_a_transaction_of_the_caller_it_writes_alone(points):
    """What others brought must not hang on a transaction that may yet be taken back."""
    other = together._Brought(Actor("other"), [report(points[1])])
    together._waiting.append(other)
    try:
        with transaction.atomic():
            assert len(take_in_with_others(Actor("x"), [report(points[0])])) == 1
        assert not other.is_settled
        assert together._waiting == [other]
    finally:
        together._waiting.clear()


def test_a_fault_is_raised_for_whom_it_concerns_and_nothing_hangs(points, monkeypatch):
    """The first of two breaks the write of both; the second is written all the same."""
    with ThreadPoolExecutor(2) as pool:

        def bring(said):
            try:
                return take_in_with_others(Actor("x"), [said])
            finally:
                connection.close()

        no_text: Any = None  # a fault of ours
        bad = Report(points[0].pk, datetime.now(UTC), ReportChannel.KEEPER, ReportContent(note=no_text))
        with together._writing_lock:
            waiting = [pool.submit(bring, said) for said in (bad, report(points[1]))]
            while len(together._waiting) < 2:
                pass
        with pytest.raises(Exception, match="NoneType"):
            waiting[0].result()
        assert len(waiting[1].result()) == 1


def test_who_is_left_behind_by_one_that_was_stopped_looks_itself(points):
    """Somebody took this one along and was stopped in the middle: it is in no list any more."""
    said = report(points[0])
    with ThreadPoolExecutor(1) as pool:

        def bring():
            try:
                return take_in_with_others(Actor("x"), [said])
            finally:
                connection.close()

        with together._writing_lock:
            waiting = pool.submit(bring)
            while not together._waiting:
                pass
            together._waiting.clear()
        assert waiting.result() == {said.ulid}
    assert StatusReport.objects.get().ulid == said.ulid


def test_a_number_that_comes_twice_in_a_long_pile_is_one_report(points):
    ulid = new_ulid()
    pile = [report(points[0]) for _number in range(600)]
    pile[0], pile[599] = report(points[0], ulid=ulid), report(points[0], ulid=ulid)
    assert len(take_in_with_others(Actor("x"), pile)) == 599


def test_a_database_that_does_not_answer_is_said_to_all_at_once(points, monkeypatch):
    """Each after the other would wait for it in turn, and hold up whoever comes then."""
    writes = []

    def locked(said):
        writes.append(len(said))
        raise OperationalError("database is locked")

    monkeypatch.setattr(together, "take_in_of_many", locked)
    brought = [together._Brought(Actor("x"), [report(point)]) for point in points[:3]]
    together._settle(brought)
    assert writes == [3]
    assert all(isinstance(one.fault, OperationalError) for one in brought)


def test_who_waits_for_too_long_is_told_to_come_again(points, monkeypatch):
    monkeypatch.setattr(together, "_LONGEST_WAIT_S", 0.05)
    with together._writing_lock, pytest.raises(OperationalError, match="is locked"):
        take_in_with_others(Actor("x"), [report(points[0])])
    assert together._waiting == []  # nobody takes along what was given up
    assert len(take_in_with_others(Actor("x"), [report(points[0])])) == 1
