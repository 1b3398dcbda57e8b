"""A point that is withdrawn and designated again on one day is assessed again on that day."""

from datetime import UTC, datetime

from punkt import clock
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.readiness.models import PointAssessment
from punkt_web.registry.actions.points import register_point, set_status
from punkt_web.registry.models import Point, PointKind, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

ACTOR = Actor("tester@example.org")
NOON = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


def test_one_row_holds_again(world: dict[str, Territory]) -> None:
    Territory.objects.update(country="UA")
    kind = PointKind.objects.get(code="ua-stationary")
    with clock.fixed_at(NOON):
        point = register_point(ACTOR, {"territory": world[TOWN], "kind": kind}, Evidence("v", EvidenceMethod.SEEN))
        Point.objects.update(country="UA")
        assess_country(ACTOR, "ua-1401")
        set_status(ACTOR, point, Point.Status.WITHDRAWN, reason="closed")
        assess_country(ACTOR, "ua-1401")
        assert not PointAssessment.objects.filter(until=None).exists()
        set_status(ACTOR, point, Point.Status.DESIGNATED, reason="a mistake")
        done = assess_country(ACTOR, "ua-1401")
    assert done
    assert (done.n_points, len(done.changed)) == (1, 1)
    [row] = PointAssessment.objects.filter(point=point)
    assert (row.since, row.until) == (NOON.date(), None)
