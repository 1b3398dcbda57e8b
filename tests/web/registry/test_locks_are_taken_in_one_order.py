"""Points first, then the trail: writers that keep to one order never wait for each other in a circle."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel, Visibility
from punkt_web.operations.actions.reports import Report, receive_reports
from punkt_web.registry.actions.aliases import add_alias, add_identifier, remove_alias, remove_identifier
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.actions.policies import end_policy, set_policy
from punkt_web.registry.models import Point, Territory
from tests.conftest import TOWN
from tests.web.registry.conftest import ACTOR, LISTED

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite locks the whole database"),
]


@pytest.fixture
def points(world: dict[str, Territory]) -> list[Point]:
    made = [register_point(ACTOR, {"territory": world[TOWN]}, LISTED) for _number in range(510)]
    merge_points(ACTOR, made[1], made[2])
    set_policy(ACTOR, made[1], Visibility.HIDDEN, reason="for a while")
    return made


def reported(points: list[Point]) -> None:
    now = clock.now()
    is_open = ReportContent(PointState.OPEN)
    receive_reports(ACTOR, [Report(point.pk, now, ReportChannel.KEEPER, is_open) for point in reversed(points)])


WRITES: dict[str, Callable[[list[Point]], object]] = {
    "add alias": lambda points: add_alias(ACTOR, points[0], "Друга назва"),
    "remove alias": lambda points: remove_alias(ACTOR, add_alias(ACTOR, points[0], "Друга назва")),
    "add identifier": lambda points: add_identifier(ACTOR, points[0], "EDRPOU", "1"),
    "remove identifier": lambda points: remove_identifier(ACTOR, add_identifier(ACTOR, points[0], "EDRPOU", "1")),
    "set policy": lambda points: set_policy(ACTOR, points[0], Visibility.HIDDEN, reason="why"),
    "end policy": lambda points: end_policy(ACTOR, points[1], reason="why"),
    "merge what is hidden and was merged into": lambda points: merge_points(ACTOR, points[0], points[1]),
    "reports in two batches": reported,
}


@pytest.mark.parametrize("name", WRITES)
def test_no_point_is_locked_after_the_trail(points: list[Point], name: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        WRITES[name](points)
    is_trail_locked, n_points_locked = False, 0
    for query in queries:
        sql = query["sql"]
        if sql in {"BEGIN", "COMMIT"}:
            is_trail_locked = False
        is_locking = "FOR UPDATE" in sql or "FOR NO KEY UPDATE" in sql
        if is_locking and '"common_audithead"' in sql:
            is_trail_locked = True
        if is_locking and 'FROM "registry_point"' in sql:
            n_points_locked += 1
            assert not is_trail_locked, sql[:200]
    assert n_points_locked
