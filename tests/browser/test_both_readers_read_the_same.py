"""The reader of packs in the browser gives what Python's gives, and refuses what Python's refuses."""

import base64
import json
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadablePack
from punkt.ids import point_code
from punkt.model.vocabulary import Availability, HostKind
from punkt.pack import changes, live, live_services, texts
from punkt.pack.envelope import Envelope, PackKind, opened, pack_id, sealed
from punkt.pack.points import PackPoint
from punkt.pack.static import StaticSections, ordered, read
from tests.library.pack.packs import KEY, MADE_AT, OTHER_KEY, RING, envelope, live_points, points

PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
SERVICES = ("access.step_free", "service.heat", "service.water")
_EACH = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
_READ = """async ([pack, key, services, read]) => {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  try {
    const envelope = await openPack(bytes(pack), [bytes(key)]);
    if (envelope.kind === 2) {
      const words = readLive(envelope, services);
      return { words: Array.from({ length: envelope.nPoints }, (_, at) => words(at)) };
    }
    const { points, services: told, about } = await readStatic(envelope);
    const answers = (point) => Object.fromEntries(told.map((key) => [key, point.answer(key)]));
    const fields = (point) => Object.fromEntries(read.map((name) => [name, point[name]]));
    const whole = points.map((point) => ({ ...fields(point), services: answers(point) }));
    return { points: whole, about, isChecked: envelope.isChecked, id: envelope.id };
  } catch (error) {
    return error instanceof UnreadablePack ? { reason: error.reason } : { fault: String(error) };
  }
}"""


@pytest.fixture
def read_in_browser(page_with_scripts):
    """Gives what the script makes of a pack: its points or words, or the reason why it is refused."""
    page = page_with_scripts("openPack", "readStatic", "readLive", "withChanges", "UnreadablePack")

    def reading(content: bytes, services=SERVICES):
        found = page.evaluate(_READ, [_base64(content), _base64(PUBLIC), services, FIELDS])
        assert "fault" not in found, found
        return found

    return reading


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def as_script_says(point: PackPoint, services) -> dict:
    return {
        "code": point.code,
        "place": list(point.place) if point.place else None,
        "accuracyM": -1 if point.accuracy_m is None else point.accuracy_m,
        "isAreaOnly": point.is_area_only,
        "territory": point.territory,
        "hostKind": list(HostKind).index(point.host_kind),
        "mode": str(point.opening_mode),
        "seats": point.capacity_seated,
        "beds": point.capacity_lying,
        "hoursNormal": point.hours_normal,
        "hoursActivated": point.hours_activated,
        "settlement": point.settlement,
        "address": point.address,
        "entranceNote": point.entrance_note,
        "names": point.names,
        "services": {key: str(point.services.get(key, Availability.UNKNOWN)) for key in services},
    }


FIELDS = [name for name in as_script_says(PackPoint("K7F-2MR"), ()) if name != "services"]


def test_a_pack_of_any_points(read_in_browser):
    @_EACH
    @given(st.lists(points, max_size=40, unique_by=lambda point: point.code))
    def check(given_points):
        pack = envelope(given_points)
        found = read_in_browser(sealed(pack, KEY))
        assert found["isChecked"]
        services = sorted({key for point in given_points for key in point.services})
        assert found["points"] == [as_script_says(point, services) for point in ordered(given_points)]

    check()


def test_any_live_words(read_in_browser):
    answers = st.dictionaries(
        st.sampled_from(SERVICES),
        st.tuples(st.sampled_from(Availability), st.sampled_from(live_services.AGE_EDGES_MIN)),
    )

    @_EACH
    @given(st.lists(st.tuples(live_points, answers), max_size=60))
    def check(rows):
        words, said = [row[0] for row in rows], [row[1] for row in rows]
        sections = (live.written(words), live_services.written(said, SERVICES))
        pack = Envelope(PackKind.LIVE, "", len(rows), MADE_AT, MADE_AT + timedelta(hours=24), sections)
        found = read_in_browser(sealed(pack, KEY))["words"]
        assert [(one["state"], one["teller"], one["ageMin"]) for one in found] == [
            (one.state, one.teller, one.age_min) for one in words
        ]
        assert [(one["occupancy"], one["autonomy"]) for one in found] == [
            tuple(-1 if band is None else band for band in (one.occupancy, one.autonomy)) for one in words
        ]
        assert [{key: tuple(word) for key, word in one["services"].items()} for one in found] == said

    check()


