"""The registers of the three countries, re-made small with the traps of the real ones."""

import json

import pytest

from punkt.errors import UnreadableFile
from punkt.formats.table import SourceRow, SourceTable
from punkt.formats.territories import territory_boundaries, territory_rows
from punkt.model.vocabulary import TerritoryLevel

KATOTTG = (
    "Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень",
    "Категорія об’єкта", "Назва об’єкта",
)  # fmt: skip
KYIV = "UA80000000000093317"
REGION = "UA46000000000026241"
DISTRICT = "UA46060000000042587"
HROMADA = "UA46060250000025047"


def table(columns: tuple[str, ...], *rows: tuple[str | None, ...]) -> SourceTable:
    return SourceTable("csv", columns, [SourceRow(number, cells) for number, cells in enumerate(rows, 2)])


def test_katottg_gives_a_tree_with_the_region_under_the_country() -> None:
    rows = territory_rows(
        table(
            KATOTTG,
            (REGION, DISTRICT, HROMADA, None, None, "H", "Львівська "),
            (REGION, None, None, None, None, "O", "Львівська"),
            (REGION, DISTRICT, None, None, None, "P", "Львівський"),
        )
    )
    assert [(row.code, row.parent_code) for row in rows] == [(REGION, "UA"), (DISTRICT, REGION), (HROMADA, DISTRICT)]
    assert rows[2].names == {"uk": "Львівська"}, "the trailing space of hromada names is gone"
    assert [row.level for row in rows] == [TerritoryLevel.REGION, TerritoryLevel.DISTRICT, TerritoryLevel.MUNICIPALITY]


def test_kyiv_which_repeats_its_code_has_its_districts_right_below_it() -> None:
    district = "UA80000000000126643"
    rows = territory_rows(
        table(
            KATOTTG,
            (KYIV, KYIV, KYIV, KYIV, district, "B", "Голосіївський"),
            (KYIV, None, None, None, None, "K", "Київ"),
        )
    )
    assert [(row.code, row.parent_code, row.level) for row in rows] == [
        (KYIV, "UA", TerritoryLevel.REGION),
        (district, KYIV, TerritoryLevel.QUARTER),
    ]


def test_a_cyrillic_category_letter_is_the_same_category() -> None:
    (row,) = territory_rows(table(KATOTTG, (KYIV, None, None, None, None, "К", "Київ")))
    assert row.category == "K"


def test_settlements_of_estonia_stand_under_their_municipality_and_county() -> None:
    columns = ("ANIMI", "AKOOD", "TYYP", "ONIMI", "OKOOD", "MNIMI", "MKOOD", "AREA")
    rows = territory_rows(
        table(columns, ("Aa küla", "1004", "8", "Lüganuse vald", "0442", "Ida-Viru maakond", "0045", "1.0"))
    )
    assert [(row.code, row.parent_code) for row in rows] == [
        ("EE-0045", "EE"),
        ("EE-0442", "EE-0045"),
        ("EE-1004", "EE-0442"),
    ]


def test_a_swedish_table_gives_county_population_and_position() -> None:
    columns = ("code", "name", "region", "population", "location_lat_x", "location_lng_x")
    rows = territory_rows(
        table(columns, ("0114", "Upplands Väsby kommun", "Stockholms län", "43891", "59.51961", "17.92834"))
    )
    assert [row.code for row in rows] == ["SE-01", "SE-0114"]
    assert (rows[1].population, rows[1].latitude, rows[1].longitude) == (43891, 59.51961, 17.92834)


def test_a_register_that_was_cut_off_is_refused_with_the_missing_code() -> None:
    with pytest.raises(UnreadableFile, match=DISTRICT):
        territory_rows(table(KATOTTG, (REGION, DISTRICT, HROMADA, None, None, "H", "Львівська")))


def test_a_table_that_is_no_register_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="none of the registers"):
        territory_rows(table(("name", "address"), ("a", "b")))


def boundary(properties: dict[str, object]) -> bytes:
    square = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 50.0]]]
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": square}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"shapeISO": "UA-63"}, "UA63"),
        ({"shapeISO": "UA-30"}, "UA80"),
        ({"OKOOD": "0784"}, "EE-0784"),
        ({"kom_namn": "Tyresö", "id": "0138"}, "SE-0138"),
        ({"l_id": 3}, "SE-03"),
    ],
)
def test_each_country_names_its_boundaries_in_its_own_way(properties: dict[str, object], code: str) -> None:
    assert list(territory_boundaries(boundary(properties))) == [code]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"features": [1]}', b"[" * 100_000, boundary({})])
def test_anything_else_is_refused_as_a_boundary_file(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        territory_boundaries(content)
