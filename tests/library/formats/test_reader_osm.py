"""OpenStreetMap elements as XML and as Overpass JSON give the same rows, with a place for ways and relations."""

import json

import pytest

from punkt.errors import UnreadableFile
from punkt.formats.readers import read_table
from punkt.formats.table import ID_COLUMN, LATITUDE_COLUMN, LONGITUDE_COLUMN, Cell

XML = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6"><bounds minlat="50" minlon="30" maxlat="51" maxlon="31"/>
<node id="1" lat="50.1" lon="30.1" version="3" timestamp="2026-01-02T03:04:05Z" user="somebody">
  <tag k="name" v="Пункт незламності"/><tag k="amenity" v="social_facility"/></node>
<node id="2" lat="50.0" lon="30.0"/><node id="3" lat="50.0" lon="30.2"/><node id="4" lat="50.2" lon="30.2"/>
<node id="5" lat="50.2" lon="30.0"/>
<way id="10"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="2"/><tag k="building" v="school"/></way>
<way id="11"><center lat="50.7" lon="30.7"/><tag k="building" v="hospital"/></way>
<way id="12"><nd ref="99"/><tag k="building" v="lost"/></way>
<way id="13"><nd ref="2"/><nd ref="3"/></way>
<relation id="20"><member type="way" ref="10" role="outer"/><member type="node" ref="4" role=""/>
  <tag k="type" v="multipolygon"/></relation>
<node id="6" lat="1" lon="1" action="delete"><tag k="name" v="gone"/></node>
</osm>"""


def rows_by_id(content: str) -> dict[Cell, dict[str, Cell]]:
    return {row[ID_COLUMN]: row for row in read_table(content.encode()).as_dicts()}


def place(row: dict[str, Cell]) -> tuple[Cell, Cell]:
    return row.get(LATITUDE_COLUMN), row.get(LONGITUDE_COLUMN)


def test_tagged_elements_of_xml_are_rows_and_bare_nodes_are_not() -> None:
    rows = rows_by_id(XML)
    assert list(rows) == ["node/1", "way/10", "way/11", "way/12", "relation/20"]
    assert rows["node/1"]["name"] == "Пункт незламності"
    assert rows["node/1"]["@timestamp"] == "2026-01-02T03:04:05Z"
    assert place(rows["node/1"]) == (50.1, 30.1)


def test_the_names_of_mappers_are_not_taken_over() -> None:
    assert "somebody" not in str(list(read_table(XML.encode()).as_dicts()))


def test_ways_and_relations_stand_at_their_centre_or_amid_their_members() -> None:
    rows = rows_by_id(XML)
    assert place(rows["way/10"]) == pytest.approx((50.1, 30.1))
    assert place(rows["way/11"]) == (50.7, 30.7)
    assert place(rows["relation/20"]) == pytest.approx((50.15, 30.15))


def test_what_has_no_place_or_was_deleted_is_told() -> None:
    table = read_table(XML.encode())
    assert (table.format, table.epsg) == ("osm", 4326)
    assert place(rows_by_id(XML)["way/12"]) == (None, None)
    assert any("no place" in repair and "(1)" in repair for repair in table.repairs)
    assert any("deleted" in repair and "(1)" in repair for repair in table.repairs)


OVERPASS = {
    "version": 0.6,
    "osm3s": {"timestamp_osm_base": "2026-01-01T00:00:00Z"},
    "elements": [
        {"type": "node", "id": 1, "lat": 50.1, "lon": 30.1, "tags": {"name": "A", "addr:street": "вул. Миру"}},
        {"type": "way", "id": 2, "center": {"lat": 50.2, "lon": 30.2}, "nodes": [8, 9], "tags": {"name": "B"}},
        {"type": "way", "id": 3, "geometry": [{"lat": 50.0, "lon": 30.0}, {"lat": 50.0, "lon": 30.4}],
         "tags": {"a": "b"}},
        {"type": "relation", "id": 4, "tags": {"name": "D"},
         "bounds": {"minlat": 50, "minlon": 30, "maxlat": 51, "maxlon": 32}},
        {"type": "relation", "id": 5, "tags": {"name": "E"},
         "members": [{"type": "way", "ref": 7, "geometry": [{"lat": 1, "lon": 2}, {"lat": 3, "lon": 4}]}]},
        {"type": "node", "id": 8, "lat": 1, "lon": 1},
    ],
}  # fmt: skip


def test_overpass_json_flattens_tags_and_finds_each_place() -> None:
    table = read_table(json.dumps(OVERPASS).encode())
    rows = rows_by_id(json.dumps(OVERPASS))
    assert (table.format, len(table.rows)) == ("overpass", 5)
    assert rows["node/1"]["addr:street"] == "вул. Миру"
    assert [place(rows[key]) for key in rows] == [(50.1, 30.1), (50.2, 30.2), (50.0, 30.2), (50.5, 31.0), (2.0, 3.0)]


def test_a_query_that_ran_out_of_time_is_an_error_or_at_least_told() -> None:
    remark = 'runtime error: Query timed out in "query" at line 1 after 26 seconds.'
    with pytest.raises(UnreadableFile, match="gave up") as caught:
        read_table(json.dumps({"osm3s": {}, "elements": [], "remark": remark}).encode())
    assert "timed out" in caught.value.where
    assert any("remark" in text for text in read_table(json.dumps(OVERPASS | {"remark": remark}).encode()).repairs)


def test_broken_members_do_not_break_the_reader() -> None:
    elements = [
        {"type": "way", "id": 1, "tags": {"a": 1}, "nodes": "x", "geometry": [1, None], "center": 5},
        {
            "type": "relation",
            "id": 2,
            "tags": {"b": "c"},
            "members": [1, {"type": [], "ref": {}}],
            "bounds": {"minlat": 1},
        },
        {"type": "node", "id": None, "tags": [1], "lat": "x", "lon": None},
    ]
    assert len(read_table(json.dumps({"elements": elements}).encode()).rows) == 3
