"""Paper sheets that are typed in later: every row is a message or a reason, and twice the same sheet counts once."""

import csv
import io
from calendar import isleap
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue, PunktError, UnreadableFile
from punkt.formats.draft import Severity
from punkt.formats.report_sheet import SheetReports, read_sheet
from punkt.formats.report_sheet_columns import column_of
from punkt.formats.report_sheet_day import short_day
from punkt.formats.report_text import read_text
from punkt.formats.report_text_words import words_of
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import AgeBand, PointState

KYIV, TALLINN, STOCKHOLM = ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Tallinn"), ZoneInfo("Europe/Stockholm")

UKRAINIAN = """Код;Дата;Час;Стан;Кількість людей;Пальне, л;Вода, л;Темп., °C;Тепло;Персонал;Бракує;Примітка;Підпис
К7F-2М3;15.01.2026;14:05;Відчинено;47;40;200;18,5;так;4;пального, їжі;генератор гріється;І. П.
К7F-2М3;15.01.2026;20.30;зачинено;0;;;;;;;;І. П.
"""
ESTONIAN = """kood,kuupäev,kellaaeg,olek,inimesi,kütus,toatemperatuur,vesi,wifi,töötajaid,puudu,märkus
K7F-2M3,15.01.2026,14:05,avatud,31,pool,17,"50 l",jah,3,"kütus, toit",uks
"""
SWEDISH = """kod;datum;tid;läge;antal personer;bränsle %;värme;vatten;personal;brist;anm
K7F-2M3;2026-01-15;14.05;öppet;9;75;delvis;ja;2;mat;hala trappor
"""
TYPED_AT = datetime(2026, 1, 16, 9, tzinfo=UTC)


def read(content: bytes, zone: ZoneInfo, received_at: datetime = TYPED_AT) -> SheetReports:
    return read_sheet(content, zone=zone, received_at=received_at)


def refusals(found: SheetReports) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, str(one.fault)) for one in found.findings if one.severity is Severity.REFUSED]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_ukrainian_sheet(encoding: str) -> None:
    found = read(UKRAINIAN.encode(encoding), KYIV)
    first, second = found.messages
    assert first.point_code == "K7F-2M3"
    assert first.observed_at == datetime(2026, 1, 15, 12, 5, tzinfo=UTC)
    assert first.content == ReportContent(
        state=PointState.OPEN,
        headcount=47,
        services={"service.heat": "yes"},
        fuel_l=40.0,
        water_l=200.0,
        indoor_c=18.5,
        n_staff=4,
        shortages=("food", "fuel"),
        note="генератор гріється",
    )
    assert second.content == ReportContent(state=PointState.CLOSED, headcount=0)
    assert second.observed_at == datetime(2026, 1, 15, 18, 30, tzinfo=UTC)
    assert [(one.row, one.column, one.severity) for one in found.findings] == [(0, "Підпис", Severity.SUSPICIOUS)]


