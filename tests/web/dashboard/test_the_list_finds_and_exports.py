"""The list of points: search, filters, order, saved views, export; few queries whatever its length."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.ids import point_code
from punkt.model.fields import FIELDS
from punkt.model.position import Position
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import Membership, User
from punkt_web.common.models import AuditEntry
from punkt_web.common.spreadsheets import harmless
from punkt_web.dashboard.queries import is_known as known_condition
from punkt_web.registry.actions.aliases import add_alias
from punkt_web.registry.actions.points import set_status
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, SavedView, Territory
from punkt_web.registry.statements import is_known, stated_value
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN, MakePerson
from tests.web.dashboard.conftest import ACTOR, SEEN, Browser, MakePoint, text_of


def codes(client: Client, **query: str) -> list[str]:
    response = client.get("/desk/points/", query)
    assert response.status_code == 200
    return [row.point.code for row in response.context["rows"]]


@pytest.fixture
def desk(world: dict[str, Territory], browser: Browser, region_officer: User) -> Client:
    """The officer of REGION at work."""
    return browser(region_officer)


def test_cyrillic_is_found_in_any_case_by_any_word_and_by_alias(desk: Client, make_point: MakePoint) -> None:
    found = make_point(TOWN, name={"uk": "Пункт ЇЖАК"}, address="вул. Ґонти, 5")
    make_point(TOWN, name={"uk": "Пункт Іжак"})
    add_alias(ACTOR, found, "Стара Школа")
    for text in ("їжак", "ЇЖАК пункт", "гонти", "стара школа"):
        assert codes(desk, q=text) == [found.code], text


def test_a_code_is_found_however_it_is_typed(desk: Client, make_point: MakePoint) -> None:
    point, _other = make_point(TOWN), make_point(TOWN)
    for typed in (point.code, point.code.lower(), point.code.replace("-", ""), f" {point.code} "):
        assert codes(desk, q=typed) == [point.code]


def test_a_territory_counts_with_all_below_it_by_name_or_code(
    desk: Client, make_point: MakePoint, world: dict[str, Territory]
) -> None:
    Territory.objects.filter(code=TOWN).update(search_text="town zz0101")
    town, neighbour = make_point(TOWN), make_point(NEIGHBOUR_TOWN)
    assert codes(desk, territory="TOWN") == [town.code]
    assert codes(desk, territory=TOWN.lower()) == [town.code]
    assert set(codes(desk, territory=REGION)) == {town.code, neighbour.code}


@pytest.mark.parametrize("place", [OTHER_TOWN, "Atlantis"])
def test_a_territory_that_is_not_ones_own_is_said_and_finds_nothing(
    desk: Client, make_point: MakePoint, place: str
) -> None:
    make_point(TOWN), make_point(OTHER_TOWN)
    assert codes(desk, territory=place) == []
    assert "No territory of yours" in text_of(desk.get("/desk/points/", {"territory": place}))


@pytest.mark.parametrize(
    ("answer", "expected"), [("yes", "A"), ("no", "B"), ("limited", ""), ("known", "AB"), ("unknown", "CD")]
)
def test_services_are_filtered_by_answer_and_asked_but_unknown_is_unknown(
    desk: Client, make_point: MakePoint, answer: str, expected: str
) -> None:
    made = {
        "A": make_point(TOWN, **{"service.heat": "yes"}),
        "B": make_point(TOWN, **{"service.heat": "no"}),
        "C": make_point(TOWN, **{"service.heat": "unknown"}),
        "D": make_point(TOWN, **{"service.water": "yes"}),
    }
    found = codes(desk, field="service.heat", answer=answer)
    assert set(found) == {made[letter].code for letter in expected}


@pytest.mark.parametrize(
    ("field", "stated"),
    [
        ("position", {"position": Position(50, 30)}),
        ("name", {"name": {"uk": "А"}}),
        ("host_kind", {"host_kind": "school"}),
        ("capacity_seated", {"capacity_seated": 40}),
        ("promised_minutes", {"promised_minutes": 0}),
        ("address", {"address": "Main 1"}),
        ("power.n_generators", {"power.n_generators": 0}),
        ("hazard.flood", {"hazard.flood": "none"}),
    ],
)
def test_what_is_not_known_can_be_listed_for_every_kind_of_field(
    desk: Client, make_point: MakePoint, field: str, stated: dict[str, Any]
) -> None:
    known, unknown = make_point(TOWN, **stated), make_point(TOWN)
    assert codes(desk, field=field, answer="unknown") == [unknown.code]
    assert codes(desk, field=field, answer="known") == [known.code]


def test_secret_fields_cannot_be_filtered_by(desk: Client, make_point: MakePoint) -> None:
    make_point(TOWN, **{"hazard.attack": "high"})
    assert codes(desk, field="hazard.attack", answer="known") == []
    assert "hazard.attack" not in text_of(desk.get("/desk/points/"))


def test_the_other_filters(desk: Client, make_point: MakePoint) -> None:
    school = make_point(TOWN, host_kind="school", opening_mode="24/7", address="A")
    hall = make_point(NEIGHBOUR_TOWN, SEEN, host_kind="town_hall", address="B", capacity_seated=90)
    set_status(ACTOR, school, "planned", reason="x")
    set_policy(ACTOR, hall, Visibility.AREA, reason="x")
    assert codes(desk, status="planned") == [school.code]
    assert codes(desk, host_kind="school") == [school.code]
    assert codes(desk, opening_mode="24/7") == [school.code]
    assert codes(desk, visibility="area") == [hall.code]
    assert codes(desk, visibility="public") == [school.code]
    assert codes(desk, verified="yes") == [hall.code]
    assert codes(desk, verified="no") == [school.code]
    assert codes(desk, source="town list") == [school.code]
    assert codes(desk, sort="place") == [school.code, hall.code]
    assert codes(desk, sort="seats") == [hall.code, school.code]


def test_a_source_in_another_alphabet_is_found(desk: Client, make_point: MakePoint) -> None:
    from punkt.model.vocabulary import EvidenceMethod
    from punkt_web.registry.statements import Evidence

    point = make_point(TOWN, Evidence("Список області.csv", EvidenceMethod.IMPORTED), address="A")
    make_point(TOWN, address="B")
    assert codes(desk, source="Список області") == [point.code]


@pytest.mark.parametrize(
    "query", ["status=gone", "sort=evil", "page=99999999999999999999", "page=x", "q=%00", "field=x"]
)
def test_an_address_that_makes_no_sense_still_answers(desk: Client, make_point: MakePoint, query: str) -> None:
    make_point(TOWN)
    assert desk.get(f"/desk/points/?{query}").status_code == 200


def test_queries_do_not_grow_with_the_list(desk: Client, make_point: MakePoint) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get("/desk/points/", {"q": "a", "territory": TOWN, "verified": "no", "visibility": "public"})
        return len(captured)

    make_point(TOWN, address="a")
    count()  # what a process remembers for a minute is asked for
    few = count()
    for _number in range(12):
        make_point(TOWN, address="a")
    assert count() == few
    assert few <= 25


def exported(client: Client, **query: str) -> list[dict[str, str]]:
    content = b"".join(client.get("/desk/points/export.csv", query)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_the_export_holds_what_the_list_shows(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, name={"uk": "Школа"}, position=Position(-50.5, -30.25, 10), **{"service.heat": "no"})
    make_point(NEIGHBOUR_TOWN, name={"": "Хата"}), make_point(OTHER_TOWN)
    (row,) = exported(desk, field="service.heat", answer="known")
    assert (row["code"], row["name.uk"], row["territory"]) == (point.code, "Школа", TOWN)
    assert (row["latitude"], row["longitude"], row["service.heat"]) == ("-50.5", "-30.25", "no")
    assert row["service.water"] == ""
    assert [row["name"] for row in exported(desk)] in (["", "Хата"], ["Хата", ""])


def test_secret_columns_are_only_for_those_with_the_power_and_only_over_the_point(
    browser: Browser, viewer: User, make_person: Any, make_point: MakePoint
) -> None:
    from punkt_web.accounts.models import Membership

    make_point(TOWN, **{"safety.guard": "planted guard"})
    make_point(NEIGHBOUR_TOWN, **{"safety.guard": "other guard"})
    assert "safety.guard" not in exported(browser(viewer))[0]
    both = make_person("both", "coordinator", "territory", NEIGHBOUR_TOWN)
    Membership.objects.create(user=both, role="viewer", scope="territory", scope_code=TOWN)
    assert {row["safety.guard"] for row in exported(browser(both))} == {"withheld", "other guard"}


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(desk: Client, make_point: MakePoint) -> None:
    make_point(TOWN, name={"en": "=cmd|' /C calc'!A0"}, address="+1+1", entrance_note="@SUM(A1)", settlement="-2")
    (row,) = exported(desk)
    assert row["name.en"] == "'=cmd|' /C calc'!A0"
    assert (row["address"], row["entrance_note"], row["settlement"]) == ("'+1+1", "'@SUM(A1)", "'-2")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=8))
def test_no_text_leaves_as_a_formula(text: str) -> None:
    cell = str(harmless(text))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell.removeprefix("'") == text.removeprefix("'")


def test_a_view_is_saved_opened_renamed_and_deleted_with_audit_rows(
    desk: Client, region_officer: User, make_point: MakePoint
) -> None:
    make_point(TOWN)
    desk.post("/desk/points/views/save", {"name": "No heat", "query": "field=service.heat&answer=unknown&evil=1"})
    view = SavedView.objects.get()
    assert view.query == "field=service.heat&answer=unknown"
    assert 'href="?field=service.heat&amp;answer=unknown"' in text_of(desk.get("/desk/points/"))
    desk.post(f"/desk/points/views/{view.pk}/rename", {"name": "Cold ones"})
    assert "Cold ones" in text_of(desk.get("/desk/points/views/"))
    desk.post(f"/desk/points/views/{view.pk}/delete")
    assert not SavedView.objects.exists()
    assert AuditEntry.objects.filter(entity="saved view").count() == 3


def test_saving_under_a_known_name_replaces_the_filter(desk: Client) -> None:
    for query in ("q=a", "q=b"):
        desk.post("/desk/points/views/save", {"name": "Mine", "query": query})
    assert SavedView.objects.get().query == "q=b"


def test_views_are_ones_own(desk: Client, browser: Browser, coordinator: User) -> None:
    desk.post("/desk/points/views/save", {"name": "Mine", "query": "q=a"})
    view = SavedView.objects.get()
    stranger = browser(coordinator)
    assert "Mine" not in text_of(stranger.get("/desk/points/views/"))
    assert stranger.post(f"/desk/points/views/{view.pk}/rename", {"name": "x"}).status_code == 404
    assert stranger.post(f"/desk/points/views/{view.pk}/delete").status_code == 404
    assert SavedView.objects.get().name == "Mine"


def test_the_start_page_counts_what_the_links_then_show(desk: Client, make_point: MakePoint) -> None:
    make_point(TOWN, name={"uk": "А"}, **{"service.heat": "yes"})
    make_point(TOWN, SEEN, capacity_seated=40)
    withdrawn = make_point(TOWN)
    set_status(ACTOR, withdrawn, "withdrawn", reason="x")
    make_point(OTHER_TOWN)
    response = desk.get("/desk/")
    board = response.context["board"]
    assert board.n_points == 2
    assert {gap.key: gap.count for gap in board.gaps}["service.heat"] == 1
    for gap in board.gaps:
        shown = desk.get(f"/desk/points/?{gap.query}").context["page"].paginator.count
        assert shown == gap.count, gap.key
    for share in board.known:
        shown = desk.get(f"/desk/points/?status=designated&field={share.key}&answer=unknown")
        assert shown.context["page"].paginator.count == share.n_unknown == 2 - share.n_known, share.key
    assert "1 of 2 known" in text_of(response)


def test_the_start_page_of_an_empty_area_says_so(browser: Browser, viewer: User) -> None:
    assert "no designated points in your area" in text_of(browser(viewer).get("/desk/"))


def test_the_export_speaks_the_language_of_the_request(
    make_person: MakePerson, browser: Browser, make_point: MakePoint
) -> None:
    make_point(TOWN), make_point(NEIGHBOUR_TOWN, **{"safety.guard": "guard"})
    both = make_person("both", "coordinator", "territory", TOWN)
    Membership.objects.create(user=both, role="viewer", scope="territory", scope_code=NEIGHBOUR_TOWN)
    for language in ("en", "uk", "et", "sv"):
        answer = browser(both).get("/desk/points/export.csv", headers={"Accept-Language": language})
        rows = list(csv.DictReader(StringIO(b"".join(answer).decode("utf-8-sig"))))
        with override(language):
            assert {row["safety.guard"] for row in rows} == {gettext("withheld"), ""}


def test_what_somebody_asked_and_nobody_knows_is_not_counted_as_known(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, **{"service.heat": "unknown", "service.water": "yes"})
    (row,) = desk.get("/desk/points/").context["rows"]
    assert row.n_known == 2  # the territory and the water
    page = desk.get(f"/desk/points/{point.code}/")
    assert page.context["n_known"] == 2
    assert page.context["n_fields"] == len(FIELDS)
    asked = [one.key for group in page.context["groups"] for one in group.asked]
    assert asked == ["service.heat"]
    assert "Asked, and nobody knows:</b> Warmth (" in text_of(page)
    form = desk.get(f"/desk/points/{point.code}/verify").context["form"]
    assert [key for key, _words in form.fields["fields_checked"].choices] == ["territory", "service.water"]


@pytest.mark.parametrize("key", sorted(FIELDS))
def test_the_filter_and_the_sheet_agree_on_what_is_known(world: dict[str, Territory], key: str) -> None:
    now = timezone.now()
    points = [Point(code=point_code(n), created_at=now, updated_at=now) for n in range(2)]
    if not FIELDS[key].is_core:
        points[1].facts = {key: "unknown"}
    Point.objects.bulk_create(points)
    assert not any(is_known(stated_value(point, key)) for point in points)
    assert not Point.objects.filter(known_condition(key)).exists()


def test_the_export_of_a_demo_says_so_in_its_name_and_in_every_row(
    desk: Client, make_point: MakePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = make_point(TOWN)
    assert "DEMO" not in desk.get("/desk/points/export.csv")["Content-Disposition"]
    assert "DEMO" not in exported(desk)[0]
    monkeypatch.setattr("django.conf.settings.IS_DEMO", True)
    assert 'filename="DEMO-punkt-points-' in desk.get("/desk/points/export.csv")["Content-Disposition"]
    (row,) = exported(desk)
    assert (next(iter(row)), row["DEMO"], row["code"]) == ("DEMO", "DEMO", point.code)
