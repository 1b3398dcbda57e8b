"""Power by its schedule: what is not told is never "on"; of several words the one that promises least counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.model.feed_words import Certainty, DayStatus, GridPower, WhyGrid
from punkt.model.outages import ScheduleSpan
from punkt.power.grid import LASTS, GridAnswer, Outage, grid_power, outages_ahead

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def span(
    start: float, end: float, certainty: Certainty = Certainty.NONE, status: DayStatus = DayStatus.APPLIES
) -> ScheduleSpan:
    """From so many hours after noon to so many."""
    return ScheduleSpan("x", "1.1", NOON + start * HOUR, NOON + end * HOUR, certainty, status)


OFF = span(2, 6, Certainty.DEFINITE)
DAY = [span(-12, 2), OFF, span(6, 12)]


def test_an_announced_day_says_on_and_off_and_until_when() -> None:
    assert grid_power(DAY, NOON) == GridAnswer(GridPower.ON, WhyGrid.ANNOUNCED, NOON + 2 * HOUR)
    assert grid_power(DAY, NOON + 2 * HOUR) == GridAnswer(GridPower.OFF, WhyGrid.ANNOUNCED, NOON + 6 * HOUR)
    assert grid_power(DAY, NOON + 6 * HOUR) == GridAnswer(GridPower.ON, WhyGrid.ANNOUNCED, NOON + 12 * HOUR)


def test_after_the_last_day_nothing_is_known() -> None:
    assert grid_power(DAY, NOON + 12 * HOUR) == GridAnswer(GridPower.UNKNOWN, WhyGrid.NOT_TOLD)
    assert grid_power([], NOON) == GridAnswer(GridPower.UNKNOWN, WhyGrid.NO_SCHEDULE)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (DayStatus.EMERGENCY, WhyGrid.EMERGENCY),
        (DayStatus.WAITING, WhyGrid.WAITING),
        (DayStatus.LIKELY, WhyGrid.NOT_TOLD),
        (DayStatus.UNKNOWN, WhyGrid.NOT_TOLD),
    ],
)
def test_a_day_without_a_schedule_that_holds_is_not_known(status: DayStatus, why: WhyGrid) -> None:
    answer = grid_power([span(-12, 12, status=status)], NOON)
    assert answer == GridAnswer(GridPower.UNKNOWN, why, NOON + 12 * HOUR if why is not WhyGrid.NOT_TOLD else None)


def test_emergency_shutdowns_stand_above_a_schedule_that_says_something() -> None:
    emergency = span(-12, 12, status=DayStatus.EMERGENCY)
    for other in (span(-12, 12), span(-12, 12, Certainty.DEFINITE), span(-1, 1, Certainty.POSSIBLE)):
        assert grid_power([emergency, other], NOON).why is WhyGrid.EMERGENCY
    assert outages_ahead([emergency, OFF], NOON, 24 * HOUR) == []


def test_a_day_with_no_outages_is_on() -> None:
    assert grid_power([span(-12, 12, status=DayStatus.NO_OUTAGES)], NOON).why is WhyGrid.NO_OUTAGES


def test_an_old_schedule_promises_nothing() -> None:
    just, too_long = NOON - LASTS + HOUR, NOON - LASTS
    assert grid_power(DAY, NOON, read_at=just).power is GridPower.ON
    assert grid_power(DAY, NOON, read_at=too_long) == GridAnswer(GridPower.UNKNOWN, WhyGrid.OLD)
    off = NOON + 3 * HOUR
    assert grid_power(DAY, off, read_at=off - LASTS) == GridAnswer(GridPower.POSSIBLY_OFF, WhyGrid.OLD)


def test_neighbouring_outages_are_one_and_certainties_stay_apart() -> None:
    spans = [
        span(2, 3, Certainty.DEFINITE),
        span(3, 4, Certainty.DEFINITE),
        span(4, 5, Certainty.POSSIBLE),
        span(-4, 0),
    ]
    assert outages_ahead([*spans, span(40, 41, Certainty.DEFINITE)], NOON, 24 * HOUR) == [
        Outage(NOON + 2 * HOUR, NOON + 4 * HOUR, Certainty.DEFINITE),
        Outage(NOON + 4 * HOUR, NOON + 5 * HOUR, Certainty.POSSIBLE),
    ]


_SPANS = st.lists(
    st.builds(
        lambda start, length, certainty, status: span(start, start + length, certainty, status),
        st.integers(-30, 30),
        st.integers(1, 30),
        st.sampled_from(list(Certainty)),
        st.sampled_from(list(DayStatus)),
    ),
    max_size=8,
)


@given(_SPANS)
def test_on_is_said_only_where_every_word_on_that_moment_holds_and_none_is_an_outage(spans: list[ScheduleSpan]) -> None:
    answer = grid_power(spans, NOON)
    here = [one for one in spans if one.starts_at <= NOON < one.ends_at]
    holds = {DayStatus.APPLIES, DayStatus.NO_OUTAGES}
    may_be_on = bool(here) and all(one.status in holds and not one.is_outage for one in here)
    assert (answer.power is GridPower.ON) is may_be_on


@given(_SPANS)
def test_until_then_nothing_else_is_said(spans: list[ScheduleSpan]) -> None:
    answer = grid_power(spans, NOON)
    last = answer.until or NOON + 100 * HOUR
    moment = NOON
    while moment < last:
        then = grid_power(spans, moment)
        assert (then.power, then.why) == (answer.power, answer.why)
        moment += HOUR / 2
    if answer.until:
        after = grid_power(spans, answer.until)
        assert (after.power, after.why) != (answer.power, answer.why)


@given(_SPANS, st.integers(0, 48))
def test_one_more_word_never_makes_power_of_none(spans: list[ScheduleSpan], n_hours: int) -> None:
    moment = NOON + n_hours * HOUR
    before = grid_power(spans, moment)
    for more in (span(-50, 100, Certainty.DEFINITE), span(-50, 100, status=DayStatus.WAITING)):
        assert grid_power([*spans, more], moment).power is not GridPower.ON
    if before.power is GridPower.ON:
        assert grid_power(spans, moment, read_at=moment - LASTS).power is not GridPower.ON
