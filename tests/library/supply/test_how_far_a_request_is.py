"""What the steps of a request come to, whatever the order in which they became known."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from punkt.ids import ulid_at
from punkt.model.request_words import RequestState, RequestStepKind
from punkt.supply.progress import Step, progress

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
K, S = RequestStepKind, RequestState


def step(number: int, kind: K, hour: float, **more) -> Step:
    return Step(ulid_at(number, number), kind, NOON + timedelta(hours=hour), **more)


def sent_by(number: int) -> str:
    return ulid_at(number, number)


def test_from_asked_to_delivered():
    taken = [step(1, K.ACCEPT, 1), step(2, K.SEND, 2, quantity=80.0, expected_at=NOON + timedelta(hours=4))]
    assert progress([]).state is S.ASKED
    assert progress(taken[:1]).state is S.ACCEPTED
    on_the_way = progress(taken)
    assert (on_the_way.state, on_the_way.expected_at) == (S.ON_THE_WAY, NOON + timedelta(hours=4))
    done = progress([*taken, step(3, K.RECEIVE, 4, quantity=75.0, is_enough=True)])
    assert (done.state, done.received, done.coming) == (S.DELIVERED, 75.0, ())
    assert done.sent_as == ((sent_by(3), sent_by(2)),)


def test_a_part_that_came_leaves_the_rest_to_come():
    steps = [
        step(1, K.SEND, 1, quantity=50.0),
        step(2, K.SEND, 2, quantity=30.0),
        step(3, K.RECEIVE, 3, quantity=50.0, is_enough=False),
    ]
    found = progress(steps)
    assert (found.state, [one.ulid for one in found.coming]) == (S.ON_THE_WAY, [sent_by(2)])
    assert progress([*steps[:1], steps[2]]).state is S.ACCEPTED


def test_an_arrival_that_names_what_came_ends_that_and_no_other():
    steps = [step(1, K.SEND, 1), step(2, K.SEND, 2), step(3, K.RECEIVE, 3, sent=sent_by(2))]
    assert [one.ulid for one in progress(steps).coming] == [sent_by(1)]


def test_two_who_say_that_the_same_came_count_it_once_and_the_last_word_counts():
    steps = [
        step(1, K.SEND, 1, quantity=50.0),
        step(2, K.RECEIVE, 3, quantity=48.0, sent=sent_by(1), is_enough=True),
        step(3, K.RECEIVE, 2, quantity=50.0, sent=sent_by(1), is_enough=True),
    ]
    assert (progress(steps).received, [one.ulid for one in progress(steps).came]) == (48.0, [sent_by(2)])


def test_what_was_sent_after_an_arrival_did_not_come_with_it():
    assert progress([step(1, K.RECEIVE, 1), step(2, K.SEND, 2)]).state is S.ON_THE_WAY


def test_what_does_not_come_is_on_its_way_no_more():
    steps = [step(1, K.SEND, 1), step(2, K.TURN_BACK, 2, sent=sent_by(1))]
    assert progress(steps).state is S.ACCEPTED


def test_what_is_there_counts_above_what_was_decided():
    steps = [step(1, K.SEND, 1), step(2, K.CANCEL, 2)]
    assert progress(steps).state is S.CANCELLED
    assert progress(steps).coming == ()
    assert progress([*steps, step(3, K.RECEIVE, 1.5, is_enough=True)]).state is S.DELIVERED


def test_a_request_that_was_declined_stands_again_when_somebody_accepts_it():
    assert progress([step(1, K.DECLINE, 1)]).state is S.DECLINED
    assert progress([step(1, K.DECLINE, 1), step(2, K.ACCEPT, 2)]).state is S.ACCEPTED


def test_an_amount_that_nobody_measured_makes_the_sum_unknown():
    assert progress([step(1, K.RECEIVE, 1, quantity=5.0), step(2, K.RECEIVE, 2)]).received is None
    assert progress([]).received == 0


steps_of_a_request = st.lists(
    st.builds(
        step,
        st.integers(1, 12),
        st.sampled_from(K),
        st.integers(0, 4),
        quantity=st.none() | st.floats(0, 100),
        sent=st.sampled_from(["", *(sent_by(number) for number in range(1, 13))]),
        is_enough=st.booleans(),
    ),
    max_size=9,
    unique_by=lambda one: one.ulid,
)


@given(steps_of_a_request, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(steps, chance):
    shuffled = [*steps, *chance.sample(steps, len(steps) // 2)]
    chance.shuffle(shuffled)
    assert progress(shuffled) == progress(steps)


@given(steps_of_a_request)
def test_nothing_is_on_the_way_twice_or_after_it_came(steps):
    found = progress(steps)
    gone = [sent for _arrival, sent in found.sent_as]
    assert len(gone) == len(set(gone))
    assert not {one.ulid for one in found.coming} & set(gone)
    assert (found.state is S.ON_THE_WAY) == bool(found.coming)
