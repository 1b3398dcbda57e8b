"""Alerts that are on, from both services, become one form; that none is on is not read out of something else."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import PunktError, UnreadableFile
from punkt.formats.air_alerts import AlertReading, ToldAlert, read_alerts, territory_of
from punkt.formats.outage_feeds import read_outages
from punkt.formats.readers import read_table
from punkt.formats.territories import territory_rows
from punkt.model.feed_words import AlertKind, FeedForm, PlaceKind

KYIV = ZoneInfo("Europe/Kyiv")
BEGAN = datetime(2026, 1, 15, 10, tzinfo=UTC)
CODIFIER = Path(__file__).parents[4] / "shared" / "data" / "territories" / "katottg-16-05-2025.csv"


def read(value: Any, form: FeedForm | None = None) -> AlertReading:
    content = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return read_alerts(content, zone=KYIV, form=form)


def alert(**more: Any) -> dict[str, Any]:
    return {
        "id": 8757,
        "location_title": "Харківська область",
        "location_type": "oblast",
        "started_at": "2026-01-15T10:00:00.000Z",
        "finished_at": None,
        "updated_at": "2026-01-15T10:05:00.000Z",
        "alert_type": "air_raid",
        "location_uid": "22",
        **more,
    }


def test_an_alert_of_alerts_in_ua_is_read() -> None:
    reading = read({"alerts": [alert()], "meta": {"last_updated_at": "2026/01/15 10:06:00 +0000"}})
    told_at = datetime(2026, 1, 15, 10, 5, tzinfo=UTC)
    assert reading.alerts == (
        ToldAlert("22", "Харківська область", PlaceKind.REGION, AlertKind.AIR_RAID, BEGAN, None, told_at),
    )
    assert (reading.form, reading.is_whole) == (FeedForm.ALERTS_IN_UA, True)
    assert reading.source_updated_at == datetime(2026, 1, 15, 10, 6, tzinfo=UTC)


def test_an_alert_of_ukrainealarm_is_read() -> None:
    began = {"type": "AIR", "lastUpdate": "2026-01-15T10:00:00Z"}
    region = {"regionId": "31", "regionType": "State", "regionName": "м. Київ", "activeAlerts": [began]}
    reading = read([region, {**region, "regionId": "9999", "activeAlerts": []}])
    assert reading.alerts == (ToldAlert("31", "м. Київ", PlaceKind.REGION, AlertKind.AIR_RAID, BEGAN),)
    assert (reading.form, reading.is_whole) == (FeedForm.UKRAINEALARM, True)


def test_crimea_has_one_number() -> None:
    began = {"type": "ARTILLERY", "lastUpdate": "2026-01-15T10:00:00Z"}
    (found,) = read([{"regionId": "9999", "regionType": "State", "activeAlerts": [began]}]).alerts
    assert (found.uid, found.kind) == ("29", AlertKind.ARTILLERY)
    assert territory_of(found.uid) == "UA01000000000013043"


def test_an_alert_that_cannot_be_read_is_named_and_nothing_is_said_to_be_over() -> None:
    reading = read({"alerts": [alert(location_uid="x"), alert(started_at=5), alert(alert_type="storm"), "?", alert()]})
    assert [one.kind for one in reading.alerts] == [AlertKind.OTHER, AlertKind.AIR_RAID]
    assert [finding.place for finding in reading.findings.kept] == ["alert 1", "alert 2", "alert 3", "alert 4"]
    assert not reading.is_whole


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "no whole JSON"),
        (b'{"message": "Too many requests"}', "none of the forms"),
        ({"alerts": None}, "none of the forms"),
        ({"alerts": {}}, "none of the forms"),
        ([{"regionId": "31", "activeAlerts": None}], "none of the forms"),
        ([1], "none of the forms"),
        ({"alerts": [{}] * 20_001}, "more than 20000"),
    ],
)
def test_what_is_no_list_of_alerts_is_refused(value: Any, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(value)
    assert reason in str(refused.value)


def test_an_empty_list_of_the_other_service_ends_nothing() -> None:
    with pytest.raises(UnreadableFile, match="said to have"):
        read([], FeedForm.ALERTS_IN_UA)
    assert read([], FeedForm.UKRAINEALARM).alerts == ()


_KEYS = st.sampled_from(
    ["alerts", "location_uid", "location_title", "alert_type", "started_at", "activeAlerts", "regionId", "type",
     "lastUpdate", "1.1", "today", "tomorrow", "status", "date", "slots", "start", "end", "fact", "preset", "data",
     "1762293600", "GPV1.1", "1", "24", "update", "sch_names", "time_zone", "meta"]
)  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(_JSON)
def test_any_json_ends_in_a_reading_or_a_reason(value: object) -> None:
    content = json.dumps(value).encode()
    for attempt in (
        lambda: read_alerts(content, zone=KYIV),
        lambda: read_outages(content, operator="x", zone=KYIV, at=BEGAN),
    ):
        try:
            reason = str(attempt().form)
        except PunktError as refused:
            reason = str(refused)
        assert 0 < len(reason) < 800


def test_every_region_has_a_number_of_its_own() -> None:
    regions = {territory_of(str(uid)) for uid in range(3, 32)} - {""}
    assert len(regions) == 27
    assert (territory_of("31"), territory_of("14")) == ("UA80000000000093317", "UA32000000000030281")
    assert territory_of("44") == "UA12020000000052809"
    assert territory_of("123456") == ""


@pytest.mark.skipif(not CODIFIER.is_file(), reason="the real codifier (../shared/data/territories) is not here")
def test_every_code_of_the_table_is_of_the_codifier() -> None:
    known = {row.code for row in territory_rows(read_table(CODIFIER.read_bytes(), file_name=CODIFIER.name))}
    codes = [code for uid in range(10_000) if (code := territory_of(str(uid)))]
    assert len(codes) == len(set(codes)) > 1_500
    assert set(codes) <= known
