"""What was said of a door is the same on the page, in a pack that Python reads, and in one that the browser reads."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import translation

from punkt.confidence.evidence import CounterWord
from punkt.model.vocabulary import OpeningMode, PointState, ReportChannel, label
from punkt.pack import changes, live, live_services
from punkt.pack.envelope import Envelope, PackKind, pack_id, sealed
from punkt.pack.points import PackPoint
from punkt_web.finder import words
from punkt_web.finder.answers import found_now
from punkt_web.finder.network import Near
from punkt_web.finder.offline import _words, rules
from punkt_web.finder.pack_reading import _published, _status
from punkt_web.finder.packs import _live_point
from punkt_web.operations.statuses import PublishedStatus
from tests.library.pack.packs import KEY, MADE_AT

PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
LANGUAGES = ["uk", "en", "et", "sv"]
MODES = (OpeningMode.SCHEDULE, OpeningMode.STANDBY)
AGES_MIN = (0, 15, 60, 180, 240, 480, 1440, 1441, 1800, 60 * 24 * 9)
LATER = (timedelta(0), timedelta(hours=2), timedelta(hours=23))
MACHINES = {ReportChannel.DEVICE, ReportChannel.IMPORT}
DAY_MIN = 1440
TABLE = [(None, None, 0), *product(PointState, ReportChannel, AGES_MIN)]
CLAIMS = (PointState.OPEN, PointState.FULL, PointState.OPENING)
_STATIC_ID = b"8 bytes."

_SAY = """async ([live, before, changes, key, language, words, rules, modes, now]) => {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const open = (pack) => openPack(bytes(pack), [bytes(key)]);
  const [told, silent, since] = await Promise.all([live, before, changes].map(open));
  const wording = new Wording(language, words, rules);
  const saying = (word, madeAt) => (mode) => {
    const found = new Found({ mode }, word, madeAt, rules, now);
    return [found.shown.state, found.shown.sureness, wording.state(found), wording.confirmation(found)];
  };
  const all = (words, madeAt) =>
    Array.from({ length: told.nPoints }, (_, at) => modes.map(saying(words(at), madeAt)));
  const changed = withChanges(readLive(silent, []), silent, since, []);
  return [all(readLive(told, []), told.madeAt), all(changed, since.madeAt)];
}"""


@pytest.fixture
def say_in_browser(page_with_scripts):
    """Gives what the scripts say of words on points, from a live pack and from a pack of changes of all of them."""
    page = page_with_scripts("openPack", "readLive", "withChanges", "Found", "Wording", "WITHHELD")

    def saying(told, language, now):
        given = [
            *map(_base64, (*_packs(told), PUBLIC)), language, _words(language), rules(),
            [str(mode) for mode in MODES], now.timestamp() * 1000,
        ]  # fmt: skip
        return page.evaluate(_SAY, json.loads(json.dumps(given)))

    saying.page = page
    return saying


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _packs(told) -> tuple[bytes, bytes, bytes]:
    """A live pack, one in which nothing is said, and one of changes to that."""
    before = _sealed(PackKind.LIVE, len(told), _live_sections([live.SILENT] * len(told)), _STATIC_ID)
    each = {at: (word, {}) for at, word in enumerate(told)}
    changed = changes.written(changes.Changes(_STATIC_ID, MADE_AT, each), len(told), ())
    return (
        _sealed(PackKind.LIVE, len(told), _live_sections(told), _STATIC_ID),
        before,
        _sealed(PackKind.DELTA, len(told), changed, pack_id(before)),
    )


def _live_sections(told) -> tuple[bytes, bytes]:
    return live.written(told), live_services.written([{}] * len(told), ())


def _sealed(kind, n, sections, base) -> bytes:
    return sealed(Envelope(kind, "", n, MADE_AT, MADE_AT + timedelta(days=1), sections, base), KEY)


def point(mode):
    return _published(0, PackPoint("K7F-2MR", opening_mode=mode), MADE_AT)


def status(state, channel, age_min):
    return PublishedStatus(state, state and MADE_AT - timedelta(minutes=age_min), channel)


def said_of(one_status, mode, now) -> list[str]:
    found = found_now(Near(point(mode), None), one_status, now)
    return [found.shown.state, found.shown.sureness, words.state_words(found), words.confirmation_words(found)]


@pytest.mark.parametrize("later", LATER, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_by_each_teller_at_each_age(say_in_browser, language, later):
    now = MADE_AT + later
    told = [_live_point(point(MODES[0]), status(*row), MADE_AT) for row in TABLE]
    by_script, by_changes = say_in_browser(told, language, now)
    assert by_changes == by_script
    with translation.override(language):
        for row, word, by_mode in zip(TABLE, told, by_script, strict=True):
            for mode, from_script in zip(MODES, by_mode, strict=True):
                assert from_script == said_of(_status(word, {}, MADE_AT), mode, now), (row, mode)
                assert from_script == as_a_pack_says(row, mode, now), (row, mode)


def as_a_pack_says(row, mode, now) -> list[str]:
    """What the page says; of it a pack knows only which kind of teller it was, and no age past a day."""
    state, channel, age_min = row
    kind = channel if channel in {None, ReportChannel.RESIDENT, *MACHINES} else ReportChannel.KEEPER
    said = said_of(status(state, kind, age_min), mode, now)
    if channel in MACHINES:
        return [*said[:3], words.say("nobody_confirmed")]
    if state and age_min > DAY_MIN:
        by_whom = "not_by_staff" if channel is ReportChannel.RESIDENT else "not_for_over_a_day"
        told = {"who": words.translated(label(kind)), "state": words.translated(label(state))}
        return [*said[:2], words.say(by_whom), words.say("last_word", ago=words.say("over_a_day_ago"), **told)]
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_people_contradict(say_in_browser, language):
    """Also where the page still shows the door: the pack is read later."""
    against = tuple(CounterWord(MADE_AT, sender) for sender in "ab")
    rows = [row for row in TABLE if row[0] in CLAIMS and row[1] is ReportChannel.KEEPER and 0 < row[2] <= 60]
    told = [_live_point(point(MODES[0]), replace(status(*row), shut_words=against), MADE_AT) for row in rows]
    by_script, by_changes = say_in_browser(told, language, MADE_AT)
    assert by_changes == by_script
    with translation.override(language):
        for row, word, by_mode in zip(rows, told, by_script, strict=True):
            for mode, from_script in zip(MODES, by_mode, strict=True):
                assert from_script == said_of(_status(word, {}, MADE_AT), mode, MADE_AT), row
                assert from_script[2] == words.say("contradicted"), row
            contradicted = replace(status(*row), shut_words=against, is_contradicted=True)
            assert from_script[3] == said_of(contradicted, MODES[0], MADE_AT)[3], row


@pytest.mark.parametrize("language", LANGUAGES)
def test_ages_and_distances_are_told_in_the_same_steps(say_in_browser, language):
    minutes = [0, 1, 59, 60, 119, 120, 121, 47 * 60 + 59, 48 * 60, 72 * 60]
    metres = [3, 29.9, 30, 994.9, 995, 999, 1_000, 9_949, 9_950, 12_345]
    found = say_in_browser.page.evaluate(
        """([language, words, rules, minutes, metres]) => {
          const wording = new Wording(language, words, rules);
          const found = (ageMin) => ({ ageMin, shown: { state: "not_confirmed" }, word: { teller: "staff" } });
          return [minutes.map((n) => wording.ago(n)), minutes.map((n) => wording.state(found(n))),
            metres.map((n) => wording.distance(n))];
        }""",
        json.loads(json.dumps([language, _words(language), rules(), minutes, metres])),
    )
    ages = [timedelta(minutes=n) for n in minutes]
    with translation.override(language):
        assert found == [
            [words.ago(age) for age in ages],
            [words.not_confirmed_for(age) for age in ages],
            [words.distance_words(n) for n in metres],
        ]


def test_of_a_door_that_a_person_spoke_of_nobody_reads_that_nobody_did(say_in_browser):
    told = [_live_point(point(MODES[0]), status(*row), MADE_AT) for row in TABLE]
    by_script, _by_changes = say_in_browser(told, "en", MADE_AT)
    for (state, channel, _age), by_mode in zip(TABLE, by_script, strict=True):
        for said in by_mode:
            is_denied = "Never confirmed" in said[2] or "Nobody" in said[3] or not said[3]
            assert is_denied <= (channel in {None, *MACHINES}), (state, channel, said)


def test_an_age_between_two_bands_makes_no_door_surer(say_in_browser):
    rows = [(state, channel, age) for state, channel, _age in TABLE[1:] for age in (3, 50, 100, 200, 300, 900)]
    told = [_live_point(point(MODES[0]), status(*row), MADE_AT) for row in rows]
    by_script, _by_changes = say_in_browser(told, "en", MADE_AT)
    surest = ["not_confirmed", "likely", "almost_certain"]
    for row, by_mode in zip(rows, by_script, strict=True):
        online = said_of(status(*row), MODES[0], MADE_AT)
        assert surest.index(by_mode[0][1]) <= surest.index(online[1]), row
        assert by_mode[0][0] in {online[0], "not_confirmed"}, row


def test_what_is_withheld_is_neither_confirmed_nor_denied(say_in_browser):
    said = say_in_browser.page.evaluate(
        """([words, rules, modes]) => modes.map((mode) => {
          const [found, wording] = [new Found({ mode }, WITHHELD, 0, rules, 0), new Wording("en", words, rules)];
          return [found.shown.state, wording.state(found), wording.confirmation(found)];
        })""",
        json.loads(json.dumps([_words("en"), rules(), [str(mode) for mode in MODES]])),
    )
    assert said == [["not_confirmed", "What was said of this door is not shown", ""]] * 2


def test_a_word_of_a_machine_takes_a_point_out_of_standby_in_a_pack_too():
    row = status(PointState.OPEN, ReportChannel.DEVICE, 3)
    word = _live_point(point(OpeningMode.STANDBY), row, MADE_AT)
    assert word == replace(live.SILENT, state=PointState.OPEN)
    assert said_of(_status(word, {}, MADE_AT), OpeningMode.STANDBY, MADE_AT)[0] == "not_confirmed"
