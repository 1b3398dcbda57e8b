"""The sheets of the kit, each as blocks: what is known is printed, everything else is a line or a cell to fill."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from punkt.checklists.lists import LIST_LABELS, ListKind
from punkt.papers.blocks import (
    Block,
    Boxes,
    Bullets,
    CallOut,
    Heading,
    Inline,
    Line,
    PageBreak,
    Paragraph,
    Said,
    Table,
    ToFill,
)
from punkt.papers.role_cards import RoleCard, role_cards
from punkt.wording import gettext_noop as _
from punkt.wording import source_parts
from punkt_web.common.names import name_in
from punkt_web.common.zones import local_zone
from punkt_web.finder.words import language
from punkt_web.keeper.checklists import LineShown, list_page
from punkt_web.keeper.roster import shift_shown
from punkt_web.operations.keeping.shifts import ShiftNow, shifts_at
from punkt_web.papers.kit.asked import KitOf

_DAYS_OF_A_ROSTER = 7
_EMPTY_SHIFTS = 6
_HOURS_OF_A_TALLY = range(24)
_FROM_HOUR = 8
"""A sheet begins with the morning and ends with the night after it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of the kit: its title, and what stands on it."""

    title: str
    blocks: Callable[[KitOf], list[Block]]


def head(of: KitOf) -> list[Block]:
    """Of which point a sheet is, and for which day."""
    day = date_format(of.on, pgettext("date format", "j E Y"))
    words: list[Inline] = [of.title, " · ", Said(of.point.code, is_whole=True), f" · {day}"]
    return [Paragraph(words)]


def _list_of(kind: ListKind) -> Callable[[KitOf], list[Block]]:
    def blocks(of: KitOf) -> list[Block]:
        told = list_page(of.point, kind)
        not_here: list[Line] = [[f"{line.text}: {line.why} ({line.origin})"] for line in told["not_here"]]
        without: list[Block] = [Heading([gettext("Not here")], 2), Bullets(not_here)] if not_here else []
        return [
            ToFill(gettext("Date and time, and who goes through it:")),
            Boxes([_list_line(line) for line in told["lines"]]),
            *without,
            ToFill(gettext("What was not possible, and why:"), 3),
        ]

    return blocks


def _list_line(line: LineShown) -> Line:
    return [f"{line.text} ({line.origin})" if line.origin else line.text]


def _tally(_of: KitOf) -> list[Block]:
    """Strokes by the hour. Nobody is asked for a name."""
    headings = [
        gettext("Hour"),
        gettext("Who entered: a stroke for each"),
        gettext("Together"),
        gettext("Inside now"),
        gettext("Of them children"),
    ]
    hours = [(_FROM_HOUR + hour) % 24 for hour in _HOURS_OF_A_TALLY]
    rows: list[list[Line]] = [[[f"{hour:02}:00"], [], [], [], []] for hour in hours]
    explained = gettext("No names: nobody has to be registered to be helped. What nobody counted stays empty.")
    return [
        Paragraph([explained]),
        Table(headings, rows, [1, 6, 1.3, 1.3, 1.3], row_mm=6.2),
        ToFill(gettext("Told to the console or by telephone at:")),
    ]


def _roster(of: KitOf) -> list[Block]:
    """The shifts that are planned for a week, and empty rows."""
    zone = local_zone(of.point.country)
    since = datetime.combine(of.on, time(0), zone)
    planned = shifts_at(of.point, since, since + timedelta(days=_DAYS_OF_A_ROSTER))
    rows = [_shift_row(one, of.point.country, since) for one in planned]
    rows += [[[], [], [], []] for _row in range(_EMPTY_SHIFTS)]
    headings = [gettext("When"), gettext("Who"), gettext("Telephone"), gettext("Came, went")]
    return [
        Table(headings, rows, [2.2, 3, 1.8, 1.5], row_mm=11),
        ToFill(gettext("In charge of the week:")),
    ]


def _shift_row(one: ShiftNow, country: str, at: datetime) -> list[Line]:
    shown = shift_shown(one, country, at)
    names = [person.name for person in shown.people]
    names += ["__________"] * max(0, one.shift.n_needed - len(names))
    return [[shown.when], [", ".join(names)], [], []]


def _roles(_of: KitOf) -> list[Block]:
    """A card for each role; those that are filled first stand on the first sheet."""
    first = gettext("Fill these roles first, in this order; the others when there are people.")
    cards = role_cards()
    blocks: list[Block] = [Paragraph([Said(first, is_strong=True)])]
    blocks += [block for card in cards if card.is_first for block in _role(card)]
    blocks += [PageBreak(), *(block for card in cards if not card.is_first for block in _role(card))]
    return [*blocks, _sources(cards)]


def _role(card: RoleCard) -> Iterator[Block]:
    name = name_in(card.names, language())
    yield Heading([pgettext("role card", "%(name)s: fill first") % {"name": name} if card.is_first else name], 2)
    yield ToFill(gettext("Name, from when until when:"))
    yield Boxes([[name_in(task.texts, language())] for task in card.tasks])


def _sources(cards: Iterable[RoleCard]) -> Paragraph:
    """Where the lines are from, in the words of who wrote them down; a choice of ours has no source to name."""
    parts = [source_parts(task.source) for card in cards for task in card.tasks]
    named = dict.fromkeys(one.words for one in parts if not one.is_decision)
    spoken = "" if language() == "en" else "en"
    return Paragraph([gettext("Sources:"), " ", Said("; ".join(named), spoken), "."], is_small=True)


def _calls(of: KitOf) -> list[Block]:
    """Whom to call; people and their numbers for those who may see them, else lines to fill."""
    contacts = list(of.point.contacts.order_by("id")) if of.sees_secret else []
    rows: list[list[Line]] = [[[one.name], [one.phone], [one.note]] for one in contacts]
    rows += [[[gettext(label)], [], []] for label in _TO_CALL]
    warning = gettext("This sheet has private numbers: it does not hang where visitors read it.")
    headings = [gettext("Who"), gettext("Telephone"), gettext("What for, and when")]
    return [
        CallOut([gettext("In danger of life call 112. It works without credit and on any network.")]),
        *([Paragraph([Said(warning, is_strong=True)])] if contacts else []),
        Table(headings, rows, [2, 1.5, 2.5], row_mm=11),
    ]


_TO_CALL = (
    _("Coordinator of the municipality"),
    _("Who has the keys"),
    _("Generator and fuel"),
    _("Grid operator"),
    _("Water"),
    _("Doctor or nurse close by"),
    _("Shelter"),
)

PARTS: Mapping[str, Part] = {
    "opening": Part(LIST_LABELS[ListKind.OPENING], _list_of(ListKind.OPENING)),
    "round": Part(LIST_LABELS[ListKind.ROUND], _list_of(ListKind.ROUND)),
    "closing": Part(LIST_LABELS[ListKind.CLOSING], _list_of(ListKind.CLOSING)),
    "roles": Part(_("Role cards"), _roles),
    "tally": Part(_("Tally of visitors"), _tally),
    "roster": Part(_("Roster of shifts"), _roster),
    "calls": Part(_("Whom to call"), _calls),
}
"""In the order in which a kit has them; the key is the name of the file."""
