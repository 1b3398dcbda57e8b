"""The demo network: real size, one seed one network, never mixed with real points, secrets where Ukraine keeps them."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import normal_point_code
from punkt.model.fields import FIELDS, checked_fact
from punkt.model.notice_words import Passage
from punkt.model.vocabulary import EvidenceMethod, PointState
from punkt.places.gazetteer import read_gazetteer
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, first_fault
from punkt_web.common.models import AuditEntry
from punkt_web.demo import actions
from punkt_web.demo.people import KHARKIV, PEOPLE
from punkt_web.demo.phones import phone_of
from punkt_web.demo.plan import N_POINTS, planned_points
from punkt_web.operations.figures.frame import Cut, Period, frame_of
from punkt_web.operations.figures.table import Question, figure_table
from punkt_web.operations.models import Activation, Complaint, CurrentStatus, Depot, StatusReport, SupplyRequest
from punkt_web.operations.published_notices import published_notices
from punkt_web.operations.surroundings.notices import Curfew
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, PointContact, Territory
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


def _week() -> list[tuple[object, ...]]:
    rows = StatusReport.objects.filter(received_at__lt=clock.now() - timedelta(hours=12))
    return list(rows.order_by("ulid").values_list("observed_at", "state", "headcount", "n_visits", "indoor_c"))


NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_week_was_told_the_same_for_the_same_seed_and_figures_show_it() -> None:
    with clock.fixed_at(NOON):
        with transaction.atomic():
            actions.load_demo(seed=1, scale=SCALE)
            first = _week()
            transaction.set_rollback(True)
        actions.load_demo(seed=1, scale=SCALE)
        assert first
        assert _week() == first
        period = Period(date(2026, 1, 9), date(2026, 1, 14), ZoneInfo("Europe/Kyiv"), NOON)
        points = Point.objects.filter(territory__path__contains=f"/{KHARKIV}/")
        values = figure_table(frame_of(points), Question(period, Cut.DAY)).whole.values
        for key in ("visits", "person_hours", "false_open", "half_within", "report_gap"):
            assert values[key].value is not None, key
        assert all(row.values["visits"].value for row in figure_table(frame_of(points), Question(period, Cut.DAY)).rows)


@pytest.mark.django_db
def test_what_began_in_the_week_has_ended() -> None:
    actions.load_demo(seed=1, scale=SCALE)
    real, practised = Activation.objects.filter(said_at__lt=clock.now() - timedelta(days=1)).order_by("is_exercise")
    assert (real.is_exercise, practised.is_exercise) == (False, True)
    assert None not in {real.ended_at, practised.ended_at}
    assert practised.tasks.exclude(ready_at=None).exists()
    assert set(Complaint.objects.values_list("outcome", flat=True)) == {"right", "not_right"}
    delivered = SupplyRequest.objects.filter(state="delivered")
    assert delivered.count() == 3
    assert {one.received for one in delivered} == {40.0, 60.0, 80.0}
    assert first_fault() is None
    times = list(AuditEntry.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)


RINGS_NOBODY = {"UA": r"\+380 00 000 00 \d\d", "EE": r"\+372 000 00\d\d", "SE": r"\+46 8 465 004 \d\d"}


@pytest.mark.django_db
def test_no_number_of_the_demo_can_ring_anybody_and_some_points_have_none() -> None:
    actions.load_demo(seed=1, scale=SCALE)
    contacts = list(PointContact.objects.select_related("point"))
    assert contacts
    for country, form in RINGS_NOBODY.items():
        assert all(re.fullmatch(form, phone_of(country, number)) for number in (0, 7, 99, 100, 1234)), country
    for one in contacts:
        assert re.fullmatch(RINGS_NOBODY[one.point.country], one.phone), one.phone
        assert (one.name, one.note, one.email) == ("DEMO", "DEMO", "")
    in_town = Point.objects.filter(territory__path__contains=f"/{KHARKIV}/")
    assert 0 < in_town.filter(contacts=None).count() < in_town.count()
    assert set(Depot.objects.values_list("phone", flat=True)) == {""}
