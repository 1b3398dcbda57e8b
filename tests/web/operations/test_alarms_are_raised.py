"""Alarms are raised by what points do, once each; they end by themselves, escalate, and never storm."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from punkt import clock
from punkt.alarms.rules import Rule
from punkt.alarms.terms import alarm_terms
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.alarm_words import AlarmEnd, AlarmKind
from punkt.model.feed_words import FeedForm
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.feeds import take_file
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.alarms import checks
from punkt_web.operations.actions.alarms.checks import acknowledge, acknowledge_all, check_alarms
from punkt_web.operations.actions.alarms.settings import set_rule
from punkt_web.operations.actions.feeds import FeedTerms, add_feed
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.activating.area import Area
from punkt_web.operations.alarms.facts import Judged, facts_now
from punkt_web.operations.alarms.ladder import Ladder
from punkt_web.operations.alarms.rules import RuleBook
from punkt_web.operations.models import (
    Alarm,
    AlarmMessage,
    AlarmPreference,
    AlarmRound,
    AlarmRule,
    CurrentStatus,
)
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import OTHER_TOWN, REGION, TOWN, MakePerson

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WHO = Actor("tester@example.org")
LISTED = Evidence("town list", EvidenceMethod.IMPORTED)
World = dict[str, Territory]
OUTAGE_HEADER = "operator,group,start,end,certainty,status,updated\n"


@pytest.fixture(autouse=True)
def _email(settings: LazySettings) -> None:
    settings.EMAIL_IS_SET_UP = True


@pytest.fixture
def point(world: World) -> Point:
    return made(world)


def grid(point: Point, *, on_h: float) -> None:
    """By the schedule the point has power for so many hours, and then none."""
    Point.objects.filter(pk=point.pk).update(outage_operator="DTEK", outage_group="1.1")
    change = NOON + timedelta(hours=on_h)
    spans = ((NOON - HOUR, change, "none"), (change, change + 4 * HOUR, "definite"))
    rows = "".join(
        f"DTEK,1.1,{begins:%Y-%m-%dT%H:%MZ},{ends:%Y-%m-%dT%H:%MZ},{certainty},applies,2026-01-15T09:00Z\n"
        for begins, ends, certainty in spans
    )
    everywhere = Reach(is_everywhere=True)
    feed = add_feed(WHO, None, FeedTerms("a feed", FeedForm.OUTAGE_CSV), within=everywhere)
    take_file(WHO, feed, (OUTAGE_HEADER + rows).encode(), "a file", within=everywhere)


@pytest.mark.parametrize(("on_h", "n_raised"), [(12, 0), (1, 1)])
def test_own_power_is_no_matter_while_the_grid_has_some_for_hours(world: World, on_h: float, n_raised: int) -> None:
    with clock.fixed_at(NOON):
        point = made(world, **{"power.generator_kw": 5.0, "power.fuel": "diesel", "power.tank_l": 40.0})
        content = ReportContent(PointState.OPEN, fuel_l=2.0)
        receive_report(WHO, Report(point.pk, clock.now(), ReportChannel.KEEPER, content))
        check_alarms()
        assert Alarm.objects.filter(kind=AlarmKind.AUTONOMY, ended_at=None).count() == 1, "nobody knows of the grid"
        grid(point, on_h=on_h)
    with clock.fixed_at(NOON + 2 * MINUTE):
        check_alarms()
        assert Alarm.objects.filter(kind=AlarmKind.AUTONOMY, ended_at=None).count() == n_raised


def made(world: World, town: str = TOWN, **stated: object) -> Point:
    facts = {"territory": world[town], "name": {"uk": "Школа"}, "capacity_seated": 50, **stated}
    return register_point(WHO, facts, LISTED)


def said(point: Point, at: datetime, state: PointState | None = None, **content: object) -> None:
    with clock.fixed_at(at):
        report = Report(point.pk, at, ReportChannel.KEEPER, ReportContent(state=state, **content))  # type: ignore[arg-type]
        receive_report(WHO, report)


def checked(at: datetime) -> list[str]:
    """The kinds that are open after a check."""
    with clock.fixed_at(at):
        check_alarms()
    return sorted(Alarm.objects.filter(ended_at=None).values_list("kind", flat=True))


def asked_to_open(world: World, at: datetime, *, is_exercise: bool = False) -> None:
    terms = activations.Terms(
        trigger=ActivationTrigger.DECISION,
        reason="cold",
        level=ServiceLevel.DAY,
        mode=ActivationMode.ROUND_THE_CLOCK,
        begins_at=at,
        is_exercise=is_exercise,
    )
    with clock.fixed_at(at):
        activations.activate(WHO, new_ulid(), Area((world[TOWN],)), terms, within=Reach(is_everywhere=True))


def test_what_is_wrong_is_raised_once_and_ends_by_itself(point: Point) -> None:
    said(point, NOON, PointState.OPEN, headcount=60, indoor_c=15.0)
    assert checked(NOON) == ["cold", "crowded"]
    assert checked(NOON + MINUTE) == ["cold", "crowded"]
    assert Alarm.objects.count() == 2
    cold = Alarm.objects.get(kind=AlarmKind.COLD)
    assert (cold.figure, cold.limit, cold.level) == (15.0, 18.0, 0)
    said(point, NOON + HOUR, headcount=10, indoor_c=21.0)
    assert checked(NOON + HOUR) == []
    assert set(Alarm.objects.values_list("ended", flat=True)) == {AlarmEnd.GONE}
    told = AuditEntry.objects.filter(entity="point", object_key=point.code, action__endswith="alarm")
    assert sorted(told.values_list("action", flat=True)) == ["end alarm"] * 2 + ["raise alarm"] * 2


def test_a_point_that_was_open_falls_silent_and_rests_after_a_day(point: Point) -> None:
    said(point, NOON, PointState.OPEN)
    assert checked(NOON + 3 * HOUR) == []
    assert checked(NOON + 4 * HOUR) == ["silent"]
    assert Alarm.objects.get().began_at == NOON
    assert checked(NOON + 25 * HOUR) == []


def test_a_report_of_anything_breaks_the_silence(point: Point) -> None:
    said(point, NOON, PointState.OPEN)
    said(point, NOON + 3 * HOUR, headcount=3)
    assert checked(NOON + 5 * HOUR) == []
    assert checked(NOON + 7 * HOUR) == ["silent"]


def test_nobody_waits_for_a_point_that_was_told_shut_or_never_told_of(world: World) -> None:
    made(world)
    said(made(world), NOON, PointState.CLOSED)
    assert checked(NOON + 9 * HOUR) == []


def test_what_an_activation_asks_is_waited_for_and_an_exercise_raises_nothing(world: World, point: Point) -> None:
    asked_to_open(world, NOON, is_exercise=True)
    assert checked(NOON + 30 * HOUR) == []
    asked_to_open(world, NOON + 31 * HOUR)
    assert checked(NOON + 32 * HOUR) == []
    assert checked(NOON + 70 * HOUR) == ["silent"]


def test_own_power_below_the_limit_raises_and_power_that_is_not_known_does_not(world: World) -> None:
    known = made(world, **{"power.generator_kw": 5, "power.tank_l": 100, "power.consumption_l_h": 2})
    unknown = made(world, **{"power.generator_kw": 5})
    for one in (known, unknown):
        said(one, NOON, PointState.OPEN)
    said(known, NOON, fuel_l=4.0)
    assert checked(NOON) == ["autonomy"]
    assert Alarm.objects.get().point == known
    figure = Alarm.objects.get().figure
    assert figure is not None
    assert figure <= 2.0


def test_a_figure_that_nobody_tells_again_ends_its_alarm_only_after_a_day(point: Point) -> None:
    asked = {"headcount": 80}
    said(point, NOON, PointState.FULL, **asked)
    assert "crowded" in checked(NOON)
    said(point, NOON + 4 * HOUR, PointState.OPEN)
    assert "crowded" in checked(NOON + 5 * HOUR)
    for n in range(2, 8):
        said(point, NOON + n * 4 * HOUR, PointState.OPEN)
        still = checked(NOON + n * 4 * HOUR + MINUTE)
    assert "crowded" in still
    said(point, NOON + 30 * HOUR, PointState.OPEN)
    assert "crowded" not in checked(NOON + 30 * HOUR)
    assert Alarm.objects.get(kind=AlarmKind.CROWDED).ended == AlarmEnd.UNKNOWN


def test_a_rule_that_is_switched_off_ends_what_it_raised(world: World, point: Point) -> None:
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    assert checked(NOON) == ["cold"]
    AlarmRule.objects.create(territory=world[REGION], kind=AlarmKind.COLD, is_on=False, said_by="x", said_at=NOON)
    assert checked(NOON + MINUTE) == []
    assert Alarm.objects.get().ended == AlarmEnd.RULE


def test_a_point_that_is_withdrawn_has_no_alarm(point: Point) -> None:
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    checked(NOON)
    Point.objects.update(status=Point.Status.WITHDRAWN)
    assert checked(NOON + MINUTE) == []
    assert Alarm.objects.get().ended == AlarmEnd.POINT


def test_what_comes_back_at_once_is_the_same_alarm_and_nobody_is_told_anew(point: Point, coordinator: User) -> None:
    for n in range(6):
        said(point, NOON + n * 5 * MINUTE, PointState.OPEN, indoor_c=22.0 if n % 2 else 10.0)
        checked(NOON + n * 5 * MINUTE)
    assert Alarm.objects.get().n_raised == 3
    message = AlarmMessage.objects.get()
    assert (message.user, message.alarm_ids) == (coordinator, [Alarm.objects.get().pk])


def test_of_one_kind_a_point_has_one_alarm_at_a_time(point: Point) -> None:
    Alarm.objects.create(point=point, kind=AlarmKind.COLD, raised_at=NOON, level_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alarm.objects.create(point=point, kind=AlarmKind.COLD, raised_at=NOON, level_at=NOON)


def test_a_check_during_which_another_ended_changes_nothing(point: Point, monkeypatch: pytest.MonkeyPatch) -> None:
    said(point, NOON, PointState.OPEN, indoor_c=10.0)

    def looking(at: datetime) -> dict[int, Judged]:
        AlarmRound.objects.update_or_create(pk=1, defaults={"checked_at": at - MINUTE})
        return facts_now(at)

    monkeypatch.setattr(checks, "facts_now", looking)
    with clock.fixed_at(NOON):
        assert check_alarms() is None
    assert not Alarm.objects.exists()


def test_a_check_that_looked_earlier_than_another_changes_nothing(point: Point) -> None:
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    AlarmRound.objects.create(pk=1, checked_at=NOON + MINUTE)
    with clock.fixed_at(NOON):
        assert check_alarms() is None
    assert not Alarm.objects.exists()


def test_a_check_by_a_clock_that_was_wrong_keeps_no_other_from_looking(point: Point, coordinator: User) -> None:
    """A machine that began with the wrong year: until that year nobody would have looked, and nobody been told."""
    ahead = NOON + timedelta(days=365)
    said(point, ahead, PointState.OPEN, indoor_c=10.0)
    assert checked(ahead) == ["cold"]
    AlarmMessage.objects.update(is_open=False, sent_at=ahead)
    said(point, ahead + MINUTE, PointState.CLOSED)
    assert checked(ahead + MINUTE) == []
    CurrentStatus.objects.all().delete()
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    assert checked(NOON) == ["cold"]
    assert AlarmMessage.objects.get(is_open=True, user=coordinator).due_at == NOON


def test_an_alarm_that_nobody_takes_goes_up_a_step_at_a_time(
    point: Point, coordinator: User, region_officer: User, administrator: User, other_coordinator: User
) -> None:
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    told = []
    for n in range(5):
        said(point, NOON + n * 30 * MINUTE, PointState.OPEN)
        checked(NOON + n * 30 * MINUTE)
        told.append(set(AlarmMessage.objects.values_list("user", flat=True)))
    assert told[0] == {coordinator.pk}
    assert told[1] == {coordinator.pk, region_officer.pk}
    assert told[2] == told[4] == {coordinator.pk, region_officer.pk, administrator.pk}
    assert Alarm.objects.get().level == 2


def test_where_nobody_is_in_charge_the_next_above_is_told_at_once(
    world: World, point: Point, region_officer: User
) -> None:
    steps = Ladder().steps(world[TOWN].path)
    assert [(step.code, step.people) for step in steps] == [(REGION, {region_officer.pk})]
    assert Ladder().steps(world[OTHER_TOWN].path)[0].people == set()


def test_who_takes_an_alarm_first_has_it_and_the_second_is_told_who(point: Point, coordinator: User) -> None:
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    checked(NOON)
    alarm = Alarm.objects.get()
    with clock.fixed_at(NOON):
        assert acknowledge(Actor("first@example.org"), alarm.pk, note="on the way").is_mine
        second = acknowledge(WHO, alarm.pk)
    assert (second.is_mine, second.by) == (False, "first@example.org")
    checked(NOON + 3 * HOUR)
    assert Alarm.objects.get(pk=alarm.pk).level == 0


def test_an_acknowledgement_runs_out_while_the_cause_remains(
    point: Point, coordinator: User, region_officer: User
) -> None:
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    checked(NOON)
    with clock.fixed_at(NOON):
        acknowledge(WHO, Alarm.objects.get().pk)
    later = NOON + alarm_terms().acknowledged_for
    said(point, later, PointState.OPEN, indoor_c=11.0)
    AlarmMessage.objects.update(is_open=False, sent_at=NOON)
    checked(later)
    alarm = Alarm.objects.get()
    assert (alarm.acknowledged_until, alarm.level, alarm.n_raised) == (None, 0, 2)
    assert set(AlarmMessage.objects.filter(is_open=True).values_list("user", flat=True)) == {coordinator.pk}


def test_alarms_of_a_territory_are_taken_together_and_those_of_others_stay_theirs(world: World) -> None:
    points = [made(world) for _ in range(3)]
    for one in points:
        said(one, NOON, PointState.OPEN, indoor_c=10.0)
    checked(NOON)
    with clock.fixed_at(NOON):
        acknowledge(Actor("first@example.org"), Alarm.objects.earliest("pk").pk)
        assert acknowledge_all(WHO, Alarm.objects.filter(point__territory=world[TOWN])) == 2
    by = list(Alarm.objects.order_by("pk").values_list("acknowledged_by", flat=True))
    assert by == ["first@example.org", WHO.name, WHO.name]
    assert AuditEntry.objects.filter(action="acknowledge alarm").count() == 3


def test_who_wants_no_e_mail_gets_none(point: Point, coordinator: User, settings: LazySettings) -> None:
    AlarmPreference.objects.create(user=coordinator, by_email=False)
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    checked(NOON)
    assert not AlarmMessage.objects.exists()


def test_without_a_mail_server_no_message_waits_for_ever(
    point: Point, coordinator: User, settings: LazySettings
) -> None:
    settings.EMAIL_IS_SET_UP = False
    said(point, NOON, PointState.OPEN, indoor_c=10.0)
    assert checked(NOON) == ["cold"]
    assert not AlarmMessage.objects.exists()


def test_news_is_folded_into_the_message_that_waits_and_the_next_waits_its_time(
    world: World, coordinator: User
) -> None:
    points = [made(world) for _ in range(3)]
    for n, one in enumerate(points):
        said(one, NOON + n * MINUTE, PointState.OPEN, indoor_c=10.0)
        checked(NOON + n * MINUTE)
        if n == 1:
            assert len(AlarmMessage.objects.get().alarm_ids) == 2
            AlarmMessage.objects.update(is_open=False, sent_at=NOON + MINUTE)
    waiting = AlarmMessage.objects.get(is_open=True)
    assert len(waiting.alarm_ids) == 1
    assert waiting.due_at == NOON + alarm_terms().message_gap


def test_ten_thousand_points_that_fall_silent_are_one_message_to_each(
    world: World, make_person: MakePerson, coordinator: User, other_coordinator: User, region_officer: User
) -> None:
    """A blackout of the whole country: each level of the ladder gets one message, whatever the number of points."""
    n_points = 10_000
    towns = [world[TOWN], world[OTHER_TOWN]]
    Point.objects.bulk_create(
        [
            Point(code=f"X{n:05}", territory=towns[n % 2], status="designated", created_at=NOON, updated_at=NOON)
            for n in range(n_points)
        ],
        batch_size=1000,
    )
    CurrentStatus.objects.bulk_create(
        [
            CurrentStatus(point_id=pk, state="open", state_at=NOON, state_channel="keeper", revision=1)
            for pk in Point.objects.values_list("pk", flat=True)
        ],
        batch_size=1000,
    )
    assert len(checked(NOON + 4 * HOUR)) == n_points
    assert AlarmMessage.objects.count() == 2
    checked(NOON + 4.5 * HOUR)
    assert AlarmMessage.objects.count() == 3
    assert sum(len(one.alarm_ids) for one in AlarmMessage.objects.exclude(user=region_officer)) == n_points


def test_a_check_asks_the_database_no_more_for_more_points(world: World, django_assert_max_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        for _number in range(8):
            one = made(world, **{"power.generator_kw": 5, "power.tank_l": 100})
            said(one, NOON, PointState.OPEN, fuel_l=50.0)
        with CaptureQueriesContext(connection) as asked, clock.fixed_at(NOON):
            facts_now(NOON)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_town_cannot_switch_off_what_its_region_decided_to_hear_of(world: World) -> None:
    off, on = Rule(is_on=False), Rule(is_on=True)
    set_rule(WHO, world[TOWN], AlarmKind.COLD, off)
    set_rule(WHO, world[REGION], AlarmKind.SILENT, on)
    with pytest.raises(InvalidValue, match="A territory above decided to hear of this"):
        set_rule(WHO, world[TOWN], AlarmKind.SILENT, off)
    assert AlarmRule.objects.count() == 2
    set_rule(WHO, world[REGION], AlarmKind.COLD, on)
    assert RuleBook().of(world[TOWN].path)[AlarmKind.COLD].is_on, "the region decided later; it hears all the same"
