"""A time of day becomes the latest moment that fits: over midnight, and where clocks are put back or forward."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.formats.report_text import read_text
from punkt.formats.report_text_time import latest_moment, time_of_day
from punkt.model.reports import MAX_AHEAD

KYIV, TALLINN, STOCKHOLM = ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Tallinn"), ZoneInfo("Europe/Stockholm")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def seen(clock: str, received: str, zone: ZoneInfo = KYIV) -> datetime:
    return read_text(f"K7F-2M3 OPEN AT {clock}", received_at=moment(received), zone=zone).message.observed_at


@pytest.mark.parametrize(
    ("clock", "received", "observed"),
    [
        ("14:05", "2026-01-15T12:07:00Z", "2026-01-15T12:05:00Z"),
        ("14:05Z", "2026-01-15T14:07:00Z", "2026-01-15T14:05:00Z"),
        ("14:12", "2026-01-15T12:07:00Z", "2026-01-15T12:12:00Z"),  # a clock that is 5 minutes ahead
        ("14:13", "2026-01-15T12:07:00Z", "2026-01-14T12:13:00Z"),
        ("23:50", "2026-01-15T22:10:00Z", "2026-01-15T21:50:00Z"),  # ten past midnight in Kyiv
        ("00:02", "2026-01-15T21:58:00Z", "2026-01-15T22:02:00Z"),  # a clock that is already in tomorrow
        ("23:59Z", "2026-01-01T00:01:00Z", "2025-12-31T23:59:00Z"),
    ],
)
def test_a_time_is_the_latest_that_fits(clock: str, received: str, observed: str) -> None:
    assert seen(clock, received) == moment(observed)


def test_a_time_of_the_day_before_is_read_back_as_such() -> None:
    found = read_text("K7F-2M3 OPEN AT 14:13", received_at=moment("2026-01-15T12:07:00Z"), zone=KYIV)
    assert found.read_back().endswith("Open. Seen yesterday at 14:13 (EET).")
    found = read_text("K7F-2M3 OPEN AT 14:12", received_at=moment("2026-01-15T12:07:00Z"), zone=KYIV)
    assert found.read_back().endswith("Open. Seen at 14:12 (EET).")


@pytest.mark.parametrize(("zone", "hour"), [(KYIV, 12), (TALLINN, 12), (STOCKHOLM, 13)])
def test_a_time_is_in_the_zone_of_the_sender(zone: ZoneInfo, hour: int) -> None:
    assert seen("14:05", "2026-01-15T14:00:00Z", zone) == datetime(2026, 1, 15, hour, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "observed"),
    [
        ("2026-10-25T00:40:00Z", "2026-10-25T00:30:00Z"),  # 03:40 for the first time: summer time still
        ("2026-10-25T01:40:00Z", "2026-10-25T01:30:00Z"),  # 03:40 for the second time
        ("2026-10-25T09:00:00Z", "2026-10-25T01:30:00Z"),
    ],
)
def test_where_clocks_were_put_back_the_later_time_that_has_been_counts(received: str, observed: str) -> None:
    assert seen("03:30", received) == moment(observed)


def test_a_time_that_no_clock_showed_is_refused() -> None:
    with pytest.raises(InvalidValue, match="put forward"):
        seen("03:30", "2026-03-29T02:00:00Z")
    assert seen("04:00", "2026-03-29T02:00:00Z") == moment("2026-03-29T01:00:00Z")
    assert seen("00:50Z", "2026-03-29T02:00:00Z") == moment("2026-03-29T00:50:00Z")


@given(
    st.times(),
    st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - UTC is given
    st.sampled_from([KYIV, TALLINN, STOCKHOLM, ZoneInfo("UTC"), ZoneInfo("America/New_York")]),
)
def test_every_time_is_within_a_day(clock, received_at, zone) -> None:
    clock = clock.replace(second=0, microsecond=0)
    try:
        observed = latest_moment(clock, zone, received_at)
    except InvalidValue:
        return
    assert received_at + MAX_AHEAD - timedelta(hours=25) < observed <= received_at + MAX_AHEAD
    assert observed.astimezone(zone).time() == clock


@pytest.mark.parametrize("text", ["24:00", "14:60", "7", "14:5", "noon", "", "1:2:3", "99999"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="no time of day"):
        time_of_day(text)


def test_receipt_needs_a_zone_of_its_own() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_text("K7F-2M3 OPEN", received_at=datetime(2026, 1, 15, 14, 0))  # noqa: DTZ001 - that is the fault
