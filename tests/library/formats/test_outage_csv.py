"""The CSV of outages: what is written is read again as it was; a blank is no answer; any text ends in a reading."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from punkt.errors import PunktError, UnreadableFile
from punkt.formats.outage_feeds import OutageReading, read_outages, write_outage_csv
from punkt.formats.outage_feeds.outage_csv import LONGEST
from punkt.model.feed_words import Certainty, DayStatus
from punkt.model.outages import ScheduleSpan, group_key, operator_key

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
HEADER = "operator,group,start,end,certainty,status,updated\n"


def read(text: str, *, operator: str = "") -> OutageReading:
    return read_outages(text.encode(), operator=operator, zone=KYIV, at=NOW)


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)
_MOMENTS = st.datetimes(datetime(2001, 1, 2), datetime(2099, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


@st.composite
def spans(draw: st.DrawFn) -> ScheduleSpan:
    operator, group = draw(_WORDS), draw(_WORDS)
    assume(operator_key(operator) and group_key(group))
    starts_at = draw(_MOMENTS)
    length = draw(st.timedeltas(timedelta(seconds=1), LONGEST))
    told = [(Certainty.NONE, status) for status in DayStatus]
    told += [(certainty, DayStatus.APPLIES) for certainty in (Certainty.DEFINITE, Certainty.POSSIBLE)]
    certainty, status = draw(st.sampled_from([*told, (Certainty.POSSIBLE, DayStatus.LIKELY)]))
    return ScheduleSpan(operator, group, starts_at, starts_at + length, certainty, status, draw(st.none() | _MOMENTS))


@given(st.lists(spans(), min_size=1, max_size=8))
def test_what_is_written_is_read_again_as_it_was(written: list[ScheduleSpan]) -> None:
    reading = read(write_outage_csv(written))
    assert list(reading.spans) == written
    assert not reading.findings.kept


@given(st.lists(st.text(max_size=12), max_size=40), st.sampled_from(",;\t"))
def test_any_cells_end_in_a_reading_or_a_reason(cells: list[str], delimiter: str) -> None:
    body = "\n".join(delimiter.join(cells[start : start + 7]) for start in range(0, len(cells), 7))
    try:
        reading = read(HEADER.replace(",", delimiter) + body.encode(errors="replace").decode())
    except PunktError:
        return
    assert all(span.starts_at < span.ends_at for span in reading.spans)


@given(st.text(max_size=40))
def test_keys_stay_what_they_are(text: str) -> None:
    assert group_key(group_key(text)) == group_key(text)
    assert operator_key(operator_key(text)) == operator_key(text)


@pytest.mark.parametrize(
    "text", ["1.1", "Черга 1.1", "GPV1.1", "1,1", " 1.1 черга", "1 черга 1 підчерга ГПВ", "група №1.1", "01.1"]
)
def test_a_group_is_the_same_however_it_is_spelled(text: str) -> None:
    assert group_key(text) == "1.1"


def test_groups_that_differ_by_a_letter_are_two() -> None:
    assert len({group_key(text) for text in ("2A", "2B", "2", "2.1", "1001.1", "перша")}) == 6
    assert group_key(" – ") == ""


def test_an_operator_is_the_same_with_its_legal_form_and_marks() -> None:
    names = ("ПРАТ «ДТЕК Одеські електромережі»", "ДТЕК Одеські Електромережі", 'ПрАТ "ДТЕК  ОДЕСЬКІ ЕЛЕКТРОМЕРЕЖІ"')
    assert {operator_key(name) for name in names} == {"дтек одеські електромережі"}


def test_local_times_and_the_end_of_a_day_are_understood() -> None:
    reading = read("group;start;end;certainty\n1.1;15.01.2026 20:00;15.01.2026 24:00;definite\n", operator="ЦЕК")
    (span,) = reading.spans
    assert (span.operator, span.status) == ("ЦЕК", DayStatus.APPLIES)
    assert (span.starts_at, span.ends_at) == (
        datetime(2026, 1, 15, 18, tzinfo=UTC),
        datetime(2026, 1, 15, 22, tzinfo=UTC),
    )


def test_in_the_night_when_clocks_go_back_an_outage_is_the_longer_one() -> None:
    (span,) = read("group,start,end,certainty\n1.1,2025-10-26 03:10,2025-10-26 03:50,definite", operator="x").spans
    assert span.ends_at - span.starts_at == timedelta(hours=1, minutes=40)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,,,", "a blank is not taken for an answer"),
        ("x,1.1,,2026-01-15T14:00Z,none,,", "a blank is not taken for an answer"),
        ("x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,maybe,,", "not one of definite, possible, none"),
        ("x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,none,power,", "not one of applies"),
        ("x,1.1,2026-01-15T14:00Z,2026-01-15T12:00Z,none,,", "ends before it begins"),
        ("x,1.1,2026-01-15T14:00Z,2026-03-15T12:00Z,none,,", "more than 31 days"),
        ("x,1.1,noon,2026-01-15T12:00Z,none,,", "no moment"),
        ("x,1.1,0001-01-01,2026-01-15T12:00Z,none,,", "no moment"),
        (",1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,none,,", "No operator"),
        ("x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,definite,emergency,", "cannot both be"),
        ("x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,possible,no_outages,", "cannot both be"),
        ("x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,definite,likely,", "cannot both be"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_with_its_line(row: str, reason: str) -> None:
    reading = read(f"{HEADER}x,2.1,2026-01-15T12:00Z,2026-01-15T14:00Z,none,,\n{row}\n")
    assert [span.group for span in reading.spans] == ["2.1"]
    (finding,) = reading.findings.kept
    assert finding.place == "line 3"
    assert reason in str(finding.fault)


@pytest.mark.parametrize("text", [HEADER, f'{HEADER}"x,1.1', "operator,group,start\nx,1.1,2026-01-15\n"])
def test_a_table_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile):
        read(text)
