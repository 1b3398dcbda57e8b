"""A word about a door ages, and a stale "open" is never shown as open."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.confidence.freshness import (
    LIVE_DOUBT_LIMIT,
    LIVE_SERVICE_LIMIT,
    Judgement,
    PublicState,
    Sureness,
    believed,
    judged,
    limits,
    sureness,
)
from punkt.model.vocabulary import Availability, OpeningMode, PointState, ReportChannel

H = timedelta(hours=1)
ages = st.timedeltas(min_value=timedelta(minutes=-5), max_value=timedelta(days=400))
states = st.sampled_from(PointState)
channels = st.sampled_from(ReportChannel)
modes = st.sampled_from(OpeningMode)
CLAIMS_A_DOOR = {PublicState.OPEN, PublicState.FULL, PublicState.OPENING}


@given(states, channels, ages, ages, modes)
@settings(derandomize=True)
def test_sureness_never_grows_with_age(state, channel, one, other, mode):
    younger, older = sorted((one, other))
    before, after = (judged(state, channel, age, opening_mode=mode) for age in (younger, older))
    assert after.sureness.rank <= before.sureness.rank
    assert after.state is before.state or after.state is PublicState.NOT_CONFIRMED


@given(states, channels, ages, modes)
@settings(derandomize=True)
def test_no_word_over_its_limit_is_shown_as_an_open_door(state, channel, age, mode):
    shown = judged(state, channel, age, opening_mode=mode)
    if age > limits(state, channel).likely:
        assert shown == Judgement(PublicState.NOT_CONFIRMED, Sureness.NOT_CONFIRMED)
    if age > 4 * H or shown.sureness is Sureness.NOT_CONFIRMED:
        assert shown.state not in CLAIMS_A_DOOR


@given(states, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)))
@settings(derandomize=True)
def test_a_resident_alone_never_makes_anything_almost_certain(state, age):
    assert sureness(state, ReportChannel.RESIDENT, age) is not Sureness.CERTAIN


@pytest.mark.parametrize("channel", [ReportChannel.IMPORT, ReportChannel.DEVICE])
@given(state=states, age=ages, mode=modes)
@settings(derandomize=True)
def test_a_list_or_a_probe_never_confirms_a_door(channel, state, age, mode):
    assert judged(state, channel, age, opening_mode=mode).state is PublicState.NOT_CONFIRMED


def test_listed_day_and_night_is_not_open():
    shown = judged(None, None, None, opening_mode=OpeningMode.ROUND_THE_CLOCK)
    assert shown == Judgement(PublicState.NOT_CONFIRMED, Sureness.NOT_CONFIRMED)


def test_a_standby_point_nobody_spoke_of_is_on_standby():
    assert judged(None, None, None, opening_mode=OpeningMode.STANDBY).state is PublicState.STANDBY


@pytest.mark.parametrize(
    ("state", "channel", "age", "expected"),
    [
        (PointState.OPEN, ReportChannel.KEEPER, H, (PublicState.OPEN, Sureness.CERTAIN)),
        (PointState.OPEN, ReportChannel.KEEPER, H + timedelta(seconds=1), (PublicState.OPEN, Sureness.LIKELY)),
        (PointState.OPEN, ReportChannel.COORDINATOR, 4 * H, (PublicState.OPEN, Sureness.LIKELY)),
        (PointState.OPEN, ReportChannel.KEEPER, 4 * H + timedelta(seconds=1), (PublicState.NOT_CONFIRMED, None)),
        (PointState.OPEN, ReportChannel.KEEPER, timedelta(minutes=-4), (PublicState.OPEN, Sureness.CERTAIN)),
        (PointState.OPEN, ReportChannel.RESIDENT, 0 * H, (PublicState.OPEN, Sureness.LIKELY)),
        (PointState.OPEN, ReportChannel.RESIDENT, 2 * H, (PublicState.NOT_CONFIRMED, None)),
        (PointState.CLOSED, ReportChannel.RESIDENT, 0 * H, (PublicState.NOT_CONFIRMED, None)),
        (PointState.FULL, ReportChannel.DUTY_OFFICER, 2 * H, (PublicState.FULL, Sureness.LIKELY)),
        (PointState.OPENING, ReportChannel.KEEPER, 3 * H, (PublicState.NOT_CONFIRMED, None)),
        (PointState.CLOSED, ReportChannel.KEEPER, 3 * H, (PublicState.CLOSED, Sureness.CERTAIN)),
        (PointState.CLOSED, ReportChannel.KEEPER, 25 * H, (PublicState.NOT_CONFIRMED, None)),
        (PointState.WITHDRAWN, ReportChannel.KEEPER, 0 * H, (PublicState.NOT_CONFIRMED, None)),
    ],
)
def test_each_channel_has_its_limits(state, channel, age, expected):
    shown = judged(state, channel, age)
    assert (shown.state, shown.sureness) == (expected[0], expected[1] or Sureness.NOT_CONFIRMED)


@pytest.mark.parametrize(
    ("stated", "live", "age", "expected"),
    [
        ("yes", None, None, "yes"),
        ("unknown", "yes", H, "yes"),
        ("yes", "no", H, "no"),
        ("no", "yes", H, "yes"),
        ("yes", "no", LIVE_SERVICE_LIMIT + H, "unknown"),
        ("yes", "limited", LIVE_SERVICE_LIMIT + H, "unknown"),
        ("yes", "no", LIVE_DOUBT_LIMIT + H, "yes"),
        ("no", "yes", LIVE_SERVICE_LIMIT + H, "no"),
        ("unknown", "yes", LIVE_SERVICE_LIMIT + H, "unknown"),
        ("yes", "unknown", H, "yes"),
    ],
)
def test_a_fresh_live_word_wins_and_an_old_bad_one_leaves_doubt(stated, live, age, expected):
    assert believed(Availability(stated), Availability(live) if live else None, age) is Availability(expected)


@given(st.sampled_from(Availability), st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)))
@settings(derandomize=True)
def test_an_unknown_service_never_becomes_a_no_by_itself(live, age):
    answer = believed(Availability.UNKNOWN, live, age)
    assert answer is Availability.UNKNOWN or answer is live
