"""Amounts between two numbers, over rates between two numbers."""

from punkt.power.spans import ANYTHING, NOTHING, Span


def test_nothing_is_over_at_once_whatever_is_used():
    assert NOTHING.over(ANYTHING) == NOTHING
    assert NOTHING.over(Span(0.0, 2.0)) == NOTHING


def test_what_may_last_for_ever_is_no_answer():
    assert Span(0.0, 5.0).over(Span(0.0, 2.0)) is None
    assert Span(4.0, 5.0).over(Span(1.0, 2.0)) == Span(2.0, 5.0)
