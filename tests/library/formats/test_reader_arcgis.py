"""ArcGIS feature JSON: attributes, the stated projection, aliases and coded values."""

import json

import pytest

from punkt.formats.readers import read_table
from punkt.formats.table import LATITUDE_COLUMN, LONGITUDE_COLUMN, SourceTable


def table_of(*features: object, **members: object) -> SourceTable:
    return read_table(json.dumps({"features": list(features), **members}).encode(), file_name="query.json")


def feature(geometry: object, **attributes: object) -> dict[str, object]:
    return {"attributes": attributes, "geometry": geometry}


def test_attributes_and_point_become_a_row() -> None:
    table = table_of(feature({"x": 30.52, "y": 50.45}, objectid=7, name_po="Школа"), spatialReference={"wkid": 4326})
    assert (table.format, table.epsg) == ("arcgis", 4326)
    assert dict(next(table.as_dicts())) == {
        LATITUDE_COLUMN: 50.45, LONGITUDE_COLUMN: 30.52, "objectid": 7, "name_po": "Школа",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "epsg"),
    [
        ({"wkid": 102100, "latestWkid": 3857}, 3857), ({"wkid": 102100}, 3857), ({"wkid": 3006}, 3006),
        ({"wkid": 102570}, None), ({"wkt": "PROJCS[...]"}, None), (None, None),
    ],
)  # fmt: skip
def test_the_projection_is_an_epsg_number_or_unknown(reference: object, epsg: int | None) -> None:
    table = table_of(feature({"x": 1, "y": 2}, a=1), spatialReference=reference)
    assert table.epsg == epsg
    assert any("EPSG" in repair for repair in table.repairs) == (reference is not None and epsg is None)


def test_an_alias_is_joined_to_the_name_of_its_field() -> None:
    table = table_of(
        feature(None, name_po="Школа", addr="вул. Миру", OBJECTID=1),
        fieldAliases={"name_po": "Назва пункту", "OBJECTID": "objectid"},
        fields=[{"name": "addr", "alias": "Адреса"}],
    )
    assert set(table.columns) >= {"name_po / Назва пункту", "addr / Адреса", "OBJECTID"}


def test_a_coded_value_gets_its_words_beside_it() -> None:
    domain = {"type": "codedValue", "codedValues": [{"code": 2, "name": "Пункт обігріву"}]}
    table = table_of(feature(None, kind=2), feature(None, kind=9), fields=[{"name": "kind", "domain": domain}])
    rows = [dict(row) for row in table.as_dicts()]
    assert rows == [{"kind": 2, "kind.label": "Пункт обігріву"}, {"kind": 9}]


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ({"rings": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}, (2.0, 2.0)),
        ({"paths": [[[0, 0], [4, 0]]]}, (0.0, 2.0)),
        ({"points": [[1, 2]]}, (2.0, 1.0)),
        ({"x": "NaN", "y": "NaN"}, (None, None)),
        (None, (None, None)),
    ],
)
def test_each_geometry_of_esri_gives_latitude_and_longitude(geometry: object, expected: tuple[object, object]) -> None:
    assert table_of(feature(geometry, a=1)).rows[0].cells[:2] == expected


def test_a_page_of_several_says_so() -> None:
    assert any("page limit" in text for text in table_of(feature(None, a=1), exceededTransferLimit=True).repairs)
