"""What is told of a trial of the own power is checked, whoever sends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.model.power_trials import LONGEST_H, MOST_LETTERS, read_power_trial

TOLD = {"hours": "6,5", "load": "usual", "ended": "planned"}


def test_a_trial_is_read():
    told = read_power_trial({**TOLD, "fuel_before_l": "40", "fuel_after_l": 27.5, "note": "with\nall heaters"}, "x")
    assert (told.hours, told.load, told.ended) == (6.5, TrialLoad.USUAL, TrialEnd.PLANNED)
    assert (told.fuel_before_l, told.fuel_after_l, told.load_kw, told.note) == (40.0, 27.5, None, "with all heaters")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": ""},
        {"hours": "0"},
        {"hours": "0.09"},
        {"hours": "-2"},
        {"hours": str(LONGEST_H + 1)},
        {"hours": "nan"},
        {"hours": "inf"},
        {"hours": True},
        {"hours": [6]},
        {"hours": "six"},
        {"hours": "1_0"},
        {"hours": "٦"},
        {"load": "half"},
        {"load": None},
        {"ended": {}},
        {"fuel_before_l": "10", "fuel_after_l": "20"},
        {"fuel_after_l": "1e9"},
        {"load_kw": "-1"},
        {"note": "x" * (MOST_LETTERS + 1)},
        {"name": "Ann"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(InvalidValue):
        read_power_trial(TOLD | wrong, "x")


@given(
    st.dictionaries(
        st.sampled_from([*TOLD, "fuel_before_l", "fuel_after_l", "load_kw", "note"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text(), max_size=2),
    )
)
def test_whatever_comes_is_read_or_refused(given_content):
    try:
        told = read_power_trial(given_content, "x")
    except InvalidValue:
        return
    assert 0.0 < told.hours <= LONGEST_H
    assert told.note.isprintable()
