"""Loading the demo network, and giving it a fresh round of reports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from django.db import transaction
from django.db.models import Max

from punkt import clock
from punkt.errors import PunktError
from punkt.formats.territories import TerritoryRow
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.notice_words import Passage
from punkt.model.vocabulary import EvidenceMethod, OpeningMode, TerritoryLevel, Visibility
from punkt.places.gazetteer import ATTRIBUTION, Place, read_gazetteer
from punkt.wording import gettext_noop as _
from punkt_web import env
from punkt_web.accounts.actions import Grant, by_command, give_person, give_role
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.names import COUNTRY_LANGUAGES
from punkt_web.demo.bulletins import issue_demo_bulletins
from punkt_web.demo.history import HISTORY, tell_history
from punkt_web.demo.hosting import agree_with_demo_hosts, offer_demo_place
from punkt_web.demo.inspections import show_inspections
from punkt_web.demo.keeping import show_keeping
from punkt_web.demo.network import enter_demo_members
from punkt_web.demo.overlays import state_demo_overlay
from punkt_web.demo.people import KHARKIV, PASSWORD, PEOPLE, DemoPerson
from punkt_web.demo.phones import give_contacts
from punkt_web.demo.plan import DemoPoint, planned_points
from punkt_web.demo.reports import ReportingPoint, report_round
from punkt_web.demo.supplies import ask_for_demo_supplies, make_demo_depot
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.notices import Terms, set_curfew
from punkt_web.operations.actions.reports import receive_reports
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import StatusReport
from punkt_web.registry.actions.batches import PointBatch, write_batch
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.actions.territories import load_territories
from punkt_web.registry.models import Point, PointKind, Territory
from punkt_web.registry.statements import Evidence

ACTOR = Actor("punkt demo")
_SOURCE = "demo network"
_STALE = timedelta(hours=2)

# What Ukraine does in practice (facts/ukraine 0.7): Donetsk publishes no addresses, Mykolaiv told its addresses only to
# heads of hromadas, and the state app hides shelters in four oblasts.
_POLICIES = {
    "UA-DEMO-05": (Visibility.HIDDEN, "Front line: addresses are not published"),
    "UA-DEMO-08": (Visibility.AREA, "Shelling: only the area is published"),
    "UA-DEMO-16": (Visibility.MEMBERS, "Addresses are told by the heads of hromadas"),
}


# Made-up hours of the kind that oblasts decide; Zakarpattia has none. Whether people may walk to a point meanwhile is
# decided by each Defence Council, Kyiv first (facts/ukraine 1.1, 16.01.2026), so of most it is not known.
_USUAL_CURFEW, _CURFEWS = (0, 5), {"UA-DEMO-05": (21, 5), "UA-DEMO-07": (23, 5), "UA-DEMO-08": (20, 5)}
_WITHOUT_CURFEW = frozenset({"UA-DEMO-22"})
_ACTIVATED = "UA-DEMO-07"  # Kharkiv oblast
_WALKING_ALLOWED = frozenset({"UA-DEMO-07", "UA-DEMO-12", "UA-DEMO-13"})


@dataclass(frozen=True, slots=True)
class LoadedDemo:
    """What was loaded."""

    n_points: int
    n_territories: int
    n_reports: int


def has_real_points() -> bool:
    """Whether the registry holds points that are not of the demo."""
    return Point.objects.filter(is_demo=False).exists()


def is_loaded() -> bool:
    """Whether the demo network is there."""
    return Point.objects.filter(is_demo=True).exists()


@transaction.atomic
def load_demo(*, seed: int, scale: float = 1.0, places: Sequence[Place] | None = None) -> LoadedDemo:
    """Loads the demo network into a registry that holds no points. Raises ``PunktError`` where it holds some."""
    if Point.objects.exists():
        raise PunktError(
            _("The registry holds points already."),
            remedy=_("Load the demo network into a new installation (PUNKT_HOME)."),
        )
    planned = list(planned_points(places or read_gazetteer(), seed=seed, scale=scale))
    now = clock.now()
    # The week that is told of had a network: its trail and its clocks go forward.
    with clock.fixed_at(now - HISTORY - timedelta(hours=1)):
        territories = _load_territories(planned)
        _mark_installation(seed)
        _register(planned, territories)
        _decide_policies(territories)
        give_contacts(ACTOR, territories)
        region = territories.get(_ACTIVATED)
        depot = make_demo_depot(ACTOR, region) if region is not None else None
    n_told = tell_history(ACTOR, territories, depot, now=now, seed=seed)
    _set_curfews(territories)
    issue_demo_bulletins(ACTOR, territories)
    _give_people()
    show_inspections(territories, seed=seed)
    if region is not None:
        state_demo_overlay(ACTOR, region)
    if KHARKIV in territories:
        agree_with_demo_hosts(ACTOR, territories[KHARKIV])
        offer_demo_place(ACTOR, int(KHARKIV.rpartition("P")[2]))
    enter_demo_members(ACTOR, territories)
    n_reports = report_now(seed=seed)
    _ask_points_to_open(territories)
    if region is not None and depot is not None:
        ask_for_demo_supplies(ACTOR, region, depot)
    return LoadedDemo(len(planned), len(territories), n_told + n_reports)


def refresh_if_stale(*, seed: int) -> int:
    """A new round of reports when the last is two hours old: a demo of yesterday would show no open door."""
    latest = StatusReport.objects.filter(point__is_demo=True).aggregate(latest=Max("received_at"))["latest"]
    if latest is not None and clock.now() - latest < _STALE:
        return 0
    return report_now(seed=seed)


def report_now(*, seed: int) -> int:
    """One round of reports for this moment; returns how many."""
    return receive_reports(ACTOR, report_round(_reporting_points(), at=clock.now(), seed=seed), reason=_SOURCE)


def _reporting_points() -> list[ReportingPoint]:
    rows = Point.objects.filter(is_demo=True).order_by("id")
    return [
        ReportingPoint(
            id=pk,
            mode=OpeningMode(mode),
            capacity=capacity,
            tank_l=facts.get("power.tank_l"),
            service_keys=tuple(
                key for key, word in facts.items() if key.startswith("service.") and word in {"yes", "limited"}
            ),
        )
        for pk, mode, capacity, facts in rows.values_list("id", "opening_mode", "capacity_seated", "facts")
    ]


def _load_territories(planned: Sequence[DemoPoint]) -> dict[str, Territory]:
    rows: dict[str, TerritoryRow] = {}
    for point in planned:
        for row in _rows_of(point.place):
            rows.setdefault(row.code, row)
    ordered = sorted(rows.values(), key=lambda row: (row.level is TerritoryLevel.SETTLEMENT, row.code))
    load_territories(ACTOR, ordered, source=f"{_SOURCE}: {ATTRIBUTION}")
    return Territory.objects.in_bulk(list(rows), field_name="code")


def _rows_of(place: Place) -> tuple[TerritoryRow, TerritoryRow]:
    local = COUNTRY_LANGUAGES[place.country]
    region = TerritoryRow(
        _region_code(place),
        place.country,
        TerritoryLevel.REGION,
        {local: place.region_name, "en": place.region_latin_name},
    )
    settlement = TerritoryRow(
        _settlement_code(place),
        region.code,
        TerritoryLevel.SETTLEMENT,
        {local: place.name, "en": place.english_name},
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.population,
    )
    return region, settlement


def _region_code(place: Place) -> str:
    return f"{place.country}-DEMO-{place.region_code}"


def _settlement_code(place: Place) -> str:
    return f"{place.country}-DEMO-P{place.place_id}"


def _register(planned: Sequence[DemoPoint], territories: dict[str, Territory]) -> None:
    kinds = PointKind.objects.in_bulk()
    batch = PointBatch(Evidence(_SOURCE, EvidenceMethod.IMPORTED), by=ACTOR.name)
    for point in planned:
        where = territories[_settlement_code(point.place)]
        statements = {**point.statements, "kind": kinds[point.kind], "territory": where}
        batch.add_new(statements, is_demo=True, code=point.code)
    write_batch(ACTOR, batch, reason=_SOURCE)


def _decide_policies(territories: dict[str, Territory]) -> None:
    for code, (visibility, reason) in _POLICIES.items():
        if code in territories:
            set_policy(ACTOR, territories[code], visibility, reason=reason)


def _set_curfews(territories: dict[str, Territory]) -> None:
    yesterday = clock.now().date() - timedelta(days=1)
    for code, territory in sorted(territories.items()):
        if territory.country != "UA" or territory.level != TerritoryLevel.REGION or code in _WITHOUT_CURFEW:
            continue
        begins, ends = _CURFEWS.get(code, _USUAL_CURFEW)
        passage = Passage.YES if code in _WALKING_ALLOWED else Passage.UNKNOWN
        terms = Terms(time(begins), time(ends), yesterday, passage=passage, decision="DEMO")
        set_curfew(ACTOR, territory, terms, within=Reach(is_everywhere=True))


def _ask_points_to_open(territories: dict[str, Territory]) -> None:
    if _ACTIVATED not in territories:
        return
    terms = activations.Terms(
        ActivationTrigger.OUTAGE_12_H,
        "DEMO: з ночі немає світла",
        ServiceLevel.DAY,
        ActivationMode.ROUND_THE_CLOCK,
        begins_at=clock.now() - _STALE,
    )
    area = Area((territories[_ACTIVATED],))
    activations.activate(ACTOR, new_ulid(), area, terms, within=Reach(is_everywhere=True))


def _give_people() -> None:
    giver = by_command(ACTOR.name)
    for person in PEOPLE:
        code = _code_of(person)
        if code is None:
            continue
        if User.objects.filter(email=person.email).exists():
            continue
        user = give_person(giver, person.email, name=person.name, password=PASSWORD, is_demo=True)
        give_role(giver, user, Grant(person.role, person.scope, code))
        if person.scope is Scope.POINT:
            show_keeping(ACTOR, user, Point.objects.get(code=code))


def _code_of(person: DemoPerson) -> str | None:
    """The code of what a person reaches; ``None`` where it is no part of this demo."""
    if person.scope is Scope.POINT:
        below = Point.objects.filter(territory__path__contains=f"/{person.scope_code}/").order_by("code")
        return below.values_list("code", flat=True).first()
    is_there = not person.scope_code or Territory.objects.filter(code=person.scope_code).exists()
    return person.scope_code if is_there else None


def _mark_installation(seed: int) -> None:
    """From now on every page says DEMO, whatever the environment says."""
    (env.home() / "demo.json").write_text(json.dumps({"seed": seed}), encoding="ascii")
