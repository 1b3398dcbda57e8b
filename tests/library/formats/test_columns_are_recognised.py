"""Columns are recognised by header in many languages, by content, and by what was decided before."""

from collections.abc import Sequence

import pytest

from punkt.formats.column_map import TARGETS, is_target
from punkt.formats.columns import EPSG_KEY, ColumnMap, recognise_columns
from punkt.formats.synonyms import header_target
from punkt.formats.table import Cell, SourceRow, SourceTable
from punkt.model.fields import FIELDS


def table_of(columns: Sequence[str], *rows: Sequence[Cell], epsg: int | None = None) -> SourceTable:
    return SourceTable("csv", tuple(columns), [SourceRow(i, tuple(row)) for i, row in enumerate(rows, 2)], epsg)


def targets_of(columns: Sequence[str], *rows: Sequence[Cell]) -> dict[str, str]:
    return recognise_columns(table_of(columns, *rows)).targets


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Назва", "name"),
        ("ШИРОТА", "latitude"),
        ("Довгота", "longitude"),
        ("Координати", "coordinates"),
        ("Адреса", "address"),
        ("Місткість", "capacity_seated"),
        ("Балансоутримувач", "holder"),
        ("Старлінк", "communication.link"),
        ("Генератор", "power.n_generators"),
        ("Інтернет", "service.internet"),
        ("Режим роботи", "hours"),
        ("Телефон", "contact"),
        ("Відповідальна особа", "contact"),
        ("Громада", "municipality"),
        ("Область", "region"),
        ("Район", "district"),
        ("Название", "name"),
        ("вместимость", "capacity_seated"),
        ("nimi", "name"),
        ("aadress", "address"),
        ("mahutavus", "capacity_seated"),
        ("maakond", "region"),
        ("lest_x", "northing"),
        ("lest_y", "easting"),
        ("gatuadress", "address"),
        ("kommunnamn", "municipality"),
        ("antalplatser", "capacity_seated"),
        ("Öppettider", "hours"),
        ("緯度", "latitude"),
        ("施設・場所名", "name"),
        ("住所", "address"),
        ("addr:street", "street"),
        ("addr:housenumber", "house"),
        ("wheelchair", "access.step_free"),
        ("opening_hours", "hours"),
        ("internet_access", "service.internet"),
        ("power_supply", "service.charging"),
        ("capacity", "capacity_seated"),
        ("operator", "host"),
        ("phone", "contact"),
        ("name:en", "name.en"),
        ("alt_name", "alias"),
        ("toilets:wheelchair", "access.toilet"),
        ("adressPostCode", "postcode"),
        ("addressThoroughfare", "street"),
        ("ADRESS_ADMIN_UNIT_L1", "region"),
        ("shelterId", "identifier"),
        ("balanceHolderName", "holder"),
        ("balanceHolderId", "identifier.edrpou"),
        ("atuCode", "territory_code"),
        ("working_time", "hours"),
        ("last_edited_date", "stated_on"),
        ("coordinate.lat", "latitude"),
        ("Назва центру / name", "name"),
        ("Місткість (осіб)", "capacity_seated"),
        ("Запас палива", "power.fuel_stock_l"),
        ("service.heat", "service.heat"),
        ("місткiсть", "capacity_seated"),
    ],
)
def test_a_known_header_is_recognised_whatever_its_spelling(header: str, target: str) -> None:
    assert header_target(header)[0] == target


@pytest.mark.parametrize("header", ["sourceName", "icon", "retrievedAt", "URL", "№", "NO", "link_full"])
def test_a_column_about_the_record_is_not_used(header: str) -> None:
    target, confidence = header_target(header)
    assert (target, confidence > 0.9) == ("", True)


def test_a_boarding_school_is_not_taken_for_the_internet() -> None:
    assert header_target("Інтернат") == ("", 0.95)
    assert header_target("Інтерност")[0] == "", "a slip of the pen must not make a service"


def test_every_field_is_a_target_except_those_with_targets_of_their_own() -> None:
    assert set(FIELDS) - set(TARGETS) == {"position"}
    assert len(TARGETS) == len(set(TARGETS))
    assert is_target("identifier.anything")
    assert not is_target("identifier.")
    assert not is_target("elephants")


def test_headers_that_are_targets_are_recognised_as_themselves() -> None:
    own = [key for key, definition in FIELDS.items() if not definition.is_core]
    assert [key for key in own if header_target(key)[0] != key] == []


def test_two_columns_never_claim_a_single_valued_target() -> None:
    columns = recognise_columns(table_of(("balans", "bolans"), ("ПП Базис", None), (None, "Громада")))
    assert columns.targets == {"balans": "holder", "bolans": ""}
    assert "surer" in columns.guesses["bolans"].reason


def test_several_contacts_and_remarks_are_all_used() -> None:
    assert targets_of(
        ("Телефон", "Відповідальна особа", "примітка", "info"), ("0501234567", "Іванова", "світло", "вода")
    ) == {
        "Телефон": "contact",
        "Відповідальна особа": "contact",
        "примітка": "remark",
        "info": "remark",
    }


def test_a_second_identifier_keeps_its_own_authority() -> None:
    assert targets_of(("id", "skyddsrumsnr"), (8465020, "121663-3")) == {
        "id": "identifier",
        "skyddsrumsnr": "identifier.skyddsrumsnr",
    }


def test_an_object_number_is_the_identifier_where_nothing_better_is() -> None:
    assert targets_of(("OBJECTID", "name"), (1, "Школа"))["OBJECTID"] == "identifier"
    assert targets_of(("OBJECTID", "id"), (1, "a"))["OBJECTID"] == "identifier.objectid"


