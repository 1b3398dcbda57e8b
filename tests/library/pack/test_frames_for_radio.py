"""Frames of 233 bytes: a town in one, a city in several, each of worth alone, and what is missing is known."""

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import InvalidValue, UnreadablePack
from punkt.model.vocabulary import PointState
from punkt.pack import frames
from punkt.pack.frames import FRAME_BYTES, framed, gathered, read_frame
from punkt.pack.keys import KeyRing, KnownKey
from punkt.pack.live import AGE_EDGES_MIN, SILENT, LivePoint, Teller
from tests.library.pack.packs import KEY, MADE_AT, OTHER_KEY, RING, live_points

BASE = bytes(range(8))


def town(n: int, seed: int = 3) -> list[LivePoint]:
    draw = random.Random(seed)  # noqa: S311 - the same draw each time
    return [
        LivePoint(draw.choice([PointState.OPEN, PointState.OPEN, PointState.CLOSED]), Teller.STAFF,
                  draw.choice(AGE_EDGES_MIN[:6]), draw.randrange(4), None)
        if draw.random() < 0.8 else SILENT
        for _ in range(n)
    ]  # fmt: skip


@settings(max_examples=25)
@given(st.lists(live_points, max_size=150))
def test_all_frames_together_tell_everything(points):
    made = framed(points, BASE, MADE_AT, KEY)
    assert all(len(frame) <= FRAME_BYTES for frame in made)
    found = gathered(read_frame(frame, RING.publics) for frame in reversed(made))
    assert [one.points for one in found] == ([dict(enumerate(points))] if points else [])
    assert all(one.missing == [] and one.made_at == MADE_AT and one.base == BASE[:4] for one in found)


def test_a_town_goes_into_one_frame():
    assert len(framed(town(80), BASE, MADE_AT, KEY)) == 1


def test_a_lost_frame_is_known_and_the_others_count():
    points = town(900)
    made = [read_frame(frame, RING.publics) for frame in framed(points, BASE, MADE_AT, KEY)]
    assert len(made) > 3
    (found,) = gathered([*made[:1], *made[2:], made[0]])
    assert found.missing == [1]
    lost = range(made[1].first, made[1].first + len(made[1].points))
    assert found.points == {at: point for at, point in enumerate(points) if at not in lost}


def test_a_frame_that_was_changed_or_comes_from_a_stranger_is_refused():
    (frame,) = framed(town(5), BASE, MADE_AT, KEY)
    for place in range(len(frame)):
        changed = frame[:place] + bytes([frame[place] ^ 1]) + frame[place + 1 :]
        with pytest.raises(UnreadablePack):
            read_frame(changed, RING.publics)
    with pytest.raises(UnreadablePack, match="nobody known"):
        read_frame(frame, lambda _made_at: [OTHER_KEY.public_key()])


@given(st.binary(max_size=240))
def test_junk_is_refused(junk):
    with pytest.raises(UnreadablePack):
        read_frame(junk, RING.publics)


def test_what_does_not_fit_is_said(monkeypatch):
    monkeypatch.setattr(frames, "MOST_FRAMES", 2)
    with pytest.raises(InvalidValue, match="smaller territory"):
        framed(town(900), BASE, MADE_AT, KEY)


def test_a_replaced_key_signs_no_later_frame():
    (frame,) = framed([LivePoint()], BASE, MADE_AT, KEY)
    ended = KnownKey(KEY.public_key(), MADE_AT.date() - timedelta(days=1))
    with pytest.raises(UnreadablePack, match="nobody known signed it"):
        read_frame(frame, KeyRing([ended, KnownKey(KEY.public_key())]).publics)
