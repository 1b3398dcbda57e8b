"""Drills at the desk: what was measured of my points, those of which most lacks first, and of nobody else's."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.items import Item
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel, Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.hosting.actions.agreements import AgreementTerms, end_agreement, enter_agreement
from punkt_web.hosting.states import today
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.inbox import Outcome, Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.activating.area import Area
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import text_of

PAGE = "/desk/drills/"
ACTOR = Actor("test")
EVERYWHERE = Reach(is_everywhere=True)


@pytest.fixture
def points(make_point):
    """Two in the own town, one elsewhere, none of them drilled yet."""
    made = [
        make_point(town, name={"en": name}) for town, name in ((TOWN, "Lyceum"), (TOWN, "Library"), (OTHER_TOWN, "Far"))
    ]
    Point.objects.filter(pk__in=[one.pk for one in made]).update(status=Point.Status.DESIGNATED, promised_minutes=60)
    return made


def try_power(point, **told):
    content = {"hours": "6", "load": "usual", "ended": "planned", **told}
    item = Item("power_trial", new_ulid(), point.code, clock.now(), content)
    by = Sender(ACTOR, [(ReportChannel.KEEPER, EVERYWHERE)], ReportBearer.CONSOLE)
    assert receive_items(by, [item], KINDS)[0].outcome is Outcome.TAKEN


def hold_exercise(world, point, *, took):
    """An exercise three hours ago, in which the point was ready after ``took``."""
    began = clock.now() - timedelta(hours=3)
    terms = activations.Terms(
        ActivationTrigger.DECISION, level=ServiceLevel.DAY, mode=ActivationMode.ROUND_THE_CLOCK, reason="Drill"
    )
    with clock.fixed_at(began):
        activations.activate(ACTOR, new_ulid(), Area((world[TOWN],)), terms, within=EVERYWHERE)
    with clock.fixed_at(began + took):
        content = ReportContent(PointState.OPEN)
        receive_report(ACTOR, Report(point.pk, began + took, ReportChannel.KEEPER, content))


def rows_of(client, **query) -> dict[str, dict[str, str]]:
    told = b"".join(client.get(f"{PAGE}drills.csv", query).streaming_content).decode("utf-8-sig")
    return {row["code"]: row for row in csv.DictReader(io.StringIO(told))}


def test_who_has_no_role_sees_nothing(points, browser, outsider, stranger):
    for page in ("", "drills.csv"):
        assert browser(outsider).get(f"{PAGE}{page}").status_code == 403
        assert stranger.get(f"{PAGE}{page}").status_code == 302


def test_each_sees_their_own_points(points, browser, coordinator, other_coordinator):
    assert set(rows_of(browser(coordinator))) == {points[0].code, points[1].code}
    assert set(rows_of(browser(other_coordinator))) == {points[2].code}
    assert rows_of(browser(coordinator), territory=OTHER_TOWN) == {}


def test_a_hidden_point_is_there_only_for_those_who_may_know_of_it(points, browser, viewer, coordinator):
    set_policy(ACTOR, points[0], Visibility.HIDDEN, reason="a target")
    assert points[0].code in rows_of(browser(coordinator))
    assert points[0].code not in rows_of(browser(viewer))
    assert "Lyceum" not in text_of(browser(viewer).get(PAGE))


def test_measured_stands_beside_promised(points, browser, coordinator, world):
    hold_exercise(world, points[0], took=timedelta(minutes=90))
    try_power(points[1])
    client = browser(coordinator)
    late, tried = (rows_of(client)[one.code] for one in points[:2])
    assert (late["promised_min"], late["opened_min"], late["ran_under_load_h"]) == ("60", "90.0", "")
    assert (tried["opened_min"], tried["ran_under_load_h"]) == ("", "6.0")
    page = text_of(client.get(PAGE))
    assert "1 h 30 min" in page
    assert "Under its usual load: 6 h" in page
    assert set(rows_of(client, lack="late")) == {points[0].code}
    assert set(rows_of(client, lack="not_tried")) == {points[0].code}
    assert set(rows_of(client, lack="not_timed")) == {points[1].code}


def test_days_are_those_of_the_country(points, browser, coordinator):
    Point.objects.update(country="UA")
    with clock.fixed_at(datetime(2026, 11, 20, 23, 30, tzinfo=UTC)):  # in Kyiv the next day has begun
        try_power(points[0])
        told = rows_of(browser(coordinator))
    assert (told[points[0].code]["ran_on"], told[points[1].code]["ran_on"]) == ("2026-11-21", "")


def test_in_time_is_not_late(points, browser, coordinator, world):
    hold_exercise(world, points[0], took=timedelta(minutes=60))
    assert rows_of(browser(coordinator), lack="late") == {}


def test_what_failed_stands_first(points, browser, coordinator):
    try_power(points[0])
    try_power(points[1], ended="fault", hours="0.1")
    client = browser(coordinator)
    assert next(iter(rows_of(client))) == points[1].code
    assert set(rows_of(client, lack="failed")) == {points[1].code}
    assert "was not seen running since" in text_of(client.get(PAGE))


def test_a_filter_that_there_is_not_shows_all(points, browser, coordinator):
    assert set(rows_of(browser(coordinator), lack="nonsense")) == {points[0].code, points[1].code}


def agree(point, **told):
    return enter_agreement(ACTOR, point, new_ulid(), AgreementTerms(host="School", is_open_ended=True, **told))


def test_what_an_agreement_promises_counts_where_the_register_promises_nothing(points, browser, coordinator, world):
    Point.objects.update(promised_minutes=None)
    agree(points[0], promised_minutes=30)
    hold_exercise(world, points[0], took=timedelta(minutes=55))
    client = browser(coordinator)
    told = rows_of(client, lack="late")
    assert {code: (row["promised_min"], row["promised_by"]) for code, row in told.items()} == {
        points[0].code: ("30", "agreement")
    }
    lyceum, library = (client.get(PAGE, {"lack": one}).context["lines"] for one in ("late", "not_timed"))
    assert (lyceum[0].promised, lyceum[0].promised_by, lyceum[0].opened_look) == ("30 min", "by the agreement", "full")
    assert [line.promised for line in library] == [""]
    assert "not said" in text_of(client.get(PAGE))


@pytest.mark.parametrize(
    ("agreed", "counts"), [(30, ("30", "agreement")), (60, ("60", "register")), (90, ("60", "register"))]
)
def test_the_shorter_promise_counts(points, browser, coordinator, agreed, counts):
    agree(points[0], promised_minutes=agreed)
    row = rows_of(browser(coordinator))[points[0].code]
    assert (row["promised_min"], row["promised_by"]) == counts


def test_who_may_not_see_agreements_learns_nothing_of_them(points, browser, viewer):
    Point.objects.update(promised_minutes=None)
    agree(points[0], promised_minutes=30)
    client = browser(viewer)
    assert rows_of(client)[points[0].code]["promised_min"] == ""
    assert "30 min" not in text_of(client.get(PAGE))


def test_an_agreement_that_does_not_hold_promises_nothing(points, browser, coordinator):
    Point.objects.update(promised_minutes=None)
    ended = agree(points[0], promised_minutes=30)
    end_agreement(ACTOR, ended.pk, ended_on=today(), reason="moved")
    enter_agreement(
        ACTOR,
        points[1],
        new_ulid(),
        AgreementTerms(host="School", promised_minutes=9, valid_from=today() + timedelta(9)),
    )
    assert {row["promised_min"] for row in rows_of(browser(coordinator)).values()} == {""}


def test_what_was_measured_stands_before_what_was_not(points, browser, coordinator):
    try_power(points[1])
    client = browser(coordinator)
    assert next(iter(rows_of(client))) == points[1].code
    assert set(rows_of(client, lack="tried")) == {points[1].code}
    assert rows_of(client, lack="timed") == {}
    tiles = {one.key: one.n for one in client.get(PAGE).context["tiles"]}
    assert (tiles["tried"], tiles["timed"], tiles["not_tried"]) == (1, 0, 1)
