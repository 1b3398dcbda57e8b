"""A figure is never a number without its share known, and what nobody told is never zero."""

from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.statistics.figures import FIGURES, FigureUnit, figures_of
from punkt.statistics.openings import OpeningFigures
from punkt.statistics.sums import Sums, Told

BY_KEY = {figure.key: figure for figure in FIGURES}
NOTHING_SAID = Sums(n_points=4, hours=96.0)
SAID = Sums(
    n_points=4, hours=96.0, known_hours=48.0, open_hours=24.0, in_use_hours=24.0, counted_hours=12.0,
    person_hours=120.0, n_heard=3, n_opened=2, n_known_at_end=2, n_open_at_end=2, n_in_use_at_end=2, n_counted_at_end=1,
    people_at_end=7,
    people_most=15, openings=OpeningFigures(4, 3, 2, 1, timedelta(minutes=30), None), delays_min=[0.0, 1.0, 5.0],
    n_clocked=2, gaps_min=[30.0, 60.0, inf], autonomy_h=[3.0, 8.0], n_visits=40, n_visited=1,
    told=Told(20, 15, 10, 2, 0.05, 0.5),
)  # fmt: skip


@pytest.mark.parametrize("key", BY_KEY)
def test_where_nothing_was_said_no_figure_is_a_number(key) -> None:
    found = BY_KEY[key].of(NOTHING_SAID)
    # How much is known is itself known: nothing.
    assert found.value == (0.0 if key == "share_known" else None)
    assert found.share_known in {0.0, None}


@pytest.mark.parametrize(
    ("key", "value", "share"),
    [
        ("open_at_end", 2, 0.5), ("opened", 2, 0.75), ("open_hours", 24, 0.5), ("share_known", 0.5, 0.5),
        ("half_within", 30, 0.75), ("most_within", None, 0.75), ("kept_promise", 0.5, 0.5), ("people_at_end", 7, 0.5),
        ("people_most", 15, 0.5), ("person_hours", 120, 0.5), ("visits", 40, 0.5), ("autonomy", 3, 1.0),
        ("report_delay", 1, 2 / 3), ("report_gap", 60, 2 / 3), ("false_open", 0.2, 0.75),
    ],
)  # fmt: skip
def test_each_is_told_with_its_share_known(key, value, share) -> None:
    found = BY_KEY[key].of(SAID)
    assert (found.value, found.share_known) == (value, pytest.approx(share))


def test_doors_that_were_shut_all_the_time_held_nobody_and_that_is_known() -> None:
    shut = replace(NOTHING_SAID, known_hours=96.0, n_heard=4, n_known_at_end=4)
    told = figures_of(shut, FIGURES)
    assert (told["person_hours"].value, told["people_most"].value, told["open_hours"].value) == (0.0, 0.0, 0.0)
    assert told["open_at_end"].value == told["opened"].value == 0.0
    assert figures_of(replace(shut, in_use_hours=5.0), FIGURES)["person_hours"].value is None


def test_a_word_that_half_were_never_followed_by_has_no_time() -> None:
    assert BY_KEY["report_gap"].of(replace(SAID, gaps_min=[10.0, inf, inf])).value is None


def test_keys_and_texts_are_of_one_figure_each() -> None:
    assert len(BY_KEY) == len(FIGURES)
    assert len({figure.title for figure in FIGURES}) == len({figure.definition for figure in FIGURES}) == len(FIGURES)
    assert all(figure.sources and figure.known and figure.unit in set(FigureUnit) for figure in FIGURES)


_HOURS = st.floats(0, 1e5)


@given(_HOURS, _HOURS, _HOURS)
def test_a_share_known_is_a_share(known, hours, people) -> None:
    told = figures_of(replace(SAID, hours=hours, known_hours=min(known, hours), person_hours=people), FIGURES)
    assert all(one.share_known is None or 0.0 <= one.share_known <= 1.0 for one in told.values())
