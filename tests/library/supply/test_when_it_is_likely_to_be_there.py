"""A proposed time is a quarter of the clock, never too early, and never at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.supply.arrival import QUARTER, SPEED_KM_H, likely_arrival

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "way_km", "expected"),
    [
        (0, 0.0, "12:15"),
        (1, 0.0, "12:30"),
        (0, 7.5, "12:15"),
        (0, 7.6, "12:30"),
        (7, 30.0, "13:15"),
        (0, 30.0, "13:00"),
    ],
)
def test_the_next_quarter_by_which_the_way_is_driven(minutes, way_km, expected):
    assert f"{likely_arrival(NOON + timedelta(minutes=minutes), way_km):%H:%M}" == expected


@given(st.integers(0, 20 * 365 * 86_400_000), st.floats(0, 5000))
def test_it_is_never_earlier_than_the_drive_and_less_than_a_quarter_later(milliseconds, way_km):
    now = NOON + timedelta(milliseconds=milliseconds)
    driven = max(timedelta(hours=way_km / SPEED_KM_H), QUARTER)
    there = likely_arrival(now, way_km)
    assert now + driven <= there < now + driven + QUARTER
    assert (there.minute % 15, there.second, there.microsecond) == (0, 0, 0)