POINTS = [PackPoint("K7F-2MR", (50.0, 36.2), names={"uk": "Школа"}, capacity_seated=40), PackPoint("4T7-KWX")]
PACK = envelope(POINTS)
CONTENT = sealed(PACK, KEY)


def test_what_is_not_to_be_believed_is_refused_with_its_reason(read_in_browser):
    changed = CONTENT[:50] + bytes([CONTENT[50] ^ 1]) + CONTENT[51:]
    given_reasons = {
        b"": "not-a-pack",
        b"%PDF-1.7" + bytes(300): "not-a-pack",
        CONTENT[:-1]: "changed",
        CONTENT + b"!": "changed",
        changed: "changed",
        CONTENT[:4] + b"\x02" + CONTENT[5:]: "newer",
        sealed(PACK, OTHER_KEY): "unknown-key",
        sealed(replace(PACK, n_points=2**31), KEY): "damaged",
        sealed(replace(PACK, sections=PACK.sections[:3]), KEY): "damaged",
    }
    for content, reason in given_reasons.items():
        assert read_in_browser(content) == {"reason": reason}, content[:20]


@pytest.mark.parametrize("bomb", [{"a": [{}] * texts.MOST_PARTS}, {"a": "a" * texts.MOST_BYTES}])
def test_texts_that_would_fill_the_memory_are_refused_by_both(read_in_browser, bomb):
    content = sealed(replace(PACK, sections=(*PACK.sections[:4], texts.packed(bomb))), KEY)
    assert len(content) < 100_000
    with pytest.raises(UnreadablePack):
        read(StaticSections(*opened(content, RING.believed).sections), PACK.n_points)
    assert read_in_browser(content) == {"reason": "damaged"}


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


TEXTS = texts.unpacked(PACK.sections[4])
ODD_TEXTS = {
    "two bytes a letter": _deflated(json.dumps(TEXTS).encode("utf-16")),
    "no number": _deflated(json.dumps(TEXTS | {"more": float("nan")}).encode()),
    "no end": _deflated(json.dumps(TEXTS | {"more": float("-inf")}).encode()),
    "more seats than people": texts.packed(TEXTS | {"capacities": [10**30]}),
    "a service twice": texts.packed(TEXTS | {"services": ["service.heat", "service.heat"]}),
}


