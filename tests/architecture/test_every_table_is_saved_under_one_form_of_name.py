"""Whatever is given out as CSV is called ``punkt-WHAT-TERRITORY-YYYY-MM-DD.csv``, and one function says so."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.downloads import download_name
from punkt_web.operations.actions.activations import Terms, activate
from punkt_web.operations.activating.area import Area
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Territory
from punkt_web.registry.statements import Evidence
from tests.architecture.test_every_route_has_an_audience import ROUTES
from tests.conftest import REGION, TOWN

SRC = Path(__file__).parents[2] / "src" / "punkt_web"
OTHER_FORMS = {
    "finder/pack_views.py": "packs, which are no tables",
    "papers/files.py": "PDF, which a browser shows first and saves under the code of its point or territory",
    "exchange/views.py": "the JSON report of one import, which is named by its run",
}
DAY = r"\d{4}-\d\d-\d\d"
ADDRESSES = {
    "desk:export": (f"/desk/points/export.csv?territory={TOWN}", f"points-{TOWN}-{DAY}"),
    "desk:agreements_csv": ("/desk/agreements/agreements.csv", f"agreements-all-{DAY}"),
    "desk:readiness_file": (f"/desk/readiness/readiness.csv?territory={TOWN}", f"readiness-{TOWN}-{DAY}"),
    "desk:procurement_csv": (
        f"/desk/readiness/procurement/procurement.csv?territory={TOWN}",
        f"procurement-{TOWN}-{DAY}",
    ),
    "desk:drills_csv": (f"/desk/drills/drills.csv?territory={TOWN}", f"drills-{TOWN}-{DAY}"),
    "desk:activation_points": ("/desk/activations/{ulid}/points.csv", f"activation-[0-9A-Z]{{26}}-{TOWN}-{DAY}"),
    "desk:requests_csv": ("/desk/requests/requests.csv", f"requests-all-{DAY}"),
    "desk:suggestions_csv": (
        f"/desk/requests/suggestions/suggestions.csv?territory={TOWN}&kind=fuel&hours=12&reserve_h=12",
        f"suggestions-{TOWN}-{DAY}",
    ),
    "desk:inspections_csv": ("/desk/inspections/inspections.csv", f"inspections-all-{DAY}"),
    "desk:figures_file": (f"/desk/figures/figures.csv?territory={TOWN}", f"figures-{TOWN}-{DAY}-{DAY}"),
    "finder:figures_file": ("/figures.csv", f"figures-[A-Za-z0-9]+-{DAY}-{DAY}"),
    "api:points": (f"/api/v1/points?format=csv&territory={REGION}", f"points-{REGION}-{DAY}"),
}


@pytest.fixture
def address(world: dict[str, Territory], make_person: Callable[..., User]) -> Callable[[str], str]:
    """The address of a table, with the number of an activation that there is."""
    ulid, everywhere = new_ulid(), Reach(is_everywhere=True)
    terms = Terms(ActivationTrigger.DECISION, "Storm", ServiceLevel.DAY, ActivationMode.ROUND_THE_CLOCK)
    point = {"territory": world[TOWN], "address": "Oak street 1"}
    register_point(Actor("tester"), point, Evidence("list", EvidenceMethod.IMPORTED))
    activate(Actor("tester"), ulid, Area((world[TOWN],)), terms, within=everywhere)
    return lambda text: text.replace("{ulid}", ulid)


def name_of(response: Any) -> str:
    found = re.fullmatch(r'attachment; filename="([^"]+)"', response.headers["Content-Disposition"])
    assert found
    return found[1]


@pytest.mark.parametrize("route", sorted(ADDRESSES))
def test_a_table_has_a_name_of_the_form(
    client: Client, administrator: User, address: Callable[[str], str], route: str
) -> None:
    client.force_login(administrator)
    asked, form = ADDRESSES[route]
    response = client.get(address(asked))
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/csv")
    assert re.fullmatch(f"punkt-{form}\\.csv", name_of(response))


def test_every_route_of_a_table_is_asked_here() -> None:
    paths = {route.name: route.path for route in ROUTES}
    assert set(ADDRESSES) <= set(paths)
    tables = {name for name, path in paths.items() if path.endswith(".csv")}
    # Their form is a part of the address, and one of its words.
    tables |= {"desk:readiness_file", "desk:figures_file", "finder:figures_file", "api:points"}
    assert tables == set(ADDRESSES)


def test_nobody_else_names_a_download() -> None:
    naming = {
        path.relative_to(SRC).as_posix()
        for path in SRC.rglob("*.py")
        if "Content-Disposition" in path.read_text(encoding="utf-8")
    }
    assert naming == {"common/downloads.py", *OTHER_FORMS}


def test_a_name_is_fit_for_a_header_and_a_folder_whatever_a_register_calls_its_units(settings: Any) -> None:
    day = date(2026, 11, 3)
    assert download_name("points", 'UA/63"\r\nX: y', day) == "punkt-points-UA-63-X-y-2026-11-03.csv"
    assert download_name("points", "Львів", day) == "punkt-points-all-2026-11-03.csv"
    assert download_name("figures", "UA63", day, since=date(2026, 10, 1), form="xlsx") == (
        "punkt-figures-UA63-2026-10-01-2026-11-03.xlsx"
    )
    settings.IS_DEMO = True
    assert download_name("drills", "", day) == "DEMO-punkt-drills-all-2026-11-03.csv"


def test_the_day_is_that_of_the_clock() -> None:
    with clock.fixed_at(datetime(2026, 3, 4, 12, tzinfo=UTC)):
        assert download_name("points") == "punkt-points-all-2026-03-04.csv"
