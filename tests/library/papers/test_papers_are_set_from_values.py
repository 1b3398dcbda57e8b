"""A paper is set from values: hostile text stays text, letters have shapes, and the file is an archive for readers."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.papers import letters
from punkt.papers.blocks import (
    Boxes,
    Bullets,
    ByPeople,
    CallOut,
    Code,
    Columns,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Said,
    Table,
    ToFill,
)
from punkt.papers.letters import REPLACEMENT, printable
from punkt.papers.paper import Size
from punkt.papers.printing import UnprintablePaper, printed
from tests.library.papers.paper_cases import figure, n_pages, paper, text_of

SPECIAL = {
    "uk": "Ґанок, єдність, індекс, їжак, під'їзд, п’ять, щука",
    "et": "õhk, äike, öö, ülikool, šokolaad, žanr",
    "sv": "å, ä, ö: Ängelholm, Örebro, Åre",
    "en": "naïve café, 5 °C, 3 m²",
}
HOSTILE = [
    '#import "x.typ": *', "#panic(1)", "$x^2$", "\\ \\u{41}", "*a* _b_ `c`", "<label> @ref", '"quoted" \'so\'',
    "// no comment", "/* neither */", "= no heading", "- no list", "]) #(", "#sys.inputs.paper", "~---...",
]  # fmt: skip


@pytest.mark.parametrize("language", SPECIAL)
def test_the_letters_of_each_language_have_shapes(language):
    words = SPECIAL[language]
    told = text_of(printed(paper([Paragraph([words]), CallOut([words])], language=language, title=words)))
    assert REPLACEMENT not in told
    assert told.count(words.split(",")[0]) >= 3


def test_every_letter_that_counts_as_printed_has_a_shape_in_the_fonts():
    all_letters = [chr(code) for code in range(0x20, 0x10000) if letters._PRINTED.fullmatch(chr(code))]
    assert len(all_letters) > 500
    rows = [" ".join(all_letters[start : start + 40]) for start in range(0, len(all_letters), 40)]
    printed(paper([Paragraph([row]) for row in rows]))


def test_a_letter_without_a_shape_is_a_fault_and_no_box(monkeypatch):
    monkeypatch.setattr(letters, "_PRINTED", re.compile("(?s)."))
    with pytest.raises(UnprintablePaper, match="could not be displayed"):
        printed(paper([Paragraph(["\N{GRINNING FACE}"])]))


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_text_is_text(text):
    told = text_of(printed(paper([Paragraph([text]), Table([text], [[[text]]], [1]), Boxes([[text]])], title=text)))
    assert told.count(text) >= 4


def test_marks_that_turn_or_hide_letters_are_left_out_and_others_are_replaced():
    assert printable("a\u202eb\u2066c\u200fd\0e\x07f") == "abcdef"
    assert printable("tabs\tand\nlines") == "tabs and lines"
    assert printable("\N{GRINNING FACE} 漢") == f"{REPLACEMENT} {REPLACEMENT}"
    assert printable("⟦1⟧") == "[1]"


def test_a_very_long_word_stays_on_its_sheet():
    word = "ж" * 400
    content = printed(paper([Paragraph([word]), Columns([[Paragraph([word])], [Paragraph([word])]], [1, 3])]))
    assert "".join(text_of(content).split()).count("ж") == 1200


# Everything that JSON, Typst and PDF could stumble over; surrogates are no text at all.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_printed(first, second, third):
    blocks = [
        Heading([first]),
        Paragraph([second, Said(third, is_strong=True)]),
        Bullets([[third]]),
        ToFill(first),
        ByPeople("one", second, third),
        Code("https://example.org/", first, second),
    ]
    assert printed(paper(blocks)).startswith(b"%PDF-")


@pytest.mark.parametrize("size", Size)
def test_every_block_stands_on_every_sheet(size):
    blocks = [
        Heading(["Part"]),
        Paragraph(["Seats: ", figure()], is_large=True),
        Bullets([["one"], ["two ", figure(7)]]),
        Table(["Name", "Seats"], [[["A"], [figure()]], [[], []]], [2, 1], row_mm=9),
        Boxes([["tick me"]]),
        CallOut(["Listed is not open."]),
        Picture("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "nothing", 10),
        Code("https://example.org/p/K7QW3", "example.org/p/K7QW3", "How it is now", 25),
        ToFill("Open until:", 2),
        Columns([[Paragraph(["left"])], [Paragraph(["right"])]], [1, 1]),
        PageBreak(),
        ByPeople("one", "Written by hand\nin two lines", "An office", "en"),
    ]
    told = text_of(printed(paper(blocks, size=size)))
    for words in ("Part", "Seats: 120", "tick me", "Open until:", "left", "Written by hand", "An office", "Where the"):
        assert words in told


def test_the_file_is_an_archive_that_screen_readers_can_read():
    content = printed(paper([Paragraph(["a"])], language="et", title="Kerksuskeskus"))
    assert b"pdfaid:part>3<" in content.replace(b" ", b"") or b'pdfaid:part="3"' in content
    assert b"pdfuaid" in content
    assert b"/Lang" in content


def test_the_same_paper_gives_the_same_bytes():
    assert printed(paper([Paragraph(["a ", figure()])])) == printed(paper([Paragraph(["a ", figure()])]))


@pytest.mark.parametrize("levels", [(2,), (2, 2, 1, 2), (1, 2, 2), (2, 1)])
def test_no_step_of_headings_is_left_out(levels):
    """The standard refuses a file in which a part of a part stands before any part."""
    headings = [Heading([f"Heading {number}"], level) for number, level in enumerate(levels)]
    assert "Heading 0" in text_of(printed(paper([Columns([headings[:1]], [1]), *headings[1:]])))


def test_a_long_table_goes_on_with_its_headings():
    rows = [[[str(number)], [f"row {number}"]] for number in range(120)]
    content = printed(paper([Table(["No.", "What"], rows, [1, 4])]))
    assert n_pages(content) >= 3
    assert text_of(content).count("What") >= 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Picture("<svg/>", " ", 10),
        lambda: Table(["a"], [[["x"], ["y"]]], [1]),
        lambda: Columns([[]], [1, 2]),
        lambda: paper(language="ru"),
        lambda: paper(title="  "),
        lambda: figure(n_known=2, n_all=1),
    ],
)
def test_what_cannot_be_a_paper_is_refused(wrong):
    with pytest.raises(InvalidValue):
        wrong()
