"""The real lists beside the repository are read as their makers meant them."""

from collections import Counter
from pathlib import Path

import pytest

from punkt.formats.column_map import ColumnMap
from punkt.formats.columns import recognise_columns
from punkt.formats.draft import PointDraft
from punkt.formats.drafting import draft_points
from punkt.formats.readers import read_table

SHARED = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real input files (../shared/data) are not here")


def read(name: str) -> tuple[ColumnMap, list[PointDraft]]:
    path = SHARED / name
    table = read_table(path.read_bytes(), file_name=path.name)
    columns = recognise_columns(table)
    drafts = list(draft_points(table, columns))
    assert len(drafts) == len(table.rows)
    return columns, drafts


def codes(drafts: list[PointDraft]) -> Counter[str]:
    return Counter(noticed.code for draft in drafts for noticed in draft.findings)


def test_swedish_shelters_are_put_back_into_sweden() -> None:
    columns, drafts = read("points/se_skyddsrum.csv")
    assert columns.is_axis_swapped
    assert codes(drafts)["swapped-coordinates"] == len(drafts) == 8000
    assert all(
        draft.position and 55 < draft.position.latitude < 69.1 and 10.9 < draft.position.longitude < 24.2
        for draft in drafts
    )
    assert drafts[0].values == {"address": "Jonstorpsvägen 26-32", "capacity_seated": 190}
    assert drafts[0].identifiers == (("", "8465020"), ("skyddsrumsnr", "121663-3"))


def test_both_forms_of_the_swedish_list_give_the_same_points() -> None:
    _, from_csv = read("points/se_skyddsrum.csv")
    _, from_geojson = read("points/se_skyddsrum.geojson")
    assert codes(from_geojson)["swapped-coordinates"] == 0
    assert [(one.identifiers, one.position, one.values) for one in from_csv] == [
        (one.identifiers, one.position, one.values) for one in from_geojson
    ]


def test_estonian_shelters_stand_in_estonia_and_their_x_is_the_northing() -> None:
    columns, drafts = read("points/ee_varjumiskohad_excerpt.csv")
    assert (columns.epsg, columns.targets["lest_x"], columns.targets["lest_y"]) == (3301, "northing", "easting")
    assert all(
        draft.position and 57.5 < draft.position.latitude < 59.8 and 21.7 < draft.position.longitude < 28.3
        for draft in drafts
    )
    assert set(codes(drafts)) == {"inferred-host-kind"}
    assert {draft.names["et"]: draft.values.get("host_kind") for draft in drafts}[
        "Valgjärve külamaja"
    ] == "village_hall"


def test_facts_buried_in_the_remarks_of_okhtyrka_are_found() -> None:
    columns, drafts = read("points/ua_okhtyrka_shelters.json")
    assert (columns.targets["info"], columns.targets["balans"], columns.targets["bolans"]) == ("remark", "holder", "")
    stated = Counter(key for draft in drafts for key in draft.values)
    remarks = [str(draft.extras.get("info", "")) for draft in drafts]
    assert stated["capacity_seated"] == sum("Місткість" in remark for remark in remarks) == 48
    assert stated["entrance_note"] == sum(
        ("у " in remark and "люч" in remark) or "Вхід через" in remark or "коюч" in remark for remark in remarks
    )
    assert codes(drafts)["stated-closed"] == sum(
        "Закрито" in remark or "Не використ" in remark or "акрито, кл" in remark for remark in remarks
    )
    assert {value for draft in drafts for key, value in draft.values.items() if key == "power.lighting"} == {
        "yes",
        "no",
    }
    assert not any(draft.is_refused for draft in drafts)


def test_sofia_keeps_its_own_place_and_words() -> None:
    columns, drafts = read("points/bg_sofia_shelters.json")
    assert not columns.is_axis_swapped
    assert all(draft.position and 41 < draft.position.latitude < 45 for draft in drafts)
    assert all(set(draft.names) == {""} for draft in drafts), "Bulgarian is none of the four languages"
    assert drafts[1].values["host_kind"] == "kindergarten"


def test_japanese_headers_are_understood() -> None:
    columns, drafts = read("points/jp_sasebo_shelters.csv")
    assert columns.targets["施設・場所名"] == "name"
    assert drafts[0].names == {"": "日宇地区コミュニティセンター体育室"}
    assert all(draft.position and 32 < draft.position.latitude < 34 for draft in drafts)


def test_the_points_of_osm_are_known_by_their_osm_ids_once() -> None:
    _, drafts = read("points/ua_osm_invincibility_excerpt.geojson")
    assert drafts[0].identifiers == (("osm", "way/1543182986"),)
    assert [draft.values.get("host_kind") for draft in drafts] == [None, "railway", "fire_station", "fire_station"]


def test_the_source_is_not_the_name_in_borshchahivka() -> None:
    _, drafts = read("points/ua_borshchahivka_shelters_excerpt.geojson")
    assert [draft.names["uk"] for draft in drafts][:2] == [
        "ОЗО «Софіївсько-Борщагівський ліцей»",
        "ЗДО «Щаслива країна»",
    ]
    assert [draft.values["access.step_free"] for draft in drafts] == ["no", "no", "no", "yes", "no"]


def test_candidate_hosts_without_positions_are_drafted_with_their_hours_and_access() -> None:
    columns, drafts = read("hosts/rejestr-cnap.xlsx")
    assert columns.targets["Вільний WI-FI / free_wifi"] == "service.internet"
    assert codes(drafts)["no-position"] == len(drafts) == 3432
    first = drafts[0].values
    assert first["hours_normal"] == "Mo-Tu 08:00-17:00; We 08:00-19:00; Th 08:00-17:00; Fr 08:00-16:00; Sa 08:00-14:00"
    assert (first["access.ramp"], first["access.tactile"], first["host_kind"]) == ("yes", "no", "town_hall")
    blank = [draft for draft in drafts if "access.ramp" not in draft.values]
    assert len(blank) == 943, "a blank in the register stays unknown"


def test_a_boarding_school_column_and_a_shared_number_do_not_mislead_in_the_school_register() -> None:
    columns, drafts = read("hosts/schools_register_no_contacts.csv.gz")
    assert (columns.targets["Інтернат"], columns.targets["Код ЄДРПОУ"]) == ("", "")
    assert not any("capacity_seated" in draft.values for draft in drafts), "licensed pupils are no seats"
    assert codes(drafts)["stated-closed"] == 311
