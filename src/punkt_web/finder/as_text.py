"""An answer as plain text: whole for a terminal, and in few bytes for a text browser on the worst of links."""

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.model.fields import NEEDS
from punkt_web.finder import words
from punkt_web.finder.answers import Found
from punkt_web.finder.asking import Question, Where
from punkt_web.finder.cards import AnswerCards, Card, answer_cards, card, position_words
from punkt_web.finder.notices import due, in_words, notices_at
from punkt_web.finder.pages import Asked, as_of, heading_of, notes_of
from punkt_web.operations.notices import Notice

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


def short_answer(asked: Asked) -> str:
    """An answer within ``MOST_BYTES``: as many points as go in, the best first, and how many were left out."""
    question, answer = asked.question, asked.answer
    head = [*_demo(), heading_of(asked), *_notice_lines(due(asked.notices, answer.at)), *notes_of(question)]
    if question.others:
        head.append(_meant(question))
    if asked.is_relaxed:
        head.append(_relaxed())
    if not answer.has_points_nearby:
        head.append(_("Within 50 km we know of no point. That does not mean that there is none."))
        head.append(_("Ask the municipality or the rescue service where a point is open."))
    blocks = list(_short_blocks(answer_cards(answer, question.where, question.needs), question))
    country = answer.found[0].point.country if answer.found else ""
    return _within_limit(head, blocks, country, words.streets_words(answer.found))


def _within_limit(head: Sequence[str], blocks: Sequence[str], country: str, streets: str) -> str:
    danger = _("In danger of life call 112. During an air alert go to a shelter first.")
    whole = [(head, n_shown) for n_shown in range(len(blocks), -1, -1)]
    # The last lines of a head matter least.
    cut = [(head[:n_lines], 0) for n_lines in range(len(head) - 1, 0, -1)]
    for lines, n_shown in (*whole, *cut):
        left_out = len(blocks) - n_shown
        more = [ngettext("%(n)d more point.", "%(n)d more points.", left_out) % {"n": left_out}] if left_out else []
        foot = [*more, danger, *filter(None, [streets]), _("Answer of %(as_of)s.") % {"as_of": as_of(country)}]
        text = "\n\n".join(["\n".join(map(_cut, lines)), *blocks[:n_shown], "\n".join(foot)]) + "\n"
        if len(text.encode()) <= MOST_BYTES:
            break
    return text


def _short_blocks(cards: AnswerCards, question: Question) -> Iterator[str]:
    for title, group in _groups(cards):
        for number, one in enumerate(group):
            lines = [title.upper()] if title and not number else []
            yield "\n".join(map(_cut, [*lines, *_short_card(one, question.needs)]))


def _short_card(shown: Card, needs: Iterable[str]) -> Iterator[str]:
    yield f"{shown.code} {shown.name}"
    yield f"{shown.state}. {shown.confirmation}"
    way = (shown.way.distance, shown.way.direction, shown.way.walk) if shown.way else ()
    yield ", ".join(part for part in (*way, shown.where) if part)
    services = shown.asked_services if list(needs) else shown.services[:3]
    yield " ".join(f"{service.mark} {service.text}" for service in services)


def short_point(found: Found, others: Sequence[Found], here: Where | None) -> str:
    """One point within ``MOST_BYTES``, with the next ones."""
    shown = card(found, (), None)
    about = [shown.entrance, position_words(found), shown.seats, *shown.hours]
    head = [*_demo(), *_short_card(shown, ()), *_notice_lines(notices_at(found.point)), *about]
    blocks = ["\n".join(map(_cut, _short_card(card(one, (), here), ()))) for one in others]
    if blocks:
        title = _("The next points")
        blocks[0] = f"{title.upper()}\n{blocks[0]}"
    head.append(_("Is the door shut? Tell it: %(address)s") % {"address": f"/p/{shown.code}/wrong"})
    return _within_limit([line for line in head if line], blocks, found.point.country, words.streets_words(others))


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


def _meant(question: Question) -> str:
    lead = _("Did you mean:")
    return f"{lead} {names_of(question.others)}"


def _relaxed() -> str:
    return _("No point that we know near here has all that you asked for. These are the nearest; each lacks something.")


def _demo() -> list[str]:
    return [_("DEMO: made-up points, not a real network")] if settings.IS_DEMO else []


def _cut(line: str) -> str:
    return Truncator(" ".join(line.split())).chars(_LONGEST_LINE)
