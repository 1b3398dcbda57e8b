"""Blanks, numbers with units, yes and no, dates and hours as people write them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from punkt.formats.hours_text import hours_of, osm_hours
from punkt.formats.unit_words import unit_factor
from punkt.formats.values import (
    Quantity,
    availability_of,
    clean,
    clean_cell,
    is_blank,
    moment_of,
    number_of,
    quantity_of,
)
from punkt.model.vocabulary import Availability, OpeningMode
from punkt.units import Unit


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u00a0",
        "-",
        "—",
        "–",
        "\u2010",
        "\u2011",
        "\u2012",
        "\u2015",
        "null",
        "NULL",
        "None",
        "n/a",
        "N/A",
        "NaN",
        "невідомо",
        "UNK",
        "unknown",
        "немає даних",
        "okänt",
        "teadmata",
        "?",
        "н/д",
        "<br>",
        "&nbsp;",
        "[]",
    ],
)
def test_every_way_to_write_a_blank_says_nothing(text: str) -> None:
    assert clean(text).text == ""
    assert is_blank(text)
    assert availability_of(clean(text).text) is None


def test_false_and_zero_are_not_blank() -> None:
    assert not is_blank(cell=False)
    assert not is_blank(0)
    assert is_blank(None)
    assert is_blank([])


def test_markup_and_unprintable_characters_go_and_the_words_stay() -> None:
    assert clean("<b>Школа</b>&nbsp;№&nbsp;5<br/>вхід") == ("Школа № 5. вхід", True)
    assert clean("&lt;script&gt;alert(1)&lt;/script&gt;ok") == ("alert(1) ok", True)
    assert clean("Шк\x00ола\u202e \u200bліцей") == ("Школа ліцей", True)
    assert clean("5 < 7 & 8") == ("5 < 7 & 8", False)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (380671234567.0, "380671234567"),
        (5, "5"),
        (0.5, "0.5"),
        (True, "true"),
        (["a", 2], "a, 2"),
        ({"a": 1}, '{"a": 1}'),
        (1e300, "1e+300"),
    ],
)
def test_cells_that_are_not_text_become_text(cell: object, text: str) -> None:
    assert clean_cell(cell).text == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("50", Quantity(50)),
        ("1 000", Quantity(1000)),
        ("1\u00a0000", Quantity(1000)),
        ("до 50 осіб", Quantity(50, "осіб")),
        ("50-100", Quantity(50, "", True)),
        ("100 – 50", Quantity(50, "", True)),
        ("200+", Quantity(200)),
        ("50 чол.", Quantity(50, "чол")),
        ("понад 200 +", Quantity(200)),
        ("1.500", Quantity(1500)),
        ("1,000", Quantity(1000)),
        ("від 50 до 100 осіб", Quantity(50, "осіб", True)),
        ("50.0", Quantity(50)),
        ("близько 1600 осіб (+найпростіші)", Quantity(1600, "осіб")),
        ("багато", None),
        ("9" * 40, None),
    ],
)
def test_counts_are_read_from_words(text: str, quantity: Quantity | None) -> None:
    assert quantity_of(text, is_count=True) == quantity


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("5 кВт", Unit.KILOWATT, 5),
        ("5000 W", Unit.KILOWATT, 5),
        ("7,5кВт", Unit.KILOWATT, 7.5),
        ("10 кВА", Unit.KILOWATT, 8),
        ("200 л", Unit.LITRE, 200),
        ("1,5 м³", Unit.LITRE, 1500),
        ("2 год", Unit.MINUTE, 120),
        ("30 хв", Unit.HOUR, 0.5),
        ("1 м", Unit.CENTIMETRE, 100),
        ("18 °C", Unit.CELSIUS, 18),
    ],
)
def test_numbers_are_brought_to_the_unit_of_the_field(text: str, unit: Unit, value: float) -> None:
    quantity = quantity_of(text)
    assert quantity is not None
    factor = unit_factor(quantity.unit_word, unit)
    assert factor is not None
    assert quantity.number * factor == pytest.approx(value)


def test_a_unit_of_something_else_is_not_guessed() -> None:
    assert unit_factor("бочки", Unit.LITRE) is None
    assert unit_factor("діб", Unit.LITRE) is None


def test_a_decimal_comma_is_a_decimal_point() -> None:
    assert number_of("50,60329") == 50.60329
    assert number_of("-3.5") == -3.5
    assert number_of("1,2,3") is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            Availability.YES,
            [
                "так",
                "Так",
                "є",
                "наявний",
                "наявне",
                "в наявності",
                "yes",
                "TRUE",
                "да",
                "jah",
                "olemas",
                "ja",
                "finns",
                "има",
                "+",
                "так, 2 шт",
                "designated",
                "wlan",
            ],
        ),
        (Availability.LIMITED, ["частково", "limited", "обмежено", "є частково", "osaliselt", "delvis", "частично"]),
        (
            Availability.NO,
            [
                "ні",
                "немає",
                "відсутній",
                "відсутня",
                "no",
                "false",
                "нет",
                "ei",
                "puudub",
                "nej",
                "saknas",
                "няма",
                "немає, відсутній",
                "не передбачено",
            ],
        ),
        (Availability.NOT_APPLICABLE, ["не потребує", "not applicable", "ei kohaldu"]),
        (
            None,
            [
                "санвузол переносний",
                "не працює",
                "наявний, але несправний",
                "так і ні",
                "5",
                "+380671234567",
                "200+",
                "Школа",
            ],
        ),
    ],
)
def test_answers_are_understood_in_the_languages_of_the_lists(answer: Availability | None, words: list[str]) -> None:
    assert {word: availability_of(word) for word in words} == dict.fromkeys(words, answer)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (1700000000000, "2023-11-14T22:13:20+00:00"),
        (1700000000, "2023-11-14T22:13:20+00:00"),
        ("1700000000000", "2023-11-14T22:13:20+00:00"),
        ("12.03.2024", "2024-03-12"),
        ("12.03.2024 14:05", "2024-03-12T14:05:00"),
        ("2024-03-12T10:00:00Z", "2024-03-12T10:00:00+00:00"),
        ("2024-03-12T10:00:00+0200", "2024-03-12T10:00:00+02:00"),
        ("2024-3-1", "2024-03-01"),
        ("2024/03/12", "2024-03-12"),
        ("20240312", "2024-03-12"),
        ("03/25/2024", "2024-03-25"),
        (45000, "2023-03-15"),
        ("станом на 01.10.2025 р.", "2025-10-01"),
        ("31.02.2024", ""),
        ("вчора", ""),
        (12, ""),
        ("12.03.1812", ""),
        (float(10**18), ""),
    ],
)
def test_dates_are_read_from_epochs_words_and_spreadsheets(cell: str | float, moment: str) -> None:
    assert moment_of(cell) == moment


@pytest.mark.parametrize(
    ("text", "mode", "hours"),
    [
        ("цілодобово", OpeningMode.ROUND_THE_CLOCK, "24/7"),
        ("24/7", OpeningMode.ROUND_THE_CLOCK, "24/7"),
        ("00:00 – 24:00", OpeningMode.ROUND_THE_CLOCK, "24/7"),
        ("dygnet runt", OpeningMode.ROUND_THE_CLOCK, "24/7"),
        ("08:00-20:00", OpeningMode.SCHEDULE, "08:00-20:00"),
        ("пн-пт 8.00-17.00", OpeningMode.SCHEDULE, "Mo-Fr 08:00-17:00"),
        ("Mo-Fr 08:00-18:00; Sa 10:00-14:00", OpeningMode.SCHEDULE, "Mo-Fr 08:00-18:00; Sa 10:00-14:00"),
        (
            "пн: з 8:00 - до 17:00; вт: з 8:00 - до 17:00; ср: з 8:00 - до 19:00",
            OpeningMode.SCHEDULE,
            "Mo-Tu 08:00-17:00; We 08:00-19:00",
        ),
        ("Пн-Пт з 8:00 до 17:00, Сб-Нд вихідний", OpeningMode.SCHEDULE, "Mo-Fr 08:00-17:00; Sa-Su off"),
        ("щодня з 9 до 18", OpeningMode.SCHEDULE, "Mo-Su 09:00-18:00"),
        ("E-R 9-17", OpeningMode.SCHEDULE, "Mo-Fr 09:00-17:00"),
        ("mån-fre 8-17", OpeningMode.SCHEDULE, "Mo-Fr 08:00-17:00"),
        ("за графіком", OpeningMode.SCHEDULE, ""),
        ("за потреби", OpeningMode.STANDBY, ""),
        ("режим очікування", OpeningMode.STANDBY, ""),
        ("резерв", OpeningMode.STANDBY, ""),
        ("цілодобово, у разі відключення", OpeningMode.STANDBY, "цілодобово, у разі відключення"),
        ("Дзвоніть", OpeningMode.UNKNOWN, "Дзвоніть"),
        ("5", OpeningMode.UNKNOWN, "5"),
        ("з 8-17 якщо є світло", OpeningMode.SCHEDULE, "з 8-17 якщо є світло"),
    ],
)
def test_hours_are_understood_or_kept_as_written(text: str, mode: OpeningMode, hours: str) -> None:
    assert hours_of(text) == (mode, hours)


def test_a_week_of_dashes_is_a_blank_and_not_a_closed_door() -> None:
    assert hours_of("пн: -; вт: -; ср: -") == (OpeningMode.UNKNOWN, "")
    assert "off" not in hours_of("пн: -; вт: 8:00-17:00").text


_CLOCKS = st.builds(
    lambda hour, minute: f"{hour}{minute}", st.integers(0, 24), st.sampled_from(["", ":00", ".30", "00"])
)
_SPANS = st.builds(lambda a, dash, b: f"{a}{dash}{b}", _CLOCKS, st.sampled_from(["-", " - ", "–", " до "]), _CLOCKS)
_DAYS = st.sampled_from(["", "пн-пт ", "Сб: ", "E-R ", "mån ", "щодня ", "Вт.-Чт. ", "Su "])


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.builds(lambda day, span: day + span, _DAYS, _SPANS), min_size=1, max_size=4).map("; ".join))
def test_whatever_is_put_into_short_form_is_valid_opening_hours(text: str) -> None:
    short = osm_hours(text)
    if short:
        OpeningHours(short)  # raises where the text is not valid


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_a_parser_raise_and_blank_is_never_an_answer(text: str) -> None:
    cleaned, _ = clean(text)
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cs"}
    assert clean(cleaned).text in (cleaned, "") or "&" in cleaned or "<" in cleaned
    quantity_of(cleaned), moment_of(cleaned), hours_of(cleaned)
    if not cleaned:
        assert availability_of(cleaned) is None


@settings(max_examples=200, derandomize=True)
@given(st.integers(0, 10**9), st.sampled_from(["{}", "{}+", "до {} осіб", "{} чол.", "понад {}", "{}.0"]))
def test_a_count_survives_the_words_around_it(number: int, form: str) -> None:
    quantity = quantity_of(form.format(number), is_count=True)
    assert quantity is not None
    assert quantity.number == number