def test_an_estonian_sheet() -> None:
    (message,) = read(ESTONIAN.encode(), TALLINN).messages
    assert message.content == ReportContent(
        state=PointState.OPEN,
        headcount=31,
        services={"service.internet": "yes"},
        fuel_quarters=2,
        indoor_c=17.0,
        water_l=50.0,
        n_staff=3,
        shortages=("food", "fuel"),
        note="uks",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_swedish_sheet(encoding: str) -> None:
    (message,) = read(SWEDISH.encode(encoding), STOCKHOLM).messages
    assert message.observed_at == datetime(2026, 1, 15, 13, 5, tzinfo=UTC)
    assert message.content == ReportContent(
        state=PointState.OPEN,
        headcount=9,
        services={"service.heat": "limited", "service.water": "yes"},
        fuel_quarters=3,
        n_staff=2,
        shortages=("food",),
        note="hala trappor",
    )


def test_a_sheet_that_is_loaded_or_typed_twice_counts_once() -> None:
    first, again = read(UKRAINIAN.encode(), KYIV), read(UKRAINIAN.encode("cp1251"), KYIV)
    assert [one.ulid for one in first.messages] == [one.ulid for one in again.messages]
    typed_anew = "observed at,code,state,people\n2026-01-15T18:30:00Z,k7f2m3,shut,0\n"
    (message,) = read(typed_anew.encode(), STOCKHOLM).messages
    assert message == first.messages[1]
    text = read_text("K7F-2M3 CLOSED 0 AT 20:30", received_at=datetime(2026, 1, 15, 19, tzinfo=UTC), zone=KYIV)
    assert text.message == message


def test_a_row_that_stands_there_twice_is_taken_once() -> None:
    row = "K7F-2M3,15.01.2026,14:05,open\n"
    found = read(f"code,date,time,state\n{row}{row}".encode(), KYIV)
    assert len(found.messages) == 1
    assert [(one.row, one.severity) for one in found.findings] == [(3, Severity.SUSPICIOUS)]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("K7F-2M4,15.01.2026,14:05,open,,,", "code", "characters is wrong"),
        (",15.01.2026,14:05,open,,,", "", "6 characters"),
        ("K7F-2M3,,14:05,open,,,", "", "no date"),
        ("K7F-2M3,yesterday,14:05,open,,,", "date", "no day"),
        ("K7F-2M3,15.01.2026,,open,,,", "date", "no time"),
        ("K7F-2M3,15.01.2026,25:05,open,,,", "date", "no time of day"),
        ("K7F-2M3,29.03.2026,03:30,open,,,", "date", "put forward"),
        ("K7F-2M3,2026-01-15T14:05,14:06,open,,,", "date", "14:05 and 14:06"),
        ("K7F-2M3,15.01.2026,14:05,opne,,,", "state", "OPEN"),
        ("K7F-2M3,15.01.2026,14:05,open 24,,,", "state", "not about"),
        ("K7F-2M3,15.01.2026,14:05,open,2.5,,", "people", "whole number"),
        ("K7F-2M3,15.01.2026,14:05,open,24 T19,,", "people", "not about"),
        ("K7F-2M3,15.01.2026,14:05,open,24 note x,,", "people", "not about"),
        ("K7F-2M3,15.01.2026,14:05,open,,40,", "fuel", "needs a number"),
        ("K7F-2M3,15.01.2026,14:05,open,200000,,", "", "whole number"),
        ("K7F-2M3,15.01.2026,14:05,,,,", "", "Nothing is said"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_place(row: str, column: str, said: str) -> None:
    right = "K7F-2M3,15.01.2026,13:00,open,,,"
    found = read(f"code,date,time,state,people,fuel,note\n{right}\n{row}\n".encode(), KYIV)
    assert len(found.messages) == 1
    ((number, heading, reason),) = refusals(found)
    assert (number, heading) == (3, column)
    assert said in reason


def test_all_faults_of_a_row_are_told_at_once() -> None:
    found = read(b"code,date,time,state,people\nK7F-2M4,15.01.2026,14:99,opne,x\n", KYIV)
    assert [column for _row, column, _said in refusals(found)] == ["code", "date", "state", "people"]
    assert not found.messages


def test_a_dash_on_a_sheet_is_a_blank_and_no_no() -> None:
    found = read(b"code,date,time,state,heat\nK7F-2M3,15.01.2026,14:05,open,-\n", KYIV)
    assert found.messages[0].content == ReportContent(state=PointState.OPEN)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no row"),
        (b"date,state\n15.01.2026,open\n", "code"),
        (b"code,state\nK7F-2M3,open\n", "date"),
        (b"code,date,kood\nK7F-2M3,15.01.2026,K7F-2M3\n", "Two columns"),
        (b"\x00\x01\x02\x03" * 100, "neither text"),
    ],
)
def test_what_is_no_sheet_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(content, KYIV)


@pytest.mark.parametrize(
    ("meaning", "word"),
    [
        (meaning, word)
        for meaning in ("people", "staff", *AgeBand, "fuel", "water", "temperature", "short", "note")
        for word in words_of(meaning)
    ],
)
def test_every_word_of_the_text_code_heads_a_column(meaning: str, word: str) -> None:
    column = column_of(word.capitalize())
    assert column is not None
    assert column.subject == meaning


@pytest.mark.parametrize("subject", ["code", "date", "time", "state"])
def test_every_word_for_code_date_time_and_state(subject: str) -> None:
    for word in words_of(f"column.{subject}"):
        column = column_of(f" {word.upper()}: ")
        assert column is not None
        assert column.subject == subject


@pytest.mark.parametrize(
    ("heading", "subject", "unit"),
    [
        ("fuel_l", "fuel", "L"),
        ("Kütus (liitrit)", "fuel", "L"),
        ("fuel_quarters", "fuel", "/4"),
        ("Пальне, 1/4", "fuel", "/4"),
        ("Bränsle, %", "fuel", "%"),
        ("indoor_c", "temperature", ""),
        ("n_staff", "staff", ""),
        ("headcount", "people", ""),
        ("Тепло", "service.heat", ""),
        ("Ліфт", "access.lift", ""),
    ],
)
def test_a_heading_may_tell_the_unit(heading: str, subject: str, unit: str) -> None:
    column = column_of(heading)
    assert column is not None
    assert (column.subject, column.unit) == (subject, unit)


