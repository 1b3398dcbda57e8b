"""Evidence is weighed together: fresher and agreeing words raise, residents' words lower and cannot flood."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.confidence.agreement import agreement
from punkt.confidence.evidence import (
    BASES,
    Activation,
    Belief,
    CounterWord,
    Evidence,
    PowerLoss,
    Probe,
    Said,
    Why,
)
from punkt.confidence.parameters import parameters
from punkt.confidence.weighing import from_log_odds, weigh
from punkt.model.vocabulary import OpeningMode, PointState, ReportChannel
from punkt.power.spans import Span

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
TOLD = parameters()
STAFF = [ReportChannel.KEEPER, ReportChannel.COORDINATOR, ReportChannel.DUTY_OFFICER]

ago = st.integers(0, 30 * 60).map(lambda minutes: AT - timedelta(minutes=minutes))
said = st.builds(Said, st.sampled_from(PointState), st.sampled_from(ReportChannel), ago)
staff_open = st.builds(Said, st.just(PointState.OPEN), st.sampled_from(STAFF), ago)
counter = st.builds(CounterWord, ago, st.sampled_from("abcdefgh"), st.just(value=False))
evidences = st.builds(
    Evidence,
    mode=st.sampled_from(OpeningMode),
    is_meant_open=st.sampled_from([None, True, False]),
    said=st.lists(said, max_size=4).map(tuple),
    counter=st.lists(counter, max_size=6).map(tuple),
    activation=st.sampled_from([None, Activation(AT - timedelta(hours=1)), Activation(AT, timedelta(hours=2))]),
    power_loss=st.sampled_from([None, PowerLoss(), PowerLoss(Span(0, 0)), PowerLoss(Span(0, 3))]),
    probe=st.sampled_from([None, Probe(is_online=True, at=AT), Probe(is_online=False, at=AT)]),
)


def minutes_ago(n: float) -> datetime:
    return AT - timedelta(minutes=n)


def opened(minutes: float = 10) -> Said:
    return Said(PointState.OPEN, ReportChannel.KEEPER, minutes_ago(minutes))


def flood(n: int, *, every_s: float = 1.0) -> tuple[CounterWord, ...]:
    return tuple(CounterWord(AT - timedelta(seconds=number * every_s), f"sender {number}") for number in range(n))


def probability(*words: Said, counter: tuple[CounterWord, ...] = (), **more) -> float:
    found = weigh(Evidence(said=words, counter=counter, **more), AT)
    assert found.probability is not None
    return found.probability


def test_without_a_word_about_now_it_is_unknown_and_not_a_half() -> None:
    for mode in OpeningMode:
        for is_meant_open in (None, True, False):
            found = weigh(Evidence(mode=mode, is_meant_open=is_meant_open), AT)
            assert (found.probability, found.belief, found.reasons) == (None, Belief.UNKNOWN, ())
    probed = weigh(Evidence(probe=Probe(is_online=True, at=AT)), AT)
    assert probed.belief is Belief.UNKNOWN, "a link that answers is no door"
    assert weigh(Evidence(said=(opened(25 * 60),)), AT).belief is Belief.UNKNOWN, "a day old is no word about now"


@given(evidences)
@settings(derandomize=True)
def test_a_probability_lies_between_and_its_reasons_add_up_to_it(evidence) -> None:
    found = weigh(evidence, AT)
    if found.probability is None:
        assert not found.reasons
        return
    assert 0.0 < found.probability < 1.0
    assert from_log_odds(sum(reason.weight for reason in found.reasons)) == pytest.approx(found.probability)
    assert found.reasons[-1].why in BASES
    weights = [abs(reason.weight) for reason in found.reasons[:-1]]
    assert weights == sorted(weights, reverse=True)


@given(evidences, st.randoms(use_true_random=False))
@settings(derandomize=True)
def test_the_order_in_which_it_came_changes_nothing(evidence, random) -> None:
    words, counters = list(evidence.said), list(evidence.counter)
    random.shuffle(words)
    random.shuffle(counters)
    shuffled = replace(evidence, said=tuple(words), counter=tuple(counters))
    assert weigh(shuffled, AT) == weigh(evidence, AT)


@given(evidences, staff_open, st.integers(0, 600))
@settings(derandomize=True, max_examples=300)
def test_a_fresher_word_of_staff_that_it_is_open_never_lowers_it(evidence, word, minutes) -> None:
    older = replace(word, at=word.at - timedelta(minutes=minutes))
    fresher, before = (weigh(replace(evidence, said=(*evidence.said, one)), AT).probability for one in (word, older))
    if before is not None:
        assert fresher is not None
        assert fresher >= before - 1e-12


@given(evidences, staff_open)
@settings(derandomize=True, max_examples=300)
def test_one_more_word_of_staff_that_it_is_open_never_lowers_it(evidence, word) -> None:
    before = weigh(evidence, AT).probability
    after = weigh(replace(evidence, said=(*evidence.said, word)), AT).probability
    if before is not None:
        assert after is not None
        assert after >= before - 1e-12


@given(evidences, counter)
@settings(derandomize=True, max_examples=300)
def test_one_more_resident_who_says_that_it_is_shut_never_raises_it(evidence, word) -> None:
    before = weigh(evidence, AT).probability
    after = weigh(replace(evidence, counter=(*evidence.counter, word)), AT).probability
    if before is not None:
        assert after is not None
        assert after <= before + 1e-12


@given(st.integers(1, 2000), st.floats(0.0, 3600.0))
@settings(derandomize=True)
def test_a_flood_weighs_little_more_than_two(n, every_s) -> None:
    two = agreement(flood(2), AT, None, TOLD).weight
    assert agreement(flood(n, every_s=every_s), AT, None, TOLD).weight <= 1.21 * two


def test_five_hundred_false_words_do_not_close_a_door_that_staff_just_opened() -> None:
    assert probability(opened(10), counter=flood(500)) > TOLD.shown["limit"]
    assert weigh(Evidence(said=(opened(10),), counter=flood(500)), AT).belief is not Belief.ALMOST_CERTAIN
    assert probability(opened(180), counter=flood(2)) < TOLD.shown["limit"], "two do, where the word is old"


def test_one_person_is_one_however_often_they_say_it() -> None:
    once = agreement([CounterWord(AT, "a")], AT, None, TOLD)
    often = agreement([CounterWord(minutes_ago(n), "a") for n in range(300)], AT, None, TOLD)
    assert (often.n_people, often.weight) == (1, once.weight)


def test_people_at_different_times_agree_more_than_a_crowd_at_once() -> None:
    at_once = agreement([CounterWord(AT, "a"), CounterWord(AT, "b")], AT, None, TOLD)
    apart = agreement([CounterWord(AT, "a"), CounterWord(minutes_ago(90), "b")], AT, None, TOLD)
    assert apart.weight > at_once.weight > 1.0


def test_what_was_said_before_staff_came_is_answered_by_them() -> None:
    before = tuple(CounterWord(minutes_ago(n), str(n)) for n in (30, 60, 90))
    assert probability(opened(10), counter=before) == probability(opened(10))


def test_a_complaint_that_was_found_right_outweighs_a_fresh_word() -> None:
    right = (CounterWord(AT, "a", is_verified=True),)
    assert probability(opened(1), counter=right) < 0.5
    found = weigh(Evidence(said=(opened(1),), counter=right), AT)
    assert found.reasons[0].why is Why.VERIFIED_SHUT


def test_a_word_goes_back_to_the_base_and_not_past_it() -> None:
    by_age = [probability(opened(minutes)) for minutes in (0, 60, 120, 240, 1000)]
    assert by_age == sorted(by_age, reverse=True)
    assert by_age[0] == pytest.approx(TOLD.words["staff_open"])
    assert by_age[-1] > TOLD.base["not_stated"]
    shut = Said(PointState.CLOSED, ReportChannel.KEEPER, AT)
    assert probability(shut) == pytest.approx(TOLD.words["staff_shut"])


def test_an_older_word_of_staff_never_lowers_what_a_resident_said() -> None:
    resident, shut = Said(PointState.OPEN, ReportChannel.RESIDENT, AT), (CounterWord(AT, "a"),)
    assert probability(resident, opened(5), counter=shut) >= probability(resident, counter=shut)


def test_staff_and_a_resident_who_agree_are_surer_than_each() -> None:
    resident = Said(PointState.OPEN, ReportChannel.RESIDENT, minutes_ago(5))
    both = probability(opened(30), resident)
    assert both > max(probability(opened(30)), probability(resident))


@pytest.mark.parametrize("channel", [ReportChannel.DEVICE, ReportChannel.IMPORT])
def test_a_machine_says_nothing_of_a_door(channel) -> None:
    assert weigh(Evidence(said=(Said(PointState.OPEN, channel, AT),)), AT).belief is Belief.UNKNOWN


def test_hours_activation_and_power_set_where_it_begins() -> None:
    word = opened(200)
    meant_shut = probability(word, is_meant_open=False)
    promised, due = Activation(minutes_ago(30), timedelta(hours=2)), Activation(minutes_ago(300))
    assert meant_shut < probability(word, activation=promised) < probability(word, activation=due)
    gone, maybe, has = (probability(word, power_loss=PowerLoss(Span(0, high))) for high in (0, 3, 0.5))
    assert gone < maybe == has < probability(word, power_loss=PowerLoss(Span(2, 3)))
    assert probability(word, power_loss=PowerLoss()) == probability(word), "not known is no evidence"


@pytest.mark.parametrize("asked_ago", [30, 300])
def test_a_point_that_is_only_asked_to_open_is_not_known_to_be_open(asked_ago) -> None:
    asked = Activation(minutes_ago(asked_ago), timedelta(hours=2))
    assert weigh(Evidence(activation=asked, is_meant_open=True), AT).belief is Belief.UNKNOWN


def test_a_link_that_is_down_lowers_and_one_that_is_up_says_next_to_nothing() -> None:
    down, up, old = (
        probability(opened(60), probe=probe)
        for probe in (Probe(False, AT), Probe(True, AT), Probe(False, minutes_ago(90)))
    )
    assert down < old == probability(opened(60)) < up < down + 0.1


def test_a_network_is_weighed_in_well_under_a_second() -> None:
    words = tuple(CounterWord(minutes_ago(n), str(n)) for n in range(5))
    network = [
        Evidence(OpeningMode.SCHEDULE, said=(opened(number % 300),), counter=words if number % 10 == 0 else ())
        for number in range(10_676)
    ]
    began = perf_counter()
    found = [weigh(evidence, AT) for evidence in network]
    assert perf_counter() - began < 2.0, "a busy machine; docs/methods/how-sure.md tells the measured time"
    assert len({one.why for one in chain.from_iterable(weighed.reasons for weighed in found)}) >= 3
