"""Real files of the field are read completely. They are not part of the repository; without them this is skipped."""

from pathlib import Path

import pytest

from punkt.errors import UnreadableFile
from punkt.formats.readers import read_table
from punkt.formats.table import LATITUDE_COLUMN, LONGITUDE_COLUMN, SourceTable

FILES = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the real input files (../shared/data) are not here")

# file, format, rows, columns, number of the first row
COUNTS = [
    ("points/se_skyddsrum.csv", "csv", 8000, 7, 2),
    ("points/se_skyddsrum.geojson", "geojson", 8000, 7, 1),
    ("points/ee_varjumiskohad_excerpt.csv", "csv", 43, 5, 2),
    ("points/jp_sasebo_shelters.csv", "csv", 145, 10, 2),
    ("points/bg_sofia_shelters.json", "json", 292, 10, 1),
    ("points/ua_okhtyrka_shelters.json", "json", 87, 7, 1),
    ("points/ua_borshchahivka_shelters_excerpt.geojson", "geojson", 5, 14, 1),
    ("points/ua_osm_invincibility_excerpt.geojson", "geojson", 4, 6, 1),
    ("hosts/rejestr-cnap.xlsx", "xlsx", 3432, 27, 3),
    ("hosts/schools_register_no_contacts.csv.gz", "csv", 16434, 19, 2),
    ("hosts/geography.csv", "csv", 1469, 13, 2),
    ("hosts/health_facilities.csv", "csv", 1012, 16, 2),
    ("hosts/hromada_areas.csv", "csv", 1438, 8, 2),
    ("hosts/kse_full_dataset.csv", "csv", 1469, 114, 2),
    ("hosts/kse_ua-pop-2022.csv", "csv", 1470, 5, 2),
    ("hosts/minregion-war-status.csv", "csv", 1469, 15, 2),
    ("hosts/resilience_survey_hromadas_2022.csv", "csv", 138, 178, 2),
    ("hosts/survey_hromadas_clean_2023.csv", "csv", 138, 187, 2),
    ("territories/katottg-16-05-2025.csv", "csv", 31748, 7, 2),
    ("territories/katottg_2024_kodifikator.xlsx", "xlsx", 31751, 7, 2),
    ("territories/ukraine_oblasts.geojson", "geojson", 27, 7, 1),
    ("territories/UA_59_Sumska.geojson", "geojson", 1, 61, 1),
    ("territories/ee_asustusyksus.csv", "csv", 4711, 8, 2),
    ("territories/ee_asustusyksus_tyyp.csv", "csv", 10, 3, 2),
    ("territories/ee_maakond.csv", "csv", 15, 3, 2),
    ("territories/ee_omavalitsus.csv", "csv", 79, 6, 2),
    ("territories/ee_omavalitsus.geojson", "geojson", 79, 8, 1),
    ("territories/se_kommuner_population_coords.csv", "csv", 290, 15, 2),
    ("territories/se_municipality_county.csv", "csv", 290, 6, 2),
    ("territories/se_postal_to_municipality.csv", "csv", 15463, 4, 2),
    ("territories/se_svenska-stader.csv", "csv", 1916, 5, 2),
    ("territories/se_swedish_municipalities.geojson", "geojson", 290, 6, 1),
    ("territories/se_swedish_regions.geojson", "geojson", 21, 5, 1),
    ("streets/West-Oakland.osm.bz2", "osm", 110, 74, 1),
]


def real_table(name: str) -> SourceTable:
    path = FILES / name
    return read_table(path.read_bytes(), file_name=path.name)


@pytest.mark.parametrize(("name", "format_name", "n_rows", "n_columns", "first"), COUNTS)
def test_every_row_and_column_is_there(name: str, format_name: str, n_rows: int, n_columns: int, first: int) -> None:
    table = real_table(name)
    assert (table.format, len(table.rows), len(table.columns)) == (format_name, n_rows, n_columns)
    assert table.rows[0].number == first


def test_no_file_of_points_hosts_or_territories_is_left_out() -> None:
    known = {name for name, *_ in COUNTS}
    found = {f"{room}/{path.name}" for room in ("points", "hosts", "territories") for path in (FILES / room).iterdir()}
    assert found <= known


def test_cells_are_as_the_files_have_them() -> None:
    swedish = real_table("points/se_skyddsrum.csv")
    assert swedish.rows[0].cells[:3] == ("8465020", "121663-3", "Jonstorpsvägen 26-32")
    japanese = real_table("points/jp_sasebo_shelters.csv")
    assert japanese.columns[0] == "NO"
    assert dict(zip(japanese.columns, japanese.rows[0].cells, strict=True))["緯度"] == "33.160475"
    estonian = next(real_table("points/ee_varjumiskohad_excerpt.csv").as_dicts())
    assert estonian["aadress"] == "Harju maakond, Tallinn, Pirita linnaosa, Metsavahi tee 19"
    okhtyrka = next(real_table("points/ua_okhtyrka_shelters.json").as_dicts())
    assert (okhtyrka["coordinate.lat"], okhtyrka["coordinate.lng"]) == (50.30753, 34.90269)
    codes = real_table("territories/katottg-16-05-2025.csv")
    assert codes.columns[0] == "Перший рівень"
    assert codes.rows[2].cells[-1] == "Андріївська "


def test_the_register_with_two_header_rows_has_joined_names_and_its_own_row_numbers() -> None:
    table = real_table("hosts/rejestr-cnap.xlsx")
    assert table.columns[:3] == ("Код / code", "Назва центру / name", "Адреса / address")
    assert (table.rows[0].number, table.rows[-1].number) == (3, 3434)
    assert table.rows[0].cells[0] == 1
    assert table.rows[0].cells[8] is True


def test_swedish_shelters_are_placed_alike_by_csv_and_geojson_once_swapped() -> None:
    by_id = {row["id"]: row for row in real_table("points/se_skyddsrum.geojson").as_dicts()}
    for row in list(real_table("points/se_skyddsrum.csv").as_dicts())[:100]:
        right = by_id[int(str(row["id"]))]
        assert right[LATITUDE_COLUMN] == pytest.approx(float(str(row["longitude"])), abs=0.001)
        assert right[LONGITUDE_COLUMN] == pytest.approx(float(str(row["latitude"])), abs=0.001)


@pytest.mark.parametrize("name", ["streets/Helsinki.osm.pbf", "streets/helsinki_population_grid_2020.gpkg"])
def test_what_is_no_list_says_what_it_is(name: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        real_table(name)
    assert "Punkt does not read" in caught.value.what or "not a list" in caught.value.what
