"""``punkt streets`` makes a file of streets from an extract and tells what is in it, or what is wrong."""

import pytest
from click.testing import CliRunner

from punkt.errors import PunktError
from punkt.geo.streets import StreetGraph
from punkt_web.checks import streets as streets_check
from punkt_web.streets_commands import streets

TOWN = """<osm version="0.6">
<node id="1" lat="50.0" lon="36.00"/><node id="2" lat="50.0" lon="36.01"/><node id="3" lat="50.0" lon="36.02"/>
<way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="{highway}"/></way></osm>"""


@pytest.fixture
def extract(tmp_path):
    """Writes an extract with one way of a kind."""

    def writing(highway="residential"):
        path = tmp_path / "town.osm"
        path.write_text(TOWN.format(highway=highway), encoding="utf-8")
        return path

    return writing


def run(*words):
    return CliRunner().invoke(streets, [str(word) for word in words])


def test_a_file_is_made_and_told_of(extract, tmp_path):
    made = run("build", extract(), "--out", tmp_path / "town.streets")
    told = run("show", tmp_path / "town.streets")
    for answer in (made, told):
        assert answer.exit_code == 0, answer.output
        assert "1 km of streets, 2 segments, 3 nodes" in answer.output
        assert "OpenStreetMap contributors" in answer.output


def test_a_box_keeps_its_part(extract, tmp_path):
    made = run("build", extract(), "--out", tmp_path / "part.streets", "--box", "35.9,49.9,36.015,50.1")
    assert "1 segments, 2 nodes" in made.output


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", ""])
def test_a_box_of_other_than_four_numbers_is_refused(extract, tmp_path, box):
    answer = run("build", extract(), "--out", tmp_path / "part.streets", "--box", box)
    assert answer.exit_code == 2
    assert "west,south,east,north" in answer.output
    assert not (tmp_path / "part.streets").exists()


def test_an_extract_without_a_street_that_is_walked_makes_no_file(extract, tmp_path):
    answer = run("build", extract("motorway"), "--out", tmp_path / "none.streets")
    assert isinstance(answer.exception, PunktError)
    assert not (tmp_path / "none.streets").exists()


def test_a_file_that_cannot_be_written_is_said_with_its_path(extract, tmp_path):
    out = tmp_path / "nowhere" / "town.streets"
    error = run("build", extract(), "--out", out).exception
    assert isinstance(error, PunktError)
    assert str(error) == f"{out}: The file cannot be written. Is its folder there, and may you write in it?"


def test_another_file_is_refused(extract):
    assert isinstance(run("show", extract()).exception, PunktError)


def test_the_check_of_a_deployment_tells_of_streets_that_cannot_be_used(extract, settings, tmp_path):
    settings.STREETS = extract()
    assert [finding.id for finding in streets_check()] == ["punkt.E015"]
    run("build", extract(), "--out", tmp_path / "town.streets")
    settings.STREETS = tmp_path / "town.streets"
    assert list(streets_check()) == []


def test_a_file_of_somebody_steers_no_terminal(tmp_path):
    path = tmp_path / "odd.streets"
    odd = "\x1b]0;pwned\x07\nDay of the data: 2026-01-01"
    StreetGraph.from_segments([60.0, 60.001], [25.0, 25.0], [(0, 1)], attribution=odd).save(path)
    told = run("show", path).output
    assert "\x1b" not in told
    assert "\x07" not in told
    assert len(told.splitlines()) == 3
