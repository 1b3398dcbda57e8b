"""The demo network: real size, one seed one network, never mixed with real points, secrets where Ukraine keeps them."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import normal_point_code
from punkt.model.fields import FIELDS, checked_fact
from punkt.model.vocabulary import EvidenceMethod, Passage, PointState
from punkt.places.gazetteer import read_gazetteer
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, first_fault
from punkt_web.demo import actions
from punkt_web.demo.people import PEOPLE
from punkt_web.demo.plan import N_POINTS, planned_points
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.operations.published_notices import published_notices
from punkt_web.operations.surroundings.notices import Curfew
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.published import published_points
from punkt_web.registry.statements import Evidence

PLACES = read_gazetteer()
SCALE = 0.02


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNKT_HOME", str(tmp_path))


def test_the_full_network_has_the_stated_size_in_each_country() -> None:
    planned = list(planned_points(PLACES, seed=1))
    assert Counter(point.place.country for point in planned) == N_POINTS
    assert len({point.code for point in planned}) == len(planned)
    assert all(normal_point_code(point.code) == point.code for point in planned)
    capacities = [point.capacity for point in planned if point.capacity is not None]
    assert min(capacities) >= 40
    assert max(capacities) <= 500
    assert len(capacities) < len(planned), "some do not state it"


def test_the_same_seed_gives_the_same_network_and_another_seed_another() -> None:
    one, same, other = ([*planned_points(PLACES, seed=seed, scale=SCALE)] for seed in (7, 7, 8))
    assert one == same
    assert one != other


def test_every_planned_fact_can_be_stated_and_some_are_left_unknown() -> None:
    planned = list(planned_points(PLACES, seed=3, scale=SCALE))
    for point in planned:
        for key, value in point.statements.items():
            if not FIELDS[key].is_core:
                checked_fact(key, value)
    said = [point.statements.get("service.heat") for point in planned]
    assert {"yes", "limited", None} <= set(said)


@pytest.mark.django_db
def test_loading_gives_points_people_reports_and_an_unbroken_trail() -> None:
    loaded = actions.load_demo(seed=1, scale=SCALE)
    assert loaded.n_points == Point.objects.filter(is_demo=True).count()
    assert loaded.n_reports == StatusReport.objects.count()
    assert User.objects.filter(is_demo=True).count() >= len(PEOPLE) - 2
    assert first_fault() is None
    states = set(CurrentStatus.objects.values_list("state", flat=True))
    assert {PointState.OPEN, PointState.CLOSED, PointState.STANDBY} <= states


@pytest.mark.django_db
def test_points_of_the_front_line_oblast_are_not_published() -> None:
    actions.load_demo(seed=1, scale=SCALE)
    hidden = set(Point.objects.filter(territory__path__contains="UA-DEMO-05/").values_list("code", flat=True))
    published = {point.code for point in published_points()}
    assert hidden
    assert published
    assert not hidden & published


@pytest.mark.django_db
def test_oblasts_of_ukraine_have_a_curfew_but_for_one_and_no_other_country_has() -> None:
    actions.load_demo(seed=1, scale=SCALE)
    curfews = {one.of.code: one for one in published_notices() if isinstance(one, Curfew)}
    oblasts = set(Territory.objects.filter(country="UA", level="region").values_list("code", flat=True))
    assert curfews.keys() == oblasts - {"UA-DEMO-22"}
    assert {one.passage for one in curfews.values()} == {Passage.YES, Passage.UNKNOWN}
    assert {one.decision for one in curfews.values()} == {"DEMO"}


@pytest.mark.django_db
def test_it_never_goes_into_a_registry_that_holds_points() -> None:
    evidence = Evidence("a test", EvidenceMethod.DECLARED)
    register_point(Actor("a test"), {"name": {"uk": "Справжній"}}, evidence)
    with pytest.raises(PunktError, match="holds points already"):
        actions.load_demo(seed=1, scale=SCALE)
    assert not User.objects.exists()
    assert Point.objects.count() == 1


@pytest.mark.django_db
def test_reports_are_renewed_only_when_the_last_round_is_old() -> None:
    actions.load_demo(seed=1, scale=SCALE)
    assert actions.refresh_if_stale(seed=2) == 0
    with clock.fixed_at(clock.now() + timedelta(hours=3)):
        assert actions.refresh_if_stale(seed=2) > 0
