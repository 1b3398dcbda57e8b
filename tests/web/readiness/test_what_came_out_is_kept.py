"""What came out of an assessment is kept for as long as it was so, with the version that was used."""

from datetime import UTC, date, datetime, timedelta

import pytest

from punkt import clock
from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.terms import Readiness
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.readiness.actions.rounds import assess_country, assess_if_due, assess_network
from punkt_web.readiness.laid import Laid
from punkt_web.readiness.models import AssessmentRound, PointAssessment
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point
from punkt_web.registry.statements import Evidence
from tests.at_once import at_once
from tests.conftest import TOWN

ACTOR = Actor("test")
KEY = "ua-1401"
NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture
def point(world):
    with clock.fixed_at(NOON):
        made = register_point(
            ACTOR, {"name": {"uk": "Школа"}, "territory": world[TOWN]}, Evidence("x", EvidenceMethod.SEEN)
        )
    Point.objects.filter(pk=made.pk).update(country="UA")
    return made


def assess_at(moment: datetime):
    with clock.fixed_at(moment):
        return assess_country(ACTOR, KEY)


def spans() -> list[tuple[date, date | None, str]]:
    return list(PointAssessment.objects.order_by("since").values_list("since", "until", "name"))


def state(point: Point, **facts: object) -> None:
    Point.objects.filter(pk=point.pk).update(facts={key.replace("__", "."): value for key, value in facts.items()})


def test_nothing_is_written_where_nothing_came_out_otherwise(point) -> None:
    assert assess_at(NOON).changed == {point.pk}
    assert assess_at(NOON + timedelta(days=1)).changed == frozenset()
    assert spans() == [(date(2026, 11, 2), None, "ua-1401@2026-02-27")]


def test_a_change_ends_a_row_and_begins_another(point) -> None:
    assess_at(NOON)
    state(point, power__lighting="no")
    assess_at(NOON + timedelta(days=3))
    assert [(since, until) for since, until, _name in spans()] == [
        (date(2026, 11, 2), date(2026, 11, 5)),
        (date(2026, 11, 5), None),
    ]
    newest = PointAssessment.objects.get(until=None)
    assert newest.readiness == Readiness.GAPS
    assert newest.n_not_met == 1
    assert newest.purchases


def test_a_change_on_the_same_day_sets_the_row_of_the_day_right(point) -> None:
    assess_at(NOON)
    state(point, power__lighting="no")
    assess_at(NOON + timedelta(hours=2))
    assert len(spans()) == 1
    assert PointAssessment.objects.get().n_not_met == 1


def test_a_day_begins_by_the_clocks_of_the_country(point) -> None:
    assess_at(datetime(2026, 11, 2, 22, 30, tzinfo=UTC))
    assert spans()[0][0] == date(2026, 11, 3)


def test_an_old_row_keeps_the_version_that_held_then(point) -> None:
    before = datetime(2026, 2, 26, 10, tzinfo=UTC)
    assess_at(before)
    assess_at(before + timedelta(days=1))
    assert [name for _since, _until, name in spans()] == ["ua-1401@2026-02-01", "ua-1401@2026-02-27"]


def test_points_that_no_longer_stand_are_ended(point) -> None:
    assess_at(NOON)
    Point.objects.filter(pk=point.pk).update(status=Point.Status.WITHDRAWN)
    assert assess_at(NOON + timedelta(days=1)).n_points == 0
    assert spans()[0][1] == date(2026, 11, 3)
    Point.objects.filter(pk=point.pk).update(status=Point.Status.DESIGNATED)
    assess_at(NOON + timedelta(days=2))
    assert [until for _since, until, _name in spans()] == [date(2026, 11, 3), None]


def test_that_points_were_assessed_is_in_the_trail(point) -> None:
    assess_at(NOON)
    told = AuditEntry.objects.get(action="assess")
    assert (told.entity, told.object_key) == ("standard", KEY)
    assert '"points":1' in told.after.replace(" ", "") if isinstance(told.after, str) else told.after["points"] == 1


def test_a_round_is_due_after_a_change_and_on_another_day(point) -> None:
    with clock.fixed_at(NOON):
        assert [done.name for done in assess_if_due(ACTOR)] == ["ua-1401@2026-02-27"]
        assert assess_if_due(ACTOR) == []
    Point.objects.filter(pk=point.pk).update(updated_at=NOON + timedelta(minutes=5))
    with clock.fixed_at(NOON + timedelta(minutes=10)):
        assert len(assess_if_due(ACTOR)) == 1
        assert assess_if_due(ACTOR) == []
    with clock.fixed_at(NOON + timedelta(days=1)):
        assert len(assess_if_due(ACTOR)) == 1


def test_what_is_changed_while_points_are_judged_is_due_again(point, monkeypatch) -> None:
    judged = Laid.assess_all

    def judged_slowly(*asked):
        found = list(judged(*asked))
        state(point, power__lighting="no")
        Point.objects.filter(pk=point.pk).update(updated_at=clock.now())
        return found

    with monkeypatch.context() as slow:
        slow.setattr(Laid, "assess_all", judged_slowly)
        assert assess_country(ACTOR, KEY)
    assert len(assess_if_due(ACTOR)) == 1
    assert PointAssessment.objects.get(until=None).n_not_met == 1


def test_a_country_without_a_standard_is_left_alone(world) -> None:
    assert assess_network(ACTOR) == []
    assert not AssessmentRound.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_rounds_at_once_each_point_has_one_row(point) -> None:
    done = at_once(lambda: assess_country(ACTOR, KEY), lambda: assess_country(ACTOR, KEY))
    assert PointAssessment.objects.filter(until=None).count() == 1
    assert sum(one is not None for one in done) >= 1
