"""An answer as plain text: whole for a terminal, and in few bytes for a text browser on the worst of links."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.model.fields import NEEDS
from punkt_web.finder import words
from punkt_web.finder.answers import Found
from punkt_web.finder.asking import Question, Where
from punkt_web.finder.bulletins import bulletin_notes, bulletins_at
from punkt_web.finder.cards import AnswerCards, Card, answer_cards, card, position_words
from punkt_web.finder.notices import due, in_words, notices_at
from punkt_web.finder.pages import Asked, as_of, heading_of, notes_of
from punkt_web.operations.informing.bulletins import PublishedBulletin
from punkt_web.operations.surroundings.notices import Notice
from punkt_web.registry.revisions import revisions

MOST_BYTES = 2_048
"""What a text answer weighs at most, as UTF-8."""
_LONGEST_LINE = 90
_MOST_NOTICES = 2


def text_lines(asked: Asked) -> Iterator[str]:
    """A whole answer for a terminal."""
    question, answer = asked.question, asked.answer
    if settings.IS_DEMO:
        yield _("DEMO: made-up points, not a real network")
    yield heading_of(asked)
    for note in in_words(due(asked.notices, answer.at)):
        yield from note.lines
    for told in bulletin_notes(asked.announced.told):
        yield from told.lines
    yield from notes_of(question)
    if question.others:
        yield _meant(question)
    cards = answer_cards(answer, question.where, question.needs)
    if not answer.has_points_nearby:
        yield _("Within 50 km we know of no point. That does not mean that there is none.")
        yield _("In danger of life call 112. It works without credit and on any network.")
        yield _("Ask the municipality or the rescue service where a point is open.")
    if asked.is_relaxed:
        yield _relaxed()
    yield from _grouped(cards)
    if answer.summary is not None and answer.summary.n_points:
        yield ""
        yield _("Within 3 km, confirmed in the last hour: %(confirmed)d of %(n)d.") % {
            "confirmed": answer.summary.n_confirmed,
            "n": answer.summary.n_points,
        }
    if streets := words.streets_words(answer.found):
        yield ""
        yield streets


def _grouped(cards: AnswerCards) -> Iterator[str]:
    for title, group in _groups(cards):
        if group and title:
            yield ""
            yield title.upper()
        for one in group:
            yield ""
            yield from _card_lines(one)


def _card_lines(card: Card) -> Iterator[str]:
    yield f"{card.code}  {card.name}"
    yield f"  {card.state}. {card.confirmation}"
    parts = (card.way.distance, card.way.direction, card.way.walk) if card.way else ()
    yield "  " + " · ".join(part for part in (*parts, card.where) if part)
    yield f"  {card.seats}"
    yield "  " + "  ".join(f"{service.mark} {service.text}" for service in card.services)
    for line in (*card.hours, card.entrance):
        if line:
            yield f"  {line}"


def _groups(cards: AnswerCards) -> tuple[tuple[str, list[Card]], ...]:
    return (
        ("", cards.open),
        (_("Not confirmed lately"), cards.not_confirmed),
        (_("May have what you need, but we do not know"), cards.maybe),
        (_("Not open now"), cards.shut),
        (_("Here or nearby, position not known"), cards.unplaced),
    )


def names_of(places: Sequence[Where]) -> str:
    """Places that may be meant, in a line."""
    return ", ".join(f"{place.name} ({place.region})" if place.region else place.name for place in places)


# --- in few bytes --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text."""

    text: str
    is_stated: bool = False
    """It holds words of others, such as a name or an address: they may be cut. What is said of a door is not."""

    def whole(self) -> str:
        """All of it, in one line."""
        return " ".join(self.text.split())

    def cut(self) -> str:
        """As much as goes into a line, up to the end of a word."""
        whole = self.whole()
        cut = shorten(whole, _LONGEST_LINE, placeholder=" …")
        # Without a word that is longer than half of the line nothing would be left of it.
        is_too_short = len(cut) < _LONGEST_LINE // 2 and cut != whole
        return f"{whole[: _LONGEST_LINE - 1]}…" if is_too_short else cut

    def brief(self) -> str:
        """What may be cut is."""
        return self.cut() if self.is_stated else self.whole()


def short_answer(asked: Asked) -> str:
    """An answer within ``MOST_BYTES``: as many points as go in, the best first, and how many were left out."""
    question, answer = asked.question, asked.answer
    notices = _notice_lines(due(asked.notices, answer.at))
    head = [*map(_Line, (*_demo(), heading_of(asked), *notices)), *_told(asked.announced.told)]
    head += _stated(notes_of(question))
    if question.others:
        head.append(_Line(_meant(question), is_stated=True))
    if asked.is_relaxed:
        head.append(_Line(_relaxed()))
    if not answer.has_points_nearby:
        head.append(_Line(_("Within 50 km we know of no point. That does not mean that there is none.")))
        head.append(_Line(_("Ask the municipality or the rescue service where a point is open.")))
    blocks = list(_short_blocks(answer_cards(answer, question.where, question.needs), question))
    country = answer.found[0].point.country if answer.found else ""
    return _within_limit(head, blocks, country, words.streets_words(answer.found))


_Block = Sequence[_Line]


