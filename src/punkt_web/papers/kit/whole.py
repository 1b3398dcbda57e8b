"""A sheet of the kit alone, and the whole kit as one file."""

from django.utils.translation import gettext as _

from punkt.papers.blocks import Block, Bullets, Heading, PageBreak, Paragraph, Said
from punkt.papers.paper import Paper, Size
from punkt_web.papers.kit.asked import KitOf
from punkt_web.papers.kit.parts import PARTS, head
from punkt_web.papers.public.board import board
from punkt_web.papers.public.poster import door_poster
from punkt_web.papers.public.saying import paper
from punkt_web.registry.published import published_point

_SCALE = 0.93
"""So that a board of a usual day is one sheet."""


def sheet(of: KitOf, key: str) -> Paper:
    """One sheet by its key of ``PARTS``."""
    part = PARTS[key]
    blocks = [*head(of), *part.blocks(of)]
    return paper(key, Said(_(part.title)), blocks, country=of.point.country)


def kit(of: KitOf) -> Paper:
    """Everything of a point in one file, each sheet on a page of its own.

    A point that the public does not see has no poster and no board.
    """
    public = _public_sheets(of)
    own = [(_(part.title), [*head(of), *part.blocks(of)]) for part in PARTS.values()]
    sheets = [*public, *own]
    blocks: list[Block] = [*head(of), Heading([_("What is in it")]), Bullets([[title] for title, _blocks in sheets])]
    if not public:
        blocks.append(Paragraph([_("The public does not see this point: the kit has no poster and no board.")]))
    for title, inside in sheets:
        blocks += [PageBreak(), Heading([title]), *inside]
    name = Said(_("Printable kit of a point"))
    return paper("kit", name, blocks, country=of.point.country, size=Size.A4, scale=_SCALE)


def _public_sheets(of: KitOf) -> list[tuple[str, list[Block]]]:
    shown = published_point(of.point.code)
    if shown is None:
        return []
    poster, wall = door_poster(shown, of.address), board(shown, of.address)
    name = Paragraph([Said(poster.title, poster.title_language, is_strong=True)], is_large=True)
    return [
        (_("Poster for the door"), [name, *poster.blocks]),
        (_("Sheet for the information board"), [name, *wall.blocks]),
    ]
