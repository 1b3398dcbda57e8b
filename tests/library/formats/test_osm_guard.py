"""A small file that claims to be an extract does not hold up the reader for hours, and no real one is refused."""

import bz2
import codecs
import gzip
import struct
import time
import zlib

import pytest

from punkt.errors import UnusableStreets
from punkt.formats import osm_guard
from punkt.formats.osm_guard import checked_format
from punkt.formats.osm_streets import read_osm_streets

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">'
NODE = b'<node id="1" version="1" lat="60" lon="25"/>'


def varint(number):
    rest = number >> 7
    return bytes([number & 0x7F | (0x80 if rest else 0)]) + (varint(rest) if rest else b"")


def number(field, value):
    return varint(field << 3) + varint(value)


def content(field, inside):
    return varint(field << 3 | 2) + varint(len(inside)) + inside


def block(kind, inside, size=None):
    packed = number(2, len(inside) if size is None else size) + content(3, zlib.compress(inside, 9))
    head = content(1, kind) + number(3, len(packed))
    return struct.pack(">I", len(head)) + head + packed


FIRST = block(b"OSMHeader", content(4, b"OsmSchema-V0.6") + content(4, b"DenseNodes"))
DENSE = content(2, content(2, content(1, b"\x02" * 100) + content(8, b"\x02" * 100) + content(9, b"\x02" * 100)))
NODES = block(b"OSMData", content(1, content(1, b"")) + DENSE)


@pytest.fixture
def file_of(tmp_path):
    def writing(name, inside):
        path = tmp_path / name
        path.write_bytes(inside)
        return path

    return writing


def refused(path):
    with pytest.raises(UnusableStreets) as caught:
        read_osm_streets(path)
    assert caught.value.where == path.name
    assert caught.value.remedy
    return str(caught.value)


@pytest.mark.parametrize(("ending", "pack"), [("osm", bytes), ("osm.gz", gzip.compress), ("osm.bz2", bz2.compress)])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_usual_files_pass_and_say_how_osmium_calls_them(file_of, ending, pack, mark):
    assert checked_format(file_of(f"town.{ending}", pack(mark + HEAD + NODE * 30_000 + b"</osm>"))) == ending
    assert checked_format(file_of("TOWN.OSM.PBF", FIRST + NODES)) == "pbf"


@pytest.mark.parametrize(("ending", "pack"), [("osm", bytes), ("osm.gz", gzip.compress), ("osm.bz2", bz2.compress)])
@pytest.mark.parametrize("endless", [b'<node id="', b'<tag k="' + b">" * 100, b"<node " + b"a" * 600_000, b"text"])
def test_a_tag_that_does_not_end_is_told_at_once(file_of, ending, pack, endless):
    path = file_of(f"town.{ending}", pack(HEAD + endless + b"x" * 30_000_000))
    began = time.perf_counter()
    assert "No tag begins in 512 KB" in refused(path)
    assert time.perf_counter() - began < 3.0


@pytest.mark.parametrize("trap", [b"<!-- <a> ", b"<![CDATA[ <a> ", b"<?php <a> ", b"<!DOCTYPE osm>"])
@pytest.mark.parametrize("n_before", [0, 700_000, 2**19 - len(HEAD) - 1])
def test_comments_and_declarations_are_no_part_of_an_extract(file_of, trap, n_before):
    assert "no extract" in refused(file_of("town.osm", HEAD + b" " * 10 + (b"<a/>" * n_before)[:n_before] + trap))
    assert "no extract" in refused(file_of("a.osm", (HEAD + (b"<a/>" * n_before)[: n_before - 3] + b"   " + trap)))


def test_text_of_two_bytes_a_letter_is_refused(file_of):
    assert "no extract" in refused(file_of("town.osm", (HEAD + NODE).decode().encode("utf-16")))


@pytest.mark.parametrize("name", ["town.osm.gz", "town.osm.bz2"])
def test_a_bomb_of_xml_is_refused_before_it_is_unpacked(file_of, name, monkeypatch):
    monkeypatch.setattr(osm_guard, "ALWAYS_UNPACKED", 2**20)
    pack = gzip.compress if name.endswith("gz") else bz2.compress
    assert "more than 50 times" in refused(file_of(name, pack(HEAD + NODE * 500_000)))


def test_a_bomb_of_blocks_is_refused_before_it_is_unpacked(file_of, monkeypatch):
    bomb = FIRST + block(b"OSMData", content(99, bytes(30_000_000))) * 3
    assert "no extract" in refused(file_of("town.osm.pbf", bomb))  # osmium would make twenty times as much of it
    monkeypatch.setattr(osm_guard, "_MOST_TIMES_A_BLOCK", 2_000)
    assert "no street" in refused(file_of("town.osm.pbf", bomb))
    monkeypatch.setattr(osm_guard, "ALWAYS_UNPACKED", 2**20)
    assert "more than 50 times" in refused(file_of("town.osm.pbf", bomb))


@pytest.mark.parametrize(
    "wrong",
    [
        struct.pack(">I", 2**32 - 1) + b"x",
        struct.pack(">I", 2**16) + bytes(2**16),
        FIRST[:-1],
        FIRST + b"\x00",
        FIRST + struct.pack(">I", 10) + content(1, b"OSMData") + number(3, 2**31),
        FIRST + block(b"OSMData", bytes(100), size=3),
        FIRST + block(b"OSMData", bytes(100), size=2**25 + 1),
        FIRST + block(b"OSMData", bytes(100), size=101),
        FIRST + block(b"OSMData", b"\xff" * 100),
        FIRST + struct.pack(">I", 12) + b"\xff" * 12,
        NODES,
    ],
)
def test_blocks_with_wrong_sizes_or_content_are_refused(file_of, wrong):
    assert "no extract" in refused(file_of("town.osm.pbf", wrong))


def test_a_way_of_very_many_nodes_is_refused(file_of):
    way = b'<way id="1" version="1">' + b'<nd ref="1"/>' * 20_001 + b'<tag k="highway" v="path"/></way></osm>'
    assert "no extract" in refused(file_of("town.osm", HEAD + NODE + way))


@pytest.mark.parametrize("name", ["town.osm.opl", "town.o5m", "town.osc.gz", "town"])
def test_other_formats_that_osmium_reads_are_refused_unread(file_of, name):
    assert "no extract" in refused(file_of(name, b"n1 x25 y60\n"))
