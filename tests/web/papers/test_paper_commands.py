"""``punkt paper``: files that are written whole, and numbers of a printed file asked for again."""

import json

import pytest
from click.testing import CliRunner

from punkt.errors import InvalidValue, UnreadableFile
from punkt.model.vocabulary import Visibility
from punkt_web.paper_commands import paper
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from tests.library.papers.paper_cases import attached_to, text_of, with_attachment
from tests.web.finder.conftest import ACTOR


def run(*words: str, status: int = 0) -> str:
    result = CliRunner().invoke(paper, words, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def poster(town, tmp_path):
    """A printed poster of a point with 90 seats."""
    point = town.point(capacity_seated=90)
    file = tmp_path / "poster.pdf"
    run("poster", "--point", point.code, "--lang", "en", "--address", "https://points.example/", "--out", str(file))
    return point, file


def test_a_poster_is_written_with_the_address_of_the_site(poster):
    point, file = poster
    assert f"https://points.example/p/{point.code}" in "".join(text_of(file.read_bytes()).split())


def test_numbers_are_the_same_then_move_then_cannot_be_asked(poster):
    point, file = poster
    assert "[1] 90 Seats of point" in run("verify", str(file))
    assert "the same" in run("verify", str(file))
    Point.objects.filter(pk=point.pk).update(capacity_seated=60)
    publish_revision()
    assert "moved, now 60 (known of 1 of 1)" in run("verify", str(file))
    set_policy(ACTOR, point, Visibility.HIDDEN, reason="a target")
    assert "cannot be asked any more" in run("verify", str(file))


def test_a_number_that_was_changed_in_the_file_is_named_and_ends_with_1(poster):
    _point, file = poster
    told = attached_to(file.read_bytes())
    told["figures"][0] |= {"value": 900, "shown": "900"}
    file.write_bytes(with_attachment(file.read_bytes(), "figures.json", json.dumps(told).encode()))
    output = run("verify", str(file), status=1)
    assert "was changed in the file" in output
    assert "do not trust its numbers" in output


def test_a_question_that_nobody_knows_here_cannot_be_asked(poster):
    from punkt.papers.figures import Query
    from punkt_web.papers.public.questions import asked

    assert asked(Query("published.never.heard", {})) is None
    assert asked(Query("published.point.seats", {})) is None
    assert asked(Query("published.point.seats", {"point": "\0"})) is None
    assert asked(Query("published.having", {"territory": "UA", "need": "gold"})) is None


def test_a_leaflet_of_a_territory_is_written(town, tmp_path):
    place = Territory.objects.create(
        country="UA", code="UA0001", level="municipality", names={"uk": "Тиха громада"}, path="UA/UA0001/"
    )
    town.point(territory=place, name="Школа Ґ")
    file = tmp_path / "leaflet.pdf"
    run("leaflet", "--territory", "UA0001", "--lang", "uk", "--out", str(file))
    assert "Школа Ґ" in text_of(file.read_bytes())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("poster", "--point", "XXXXXX", "--lang", "en"), "XXXXXX"),
        (("leaflet", "--territory", "NO", "--lang", "en"), "There is no territory 'NO'"),
        (("poster", "--point", "{code}", "--lang", "en", "--address", "points.example"), "begins with https"),
    ],
)
def test_what_cannot_be_printed_is_said_and_leaves_no_file(town, tmp_path, words, says):
    code, file = town.point().code, tmp_path / "paper.pdf"
    with pytest.raises(InvalidValue) as refused:
        run(*(word.format(code=code) for word in words), "--out", str(file))
    assert says in str(refused.value)
    assert not file.exists()


def test_a_file_that_is_no_paper_is_refused(tmp_path, db):
    file = tmp_path / "x.pdf"
    file.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(UnreadableFile):
        run("verify", str(file))
