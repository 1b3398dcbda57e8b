"""When a curfew and an air alert hold: over midnight, on the days that clocks change, by the narrowest decision."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from punkt.model.notice_words import Passage
from punkt_web.operations.surroundings.notices import CONFIRMED, FORGOTTEN, AirAlert, Curfew, Of, over, over_all

REGION = Of("UA63", "UA", {"en": "Kharkiv region"})
TOWN = Of("UA6301", "UA", {"en": "Kharkiv"})
LINEAGE = ("UA", "UA63", "UA6301")
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def curfew(begins: str = "23:00", ends: str = "05:00", **more) -> Curfew:
    days = {"of": REGION, "first_on": date(2026, 1, 1), **more}
    return Curfew(begins=time.fromisoformat(begins), ends=time.fromisoformat(ends), passage=Passage.YES, **days)


def alert(minutes_ago: float, of: Of = REGION) -> AirAlert:
    moment = NOON - timedelta(minutes=minutes_ago)
    return AirAlert(of, moment, moment)


def kyiv(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=curfew().zone).astimezone(UTC)


def is_on(one: Curfew, moment: datetime) -> bool:
    return one.within(moment, timedelta(0)) is not None


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-01-15T22:59:59", False),
        ("2026-01-15T23:00", True),
        ("2026-01-16T00:00", True),
        ("2026-01-16T04:59:59", True),
        ("2026-01-16T05:00", False),
    ],
)
def test_over_midnight(at, expected) -> None:
    assert is_on(curfew(), kyiv(at)) is expected


@pytest.mark.parametrize(("at", "expected"), [("2026-01-15T00:59", True), ("2026-01-15T12:00", False)])
def test_within_one_day(at, expected) -> None:
    assert is_on(curfew("00:00", "05:00"), kyiv(at)) is expected


def test_the_night_belongs_to_the_day_on_which_it_begins() -> None:
    one = curfew(first_on=date(2026, 1, 10), last_on=date(2026, 1, 12))
    assert not is_on(one, kyiv("2026-01-10T03:00"))
    assert is_on(one, kyiv("2026-01-10T23:30"))
    assert is_on(one, kyiv("2026-01-13T04:00"))
    assert not is_on(one, kyiv("2026-01-13T23:30"))
    assert one.night(kyiv("2026-01-13T05:00")) is None
    before = one.night(kyiv("2026-01-01T12:00"))
    assert before is not None
    assert before.begins_at == kyiv("2026-01-10T23:00")


def test_the_clocks_are_those_of_the_country() -> None:
    swedish = curfew(of=Of("SE01", "SE", {}))
    assert is_on(swedish, datetime(2026, 1, 15, 22, tzinfo=UTC))
    assert not is_on(swedish, datetime(2026, 1, 15, 21, 30, tzinfo=UTC))
    assert is_on(curfew(), datetime(2026, 1, 15, 21, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 5), (date(2026, 10, 24), 7), (date(2026, 1, 15), 6)], ids=str
)
def test_the_night_on_which_clocks_change_is_an_hour_shorter_or_longer(day, hours) -> None:
    night = curfew(first_on=day).night(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert night is not None
    assert night.ends_at - night.begins_at == timedelta(hours=hours)


def test_a_time_that_there_is_twice_or_never_makes_the_night_longer() -> None:
    twice = curfew(ends="03:30", first_on=date(2026, 10, 24)).night(kyiv("2026-10-24T12:00"))
    assert twice is not None
    assert twice.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    never = curfew(ends="03:30", first_on=date(2026, 3, 28)).night(kyiv("2026-03-28T12:00"))
    assert never is not None
    assert never.ends_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_it_is_told_some_time_before_it_begins() -> None:
    ahead = timedelta(hours=3)
    assert curfew().within(kyiv("2026-01-15T19:59"), ahead) is None
    assert curfew().within(kyiv("2026-01-15T20:00"), ahead) is not None


def test_an_alert_that_nobody_ended_is_on_then_not_confirmed_then_not_shown() -> None:
    one = alert(0)
    assert one.is_on(NOON)
    assert not one.is_on(NOON + CONFIRMED)
    assert one.is_known(NOON + CONFIRMED)
    assert not one.is_known(NOON + FORGOTTEN)


def test_what_holds_in_a_territory_holds_below_it_and_nowhere_else() -> None:
    both = [curfew(), alert(5)]
    assert over(LINEAGE, both, NOON) == [both[1], both[0]]
    assert over(("UA", "UA63"), both, NOON) == [both[1], both[0]]
    assert over(("UA",), both, NOON) == []
    assert over(("UA", "UA18", "UA1801"), both, NOON) == []
    assert over((), both, NOON) == []


def test_of_two_curfews_that_of_the_narrower_territory_counts_while_it_holds() -> None:
    wide, narrow = curfew(), curfew("21:00", "06:00", of=TOWN, last_on=date(2026, 1, 14))
    assert over(LINEAGE, [narrow, wide], kyiv("2026-01-14T20:00")) == [narrow]
    assert over(LINEAGE, [narrow, wide], kyiv("2026-01-15T20:00")) == [wide]


def test_of_two_alerts_one_that_is_on_counts_before_one_that_nobody_confirmed() -> None:
    wide, stale = alert(10), alert(300, TOWN)
    assert over(LINEAGE, [stale, wide], NOON) == [wide]
    assert over(LINEAGE, [wide, alert(20, TOWN)], NOON) == [alert(20, TOWN)]
    assert over(LINEAGE, [alert(13 * 60)], NOON) == []


def test_of_several_places_each_notice_is_told_once_and_alerts_first() -> None:
    here, there = curfew(), alert(5, Of("UA18", "UA", {}))
    assert over_all([LINEAGE, ("UA", "UA18"), LINEAGE], [here, there], NOON) == [there, here]