@pytest.mark.parametrize("odd", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_texts_that_one_reader_could_take_otherwise_are_refused_by_both(read_in_browser, odd):
    content = sealed(replace(PACK, sections=(*PACK.sections[:4], odd)), KEY)
    with pytest.raises(UnreadablePack):
        read(StaticSections(*opened(content, RING.believed).sections), PACK.n_points)
    assert read_in_browser(content) == {"reason": "damaged"}


def test_a_long_text_is_no_bomb(read_in_browser):
    point = PackPoint(point_code(7), entrance_note="," * (texts.MOST_PARTS - 1_000))
    assert read_in_browser(sealed(envelope([point]), KEY))["points"] == [as_script_says(point, ())]


def test_damage_under_a_valid_signature_is_refused_by_both_or_read_alike(read_in_browser):
    @settings(_EACH, max_examples=80)
    @given(st.integers(0, 4), st.binary(max_size=60), st.integers(0, 400), st.booleans())
    def check(number, junk, at, is_cut):
        section = PACK.sections[number]
        at %= len(section) + 1
        section = section[:at] + (b"" if is_cut else junk + section[at + len(junk) :])
        damaged = replace(PACK, sections=(*PACK.sections[:number], section, *PACK.sections[number + 1 :]))
        content, here = sealed(damaged, KEY), None
        with suppress(UnreadablePack):
            here = read(StaticSections(*opened(content, RING.believed).sections), PACK.n_points)
        found = read_in_browser(content)
        assert (here is None) == ("reason" in found), (here, found)
        if here is not None:
            assert found["points"] == [as_script_says(point, here.services) for point in here.points]

    check()


_CHANGED = """async ([live, changes, key, services]) => {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  try {
    const [told, since] = [await openPack(bytes(live), [bytes(key)]), await openPack(bytes(changes), [bytes(key)])];
    const words = withChanges(readLive(told, services), told, since, services);
    return { words: Array.from({ length: told.nPoints }, (_, at) => words(at)) };
  } catch (error) {
    return error instanceof UnreadablePack ? { reason: error.reason } : { fault: String(error) };
  }
}"""
_STATIC_ID = b"static__"
_services = st.dictionaries(
    st.sampled_from(SERVICES), st.tuples(st.sampled_from(Availability), st.sampled_from(live_services.AGE_EDGES_MIN))
)
_words = st.tuples(live_points, _services)


def live_pack(words) -> bytes:
    sections = (
        live.written([one for one, _said in words]),
        live_services.written([said for _one, said in words], SERVICES),
    )
    expires_at = MADE_AT + timedelta(days=1)
    return sealed(Envelope(PackKind.LIVE, "UA", len(words), MADE_AT, expires_at, sections, _STATIC_ID), KEY)


def changes_pack(told, n, base, *, since=MADE_AT, static_id=_STATIC_ID) -> bytes:
    at = MADE_AT + timedelta(minutes=40)
    sections = changes.written(changes.Changes(static_id, since, told), n, SERVICES)
    return sealed(Envelope(PackKind.DELTA, "UA", n, at, at + timedelta(days=1), sections, base), KEY)


@pytest.fixture
def change_in_browser(read_in_browser, browser):
    page = browser.contexts[-1].pages[-1]

    def changing(live_content: bytes, content: bytes):
        found = page.evaluate(_CHANGED, [_base64(live_content), _base64(content), _base64(PUBLIC), SERVICES])
        assert "fault" not in found, found
        return found

    return changing


def test_changes_take_the_place_of_words_and_the_others_go_on_ageing(change_in_browser):
    @_EACH
    @given(st.lists(st.tuples(_words, st.none() | _words), min_size=1, max_size=15))
    def check(pairs):
        before = [old for old, _new in pairs]
        told = {at: new for at, (_old, new) in enumerate(pairs) if new is not None}
        base = live_pack(before)
        found = change_in_browser(base, changes_pack(told, len(before), pack_id(base)))["words"]
        for (old, new), word in zip(pairs, found, strict=True):
            (one, said), passed = (old, 40) if new is None else (new, 0)
            assert word["state"] == (one.state and str(one.state))
            assert word["ageMin"] == (None if one.age_min is None else one.age_min + passed)
            assert word["services"] == {key: [str(answer), age + passed] for key, (answer, age) in said.items()}

    check()


def test_changes_of_others_and_with_a_gap_are_refused(change_in_browser):
    base = live_pack([(live.SILENT, {})] * 3)
    fitting = changes_pack({}, 3, pack_id(base))
    assert len(change_in_browser(base, fitting)["words"]) == 3
    for wrong in (
        changes_pack({}, 3, bytes(8)),
        changes_pack({}, 4, pack_id(base)),
        changes_pack({}, 3, pack_id(base), static_id=b"another_"),
        changes_pack({}, 3, pack_id(base), since=MADE_AT + timedelta(minutes=1)),
        base,
    ):
        assert change_in_browser(base, wrong) == {"reason": "damaged"}
    assert change_in_browser(base, fitting[:-1]) == {"reason": "changed"}
