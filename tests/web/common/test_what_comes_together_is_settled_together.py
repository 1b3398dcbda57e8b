"""What several threads bring at once is settled together: each gets its own outcome, and nobody hangs on another."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection, transaction

from punkt_web.common import together
from punkt_web.common.together import Together

N_THREADS, N_ROUNDS = 6, 8


class Doubling:
    """Doubles numbers, and notes which came together. It stands still while ``may_go`` is not set."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may_go, self.has_begun = Event(), Event()
        self.may_go.set()

    def __call__(self, numbers):
        self.batches.append(list(numbers))
        self.has_begun.set()
        assert self.may_go.wait(10)
        return [2 * number if number >= 0 else ValueError(str(number)) for number in numbers]


@pytest.fixture
def doubling():
    return Doubling()


def waits(queue: Together, n: int) -> None:
    while len(queue._waiting) < n:
        pass


def test_each_gets_the_outcome_of_its_own(doubling):
    queue, barrier = Together(doubling), Barrier(N_THREADS)

    def one(number):
        barrier.wait()
        return queue.settled(number)

    with ThreadPoolExecutor(N_THREADS) as pool:
        for start in range(0, N_ROUNDS * N_THREADS, N_THREADS):
            assert list(pool.map(one, range(start, start + N_THREADS))) == [
                2 * number for number in range(start, start + N_THREADS)
            ]
    assert sorted(number for batch in doubling.batches for number in batch) == list(range(N_ROUNDS * N_THREADS))


@contextmanager
def coming_behind(queue: Together, doubling: Doubling, *numbers: int):
    """Futures of 1, which is being settled and stands still, and of ``numbers``, which wait behind it."""
    doubling.may_go.clear()
    with ThreadPoolExecutor(len(numbers) + 1) as pool:
        first = pool.submit(queue.settled, 1)
        assert doubling.has_begun.wait(10)
        others = [pool.submit(queue.settled, number) for number in numbers]
        waits(queue, len(numbers))
        yield first, others


def test_what_waits_is_taken_along_at_once_and_nobody_waits_for_company(doubling):
    with coming_behind(Together(doubling), doubling, 2, 3, 4) as (first, others):
        doubling.may_go.set()
        assert [one.result(10) for one in (first, *others)] == [2, 4, 6, 8]
    assert doubling.batches[0] == [1]
    assert sorted(doubling.batches[1]) == [2, 3, 4]
    assert len(doubling.batches) == 2


def test_who_was_settled_does_not_wait_for_those_that_came_after(doubling):
    """The answer goes out while the next ones are being written."""
    with coming_behind(Together(doubling), doubling, 2) as (first, [second]):
        doubling.has_begun.clear()
        going, doubling.may_go = doubling.may_go, Event()
        going.set()
        assert doubling.has_begun.wait(10)
        assert first.result(10) == 2
        assert not second.done()
        doubling.may_go.set()
        assert second.result(10) == 4


def test_an_error_of_one_is_raised_for_that_one(doubling):
    with coming_behind(Together(doubling), doubling, -2, 3) as (first, [bad, good]):
        doubling.may_go.set()
        assert (first.result(10), good.result(10)) == (2, 6)
        with pytest.raises(ValueError, match="-2"):
            bad.result(10)


def test_what_stops_all_is_raised_for_all_and_the_next_is_settled_again(doubling):
    def locked(numbers):
        if 2 in numbers:
            raise OperationalError("database is locked")
        return doubling(numbers)

    queue = Together(locked)
    with coming_behind(queue, doubling, 2, 3) as (first, others):
        doubling.may_go.set()
        assert first.result(10) == 2
        for one in others:
            with pytest.raises(OperationalError, match="is locked"):
                one.result(10)
    assert queue.settled(4) == 8


def test_who_is_left_behind_by_one_that_was_stopped_looks_itself(doubling):
    """The one that took it along was stopped in the middle: it is in no list any more."""
    is_first = True

    def stopped(numbers):
        nonlocal is_first
        if len(numbers) == 1 or not is_first:
            return doubling(numbers)
        is_first = False
        raise SystemExit

    with coming_behind(Together(stopped), doubling, 2, 3) as (first, others):
        doubling.may_go.set()
        assert first.result(10) == 2
        ended = [one.exception(10) for one in others]
    assert sum(isinstance(error, SystemExit) for error in ended) == 1
    assert [one.result() for one, error in zip(others, ended, strict=True) if error is None] in ([4], [6])


def test_who_waits_for_too_long_is_told_to_come_again(doubling, monkeypatch):
    monkeypatch.setattr(together, "_LONGEST_WAIT_S", 0.05)
    queue = Together(doubling)
    with coming_behind(queue, doubling) as (first, _nobody):
        with pytest.raises(OperationalError, match="is locked"):
            queue.settled(2)
        doubling.may_go.set()
        assert first.result(10) == 2
    assert queue.settled(3) == 6
    assert doubling.batches == [[1], [3]]  # nobody takes along what was given up


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_of_the_caller_it_is_settled_alone(doubling):
    """What others brought must not hang on a transaction that may yet be taken back."""
    queue = Together(doubling)
    with coming_behind(queue, doubling, 2) as (first, [other]):
        doubling.may_go.set()
        with transaction.atomic():
            assert connection.in_atomic_block
            assert queue.settled(3) == 6
        assert (first.result(10), other.result(10)) == (2, 4)
    assert [3] in doubling.batches
