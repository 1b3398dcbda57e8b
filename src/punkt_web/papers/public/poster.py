"""The poster for a door: what this place is, how to see whether it is open, and where the next points are.

It hangs there for months, so it tells nothing of now: no state, no alert, no bulletin.
"""

from django.utils.translation import gettext as _

from punkt import clock
from punkt.papers.blocks import Block, Bullets, CallOut, Code, Columns, Heading, Line, Paragraph, Said, ToFill
from punkt.papers.paper import Paper, Size
from punkt_web.finder.answers import Found, nearest_others, now_at
from punkt_web.finder.hours import timetable_words
from punkt_web.finder.network import network
from punkt_web.papers.public.questions import figure
from punkt_web.papers.public.saying import name_of, next_lines, offered_blocks, paper, place_blocks
from punkt_web.registry.published import PublishedPoint

_N_NEXT = 3
_SCALE = 1.2


def door_poster(point: PublishedPoint, address: str, size: Size = Size.A4) -> Paper:
    """The poster of a point; ``address`` is that of its page."""
    found = now_at(point)
    blocks: list[Block] = [
        Paragraph([_what_it_is(), " ", Said(_("Listed is not open."), is_strong=True)], is_large=True),
        *place_blocks(found),
        Columns([_how_to_see(found), [_code(address, size)]], [3, 2]),
        Columns([_there(point), _next(point)], [1, 1]),
        CallOut([_("In danger of life call 112. During an air alert go to a shelter first.")]),
        *_issuer(point),
    ]
    return paper("poster", name_of(point), blocks, country=point.country, size=size, scale=_SCALE)


def _what_it_is() -> str:
    return _("This is a resilience point: a warm, lit room with power and people who help, for when the networks fail.")


def _how_to_see(found: Found) -> list[Block]:
    point = found.point
    lines: list[Line] = [
        [_("Scan the picture: it says who confirmed that the door is open, and how long ago.")],
        [_("Without a network: ask the people on duty, or listen to the radio.")],
        [_("Point code %(code)s: say it on the phone or the radio.") % {"code": point.code}],
    ]
    promised = figure("published.point.promised", point=point.code)
    opens: list[Block] = [] if promised is None else [
        Paragraph([_("Time to open after the municipality asks:"), " ", promised])
    ]  # fmt: skip
    hours = timetable_words(point, clock.now())
    return [
        Heading([_("How to see whether it is open")]),
        Bullets(lines),
        *([Paragraph([" ".join(hours)])] if hours else [ToFill(_("Hours:"))]),
        *opens,
    ]


def _code(address: str, size: Size) -> Code:
    alt = _("QR code with the address of the page that says how it is now")
    return Code(address, address, alt, width_mm=95 if size is Size.A3 else 62)


def _there(point: PublishedPoint) -> list[Block]:
    return [Heading([_("What there is here")]), *offered_blocks(point)]


def _next(point: PublishedPoint) -> list[Block]:
    others = nearest_others(network(), point, n=_N_NEXT)
    told: list[Block] = [Bullets(next_lines(point, others))] if others else [ToFill("", 3)]
    return [Heading([_("The next points")]), *told]


def _issuer(point: PublishedPoint) -> list[Block]:
    if point.authority:
        return [Paragraph([_("Issued by:"), " ", point.authority])]
    return [ToFill(_("Issued by:"))]
