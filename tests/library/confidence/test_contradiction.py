"""Residents who agree take an open door out of the public answer, and never put one in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.confidence.contradiction import contradiction
from punkt.confidence.evidence import CounterWord, Evidence, Said
from punkt.confidence.freshness import expires_in
from punkt.confidence.parameters import parameters
from punkt.confidence.weighing import weigh
from punkt.model.vocabulary import PointState, ReportChannel

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
LIMIT = parameters().shown["limit"]
MINUTE = timedelta(minutes=1)
CLAIMS = [PointState.OPEN, PointState.FULL, PointState.OPENING]
TELLERS = [ReportChannel.KEEPER, ReportChannel.COORDINATOR, ReportChannel.RESIDENT]


def opened(minutes: float, channel=ReportChannel.KEEPER, state=PointState.OPEN) -> Said:
    return Said(state, channel, AT - minutes * MINUTE)


def words(*minutes: float) -> tuple[CounterWord, ...]:
    return tuple(CounterWord(AT - n * MINUTE, f"sender {n}") for n in minutes)


def test_one_word_of_one_stranger_is_not_heard() -> None:
    assert contradiction(opened(200), words(5), AT) is None
    same = (CounterWord(AT, "a"), CounterWord(AT - 40 * MINUTE, "a"))
    assert contradiction(opened(200), same, AT) is None


def test_two_are_heard_and_outweigh_an_old_word_but_not_a_fresh_one() -> None:
    fresh = contradiction(opened(20), words(5, 8), AT)
    assert fresh is not None
    assert (fresh.n_people, fresh.outweighs(AT)) == (2, False)
    old = contradiction(opened(150), words(5, 8), AT)
    assert old is not None
    assert old.outweighs(AT)


def test_a_flood_does_not_take_out_a_fresh_word() -> None:
    found = contradiction(opened(20), words(*(n / 100 for n in range(500))), AT)
    assert found is not None
    assert not found.outweighs(AT)


def test_one_that_was_looked_into_is_enough() -> None:
    found = contradiction(opened(5), (CounterWord(AT - MINUTE, "a", is_verified=True),), AT)
    assert found is not None
    assert found.outweighs(AT)


def test_what_staff_said_after_it_ends_it() -> None:
    assert contradiction(opened(5), words(10, 20, 30), AT) is None


@pytest.mark.parametrize("state", [PointState.CLOSED, PointState.STANDBY, PointState.PLANNED])
def test_a_door_that_is_not_said_to_be_open_is_not_contradicted(state) -> None:
    assert contradiction(opened(30, state=state), words(1, 2, 3), AT) is None


@given(
    st.sampled_from(CLAIMS),
    st.sampled_from(TELLERS),
    st.integers(1, 239),
    st.lists(st.integers(0, 238), min_size=2, max_size=6, unique=True),
    st.integers(0, 240),
)
@settings(derandomize=True, max_examples=300)
def test_it_counts_from_the_moment_at_which_the_probability_falls_below_the_limit(state, channel, age, told, later):
    said = opened(age, channel, state)
    counter = words(*told)
    found = contradiction(said, counter, AT)
    lasts = expires_in(state, channel)
    now = AT + later * MINUTE
    if found is None or lasts is None or now > said.at + lasts or now > AT + timedelta(hours=2):
        return
    chance = weigh(Evidence(said=(said,), counter=counter), now).probability
    assert chance is not None
    if abs(chance - LIMIT) > 1e-6:
        assert found.outweighs(now) is (chance < LIMIT)


@given(st.integers(0, 239), st.lists(st.integers(0, 200), max_size=5, unique=True), st.integers(0, 200))
@settings(derandomize=True)
def test_one_more_word_never_puts_a_door_back(age, told, more) -> None:
    before = contradiction(opened(age), words(*told), AT)
    after = contradiction(opened(age), words(*{*told, more}), AT)
    if before is not None and before.outweighs(AT):
        assert after is not None
        assert after.outweighs(AT)


def test_how_long_a_fresh_word_stands_is_as_the_document_says() -> None:
    two, many = (contradiction(opened(1), words(*(0.1 + n / 1000 for n in range(count))), AT) for count in (2, 500))
    spread = contradiction(opened(29), words(*(n / 20 for n in range(500))), AT)
    assert two is not None
    assert many is not None
    assert spread is not None
    said_at = AT - MINUTE
    assert timedelta(minutes=55) < two.counts_from - said_at < timedelta(minutes=65)
    assert many.counts_from - said_at > timedelta(minutes=30)
    assert not spread.outweighs(AT), "nor in several bursts"
