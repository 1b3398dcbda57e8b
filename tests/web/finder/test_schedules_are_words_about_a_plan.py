"""Opening hours are read in the time of the place, called a schedule, and shown as written where unreadable."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt_web.common.zones import local_zone
from punkt_web.finder.hours import schedule_at, schedule_words, table_words, timetable_words

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)  # a Thursday; 14:00 in Kyiv and Tallinn, 13:00 in Stockholm


def point(normal: str = "", activated: str = "", country: str = "UA", mode: str = "unknown"):
    return SimpleNamespace(hours_normal=normal, hours_activated=activated, country=country, opening_mode=mode)


@pytest.mark.parametrize(
    ("hours", "country", "words"),
    [
        ("08:00-22:00", "UA", "By its schedule open now; closes: 22:00."),
        ("14:30-22:00", "EE", "By its schedule closed now; opens: 14:30."),
        ("08:00-13:30", "SE", "By its schedule open now; closes: 13:30."),
        ("Mo-We 08:00-20:00", "UA", "By its schedule closed now; opens: Monday 08:00."),
        ("Mo-Su 20:00-02:00", "UA", "By its schedule closed now; opens: 20:00."),
        ("Feb 10 08:00-12:00", "UA", "By its schedule closed now; opens: 10 February, 08:00."),
        ("24/7", "UA", "Listed as open day and night."),
        ("off", "UA", "By its schedule closed until further notice."),
        ("щодня з 8 до 20", "UA", "Hours as written: щодня з 8 до 20"),
        ("08:00-22:00", "ZZ", "By its schedule open now; closes: 22:00."),
    ],
)
def test_a_schedule_is_told_in_local_time(hours, country, words):
    assert schedule_words(point(hours, country=country), NOON) == [words]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Su 07:00-22:00", "every day from 07:00 to 22:00"),
        ("Mo-Fr 09:00-18:00; Sa 10:00-14:00", "Monday–Friday 09:00–18:00; Saturday 10:00–14:00"),
        ("24/7", "day and night"),
        ("Mo[1] 08:00-12:00", "Mo[1] 08:00-12:00"),
        ("щодня з 8 до 20", "щодня з 8 до 20"),
    ],
)
def test_a_table_of_facts_tells_simple_hours_in_words(hours, words):
    assert table_words(hours, "UA", NOON) == words


def test_the_page_of_a_door_shows_no_code_for_hours(town, ask):
    point = town.open_point(hours_normal="Mo-Su 07:00-22:00", hours_activated="Mo-Fr 09:00-18:00")
    page = ask(f"/p/{point.code}")
    assert "Mo-Su" not in page
    assert "<dd>every day from 07:00 to 22:00" in page


def test_each_country_has_its_clock():
    assert [str(local_zone(country)) for country in ("UA", "EE", "SE")] == [
        "Europe/Kyiv", "Europe/Tallinn", "Europe/Stockholm",
    ]  # fmt: skip


def test_hours_when_activated_are_told_apart():
    assert schedule_words(point("08:00-20:00", "24/7"), NOON)[1] == "When the municipality activates it: day and night."
    assert schedule_words(point("", "по потребі"), NOON) == ["When the municipality activates it: по потребі"]
    assert schedule_words(point("24/7", "24/7"), NOON) == ["Listed as open day and night."]
    assert schedule_words(point(mode="24/7"), NOON) == ["Listed as open day and night."]
    assert schedule_words(point(), NOON) == []


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Su 07:00-22:00", "By its schedule every day from 07:00 to 22:00."),
        ("20:00-02:00", "By its schedule every day from 20:00 to 02:00."),
        ("Mo-Fr 08:00-20:00", "Hours as written: Mo-Fr 08:00-20:00"),
        ("24/7", "Listed as open day and night."),
        ("99:00-22:00", "Hours as written: 99:00-22:00"),
    ],
)
def test_a_timetable_says_nothing_about_now(hours, words):
    for moment in (NOON, NOON.replace(hour=23)):
        assert timetable_words(point(hours), moment) == [words]


def test_a_schedule_does_not_speak_against_who_stands_at_the_door():
    assert schedule_words(point("08:00-10:00"), NOON, is_open=True) == []
    assert schedule_words(point("08:00-22:00"), NOON, is_open=True) == ["By its schedule open now; closes: 22:00."]
    assert schedule_words(point("08:00-22:00"), NOON, is_open=False) == []


@given(st.text(max_size=60) | st.text(alphabet="MoTuSa-:;,0123456789 /PHoff", max_size=40), st.sampled_from(["UA", ""]))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_any_text_is_a_schedule_or_is_not(text, country):
    schedule_at(text, country, NOON)
    assert isinstance(schedule_words(point(text, country=country), NOON), list)
