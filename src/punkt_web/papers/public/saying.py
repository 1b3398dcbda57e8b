"""What papers of points have in common: names in their own languages, what the register knows, and lines to fill."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.fields import FIELDS, NEEDS
from punkt.model.vocabulary import IS_THERE, Availability
from punkt.papers.blocks import Block, Bullets, Inline, Line, Paragraph, Said, ToFill
from punkt.papers.paper import Paper, Size
from punkt_web.common.zones import local_zone
from punkt_web.finder import words
from punkt_web.finder.answers import Found
from punkt_web.finder.cards import where_words
from punkt_web.finder.pages import FIRST_NEEDS, place_of
from punkt_web.papers.public.questions import figure
from punkt_web.registry.published import PublishedPoint


def paper(
    kind: str,
    title: Said,
    blocks: Sequence[Block],
    *,
    country: str,
    size: Size = Size.A4,
    scale: float = 1,
) -> Paper:
    """A paper in the language of the page, by the clocks of a country."""
    return Paper(
        kind=kind,
        title=title.text,
        language=words.language(),
        size=size,
        blocks=blocks,
        made_at=clock.now(),
        zone=local_zone(country),
        note=_("DEMO: made-up points, not a real network") if settings.IS_DEMO else "Punkt",
        title_language=title.language,
        scale=scale,
    )


def name_of(point: PublishedPoint, *, is_strong: bool = False) -> Said:
    """What people call the point."""
    name, language = words.name_words(point)
    return Said(name, language, is_strong)


def code_of(point: PublishedPoint) -> Said:
    """The code on the door, in one piece."""
    return Said(point.code, is_whole=True)


def place_blocks(found: Found) -> list[Block]:
    """Where it is and how to get in; lines to fill by hand where that is not told."""
    point = found.point
    entrance = [Paragraph([Said(_("How to get in"), is_strong=True), ": ", point.entrance_note])]
    if point.is_area_only or not (point.address or point.settlement):
        return [ToFill(_("Address:")), ToFill(_("How to get in:"))]
    return [Paragraph([where_words(found)], is_large=True), *(entrance if point.entrance_note else [])]


def services_of(point: PublishedPoint) -> list[str]:
    """What the register says is there, the first needs first; what it does not know is not here."""
    facts = [NEEDS[need].fact for need in (*FIRST_NEEDS, *(need for need in NEEDS if need not in FIRST_NEEDS))]
    return [_service(point, fact) for fact in dict.fromkeys(facts) if _word(point, fact) in IS_THERE]


def _word(point: PublishedPoint, fact: str) -> Availability:
    return Availability(point.facts.get(fact, Availability.UNKNOWN))


def _service(point: PublishedPoint, fact: str) -> str:
    name = _(FIELDS[fact].label)
    is_limited = _word(point, fact) is Availability.LIMITED
    return _("%(service)s (limited)") % {"service": name} if is_limited else name


def offered_blocks(point: PublishedPoint) -> list[Block]:
    """What there is, with room to add; seats as a number, or as a line where nobody knows them."""
    seats = figure("published.point.seats", point=point.code)
    told = services_of(point)
    return [
        *([Bullets([[one] for one in told])] if told else []),
        Paragraph([_("Seats:"), " ", seats]) if seats is not None else ToFill(_("Seats:")),
        ToFill(_("Also here:"), 1 if told else 3),
    ]


def next_lines(point: PublishedPoint, others: Sequence[Found]) -> list[Line]:
    """Where to go on to, each with its way."""
    return [_next_line(point, one) for one in others]


def _next_line(point: PublishedPoint, other: Found) -> Line:
    line: list[Inline] = [
        name_of(other.point, is_strong=True), " · ", code_of(other.point), f" · {where_words(other)}"
    ]  # fmt: skip
    way = figure("published.walk", point=point.code, to=other.point.code)
    if way is None:
        return line
    seen = words.way_words(other, place_of(point))
    direction = f", {seen.direction}" if seen is not None and seen.direction else ""
    return [*line, ": ", _("about"), " ", way, direction]
