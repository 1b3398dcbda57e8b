"""What was said of doors is set beside what turned out, with nothing that came later."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.test import Client

from punkt import clock
from punkt.ids import point_code
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.answering import Answered, answer_complaints
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.commands import sureness
from punkt_web.operations.models import Complaint
from punkt_web.operations.sureness import outcomes
from punkt_web.operations.sureness.outcomes import figures, moments
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN

ACTOR = Actor("test")
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
SINCE, UNTIL = NOON - timedelta(days=1), NOON + timedelta(days=1)


@pytest.fixture
def make_point(world):
    def make(town: str = TOWN, **more) -> Point:
        n = Point.objects.count()
        made = {"country": "ZZ", "created_at": NOON, "updated_at": NOON, "territory": world[town], **more}
        return Point.objects.create(code=point_code(n + 1), names={"en": f"Point {n}"}, **made)

    return make


def say(point, state="open", *, minute: int, came: int | None = None, channel="keeper") -> None:
    """Seen at ``minute`` after noon, received at ``came``."""
    with clock.fixed_at(NOON + timedelta(minutes=minute if came is None else came)):
        content, seen = ReportContent(PointState(state)), NOON + timedelta(minutes=minute)
        told = Report(point.pk, seen, ReportChannel(channel), content, bearer=ReportBearer.PAPER)
        receive_report(ACTOR, told)


def complain(point, *, minute: int, n: int = 1) -> list[int]:
    with clock.fixed_at(NOON + timedelta(minutes=minute)):
        for number in range(n):
            receive_complaint(point.pk, ComplaintKind.CLOSED, "", sender=f"198.51.{minute % 250}.{number}")
    return list(Complaint.objects.order_by("-pk").values_list("pk", flat=True)[:n])


def found_out(pk: int, outcome: ComplaintOutcome, *, minute: int) -> None:
    with clock.fixed_at(NOON + timedelta(minutes=minute)):
        answer_complaints(ACTOR, pk, Answered(outcome))


def replayed() -> list[outcomes.Moment]:
    return list(moments(Point.objects.all(), SINCE, UNTIL))


def test_a_later_word_says_how_good_the_one_before_was(make_point) -> None:
    point = make_point()
    say(point, minute=0)
    say(point, minute=60)
    say(point, "closed", minute=120, came=130)
    first, kept, shut = replayed()
    assert (first.probability, first.claimed_open, first.was_open) == (None, False, True)
    assert kept.probability > 0.9
    assert (kept.claimed_open, kept.was_open) == (True, True)
    assert shut.probability > 0.9
    assert (shut.claimed_open, shut.was_open) == (True, False)
    found = figures(Point.objects.all(), SINCE, UNTIL)
    assert (found.n_moments, found.n_known, found.n_claimed, found.n_false_open) == (3, 2, 2, 1)
    assert found.share_known == pytest.approx(2 / 3)
    assert found.false_open == 0.5


def test_who_shuts_or_opens_a_door_and_says_so_at_once_makes_no_earlier_word_wrong(make_point) -> None:
    point = make_point()
    say(point, minute=0)
    say(point, "closed", minute=60, came=62)
    say(point, minute=120)
    assert [(one.claimed_open, one.was_open) for one in replayed()] == [(False, True)]
    say(point, minute=180)
    say(point, "closed", minute=240, came=246)
    assert [(one.claimed_open, one.was_open) for one in replayed()][1:] == [(True, True), (True, False)]


def test_what_staff_find_at_once_against_a_residents_word_is_a_moment(make_point) -> None:
    point = make_point()
    say(point, minute=0, channel="resident")
    say(point, "closed", minute=30)
    assert [(one.claimed_open, one.was_open) for one in replayed()] == [(True, False)]


def test_nothing_that_came_later_counts(make_point) -> None:
    point = make_point()
    say(point, minute=0)
    complained = complain(point, minute=30)
    say(point, "closed", minute=40, came=300, channel="coordinator")
    say(point, minute=100)
    found_out(complained[0], ComplaintOutcome.UNCLEAR, minute=200)
    before = replayed()
    say(point, "closed", minute=90, came=110, channel="coordinator")
    found_out(complain(point, minute=120)[0], ComplaintOutcome.UNCLEAR, minute=130)
    assert [one for one in replayed() if one in before] == before
    at_100 = next(one for one in before if one.at == NOON + timedelta(minutes=100))
    assert at_100.claimed_open, "the word that it was closed at 40 came only at 300"


def test_what_was_found_out_of_a_complaint_is_an_outcome_and_no_evidence_of_before(make_point) -> None:
    point = make_point()
    say(point, minute=0)
    right = complain(point, minute=60)[0]
    found_out(right, ComplaintOutcome.RIGHT, minute=90)
    wrong = complain(point, minute=200)[0]
    found_out(wrong, ComplaintOutcome.NOT_RIGHT, minute=210)
    _first, shut, was_open = replayed()
    assert (shut.at, shut.was_open, shut.claimed_open) == (NOON + timedelta(hours=1), False, True)
    assert was_open.was_open
    assert not was_open.claimed_open, "by then the first had been found right"


def test_people_who_agree_are_in_what_was_said(make_point) -> None:
    point = make_point()
    say(point, minute=0)
    complain(point, minute=140, n=2)
    say(point, "closed", minute=150, came=160)
    _first, last = replayed()
    assert not last.claimed_open
    assert last.probability < 0.7


def test_words_soon_after_each_other_are_one_and_only_keepers_stand_at_the_door(make_point) -> None:
    point = make_point()
    for minute in range(0, 30, 5):
        say(point, minute=minute)
    say(point, "opening", minute=100)
    say(point, "closed", minute=200, channel="coordinator")
    say(point, "closed", minute=201, channel="device")
    assert len(replayed()) == 1


def test_a_flood_that_is_answered_at_once_is_one_outcome(make_point) -> None:
    point = make_point()
    ids = complain(point, minute=10, n=15)
    found_out(ids[-1], ComplaintOutcome.NOT_RIGHT, minute=20)
    with clock.fixed_at(NOON + timedelta(minutes=25)):
        answer_complaints(ACTOR, ids[-2], Answered(ComplaintOutcome.NOT_RIGHT), last_id=ids[0])
    assert Complaint.objects.exclude(outcome="not_right").count() == 0
    assert [one.was_open for one in replayed()] == [True]


def test_what_was_said_of_a_merged_point_is_of_the_one_that_stands_for_it(make_point) -> None:
    keep, drop = make_point(), make_point()
    say(drop, minute=0)
    merge_points(ACTOR, keep, drop)
    say(keep, "closed", minute=60, came=70)
    assert [one.claimed_open for one in replayed()] == [False, True]


def score(*options: str) -> str:
    with clock.fixed_at(UNTIL):
        done = CliRunner().invoke(sureness, ["score", *options])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def told(make_point, settings):
    here, there = make_point(), make_point(OTHER_TOWN)
    for point, last in ((here, "closed"), (there, "open")):
        say(point, minute=0)
        say(point, last, minute=60, came=70)


def test_the_command_tells_it_as_text_json_and_csv(told) -> None:
    text = score()
    assert "Brier" in text
    assert "50.0 %" in text
    found = json.loads(score("--format", "json"))
    assert (found["moments"], found["n_known"], found["false_open"]) == (4, 2, 0.5)
    assert found["brier"] == pytest.approx(
        found["reliability"] - found["resolution"] + found["uncertainty"] + found["within_bins"]
    )
    rows = {row["figure"]: row for row in csv.DictReader(io.StringIO(score("--format", "csv")))}
    assert float(rows["false_open"]["value"]) == 0.5
    assert rows["calibration"]["n"] == "2"


def test_the_command_tells_of_a_territory_and_of_a_time(told) -> None:
    assert json.loads(score("--format", "json", "--territory", TOWN))["false_open"] == 1.0
    assert json.loads(score("--format", "json", "--territory", OTHER_TOWN))["false_open"] == 0.0
    nothing = json.loads(score("--format", "json", "--since", "2026-01-16"))
    assert (nothing["moments"], nothing["brier"], nothing["false_open"]) == (0, None, None)
    assert "not known" in score("--since", "2026-01-16")
    assert json.loads(score("--format", "json", "--since", "0001-01-01"))["moments"] == 4
    unknown = CliRunner().invoke(sureness, ["score", "--territory", "NOWHERE"])
    assert "There is no territory" in str(unknown.exception)


def page_of(user) -> tuple[int, str]:
    client = Client()
    client.force_login(user, "punkt_web.accounts.backends.PasswordBackend")
    with clock.fixed_at(UNTIL):
        response = client.get("/desk/sureness/?days=7", headers={"accept-language": "en"})
    return response.status_code, response.content.decode()


def test_the_desk_tells_each_of_their_own_points(told, coordinator, other_coordinator, administrator) -> None:
    assert "100.0 %" in page_of(coordinator)[1].partition("False-open rate")[2].partition("</td>")[0]
    assert "0.0 % (" in page_of(other_coordinator)[1].partition("False-open rate")[2].partition("</td>")[0]
    assert "50.0 % (" in page_of(administrator)[1].partition("False-open rate")[2].partition("</td>")[0]
    assert "mean squared distance" in page_of(coordinator)[1]


def test_of_too_much_for_a_page_some_points_are_taken_and_it_says_so(told, administrator, monkeypatch) -> None:
    monkeypatch.setattr("punkt_web.dashboard.views.sureness.MOST_WORDS", 2)
    page = page_of(administrator)[1]
    assert "one point in 2" in page
    assert ">2</td>" in page.partition("Moments at which it turned out")[2].partition("</tr>")[0]


@pytest.mark.parametrize("who", ["outsider", "viewer", "keeper"])
def test_others_are_turned_away(told, request, who) -> None:
    assert page_of(request.getfixturevalue(who))[0] == 403


def test_a_stranger_is_asked_to_sign_in(client, db) -> None:
    assert client.get("/desk/sureness/")["Location"].startswith("/accounts/login/")
