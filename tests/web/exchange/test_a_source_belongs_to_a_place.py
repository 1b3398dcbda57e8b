"""Two places can give their lists one name: neither says how the other's is read, nor what vanished from it."""

import pytest

from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import NOWHERE, Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.exchange.actions.sources import source_of
from punkt_web.exchange.models import ImportRun, Source, SourceRecord
from punkt_web.exchange.orders import Importer
from punkt_web.exchange.queries import owner_of
from punkt_web.registry.models import Point, Territory
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.exchange.lists import as_csv, imported, outcomes

pytestmark = pytest.mark.django_db

HEADER = ("id", "name", "address", "municipality", "lat", "lon", "x1")
HERE = ("1", "School No 1", "Oak street 1", "Town", "50.4501", "30.5234", "120")
THERE = ("1", "School No 2", "Elm street 22", "Other Town", "48.4602", "35.5335", "80")


def by(user: User) -> Importer:
    return Importer(actor(user), reach(user, Power.IMPORT))


def test_lists_of_one_name_and_one_numbering_do_not_meet(
    world: dict[str, Territory], coordinator: User, other_coordinator: User
) -> None:
    imported(as_csv([HERE], HEADER), importer=by(coordinator), columns={"x1": "capacity_seated"})
    report = imported(as_csv([THERE], HEADER), importer=by(other_coordinator), columns={"x1": "capacity_lying"})
    assert outcomes(report) == [("new", "no-match")]
    assert dict(Source.objects.values_list("owner", "columns")) == {
        TOWN: {"x1": "capacity_seated"}, OTHER_TOWN: {"x1": "capacity_lying"},
    }  # fmt: skip
    assert imported(as_csv([HERE], HEADER), importer=by(coordinator)).counts["unchanged"] == 1
    assert Point.objects.count() == 2


def test_the_installations_own_source_is_nobodys_else(world: dict[str, Territory], coordinator: User) -> None:
    imported(as_csv([HERE], HEADER), columns={"x1": "capacity_seated"})
    imported(as_csv([HERE], HEADER), importer=by(coordinator), columns={"x1": "capacity_lying"})
    assert Source.objects.get(owner="").columns == {"x1": "capacity_seated"}


def test_a_refused_row_of_a_point_of_others_is_not_marked_as_seen(
    world: dict[str, Territory], coordinator: User
) -> None:
    everybodys = Importer(actor(coordinator), Reach(is_everywhere=True))
    imported(as_csv([HERE, ("2", *THERE[1:])], HEADER), importer=everybodys)
    Source.objects.update(owner=TOWN)
    first = ImportRun.objects.get()
    Point.objects.filter(address="Oak street 1").update(territory=world[OTHER_TOWN])
    changed = (*HERE[:6], "999")
    assert imported(as_csv([changed], HEADER), importer=by(coordinator)).counts["refused"] == 1
    assert SourceRecord.objects.get(point__address="Oak street 1").last_run == first


def test_whose_a_list_is() -> None:
    assert owner_of(Reach(is_everywhere=True)) == ""
    both = Reach(territory_codes=frozenset({"UA02", "UA01"}))
    assert owner_of(both) == "UA01"
    assert owner_of(both, ("UA", "UA02", "UA0203")) == "UA02"
    assert owner_of(Reach(point_codes=frozenset({"K7M2QX4"}))) == "K7M2QX4"
    assert owner_of(NOWHERE) != ""


def test_the_authority_of_a_lists_own_numbers_fits_and_tells_the_owners_apart(coordinator: User) -> None:
    for owner in ("", "UA63120270000028556"):
        source = source_of(actor(coordinator), "x" * 80, owner)
        assert len(source.authority) <= 80
    assert len({source.authority for source in Source.objects.all()}) == 2
