"""The day of a moment is that of the country's clocks: it begins at its midnight, not at Greenwich's."""

from datetime import UTC, date, datetime

import pytest

from punkt_web.common.zones import local_day


@pytest.mark.parametrize(
    ("country", "hour", "day"), [("UA", 21, 30), ("UA", 22, 31), ("EE", 22, 31), ("SE", 22, 30), ("SE", 23, 31)]
)
def test_a_day_begins_at_local_midnight(country: str, hour: int, day: int) -> None:
    assert local_day(country, datetime(2026, 12, 30, hour, 30, tzinfo=UTC)) == date(2026, 12, day)
