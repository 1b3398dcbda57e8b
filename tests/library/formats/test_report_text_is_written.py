"""A report that is written as a text code fits into one message and is read again; its check finds slips."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from punkt.errors import PunktError
from punkt.formats.report_text import MOST_CHARACTERS, read_text, report_ulid, write_text
from punkt.formats.report_text_writing import LONGEST, places_of
from punkt.ids import new_ulid, point_code
from punkt.model.reports import REPORTABLE_SERVICES, REPORTABLE_STATES, ReportContent, ReportMessage
from punkt.model.vocabulary import AgeBand, Availability, PointState, Shortage

NOW = datetime(2026, 1, 15, 14, 5, tzinfo=UTC)
FULL_REPORT = ReportContent(
    state=PointState.OPEN,
    headcount=124,
    services={
        "heat": "yes",
        "charging": "yes",
        "internet": "limited",
        "water": "yes",
        "hot_drink": "no",
        "toilet": "yes",
    },
    fuel_l=140.0,
    fuel_quarters=3,
    indoor_c=18.5,
    water_l=200.0,
    n_staff=4,
    shortages=("beds", "food"),
    note="Lift is broken",
)

tenths = st.integers(0, 9_999_999).map(lambda tenth: tenth / 10)
contents = st.builds(
    ReportContent,
    state=st.none() | st.sampled_from(REPORTABLE_STATES),
    headcount=st.none() | st.integers(60_000, 100_000),
    services=st.dictionaries(st.sampled_from(sorted(REPORTABLE_SERVICES)), st.sampled_from(Availability)),
    fuel_l=st.none() | tenths,
    fuel_quarters=st.none() | st.integers(0, 4),
    indoor_c=st.none() | st.integers(-600, 600).map(lambda tenth: tenth / 10),
    water_l=st.none() | tenths,
    n_staff=st.none() | st.integers(0, 10_000),
    shortages=st.none() | st.sets(st.sampled_from(Shortage)),
    bands=st.dictionaries(st.sampled_from(AgeBand), st.integers(0, 10_000)),
    n_visits=st.none() | st.integers(-10_000, 10_000),
    note=st.text(max_size=80),
).map(lambda content: content.checked("report"))
codes = st.integers(0, 23**5 - 1).map(point_code)
minutes = st.integers(0, 60 * 24 - 6).map(lambda n_minutes: NOW - timedelta(minutes=n_minutes))


def message(content: ReportContent, code: str = "K7F-2M3", moment: datetime = NOW) -> ReportMessage:
    return ReportMessage(new_ulid(), code, moment, content.checked(code))


def without(content: ReportContent, left_out: tuple[str, ...]) -> ReportContent:
    return ReportContent(
        state=content.state,
        headcount=content.headcount,
        services={key: answer for key, answer in content.services.items() if key not in left_out},
        fuel_l=content.fuel_l,
        fuel_quarters=content.fuel_quarters,
        indoor_c=content.indoor_c,
        water_l=content.water_l,
        n_staff=content.n_staff,
        shortages=None if "shortages" in left_out else content.shortages,
        bands=content.bands,
        n_visits=None if "n_visits" in left_out else content.n_visits,
        note="" if "note" in left_out else content.note,
    )


@given(contents, codes, minutes)
def test_what_is_written_is_read_again(content: ReportContent, code: str, moment: datetime) -> None:
    written = write_text(message(content, code, moment))
    assert places_of(written.text) <= LONGEST
    found = read_text(written.text, received_at=NOW)
    assert found.is_checked
    assert found.message.point_code == code
    assert found.message.observed_at == moment
    assert found.message.content == without(content, written.left_out)
    assert write_text(found.message).text == written.text
    assert not written.rounded


@given(contents)
def test_other_numbers_are_never_left_out_and_the_note_goes_first(content: ReportContent) -> None:
    left_out = write_text(message(content)).left_out
    assert set(left_out) <= {"note", "shortages", "n_visits", *REPORTABLE_SERVICES}
    assert "n_visits" not in left_out or content.shortages is None or "shortages" in left_out
    if left_out and content.note:
        assert left_out[0] == "note"
    if "shortages" in left_out:
        assert set(content.services) <= set(left_out)


def test_the_largest_numbers_fit() -> None:
    largest = ReportContent(
        state=PointState.STANDBY,
        headcount=100_000,
        fuel_l=999_999.9,
        fuel_quarters=4,
        indoor_c=-59.9,
        water_l=999_999.9,
        n_staff=10_000,
        bands=dict.fromkeys(AgeBand, 10_000),
        services=dict.fromkeys(REPORTABLE_SERVICES, "no"),
        shortages=tuple(Shortage),
    )
    written = write_text(message(largest))
    assert len(written.text) <= LONGEST
    assert read_text(written.text, received_at=NOW).message.content.headcount == 100_000


def test_a_full_report_of_a_shift_is_one_text() -> None:
    written = write_text(message(FULL_REPORT))
    assert written.text == (
        "K7F-2M3 OPEN 124 FUEL 140L 3/4 WATER 200L T18.5 STAFF 4 +HEAT,CHARGE,WATER,WC ~WIFI -HOT"
        " SHORT BEDS,FOOD AT 14:05Z *" + written.text.partition("*")[2][:3] + " NOTE: Lift is broken"
    )
    assert written.left_out == ()


@pytest.mark.parametrize("note", ["Світла немає", "two\nlines", "ends ", "x" * 150, "õ"])
def test_a_note_that_one_message_does_not_carry_is_left_out(note: str) -> None:
    written = write_text(message(ReportContent(state=PointState.OPEN, note=note)))
    assert written.left_out == ("note",)
    assert "NOTE" not in written.text


@pytest.mark.parametrize("note", ["Dörren är låst", ": after a colon", "*123 AT 15:00", "[5] {6}", "K7F-2M3 OPEN"])
def test_a_note_is_read_as_it_was_written(note: str) -> None:
    written = write_text(message(ReportContent(state=PointState.OPEN, note=note)))
    assert read_text(written.text, received_at=NOW).message.content.note == note


def test_services_that_are_not_known_go_before_others() -> None:
    services = dict.fromkeys(sorted(REPORTABLE_SERVICES), "yes") | {"service.heat": "unknown"}
    left_out = write_text(message(ReportContent(services=services))).left_out
    assert left_out[0] == "service.heat"
    assert "service.water" not in left_out


def test_numbers_are_rounded_to_tenths_and_it_is_said() -> None:
    content = ReportContent(fuel_l=10.26, water_l=5.0, indoor_c=-0.04)
    written = write_text(message(content))
    assert written.text.startswith("K7F-2M3 FUEL 10.3L WATER 5L T0 AT")
    assert written.rounded == ("fuel_l", "indoor_c")


# --- the check -------------------------------------------------------------------------------------------------------

OTHERS = "0123456789ABCEFHIKLNOSTWXZaz +-~?,.:*/&%!_\nä"
WRITTEN = [
    write_text(message(FULL_REPORT)).text,
    write_text(message(ReportContent(state=PointState.FULL, headcount=17, indoor_c=-3.0, bands={"men": 4}))).text,
    write_text(message(ReportContent(state=PointState.CLOSED, shortages=()))).text,
    write_text(message(ReportContent(services={"heat": "no", "access.lift": "n/a", "water": "unknown"}))).text,
]


@pytest.mark.parametrize("text", WRITTEN)
def test_one_wrong_character_is_found(text: str) -> None:
    right = read_text(text, received_at=NOW).message
    end = text.find(" NOTE") if "NOTE" in text else len(text)
    missed = []
    for place in range(end):
        for other in OTHERS:
            changed = text[:place] + other + text[place + 1 :]
            try:
                if read_text(changed, received_at=NOW).message != right:
                    missed.append(changed)
            except PunktError:
                continue
    assert not missed


@given(contents, st.data())
def test_a_wrong_digit_is_always_found(content: ReportContent, data: st.DataObject) -> None:
    text = write_text(message(content)).text.partition(" NOTE")[0]
    place = data.draw(st.sampled_from([match.start() for match in re.finditer("[0-9]", text)]))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[place]]))
    assume(not text[:place].endswith(" 0/"))  # 0/2 of a tank is 0/4
    with pytest.raises(PunktError):
        read_text(text[:place] + other + text[place + 1 :], received_at=NOW)


@given(contents, st.data())
def test_two_swapped_digits_are_always_found(content: ReportContent, data: st.DataObject) -> None:
    text = write_text(message(content)).text.partition(" *")[0]
    check = write_text(message(content)).text.partition(" *")[2][:3]
    pairs = [match.start() for match in re.finditer(r"(?=([0-9])(?!\1)[0-9])", text)]
    if not pairs:
        return
    place = data.draw(st.sampled_from(pairs))
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    with pytest.raises(PunktError):
        read_text(f"{swapped} *{check}", received_at=NOW)


def test_a_check_is_not_needed_and_counts_in_any_spelling() -> None:
    text = WRITTEN[1]
    bare = text.partition(" *")[0]
    assert read_text(bare, received_at=NOW).message == read_text(text, received_at=NOW).message
    assert not read_text(bare, received_at=NOW).is_checked
    check = text.partition("*")[2]
    spoken = f"kilo 7 foxtrot 2 mike 3, täis 17, men 4, T minus 3, at 14.05 z *{check}"
    assert read_text(spoken, received_at=NOW).is_checked
    with pytest.raises(PunktError, match="check"):
        read_text(spoken.replace("17", "70"), received_at=NOW)


# --- one report, however often it comes ------------------------------------------------------------------------------


def test_the_same_text_twice_is_one_report() -> None:
    text = "K7F-2M3 OPEN 24 FUEL 2/4 AT 14:00Z"
    first = read_text(text, received_at=NOW)
    later = read_text(text.lower(), received_at=NOW + timedelta(hours=3))
    in_other_words = read_text("к7f 2м3 пальне 50% відкрито 24 о 16:00", received_at=NOW, zone=ZoneInfo("Europe/Kyiv"))
    assert later.message == in_other_words.message == first.message


def test_a_text_without_a_time_is_one_report_within_its_minute() -> None:
    text = "K7F-2M3 OPEN 24"
    first, same, next_minute = (
        read_text(text, received_at=NOW + timedelta(seconds=seconds)).message for seconds in (1, 59, 60)
    )
    assert (first.ulid, first.content) == (same.ulid, same.content)
    assert first.observed_at < same.observed_at  # what is said otherwise within the minute counts after it
    assert first.ulid != next_minute.ulid


def test_another_point_minute_or_content_is_another_report() -> None:
    content = ReportContent(state=PointState.OPEN)
    numbers = {
        report_ulid("K7F-2M3", NOW, content),
        report_ulid("XWU-TR3", NOW, content),
        report_ulid("K7F-2M3", NOW + timedelta(minutes=1), content),
        report_ulid("K7F-2M3", NOW, ReportContent(state=PointState.FULL)),
        report_ulid("K7F-2M3", NOW, ReportContent(state=PointState.OPEN, note="x")),
    }
    assert len(numbers) == 5
    assert report_ulid("K7F-2M3", NOW + timedelta(seconds=59), content) in numbers


def test_the_longest_text_that_is_written_is_read() -> None:
    assert LONGEST < MOST_CHARACTERS


def test_ages_of_entries_have_no_words_and_that_is_said() -> None:
    content = ReportContent(n_visits=12, visit_bands={"men": 3}, note="door B")
    written = write_text(message(content))
    assert written.left_out == ("visit_bands",)
    assert "VISITS 12" in written.text
    assert written.text.endswith("door B")
