"""Figures of points over days: by the rules of the board, set-based, without exercises, kept only while they hold."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punkt import clock
from punkt.ids import point_code
from punkt.model.complaint_words import ComplaintKind
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel
from punkt.statistics.figures import VISITS
from punkt.statistics.sums import FigureValue
from punkt_web.common.audit import Actor
from punkt_web.dashboard.live import tally
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.as_of import rows_as_of
from punkt_web.operations.figures.frame import Cut, checked_period, frame_of
from punkt_web.operations.figures.table import PUBLIC, Question, figure_table
from punkt_web.operations.figures.words import known_words, row_lines
from punkt_web.operations.models import StatusReport
from punkt_web.operations.sureness.outcomes import figures
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.models import Point
from tests.conftest import COUNTRY, OTHER_TOWN, TOWN
from tests.web.operations.test_points_are_asked_to_open import activated

ACTOR = Actor("test")
DAY = date(2026, 1, 15)
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
LATER = NOON + timedelta(days=3)


@pytest.fixture
def make_point(world):
    def make(town: str = TOWN, **more) -> Point:
        n = Point.objects.count()
        made = {"country": COUNTRY, "created_at": NOON, "updated_at": NOON, "territory": world[town], **more}
        return Point.objects.create(code=point_code(n + 1), names={"en": f"Point {n}"}, **made)

    return make


def say(point, state="", *, minute: int, late: int = 0, channel="keeper", **more) -> None:
    with clock.fixed_at(NOON + timedelta(minutes=minute + late)):
        content = ReportContent(PointState(state) if state else None, **more)
        seen = NOON + timedelta(minutes=minute)
        receive_report(
            ACTOR, Report(point.pk, seen, ReportChannel(channel), content, bearer=ReportBearer.PAPER, lag=timedelta(0))
        )


def table(by=Cut.TERRITORY, *, first=DAY, last=DAY, now=LATER, above="ZZ/ZZ01/", points=None, **more):
    points = Point.objects.all() if points is None else points
    with clock.fixed_at(now):
        question = Question(checked_period(first, last, ZONE, now), by, above=above, **more)
        return figure_table(frame_of(points), question)


def forget_reports() -> None:
    """For the next example: what the process keeps rests on reports never being taken away."""
    StatusReport.objects.all().delete()
    caches["process"].clear()


def value(row, key):
    return row.values[key].value


def test_hours_and_people_are_told_with_what_is_known_of_them(make_point) -> None:
    point, _silent = make_point(), make_point()
    say(point, "open", minute=0, headcount=10)
    say(point, "closed", minute=90)
    whole = table().whole
    assert value(whole, "open_hours") == 1.5
    assert value(whole, "person_hours") == 15
    assert whole.values["person_hours"].share_known == 1.0
    # 1.5 h open and 10.5 h said to be shut, of two points and 24 hours
    assert value(whole, "share_known") == 12 / 48
    assert (value(whole, "opened"), value(whole, "open_at_end")) == (1, 0)
    assert whole.values["opened"].share_known == 0.5


def test_a_stale_word_ends_being_open_and_a_late_one_counts_from_when_it_was_seen(make_point) -> None:
    point = make_point()
    say(point, "open", minute=0, late=60)
    whole = table().whole
    assert value(whole, "open_hours") == 4.0
    assert value(whole, "report_delay") == 60.0
    assert value(whole, "report_gap") is None


def test_what_people_at_the_door_say_ends_it_too(make_point) -> None:
    point = make_point()
    say(point, "open", minute=0)
    with clock.fixed_at(NOON + timedelta(minutes=60)):
        for number in range(4):
            receive_complaint(point.pk, ComplaintKind.CLOSED, "", sender=f"198.51.100.{number}")
    assert value(table().whole, "open_hours") < 4.0


def test_false_open_is_told_as_it_is_scored(make_point) -> None:
    point = make_point()
    say(point, "open", minute=0)
    say(point, "closed", minute=60, late=10)
    say(point, "open", minute=100)
    say(point, "open", minute=200)
    found = table().whole.values["false_open"]
    assert (found.value, found.share_known) == (0.5, pytest.approx(2 / 3))


def test_a_door_that_is_shut_and_told_so_at_once_was_told_rightly(make_point) -> None:
    point = make_point()
    say(point, "open", minute=0)
    say(point, "open", minute=60)
    say(point, "closed", minute=120, late=3)
    assert table().whole.values["false_open"].value == 0.0


def test_rows_add_up_and_each_is_of_its_own_points(make_point) -> None:
    near, far = make_point(host_kind="school"), make_point(OTHER_TOWN, host_kind="library")
    for point, people in ((near, 6), (far, 9)):
        say(point, "open", minute=0, headcount=people)
    for by, keys in {Cut.TERRITORY: ["ZZ01", "ZZ02"], Cut.HOST_KIND: ["library", "school"], Cut.KIND: [""]}.items():
        found = table(by, above="ZZ/")
        assert [row.key for row in found.rows] == keys
        assert sum(value(row, "person_hours") for row in found.rows) == value(found.whole, "person_hours") == 60
        assert sum(row.n_points for row in found.rows) == 2
    days = table(Cut.DAY, first=DAY - timedelta(days=1), last=DAY + timedelta(days=1))
    assert [value(row, "person_hours") for row in days.rows] == [None, 60, None]


def test_an_exercise_is_in_no_figure(make_point, world) -> None:
    point = make_point()
    with clock.fixed_at(NOON):
        activated(world[TOWN], is_exercise=True, begins_at=NOON)
    say(point, "open", minute=30)
    assert table().whole.values["half_within"].n_all == 0
    with clock.fixed_at(NOON + timedelta(minutes=60)):
        activated(world[TOWN], begins_at=NOON + timedelta(minutes=60))
    assert table().whole.values["half_within"].n_all == 1


def test_words_of_a_merged_point_are_those_of_the_one_that_stands(make_point) -> None:
    gone, stands = make_point(), make_point()
    say(gone, "open", minute=0, headcount=4)
    merge_points(ACTOR, gone, stands, reason="the same door")
    whole = table().whole
    assert (whole.n_points, value(whole, "open_hours"), value(whole, "person_hours")) == (1, 4.0, 16.0)


_said = st.tuples(
    st.integers(0, 2),
    st.integers(0, 900),
    st.sampled_from(["open", "full", "closed", "standby", "opening", ""]),
    st.sampled_from(["keeper", "coordinator", "resident", "device"]),
    st.none() | st.integers(0, 30),
)


@pytest.mark.django_db
@given(st.lists(_said, max_size=12), st.integers(0, 960))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_end_of_a_period_is_as_the_board_of_that_moment(make_point, told, minute) -> None:
    forget_reports()
    points = list(Point.objects.order_by("pk")) or [make_point() for _ in range(3)]
    for which, at, state, channel, people in told:
        say(points[which], state, minute=at - 240, channel=channel, headcount=people)
    moment = NOON + timedelta(minutes=minute - 240)
    sums = tally(rows_as_of(Point.objects.all(), moment))
    found = table(now=moment).whole.values
    at_end = found["open_at_end"]
    assert (at_end.n_known, at_end.n_all) == (sums.n_known, len(points))
    assert at_end.value == (sums.n_open if sums.n_known else None)
    people = found["people_at_end"]
    assert (people.n_known, people.n_all) == (sums.n_counted, sums.n_in_use)
    assert (people.value or 0.0) == sums.n_people
    # Hours are added up from spans: they may differ by their rounding.
    assert all(one.n_known <= one.n_all + 1e-6 for one in found.values())


@pytest.mark.django_db
@given(st.lists(st.tuples(_said, st.sampled_from([0, 3, 90])), max_size=14))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_false_open_rate_is_that_of_the_replay(make_point, told) -> None:
    """Reckoned for all points at once it is as moment after moment, in whatever order words come in."""
    forget_reports()
    points = list(Point.objects.order_by("pk")) or [make_point() for _ in range(3)]
    for (which, at, state, channel, people), late in told:
        say(points[which], state, minute=at - 240, late=late, channel=channel, headcount=people)
    begins = datetime(2026, 1, 15, tzinfo=UTC)
    expected = figures(Point.objects.all(), begins, begins + timedelta(days=1, hours=6))
    assert expected.n_moments == table().whole.values["false_open"].n_all
    found = table().whole.values["false_open"].value
    assert found == (pytest.approx(expected.false_open) if expected.n_claimed else None)


def test_a_table_takes_as_many_queries_for_many_points_as_for_few(make_point) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            table()
        return len(seen)

    for number in range(2):
        say(make_point(), "open", minute=number)
    few = queries()
    for number in range(8):
        say(make_point(), "open", minute=number, headcount=number, fuel_l=10.0)
    assert queries() == few


def test_what_is_kept_holds_until_something_more_is_said(make_point) -> None:
    point = make_point()
    say(point, "open", minute=0)
    first = table()
    assert table(now=LATER + timedelta(hours=2)).computed_at == first.computed_at
    say(point, "closed", minute=30, late=60)
    assert value(table().whole, "open_hours") == 0.5


def test_visits_are_added_up_with_what_was_taken_back_and_are_no_headcount(make_point) -> None:
    point, _silent = make_point(), make_point()
    say(point, "open", minute=0, n_visits=12)
    say(point, minute=30, n_visits=5)
    say(point, minute=40, n_visits=-2)
    whole = table().whole
    assert value(whole, "visits") == 15
    assert value(whole, "person_hours") is None
    forget_reports()
    say(point, "open", minute=0, headcount=9)
    assert value(table().whole, "visits") is None


def test_visits_are_told_to_nobody_else(make_point) -> None:
    assert "visits" not in {figure.key for figure in PUBLIC}


@pytest.mark.parametrize(
    ("n_known", "n_all", "words"),
    [(0, 0, ""), (0, 500, "0"), (1, 500, "<1"), (5, 500, "1"), (499, 500, "99"), (5, 5, "100")],
)
def test_a_little_that_is_known_is_not_told_as_nothing(n_known, n_all, words) -> None:
    assert known_words(FigureValue(1.0, n_known, n_all)) == words


def test_a_bar_is_never_shorter_than_nothing(make_point) -> None:
    less, more = make_point(host_kind="school"), make_point(OTHER_TOWN, host_kind="library")
    say(less, "open", minute=0, n_visits=-3)
    say(more, "open", minute=0, n_visits=8)
    lines = row_lines(table(Cut.HOST_KIND, above="ZZ/"), Cut.HOST_KIND, VISITS)
    assert sorted((line.bar, line.words) for line in lines) == [(0, "-3"), (100, "8")]
