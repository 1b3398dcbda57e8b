"""The leaflet of a territory for every letter box: where its points are, by street, when, and what they offer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.fields import FIELDS, NEEDS
from punkt.papers.blocks import Block, Bullets, CallOut, Code, Heading, Inline, Line, Paragraph, Said, ToFill
from punkt.papers.figures import Figure
from punkt.papers.paper import Paper, Size
from punkt.wording import gettext_noop
from punkt_web.common.alphabets import alphabetical
from punkt_web.common.names import name_for_reader, name_in
from punkt_web.finder.board_facts import HELP_LINES, RADIOS
from punkt_web.finder.hours import timetable_words
from punkt_web.finder.words import language
from punkt_web.papers.public.questions import figure_among
from punkt_web.papers.public.saying import code_of, name_of, paper, services_of
from punkt_web.registry.published import PublishedPoint, published_points
from punkt_web.registry.published_territories import PublishedTerritory, published_territory

MOST_POINTS = 300
"""More is no leaflet but a book (about ten sheets): whoever asks takes the territories below it."""
_COUNTED = ("heat", "charging", "internet", "water", "overnight", "step_free")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class LeafletOf:
    """A territory, or one settlement of it where that is not "", with its published points."""

    territory: PublishedTerritory
    settlement: str
    points: list[PublishedPoint]


def leaflet_of(code: str, settlement: str = "") -> LeafletOf:
    """What a leaflet is of. Raises ``InvalidValue`` for no territory, no points, and for too many of them."""
    # PostgreSQL stops at a NUL, which no code holds.
    territory = None if "\0" in code else published_territory(code)
    if territory is None:
        raise InvalidValue(
            gettext_noop("There is no territory %(code)s."),
            remedy=gettext_noop("`punkt territories find NAME` tells the codes."),
            values={"code": repr(code[:40])},
        )
    found = (one for one in published_points(code) if not settlement or _is_in(one, settlement))
    points = list(islice(found, MOST_POINTS + 1))
    if not points:
        raise InvalidValue(gettext_noop("No published point is known there."), where=code)
    if len(points) > MOST_POINTS:
        raise InvalidValue(
            gettext_noop("A leaflet holds at most %(most)s points, and there are more."),
            where=code,
            remedy=gettext_noop("Take the territories below it, one by one."),
            values={"most": MOST_POINTS},
        )
    return LeafletOf(territory, points[0].settlement if settlement else "", points)


def _is_in(point: PublishedPoint, settlement: str) -> bool:
    return point.settlement.casefold().strip() == settlement.casefold().strip()


def finder_path(of: LeafletOf) -> str:
    """Where the finder answers for the place."""
    name = of.settlement or name_in(of.territory.names, "", of.territory.country) or of.territory.code
    return f"/?{urlencode({'q': name})}"


def leaflet(of: LeafletOf, address: str) -> Paper:
    """The leaflet; ``address`` is the one under which the finder answers for the place."""
    name = name_for_reader(of.territory.names, of.territory.country)
    place = of.settlement or name or of.territory.code
    title = Said(_("Warm, lit, connected rooms: %(place)s") % {"place": place})
    alt = _("QR code with the address of the page that says how it is now")
    blocks: list[Block] = [
        Paragraph([_("These rooms open when power, heat, water or the network fail. Keep this sheet.")]),
        CallOut([_("Listed is not open. Scan the picture to see which door is open now.")]),
        Code(address, address, alt, 34),
        *_sums(of),
        *_by_street(of.points),
        *_help(of.territory.country),
    ]
    return paper("leaflet", title, blocks, country=of.territory.country, size=Size.LEAFLET)


def _sums(of: LeafletOf) -> list[Block]:
    """Of a settlement alone nothing is summed: its numbers could not be asked for again by the code of a territory."""
    if of.settlement:
        return []
    code = of.territory.code
    told: list[tuple[str, Figure | None]] = [
        (_("Points"), figure_among(of.points, "published.count", territory=code)),
        (_("Seats"), figure_among(of.points, "published.seats", territory=code)),
        *(
            (_(FIELDS[NEEDS[need].fact].label), figure_among(of.points, "published.having", territory=code, need=need))
            for need in _COUNTED
        ),
    ]
    lines = [_sum_line(words, one) for words, one in told if one is not None]
    return [Heading([_("Together")]), Bullets(lines)] if lines else []


def _sum_line(words: str, one: Figure) -> Line:
    line: list[Inline] = [f"{words}: ", one]
    if one.n_known < one.n_all:
        known = {"known": one.n_known, "all": one.n_all}
        line.append(" " + _("(known of %(known)s of %(all)s points)") % known)
    return line


def _by_street(points: Iterable[PublishedPoint]) -> Iterator[Block]:
    withheld = [one for one in points if one.is_area_only]
    shown = [one for one in points if not one.is_area_only]
    for settlement, here in groupby(sorted(shown, key=_order), key=lambda one: one.settlement):
        yield Heading([settlement or _("Settlement not known")])
        for point in here:
            yield from _entry(point)
    if withheld:
        yield Heading([_("The municipality gives the address")])
        for point in sorted(withheld, key=lambda one: one.code):
            yield from _entry(point)


def _order(point: PublishedPoint) -> tuple[bool, list[int], list[tuple[int, list[int]]], str]:
    """By settlement in the order of the alphabet, by street, and by the number of the house as a number."""
    parts = _DIGITS.split(point.address)
    street = [
        (int(part[:9]), []) if part.isdecimal() else (-1, alphabetical(part, language())) for part in parts if part
    ]
    return not point.settlement, alphabetical(point.settlement, language()), street, point.code


def _entry(point: PublishedPoint) -> list[Block]:
    head: list[Inline] = [name_of(point, is_strong=True), " · ", code_of(point)]
    where = " · ".join(filter(None, (point.address, point.entrance_note)))
    hours = timetable_words(point, clock.now())
    offers = ", ".join(services_of(point))
    lines = [where, " ".join(filter(None, (*hours, f"{offers}." if offers else "")))]
    return [Heading(head, 2), *(Paragraph([line]) for line in lines if line)]


def _help(country: str) -> list[Block]:
    lines: list[Line] = [[_("In danger of life call 112. During an air alert go to a shelter first.")]]
    if country in HELP_LINES:
        lines.append([_(HELP_LINES[country])])
    if country in RADIOS:
        lines.append([_("Radio: %(stations)s") % {"stations": _(RADIOS[country])}])
    return [Heading([_("When nothing works")]), Bullets(lines), ToFill(_("Town hall, by telephone:"))]
