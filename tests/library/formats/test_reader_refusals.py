"""What is no list of points ends in one clear error that says what the file is and what to do."""

import bz2
import contextlib
import gzip
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadableFile
from punkt.formats.readers import archives, limits, read_table


def archive_with(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


FOREIGN = [
    (b"", "empty"), (b" \r\n\t\x00", "empty"), (b"\xef\xbb\xbf\n", "empty"),
    (b"%PDF-1.7 ...", "PDF"), (b"\n%PDF-1.4", "PDF"), (rb"{\rtf1 x}", "text document"),
    (b"\x89PNG\r\n\x1a\n....", "picture"), (b"\xff\xd8\xff\xe0....", "picture"), (b"GIF89a...", "picture"),
    (b"\x00\x00\x00\x18ftypheic", "picture"), (b"SQLite format 3\x00...", "GeoPackage"), (b"PAR1....", "Parquet"),
    (b"7z\xbc\xaf\x27\x1c...", "packed archive"), (b"Rar!\x1a\x07....", "packed archive"),
    (b"\x00\x00\x27\x0a\x00\x00", "shapefile"), (b"\x00\x00\x00\x0d\x0a\x09OSMHeader", "map extract"),
    (b"<!DOCTYPE html><html><body>403 Forbidden</body></html>", "web page"),
    (b"\n<!-- x --><html><head></head></html>", "web page"), (b"<?xml version='1.0'?><html/>", "web page"),
    (b"<html><table><tr><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr></table>", "web page with a table"),
    (gzip.compress(b"id,name\n1,a\n" * 99, mtime=0)[:-20], "archive is damaged"),
    (b"<gpx><wpt lat='1' lon='2'/></gpx>", "neither KML nor"), (b"<ExceptionReport/>", "answered with an error"),
    (b"<kml><Placemark><name>cut", "broken"), (b"<osm><node id='1'", "broken"),
    (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
    (archive_with("word/document.xml"), "text document"), (archive_with("ppt/slides/a.xml"), "text document"),
    (archive_with("a.shp", "a.dbf"), "shapefile"), (archive_with("readme.md"), "several files"),
    (archive_with(), "several files"),
    (b"PK\x03\x04 cut in the middle", "archive is damaged"), (b"\x1f\x8b\x08 nonsense", "archive is damaged"),
    (bytes(range(1, 32)) * 40, "neither text nor"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), FOREIGN)
def test_a_file_of_another_kind_is_named(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_table(content, file_name="points.csv")
    assert caught.value.where.startswith("points.csv")
    assert caught.value.remedy


def test_a_web_page_without_file_name_is_named_too() -> None:
    with pytest.raises(UnreadableFile, match="web page") as caught:
        read_table(b"<html></html>")
    assert caught.value.where == ""


def test_a_file_over_the_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFile, match="larger than 200 MB"):
        read_table(b"id,name\n1,aaaaaaaaaa\n")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_packed_list_is_read_and_a_packed_bomb_is_not(pack, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    assert len(read_table(pack(b"id,name\n1,a\n"), file_name="list.csv.gz").rows) == 1
    monkeypatch.setattr(archives, "MAX_BYTES", 1_000_000)
    monkeypatch.setattr(limits, "MAX_BYTES", 1_000_000)
    with pytest.raises(UnreadableFile, match="larger than"):
        read_table(pack(b" " * 50_000_000))


BOMB = """<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">{}]>
<kml><Placemark><name>&j;</name></Placemark></kml>""".format(
    "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
)
OUTSIDE = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_encoding(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableFile, match="entities"):
        read_table(text.encode(encoding), file_name="list.kml")


def test_an_outside_document_type_is_neither_fetched_nor_an_error() -> None:
    text = '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/x.dtd"><kml><Placemark><name>a</name></Placemark></kml>'
    assert len(read_table(text.encode()).rows) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<!-- -->" * 12_000 + b"x",
        b"<kml><Placemark><description>" + b"&lt;a" * 200_000 + b"</description></Placemark></kml>",
        b"<kml><Placemark><Point><coordinates>" + b" " * 300_000 + b"</coordinates></Point></Placemark></kml>",
        b"a" * 2_000_000 + b"\xe4", b"x " * 500_000, b"\t" * 500_000 + b"x", b'"' * 300_001, b'a,"b\n' * 20_000,
        b"<a>" * 200_000, b"1" * 1_000_000, b"a@" * 200_000 + b",b\n1,2\n", b" " * 500_000 + b"x;y",
    ],
)  # fmt: skip
def test_texts_made_to_be_slow_are_not(content: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(UnreadableFile):
        read_table(content)
    assert time.process_time() - start < 5


STARTS = [
    b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"{", b"[", b"[{", b"<", b"<kml>", b"<osm>", b"\xff\xfe", b"\xfe\xff",
    b"\xef\xbb\xbf", b"id;name\n", b'"', b"\xff\xfe\x00\x00",
]  # fmt: skip
NAMES = ["", "a.csv", "a.xlsx", "a.json", "a.kml", "a.txt"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(STARTS), st.binary(max_size=200), st.sampled_from(NAMES))
def test_random_bytes_raise_nothing_but_the_one_error(start: bytes, rest: bytes, file_name: str) -> None:
    try:
        table = read_table(start + rest, file_name=file_name)
    except UnreadableFile:
        return
    assert table.rows
    assert len(set(table.columns)) == len(table.columns)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
