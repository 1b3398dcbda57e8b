"""Schedules of outages in their forms become one form; nothing that is not told becomes power."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from punkt.errors import UnreadableFile
from punkt.formats.outage_feeds import OutageReading, read_outages
from punkt.model.feed_words import Certainty, DayStatus, FeedForm
from punkt.model.outages import ScheduleSpan

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2025, 11, 5, 9, tzinfo=UTC)
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "outages"

Told = list[tuple[str, str, str, str]]


def read(value: Any, *, operator: str = "ДТЕК", at: datetime = NOW, form: FeedForm | None = None) -> OutageReading:
    content = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return read_outages(content, operator=operator, zone=KYIV, at=at, form=form)


def told(reading: OutageReading) -> Told:
    """Each span as its group, local times, and what is said."""

    def local(moment: datetime) -> str:
        return moment.astimezone(KYIV).strftime("%d %H:%M")

    return [
        (one.group, local(one.starts_at), local(one.ends_at), f"{one.certainty} {one.status}") for one in reading.spans
    ]


def places(reading: OutageReading) -> list[str]:
    return [finding.place for finding in reading.findings.kept]


def yasno_day(*slots: tuple[int, int, str], status: str = "ScheduleApplies", on: str = "2025-11-05") -> dict[str, Any]:
    return {
        "slots": [{"start": start, "end": end, "type": word} for start, end, word in slots],
        "date": f"{on}T00:00:00+02:00",
        "status": status,
    }


WHOLE = ((0, 840, "NotPlanned"), (840, 1080, "Definite"), (1080, 1440, "NotPlanned"))


def test_slots_of_yasno_are_minutes_of_the_local_day() -> None:
    reading = read({"1.1": {"today": yasno_day(*WHOLE), "updatedOn": "2025-11-05T11:57:32+00:00"}})
    assert reading.form is FeedForm.YASNO
    assert told(reading) == [
        ("1.1", "05 00:00", "05 14:00", "none applies"),
        ("1.1", "05 14:00", "05 18:00", "definite applies"),
        ("1.1", "05 18:00", "06 00:00", "none applies"),
    ]
    assert reading.source_updated_at == datetime(2025, 11, 5, 11, 57, 32, tzinfo=UTC)
    assert not places(reading)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("EmergencyShutdowns", DayStatus.EMERGENCY),
        ("WaitingForSchedule", DayStatus.WAITING),
        ("NoOutages", DayStatus.NO_OUTAGES),
        ("SomethingNew", DayStatus.UNKNOWN),
    ],
)
def test_a_day_whose_schedule_does_not_apply_has_no_slots(word: str, status: DayStatus) -> None:
    reading = read({"1.1": {"today": yasno_day(*WHOLE, status=word)}})
    (span,) = reading.spans
    assert (span.certainty, span.status) == (Certainty.NONE, status)
    assert span.ends_at - span.starts_at == timedelta(hours=24)
    assert bool(places(reading)) is (status is DayStatus.UNKNOWN)


def test_minutes_in_no_slot_are_not_told_and_that_is_said() -> None:
    reading = read({"2.1": {"today": yasno_day((150, 390, "Definite"))}})
    assert told(reading) == [("2.1", "05 02:30", "05 06:30", "definite applies")]
    assert places(reading) == ["2.1 / today"]
    assert "1200 min of this day" in str(reading.findings.kept[0].fault)


def test_a_broken_part_is_named_and_the_rest_is_read() -> None:
    feed = {
        "1.1": {"today": yasno_day((0, 900, "Definite"), (900, 1441, "Definite"), (5, 3, "Definite"))},
        "1.2": {"today": yasno_day(*WHOLE, on="2025-11-99")},
        "1.3": {"today": yasno_day((0, 1440, "Perhaps"))},
        "1.4": 7,
        "1.5": {"today": yasno_day(*WHOLE), "tomorrow": yasno_day(*WHOLE), "updatedOn": "yesterday"},
        "черга": {"today": yasno_day(*WHOLE)},
        "1.6": {"today": yasno_day((0, 1440, "Definite"))},
    }
    reading = read(feed)
    assert {span.group for span in reading.spans} == {"1.1", "1.5", "1.6", "черга"}
    assert places(reading) == [
        "1.1 / today / slot 2", "1.1 / today / slot 3", "1.1 / today",
        "1.2 / today",
        "1.3 / today / slot 1",
        "1.4",
        "1.5 / updatedOn", "1.5 / tomorrow",
    ]  # fmt: skip


HOURS = {str(hour): "yes" for hour in range(1, 25)}
MIDNIGHT = 1_762_293_600  # 5 November 2025 in Kyiv


def dtek(fact: Any = None, preset: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "regionId": "kyiv",
        "fact": {"data": [] if fact is None else fact, "update": "05.11.2025 10:51", "today": MIDNIGHT},
        "preset": {"data": {} if preset is None else preset, **more},
    }


def test_hours_of_dtek_are_halved_by_their_words() -> None:
    hours = HOURS | {"13": "second", "14": "no", "17": "first", "20": "mfirst", "21": "maybe", "22": "msecond"}
    reading = read(dtek({str(MIDNIGHT): {"GPV1.1": hours}}))
    assert told(reading) == [
        ("1.1", "05 00:00", "05 12:30", "none applies"),
        ("1.1", "05 12:30", "05 14:00", "definite applies"),
        ("1.1", "05 14:00", "05 16:00", "none applies"),
        ("1.1", "05 16:00", "05 16:30", "definite applies"),
        ("1.1", "05 16:30", "05 19:00", "none applies"),
        ("1.1", "05 19:00", "05 19:30", "possible applies"),
        ("1.1", "05 19:30", "05 20:00", "none applies"),
        ("1.1", "05 20:00", "05 21:00", "possible applies"),
        ("1.1", "05 21:00", "05 21:30", "none applies"),
        ("1.1", "05 21:30", "05 22:00", "possible applies"),
        ("1.1", "05 22:00", "06 00:00", "none applies"),
    ]
    assert reading.source_updated_at == datetime(2025, 11, 5, 8, 51, tzinfo=UTC)


def test_hours_that_are_numbered_from_0_are_seen() -> None:
    hours = {str(hour): "no" if hour == 0 else "yes" for hour in range(24)}
    reading = read(dtek({str(MIDNIGHT): {"GPV1.1": hours, "GPV1.2": {"1": "no"}}}))
    assert told(reading)[0] == ("1.1", "05 00:00", "05 01:00", "definite applies")
    assert told(reading)[-1] == ("1.2", "05 01:00", "05 02:00", "definite applies")


def test_the_table_of_hours_tells_their_numbers() -> None:
    table = {"1": ["00-01", "00:00", "01:00"]}
    reading = read(dtek({str(MIDNIGHT): {"GPV1.1": {"1": "no"}}}, time_zone=table))
    assert told(reading) == [("1.1", "05 00:00", "05 01:00", "definite applies")]


def test_hours_whose_numbers_cannot_be_told_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="numbered from 0 or from 1"):
        read(dtek({str(MIDNIGHT): {"GPV1.1": {"5": "no"}}}))


def test_hours_that_are_missing_or_not_understood_are_not_told() -> None:
    hours = {key: word for key, word in HOURS.items() if key not in {"3", "4"}} | {"5": "perhaps", "6": 1, "31": "yes"}
    reading = read(dtek({str(MIDNIGHT): {"GPV1.1": hours}}))
    assert [span[1:3] for span in told(reading)] == [("05 00:00", "05 02:00"), ("05 06:00", "06 00:00")]
    assert places(reading) == [f"fact / 2025-11-05 / GPV1.1 / {hour}" for hour in ("5", "6", "31")]


def test_an_empty_list_announces_nothing_and_the_week_stays_possible() -> None:
    week = {str(day): {**HOURS, "1": "no", "2": "maybe"} for day in range(1, 8)}
    reading = read(dtek(preset={"GPV1.1": week}))
    assert told(reading)[:3] == [
        ("1.1", "05 00:00", "05 02:00", "possible likely"),
        ("1.1", "05 02:00", "06 00:00", "none likely"),
        ("1.1", "06 00:00", "06 02:00", "possible likely"),
    ]
    assert read(dtek()).spans == ()


def test_an_announced_day_counts_and_the_week_is_left_out() -> None:
    week = {str(day): {**HOURS, "1": "maybe"} for day in range(1, 8)}
    reading = read(dtek({str(MIDNIGHT): {"GPV1.1": HOURS}}, {"GPV1.1": week, "GPV1.2": week}))
    assert [one for one in told(reading) if one[1].startswith("05")] == [
        ("1.1", "05 00:00", "06 00:00", "none applies"),
        ("1.2", "05 00:00", "05 01:00", "possible likely"),
        ("1.2", "05 01:00", "06 00:00", "none likely"),
    ]


def test_a_group_can_be_of_another_operator_than_the_file() -> None:
    names = {"GPV1.1": "Черга 1.1", "GPV1001.1": "ЦЕК 1.1"}
    reading = read(dtek({str(MIDNIGHT): {"GPV1.1": HOURS, "GPV1001.1": HOURS}}, sch_names=names))
    assert [(span.operator, span.group) for span in reading.spans] == [("ДТЕК", "1.1"), ("ЦЕК", "1.1")]


@pytest.mark.parametrize(("on", "hours"), [("2025-10-26", 25), ("2025-03-30", 23), ("2025-11-05", 24)])
def test_days_on_which_clocks_change_have_their_own_length(on: str, hours: int) -> None:
    for status in ("NoOutages", "EmergencyShutdowns"):
        (span,) = read({"1.1": {"today": yasno_day(status=status, on=on) | {"date": on}}}).spans
        assert span.ends_at - span.starts_at == timedelta(hours=hours)


def test_an_hour_that_comes_twice_is_off_twice_and_one_that_is_jumped_over_has_no_length() -> None:
    slots = ((0, 180, "NotPlanned"), (180, 240, "Definite"), (240, 1440, "NotPlanned"))
    autumn = read({"1.1": {"today": yasno_day(*slots, on="2025-10-26") | {"date": "2025-10-26"}}})
    (off,) = [span for span in autumn.spans if span.is_outage]
    assert (off.starts_at, off.ends_at) == (
        datetime(2025, 10, 26, 0, tzinfo=UTC),
        datetime(2025, 10, 26, 2, tzinfo=UTC),
    )
    spring = read({"1.1": {"today": yasno_day(*slots, on="2025-03-30") | {"date": "2025-03-30"}}})
    assert [span.is_outage for span in spring.spans] == [False, False]
    assert spring.spans[0].ends_at == spring.spans[1].starts_at == datetime(2025, 3, 30, 1, tzinfo=UTC)


def test_a_midnight_that_is_an_hour_off_where_clocks_change_is_put_right_and_said() -> None:
    before = int(datetime(2025, 10, 26, tzinfo=KYIV).timestamp())
    reading = read(dtek({str(before + 86_400): {"GPV1.1": HOURS}}))
    assert told(reading) == [("1.1", "27 00:00", "28 00:00", "none applies")]
    assert places(reading) == [f"fact / {before + 86_400}"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "none of the forms"),
        (b"<html>busy</html>", "none of the forms"),
        (b'{"error": "busy"}', "none of the forms"),
        (b"[]", "none of the forms"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b'{"1.1": {"today"', "no whole JSON"),
        (b'{"1.1": NaN}', "NaN"),
        (b'{"1.1": {}, "1.1": {}}', "twice"),
        (b"[" * 100_000, "too deeply"),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "too deeply"),
        (b"[" + b"1," * 400_000 + b"1]", "too many values"),
        (b'{"1.1": {"today": {"status": "NoOutages", "date": ' + b"9" * 5000 + b"}}}", "no whole JSON"),
        (b" " * (5 * 2**20 + 1), "larger than 5 MB"),
        (b'{"1.1": {"today": {"status": []}}}', "should"),
    ],
)
def test_what_is_no_schedule_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(content)
    assert reason in str(refused.value)
    assert len(str(refused.value)) < 600


def test_a_hundred_megabytes_are_refused_unread() -> None:
    with pytest.raises(UnreadableFile, match="larger"):
        read(b'{"1.1":' + b" " * 100 * 2**20)


def test_another_form_than_the_feed_has_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="said to have"):
        read(dtek(), form=FeedForm.YASNO)


def test_a_form_without_an_operator_needs_one() -> None:
    with pytest.raises(UnreadableFile, match="names no operator"):
        read({"1.1": {"today": yasno_day(*WHOLE)}}, operator=" ")


def test_findings_and_spans_are_bounded() -> None:
    broken = read({f"{number}.1": {"today": 7} for number in range(500)} | {"9999.1": {"today": yasno_day(*WHOLE)}})
    assert (len(broken.findings.kept), broken.findings.n_all) == (100, 500)
    many = "group,start,end,certainty\n" + "1.1,2026-01-01T00:00Z,2026-01-01T01:00Z,none\n" * 501
    with pytest.raises(UnreadableFile, match="500 spans"):
        read(many.encode())


@pytest.mark.skipif(not REAL.is_dir(), reason="the real feeds (../shared/data/outages) are not here")
def test_the_real_feeds_are_read() -> None:
    yasno = read((REAL / "yasno_schedule_excerpt.json").read_bytes())
    assert {span.status for span in yasno.spans} == {DayStatus.APPLIES, DayStatus.WAITING}
    feed = read((REAL / "dtek_schedule_excerpt.json").read_bytes(), at=datetime(2025, 10, 29, 9, tzinfo=UTC))
    assert ("1.1", "29 12:30", "29 16:30", "definite applies") in told(feed)
    assert not places(feed)
    assert all(isinstance(span, ScheduleSpan) for span in feed.spans)
