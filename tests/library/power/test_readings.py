"""A reading that cannot be true is left out and asked for again; one that the next bears out was true."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.model.supply_words import Doubt, MainsState
from punkt.power.mains import Mains
from punkt.power.readings import Delivery, ExpectedDelivery, Reading, Store, doubt_about, quarters, sift
from punkt.power.spans import ANYTHING, NOTHING, Span

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
TANK = Store(holds=100.0, most_use_per_h=6.0)


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
    readings = sift([read(50.0, 0), slip, read(40.0, 2)], TANK)
    assert readings.last == read(40.0, 2)
    assert readings.doubted == ((slip, Doubt.FELL_TOO_FAST),)


def test_what_the_next_reading_bears_out_was_true():
    filled = [read(20.0, 0), read(90.0, 1), read(85.0, 2)]
    assert sift(filled, TANK) == sift(reversed(filled), TANK)
    assert sift(filled, TANK).last == read(85.0, 2)
    assert sift(filled, TANK).doubted == ()
    assert sift(filled[:2], TANK).last == read(20.0, 0)


def test_more_than_fits_is_never_borne_out():
    readings = sift([read(50.0, 0), read(400.0, 1), read(400.0, 2)], TANK)
    assert readings.last == read(50.0, 0)
    assert [doubt for _reading, doubt in readings.doubted] == [Doubt.MORE_THAN_FITS] * 2


def test_a_store_of_which_nothing_is_known_doubts_only_a_rise():
    assert doubt_about(read(1e6, 0), Store(), None) is None
    assert doubt_about(read(0.0, 1), Store(), read(90.0, 0)) is None
    assert sift([], Store()).last is None


def test_an_impossible_reading_does_not_wipe_out_what_the_next_one_bears_out():
    impossible = read(400.0, 2)
    sifted = sift([read(20.0, 0), read(90.0, 1), impossible, read(85.0, 3)], TANK)
    assert sifted.last == read(85.0, 3)
    assert sifted.doubted == ((impossible, Doubt.MORE_THAN_FITS),)


def test_a_slip_between_does_not_hide_that_two_readings_agree():
    slip = read(5.0, 2)
    sifted = sift([read(50.0, 0), read(90.0, 1), slip, read(84.0, 3), read(78.0, 4)], TANK)
    assert sifted.last == read(78.0, 4)
    assert sifted.doubted == ((slip, Doubt.FELL_TOO_FAST),)


def test_what_is_said_twice_of_one_moment_bears_nothing_out():
    for again in (read(90.0, 1), read(91.0, 1)):
        sifted = sift([read(20.0, 0), read(90.0, 1), again], TANK)
        assert sifted.last == read(20.0, 0)
        assert {doubt for _reading, doubt in sifted.doubted} == {Doubt.ROSE_WITHOUT_DELIVERY}


def test_of_two_readings_of_one_moment_the_lower_is_taken():
    for two in ([read(70.0, 1), read(40.0, 1)], [read(40.0, 1), read(70.0, 1)]):
        assert sift(two, TANK).last == read(40.0, 1)


def test_many_small_rises_do_not_fill_a_tank():
    rising = [read(10.0 + 4.0 * step, step) for step in range(20)]
    sifted = sift(rising[:3], TANK)
    assert sifted.last == rising[1]
    assert sifted.doubted == ((rising[2], Doubt.ROSE_WITHOUT_DELIVERY),)
    without = sift([read(10.0, 0), read(14.0, 1)], TANK)
    assert without.doubted == ()


def test_a_delivery_at_the_moment_of_a_reading_may_be_before_or_after_it():
    for hour in (0, 1):
        came = [Delivery(Span.exactly(30.0), NOON + timedelta(hours=hour))]
        assert doubt_about(read(78.0, 1), TANK, read(50.0, 0), came) is None


moments = st.integers(0, 6)
amounts = st.floats(0, 120)


@given(st.lists(st.tuples(amounts, moments), max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_readings_come_changes_nothing(given_readings, random):
    readings = [read(*one) for one in given_readings]
    sifted = sift(readings, TANK)
    mixed = readings + readings[:2]
    random.shuffle(mixed)
    assert sift(mixed, TANK) == sifted
    assert {sifted.last, *(reading for reading, _doubt in sifted.doubted)} <= {*readings, None}


@given(amounts, st.lists(st.tuples(st.floats(0, 5), st.sampled_from(MainsState)), min_size=1, max_size=8), amounts)
def test_what_is_true_is_never_doubted_whether_or_not_there_are_mains(full, hours, came):
    """A tank that is used up to the most while the mains are off, and not at all while they are on."""
    litres, at, readings = min(full, 100.0), 0.0, []
    for duration, mains in hours:
        readings.append(read(litres, at))
        at += duration
        litres = max(litres - (0.0 if mains is MainsState.ON else 6.0 * duration), 0.0)
    litres = min(litres + came, 100.0)
    readings.append(read(litres, at))
    sifted = sift(readings, TANK, [Delivery(Span.exactly(came), NOON + timedelta(hours=at))])
    if len(set(readings)) == len({one.read_at for one in readings}):
        assert sifted.doubted == ()


def test_a_quarter_of_a_tank_is_as_wide_as_the_gauge_is_coarse():
    assert [quarters(number, 80.0) for number in (0, 1, 4)] == [Span(0, 10), Span(10, 30), Span(70, 80)]
    for number in (-1, 5):
        with pytest.raises(InvalidValue):
            quarters(number, 80.0)


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -1.0])
def test_what_is_no_amount_is_refused(amount):
    for refused in (
        lambda: read(amount, 0),
        lambda: Store(holds=amount),
        lambda: Store(most_use_per_h=amount),
        lambda: quarters(2, amount),
    ):
        with pytest.raises(InvalidValue):
            refused()
    for what in (Reading, Delivery, ExpectedDelivery):
        with pytest.raises(InvalidValue):
            what(ANYTHING, NOON)


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
