"""What is written into a pack is read from it: points, last words, changes, services."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt.pack import changes, live, live_services
from punkt.pack.changes import Changes
from punkt.pack.envelope import Envelope, PackKind, opened, sealed
from punkt.pack.live import LivePoint, Teller
from punkt.pack.points import PackPoint
from punkt.pack.static import StaticSections, ordered, read
from tests.library.pack.packs import KEY, MADE_AT, RING, envelope, live_points, points

KEYS = ("service.heat", "service.water")


@settings(max_examples=60)
@given(st.lists(points, max_size=12))
def test_all_points_come_back_in_the_order_of_the_pack(given_points):
    pack = envelope(given_points)
    found = opened(sealed(pack, KEY), RING.believed)
    assert found == pack
    part = read(StaticSections(*found.sections), found.n_points)
    assert part.points == ordered(given_points)
    assert part.about == {"names": {"uk": "Місто"}}


def test_a_blank_is_unknown_and_never_no():
    pack = envelope([PackPoint("K7F-2MR", services={"service.heat": Availability.NO}), PackPoint("K7F-2MR")])
    found = read(StaticSections(*pack.sections), 2).points
    assert sorted(point.services.get("service.heat", Availability.UNKNOWN) for point in found) == ["no", "unknown"]
    assert [(point.capacity_seated, point.accuracy_m, point.place) for point in found] == [(None, None, None)] * 2


def test_a_pack_of_no_points_comes_back():
    pack = envelope([])
    assert read(StaticSections(*opened(sealed(pack, KEY), RING.believed).sections), 0).points == []


@given(st.lists(live_points, max_size=40))
def test_last_words_come_back(given_points):
    assert live.read(live.written(given_points), len(given_points)) == given_points


_said = st.tuples(st.sampled_from(Availability), st.sampled_from(live_services.AGE_EDGES_MIN))


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), _said), max_size=20))
def test_words_on_services_come_back(said):
    assert live_services.read(live_services.written(said, KEYS), len(said), KEYS) == said


@given(st.lists(st.none() | st.tuples(live_points, st.dictionaries(st.sampled_from(KEYS), _said)), max_size=40))
def test_changes_come_back(told):
    given_changes = Changes(b"static__", MADE_AT, {at: one for at, one in enumerate(told) if one is not None})
    sections = changes.written(given_changes, len(told), KEYS)
    pack = Envelope(PackKind.DELTA, "UA", len(told), MADE_AT, MADE_AT, sections, b"live____")
    assert changes.read(opened(sealed(pack, KEY), RING.believed), KEYS) == given_changes


@pytest.mark.parametrize("band", [live.age_band, live_services.age_band])
@given(minutes=st.floats(-10, 20_000))
def test_no_word_becomes_fresher_than_it_is(band, minutes):
    edge = band(minutes)
    assert edge is None or edge >= minutes


def test_a_word_that_is_too_old_is_not_told():
    assert (live.age_band(1440), live.age_band(1440.5)) == (1440, None)


@pytest.mark.parametrize(("share", "band"), [(0, 0), (0.2, 1), (0.95, 4), (0.96, 5), (3, 5)])
def test_how_full_is_told_in_bands(share, band):
    assert live.occupancy_band(share) == band


@pytest.mark.parametrize(("hours", "band"), [(0, 0), (1.9, 0), (2, 1), (71, 6), (72, 7), (500, 7)])
def test_hours_left_are_never_told_as_more(hours, band):
    assert live.autonomy_band(hours) == band


def test_a_teller_counts_as_long_as_its_channel():
    assert Teller.RESIDENT.channel is ReportChannel.RESIDENT
    assert Teller.STAFF.channel is ReportChannel.KEEPER


def test_a_few_changes_take_few_bytes():
    told = {at: (LivePoint(PointState.CLOSED, Teller.STAFF, 0, None, None), {}) for at in range(0, 2_000, 50)}
    assert sum(map(len, changes.written(Changes(bytes(8), MADE_AT, told), 2_000, KEYS))) < 120
