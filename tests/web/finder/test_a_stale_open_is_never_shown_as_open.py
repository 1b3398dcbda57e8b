"""Promise 1, on every page and in every language: a stale, machine-made or missing word never says open."""

import re
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punkt import clock
from punkt.confidence.freshness import limits
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.finder.network import forget_network
from punkt_web.operations.models import CurrentStatus, StatusReport
from tests.web.finder.conftest import NOW, address

CLAIMS = re.compile(r'class="state (open|full)"|Open, |Open but full|Opening now')
STATES = [PointState.OPEN, PointState.FULL, PointState.OPENING, PointState.CLOSED, PointState.STANDBY]


@given(
    word=st.tuples(st.sampled_from(STATES), st.sampled_from(ReportChannel), st.integers(0, 60 * 24 * 30)),
    mode=st.sampled_from(["24/7", "schedule", "standby", "unknown"]),
)
@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_claims_a_door_that_its_word_no_longer_carries(town, ask, word, mode):
    state, channel, minutes = word
    forget_network()
    StatusReport.objects.all().delete()
    CurrentStatus.objects.all().delete()
    point = town.point(opening_mode=mode, hours_normal="24/7")
    town.say(point, state, minutes_ago=minutes, channel=channel)
    reach = limits(state, channel).likely
    is_carried = timedelta(minutes=minutes) <= reach and state in STATES[:3]
    for page in (ask(f"/p/{point.code}"), ask(address("heat"))):
        of_this = page.partition("The next points")[0]
        assert bool(CLAIMS.search(of_this)) is is_carried, (state, channel, minutes)
    point.delete()


def test_an_open_door_decays_by_itself(town, ask):
    point = town.open_point()
    said_at = NOW - timedelta(minutes=10)
    for hours, words in ((0.9, "Open, almost certain"), (3.9, "Open, likely"), (4.1, "Not confirmed for 4 h")):
        with clock.fixed_at(said_at + timedelta(hours=hours)):
            for path in (f"/p/{point.code}", address("heat")):
                assert words in ask(path)
    with clock.fixed_at(said_at + timedelta(days=9)):
        assert "Last word (staff, 9 days ago): Open." in ask(f"/p/{point.code}")


def test_an_open_page_knows_when_its_states_stop_being_true(town, ask):
    point = town.point()
    town.say(point, minutes_ago=0)
    assert f'data-until="{int((NOW + timedelta(hours=4)).timestamp())}"' in ask(address("heat"))
    shut = town.point(north_m=900)
    town.say(shut, "closed")
    assert "data-until" not in ask(f"/p/{shut.code}").partition("The next points")[0]


def test_an_open_page_never_takes_the_time_for_earlier_than_it_is(town, ask):
    """Its words would outlive their time by as much. Within a minute it has the same bytes."""
    point = town.open_point()
    for path in (f"/p/{point.code}", address("heat")):
        told = set()
        for seconds in (0, 1, 59):
            with clock.fixed_at(NOW + timedelta(seconds=seconds)):
                told.add(int(re.search(r'data-now="(\d+)"', ask(path))[1]))
        assert told == {int((NOW + timedelta(minutes=1)).timestamp())}


def test_one_resident_can_neither_shut_a_point_nor_make_it_certain(town, ask):
    point = town.point()
    town.say(point, "open", channel="resident")
    page = ask(f"/p/{point.code}")
    assert "Open, likely" in page
    assert "staff have not confirmed it" in page
    town.say(point, "closed", channel="resident", minutes_ago=1)
    page = ask(f"/p/{point.code}")
    assert "Not confirmed by staff" in page
    assert "Last word (resident, 1 min ago): Closed." in page


def test_unknown_is_never_shown_as_no(town, ask):
    point = town.open_point(needs="", facts={"service.water": "unknown"})
    for page in (ask(f"/p/{point.code}"), ask(address("water"))):
        assert "? Drinking water: not known" in page
        assert ": no<" not in page
        assert "✗" not in page


def test_no_people_is_told_apart_from_people_not_known(town, ask):
    point = town.point(capacity_seated=40)
    town.say(point, headcount=0)
    assert "0 of 40 seats taken" in ask(f"/p/{point.code}")
    other = town.open_point(capacity_seated=40)
    assert "40 seats; people inside not known" in ask(f"/p/{other.code}")
    assert "Seats not known" in ask(f"/p/{town.open_point().code}")
