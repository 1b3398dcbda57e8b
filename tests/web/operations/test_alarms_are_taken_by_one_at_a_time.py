"""Several processes that check, take or send at the same moment: each alarm is raised, taken and told once."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.test import override_settings

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, first_fault
from punkt_web.operations.actions.alarms.checks import Acknowledged, acknowledge, acknowledge_all, check_alarms
from punkt_web.operations.actions.alarms.outbox import claim
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import Alarm, AlarmMessage
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.at_once import at_once
from tests.conftest import TOWN

WHO = Actor("tester@example.org")


@pytest.mark.django_db(transaction=True)
def test_four_at_once_raise_take_and_send_each_alarm_once(world: dict[str, Territory], coordinator: User) -> None:
    points = [_cold(world[TOWN]) for _ in range(3)]
    with override_settings(EMAIL_IS_SET_UP=True):
        at_once(*[check_alarms] * 4)
    assert Alarm.objects.count() == len(points)
    message = AlarmMessage.objects.get()
    alarm = Alarm.objects.earliest("pk")
    names = [f"{n}@example.org" for n in range(4)]
    found = at_once(*[partial(acknowledge, Actor(name), alarm.pk) for name in names])
    taken = [one for one in found if isinstance(one, Acknowledged)]
    assert len(taken) == 4
    assert [one.is_mine for one in taken].count(True) == 1
    assert len({one.by for one in taken}) == 1
    counts = at_once(*[partial(acknowledge_all, Actor(name), Alarm.objects.exclude(pk=alarm.pk)) for name in names])
    assert sorted(counts, key=str) == [0, 0, 0, 2]
    Alarm.objects.update(acknowledged_until=None)
    claimed = at_once(*[partial(claim, message.pk, clock.now())] * 4)
    assert [one is None for one in claimed].count(False) == 1
    assert first_fault() is None


def _cold(town: Territory) -> Point:
    point = register_point(WHO, {"territory": town}, Evidence("town list", EvidenceMethod.IMPORTED))
    content = ReportContent(PointState.OPEN, indoor_c=10.0)
    receive_report(WHO, Report(point.pk, datetime.now(UTC), ReportChannel.KEEPER, content))
    return point
