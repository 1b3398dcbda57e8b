"""What trials of the own power say together, and what the hours left make of it."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.model.supply_words import Sustained
from punkt.power import figures
from punkt.power.autonomy import FuelledGenerator, OwnPower, Premises, autonomy
from punkt.power.generators import Generator
from punkt.power.loads import Load, Surroundings
from punkt.power.readings import Reading
from punkt.power.spans import Span
from punkt.power.trials import Trial, Tried, tried

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def trial(days_ago, hours, ended=TrialEnd.PLANNED, load=TrialLoad.USUAL, burned_l=None):
    return Trial(NOW - timedelta(days=days_ago), hours, load, ended, burned_l)


def test_nothing_tried_says_nothing():
    assert tried([]) == Tried()


def test_the_longest_counts():
    found = tried([trial(30, 12.0), trial(2, 1.0)])
    assert (found.hours, found.of) == (12.0, NOW - timedelta(days=30))


@pytest.mark.parametrize("ended", [TrialEnd.FAULT, TrialEnd.RAN_OUT])
def test_what_it_did_before_it_ended_too_early_says_no_more(ended):
    assert tried([trial(30, 12.0), trial(10, 1.5, ended)]).hours == 1.5
    assert tried([trial(30, 12.0), trial(10, 1.5, ended), trial(1, 4.0)]).hours == 4.0


def test_one_that_was_stopped_for_another_reason_takes_nothing_away():
    assert tried([trial(30, 12.0), trial(10, 1.5, TrialEnd.OTHER)]).hours == 12.0


def test_without_its_usual_load_it_shows_no_hours():
    assert tried([trial(3, 9.0, load=TrialLoad.NOTHING), trial(2, 8.0, load=TrialLoad.PART)]).hours is None


def test_it_has_failed_until_somebody_sees_it_run():
    failed = trial(10, 0.2, TrialEnd.FAULT, TrialLoad.NOTHING)
    assert tried([trial(30, 12.0), failed]).failed_at == failed.ended_at
    assert tried([failed, trial(1, 0.5, load=TrialLoad.PART)]).failed_at is None


def test_what_it_burns_is_that_of_the_latest_that_was_read():
    found = tried([trial(30, 10.0, burned_l=30.0), trial(10, 5.0, burned_l=10.0), trial(2, 3.0)])
    assert found.burns_l_per_h == Span(2.0 * (1 - figures.TANK_READING_ERROR), 2.0 * (1 + figures.TANK_READING_ERROR))


@pytest.mark.parametrize(("hours", "burned"), [(0.4, 5.0), (3.0, 0.0), (3.0, None)])
def test_what_cannot_be_measured_is_not(hours, burned):
    assert tried([trial(1, hours, burned_l=burned)]).burns_l_per_h is None


def test_they_say_the_same_in_whatever_order_they_come():
    told = [
        trial(30, 12.0, burned_l=20.0),
        trial(10, 1.5, TrialEnd.FAULT),
        trial(1, 4.0),
        trial(1, 6.0, TrialEnd.RAN_OUT),
    ]
    assert len({tried(order) for order in permutations(told)}) == 1


def hours_of(generator):
    fuel = Reading(Span.exactly(20.0), NOW)
    power = OwnPower(FuelledGenerator(generator, fuel), is_complete=True)
    return autonomy(Premises(Surroundings(Span(0.0, 0.0)), load=Load(Span(1.0, 2.0)), power=power), NOW)[
        Sustained.POWER
    ]


def test_a_generator_that_failed_may_give_nothing():
    sound, failed = (
        hours_of(Generator(10.0, Span.exactly(2.0), has_failed=has_failed)) for has_failed in (False, True)
    )
    assert (sound.hours, sound.at_least, sound.has_failed) == (Span(10.0, 10.0), 10.0, False)
    assert (failed.hours, failed.at_least, failed.has_failed) == (Span(0.0, 10.0), 0.0, True)
    assert failed.is_maybe_over
