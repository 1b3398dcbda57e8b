"""Where a roster leaves a door without enough people: set beside looking at every hour."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from punkt.roster import Gap, PlannedShift, gaps

START = datetime(2026, 1, 15, tzinfo=UTC)
N_HOURS = 24


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


shifts = st.builds(
    lambda begins, n_hours, n_people, n_needed: PlannedShift(hour(begins), hour(begins + n_hours), n_people, n_needed),
    st.integers(-6, 26), st.integers(1, 12), st.integers(0, 3), st.integers(1, 3),
)  # fmt: skip


def test_nobody_is_a_gap_and_too_few_are_another():
    roster = [PlannedShift(hour(8), hour(16), 2, 2), PlannedShift(hour(16), hour(20), 1, 2)]
    assert gaps(roster, hour(6), hour(22)) == [
        Gap(hour(6), hour(8), 0, 1),
        Gap(hour(16), hour(20), 1, 2),
        Gap(hour(20), hour(22), 0, 1),
    ]


def test_a_full_roster_has_none_and_an_empty_one_is_a_gap():
    assert gaps([PlannedShift(hour(0), hour(24), 1)], hour(0), hour(24)) == []
    assert gaps([], hour(0), hour(24)) == [Gap(hour(0), hour(24), 0, 1)]


@given(st.lists(shifts, max_size=6))
def test_gaps_are_what_looking_at_each_hour_finds(roster):
    found = gaps(roster, hour(0), hour(N_HOURS))
    for number in range(N_HOURS):
        running = [one for one in roster if one.begins_at <= hour(number) < one.ends_at]
        n_people = sum(one.n_people for one in running)
        n_needed = max((one.n_needed for one in running), default=1)
        here = [gap for gap in found if gap.begins_at <= hour(number) < gap.ends_at]
        assert [(gap.n_people, gap.n_needed) for gap in here] == ([(n_people, n_needed)] if n_people < n_needed else [])
    for before, after in pairwise(found):
        same = (before.n_people, before.n_needed) == (after.n_people, after.n_needed)
        assert before.ends_at < after.begins_at or (before.ends_at == after.begins_at and not same)
