"""A paper as the values that its template is given: plain JSON, every text made fit to be set."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import qrcode
from babel.dates import format_datetime
from babel.numbers import format_percent
from qrcode.image.svg import SvgPathImage

from punkt.papers.attachment import attachment, short_digest
from punkt.papers.blocks import (
    Block,
    Boxes,
    Bullets,
    ByPeople,
    CallOut,
    Code,
    Columns,
    Heading,
    Inline,
    Line,
    PageBreak,
    Paragraph,
    Picture,
    Said,
    Table,
    ToFill,
)
from punkt.papers.figures import Figure
from punkt.papers.letters import REPLACEMENT, printable
from punkt.papers.paper import Paper
from punkt.wording import gettext_noop as _

Translate = Callable[[str], str]
_HEADINGS = (_("No."), _("Number"), _("What it means"), _("How it is asked"), _("Known"))


def values_of(paper: Paper, translate: Translate) -> dict[str, Any]:
    """What ``templates/paper.typ`` reads."""
    numbers = {one: number for number, one in enumerate(paper.figures, 1)}
    attached = attachment(paper)
    made = format_datetime(paper.made_at.astimezone(paper.zone), "d MMMM y, H:mm", locale=paper.language)
    foot = " · ".join(filter(None, (printable(paper.note), printable(paper.title), made)))
    return {
        "title": printable(paper.title) or REPLACEMENT,
        "title_language": paper.title_language,
        "language": paper.language,
        "size": paper.size.value,
        "scale": paper.scale,
        "note": printable(paper.note) or "Punkt",
        "foot": foot,
        "blocks": _stepped(_blocks(paper.blocks, numbers, paper.language)),
        "annex": _annex(paper, attached["digest"], translate) if numbers else None,
        "attachment": json.dumps(attached, ensure_ascii=False, indent=1),
        "attachment_words": printable(translate(_("The figures of this paper, for programs"))),
    }


def _blocks(blocks: Sequence[Block], numbers: Mapping[Figure, int], language: str) -> list[dict[str, Any]]:
    """A heading that says nothing is left out: it would be one to screen readers all the same."""
    values = [_block(block, numbers, language) for block in blocks]
    return [one for one in values if one["kind"] != "heading" or any(word["text"].strip() for word in one["words"])]


def _stepped(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Headings below a part where no part began yet become parts: screen readers are told no steps left out."""
    has_part = False
    for one in _flat(blocks):
        if one["kind"] == "heading":
            one["level"] = one["level"] if has_part else 1
            has_part = True
    return blocks


def _flat(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in blocks:
        yield one
        for column in one.get("columns", ()):
            yield from _flat(column)


def _block(block: Block, numbers: Mapping[Figure, int], language: str) -> dict[str, Any]:
    def line(words: Line) -> list[dict[str, Any]]:
        return [_inline(word, numbers, language) for word in words]

    match block:
        case Columns():
            columns = [_blocks(column, numbers, language) for column in block.columns]
            return {"kind": "columns", "columns": columns, "widths": block.widths}
        case Table():
            rows = [[line(cell) for cell in row] for row in block.rows]
            head = [printable(heading) for heading in block.headings]
            return {"kind": "table", "headings": head, "rows": rows, "widths": block.widths, "row_mm": block.row_mm}
        case Bullets() | Boxes():
            kind = "bullets" if isinstance(block, Bullets) else "boxes"
            return {"kind": kind, "lines": [line(one) for one in block.lines]}
        case Heading() | Paragraph() | CallOut():
            return {"words": line(block.words), **_look(block)}
        case _:
            return _leaf(block)


def _look(block: Heading | Paragraph | CallOut) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "is_large": block.is_large, "is_small": block.is_small}
        case CallOut():
            return {"kind": "call_out"}


def _leaf(block: Block) -> dict[str, Any]:
    match block:
        case Picture():
            return {"kind": "picture", "svg": block.svg, "alt": _alt(block.alt), "width_mm": block.width_mm}
        case Code():
            svg = qrcode.make(block.address, image_factory=SvgPathImage, border=2).to_string(encoding="unicode")
            told = {"alt": _alt(block.alt), "written": printable(block.written), "width_mm": block.width_mm}
            return {"kind": "code", "svg": str(svg), **told}
        case ToFill():
            return {"kind": "to_fill", "label": printable(block.label), "n_lines": block.n_lines}
        case PageBreak():
            return {"kind": "page_break"}
        case ByPeople():
            told = {"author": printable(block.author), "language": block.language}
            return {"kind": "by_people", "lines": [printable(one) for one in block.text.splitlines()], **told}
    raise TypeError(type(block).__name__)


def _alt(text: str) -> str:
    """A picture without a text is refused by the standard; one whose letters have no shape has that of none."""
    return printable(text) or REPLACEMENT


def _inline(word: Inline, numbers: Mapping[Figure, int], language: str) -> dict[str, Any]:
    match word:
        case Figure():
            return {"text": printable(word.shown(language)), "figure": numbers[word]}
        case Said():
            told: dict[str, Any] = {"text": _with_edges(word.text), "strong": word.is_strong, "whole": word.is_whole}
            return told | ({"language": word.language} if word.language else {})
        case _:
            return {"text": _with_edges(word)}


def _with_edges(text: str) -> str:
    """A piece of a line keeps the space between it and its neighbours."""
    inner = printable(text)
    before = " " if text[:1] == " " else ""
    after = " " if inner and text[-1:] == " " else ""
    return f"{before}{inner}{after}"


def _annex(paper: Paper, digest: str, translate: Translate) -> dict[str, Any]:
    explanation = translate(
        _(
            "Each number of this paper has its mark. The same list is attached to the file, and "
            "`punkt paper verify FILE` asks for every number again."
        )
    )
    told = translate(_("Digest of the figures: %(digest)s")) % {"digest": short_digest(digest)}
    return {
        "title": printable(translate(_("Where the numbers are from"))),
        "explanation": printable(explanation),
        "headings": [printable(translate(heading)) for heading in _HEADINGS],
        "rows": [_row(number, one, paper, translate) for number, one in enumerate(paper.figures, 1)],
        "digest": printable(told),
    }


def _row(number: int, one: Figure, paper: Paper, translate: Translate) -> list[str]:
    as_of = format_datetime(one.as_of.astimezone(paper.zone), "d MMM y, H:mm", locale=paper.language)
    asked = ", ".join(f"{key}={value}" for key, value in one.query.parameters.items())
    values = {"n": one.n_known, "all": one.n_all, "share": _share(one, paper.language)}
    known = translate(_("%(n)s of %(all)s (%(share)s)")) % values
    cells = (one.shown(paper.language), one.definition, f"{one.query.name}({asked}) · {as_of}", known)
    return [str(number), *(printable(cell) for cell in cells)]


def _share(one: Figure, language: str) -> str:
    return format_percent(one.n_known / one.n_all, locale=language) if one.n_all else "–"
