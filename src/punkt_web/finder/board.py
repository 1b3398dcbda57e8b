"""The information board of a point: what people in the room and at its door should read, in one order.

The order is that of facts/estonia_sweden_world section 6. What nobody said stands as not said: on a screen it says so,
on paper there is room to write by hand. Only what anybody may know of the point is here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.alert_words import BulletinTopic
from punkt.model.vocabulary import label
from punkt_web.finder import words
from punkt_web.finder.answers import Found
from punkt_web.finder.board_facts import CHARGING_FIRST, HELP_LINES, RADIOS
from punkt_web.finder.bulletins import BulletinNote, bulletin_notes, bulletins_at
from punkt_web.finder.cards import card, position_words
from punkt_web.finder.hours import timetable_words
from punkt_web.finder.notices import in_words, notices_at, on_paper
from punkt_web.finder.pages import as_of, as_of_with_year, place_of
from punkt_web.registry.published import PublishedPoint
from punkt_web.registry.revisions import revisions


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a board: what offices told of it, and what is known otherwise."""

    title: str
    notes: list[BulletinNote]
    lines: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether nobody said anything of it."""
        return not (self.notes or self.lines)


def board_page(found: Found, alternatives: Sequence[Found]) -> dict[str, Any]:
    """A board on a screen: it tells of now."""
    point, counts = found.point, revisions()
    return {
        **_common(found, alternatives),
        "notices": in_words(notices_at(point, counts)),
        "as_of": as_of(point.country),
        "hours": card(found, (), None).hours,
    }


def board_sheet(found: Found, alternatives: Sequence[Found]) -> dict[str, Any]:
    """A board on paper, which goes on saying what was printed: no state of a door, no alert."""
    point = found.point
    return {
        **_common(found, alternatives),
        "notices": on_paper(notices_at(point)),
        "as_of": as_of_with_year(point.country, clock.now()),
        "hours": timetable_words(point, found.at),
        "is_paper": True,
    }


def _common(found: Found, alternatives: Sequence[Found]) -> dict[str, Any]:
    point, here = found.point, place_of(found.point)
    by_topic = _by_topic(bulletin_notes(bulletins_at(point)))
    extra = {
        BulletinTopic.CONTACTS: HELP_LINES.get(point.country, ""),
        BulletinTopic.RADIO: RADIOS.get(point.country, ""),
    }

    def part(topic: BulletinTopic) -> Part:
        told = extra.get(topic, "")
        return Part(_(label(topic)), by_topic.get(topic, []), [_(told)] if told else [])

    return {
        "card": card(found, (), None),
        "happened": part(BulletinTopic.SITUATION),
        "measures": part(BulletinTopic.MEASURES),
        "position": position_words(found),
        "alternatives": [card(one, (), here) for one in alternatives],
        "calls": _calls(found),
        "rules": _(CHARGING_FIRST[point.country]) if point.country in CHARGING_FIRST else "",
        "parts": [
            part(topic)
            for topic in (BulletinTopic.SUPPLIES, BulletinTopic.CONTACTS, BulletinTopic.RADIO, BulletinTopic.HELP)
        ],
        "streets": words.streets_words(alternatives),
        "issuer": point.authority,
    }


def _calls(found: Found) -> list[str]:
    """How to call for help from here, and where to go in an alert."""
    shelter, emergency = _shelter(found.point), words.service_word(found, "service.emergency_call")
    return [
        _("In danger of life call 112. It works without credit and on any network."),
        f"{emergency.mark} {emergency.text}",
        *([_("Nearest shelter: %(place)s") % {"place": shelter}] if shelter else []),
    ]


def _shelter(point: PublishedPoint) -> str:
    told = point.facts.get("safety.shelter")
    return told if isinstance(told, str) and told != "unknown" else ""


def _by_topic(notes: Iterable[BulletinNote]) -> dict[BulletinTopic, list[BulletinNote]]:
    found: dict[BulletinTopic, list[BulletinNote]] = {}
    for note in notes:
        found.setdefault(note.bulletin.topic, []).append(note)
    return found
