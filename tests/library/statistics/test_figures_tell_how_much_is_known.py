"""A figure is never a number without its share known, and what nobody told is never zero."""

from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.statistics.figures import FIGURES, FigureUnit, figures_of
from punkt.statistics.openings import OpeningFigures
from punkt.statistics.sums import Sums, TurnedOut

BY_KEY = {figure.key: figure for figure in FIGURES}
NOTHING_SAID = Sums(n_points=4, hours=96.0)
SAID = Sums(
    n_points=4, hours=96.0, known_hours=48.0, open_hours=24.0, in_use_hours=24.0, counted_hours=12.0,
    person_hours=120.0, n_heard=3, n_opened=2, n_known_at_end=2, n_open_at_end=2, n_in_use_at_end=2, n_counted_at_end=1,
    people_at_end=7,
    people_most=15, openings=OpeningFigures(4, 3, 2, 1, timedelta(minutes=30), None), delays_min=[0.0, 1.0, 5.0],
    n_clocked=2, gaps_min=[30.0, 60.0, inf], autonomy_h=[3.0, 8.0], n_visits=40, n_visited=1,
    told=TurnedOut(20, 15, 10, 2, 0.05, 0.5),
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


@st.composite
def _said(draw: st.DrawFn) -> Sums:
    """What may be told together: nothing is known of more than there is."""
    hours = draw(st.floats(0, 1e5))
    known_hours = draw(st.floats(0, hours))
    in_use_hours = draw(st.floats(0, hours))
    n_points = draw(st.integers(0, 9))
    n_heard, n_known_at_end, n_visited = (draw(st.integers(0, n_points)) for _ in range(3))
    n_opened, n_in_use_at_end = draw(st.integers(0, n_heard)), draw(st.integers(0, n_points))
    n_open_at_end = draw(st.integers(0, n_known_at_end))
    n_asked = draw(st.integers(0, n_points))
    n_opened_of_asked, n_promised = draw(st.integers(0, n_asked)), draw(st.integers(0, n_asked))
    half = timedelta(minutes=30) if 2 * n_opened_of_asked >= n_asked > 0 else None
    openings = OpeningFigures(n_asked, n_opened_of_asked, n_promised, draw(st.integers(0, n_promised)), half, None)
    delays = sorted(draw(st.lists(st.floats(0, 1e4), max_size=5)))
    n_moments = draw(st.integers(0, 50))
    n_known = draw(st.integers(0, n_moments))
    n_claimed = draw(st.integers(0, n_known))
    return Sums(
        n_points=n_points, hours=hours, known_hours=known_hours, open_hours=draw(st.floats(0, known_hours)),
        in_use_hours=in_use_hours, counted_hours=draw(st.floats(0, in_use_hours)), person_hours=draw(st.floats(0, 1e5)),
        n_heard=n_heard, n_opened=n_opened, n_known_at_end=n_known_at_end, n_open_at_end=n_open_at_end,
        n_in_use_at_end=n_in_use_at_end, n_counted_at_end=draw(st.integers(0, n_in_use_at_end)), openings=openings,
        delays_min=delays, n_clocked=draw(st.integers(0, len(delays))),
        gaps_min=sorted(draw(st.lists(st.floats(0, 1e4) | st.just(inf), max_size=5))),
        autonomy_h=sorted(draw(st.lists(st.floats(0, 100), max_size=n_open_at_end))),
        n_visits=draw(st.integers(0, 99)), n_visited=n_visited,
        told=TurnedOut(n_moments, n_known, n_claimed, draw(st.integers(0, n_claimed))),
    )  # fmt: skip


@given(_said())
def test_no_figure_knows_of_more_than_there_is(said) -> None:
    for key, one in figures_of(said, FIGURES).items():
        assert 0 <= one.n_known <= one.n_all, key
        assert one.share_known is None if one.n_all == 0 else one.share_known == one.n_known / one.n_all, key
