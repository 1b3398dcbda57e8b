"""Which alarms nobody looks into is one question, whoever asks: the desk, what takes one, and what tells of them."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import point_code
from punkt.model.alarm_words import AlarmKind
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.alarms.checks import acknowledge_all
from punkt_web.operations.alarms.going_on import at_point, going_on, over, waiting, worst_first
from punkt_web.operations.alarms.waiting import content_of
from punkt_web.operations.models import Alarm
from punkt_web.registry.models import Point

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ENDED, TAKEN, LAPSED, FREE = "ended", "taken", "lapsed", "free"
_OF = {
    ENDED: {"ended_at": NOW - timedelta(minutes=1)},
    TAKEN: {"acknowledged_until": NOW + timedelta(seconds=1)},
    LAPSED: {"acknowledged_until": NOW},
    FREE: {},
}


@pytest.fixture
def alarms(db) -> dict[str, Alarm]:
    return {name: _made(number, **columns) for number, (name, columns) in enumerate(_OF.items(), start=1)}


def _made(number: int, **columns: object) -> Alarm:
    point = Point.objects.create(code=point_code(number), country="UA", created_at=NOW, updated_at=NOW)
    raised_at = NOW - timedelta(minutes=60 - number)
    return Alarm.objects.create(point=point, kind=AlarmKind.COLD, raised_at=raised_at, level_at=raised_at, **columns)


def test_it_is_those_that_go_on_and_that_nobody_took_or_no_more(alarms) -> None:
    everything = Alarm.objects.all()
    assert set(waiting(everything, NOW)) == {alarms[LAPSED], alarms[FREE]}
    assert set(going_on(everything)) == set(alarms.values()) - {alarms[ENDED]}
    assert list(over(everything)) == [alarms[ENDED]]
    assert list(worst_first(going_on(everything), NOW)) == [alarms[LAPSED], alarms[FREE], alarms[TAKEN]]
    assert [list(at_point(alarms[name].point)) for name in (FREE, ENDED)] == [[alarms[FREE]], []]


def test_who_tells_of_them_and_who_takes_them_ask_the_same(alarms) -> None:
    everything = [one.pk for one in alarms.values()]
    assert content_of(everything, NOW)["n_alarms"] == waiting(Alarm.objects.all(), NOW).count() == 2
    with clock.fixed_at(NOW):
        assert acknowledge_all(Actor("ann@example.org"), Alarm.objects.all()) == 2
    assert not waiting(Alarm.objects.all(), NOW).exists()
    assert content_of(everything, NOW)["n_alarms"] == 0
