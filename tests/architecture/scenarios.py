"""Every public action, run in every way in which it writes.

A scenario prepares a small world and gives back the call; only the call is looked at.
"""

from collections.abc import Callable

from punkt.model.position import Position
from punkt_web.demo import actions as demo
from punkt_web.registry.models import Point
from tests.architecture import (
    activation_scenarios,
    alarm_scenarios,
    feed_scenarios,
    hosting_scenarios,
    import_scenarios,
    inspection_scenarios,
    keeping_scenarios,
    network_scenarios,
    notice_scenarios,
    people_scenarios,
    readiness_scenarios,
    registry_scenarios,
    report_scenarios,
    supply_scenarios,
)
from tests.architecture.scenario_making import SCENARIOS, Call, person, point, scenario, territory

PARTS = (
    registry_scenarios,
    report_scenarios,
    notice_scenarios,
    activation_scenarios,
    supply_scenarios,
    feed_scenarios,
    people_scenarios,
    import_scenarios,
    keeping_scenarios,
    inspection_scenarios,
    hosting_scenarios,
    network_scenarios,
)
"""Each has put its scenarios on the list on being imported."""
__all__ = ["SCENARIOS"]


def _with(call: Callable[..., Call], made: Callable[[], object]) -> Callable[[], Call]:
    def prepare() -> Call:
        return call(made())

    prepare.__name__ = f"{call.__module__.rpartition('.')[2]}_{call.__name__}"
    return prepare


for made, calls_of in (
    (point, alarm_scenarios.OF_A_POINT),
    (territory, alarm_scenarios.OF_A_TERRITORY),
    (person, alarm_scenarios.OF_A_PERSON),
    (point, readiness_scenarios.OF_A_POINT),
):
    for one_call in calls_of:
        scenario(_with(one_call, made))


@scenario
def a_message_of_alarms_is_tried_again() -> Call:
    return alarm_scenarios.message_failed(point(), 1)


@scenario
def a_message_of_alarms_is_set_aside() -> Call:
    return alarm_scenarios.message_failed(point(), 99)


@scenario
def the_demo_is_loaded() -> Call:
    return lambda: demo.load_demo(seed=1, scale=0.005)


@scenario
def the_demo_reports() -> Call:
    Point.objects.filter(pk=point(position=Position(50.0, 30.0)).pk).update(is_demo=True)
    return lambda: demo.report_now(seed=1)


@scenario
def the_demo_wakes_up() -> Call:
    Point.objects.filter(pk=point(position=Position(50.0, 30.0)).pk).update(is_demo=True)
    return lambda: demo.refresh_if_stale(seed=1)
