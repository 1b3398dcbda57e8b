"""A reader refuses what was changed, cut off, or signed by nobody known, says why, and never breaks."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import InvalidValue, UnreadablePack
from punkt.pack import changes, live, live_services, texts
from punkt.pack.envelope import MOST_POINTS, Envelope, PackKind, opened, sealed
from punkt.pack.keys import KeyRing, KnownKey, keys_of
from punkt.pack.points import PackPoint
from punkt.pack.static import StaticSections, read
from tests.library.pack.packs import KEY, MADE_AT, OTHER_KEY, RING, envelope

POINTS = [PackPoint("K7F-2MR", (50.0, 36.2), names={"uk": "Школа"}, capacity_seated=40), PackPoint("4T7-KWX")]
PACK = envelope(POINTS)
CONTENT = sealed(PACK, KEY)


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_a_single_changed_byte_is_noticed(place, change):
    changed = bytearray(CONTENT)
    changed[place] ^= change
    with pytest.raises(UnreadablePack):
        opened(bytes(changed), RING.believed)


@pytest.mark.parametrize("length", [0, 3, 40, 100, len(CONTENT) - 1])
def test_a_pack_that_was_cut_off_is_refused(length):
    with pytest.raises(UnreadablePack):
        opened(CONTENT[:length], RING.believed)


def test_why_is_said():
    with pytest.raises(UnreadablePack, match="no pack of Punkt"):
        opened(b"%PDF-1.7" + bytes(300), RING.believed)
    with pytest.raises(UnreadablePack, match="not known here"):
        opened(sealed(PACK, OTHER_KEY), RING.believed)
    with pytest.raises(UnreadablePack, match="changed or cut off"):
        opened(CONTENT + b"!", RING.believed)
    with pytest.raises(UnreadablePack, match="newer kind"):
        opened(CONTENT[:4] + b"\x02" + CONTENT[5:], RING.believed)


def test_a_pack_knows_when_it_is_old():
    assert not PACK.is_expired(MADE_AT + timedelta(days=29))
    assert PACK.is_expired(MADE_AT + timedelta(days=30))


def test_a_replaced_key_counts_for_what_was_made_before():
    ring = KeyRing([KnownKey(KEY.public_key(), until=MADE_AT.date())])
    assert opened(CONTENT, ring.believed) == PACK
    later = replace(PACK, made_at=MADE_AT + timedelta(days=1))
    with pytest.raises(UnreadablePack, match="not known here"):
        opened(sealed(later, KEY), ring.believed)


def test_keys_are_read_from_a_list():
    key = KnownKey(KEY.public_key(), date(2027, 1, 31), "Kharkiv")
    text = f"# keys\n\n{key.as_line()}  # remark\n{KnownKey(OTHER_KEY.public_key()).as_line()}\n"
    assert [(one.until, one.label) for one in keys_of(text)] == [(date(2027, 1, 31), "Kharkiv"), (None, "")]
    assert keys_of(key.as_line())[0].public == KEY.public_key()


@pytest.mark.parametrize("line", ["abc", "z" * 64, "0" * 63, "0" * 64 + " until 2027-13-40"])
def test_a_line_that_is_no_key_is_named(line):
    with pytest.raises(InvalidValue, match="Line 2 is no key"):
        keys_of(f"\n{line}")


@settings(max_examples=150)
@given(st.integers(0, 4), st.data())
def test_damage_under_a_valid_signature_is_one_error_or_points(number, data):
    """Who signs may be wrong too: no section breaks a reader, whatever stands in it."""
    section = PACK.sections[number]
    kind = data.draw(st.sampled_from(["junk", "flip", "cut", "swap"]))
    if kind == "junk":
        section = data.draw(st.binary(max_size=60))
    elif kind == "flip" and section:
        at = data.draw(st.integers(0, len(section) - 1))
        section = section[:at] + bytes([section[at] ^ data.draw(st.integers(1, 255))]) + section[at + 1 :]
    elif kind == "cut":
        section = section[: data.draw(st.integers(0, len(section)))]
    else:
        section = PACK.sections[data.draw(st.integers(0, 4))]
    sections = list(PACK.sections)
    sections[number] = section
    n = data.draw(st.sampled_from([0, 1, 2, 3, 50, MOST_POINTS + 1, 2**32 - 1]))
    try:
        part = read(StaticSections(*sections), n)
    except UnreadablePack:
        return
    assert len(part.points) == n


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(texts.unpacked(PACK.sections[4]))), _json)
def test_texts_of_another_shape_are_one_error_or_points(key, value):
    said = texts.unpacked(PACK.sections[4]) | {key: value}
    with suppress(UnreadablePack):
        assert len(read(StaticSections(*PACK.sections[:4], texts.packed(said)), 2).points) == 2


def test_texts_that_grow_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(texts, "MOST_BYTES", 10_000)
    bomb = texts.packed({"about": {"a": "0" * 100_000}})
    assert len(bomb) < 1_000
    with pytest.raises(UnreadablePack):
        texts.unpacked(bomb)


@given(st.binary(max_size=120), st.integers(0, 60))
def test_junk_for_last_words_is_one_error_or_words(junk, n):
    for reading in (
        lambda: live.read(junk, n),
        lambda: live_services.read(junk, n, ("service.heat",)),
    ):
        with suppress(UnreadablePack):
            assert len(reading()) == n


@given(st.lists(st.binary(max_size=60), max_size=5), st.integers(0, 60))
def test_junk_for_changes_is_one_error_or_changes(sections, n):
    pack = Envelope(PackKind.DELTA, "UA", n, MADE_AT, MADE_AT, tuple(sections), bytes(8))
    with suppress(UnreadablePack):
        assert set(changes.read(pack, ("service.heat",)).points) <= set(range(n))


@given(st.binary(min_size=12, max_size=12), st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40))
def test_changes_with_a_head_and_junk_are_one_error_or_changes(head, told, words, services):
    pack = Envelope(PackKind.DELTA, "UA", 50, MADE_AT, MADE_AT, (head, told, words, services), bytes(8))
    with suppress(UnreadablePack):
        changes.read(pack, ("service.heat",))


def test_sections_that_do_not_add_up_are_refused():
    sealed_pack = sealed(Envelope(PackKind.LIVE, "UA", 1, MADE_AT, MADE_AT, (b"abc",)), KEY)
    said = bytearray(sealed_pack[:-64])
    said[-4 - 3] = 200  # the length of the section
    with pytest.raises(UnreadablePack, match="do not add up"):
        opened(bytes(said) + KEY.sign(bytes(said)), RING.believed)


@pytest.mark.parametrize("kind", PackKind)
def test_a_pack_that_says_it_is_larger_than_any_is_refused_before_it_is_read(kind):
    huge = Envelope(kind, "", MOST_POINTS + 1, MADE_AT, MADE_AT + timedelta(days=1), (b"", b""))
    with pytest.raises(UnreadablePack, match="do not add up"):
        opened(sealed(huge, KEY), RING.believed)


def test_a_time_past_all_calendars_is_refused_before_any_key_is_asked():
    late = CONTENT[:8] + b"\xff" * 4 + CONTENT[12:]
    with pytest.raises(UnreadablePack, match="do not add up"):
        opened(late, RING.believed)


def test_few_bytes_cannot_fill_the_memory_with_parts():
    bomb = texts.packed({"a": [{}] * texts.MOST_PARTS})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadablePack):
        texts.unpacked(bomb)
