"""Registering and editing: what is left empty stays unknown, what is typed is kept, two people lose nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from punkt.model.fields import FIELDS, Audience
from punkt.model.position import Position
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.models import User
from punkt_web.common import audit
from punkt_web.common.models import AuditEntry
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.models import Organisation, Point, Territory
from punkt_web.registry.statements import Evidence, all_stated
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import ACTOR, SEEN, Browser, MakePoint, form_values, text_of

TOLD = {"evidence_method": "phoned", "evidence_source": "Head teacher", "evidence_on": "2026-01-05"}


@pytest.fixture
def desk(world: dict[str, Territory], browser: Browser, coordinator: User) -> Client:
    """The coordinator of TOWN at work."""
    return browser(coordinator)


def opened(client: Client, point: Point, group: str = "") -> dict[str, str]:
    return form_values(client.get(address(point, group)))


def address(point: Point, group: str = "") -> str:
    return f"/desk/points/{point.code}/edit" + (f"?group={group}" if group else "")


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    found: dict[str, list[str]] = response.context["form"].errors
    return found


def test_every_field_of_the_register_stands_on_the_form(desk: Client) -> None:
    names = set(desk.get("/desk/points/new").context["form"].fields)
    missing = [key for key in FIELDS if key not in names and key != "name"]
    assert missing == []
    assert {"name.uk", "name.en", "name.et", "name.sv", "position.accuracy_m", "position.method"} <= names


def test_a_point_of_which_only_the_territory_is_known_states_only_that(desk: Client) -> None:
    values = form_values(desk.get("/desk/points/new"))
    desk.post("/desk/points/new", {**values, **TOLD, "territory": TOWN})
    assert all_stated(Point.objects.get()) == {"territory": TOWN}


def test_what_is_typed_is_stored_with_its_evidence(desk: Client) -> None:
    typed = {
        "name.uk": "Школа № 5",
        "territory": TOWN.lower(),
        "position": "50°00′36″N 36°13′48″E",
        "position.accuracy_m": "15",
        "position.method": "map",
        "capacity_seated": "1 20",
        "capacity_seated_basis": "seats",
        "power.generator_kw": "5,5",
        "service.heat": "limited",
        "host": "Town  Council",
        "aliases": "The Old School\n\nЗОШ 5",
    }
    values = form_values(desk.get("/desk/points/new"))
    response = desk.post("/desk/points/new", {**values, **TOLD, **typed})
    point = Point.objects.get()
    assert response["Location"] == f"/desk/points/{point.code}/"
    assert all_stated(point) == {
        "name": {"uk": "Школа № 5"},
        "territory": TOWN,
        "position": [pytest.approx(50.01), pytest.approx(36.23), 15.0, "map"],
        "capacity_seated": 120,
        "capacity_seated_basis": "seats",
        "power.generator_kw": 5.5,
        "service.heat": "limited",
        "host": "Town Council",
    }
    assert {alias.name for alias in point.aliases.all()} == {"The Old School", "ЗОШ 5"}
    entry = point.provenance["service.heat"]
    assert (entry["source"], entry["method"], entry["stated_on"], entry["verified"]) == (
        "Head teacher", "phoned", "2026-01-05", True,
    )  # fmt: skip
    assert AuditEntry.objects.filter(entity="organisation").count() == 1
    assert audit.first_fault() is None


def test_saving_an_untouched_form_changes_nothing(desk: Client, make_point: MakePoint) -> None:
    point = make_point(
        TOWN, name={"uk": "А"}, position=Position(50.1234567891, 30, 10), capacity_seated=40,
        **{"service.heat": "unknown", "service.water": "n/a", "power.generator_kw": 5.5},
    )  # fmt: skip
    before = Point.objects.values().get()
    n_rows = AuditEntry.objects.count()
    response = desk.post(address(point), {**opened(desk, point), **TOLD})
    assert response.status_code == 302
    assert Point.objects.values().get() == before
    assert AuditEntry.objects.count() == n_rows


def test_only_what_was_touched_gets_the_new_evidence(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, name={"uk": "А"}, **{"service.heat": "yes", "service.water": "no"})
    desk.post(address(point), {**opened(desk, point), **TOLD, "service.heat": "no", "name.en": "A"})
    point.refresh_from_db()
    assert point.facts == {"service.heat": "no", "service.water": "no"}
    assert point.names == {"uk": "А", "en": "A"}
    assert point.provenance["service.water"]["source"] == "town list"
    assert point.provenance["service.heat"]["source"] == "Head teacher"


def test_a_set_fact_can_be_made_unknown_again(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, name={"uk": "А", "en": "A"}, address="Main 1", **{"service.heat": "no"})
    emptied = {"service.heat": "", "address": "", "name.en": ""}
    desk.post(address(point), {**opened(desk, point), **TOLD, **emptied})
    point.refresh_from_db()
    assert all_stated(point) == {"name": {"uk": "А"}, "territory": TOWN}


def test_one_group_can_be_edited_alone(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, name={"uk": "А"}, **{"service.heat": "yes"})
    values = opened(desk, point, "power")
    assert "service.heat" not in values
    desk.post(address(point, "power"), {**values, **TOLD, "power.n_generators": "0"})
    point.refresh_from_db()
    assert point.facts == {"service.heat": "yes", "power.n_generators": 0}


@pytest.mark.parametrize("missing", ["evidence_method", "evidence_source", "evidence_on"])
def test_no_save_without_saying_how_it_is_known(desk: Client, make_point: MakePoint, missing: str) -> None:
    point = make_point(TOWN)
    response = desk.post(address(point), {**opened(desk, point), **TOLD, "address": "Main 1", missing: ""})
    assert missing in errors(response)
    assert 'value="Main 1"' in text_of(response)
    point.refresh_from_db()
    assert point.address == ""


def test_nobody_knows_from_a_day_to_come(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN)
    assert "evidence_on" in errors(
        desk.post(address(point), {**opened(desk, point), **TOLD, "evidence_on": "2999-01-01"})
    )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("capacity_seated", "1"),
        ("capacity_seated", "many"),
        ("power.generator_kw", "nan"),
        ("power.generator_kw", "1e9"),
        ("service.heat", "perhaps"),
        ("position", "somewhere"),
        ("position", "95, 200"),
        ("territory", "Atlantis"),
        ("address", "x" * 301),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_above_and_nothing_is_lost(
    desk: Client, make_point: MakePoint, field: str, typed: str
) -> None:
    point = make_point(TOWN)
    others = {"hours_normal": "Mo-Fr 08:00-17:00", "service.water": "yes"}
    response = desk.post(address(point), {**opened(desk, point), **TOLD, **others, field: typed})
    assert field in errors(response)
    page = text_of(response)
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}_error"' in page
    assert 'value="Mo-Fr 08:00-17:00"' in page
    assert re.search(r'id="id_service.water"[^>]*>.*?value="yes" selected', page, re.DOTALL)
    point.refresh_from_db()
    assert all_stated(point) == {"territory": TOWN}


def test_a_value_that_a_list_brought_and_no_form_would_take_does_not_block_other_fields(
    desk: Client, make_point: MakePoint
) -> None:
    point = make_point(TOWN)
    Point.objects.filter(pk=point.pk).update(capacity_seated=1)
    response = desk.post(address(point), {**opened(desk, point), **TOLD, "address": "Main 1"})
    assert response.status_code == 302
    point.refresh_from_db()
    assert (point.address, point.capacity_seated) == ("Main 1", 1)


def test_two_people_who_save_other_fields_both_keep_theirs(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, address="Old 1")
    mine = opened(desk, point)
    change_point(ACTOR, point, {"hours_normal": "Mo-Fr"}, SEEN)
    response = desk.post(address(point), {**mine, **TOLD, "address": "New 2"}, follow=True)
    point.refresh_from_db()
    assert (point.address, point.hours_normal) == ("New 2", "Mo-Fr")
    assert "Somebody else saved other fields" in text_of(response)


def test_two_people_who_save_the_same_field_see_both_values_and_choose(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, address="Old 1")
    mine = {**opened(desk, point), **TOLD, "address": "Mine 2", "entrance_note": "blue door"}
    change_point(ACTOR, point, {"address": "Theirs 3"}, Evidence("visit", EvidenceMethod.SEEN))
    response = desk.post(address(point), mine)
    page = text_of(response)
    assert response.status_code == 200
    assert "Theirs 3" in page
    assert 'value="Mine 2"' in page
    assert "tester@example.org" in page
    point.refresh_from_db()
    assert (point.address, point.entrance_note) == ("Theirs 3", "")
    again = form_values(response)
    desk.post(address(point), again)
    point.refresh_from_db()
    assert (point.address, point.entrance_note) == ("Mine 2", "blue door")


def test_of_two_values_the_other_persons_can_be_taken(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, address="Old 1")
    mine = {**opened(desk, point), **TOLD, "address": "Mine 2", "entrance_note": "blue door"}
    change_point(ACTOR, point, {"address": "Theirs 3"}, SEEN)
    again = form_values(desk.post(address(point), mine))
    desk.post(address(point), {**again, "take.address": "1"})
    point.refresh_from_db()
    assert (point.address, point.entrance_note) == ("Theirs 3", "blue door")


def test_a_checked_field_is_marked_and_not_overwritten_by_a_declaration(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, SEEN, capacity_seated=80)
    assert "✓ Checked" in text_of(desk.get(address(point)))
    typed = {**opened(desk, point), **TOLD, "evidence_method": "declared", "capacity_seated": "500"}
    assert "capacity_seated" in errors(desk.post(address(point), typed))
    desk.post(address(point), {**typed, "evidence_method": "seen"})
    point.refresh_from_db()
    assert point.capacity_seated == 500


@pytest.mark.parametrize("place", [NEIGHBOUR_TOWN, OTHER_TOWN, REGION, "Other Town", ""])
def test_a_point_is_not_moved_out_of_ones_reach(desk: Client, make_point: MakePoint, place: str) -> None:
    point = make_point(TOWN)
    response = desk.post(address(point), {**opened(desk, point), **TOLD, "territory": place})
    assert "territory" in errors(response)
    point.refresh_from_db()
    assert point.territory is not None
    assert point.territory.code == TOWN


@pytest.mark.parametrize("place", [OTHER_TOWN, ""])
def test_a_point_is_not_registered_out_of_ones_reach(desk: Client, place: str) -> None:
    values = form_values(desk.get("/desk/points/new"))
    assert "territory" in errors(desk.post("/desk/points/new", {**values, **TOLD, "territory": place}))
    assert not Point.objects.exists()


def test_of_territories_with_one_name_the_person_chooses(
    browser: Browser, region_officer: User, world: dict[str, Territory]
) -> None:
    for code in ("ZZ0101A", "ZZ0101B"):
        path = f"{world[TOWN].path}{code}/"
        Territory.objects.create(
            country="ZZ",
            code=code,
            level="settlement",
            names={"uk": "Іванівка"},
            path=path,
            search_text="іванівка",
            parent=world[TOWN],
        )
    client = browser(region_officer)
    values = {**form_values(client.get("/desk/points/new")), **TOLD, "territory": "ІВАНІВКА"}
    response = client.post("/desk/points/new", values)
    assert "territory" in errors(response)
    assert 'name="territory.pick" value="ZZ0101B"' in text_of(response)
    assert "Town, First Region" in text_of(response)
    client.post("/desk/points/new", {**values, "territory.pick": "ZZ0101B"})
    territory = Point.objects.get().territory
    assert territory is not None
    assert territory.code == "ZZ0101B"


def test_a_forged_choice_of_territory_is_refused(desk: Client) -> None:
    values = {**form_values(desk.get("/desk/points/new")), **TOLD, "territory": TOWN, "territory.pick": OTHER_TOWN}
    assert "territory" in errors(desk.post("/desk/points/new", values))


def test_markup_that_was_typed_is_shown_as_text(desk: Client, make_point: MakePoint) -> None:
    evil = '<script>alert("x")</script>'
    point = make_point(TOWN, SEEN, name={"en": evil}, address=evil, **{"safety.shelter": evil})
    change_point(ACTOR, point, {"entrance_note": "x"}, Evidence(evil, EvidenceMethod.SEEN))
    for page in ("", "edit", "history/", "verify", "merge/", "policy"):
        assert "<script>alert" not in text_of(desk.get(f"/desk/points/{point.code}/{page}")), page
    assert "<script>alert" not in text_of(desk.get("/desk/points/"))


def test_a_page_with_a_broken_record_of_what_was_seen_changes_nothing(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN, address="Old 1")
    for broken in ("", "not json", "[]", '{"address": 1}', "null"):
        answer = desk.post(address(point), {**opened(desk, point), **TOLD, "seen": broken})
        assert answer.status_code in {200, 302}, broken
        point.refresh_from_db()
        assert all_stated(point) == {"territory": TOWN, "address": "Old 1"}


def test_secret_fields_stand_only_on_forms_of_those_who_may_see_them() -> None:
    from punkt.model.fields import FieldGroup
    from punkt_web.dashboard.forms.point_inputs import editable_keys

    open_keys = editable_keys(FieldGroup, sees_secret=False)
    assert not [key for key in open_keys if FIELDS[key].audience is Audience.SECRET]
    assert set(editable_keys(FieldGroup, sees_secret=True)) == set(FIELDS)


def test_a_name_in_no_language_is_shown_and_corrected(desk: Client, make_point: MakePoint) -> None:
    point, other = make_point(TOWN, name={"": "Skola"}), make_point(TOWN, name={"uk": "Школа"})
    assert "Name, language not said" in text_of(desk.get(address(point)))
    assert "Name, language not said" not in text_of(desk.get(address(other)))
    desk.post(address(point), {**opened(desk, point), **TOLD, "name.": "", "name.sv": "Skola"})
    point.refresh_from_db()
    assert point.names == {"sv": "Skola"}


def test_hosts_of_points_that_a_person_may_not_see_are_not_suggested(desk: Client, make_point: MakePoint) -> None:
    named = {name: Organisation.objects.create(name=name) for name in ("Town Council", "School Board", "Secret Hangar")}
    make_point(TOWN, host=named["Town Council"], holder=named["School Board"])
    make_point(OTHER_TOWN, host=named["Secret Hangar"])
    page = text_of(desk.get("/desk/points/new"))
    assert "Town Council" in page
    assert "School Board" in page
    assert "Secret Hangar" not in page
