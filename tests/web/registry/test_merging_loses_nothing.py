"""Two rows for one place become one, and nothing that was known or kept back gets lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import EvidenceMethod, Visibility
from punkt_web.accounts.queries import may_manage, people_for
from punkt_web.accounts.roles import Power
from punkt_web.common import audit
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import change_point, set_status
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.actions.verification import verify_fields
from punkt_web.registry.models import (
    Point,
    PointAlias,
    PointContact,
    PointIdentifier,
    PointPhoto,
    PublicationPolicy,
    Territory,
)
from punkt_web.registry.places import RegistryPlaces
from punkt_web.registry.published import published_point, successor_code
from punkt_web.registry.queries import lineage_of, may, point_for, points_for, with_visibility
from punkt_web.registry.visibility import policies_at
from tests.conftest import NEIGHBOUR_TOWN, OTHER_REGION, OTHER_TOWN, REGION, TOWN, MakePerson
from tests.web.registry.conftest import ACTOR, SEEN, MakePoint

AREA, MEMBERS, HIDDEN = Visibility.AREA, Visibility.MEMBERS, Visibility.HIDDEN
Decided = tuple[Visibility, int | None]
"""A visibility and in how many days it ends."""


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


def test_an_answer_nobody_knew_does_not_block_one_that_is_known(make_point: MakePoint) -> None:
    asked = {"service.heat": "unknown", "service.water": "yes"}
    keep = make_point(TOWN, **asked)
    drop = make_point(TOWN, SEEN, **{"service.heat": "yes", "service.water": "unknown", "service.pets": "unknown"})
    kept = merge_points(ACTOR, keep, drop)
    assert kept.facts == {"service.heat": "yes", "service.water": "yes", "service.pets": "unknown"}
    assert kept.provenance["service.heat"]["method"] == "seen"


def test_the_trail_tells_what_moved_and_names_nobody(make_point: MakePoint) -> None:
    keep, drop = make_point(TOWN, name={"uk": "Школа 5"}), make_point(TOWN, name={"uk": "ЗОШ 5"})
    PointIdentifier.objects.create(point=keep, authority="region", value="1")
    PointIdentifier.objects.create(point=drop, authority="town", value="7")
    PointContact.objects.create(point=drop, name="Ann Secret")
    photo = PointPhoto.objects.create(point=drop, image="photos/x.jpg", description="door")
    verify_fields(ACTOR, drop, ["name"], EvidenceMethod.SEEN)
    merge_points(ACTOR, keep, drop)
    assert keep.verifications.count() == 1
    taken, closed = next(audit.history("point", keep.code)), next(audit.history("point", drop.code))
    assert taken.before["identifiers"] == ["region: 1"]
    assert taken.after["identifiers"] == ["region: 1", "town: 7"]
    assert taken.after["photos"] == closed.before["photos"] == [photo.pk]
    assert (taken.before["aliases"], taken.after["aliases"]) == (None, ["ЗОШ 5"])
    assert (taken.after["n_contacts"], taken.after["n_verifications"]) == (1, 1)
    assert (closed.before["n_contacts"], closed.before["identifiers"]) == (1, ["town: 7"])
    assert "Secret" not in f"{taken.before}{taken.after}{closed.before}{closed.after}"


def decision(point: Point) -> tuple[str, datetime | None] | None:
    return PublicationPolicy.objects.filter(point=point).values_list("visibility", "until_at").first()


def later(days: float) -> datetime:
    return clock.now() + timedelta(days=days)


@pytest.mark.parametrize(
    ("kept", "dropped", "found"),
    [
        ((HIDDEN, 1), (HIDDEN, None), (HIDDEN, None)),
        ((HIDDEN, None), (HIDDEN, 1), (HIDDEN, None)),
        ((HIDDEN, 1), (HIDDEN, 9), (HIDDEN, 9)),
        ((HIDDEN, 1), (AREA, 9), (HIDDEN, 9)),
        ((AREA, None), (HIDDEN, 1), (HIDDEN, None)),
        ((HIDDEN, 9), (AREA, 1), (HIDDEN, 9)),
        (None, (MEMBERS, 3), (MEMBERS, 3)),
        ((MEMBERS, 3), None, (MEMBERS, 3)),
        ((Visibility.PUBLIC, None), (AREA, 1), (AREA, 1)),
        (None, (Visibility.PUBLIC, None), None),
    ],
)
def test_the_stricter_word_and_the_later_end_stay(
    make_point: MakePoint, kept: Decided | None, dropped: Decided | None, found: Decided | None
) -> None:
    points = make_point(TOWN), make_point(OTHER_TOWN)
    with clock.fixed_at(clock.now()):
        for point, decided in zip(points, (kept, dropped), strict=True):
            if decided:
                end = None if decided[1] is None else later(decided[1])
                set_policy(ACTOR, point, decided[0], reason="attacks", until_at=end)
        merge_points(ACTOR, *points)
        expected = found and (found[0], None if found[1] is None else later(found[1]))
        assert decision(points[0]) == expected


def test_a_decision_over_the_territory_that_ends_does_not_let_the_other_out(
    make_point: MakePoint, world: dict[str, Territory]
) -> None:
    keep, drop = make_point(TOWN), make_point(OTHER_TOWN, address="Secret street 1")
    set_policy(ACTOR, world[TOWN], HIDDEN, reason="attacks", until_at=later(1))
    set_policy(ACTOR, drop, AREA, reason="attacks")
    merge_points(ACTOR, keep, drop)
    assert decision(keep) == (AREA, None)
    for days, visible in ((0, HIDDEN), (2, AREA), (9000, AREA)):
        with clock.fixed_at(later(days)):
            assert keep in with_visibility(Point.objects.all(), visible)


def test_a_stricter_territory_of_the_other_lasts(make_point: MakePoint, world: dict[str, Territory]) -> None:
    keep, drop = make_point(TOWN), make_point(OTHER_TOWN)
    end = later(5)
    set_policy(ACTOR, world[REGION], AREA, reason="attacks")
    set_policy(ACTOR, world[OTHER_REGION], HIDDEN, reason="attacks", until_at=end)
    merge_points(ACTOR, keep, drop)
    assert decision(keep) == (HIDDEN, end)
    with clock.fixed_at(later(6)):
        assert keep in with_visibility(Point.objects.all(), AREA)


def test_two_rows_of_one_territory_need_no_decision_of_their_own(
    make_point: MakePoint, world: dict[str, Territory]
) -> None:
    keep, drop = make_point(TOWN), make_point(TOWN)
    set_policy(ACTOR, world[TOWN], HIDDEN, reason="attacks")
    set_policy(ACTOR, drop, AREA, reason="attacks", until_at=later(1))
    merge_points(ACTOR, keep, drop)
    assert decision(keep) is None


WORDS = st.tuples(st.sampled_from(Visibility), st.none() | st.integers(1, 4))


@settings(max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | WORDS, min_size=4, max_size=4))
def test_a_merge_shows_nothing_at_any_time_that_was_not_shown(
    make_point: MakePoint, world: dict[str, Territory], decided: list[Decided | None]
) -> None:
    with transaction.atomic(), clock.fixed_at(clock.now()):
        keep, drop = make_point(TOWN), make_point(OTHER_TOWN)
        for subject, word in zip((keep, drop, world[TOWN], world[OTHER_TOWN]), decided, strict=True):
            if word:
                end = None if word[1] is None else later(word[1])
                set_policy(ACTOR, subject, word[0], reason="attacks", until_at=end)
        moments = [later(day - 0.5) for day in range(1, 7)]

        def shown(point: Point) -> list[int]:
            books = [policies_at(moment) for moment in moments]
            return [book.visibility(point.pk, lineage_of(point)).strictness for book in books]

        before = [max(pair) for pair in zip(shown(keep), shown(drop), strict=True)]
        merge_points(ACTOR, keep, drop)
        assert all(now >= then for now, then in zip(shown(keep), before, strict=True))
        transaction.set_rollback(True)


def test_a_role_at_the_old_code_reaches_the_point_that_stands_for_it(
    make_point: MakePoint, make_person: MakePerson, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    keep, drop, other = make_point(TOWN), make_point(TOWN), make_point(TOWN)
    keeper = make_person("door_keeper", "keeper", "point", drop.code)
    assert not may(keeper, Power.SEE_HIDDEN, keep)
    merge_points(ACTOR, keep, drop)
    set_policy(ACTOR, keep, HIDDEN, reason="attacks")
    assert may(keeper, Power.SEE_HIDDEN, keep)
    assert not may(keeper, Power.SEE_HIDDEN, other)
    assert not may(keeper, Power.EDIT, keep)
    with django_assert_max_num_queries(8):
        assert point_for(keeper, keep.code) == keep
    assert set(points_for(keeper)) == {keep, drop}


def test_a_role_at_the_old_code_is_given_by_those_who_reach_the_point_that_stands_for_it(
    make_point: MakePoint, make_person: MakePerson
) -> None:
    keep, drop = make_point(OTHER_TOWN, name={"en": "The one"}), make_point(TOWN)
    keeper = make_person("door_keeper", "keeper", "point", drop.code)
    here, there = (make_person(code.lower(), "region", "territory", code) for code in (REGION, OTHER_REGION))
    assert may_manage(here, keeper)
    merge_points(ACTOR, keep, drop)
    assert not may_manage(here, keeper)
    assert may_manage(there, keeper)
    assert keeper in people_for(there)
    assert keeper not in people_for(here)
    assert RegistryPlaces().find([("point", drop.code)])["point", drop.code].name == "The one"
