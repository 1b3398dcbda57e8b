"""A reading that cannot be true is left out and asked for again; one that the next bears out was true."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt.errors import InvalidValue
from punkt.model.supply_words import Doubt, MainsState
from punkt.power.mains import Mains
from punkt.power.readings import Delivery, Holder, Reading, believed, doubt_about, quarters
from punkt.power.spans import ANYTHING, NOTHING, Span

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
TANK = Holder(holds=100.0, most_use_per_h=6.0)


def read(litres: float, hours: float) -> Reading:
    return Reading(Span.exactly(litres), NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("litres", "doubt"),
    [
        (104.0, None),
        (106.0, Doubt.MORE_THAN_FITS),
        (50.0, None),
        (56.0, Doubt.ROSE_WITHOUT_DELIVERY),
        (39.5, None),
        (30.0, Doubt.FELL_TOO_FAST),
    ],
)
def test_what_cannot_be_is_doubted(litres, doubt):
    before = None if litres > 100 else read(50.0, 0)
    assert doubt_about(read(litres, 1), TANK, before) is doubt


def test_a_delivery_explains_a_rise():
    came = [Delivery(Span(20.0, 30.0), NOON + timedelta(minutes=30))]
    assert doubt_about(read(78.0, 1), TANK, read(50.0, 0), came) is None
    assert doubt_about(read(90.0, 1), TANK, read(50.0, 0), came) is Doubt.ROSE_WITHOUT_DELIVERY
    later = [Delivery(Span(20.0, 30.0), NOON + timedelta(hours=2))]
    assert doubt_about(read(78.0, 1), TANK, read(50.0, 0), later) is Doubt.ROSE_WITHOUT_DELIVERY


def test_a_slip_is_left_out_and_not_averaged():
    slip = read(5.0, 1)
    readings = believed([read(50.0, 0), slip, read(40.0, 2)], TANK)
    assert readings.last == read(40.0, 2)
    assert readings.doubted == ((slip, Doubt.FELL_TOO_FAST),)


def test_what_the_next_reading_bears_out_was_true():
    filled = [read(20.0, 0), read(90.0, 1), read(85.0, 2)]
    assert believed(filled, TANK) == believed(reversed(filled), TANK)
    assert believed(filled, TANK).last == read(85.0, 2)
    assert believed(filled, TANK).doubted == ()
    assert believed(filled[:2], TANK).last == read(20.0, 0)


def test_more_than_fits_is_never_borne_out():
    readings = believed([read(50.0, 0), read(400.0, 1), read(400.0, 2)], TANK)
    assert readings.last == read(50.0, 0)
    assert [doubt for _reading, doubt in readings.doubted] == [Doubt.MORE_THAN_FITS] * 2


def test_a_holder_of_which_nothing_is_known_doubts_only_a_rise():
    assert doubt_about(read(1e6, 0), Holder(), None) is None
    assert doubt_about(read(0.0, 1), Holder(), read(90.0, 0)) is None
    assert believed([], Holder()).last is None


def test_a_quarter_of_a_tank_is_as_wide_as_the_gauge_is_coarse():
    assert [quarters(number, 80.0) for number in (0, 1, 4)] == [Span(0, 10), Span(10, 30), Span(70, 80)]


@pytest.mark.parametrize("low_high", [(1.0, 0.5), (-1.0, 2.0), (float("inf"), float("inf")), (float("nan"), 1.0)])
def test_what_is_no_span_is_refused(low_high):
    with pytest.raises(InvalidValue):
        Span(*low_high)


def test_hours_without_mains_are_what_is_known_of_them():
    at = NOON + timedelta(hours=4)
    since = NOON + timedelta(hours=1)
    earlier = NOON - timedelta(hours=1)
    for mains, hours in (
        (Mains(MainsState.OFF, since), Span(3.0, 4.0)),
        (Mains(MainsState.OFF, earlier), Span(4.0, 4.0)),
        (Mains(MainsState.OFF), Span(0.0, 4.0)),
        (Mains(MainsState.ON, since), Span(0.0, 1.0)),
        (Mains(MainsState.ON, earlier), NOTHING),
        (Mains(MainsState.ON), Span(0.0, 4.0)),
        (Mains(MainsState.UNKNOWN, since), Span(0.0, 4.0)),
        (Mains(), Span(0.0, 4.0)),
    ):
        assert mains.hours_off(NOON, at) == hours
        assert mains.hours_off(at, NOON) == NOTHING


def test_hours_since_the_mains_failed_are_open_unless_somebody_knows_when():
    since = NOON - timedelta(hours=2)
    assert Mains(MainsState.OFF, since).hours_since_failure(NOON) == Span.exactly(2.0)
    assert Mains(MainsState.ON, since).hours_since_failure(NOON) == NOTHING
    for mains in (Mains(MainsState.OFF), Mains(), Mains(MainsState.UNKNOWN, since)):
        assert mains.hours_since_failure(NOON) == ANYTHING
