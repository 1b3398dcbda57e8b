"""The text of a chapter is read into blocks; whatever else stands in it stays text, and a bad mark is told."""

import time

import pytest

from punkt.knowledge.marks import LONGEST_TEXT, BlockKind, LinkKind, MarkedText, SpanKind, read_marks
from punkt.toml.faults import Fault

TEXT = """# Fuel

First **line** goes on
in the next. [SE4, EE1]

## What to do
- Ask [the other chapter](chapter:heat). [X1]
- Look
1. One
2. Two
"""


def read(text: str) -> tuple[MarkedText, list[Fault]]:
    faults: list[Fault] = []
    return read_marks(text, faults), faults


def test_a_text_is_read_into_blocks() -> None:
    marked, faults = read(TEXT)
    assert not faults
    assert marked.title == "Fuel"
    assert [(block.kind, len(block.lines), block.line) for block in marked.blocks] == [
        (BlockKind.PARAGRAPH, 1, 3),
        (BlockKind.HEADING, 1, 6),
        (BlockKind.BULLETS, 2, 7),
        (BlockKind.STEPS, 2, 9),
    ]
    assert marked.sources == ("SE4", "EE1", "X1")
    assert marked.summary == "First line goes on in the next."
    link = next(span for span in marked.spans() if span.kind is SpanKind.LINK)
    assert (link.text, link.key, link.leads_to) == ("the other chapter", "heat", LinkKind.CHAPTER)
    assert [span.text for span in marked.spans() if span.kind is SpanKind.BOLD] == ["line"]


def test_plain_words_keep_the_order_and_number_the_steps() -> None:
    marked, _faults = read(TEXT)
    assert marked.plain().splitlines() == [
        "First line goes on in the next. [SE4, EE1]",
        "What to do",
        "- Ask the other chapter. [X1]",
        "- Look",
        "1. One",
        "2. Two",
    ]
    assert "[" not in marked.prose()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "&lt;b&gt; &#x27;",
        "`code` ~~gone~~ _under_ > quote | table | ---",
        "http://example.org/ and www.example.org",
        "<!-- comment -->",
        "{{ settings.SECRET_KEY }} {% include 'x' %}",
        "\u202eright to left\u2066",
    ],
)
def test_what_is_no_mark_is_text_as_it_stands(hostile: str) -> None:
    marked, faults = read(f"# T\n\n{hostile}\n")
    assert not faults
    (block,) = marked.blocks
    assert "".join(span.text for span in block.lines[0]) == hostile
    assert {span.kind for span in block.lines[0]} == {SpanKind.TEXT}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("No title\n", 1),
        ("# T\n\n[words](javascript:alert)\n", 3),
        ("# T\n\n[words](https://example.org)\n", 3),
        ("# T\n\n[words](data:text)\n", 3),
        ("# T\n\n![picture](x.png)\n", 3),
        ("# T\n\nan **open mark\n", 3),
        ("# T\n\nText\n\n# Again\n", 5),
        ("# T\n\n[words](chapter:a b)\n", 3),
    ],
)
def test_a_bad_mark_is_told_with_its_line(text: str, line: int) -> None:
    _marked, faults = read(text)
    assert [fault.line for fault in faults][:1] == [line]


def test_a_link_of_a_strange_kind_keeps_only_its_words() -> None:
    marked, _faults = read("# T\n\n[words](javascript:alert)\n")
    assert all(span.kind is SpanKind.TEXT for span in marked.spans())
    assert "javascript" not in marked.plain()


def test_a_text_too_long_is_refused() -> None:
    marked, faults = read("# T\n" + "a" * LONGEST_TEXT)
    assert faults
    assert not marked.blocks


@pytest.mark.parametrize("part", ["[" * 7000, "**" * 3500, "[a](" * 1700, "[A, " * 1700, "*" * 7000, "](" * 3500])
def test_no_text_takes_long(part: str) -> None:
    start = time.perf_counter()
    read(f"# T\n\n{part}\n")
    assert time.perf_counter() - start < 0.5
