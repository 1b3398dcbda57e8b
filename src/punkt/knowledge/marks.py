"""The text of a chapter: a small part of Markdown, read into blocks. Nothing in it is ever HTML.

Lines that begin with ``# `` (the title, once, first), ``## ``, ``- `` and ``1. ``; other lines are paragraphs, and a
blank line ends one. Within a line: ``**bold**``, ``[words](chapter:fuel)`` and sources ``[SE4, EE1]``. Everything else
is text as it stands, angle brackets too: whoever shows it escapes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from punkt.toml.faults import Fault
from punkt.wording import gettext_noop as _

LONGEST_TEXT = 8000
_LONGEST_LINE = 1500
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]{1,300})\*\*"
    r"|\[(?P<label>[^\[\]\n]{1,200})\]\((?P<kind>[a-z]{1,20}):(?P<key>[A-Za-z0-9._\-]{1,60})\)"
    r"|\[(?P<sources>[A-Z][A-Z0-9]{0,9}(?:, [A-Z][A-Z0-9]{0,9}){0,9})\]"
)
_NUMBERED = re.compile(r"[1-9][0-9]?\. ")


class LinkKind(StrEnum):
    """What a link of a chapter leads to."""

    CHAPTER = "chapter"
    PRACTICE = "practice"
    REQUIREMENT = "requirement"
    PAGE = "page"


class SpanKind(StrEnum):
    """What a piece of a line is."""

    TEXT = "text"
    BOLD = "bold"
    LINK = "link"
    SOURCE = "source"


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. ``key`` is the source, or what the link of kind ``leads_to`` names."""

    kind: SpanKind
    text: str = ""
    key: str = ""
    leads_to: LinkKind | None = None


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph of one line, or a list of several. ``line`` is where it begins, from 1."""

    kind: BlockKind
    lines: tuple[Line, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A title and the blocks under it."""

    title: str
    blocks: tuple[Block, ...]

    def spans(self) -> Iterator[Span]:
        """Every piece, in reading order."""
        for block in self.blocks:
            for line in block.lines:
                yield from line

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of its sources in the order in which they are first named."""
        return tuple(dict.fromkeys(span.key for span in self.spans() if span.kind is SpanKind.SOURCE))

    @property
    def summary(self) -> str:
        """The first paragraph in plain words."""
        first = next((block for block in self.blocks if block.kind is BlockKind.PARAGRAPH), None)
        return plain_line(first.lines[0]) if first else ""

    def plain(self) -> str:
        """All of it in plain words, for a screen of letters; sources stand in brackets."""
        return "\n".join(_plain_block(block) for block in self.blocks)

    def prose(self) -> str:
        """All of it in plain words, without marks and sources: what a search looks through."""
        return "\n".join(_sentence(plain_line(line)) for block in self.blocks for line in block.lines)


def read_marks(text: str, faults: list[Fault]) -> MarkedText:
    """The text in blocks; what is wrong with it is added to ``faults`` with its line."""
    if len(text) > LONGEST_TEXT:
        faults.append(Fault(0, _("The text is longer than %(most)s characters."), {"most": LONGEST_TEXT}))
        return MarkedText("", ())
    title, blocks = "", list[Block]()
    is_open = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()[:_LONGEST_LINE]
        if not line:
            is_open = False
        elif line.startswith("# "):
            if title or blocks:
                faults.append(Fault(number, _("The title stands once, in the first line.")))
            title, is_open = line[2:].strip(), False
        else:
            kind, rest = _kind_of(line)
            _put(blocks, Block(kind, (_spans(rest, number, faults),), number), is_open=is_open)
            is_open = True
    if not title:
        faults.append(Fault(1, _("The first line is a title: # and its words.")))
    return MarkedText(title, tuple(blocks))


def plain_line(line: Line) -> str:
    """A line in plain words, without its sources."""
    words = "".join(span.text for span in line if span.kind is not SpanKind.SOURCE)
    return re.sub(r" +([.,;:])", r"\1", " ".join(words.split()))


def _sentence(words: str) -> str:
    """Headings and items end with a mark, so that they do not run into what follows."""
    return words if words[-1:] in {*".:;?!…"} else f"{words}."


def _plain_block(block: Block) -> str:
    marks = {BlockKind.BULLETS: "- ", BlockKind.HEADING: ""}
    told = list[str]()
    for number, line in enumerate(block.lines, 1):
        mark = f"{number}. " if block.kind is BlockKind.STEPS else marks.get(block.kind, "")
        sources = ", ".join(span.key for span in line if span.kind is SpanKind.SOURCE)
        told.append(f"{mark}{plain_line(line)} [{sources}]" if sources else f"{mark}{plain_line(line)}")
    return "\n".join(told)


def _kind_of(line: str) -> tuple[BlockKind, str]:
    if line.startswith("## "):
        return BlockKind.HEADING, line[3:]
    if line.startswith("- "):
        return BlockKind.BULLETS, line[2:]
    if step := _NUMBERED.match(line):
        return BlockKind.STEPS, line[step.end() :]
    return BlockKind.PARAGRAPH, line


def _put(blocks: list[Block], block: Block, *, is_open: bool) -> None:
    """Adds a block; a line that follows one of its own kind without a blank between them belongs to it."""
    before = blocks[-1] if blocks and is_open else None
    if before is None or before.kind is not block.kind or block.kind is BlockKind.HEADING:
        blocks.append(block)
    elif block.kind is BlockKind.PARAGRAPH:
        joined = (*before.lines[0], Span(SpanKind.TEXT, " "), *block.lines[0])
        blocks[-1] = Block(before.kind, (joined,), before.line)
    else:
        blocks[-1] = Block(before.kind, (*before.lines, *block.lines), before.line)


def _spans(line: str, number: int, faults: list[Fault]) -> Line:
    spans, end = list[Span](), 0
    for found in _INLINE.finditer(line):
        if found.start() > end:
            spans.append(Span(SpanKind.TEXT, line[end : found.start()]))
        spans.extend(_marked(found, number, faults))
        end = found.end()
    if end < len(line):
        spans.append(Span(SpanKind.TEXT, line[end:]))
    left = "".join(span.text for span in spans if span.kind is SpanKind.TEXT)
    if "**" in left or "](" in left:
        faults.append(Fault(number, _("A mark is open or leads outside: only **bold** and [words](chapter:key).")))
    return tuple(spans)


def _marked(found: re.Match[str], number: int, faults: list[Fault]) -> Iterator[Span]:
    if found["bold"]:
        yield Span(SpanKind.BOLD, found["bold"])
    elif found["sources"]:
        yield from (Span(SpanKind.SOURCE, key=key) for key in found["sources"].split(", "))
    elif found["kind"] in set(LinkKind):
        yield Span(SpanKind.LINK, found["label"], found["key"], LinkKind(found["kind"]))
    else:
        faults.append(Fault(number, _("Links lead to %(listed)s."), {"listed": ", ".join(LinkKind)}))
        yield Span(SpanKind.TEXT, found["label"])
