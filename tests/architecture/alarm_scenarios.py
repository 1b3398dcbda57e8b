"""The actions of alarms, in every way in which they write. What is prepared is called by ``scenarios``."""

from datetime import datetime, timedelta

from django.test import override_settings

from punkt import clock
from punkt.alarms.rules import Rule
from punkt.errors import InvalidValue
from punkt.model.alarm_words import AlarmKind
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.operations.actions.alarms import checks, outbox, settings
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import Alarm, AlarmMessage, AlarmRule, AlarmWebhook
from punkt_web.registry.models import Point, Territory
from tests.architecture.scenario_making import ACTOR, BY, Call
from tests.conftest import REGION, TOWN

BROWSER = outbox.Subscription(
    "https://push.example.net/x",
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
_HOUR = timedelta(hours=1)


def _told(point: Point, degrees: float) -> None:
    content = ReportContent(PointState.OPEN, indoor_c=degrees)
    receive_report(ACTOR, Report(point.pk, clock.now(), ReportChannel.KEEPER, content))


def _in_charge(code: str, email: str) -> User:
    user = people.give_person(BY, email)
    people.give_role(BY, user, people.Grant(Role.COORDINATOR, Scope.TERRITORY, code))
    return user


def _cold(point: Point) -> Alarm:
    _in_charge(TOWN, "town@example.org")
    _in_charge(REGION, "region@example.org")
    _told(point, 10.0)
    _checked()
    return Alarm.objects.get()


def _checked(at: datetime | None = None) -> object:
    with override_settings(EMAIL_IS_SET_UP=True), clock.fixed_at(at or clock.now()):
        return checks.check_alarms()


def _later(n_hours: float) -> Call:
    at = clock.now() + n_hours * _HOUR
    return lambda: _checked(at)


def raised(point: Point) -> Call:
    _in_charge(TOWN, "town@example.org")
    _told(point, 10.0)
    return _checked


def ended(point: Point) -> Call:
    _cold(point)
    _told(point, 25.0)
    return _later(0.1)


def back(point: Point) -> Call:
    ended(point)()
    with clock.fixed_at(clock.now() + 0.2 * _HOUR):
        _told(point, 10.0)
    return _later(0.2)


def escalated(point: Point) -> Call:
    _cold(point)
    return _later(0.6)


def unknown(point: Point) -> Call:
    _cold(point)
    return _later(5)


def acknowledged(point: Point) -> Call:
    alarm = _cold(point)
    return lambda: checks.acknowledge(ACTOR, alarm.pk, note="on the way")


def acknowledged_together(point: Point) -> Call:
    _cold(point)
    return lambda: checks.acknowledge_all(ACTOR, Alarm.objects.all())


def acknowledgement_ran_out(point: Point) -> Call:
    acknowledged(point)()
    with clock.fixed_at(clock.now() + 4 * _HOUR):
        _told(point, 10.0)
    return _later(4.1)


def of_a_merged_point(point: Point) -> Call:
    _cold(point)
    Point.objects.filter(pk=point.pk).update(status=Point.Status.WITHDRAWN)
    return _later(0.1)


def _claimed(point: Point) -> AlarmMessage:
    _cold(point)
    message = outbox.claim(AlarmMessage.objects.get().pk, clock.now())
    assert message is not None
    return message


def message_sent(point: Point) -> Call:
    message = _claimed(point)
    return lambda: outbox.note_sent(message, clock.now())


def message_failed(point: Point, n_tries: int) -> Call:
    message = _claimed(point)
    message.n_tries = n_tries
    return lambda: outbox.note_failure(message, InvalidValue("no answer"), clock.now())


def message_claimed(point: Point) -> Call:
    _cold(point)
    return lambda: outbox.claim(AlarmMessage.objects.get().pk, clock.now())


def message_of_nothing_claimed(point: Point) -> Call:
    acknowledged(point)()
    return lambda: outbox.claim(AlarmMessage.objects.get().pk, clock.now())


def message_that_nobody_lives_to_send_claimed(point: Point) -> Call:
    _cold(point)
    AlarmMessage.objects.update(n_tries=99)
    return lambda: outbox.claim(AlarmMessage.objects.get().pk, clock.now())


def message_dropped(point: Point) -> Call:
    message = _claimed(point)
    return lambda: outbox.drop(message)


def messages_forgotten(point: Point) -> Call:
    message_sent(point)()
    return lambda: outbox.forget_old_messages(clock.now() + _HOUR)


def hook(territory: Territory) -> AlarmWebhook:
    return settings.add_webhook(ACTOR, territory, "https://example.net/x?key=1", hears_all=True)


def _trial_of(territory: Territory) -> AlarmMessage:
    outbox.send_test(ACTOR, hook(territory), clock.now())
    return AlarmMessage.objects.select_related("webhook__territory").get()


def trial_sent(territory: Territory) -> Call:
    made = hook(territory)
    return lambda: outbox.send_test(ACTOR, made, clock.now())


def trial_arrived(territory: Territory) -> Call:
    message = _trial_of(territory)
    return lambda: outbox.note_sent(message, clock.now())


def webhook_set_aside(territory: Territory) -> Call:
    message = _trial_of(territory)
    message.is_test, message.n_tries = False, 99
    return lambda: outbox.note_failure(message, InvalidValue("no answer"), clock.now())


def webhook_added(territory: Territory) -> Call:
    return lambda: hook(territory)


def webhook_removed(territory: Territory) -> Call:
    made = hook(territory)
    return lambda: settings.remove_webhook(ACTOR, made)


def rule_set(territory: Territory) -> Call:
    return lambda: settings.set_rules(ACTOR, territory, [(AlarmKind.COLD, Rule(is_on=True, limit=20.0))])


def rule_changed(territory: Territory) -> Call:
    rule_set(territory)()
    return lambda: settings.set_rule(ACTOR, territory, AlarmKind.COLD, Rule(is_on=False))


def rule_taken_back(territory: Territory) -> Call:
    rule_set(territory)()
    assert AlarmRule.objects.exists()
    return lambda: settings.set_rule(ACTOR, territory, AlarmKind.COLD, None)


def preference(user: User) -> Call:
    return lambda: settings.set_preference(ACTOR, user, by_email=False)


def device_added(user: User) -> Call:
    return lambda: outbox.add_device(ACTOR, user, BROWSER, "Firefox, Linux")


def one_device_too_many(user: User) -> Call:
    for n in range(outbox.MOST_DEVICES):
        outbox.add_device(ACTOR, user, BROWSER._replace(endpoint=f"https://push.example.net/{n}"), "")
    return device_added(user)


def device_removed(user: User) -> Call:
    device = outbox.add_device(ACTOR, user, BROWSER, "")
    return lambda: outbox.forget_device(device)


OF_A_POINT = (
    raised, ended, back, escalated, unknown, acknowledged, acknowledged_together, acknowledgement_ran_out,
    of_a_merged_point, message_sent, message_claimed, message_of_nothing_claimed,
    message_that_nobody_lives_to_send_claimed, message_dropped, messages_forgotten,
)  # fmt: skip
OF_A_TERRITORY = (
    trial_sent, trial_arrived, webhook_set_aside, webhook_added, webhook_removed, rule_set, rule_changed,
    rule_taken_back,
)  # fmt: skip
OF_A_PERSON = (preference, device_added, one_device_too_many, device_removed)
