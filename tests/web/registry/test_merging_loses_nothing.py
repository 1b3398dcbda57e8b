"""Two rows for one place become one, and nothing that was known or kept back gets lost."""

import pytest

from punkt.errors import InvalidValue
from punkt.model.vocabulary import Visibility
from punkt_web.common import audit
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import change_point, set_status
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, PointAlias, PointContact, PointIdentifier, Territory
from punkt_web.registry.published import published_point, successor_code
from punkt_web.registry.queries import with_visibility
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, TOWN
from tests.web.registry.conftest import ACTOR, SEEN, MakePoint


def test_what_only_the_dropped_row_knew_is_taken_over_with_its_provenance(make_point: MakePoint) -> None:
    keep = make_point(TOWN, name={"uk": "Школа 5"}, capacity_seated=40)
    drop = make_point(
        TOWN, SEEN, name={"uk": "ЗОШ № 5", "en": "School 5"}, capacity_seated=90, **{"service.heat": "yes"}
    )
    kept = merge_points(ACTOR, keep, drop)
    assert kept.capacity_seated == 40
    assert kept.facts == {"service.heat": "yes"}
    assert kept.provenance["service.heat"]["method"] == "seen"
    assert kept.names == {"uk": "Школа 5", "en": "School 5"}
    assert [alias.name for alias in kept.aliases.all()] == ["ЗОШ № 5"]
    assert "зош № 5" in kept.search_text


def test_a_basis_goes_only_with_its_own_figure(make_point: MakePoint) -> None:
    keep = make_point(TOWN, capacity_seated=40)
    drop = make_point(
        TOWN, capacity_seated=90, capacity_seated_basis="seats", capacity_lying=9, capacity_lying_basis="stated"
    )
    kept = merge_points(ACTOR, keep, drop)
    assert (kept.capacity_seated, kept.capacity_seated_basis) == (40, "unknown")
    assert (kept.capacity_lying, kept.capacity_lying_basis) == (9, "stated")
    assert "capacity_seated_basis" not in kept.provenance
    assert "capacity_lying_basis" in kept.provenance


def test_contacts_identifiers_and_aliases_move(make_point: MakePoint) -> None:
    keep, drop = make_point(TOWN), make_point(TOWN)
    PointContact.objects.create(point=drop, name="Ann")
    PointIdentifier.objects.create(point=drop, authority="town", value="7")
    PointAlias.objects.create(point=drop, name="The Old Mill")
    merge_points(ACTOR, keep, drop)
    assert keep.contacts.get().name == "Ann"
    assert keep.identifiers.get().value == "7"
    assert keep.aliases.get().name == "The Old Mill"


def test_the_old_code_leads_to_the_new_one_also_after_a_second_merge(make_point: MakePoint) -> None:
    first, second, third = make_point(TOWN), make_point(TOWN), make_point(TOWN)
    merge_points(ACTOR, second, first)
    merge_points(ACTOR, third, second)
    assert successor_code(first.code) == third.code
    assert published_point(first.code) is None


@pytest.mark.parametrize("subject", ["point", "territory"])
def test_a_merge_publishes_nothing_that_was_kept_back(
    make_point: MakePoint, world: dict[str, Territory], subject: str
) -> None:
    keep, drop = make_point(OTHER_TOWN), make_point(TOWN, address="Secret street 1")
    set_policy(ACTOR, drop if subject == "point" else world[TOWN], Visibility.HIDDEN, reason="attacks")
    merge_points(ACTOR, keep, drop)
    assert keep in with_visibility(Point.objects.all(), Visibility.HIDDEN)
    assert published_point(keep.code) is None


def test_a_stricter_policy_of_the_kept_row_stays(make_point: MakePoint) -> None:
    keep, drop = make_point(NEIGHBOUR_TOWN), make_point(TOWN)
    set_policy(ACTOR, keep, Visibility.MEMBERS, reason="own reason")
    set_policy(ACTOR, drop, Visibility.AREA, reason="other")
    merge_points(ACTOR, keep, drop)
    assert Point.objects.get(pk=keep.pk).policy.reason == "own reason"


def test_both_rows_get_their_audit_entry_and_the_chain_holds(make_point: MakePoint) -> None:
    keep, drop = make_point(TOWN), make_point(TOWN, address="Main street 1")
    merge_points(ACTOR, keep, drop, reason="same door")
    assert next(audit.history("point", keep.code)).after["address"] == "Main street 1"
    assert next(audit.history("point", drop.code)).after == {"merged_into": keep.code}
    assert audit.first_fault() is None


def test_a_point_is_not_merged_with_itself_nor_twice(make_point: MakePoint) -> None:
    keep, drop = make_point(TOWN), make_point(TOWN)
    with pytest.raises(InvalidValue):
        merge_points(ACTOR, keep, keep)
    merge_points(ACTOR, keep, drop)
    with pytest.raises(InvalidValue):
        merge_points(ACTOR, keep, drop)


def test_a_merged_point_cannot_be_brought_back(make_point: MakePoint) -> None:
    keep, drop = make_point(TOWN), make_point(TOWN)
    merge_points(ACTOR, keep, drop)
    with pytest.raises(InvalidValue):
        set_status(ACTOR, drop, "designated", reason="oops")


def test_search_text_keeps_the_aliases_when_the_point_changes(make_point: MakePoint) -> None:
    point = make_point(TOWN)
    PointAlias.objects.create(point=point, name="The Old Mill")
    change_point(ACTOR, point, {"address": "Main street 1"}, SEEN)
    assert "the old mill" in Point.objects.get(pk=point.pk).search_text
