"""The information board of a point as a sheet, in the order of the facts: what is told, and lines for what nobody said.

It has the same facts as ``/board/CODE/sheet``. What offices told stands as text by people.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from punkt.model.fields import FIELDS
from punkt.model.vocabulary import Availability
from punkt.papers.blocks import (
    Block,
    Bullets,
    ByPeople,
    Code,
    Columns,
    Heading,
    Line,
    Paragraph,
    Said,
    ToFill,
)
from punkt.papers.paper import Paper, Size
from punkt_web.finder.answers import Found, alternatives, now_at
from punkt_web.finder.board import Part, board_sheet
from punkt_web.finder.cards import Card
from punkt_web.finder.network import network
from punkt_web.finder.notices import Note
from punkt_web.papers.public.questions import figure
from punkt_web.papers.public.saying import name_of, next_lines, paper, place_blocks
from punkt_web.registry.published import PublishedPoint

_N_NEXT = 3
_SCALE = 0.93
"""So that a usual day is one sheet."""


def board(point: PublishedPoint, address: str, size: Size = Size.A4) -> Paper:
    """The sheet of now; ``address`` is that of the page of the point."""
    found, others = now_at(point), alternatives(network(), point, n=_N_NEXT)
    told = board_sheet(found, others)
    blocks: list[Block] = [
        *_head(found, told, address, size),
        *_part(told["happened"], told["notices"]),
        *_part(told["measures"]),
        *_there(found, told),
        *_next(point, others, told["streets"]),
        Heading([_("Emergency calls from here")]),
        Bullets([[one] for one in told["calls"]]),
        *_in_pairs(told["parts"]),
        Heading([_("Issued by, signature")]),
        ToFill(told["issuer"] or ""),
    ]
    return paper("board", name_of(point), blocks, country=point.country, size=size, scale=_SCALE)


def _head(found: Found, told: dict[str, Any], address: str, size: Size) -> list[Block]:
    left: list[Block] = [
        Paragraph([Said(_("Point code: %(code)s") % {"code": found.point.code}, is_strong=True)]),
        *place_blocks(found),
        Paragraph([Said(_("Sheet of %(as_of)s.") % told, is_strong=True)]),
        ToFill(_("The next sheet comes at:")),
    ]
    alt = _("QR code with the address of the page that says how it is now")
    return [Columns([left, [Code(address, address, alt, 48 if size is Size.A3 else 30)]], [4, 1])]


def _part(part: Part, notices: Iterable[Note] = ()) -> list[Block]:
    """What is told of one thing, and room to write: more where nothing is told."""
    said: list[Block] = [Paragraph([" ".join([note.title, *note.sentences])]) for note in notices]
    said += [Paragraph([line]) for line in part.lines]
    said += [
        ByPeople(f"bulletin:{note.bulletin.ulid}", f"{note.headline}\n{note.text}", note.told_by, note.language)
        for note in part.notes
    ]
    return [Heading([part.title]), *said, ToFill("", 1 if said else 2)]


def _in_pairs(parts: Sequence[Part]) -> Iterator[Block]:
    """Two beside each other, so that a board of a usual day is one sheet; their order stays."""
    for start in range(0, len(parts), 2):
        pair = [_part(part) for part in parts[start : start + 2]]
        yield Columns(pair, [1] * len(pair))


def _there(found: Found, told: dict[str, Any]) -> list[Block]:
    card: Card = told["card"]
    known: list[Line] = []
    unknown: list[Block] = []
    for word in card.services:
        if word.availability is Availability.UNKNOWN:
            unknown.append(ToFill(f"{_label(word.fact)}:"))
        else:
            known.append([f"{word.mark} {word.text}"])
    seats = figure("published.point.seats", point=found.point.code)
    unknown.append(ToFill(_("Open until:")))
    left: list[Block] = [
        *([Bullets(known)] if known else []),
        Paragraph([_("Seats:"), " ", seats]) if seats is not None else ToFill(_("Seats:")),
        *([Paragraph([" ".join(told["hours"])])] if told["hours"] else []),
    ]
    return [
        Heading([_("What there is here")]),
        Columns([left, unknown], [1, 1]),
        *([Paragraph([told["rules"]])] if told["rules"] else []),
        Paragraph([_("Listed is not open. Scan the picture to see which door is open now.")], is_small=True),
    ]


def _label(fact: str) -> str:
    return _(FIELDS[fact].label)


def _next(point: PublishedPoint, others: list[Found], streets: str) -> list[Block]:
    told: list[Block] = [Bullets(next_lines(point, others))] if others else [ToFill("", 2)]
    return [
        Heading([_("If this point is full or closed")]),
        *told,
        *([Paragraph([streets], is_small=True)] if streets else []),
    ]
