"""A request for supplies is written as a text code of one message and read in any spelling of four languages."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue, PunktError
from punkt.formats.report_text import ReportText, read_text
from punkt.formats.report_text_words import folded, meanings, words_of, written_word
from punkt.formats.report_text_writing import LONGEST, places_of
from punkt.formats.request_text import RequestText, request_ulid
from punkt.formats.request_text_writing import write_request_text
from punkt.formats.supply_message import read_request
from punkt.formats.text_code import read_text_code
from punkt.formats.word_files import words_by_meaning
from punkt.ids import point_code
from punkt.model.request_words import RequestKind, RequestUrgency
from punkt.model.requests import Asked
from punkt.model.stock_items import STOCKED, WATER, kind_and_item, unit_of
from punkt.units import Unit

CODE = "K7F-2M3"
NOW = datetime(2026, 1, 15, 12, 7, 33, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
MEANINGS = words_by_meaning("report_words.txt")
THINGS = sorted({*RequestKind, *(set(STOCKED) - {WATER})})
DIESEL = Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 200.0)

codes = st.integers(0, 23**5 - 1).map(point_code)
minutes = st.integers(0, 60 * 24 - 6).map(lambda n_minutes: NOW - timedelta(minutes=n_minutes))


def asked_at(moment: datetime) -> st.SearchStrategy[Asked]:
    start = moment.replace(second=0)
    until = st.integers(0, 60 * 24 - 1).map(lambda n_minutes: start + timedelta(minutes=n_minutes))
    return st.builds(
        lambda thing, *rest: Asked(kind_and_item(thing)[0], rest[0], kind_and_item(thing)[1], *rest[1:]),
        st.sampled_from(THINGS),
        st.sampled_from(RequestUrgency),
        st.none() | st.integers(1, 10_000_000).map(lambda tenth: tenth / 10),
        st.none() | until,
        st.text("abc äöå:*9N.,[]", min_size=1, max_size=60).map(lambda note: " ".join(note.split()) or "door B"),
    )


def read(text: str, zone: ZoneInfo | None = KYIV) -> RequestText:
    found = read_text_code(text, received_at=NOW, zone=zone)
    assert isinstance(found, RequestText)
    return found


def asked(text: str) -> Asked:
    return read(f"{CODE} {text}").asked


@given(codes, st.data())
def test_what_is_written_is_read_again(code: str, data: st.DataObject) -> None:
    moment = data.draw(minutes)
    request = data.draw(asked_at(moment))
    written = write_request_text(code, request, moment)
    assert places_of(written.text) <= LONGEST
    assert not written.left_out
    assert not written.rounded
    found = read(written.text)
    assert (found.point_code, found.asked) == (code, request)
    assert found.observed_at == moment.replace(second=0)
    assert found.is_timed
    assert found.is_checked
    assert write_request_text(code, found.asked, found.observed_at).text == written.text
    assert read_request(found.item()) == request


@given(st.text(max_size=200) | st.lists(st.sampled_from([w for m in MEANINGS for w in words_of(m)[:3]])).map(" ".join))
def test_whatever_comes_is_a_request_or_a_refusal(text: str) -> None:
    try:
        found = read(f"{CODE} ASK {text}")
    except PunktError:
        return
    assert found.asked == found.asked.checked("request")
    assert read_request(found.item()) == found.asked


@given(st.text(max_size=200))
def test_whatever_comes_without_a_code_is_read_or_refused(text: str) -> None:
    try:
        found = read_text_code(text, received_at=NOW, zone=KYIV)
    except PunktError:
        return
    assert isinstance(found, ReportText | RequestText)


@pytest.mark.parametrize(
    "text",
    [
        "K7F-2M3 ASK DIESEL 200 L NOW",
        "k7f2m3 ask for 200 litres, diesel: urgent",
        "kilo seven foxtrot dash two mike three. Ask diesel two zero zero litres. Now.",
        "К7Ф-2М3 просимо дизелю 200 л терміново",
        "К7Ф2М3 прошу пальне дизель - 200 літрів, зараз",
        "K7F-2M3 prosymo dyzeliu 200 l nehaino",
        "K7F-2M3 palume diislikütust 200 liitrit kohe",
        "K7F-2M3 BEGÄR DIESEL 200 LITER GENAST",
    ],
)
def test_one_request_in_many_spellings(text: str) -> None:
    assert read(text).asked == DIESEL
    assert read(text).item().ulid == request_ulid(CODE, NOW, DIESEL)


def things_and_words() -> list[tuple[str, str]]:
    return [(meaning, word) for meaning in MEANINGS if meaning.startswith("thing.") for word in words_of(meaning)]


@pytest.mark.parametrize(("meaning", "word"), things_and_words())
def test_every_word_for_a_thing(meaning: str, word: str) -> None:
    thing = meaning.removeprefix("thing.")
    kind, item = kind_and_item(thing)
    litre = "L" if unit_of(kind) is Unit.LITRE else ""
    found = asked(f"ask {word} 20 {litre} note why")
    narrower = kind is RequestKind.FUEL and not item and f"thing.{found.item}" in meanings(folded(word))
    assert (found.kind, found.quantity) == (kind, 20.0)
    assert found.item == item or narrower


def test_all_that_can_be_asked_for_has_a_word() -> None:
    assert {meaning.removeprefix("thing.") for meaning in MEANINGS if meaning.startswith("thing.")} == set(THINGS)
    assert {f"urgency.{word}" for word in RequestUrgency} == {one for one in MEANINGS if one.startswith("urgency.")}
    assert all(written_word(meaning).isascii() for meaning in MEANINGS if meaning.startswith(("thing.", "urgency.")))


@pytest.mark.parametrize("urgency", RequestUrgency)
def test_every_word_for_how_soon(urgency: RequestUrgency) -> None:
    assert {asked(f"ask staff 2 {word}").urgency for word in words_of(f"urgency.{urgency}")} == {urgency}


@pytest.mark.parametrize("word", words_of("ask"))
def test_every_word_that_asks(word: str) -> None:
    assert asked(f"{word} water 50 l") == Asked(RequestKind.WATER, quantity=50.0)


def test_what_is_not_said_is_not_known_and_today_is_soon_enough() -> None:
    assert asked("ask transport") == Asked(RequestKind.TRANSPORT, RequestUrgency.TODAY, quantity=None)


def test_the_time_until_is_the_next_and_that_of_asking_the_last() -> None:
    found = read(f"{CODE} ask staff 2 by 10:00 at 13:50")
    assert found.observed_at == datetime(2026, 1, 15, 11, 50, tzinfo=UTC)
    assert found.asked.needed_by == datetime(2026, 1, 16, 8, 0, tzinfo=UTC)
    assert asked("ask staff 2 until 12:07Z").needed_by == NOW.replace(second=0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ask", "It is not said what is asked for."),
        ("ask 200 l now", "It is not said what is asked for."),
        ("ask diesel 200", "200 does not say how much in the unit"),
        ("ask staff 2 l", "2 does not say how much in the unit"),
        ("ask beds 3 people", "3 does not say how much in the unit"),
        ("ask diesel 1,000 l", "may be read in two ways"),
        ("ask diesel 0 l", "is no quantity"),
        ("ask diesel 20 l 30 l", "Two things are said that cannot both be"),
        ("ask diesel, water", "Two things are asked for: DIESEL, WATER."),
        ("ask diesel petrol", "Two things are asked for: DIESEL, PETROL."),
        ("ask diesel 20 l now today", "Two things are said that cannot both be"),
        ("ask diesel 20 l open", "open says nothing of what is asked for."),
        ("ask diesel 20 l +heat", "+ is not understood."),
        ("ask diesel 20 l 14:05", "14:05 does not say what it belongs to."),
        ("ask diesel 20 l by", "by needs a time after it."),
        ("ask sauna", "sauna is not understood"),
        ("ask other 2", "Write in the note what is needed."),
        ("ask diesel 20 l *000", "does not fit"),
    ],
)
def test_what_is_not_clear_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidValue, match=re.escape(reason)):
        asked(text)


def test_a_text_reports_or_asks() -> None:
    with pytest.raises(InvalidValue, match="ask stands right behind the code"):
        read_text_code(f"{CODE} open 24 ask diesel 20 l", received_at=NOW)
    with pytest.raises(InvalidValue, match="ask stands right behind the code"):
        read_text(f"{CODE} ask diesel 20 l", received_at=NOW)
    assert isinstance(read_text_code(f"{CODE} short fuel", received_at=NOW), ReportText)


def test_a_time_needs_a_zone() -> None:
    for text in ("at 14:05", "by 18:00 at 12:05Z"):
        with pytest.raises(InvalidValue, match="in which zone"):
            read(f"{CODE} ask staff 2 {text}", zone=None)
    with pytest.raises(ValueError, match="time zone"):
        read_text_code(f"{CODE} ask staff 2", received_at=NOW.replace(tzinfo=None))


def test_a_full_request_is_one_text_that_is_read_back() -> None:
    request = Asked(
        RequestKind.FUEL, RequestUrgency.HOURS, "fuel.diesel", 200.0, NOW + timedelta(hours=20), "Gate from the yard"
    )
    written = write_request_text(CODE, request, NOW)
    assert written.text == "K7F-2M3 ASK DIESEL 200L SOON BY 08:07Z AT 12:07Z *467 NOTE: Gate from the yard"
    assert read(written.text).read_back() == (
        "Kilo 7 Foxtrot, 2 Mike 3. Asked for: Fuel: diesel, 200 l. Within a few hours. Needed by 10:07 (EET) the day"
        " after. Asked at 14:07 (EET). Note: Gate from the yard"
    )
    assert read(f"{CODE} ask staff by 16:00 at 15:00").read_back() == (
        "Kilo 7 Foxtrot, 2 Mike 3. Asked for: Staff, how much is not known. Today. Needed by 16:00 (EET)."
        " Asked yesterday at 15:00 (EET)."
    )


def test_what_does_not_fit_is_said() -> None:
    for until in (NOW - timedelta(hours=1), NOW + timedelta(days=1)):
        assert write_request_text(CODE, Asked(RequestKind.STAFF, needed_by=until), NOW).left_out == ("needed_by",)
    for note in ("Світла немає", "x" * 150, "two\nlines"):
        written = write_request_text(CODE, Asked(RequestKind.STAFF, note=note), NOW)
        assert written.left_out == ("note",)
        assert "NOTE" not in written.text
    little = write_request_text(CODE, Asked(RequestKind.WATER, quantity=0.04), NOW)
    assert little.rounded == ("quantity",)
    assert read(little.text).asked.quantity == 0.1


@pytest.mark.parametrize("text", [write_request_text(CODE, DIESEL, NOW).text])
def test_one_wrong_character_is_found(text: str) -> None:
    right = read(text)
    missed = []
    for place in range(len(text)):
        for other in "0123456789ABCEFHIKLNOSTWXZaz +-~?,.:*/&%!_\nä":
            changed = text[:place] + other + text[place + 1 :]
            try:
                found = read_text_code(changed, received_at=NOW, zone=KYIV)
            except PunktError:
                continue
            if not isinstance(found, RequestText) or (found.asked, found.observed_at) != (
                right.asked,
                right.observed_at,
            ):
                missed.append(changed)
    assert not missed
