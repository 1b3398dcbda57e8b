"""What is secret is told neither by a filter, nor by a count, nor by the history."""

import pytest
from django.test import Client

from punkt.model.fields import FIELDS
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.models import Membership, User
from punkt_web.registry.actions.verification import verify_fields
from punkt_web.registry.statements import Evidence
from tests.conftest import NEIGHBOUR_TOWN, TOWN, MakePerson
from tests.web.dashboard.conftest import ACTOR, LISTED, SEEN, Browser, MakePoint, text_of

GUARDED = Evidence('Guard "Roster" \\ Книга варти', EvidenceMethod.SEEN, "2026-11-01")


def codes(client: Client, **query: str) -> list[str]:
    return [row.point.code for row in client.get("/desk/points/", query).context["rows"]]


def test_the_source_of_a_secret_field_is_found_only_by_who_may_see_it(
    browser: Browser, viewer: User, coordinator: User, administrator: User, make_point: MakePoint
) -> None:
    point = make_point(TOWN, GUARDED, **{"safety.guard": "yes"})
    point.provenance = {"safety.guard": point.provenance["safety.guard"]}
    point.save()
    for text in ("Guard", '"Roster" \\ Кни', "варти"):
        assert codes(browser(viewer), source=text) == []
        assert codes(browser(coordinator), source=text) == [point.code]
        assert codes(browser(administrator), source=text) == [point.code]


@pytest.mark.parametrize("text", ['safety.guard": {', "safety.guard", "imported", "recorded_at", "tester@example.org"])
def test_only_names_of_sources_are_searched(
    browser: Browser, viewer: User, coordinator: User, make_point: MakePoint, text: str
) -> None:
    make_point(TOWN, LISTED, **{"safety.guard": "yes"})
    assert codes(browser(viewer), source=text) == []
    assert codes(browser(coordinator), source=text) == []
    assert len(codes(browser(viewer), source="own li")) == 1


def test_a_check_of_secret_fields_alone_is_told_only_where_they_may_be_seen(
    browser: Browser, viewer: User, coordinator: User, make_person: MakePerson, make_point: MakePoint
) -> None:
    made = [make_point(town, SEEN, **{"safety.guard": "yes"}) for town in (TOWN, NEIGHBOUR_TOWN)]
    for point in made:
        point.provenance = {"safety.guard": point.provenance["safety.guard"]}
        point.save()
    assert codes(browser(viewer), verified="yes") == []
    assert codes(browser(coordinator), verified="yes") == [made[0].code]
    both = make_person("both", "coordinator", "territory", NEIGHBOUR_TOWN)
    Membership.objects.create(user=both, role="viewer", scope="territory", scope_code=TOWN)
    assert codes(browser(both), verified="yes") == [made[1].code]
    assert codes(browser(both), verified="no") == [made[0].code]
    gaps = {gap.key: gap.count for gap in browser(viewer).get("/desk/").context["board"].gaps}
    assert gaps["verified"] == 1


def test_the_list_counts_the_fields_that_the_sheet_counts(
    browser: Browser, viewer: User, coordinator: User, make_point: MakePoint
) -> None:
    point = make_point(TOWN, SEEN, address="A", **{"safety.guard": "yes"})
    for who, n_known in ((viewer, 2), (coordinator, 3)):
        (row,) = browser(who).get("/desk/points/").context["rows"]
        sheet = browser(who).get(f"/desk/points/{point.code}/").context
        assert row.n_known == sheet["n_known"] == n_known
    point.provenance = {"safety.guard": point.provenance["safety.guard"]}
    point.save()
    marks = [browser(who).get("/desk/points/").context["rows"][0].is_verified for who in (viewer, coordinator)]
    assert marks == [False, True]


def test_the_history_of_a_check_names_no_secret_field(
    browser: Browser, viewer: User, coordinator: User, make_point: MakePoint
) -> None:
    point = make_point(TOWN, address="A", **{"safety.guard": "yes"})
    verify_fields(ACTOR, point, ["safety.guard"], EvidenceMethod.SEEN)
    verify_fields(ACTOR, point, ["safety.guard", "address"], EvidenceMethod.SEEN)
    both, alone = browser(viewer).get(f"/desk/points/{point.code}/history/").context["entries"][:2]
    assert (both.changes[0].label, both.changes[0].after) == ("Fields", "Address")
    assert [change.label for change in alone.changes] == ["How"]
    assert (both.n_withheld, alone.n_withheld) == (0, 0)
    guard = FIELDS["safety.guard"].label
    assert guard not in text_of(browser(viewer).get(f"/desk/points/{point.code}/history/"))
    assert guard in text_of(browser(coordinator).get(f"/desk/points/{point.code}/history/"))
