"""Probabilities are scored against what turned out."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.confidence.scoring import Outcome, score, wilson
from punkt.errors import InvalidValue

outcomes = st.lists(st.builds(Outcome, st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(outcomes)
@settings(derandomize=True)
def test_the_parts_add_up_to_the_score(told) -> None:
    found = score(told)
    assert found is not None
    parts = found.reliability - found.resolution + found.uncertainty + found.within_bins
    assert parts == pytest.approx(found.brier, abs=1e-9)
    assert sum(one.n for one in found.bins) == found.n == len(told)
    assert found.reliability >= 0 <= found.resolution
    assert 0 <= found.uncertainty <= 0.25


@given(st.lists(st.booleans(), min_size=1, max_size=40))
@settings(derandomize=True)
def test_who_knew_everything_scores_nothing(turned_out) -> None:
    found = score([Outcome(float(was), was) for was in turned_out])
    assert found is not None
    assert (found.brier, found.reliability) == (0.0, 0.0)
    assert found.log_loss == pytest.approx(0.0)
    assert found.skill in (None, 1.0)


@given(st.lists(st.booleans(), min_size=2, max_size=40))
@settings(derandomize=True)
def test_who_always_says_the_share_has_no_skill(turned_out) -> None:
    share = sum(turned_out) / len(turned_out)
    found = score([Outcome(share, was) for was in turned_out])
    assert found is not None
    assert found.skill is None if share in (0.0, 1.0) else found.skill == pytest.approx(0.0, abs=1e-9)


@given(outcomes, st.randoms(use_true_random=False))
@settings(derandomize=True)
def test_the_order_changes_nothing(told, random) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    one, other = score(told), score(shuffled)
    assert one is not None
    assert other is not None
    assert other.brier == pytest.approx(one.brier)
    assert [(bin_.n, bin_.share) for bin_ in other.bins] == [(bin_.n, bin_.share) for bin_ in one.bins]


def test_a_coin_scores_a_quarter_and_a_sure_mistake_everything() -> None:
    coin = score([Outcome(0.5, happened=True), Outcome(0.5, happened=False)])
    wrong = score([Outcome(1.0, happened=False)])
    assert coin is not None
    assert wrong is not None
    assert coin.brier == 0.25
    assert coin.log_loss == pytest.approx(log(2))
    assert wrong.brier == 1.0
    assert 20 < wrong.log_loss < 21, "bad beyond measure, but a number"


def test_the_table_says_how_often_it_was_so_and_how_sure_that_is() -> None:
    told = [Outcome(0.92, happened=number < 8) for number in range(10)] + [Outcome(0.1, happened=False)]
    found = score(told)
    assert found is not None
    low, high = found.bins
    assert (low.n, low.low, low.share) == (1, 0.1, 0.0)
    assert (high.n, high.mean, high.share) == (10, pytest.approx(0.92), 0.8)
    assert (high.at_least, high.at_most) == wilson(8, 10)


def test_bounds_of_a_share_are_those_of_wilson() -> None:
    assert wilson(8, 10) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10)[0] == 0.0
    assert wilson(10, 10)[1] == pytest.approx(1.0)


def test_without_outcomes_there_is_no_score() -> None:
    assert score([]) is None


@pytest.mark.parametrize("number", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(number) -> None:
    with pytest.raises(InvalidValue):
        score([Outcome(number, happened=True)])
