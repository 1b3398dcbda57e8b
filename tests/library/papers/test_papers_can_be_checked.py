"""Every number of a paper is marked, listed and attached; who reads the file sees what was changed."""

import json
from contextlib import suppress
from io import BytesIO

import pytest
from pypdf import PdfWriter

from punkt.errors import UnreadableFile
from punkt.papers.attachment import digest_of, short_digest
from punkt.papers.blocks import ByPeople, Columns, Paragraph, Table
from punkt.papers.paper import Paper
from punkt.papers.printing import printed
from punkt.papers.reading import figures_of, read_paper
from punkt.papers.values import values_of
from tests.library.papers.paper_cases import attached_to, figure, paper, text_of, with_attachment

SEATS, METRES = figure(1250, n_known=3, n_all=4), figure(12.5, unit="m")


def told_paper(language: str = "uk") -> Paper:
    table = Table(["A", "B"], [[["x"], [METRES]]], [1, 1])
    return paper([Paragraph(["Seats: ", SEATS, " of all"]), Columns([[table]], [1])], language=language)


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_figures_come_back_as_they_were_told(language):
    first, second = figures_of(printed(told_paper(language)))
    assert (first.value, first.n_known, first.n_all, first.query_name) == (1250, 3, 4, "point.seats")
    assert first.parameters == {"point": "K7QW3"}
    assert (second.value, second.unit, second.as_of.isoformat()) == (12.5, "m", "2026-12-01T12:00:00+00:00")
    assert "12.5" in second.shown if language == "en" else "12,5" in second.shown


def test_the_list_at_the_end_tells_definition_query_moment_and_share():
    told = " ".join(text_of(printed(told_paper())).split())
    for words in ("Seats of the point", "point.seats(point=K7QW3)", "1 груд. 2026", "14:00", "3 of 4"):
        assert words in told


def test_a_figure_that_is_told_twice_has_one_number():
    one = paper([Paragraph([SEATS, " ", SEATS, " ", METRES])])
    assert one.figures == [SEATS, METRES]


def test_a_paper_without_figures_has_no_list_and_can_be_read():
    content = printed(paper([Paragraph(["no number"])]))
    assert "Where the numbers" not in text_of(content)
    read = read_paper(content)
    assert (read.figures, read.is_whole, read.not_as_told) == ((), True, frozenset())


def test_text_by_people_comes_back_by_its_id():
    assert read_paper(printed(paper([ByPeople("aim", "We stay\nwarm.")]))).by_people == {"aim": "We stay\nwarm."}


def test_a_fresh_paper_tells_what_it_carries():
    read = read_paper(printed(told_paper()))
    assert read.is_whole
    assert read.not_as_told == frozenset()
    assert (read.kind, read.language, read.made_at) == ("test", "uk", "2026-12-01T12:00:00Z")


def test_a_value_that_was_changed_in_the_attachment_shows():
    content = printed(told_paper())
    told = attached_to(content)
    told["figures"][0] |= {"value": 9250, "shown": "9 250"}
    read = read_paper(with_attachment(content, "figures.json", json.dumps(told).encode()))
    assert not read.is_whole
    assert read.not_as_told == {1}


def test_a_digest_that_was_made_to_fit_shows_too():
    content = printed(told_paper())
    told = attached_to(content)
    told["figures"][0] |= {"value": 9250, "shown": "9 250"}
    told["digest"] = digest_of(told)
    read = read_paper(with_attachment(content, "figures.json", json.dumps(told).encode()))
    assert not read.is_whole, "the pages show another digest"


@pytest.mark.parametrize("value", [91250, 250, 1251, 125])
def test_a_number_that_was_changed_in_the_text_shows(value):
    """The pages of a paper that tells another number, with the file of the first."""
    other = paper([Paragraph(["Seats: ", figure(value, n_known=3, n_all=4), " of all ", METRES])], language="uk")
    attached = json.dumps(attached_to(printed(told_paper()))).encode()
    assert 1 in read_paper(with_attachment(printed(other), "figures.json", attached)).not_as_told


def test_a_mark_that_no_figure_has_shows():
    attached = json.dumps(attached_to(printed(told_paper()))).encode()
    more = paper([Paragraph([SEATS, METRES, " ", figure(3)])], language="uk")
    assert read_paper(with_attachment(printed(more), "figures.json", attached)).not_as_told >= {3}


def test_brackets_that_people_wrote_are_no_mark():
    content = printed(paper([Paragraph(["Room ⟦1⟧ has ", SEATS])]))
    assert read_paper(content).not_as_told == frozenset()


def test_the_digest_is_told_by_its_beginning():
    values = values_of(told_paper(), str)
    digest = json.loads(values["attachment"])["digest"]
    assert short_digest(digest) in values["annex"]["digest"]
    assert len(digest) == 64


PLAIN = printed(paper([Paragraph(["a"])]))


def locked() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(PLAIN))
    writer.encrypt("secret")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing", b""),
        ("no PDF", b"GIF89a"),
        ("only a head", b"%PDF-1.7"),
        ("cut off", PLAIN[:2000]),
        ("zeros", b"%PDF-1.7\n" + b"\0" * 5000),
        ("no attachment", with_attachment(PLAIN, "", None)),
        ("another attachment", with_attachment(PLAIN, "other.json", b"{}")),
        ("no JSON", with_attachment(PLAIN, "figures.json", b"{")),
        ("deep JSON", with_attachment(PLAIN, "figures.json", b"[" * 100_000)),
        ("another form", with_attachment(PLAIN, "figures.json", b'{"format": "x"}')),
        ("no figures", with_attachment(PLAIN, "figures.json", b'{"format": "punkt.figures.1"}')),
        ("figures of text", with_attachment(PLAIN, "figures.json", b'{"format": "punkt.figures.1", "figures": ["a"]}')),
        ("locked", locked()),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_paper_of_ours_is_refused(name, content):
    with pytest.raises(UnreadableFile):
        read_paper(content)


@pytest.mark.parametrize("share", range(0, 100, 4))
def test_a_broken_byte_is_refused_or_read_but_never_a_crash(share):
    place = len(PLAIN) * share // 100
    with suppress(UnreadableFile):
        read_paper(PLAIN[:place] + b"\xff\x00(" + PLAIN[place + 3 :])


@pytest.mark.parametrize("changed", [{"number": 1e999}, {"known": {"n": 1e999, "of": 1}}, {"shown": "9" * 100_000}])
def test_a_hostile_figure_is_refused_at_once(changed):
    content = printed(told_paper())
    told = attached_to(content)
    told["figures"][0] |= changed
    with pytest.raises(UnreadableFile):
        read_paper(with_attachment(content, "figures.json", json.dumps(told).encode()))
