"""An edit is written over what its author saw, or not at all; what it needs is made with it."""

import pytest

from punkt_web.common import audit
from punkt_web.common.models import AuditEntry
from punkt_web.registry.actions.editing import ChangedMeanwhile, change_seen_point, register_stated_point
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.models import Organisation, Point, Territory
from tests.conftest import COUNTRY, TOWN
from tests.web.registry.conftest import ACTOR, SEEN, MakePoint


def test_nothing_is_written_over_what_nobody_saw(make_point: MakePoint) -> None:
    point = make_point(TOWN, address="Old 1")
    change_point(ACTOR, point, {"address": "New 2"}, SEEN)
    n_rows = AuditEntry.objects.count()
    with pytest.raises(ChangedMeanwhile):
        change_seen_point(ACTOR, point, {"address": "Mine 3", "host": "New Host"}, SEEN, seen_at=point.updated_at)
    assert Point.objects.get().address == "New 2"
    assert not Organisation.objects.exists()
    assert AuditEntry.objects.count() == n_rows


def test_a_host_is_named_and_made_once(make_point: MakePoint) -> None:
    one, two = make_point(TOWN), make_point(TOWN)
    for point in (one, two):
        change_seen_point(ACTOR, point, {"host": "Town Council"}, SEEN, seen_at=point.updated_at)
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.country) == ("Town Council", COUNTRY)
    assert AuditEntry.objects.filter(entity="organisation").count() == 1


def test_a_host_can_be_forgotten(make_point: MakePoint) -> None:
    point = make_point(TOWN, host=Organisation.objects.create(name="Town Council"))
    change_seen_point(ACTOR, point, {"host": None}, SEEN, seen_at=point.updated_at)
    assert Point.objects.get().host is None


def test_a_registered_point_has_its_other_names(world: dict[str, Territory]) -> None:
    stated = {"territory": world[TOWN], "authority": "Town Council"}
    point = register_stated_point(ACTOR, stated, SEEN, status="planned", aliases=("Old Mill", "Old  Mill"))
    assert [alias.name for alias in point.aliases.all()] == ["Old Mill"]
    assert point.status == "planned"
    assert "old mill" in Point.objects.get().search_text
    assert audit.first_fault() is None
