"""A text code is read in any spelling of four languages; what is not understood is refused and never guessed."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidCode, InvalidValue, PunktError
from punkt.formats.report_message import read_report, written_report
from punkt.formats.report_text import MOST_CHARACTERS, read_text
from punkt.formats.report_text_words import LONGEST_PHRASE, folded, meanings, near, words_of, written_word
from punkt.formats.request_text import RequestText
from punkt.formats.text_code import read_text_code
from punkt.formats.word_files import words_by_meaning
from punkt.model.reports import REPORTABLE_SERVICES, REPORTABLE_STATES, ReportContent
from punkt.model.vocabulary import AgeBand, Availability, PointState, Shortage

CODE = "K7F-2M3"
NOON = datetime(2026, 1, 15, 12, 7, 33, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
MEANINGS = words_by_meaning("report_words.txt")


def read(text: str, zone: ZoneInfo | None = KYIV) -> ReportContent:
    return read_text(text, received_at=NOON, zone=zone).message.content


def said(text: str) -> ReportContent:
    return read(f"{CODE} {text}")


def test_the_example_of_the_page() -> None:
    found = read_text(
        "K7F-2M3 OPEN 24 FUEL 2/4 T19 HEAT YES WATER NO STAFF 3 SHORT FUEL,FOOD AT 14:05 NOTE door B",
        received_at=NOON,
        zone=KYIV,
    )
    assert found.message.point_code == CODE
    assert found.message.observed_at == datetime(2026, 1, 15, 12, 5, tzinfo=UTC)
    assert found.message.content == ReportContent(
        state=PointState.OPEN,
        headcount=24,
        services={"service.heat": "yes", "service.water": "no"},
        fuel_quarters=2,
        indoor_c=19.0,
        n_staff=3,
        shortages=("food", "fuel"),
        note="door B",
    )
    assert found.is_timed
    assert not found.is_checked
    assert found.read_back() == (
        "Kilo 7 Foxtrot, 2 Mike 3. Open. People there: 24. Fuel: 2/4 of the tank. Inside: 19 °C. Staff: 3. Warmth: yes."
        " Drinking water: no. Short of: Food, Fuel. Seen at 14:05 (EET). Note: door B"
    )


# --- real life -------------------------------------------------------------------------------------------------------


def test_a_ukrainian_text() -> None:
    content = read(
        "К7F-2М3 Відкрито, 47 людей. Пальне - 40 л, чверть; темп. 18,5; тепло - так, вода є, інтернет немає."
        " Персонал 4. Бракує: пального, їжі та ліжок о 13:50. Прим.: генератор гріється"
    )
    assert content == ReportContent(
        state=PointState.OPEN,
        headcount=47,
        services={"service.heat": "yes", "service.water": "yes", "service.internet": "no"},
        fuel_l=40.0,
        fuel_quarters=1,
        indoor_c=18.5,
        n_staff=4,
        shortages=("beds", "food", "fuel"),
        note="генератор гріється",
    )


def test_a_ukrainian_text_in_latin_letters() -> None:
    content = read("k7f2m3 vidkryto 12 palne 3/4 teplo tak voda nemaye personal 2 brakuie palnoho, yizhi")
    assert content == ReportContent(
        state=PointState.OPEN,
        headcount=12,
        services={"service.heat": "yes", "service.water": "no"},
        fuel_quarters=3,
        n_staff=2,
        shortages=("food", "fuel"),
    )


def test_an_estonian_text() -> None:
    content = read(
        "K7F 2M3 avatud 31 inimest, kütus pool, soe+ vesi- wifi~, sees T17, töötajaid 3, puudu kütus, toit kell 14.05"
        " märkus: uks läheb lukku".replace("sees ", "")
    )
    assert content == ReportContent(
        state=PointState.OPEN,
        headcount=31,
        services={"service.heat": "yes", "service.water": "no", "service.internet": "limited"},
        fuel_quarters=2,
        indoor_c=17.0,
        n_staff=3,
        shortages=("food", "fuel"),
        note="uks läheb lukku",
    )


def test_a_swedish_text() -> None:
    content = read(
        "K7F-2M3 ÖPPET 9 bränsle 75% vatten 120 liter värme ja personal 2 brist på mat kl 13.30 anm hala trappor"
    )
    assert content == ReportContent(
        state=PointState.OPEN,
        headcount=9,
        services={"service.heat": "yes"},
        fuel_quarters=3,
        water_l=120.0,
        n_staff=2,
        shortages=("food",),
        note="hala trappor",
    )


# --- the code --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "K7F-2M3",
        "k7f2m3",
        " К7Ф 2М3 ",
        "K-7-F-2-M-3",
        "point K7F-2M3",
        "пункт к7f–2м3",
        "kilo seven foxtrot dash two mike three",
        "Kilo 7 Foxtrot, 2 Mike 3.",
        "кіло сім фокстрот тире два майк три",
        "kilo seitse foxtrot kriips kaks mike kolm",
        "Kalle sju Filip streck två Martin tre",
    ],
)
def test_a_code_is_typed_or_spelled(code: str) -> None:
    assert read_text(f"{code} open", received_at=NOON).message.point_code == CODE


@pytest.mark.parametrize(
    ("spoken", "code"),
    [
        ("x ray whiskey uniform tango romeo three", "XWU-TR3"),
        ("ікс-рей віскі юніформ танго ромео три", "XWU-TR3"),
        ("xerxes wilhelm urban tore rudolf tre", "XWU-TR3"),
        ("alfa charlie echo, hotel juliett charlie", "ACE-HJC"),
        ("альфа чарлі ехо готель джульєтта чарлі", "ACE-HJC"),
        ("Adam Cesar Erik Helge Johan Cesar", "ACE-HJC"),
        ("lima papa alpha niner six hotel", "LPA-96H"),
        ("ліма папа альфа дев'ять шість готель", "LPA-96H"),
        ("lima papa alfa üheksa kuus hotel", "LPA-96H"),
        ("Ludvig Petter Adam nio sex Helge", "LPA-96H"),
    ],
)
def test_every_letter_of_a_code_is_spelled(spoken: str, code: str) -> None:
    found = read_text(f"{spoken} open", received_at=NOON)
    assert found.message.point_code == code
    again = read_text(found.read_back().partition(". ")[0] + " open", received_at=NOON)
    assert again.message.point_code == code


@pytest.mark.parametrize("text", ["", "OPEN 24", "K7F-2M4 OPEN", "K7F-2M OPEN", "K7F-2M33 OPEN", "kilo seven", "😀"])
def test_a_text_without_a_right_code_is_refused(text: str) -> None:
    with pytest.raises(InvalidCode):
        read(text)


# --- every word ------------------------------------------------------------------------------------------------------


def words(*kinds: str) -> list[tuple[str, str]]:
    return [(kind, word) for kind in kinds for word in words_of(kind)]


def spellings(word: str) -> tuple[str, ...]:
    return word, word.upper(), word.title()


@pytest.mark.parametrize(("meaning", "word"), words(*(f"state.{state}" for state in REPORTABLE_STATES)))
def test_every_word_for_a_state(meaning: str, word: str) -> None:
    for spelling in spellings(word):
        assert said(f"{spelling} 24") == ReportContent(state=PointState(meaning.removeprefix("state.")), headcount=24)


@pytest.mark.parametrize(("meaning", "word"), words("people", "staff", "visits", *AgeBand))
def test_every_word_that_counts_people(meaning: str, word: str) -> None:
    content = said(f"{word} 5")
    numbers = {"people": content.headcount, "staff": content.n_staff, "visits": content.n_visits}
    counted = numbers.get(meaning, content.bands.get(meaning))
    assert counted == 5


@pytest.mark.parametrize(("meaning", "word"), words("fuel", "water"))
@pytest.mark.parametrize("litre", words_of("litre"))
def test_every_word_for_litres(meaning: str, word: str, litre: str) -> None:
    content = said(f"{word} 12,5 {litre}")
    assert (content.fuel_l, content.water_l) == ((12.5, None) if meaning == "fuel" else (None, 12.5))
    assert said(f"{word} 40{litre}") == said(f"{word}: 40 {litre}.")


@pytest.mark.parametrize(("meaning", "word"), words(*(f"quarter.{n}" for n in range(5) if f"quarter.{n}" in MEANINGS)))
def test_every_word_for_quarters(meaning: str, word: str) -> None:
    assert said(f"fuel {word}").fuel_quarters == int(meaning[-1])
    assert said("fuel 3 quarters") == said("fuel 3/4") == said("fuel 75%") == said("пальне 3 чверті")


@pytest.mark.parametrize("word", words_of("temperature"))
def test_every_word_for_the_temperature(word: str) -> None:
    assert said(f"{word} -5,5").indoor_c == -5.5
    assert {said(f"{word} 19 {unit}").indoor_c for unit in words_of("degree")} == {19.0}
    assert {said(f"{word} {minus} 5").indoor_c for minus in words_of("minus")} == {-5.0}


@pytest.mark.parametrize(("meaning", "word"), words(*sorted(REPORTABLE_SERVICES)))
def test_every_word_for_a_service(meaning: str, word: str) -> None:
    if {":", "/", "."} & set(word) or len(word.split()) > LONGEST_PHRASE:
        pytest.skip("a name of a column, which nobody speaks")
    spoken = word.replace("_", " ")
    assert said(f"{spoken} yes").services == {meaning: "yes"}


@pytest.mark.parametrize(("meaning", "word"), words(*(f"answer.{answer}" for answer in Availability)))
def test_every_answer(meaning: str, word: str) -> None:
    answer = meaning.removeprefix("answer.")
    assert said(f"heat {word}").services == {"service.heat": answer}
    assert said(f"heat - {word}, open").services == {"service.heat": answer}


@pytest.mark.parametrize(("sign", "answer"), [("+", "yes"), ("-", "no"), ("~", "limited"), ("?", "unknown")])
def test_signs_stand_before_or_behind(sign: str, answer: str) -> None:
    both = {"service.heat": answer, "service.toilet": answer}
    for text in ("{0}heat {0}wc", "{0}heat,wc", "{0}heat, wc", "{0}heat and wc", "heat{0} wc{0}"):
        assert said(text.format(sign)).services == both, text


@pytest.mark.parametrize(("sign", "answer"), [("+", "yes"), ("~", "limited"), ("?", "unknown")])
def test_a_sign_may_stand_apart(sign: str, answer: str) -> None:
    assert said(f"heat {sign} wc {sign}").services == {"service.heat": answer, "service.toilet": answer}


@pytest.mark.parametrize("text", ["OPEN HEAT -", "OPEN HEAT - , 24", "OPEN HEAT - WC -"])
def test_a_dash_that_stands_apart_is_no_no(text: str) -> None:
    """It may be a heading that nobody filled in."""
    with pytest.raises(InvalidValue, match="HEAT needs yes"):
        said(text)


@pytest.mark.parametrize(("meaning", "word"), words(*(f"shortage.{word}" for word in Shortage)))
def test_every_shortage(meaning: str, word: str) -> None:
    assert said(f"short {word}").shortages == (meaning.removeprefix("shortage."),)
    assert {said(f"{short} {word}, beds").shortages for short in words_of("short")} == {
        tuple(sorted({meaning.removeprefix("shortage."), "beds"}))
    }


@pytest.mark.parametrize("word", [*words_of("nothing"), "no", "немає", "ei", "nej"])
def test_nothing_is_short(word: str) -> None:
    assert said(f"short {word} open 3") == ReportContent(state=PointState.OPEN, headcount=3, shortages=())


@pytest.mark.parametrize("word", words_of("note"))
def test_every_word_for_a_note(word: str) -> None:
    assert said(f"open {word}: Own words, 100 % (5) 😀").note == "Own words, 100 % (5) 😀"
    assert said(f"open {word}\u202e  a\n b\x00 ").note == "a b"


@pytest.mark.parametrize("word", words_of("at"))
def test_every_word_for_the_time(word: str) -> None:
    for clock in ("11:58z", "1158 UTC", "11.58 zulu", "13:58"):
        moment = read_text(f"{CODE} open {word} {clock}", received_at=NOON, zone=KYIV).message.observed_at
        assert moment == datetime(2026, 1, 15, 11, 58, tzinfo=UTC)


def test_words_that_are_written_are_read_as_what_they_stand_for() -> None:
    spoken = [meaning for meaning in MEANINGS if not meaning.startswith(("column.", "letter.", "digit."))]
    assert all(written_word(meaning).isascii() for meaning in spoken)


# --- forgiving -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "OPEN 24 FUEL 2/4 HEAT YES",
        "open, 24; fuel: 2/4! heat = yes.",
        "heat yes fuel 2/4 open 24",
        "FUEL 50 % 24 PEOPLE OPEN +HEAT",
        "Open two four. Fuel half. Heat+",
        "Open zero two four, fuel half, heat+",
        "ОPEN 24 ÖPPET FUEL 2/4 HEAT YES HEAT YES",
        "відчинено — 24 особи, пальне – пів бака, тепло: так",
        "відчинено 24 чол., пальне 1/2 бака, тепло+",
        "OEPPET 24 BRAENSLE HALVT VAERME JA",
        "LAHTI 24 KUETUS POOL KUTE JAH",
    ],
)
def test_one_report_in_many_spellings(text: str) -> None:
    assert said(text) == ReportContent(
        state=PointState.OPEN, headcount=24, fuel_quarters=2, services={"service.heat": "yes"}
    )


def test_a_word_with_a_value_of_its_own_is_not_in_the_list() -> None:
    content = said("short fuel food water 40 l, heat yes")
    assert content == ReportContent(water_l=40.0, shortages=("food", "fuel"), services={"service.heat": "yes"})
    assert said("+heat,wc, water no").services == {
        "service.heat": "yes",
        "service.toilet": "yes",
        "service.water": "no",
    }


def test_a_temperature_is_known_by_its_unit() -> None:
    assert said("open 19 C") == ReportContent(state=PointState.OPEN, indoor_c=19.0)
    assert said("-3 °C, 24 people") == said("T-3 people 24") == ReportContent(indoor_c=-3.0, headcount=24)


def test_ja_is_and_in_estonian_and_yes_in_swedish() -> None:
    assert said("värme ja vatten nej").services == {"service.heat": "yes", "service.water": "no"}
    assert said("puudu kütus ja toit").shortages == ("food", "fuel")
    assert said("+soe ja vesi").services == {"service.heat": "yes", "service.water": "yes"}
    with pytest.raises(InvalidValue, match="soe needs yes"):
        said("soe ja vesi ei")
    with pytest.raises(InvalidValue, match="wifi needs yes"):
        said("wifi ja wc ei")


# --- never guessed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Nothing is said"),
        ("OPNE 24", "OPNE is not understood; it may be OPEN"),
        ("xyzzy", "xyzzy is not understood. What"),
        ("OPEN 24 €", "character €"),
        ("OPEN CLOSED", "open and closed"),
        ("OPEN 24 25 people", "24 and 25"),
        ("OPEN 24 people 25", "25 does not say what it counts"),
        ("PEOPLE 24 people 25", "24 and 25"),
        ("HEAT YES HEAT NO", "yes and no"),
        ("HEAT+ HEAT-", "yes and no"),
        ("FUEL 40 L FUEL 41 L", "40 and 41"),
        ("FUEL 1/4 FUEL HALF", "1 and 2"),
        ("T19 T20", "19 and 20"),
        ("SHORT FOOD SHORT FUEL", "food and fuel"),
        ("SHORT NONE SHORT FUEL", "NONE and fuel"),
        ("OPEN AT 12:00Z AT 12:01Z", "12:00 and 12:01"),
        ("24", "24 does not say what it counts"),
        ("OPEN 10-15", "does not say"),
        ("OPEN 3 STAFF, 20", "STAFF needs a number"),
        ("OPEN 08:00", "08:00 does not say what it belongs to. For example: AT 08:00"),
        ("FUEL ,5 L", "not a number"),
        ("FUEL .5 L", "not a number"),
        ("OPEN ,24", "not a whole number"),
        ("HEAT - 5 C", "HEAT needs yes"),
        ("HEAT- 5 C", "HEAT needs yes"),
        ("HEAT +18", "HEAT needs yes"),
        ("HEAT YES?", "does not say"),
        ("OPEN 24 7", "7 does not say"),
        ("OPEN 06", "two ways"),
        ("T05", "two ways"),
        ("OPEN 2.5", "not a whole number"),
        ("OPEN 1,000", "not a whole number"),
        ("OPEN 1 000", "000 does not say"),
        ("OPEN 100001", "whole number from 0"),
        ("FUEL 40", "needs a number"),
        ("FUEL FULL", "needs a number"),
        ("FUEL 1,000 L", "two ways"),
        ("FUEL 1.000.000 L", "two ways"),
        ("FUEL 1.2.3 L", "not a number"),
        ("FUEL 5/4", "quarters of a tank"),
        ("FUEL 1/3", "quarters of a tank"),
        ("FUEL 60%", "quarters of a tank"),
        ("FUEL -5 L", "needs a number"),
        ("WATER 50", "needs a number"),
        ("WATER", "yes, no or limited"),
        ("HEAT", "yes, no or limited"),
        ("HEAT WATER NO", "HEAT needs yes"),
        ("HEAT - WATER", "HEAT needs yes"),
        ("HEAT-WATER", "not understood"),
        ("NO WATER", "NO does not say what it belongs to"),
        ("OPEN?", "does not say what it belongs to"),
        ("+ HEAT", "does not say what it belongs to"),
        ("+HEAT WC", "WC needs yes"),
        ("T - 5", "minus or a dash"),
        ("T", "needs a number"),
        ("T99", "outside"),
        ("STAFF", "needs a number"),
        ("STAFF many", "needs a number"),
        ("SHORT", "what is short"),
        ("SHORT WATER NO", "what is short"),
        ("SHORT gold", "what is short"),
        ("OPEN AT", "needs a time"),
        ("OPEN AT noon", "needs a time"),
        ("OPEN AT 25:00", "no time of day"),
        ("OPEN AT 7", "no time of day"),
        ("OPEN 5 MEN 6", "more people"),
        ("VISITS", "VISITS 3"),
        ("VISITS - 3", "a minus or a dash"),
        ("VISITS 20000", "not a whole number"),
        ("OPEN visitors 12", "visitors"),
        ("OPEN NOTA", "NOTA is not understood; it may be NOTE"),
    ],
)
def test_what_is_not_clear_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        said(text)


def test_a_time_needs_a_zone() -> None:
    with pytest.raises(InvalidValue, match="zone"):
        read(f"{CODE} OPEN AT 14:05", zone=None)


def test_a_letter_is_no_text_code() -> None:
    with pytest.raises(InvalidValue, match="no more than"):
        said("NOTE " + "x" * MOST_CHARACTERS)


def test_what_stood_in_the_text_is_named_in_printable_letters() -> None:
    with pytest.raises(InvalidValue) as refused:
        said("\x1b[2J" + "o" * 500)
    assert str(refused.value).isprintable()
    with pytest.raises(InvalidValue) as refused:
        said("o" * 500)
    assert len(str(refused.value)) < 200


def test_words_to_offer_are_near_and_few() -> None:
    assert near("vatte")[0] == "VATTEN"
    assert near("зачінено")[0] == "ЗАЧИНЕНО"
    assert near("xyzzy") == ()
    assert len(near("wate")) <= 2


pieces = st.sampled_from(
    [word for meaning in MEANINGS for word in words_of(meaning)[:3]]
    + [
        "+",
        "-",
        "~",
        "?",
        ",",
        ".",
        ":",
        "/",
        " ",
        "  ",
        "5",
        "24",
        "2/4",
        "14:05",
        "1,5",
        "*123",
        "\n",
        "ї",
        "\x00",
        "½",
    ]
)


@given(st.text() | st.lists(pieces, max_size=12).map(" ".join) | st.lists(pieces, max_size=12).map("".join))
def test_whatever_comes_is_a_report_or_a_refusal(text: str) -> None:
    for whole in (text, f"{CODE} {text}"):
        try:
            message = read_text(whole, received_at=NOON, zone=KYIV).message
        except PunktError:
            continue  # any other fault would be ours
        assert read_report(written_report(message)) == message


# --- the page --------------------------------------------------------------------------------------------------------

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "report-text.md").read_text(encoding="utf-8")


def table_rows() -> list[tuple[str, list[str]]]:
    rows = [
        line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 6
    ]
    return [(meaning, [word for cell in cells for word in cell.split(", ")]) for meaning, *cells in rows[1:]]


def test_the_page_lists_every_meaning_in_four_languages_with_words_that_are_read() -> None:
    rows = dict(table_rows())
    inner = (
        "column.",
        "estonian",
        "heads",
        "letter.",
        "digit.",
        "dash",
        "point",
        "plus",
        "percent",
        "quarters",
        "quarter.4",
    )
    assert set(rows) == {meaning for meaning in MEANINGS if not meaning.startswith(inner)}
    unknown = [word for meaning, listed in rows.items() for word in listed if meaning not in meanings(folded(word))]
    assert not unknown


@pytest.mark.parametrize("block", re.findall(r"```\n(.+?)```", PAGE, flags=re.DOTALL))
def test_every_example_of_the_page_is_read(block: str) -> None:
    for line in block.splitlines():
        if "Seen at" not in line and "Asked at" not in line:
            found = read_text_code(line, received_at=NOON, zone=KYIV)
            assert isinstance(found, RequestText) or found.message.content != ReportContent()


def test_entries_are_counted_apart_from_people_and_can_be_taken_back() -> None:
    assert said("OPEN 24 VISITS 31") == ReportContent(state=PointState.OPEN, headcount=24, n_visits=31)
    assert said("31 visits, 24 people") == ReportContent(headcount=24, n_visits=31)
    assert said("visits -3") == said("visits minus 3") == ReportContent(n_visits=-3)
    assert said("відвідувань +5") == ReportContent(n_visits=5)