@pytest.mark.parametrize("heading", ["", "№", "signature", "fuel water", "fuel used yesterday", "yes"])
def test_a_heading_that_is_not_known_is_none(heading: str) -> None:
    assert column_of(heading) is None


cells = st.text(max_size=20) | st.sampled_from(
    ["open", "24", "2/4", "yes", "-5", "14:05", "15.01.2026", "K7F-2M3", "note"]
)


@given(st.lists(st.lists(cells, min_size=6, max_size=6), min_size=1, max_size=4))
def test_whatever_is_typed_in_is_a_message_or_a_finding(rows: list[list[str]]) -> None:
    sheet = io.StringIO()
    csv.writer(sheet).writerows([["code", "date", "time", "state", "fuel", "heat"], *rows])
    try:
        found = read(sheet.getvalue().encode("utf-8", "replace"), KYIV)
    except PunktError:
        return  # any other fault would be ours
    assert len(found.messages) <= len(rows)


def findings(found: SheetReports, severity: Severity) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, str(one.fault)) for one in found.findings if one.severity is severity]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.01", "2026-01-15"),
        ("15.01.", "2026-01-15"),
        ("15/1", "2026-01-15"),
        (" 16.1 ", "2026-01-16"),
        ("17.01", "2025-01-17"),
        ("30.11", "2025-11-30"),
        ("1.12", "2025-12-01"),
        ("29.02", "2024-02-29"),
    ],
)
def test_a_day_without_its_year_is_the_nearest_that_has_been(text: str, day: str) -> None:
    found = read(f"code,date,time,state\nK7F-2M3,{text},00:05,open\n".encode(), KYIV)
    (message,) = found.messages
    assert message.observed_at.astimezone(KYIV).date().isoformat() == day
    said = f"{text.strip()} has no year; it was read as {day}."
    assert findings(found, Severity.REPAIRED) == [(2, "date", said)]


def test_what_a_day_was_read_as_is_said_once_and_by_the_clock_on_the_wall() -> None:
    rows = "K7F-2M3,1.1,00:30,open\nK7F-2M3,1.1,00:45,full\n"
    in_kyiv = datetime(2025, 12, 31, 23, tzinfo=UTC)  # a new year there already
    found = read(f"code,date,time,state\n{rows}".encode(), KYIV, in_kyiv)
    assert [one.observed_at.isoformat() for one in found.messages] == [
        "2025-12-31T22:30:00+00:00",
        "2025-12-31T22:45:00+00:00",
    ]
    assert len(findings(found, Severity.REPAIRED)) == 1


def test_a_time_may_stand_behind_a_day_without_its_year() -> None:
    (message,) = read(b"code,date,state\nK7F-2M3,30.11 14:05,open\n", KYIV).messages
    assert message.observed_at == datetime(2025, 11, 30, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["31.11", "30.02", "0.1", "5.13", "30.11 2025", "30,11", "3011", "30.11.2"])
def test_what_is_no_day_is_refused_and_never_guessed(text: str) -> None:
    sheet = io.StringIO()
    csv.writer(sheet).writerows([["code", "date", "time", "state"], ["K7F-2M3", text, "14:05", "open"]])
    found = read(sheet.getvalue().encode(), KYIV)
    assert found.messages == ()
    assert [column for _row, column, _said in refusals(found)] == ["date"]


@given(
    day=st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    today=st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    sign=st.sampled_from("./"),
    end=st.sampled_from(["", "."]),
    is_filled=st.booleans(),
)
def test_a_short_day_is_that_day_of_the_latest_year_that_is_not_ahead(
    day: date, today: date, sign: str, end: str, *, is_filled: bool
) -> None:
    text = f"{day.day:02}{sign}{day.month:02}{end}" if is_filled else f"{day.day}{sign}{day.month}{end}"
    found = short_day(text, today=today)
    assert found is not None
    read_as, clock = found
    assert (read_as.day, read_as.month, clock) == (day.day, day.month, "")
    assert read_as <= today
    later = [year for year in range(read_as.year + 1, today.year + 1) if is_a_day(year, day) and on(year, day) <= today]
    assert later == []


@given(st.text(max_size=12), st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_whatever_stands_there_is_a_day_that_has_been_none_or_a_fault(text: str, today: date) -> None:
    try:
        found = short_day(text, today=today)
    except InvalidValue:
        return
    assert found is None or found[0] <= today


def on(year: int, day: date) -> date:
    return day.replace(year=year)


def is_a_day(year: int, day: date) -> bool:
    return (day.month, day.day) != (2, 29) or isleap(year)