def test_the_number_of_an_organisation_that_several_rows_share_is_no_identifier() -> None:
    assert targets_of(("Код ЄДРПОУ",), ("23232546",), ("43031126",))["Код ЄДРПОУ"] == "identifier.edrpou"
    assert targets_of(("Код ЄДРПОУ",), ("23232546",), ("23232546",))["Код ЄДРПОУ"] == ""


def test_the_geometry_of_the_file_beats_a_column_of_the_same_meaning() -> None:
    columns = targets_of(("@latitude", "@longitude", "lat", "lon"), (50.4, 30.5, 1.0, 2.0))
    assert (columns["@latitude"], columns["lat"]) == ("latitude", "")


def test_an_osm_id_is_recognised_by_its_content() -> None:
    assert targets_of(("@id",), ("way/1543182986",))["@id"] == "identifier.osm"
    assert targets_of(("@id",), ("brada-1",))["@id"] == "identifier"
    assert targets_of(("something",), ("node/13690928043",))["something"] == "identifier.osm"


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (("UA01020010010075540", "UA80000000000624772"), "territory_code"),
        (("вул. Шкільна, 5", "пров. Садовий, 7"), "address"),
        (("+380 67 123 45 67", "(0432)655050"), "contact"),
        (("a@b.ua", "c.d@example.com"), "contact"),
        (("https://example.org/1", "https://example.org/2"), ""),
        (("50.45, 30.52", "49.1; 28.4"), "coordinates"),
        (("Jonstorpsvägen 26-32", "Hjortstigen 1, Solnavägen 2"), "address"),
    ],
)
def test_a_column_with_an_unknown_header_is_recognised_by_its_content(cells: tuple[str, ...], target: str) -> None:
    assert targets_of(("невідь що",), *((cell,) for cell in cells))["невідь що"] == target


def test_two_unknown_columns_of_decimals_inside_a_country_are_a_position() -> None:
    columns = targets_of(("a", "b"), (50.45012, 30.52341), (49.98112, 36.23011))
    assert columns == {"a": "latitude", "b": "longitude"}


def test_a_header_that_the_content_denies_is_not_believed() -> None:
    columns = targets_of(("lat", "capacity", "location"), ("вхід", "велика", "вул. Садова, 1"))
    assert columns == {"lat": "", "capacity": "", "location": "address"}


def test_remembered_decisions_win_over_guesses_and_nonsense_is_passed_over() -> None:
    table = table_of(("Назва", "x1"), ("Школа", "так"))
    columns = recognise_columns(table, remembered={"Назва": "host", "x1": "service.heat", "gone": "name"})
    assert columns.targets == {"Назва": "host", "x1": "service.heat"}
    assert columns.guesses["x1"].confidence == 1.0
    assert recognise_columns(table, remembered={"Назва": "elephants"}).targets["Назва"] == "name"


def test_a_column_that_was_decided_to_be_unused_stays_unused() -> None:
    assert recognise_columns(table_of(("Назва",), ("Школа",)), remembered={"Назва": ""}).targets == {"Назва": ""}


def test_swapped_latitude_and_longitude_are_noticed_for_the_whole_table() -> None:
    columns = recognise_columns(table_of(("latitude", "longitude"), (17.97, 59.35), (18.0, 59.38), (18.1, 59.3)))
    assert (columns.epsg, columns.is_axis_swapped) == (4326, True)
    assert not recognise_columns(table_of(("latitude", "longitude"), (59.35, 17.97), (59.38, 18.0))).is_axis_swapped


@pytest.mark.parametrize(
    ("columns", "row", "epsg"),
    [
        (("nimi", "lest_x", "lest_y"), ("Kool", 6592791.0, 547714.72), 3301),
        (("nimi", "aadress", "x", "y"), ("Kool", "Harju maakond, Tallinn", 547714.72, 6592791.0), 3301),
        (("namn", "gatuadress", "x", "y"), ("Skola", "Storgatan 1", 674032, 6580822), 3006),
        (("a", "x", "y"), ("?", 720000, 7100000), 3006),
        (("sweref_n", "sweref_e"), (6580822, 674032), 3006),
        (("a", "x", "y"), ("?", 6333000, 5590000), 5564),
        (("a", "x", "y"), ("?", 5250000, 5540000), 7829),
        (("a", "x", "y"), ("?", 3395000, 6520000), 3857),
        (("EPSG:6384 N", "EPSG:6384 E"), (5590000, 330000), 6384),
        (("a", "x", "y"), ("?", 330000, 5590000), None),
        (("a", "x", "y"), ("?", 674032, 6580822), None),
    ],
)
def test_the_grid_is_told_by_name_by_numbers_or_not_at_all(
    columns: tuple[str, ...], row: tuple[Cell, ...], epsg: int | None
) -> None:
    assert recognise_columns(table_of(columns, row, row)).epsg == epsg


def test_the_grid_that_the_file_states_is_believed_and_one_may_be_remembered() -> None:
    rows = [("?", 330000, 5590000)] * 2
    assert recognise_columns(table_of(("a", "x", "y"), *rows, epsg=6385)).epsg == 6385
    assert recognise_columns(table_of(("a", "x", "y"), *rows), remembered={EPSG_KEY: "6384"}).epsg == 6384


def test_a_table_without_rows_or_columns_is_recognised_as_what_it_is() -> None:
    assert recognise_columns(table_of(("Назва", "щось"))).targets == {"Назва": "name", "щось": ""}
    empty = recognise_columns(table_of(()))
    assert (empty.targets, empty.epsg) == ({}, None)
    assert isinstance(empty, ColumnMap)
