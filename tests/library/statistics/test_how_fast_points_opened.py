"""Half within, nine in ten within, and who kept a promise: points that never opened are not left out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from punkt.statistics.openings import USUAL_PROMISE, Opening, opening_figures

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = NOON + timedelta(days=1)


def opening(took: float | None, promised: int | None = 60, *, begins: int = 0) -> Opening:
    """Asked at noon, open ``took`` minutes later; to be open from ``begins`` minutes after noon."""
    opened = None if took is None else NOON + took * MINUTE
    return Opening(NOON, NOON + begins * MINUTE, None if promised is None else promised * MINUTE, opened)


def test_a_point_that_never_opened_is_slower_than_any_other():
    figures = opening_figures([opening(10), opening(20), opening(None), opening(None)], LATER)
    assert (figures.n_asked, figures.n_opened) == (4, 2)
    assert figures.half_within == 20 * MINUTE
    assert figures.most_within is None
    assert opening_figures([opening(10), opening(None), opening(None)], LATER).half_within is None


def test_nine_in_ten_is_the_ninth_of_ten():
    assert opening_figures([opening(minutes) for minutes in range(1, 11)], LATER).most_within == 9 * MINUTE


def test_who_promised_nothing_neither_keeps_nor_breaks_a_promise():
    figures = opening_figures([opening(10, None), opening(59), opening(61), opening(None)], LATER)
    assert (figures.n_promised, figures.n_kept) == (3, 1)
    assert opening(10, None).is_within_promise is None
    assert opening(None, None).is_late_from == NOON + USUAL_PROMISE


def test_a_promise_that_is_not_due_counts_neither_way():
    figures = opening_figures([opening(None, 60), opening(5, 60)], NOON + 30 * MINUTE)
    assert (figures.n_promised, figures.n_kept) == (1, 1)


def test_who_is_asked_a_day_ahead_is_due_when_it_begins_and_opens_early_in_no_time():
    ahead = opening(30, 60, begins=600)
    assert ahead.due_at == NOON + 600 * MINUTE
    assert ahead.took == timedelta(0)
    assert ahead.is_within_promise
    assert opening(None, 700, begins=600).due_at == NOON + 700 * MINUTE


def test_nobody_asked_is_no_figure():
    figures = opening_figures([], LATER)
    assert (figures.n_asked, figures.half_within, figures.n_promised) == (0, None, 0)


_MINUTES = st.none() | st.integers(0, 5000)


@given(st.lists(st.tuples(_MINUTES, _MINUTES)))
def test_the_half_and_the_nine_tenths_are_what_counting_says(pairs):
    all_asked = [opening(took, promised) for took, promised in pairs]
    figures = opening_figures(all_asked, LATER)
    for span, tenths in ((figures.half_within, 5), (figures.most_within, 9)):
        n_by_then = sum(took is not None and span is not None and took * MINUTE <= span for took, _promised in pairs)
        if span is not None:
            n_before = sum(took is not None and took * MINUTE < span for took, _promised in pairs)
            assert n_by_then * 10 >= tenths * len(pairs) > n_before * 10
        elif pairs:
            assert figures.n_opened * 10 < tenths * len(pairs)
    assert figures.n_kept <= figures.n_promised <= figures.n_asked