def _within_limit(head: _Block, blocks: Sequence[_Block], country: str, streets: str) -> str:
    danger = _("In danger of life call 112. During an air alert go to a shelter first.")
    for parts in _attempts(head, blocks):
        left_out = len(blocks) - (len(parts) - 1)
        more = [ngettext("%(n)d more point.", "%(n)d more points.", left_out) % {"n": left_out}] if left_out else []
        foot = [*more, danger, *filter(None, [streets]), _("Answer of %(as_of)s.") % {"as_of": as_of(country)}]
        text = "\n\n".join([*parts, "\n".join(foot)]) + "\n"
        if len(text.encode()) <= MOST_BYTES:
            break
    return text


def _attempts(head: _Block, blocks: Sequence[_Block]) -> Iterator[list[str]]:
    """The head and the blocks of points that may be told, the most first.

    Before a point is left out, names and addresses are cut; before the head is, all points are left out.
    """

    def texts(parts: Iterable[_Block], told: Callable[[_Line], str]) -> list[str]:
        return ["\n".join(filter(None, map(told, part))) for part in parts]

    for n_shown in range(len(blocks), -1, -1):
        yield texts((head, *blocks[:n_shown]), _Line.whole)
        yield texts((head, *blocks[:n_shown]), _Line.brief)
    # The last lines of a head matter least.
    for n_lines in range(len(head), 0, -1):
        yield texts([head[:n_lines]], _Line.cut)


def _short_blocks(cards: AnswerCards, question: Question) -> Iterator[_Block]:
    for title, group in _groups(cards):
        for number, one in enumerate(group):
            lines = [_Line(title.upper())] if title and not number else []
            yield [*lines, *_short_card(one, question.needs)]


def _short_card(shown: Card, needs: Iterable[str]) -> Iterator[_Line]:
    yield _Line(f"{shown.code} {shown.name}", is_stated=True)
    yield _Line(f"{shown.state}. {shown.confirmation}")
    way = (shown.way.distance, shown.way.direction, shown.way.walk) if shown.way else ()
    yield _Line(", ".join(part for part in (*way, shown.where) if part), is_stated=True)
    services = shown.asked_services if list(needs) else shown.services[:3]
    yield _Line(" ".join(f"{service.mark} {service.text}" for service in services))


def short_point(found: Found, others: Sequence[Found], here: Where | None) -> str:
    """One point within ``MOST_BYTES``, with the next ones."""
    shown = card(found, (), None)
    about = [_Line(shown.entrance, is_stated=True), _Line(position_words(found)), _Line(shown.seats)]
    counts = revisions()
    notices = map(_Line, _notice_lines(notices_at(found.point, counts)))
    shut = _Line(_("Is the door shut? Tell it: %(address)s") % {"address": f"/p/{shown.code}/wrong"})
    told = _told(bulletins_at(found.point, counts))
    head = [*map(_Line, _demo()), *_short_card(shown, ()), *notices, *told, *about, *_stated(shown.hours), shut]
    blocks = [list(_short_card(card(one, (), here), ())) for one in others]
    if blocks:
        title = _("The next points")
        blocks[0].insert(0, _Line(title.upper()))
    return _within_limit(head, blocks, found.point.country, words.streets_words(others))


def how_to_ask(problem: str = "", notes: Sequence[str] = ()) -> str:
    """What to write into the address line of a text browser."""
    needs = ", ".join(key for key in NEEDS)
    lines = [
        *_demo(),
        problem,
        *notes,
        _("Find a warm, lit, connected room"),
        _("By place: %(address)s") % {"address": "/t/?q=Kharkiv&need=heat"},
        _("By position: %(address)s") % {"address": "/t/?lat=49.99&lon=36.23"},
        _("By the code on a door: %(address)s") % {"address": "/t/p/K7F-2M3"},
        _("Needs: %(needs)s") % {"needs": needs},
        _("Languages: %(languages)s") % {"languages": "lang=uk, lang=en, lang=et, lang=sv"},
        _("In danger of life call 112. During an air alert go to a shelter first."),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _notice_lines(notices: Iterable[Notice]) -> list[str]:
    """An alert and a curfew at most: there must be room for points."""
    return [line for note in in_words(notices, most=_MOST_NOTICES) for line in note.lines]


def _told(bulletins: Iterable[PublishedBulletin]) -> list[_Line]:
    """The two most urgent ones: the headline, as much of the text as goes in, and where all of it stands."""
    lines = []
    for note in bulletin_notes(bulletins, most=_MOST_NOTICES):
        lines += _stated([f"{note.place}: {note.headline} {note.not_in_yours}", note.text])
        lines.append(_Line(_("Holds until %(time)s: %(address)s") % {"time": note.until, "address": note.url}))
    return lines


def _meant(question: Question) -> str:
    lead = _("Did you mean:")
    return f"{lead} {names_of(question.others)}"


def _relaxed() -> str:
    return _("No point that we know near here has all that you asked for. These are the nearest; each lacks something.")


def _demo() -> list[str]:
    return [_("DEMO: made-up points, not a real network")] if settings.IS_DEMO else []


def _stated(lines: Iterable[str]) -> list[_Line]:
    return [_Line(line, is_stated=True) for line in lines]
