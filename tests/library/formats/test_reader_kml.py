"""KML and KMZ: placemarks with folders, extended values, descriptions as text and a point for every geometry."""

import io
import zipfile

import pytest

from punkt.errors import UnreadableFile
from punkt.formats.readers import archives, limits, read_table
from punkt.formats.readers.html_text import text_of_html
from punkt.formats.table import LATITUDE_COLUMN, LONGITUDE_COLUMN, Cell

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Map</name><Style id="s"/>
<Folder><name>Суми</name><Folder><name>Школи</name>
<Placemark id="p1"><name>Школа №5</name>
<description><![CDATA[<b>Адреса</b>: вул. Миру, 5<br>Телефон &amp; графік<script>alert(1)</script>]]></description>
<address>Суми, вул. Миру, 5</address><phoneNumber>+380501234567</phoneNumber><styleUrl>#icon-1502</styleUrl>
<TimeStamp><when>2026-01-02</when></TimeStamp>
<ExtendedData><Data name="Місткість"><displayName>x</displayName><value>120</value></Data>
<Data name="name"><value>5</value></Data></ExtendedData>
<Point><coordinates> 34.8, 50.9, 0 </coordinates></Point></Placemark></Folder></Folder>
<Placemark><name>Парк</name>
<ExtendedData><SchemaData schemaUrl="#x"><SimpleData name="owner">City</SimpleData></SchemaData>
</ExtendedData><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates>
</LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>
<Placemark><name>No place</name></Placemark>
</Document></kml>"""


def rows_of(text: str) -> list[dict[str, Cell]]:
    return list(read_table(text.encode(), file_name="list.kml").as_dicts())


def test_a_placemark_keeps_everything_it_says() -> None:
    assert rows_of(KML)[0] == {
        LATITUDE_COLUMN: 50.9, LONGITUDE_COLUMN: 34.8, "@id": "p1", "folder": "Суми / Школи", "name": "Школа №5",
        "description": "Адреса: вул. Миру, 5\nТелефон & графік", "address": "Суми, вул. Миру, 5",
        "phoneNumber": "+380501234567", "styleUrl": "#icon-1502", "when": "2026-01-02", "Місткість": "120",
        "name (2)": "5",
    }  # fmt: skip


def test_schema_values_polygons_and_missing_places_are_read() -> None:
    park, nowhere = rows_of(KML)[1:]
    assert park == {LATITUDE_COLUMN: 2.0, LONGITUDE_COLUMN: 2.0, "name": "Парк", "owner": "City"}
    assert nowhere == {"name": "No place"}


def test_kml_is_always_in_degrees() -> None:
    table = read_table(KML.encode())
    assert (table.format, table.epsg) == ("kml", 4326)


@pytest.mark.parametrize(
    ("geometry", "place"),
    [
        ("<LineString><coordinates>0,0 4,0</coordinates></LineString>", (0.0, 2.0)),
        ("<gx:Track><gx:coord>30 50 1</gx:coord></gx:Track>", (50.0, 30.0)),
        ("<Model><Location><longitude>30</longitude><latitude>50</latitude></Location></Model>", (50.0, 30.0)),
        ("<Point><coordinates>30</coordinates></Point>", (None, None)),
        ("<Point><coordinates>x,y</coordinates></Point>", (None, None)),
    ],
)
def test_each_geometry_gives_a_place_even_with_an_undeclared_prefix(geometry: str, place: tuple[Cell, Cell]) -> None:
    table = read_table(f"<kml><Placemark><name>a</name>{geometry}</Placemark></kml>".encode())
    assert table.rows[0].cells[:2] == place
    assert any("does not declare" in repair for repair in table.repairs) == ("gx:" in geometry)


def test_a_file_that_is_only_a_link_says_where_the_list_is() -> None:
    link = "<kml><NetworkLink><Link><href>https://example.org/all.kmz</href></Link></NetworkLink></kml>"
    with pytest.raises(UnreadableFile, match="only a link") as caught:
        read_table(link.encode())
    assert caught.value.where == "https://example.org/all.kmz"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain < text & more", "plain < text & more"),
        ("<table><tr><td>Адреса</td><td>вул. Миру</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>",
         "Адреса: вул. Миру\na · b · c"),
        ('<a href="https://example.org/x">more</a> <img src="data:image/png;base64,AA">', "https://example.org/x more"),
        ("<style>p {}</style><p>One</p><p>Two</p>", "One\nTwo"),
        ("<![nonsense[ <b>bold</b>", "<![nonsense[ bold"),
    ],
)  # fmt: skip
def test_html_becomes_what_a_person_reads(html: str, text: str) -> None:
    assert text_of_html(html) == text


def test_very_long_html_only_loses_its_tags() -> None:
    assert text_of_html("<p>x</p>" + "<b>word</b> " * 20_000).count("word") == 20_000


def archive_of(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_kmz_is_read_without_unpacking_whatever_its_names_say() -> None:
    table = read_table(archive_of(**{"../../etc/doc.kml": KML.encode(), "images/a.png": b"x"}), file_name="map.kmz")
    assert (table.format, len(table.rows)) == ("kmz", 3)


def test_the_main_document_is_taken_of_several_and_the_rest_is_told() -> None:
    other = b"<kml><Placemark><name>other</name></Placemark></kml>"
    table = read_table(archive_of(**{"a.kml": other, "doc.kml": KML.encode()}))
    assert len(table.rows) == 3
    assert any("archive" in repair and "doc.kml" in repair for repair in table.repairs)


def test_a_bomb_is_stopped_by_what_it_unfolds_to_and_not_by_what_it_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 50_000)
    monkeypatch.setattr(archives, "_CHUNK", 1_000)
    bomb = archive_of(**{"doc.kml": b"<kml>" + b" " * 2_000_000})
    with pytest.raises(UnreadableFile, match="larger than 200 MB"):
        read_table(bomb, file_name="bomb.kmz")
    lying = bomb.replace((2_000_005).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(UnreadableFile):
        read_table(lying, file_name="bomb.kmz")


def test_a_list_that_was_zipped_is_read_and_two_are_not() -> None:
    assert len(read_table(archive_of(**{"list.csv": b"id,name\n1,a\n"})).rows) == 1
    with pytest.raises(UnreadableFile, match="several files"):
        read_table(archive_of(**{"a.csv": b"id,name\n1,a\n", "b.csv": b"id,name\n1,a\n"}))


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = archive_of(**{"list.csv": b"id,name\n1,a\n"})
    with pytest.raises(UnreadableFile, match="archive inside an archive"):
        read_table(archive_of(**{"list.csv": inner}))
