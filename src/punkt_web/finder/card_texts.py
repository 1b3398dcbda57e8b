"""Cards as pages show them: made once, and put together with the way from where somebody asked.

In a blackout the same points are asked for again and again, each time from another place. What a card says apart from
the way is the same for all of them. It holds for half a minute, for its words tell time in minutes; a new word, a new
judgement and a changed point are seen at once. After that the words are looked at again, and the text stays where they
are the same, as they are for most points: "3 h ago" is true for an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from html import escape

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from punkt_web.finder import words
from punkt_web.finder.answers import Answer, Found
from punkt_web.finder.asking import Where
from punkt_web.finder.cards import Card, card

_KEPT = timedelta(seconds=30)
_MOST_KEPT = 16_384
"""A card takes about 2 KB."""


class Look(Enum):
    """How much a card says: all of it (the best one is marked), or a short one with some services or none."""

    BEST = "best"
    WHOLE = "whole"
    SHORT = "short"
    SHORT_ASKED = "short_asked"
    SHORT_BARE = "short_bare"

    @property
    def is_short(self) -> bool:
        """Whether it leaves out seats, entrance and the link to the page of the point."""
        return self not in {Look.BEST, Look.WHOLE}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The text of a card of one look: the way stands after ``top``, where to go on to after ``middle``."""

    told: Card
    top: str
    middle: str
    end: str

    def holds_for(self, found: Found) -> bool:
        """Whether the text surely says of ``found`` what a new one would."""
        made = self.told.found
        is_same = made.point is found.point and made.status is found.status and made.shown == found.shown
        return is_same and made.asked_at == found.asked_at and made.at <= found.at < made.at + _KEPT

    def still_tell(self, told: Card) -> bool:
        """Whether a new text would have the same words."""
        return replace(told, found=self.told.found) == self.told


_Key = tuple[int, str, Look, tuple[str, ...]]
_kept: dict[_Key, _Parts] = {}


def card_text(
    found: Found, needs: Sequence[str], where: Where | None, look: Look, next_if_full: Sequence[Found] = ()
) -> SafeString:
    """The card of a point, asked from ``where``; ``next_if_full`` are the points to go on to."""
    key = (found.point.id, words.language(), look, tuple(needs))
    parts = _kept.get(key)
    if parts is None or not parts.holds_for(found):
        parts = _parts(card(found, needs, None), look, parts)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = parts
    text = "".join((parts.top, _way(found, where), parts.middle, _go_on_to(next_if_full, where), parts.end))
    return mark_safe(text)  # noqa: S308 - each part is escaped


def _parts(told: Card, look: Look, before: _Parts | None) -> _Parts:
    if before is not None and before.still_tell(told):
        return replace(before, told=told)
    services = {Look.SHORT_ASKED: told.asked_services, Look.SHORT_BARE: []}.get(look, told.services)
    page = {"card": told, "look": look, "services": services}
    return _Parts(
        told,
        top=get_template("finder/card_top.html").render(page),
        middle=get_template("finder/card_middle.html").render(page),
        end=get_template("finder/card_end.html").render(page),
    )


def _way(found: Found, where: Where | None) -> str:
    way = words.way_words(found, where)
    if way is None:
        return ""
    more = "".join(f" · {escape(part)}" for part in (way.direction, way.walk) if part)
    return f'<p><b class="num">{escape(way.distance)}</b>{more}</p>\n'


def _go_on_to(next_if_full: Sequence[Found], where: Where | None) -> str:
    if not next_if_full:
        return ""
    links = ", ".join(_link(found, where) for found in next_if_full)
    lead = _("If it is full, go on to:")
    return f"<p>{escape(lead)} {links}</p>\n"


def _link(found: Found, where: Where | None) -> str:
    name, language = words.name_words(found.point)
    spoken = format_html(' lang="{}"', language) if language else ""
    way = words.way_words(found, where)
    distance = f" ({escape(way.distance)})" if way else ""
    return format_html('<a href="/p/{}"{}>{}</a>{}', found.point.code, spoken, name, mark_safe(distance))  # noqa: S308


@dataclass(frozen=True, slots=True)
class AnswerTexts:
    """The cards of an answer, group by group."""

    open: list[SafeString]
    not_confirmed: list[SafeString]
    maybe: list[SafeString]
    shut: list[SafeString]
    unplaced: list[SafeString]


def answer_texts(answer: Answer, where: Where | None, needs: Sequence[str]) -> AnswerTexts:
    """All cards of an answer; each speaks of ``needs``, and the first of the open ones says where to go on to."""

    def texts(found: Sequence[Found], look: Look) -> list[SafeString]:
        return [card_text(one, needs, where, look) for one in found]

    best = [card_text(one, needs, where, Look.BEST, answer.next_if_full) for one in answer.open[:1]]
    return AnswerTexts(
        open=best + texts(answer.open[1:], Look.WHOLE),
        not_confirmed=texts(answer.not_confirmed, Look.SHORT),
        maybe=texts(answer.maybe, Look.SHORT_ASKED),
        shut=texts(answer.shut, Look.SHORT_BARE),
        unplaced=texts(answer.unplaced, Look.SHORT_ASKED),
    )


def forget_card_texts() -> None:
    """Drops what is kept: for tests, whose clocks and databases begin anew."""
    _kept.clear()
